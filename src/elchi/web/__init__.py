"""The web application: pages rendered on the server, and the same ledger for programs under ``/api/v1``.

`create_app` is all that others use. Everything a page needs is inside the package: one style sheet, one small script,
catalogues of messages; nothing is fetched from elsewhere, and every page works without the script.

The parts: `app` (factory), `visit` (what one request knows: language, theme, day), `pages` (one module a page), `api`,
`marking` (text with its words marked), `charts`, `faults` (errors to answers).
"""

from __future__ import annotations

from elchi.web.app import create_app

__all__ = ["create_app"]
