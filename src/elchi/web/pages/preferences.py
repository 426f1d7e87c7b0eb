"""The visitor's language and theme, kept in two cookies."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from elchi.web.pages.acting import back_on_site
from elchi.web.visit import THEMES, YEAR
from elchi.words import LANGUAGES

router = APIRouter()


@router.post("/preferences")
def choose(
    back: Annotated[str, Form()] = "/",
    language: Annotated[str, Form()] = "",
    theme: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Keep what was chosen and go back to the page it was chosen on."""
    answer = RedirectResponse(back_on_site(back), HTTPStatus.SEE_OTHER)
    for name, value, known in (("language", language, LANGUAGES), ("theme", theme, THEMES)):
        if value in known:
            answer.set_cookie(name, value, max_age=YEAR, httponly=name == "language", samesite="lax")
    return answer
