"""Opportunities found in documents: offers, requests, invitations and calls, each in its own words."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from elchi.web.visit import Visiting, filters_of

router = APIRouter()


@router.get("/opportunities")
def opportunities(visit: Visiting, request: Request) -> HTMLResponse:
    """List outcomes that are partnering opportunities, newest first."""
    asked = filters_of(request, limit=48)
    with visit.view() as view:
        page = view.outcomes(replace(asked, opportunity=asked.opportunity or "any"))
        return visit.page("opportunities.html", page=page, asked=asked)
