"""The pages, one module for each kind; this file says which there are."""

from __future__ import annotations

from fastapi import APIRouter

from elchi.web.pages import documents, engagements, front, preferences, trying

router = APIRouter(include_in_schema=False)
for module in (front, engagements, documents, trying, preferences):
    router.include_router(module.router)
