"""What pages that decide something have in common: who acts, and the way back."""

from __future__ import annotations

from urllib.parse import quote

from elchi.accounts import Role
from elchi.web.visit import Visit

LOCAL_EDITOR = "editor"


def author_of(visit: Visit) -> str:
    """Return who acts: the account, where there are accounts; a local ledger's one editor may give a name in the review page."""
    if visit.visitor.name or not visit.visitor.may(Role.EDITOR):
        return visit.visitor.name
    return visit.request.cookies.get("author", "").strip()[:60] or LOCAL_EDITOR


def site_path(*parts: str) -> str:
    """Return the path of a page of this site."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


def back_on_site(back: str) -> str:
    """Return a path of this site to go back to, never an address of another host."""
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable() else "/"
