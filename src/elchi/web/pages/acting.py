"""What pages that decide something have in common: who acts, and the way back."""

from __future__ import annotations

from urllib.parse import quote

from elchi.web.visit import Visit

LOCAL_EDITOR = "editor"


def author_of(visit: Visit) -> str:
    """Return who acts; a local ledger has one editor, who may give a name in the review page."""
    return visit.request.cookies.get("author", "").strip()[:60] or LOCAL_EDITOR


def site_path(*parts: str) -> str:
    """Return the path of a page of this site."""
    return "/" + "/".join(quote(part, safe="") for part in parts)
