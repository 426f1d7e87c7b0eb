"""The pages, one module for each kind; this file says which there are."""

from __future__ import annotations

from fastapi import APIRouter

from elchi.web.pages import (
    admitted,
    alerts,
    averages,
    beside,
    briefs,
    documents,
    engagements,
    entering,
    front,
    initiatives,
    opportunities,
    organisations,
    outcomes,
    own,
    pairs,
    people,
    pictures,
    preferences,
    profiles,
    programs,
    provided,
    review,
    search,
    sources,
    states,
    trying,
)

router = APIRouter(include_in_schema=False)
for module in (
    front, search, engagements, beside, documents, outcomes, people, states, pairs, organisations, opportunities, initiatives,
    averages, briefs, profiles, pictures, review, trying, sources, alerts, programs, preferences,
    entering, provided, own, admitted,
):  # fmt: skip
    router.include_router(module.router)
