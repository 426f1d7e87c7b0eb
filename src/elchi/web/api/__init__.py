"""The ledger for programs, under ``/api/v1``: everything that the pages show, as JSON, described by OpenAPI.

Lists take the filters of the ledger and a cursor and answer ``{"items": […], "next_cursor": …}``. Every answer carries an
ETag, so that a question asked again costs no body. `as_of` asks the ledger as it was known on a day.

The parts: `asking` (what all addresses share), `following` (what came of promises), `wholes` (what pages gather), `partners`,
`deciding` (review and decisions), `auditing` (who did what), `records` (lists and single records, exports, reading).
"""

from __future__ import annotations

from fastapi import APIRouter

from elchi.web.api import auditing, deciding, following, partners, records, wholes
from elchi.web.api.asking import ERRORS

router = APIRouter(prefix="/api/v1", responses=ERRORS)
# `records` comes last: its addresses of single documents and organisations take all that follows.
for module in (following, wholes, partners, deciding, auditing, records):
    router.include_router(module.router)
