"""The page for those who write programs: every address of the API, from its own description."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from elchi.web.visit import Visiting

router = APIRouter()


@router.get("/api")
def programs(visit: Visiting) -> HTMLResponse:
    """List what can be asked under /api/v1."""
    described = visit.request.app.openapi()["paths"]
    listed = [
        (method.upper(), path, told.get("summary", ""), told.get("description", ""), told.get("parameters", []))
        for path, methods in described.items()
        for method, told in methods.items()
    ]
    return visit.page("programs.html", listed=listed)
