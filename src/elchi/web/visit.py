"""What one request knows: the site, the visitor's language and theme, the day as of which the ledger is asked.

A page function takes a `Visit` and answers with ``visit.page("name.html", …)``; everything that templates may call is
set there, in one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends, Request
from jinja2 import Environment
from markupsafe import Markup
from starlette.responses import HTMLResponse

from elchi.accounts import Role, Visitor
from elchi.briefing.page import is_address
from elchi.ledger import Filters, Ledger, Transaction, View
from elchi.ledger.states import is_state
from elchi.pipeline import known_parties
from elchi.settings import Settings
from elchi.web import forgery
from elchi.web.cookies import VISIT, set_cookie, visitor_of
from elchi.web.remembering import Memory, RememberingView
from elchi.words import LABELS, LANGUAGES, N_, WEIGHTS, Words, negotiate, own_names, words_for

THEMES = ("auto", "light", "dark")
YEAR = 365 * 24 * 3600  # seconds that a cookie is kept
MOST_LISTED = 200
NAVIGATION = (
    ("states", N_("States")),
    ("engagements", N_("Engagements")),
    ("outcomes", N_("Promises")),
    ("initiatives", N_("Initiatives")),
    ("opportunities", N_("Opportunities")),
    ("people", N_("People")),
    ("organisations", N_("Bodies")),
    ("documents", N_("Documents")),
    ("network", N_("Network")),
    ("map", N_("Map")),
    ("review", N_("Review")),
    ("try", N_("Try it")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What all requests share."""

    settings: Settings
    ledger: Ledger
    templates: Environment
    version: str
    memory: Memory

    @contextmanager
    def view(self, as_of: str | None) -> Iterator[View]:
        """The ledger at this moment, with what was counted before; see `remembering`."""
        with self.ledger.view(as_of, seconds=self.settings.request_seconds) as view:
            yield RememberingView(view, self.memory, self.memory.state(view.connection))

    def party_name(self, ident: str) -> str | None:
        """Return the English name of an organisation that the lexicon knows."""
        return known_parties().get(ident)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request to a page."""

    request: Request
    site: Site
    words: Words
    theme: str
    as_of: str | None

    @contextmanager
    def view(self) -> Iterator[View]:
        """The ledger as the visitor asked for it."""
        with self.site.view(self.as_of) as view:
            yield view

    @property
    def visitor(self) -> Visitor:
        """Who asks."""
        return visitor_of(self.request)

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """A transaction in which the visitor acts, from where they are."""
        with self.site.ledger.begin(origin=self.visitor.origin) as transaction:
            yield transaction

    def page(self, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
        """Return a rendered page."""
        key, fresh = forgery.guard(self.request)
        told = self._context() | {"csrf": forgery.field(key)} | context
        html = self.site.templates.get_template(template).render(told)
        answer = HTMLResponse(html, status_code=status, headers={"Content-Language": self.words.tag, "Vary": "Cookie"})
        if fresh:
            set_cookie(self.request, answer, VISIT, key)
        return answer

    def href(self, *path: str, **parameters: object) -> str:
        """Return the address of a page; the day as of which one looks goes along."""
        kept = {name: value for name, value in parameters.items() if value not in (None, "", ())}
        if self.as_of:
            kept.setdefault("as_of", self.as_of)
        address = "/" + "/".join(quote(str(part), safe="") for part in path if part)
        return address + (f"?{urlencode(kept, doseq=True)}" if kept else "")

    def here(self, **changes: object) -> str:
        """Return the address of this page with some parameters changed; None takes one away."""
        pairs = {name: self.request.query_params.getlist(name) for name in self.request.query_params}
        pairs.update({name: [str(value)] for name, value in changes.items() if value is not None})
        kept = {name: values for name, values in pairs.items() if changes.get(name, values) is not None and any(values)}
        return self.request.url.path + (f"?{urlencode(kept, doseq=True)}" if kept else "")

    def party(self, ident: str) -> str:
        """Return what a state or organisation is called in the visitor's language, as far as it is known."""
        if is_state(ident):
            return self.words.state(ident)
        return self.site.party_name(ident) or ident.rpartition(":")[2].replace("_", " ").replace("-", " ").title()

    def name(self, record: Any) -> str:  # noqa: ANN401 - several records carry name and name_en
        """Return a person's or organisation's name in the form that suits the visitor."""
        names: list[str] = [record.name, *getattr(record, "names", ())]
        if self.words.prefers_cyrillic():
            return next((name for name in names if _is_cyrillic(name)), names[0])
        return str(record.name_en or next((name for name in names if not _is_cyrillic(name)), record.name))

    def _context(self) -> dict[str, object]:
        words = self.words
        return {
            "_": words,
            "n_": words.many,
            "words": words,
            "label": words.label,
            "labels": LABELS,
            "weights": WEIGHTS,
            "date": words.date,
            "short_date": words.short_date,
            "number": words.number,
            "href": self.href,
            "here": self.here,
            "party": self.party,
            "name": self.name,
            "is_state": is_state,
            "is_address": is_address,
            "asset": self._asset,
            "theme": self.theme,
            "as_of": self.as_of,
            "path": self.request.url.path,
            "back": str(self.request.url.path) + (f"?{self.request.url.query}" if self.request.url.query else ""),
            "languages": own_names(),
            "navigation": [(target, words(text)) for target, text in NAVIGATION],
            "party_options": lambda: party_options(words),
            "writable": not self.site.ledger.read_only and self.visitor.may(Role.EDITOR),
            "visitor": self.visitor,
            "accounts": self.site.settings.accounts,
        }

    def _asset(self, name: str) -> Markup:
        return Markup("/static/{}?v={}").format(name, self.site.version)


@lru_cache(maxsize=16)
def party_options(words: Words) -> tuple[tuple[str, str], ...]:
    """Return every party with a code, for suggestions beside a field: states first."""
    known = [(ident, words.state(ident) if is_state(ident) else name) for ident, name in known_parties().items()]
    return tuple(sorted(known, key=lambda one: (not is_state(one[0]), one[1])))


def greet(request: Request, *, forgiving: bool = False) -> Visit:
    """Return the visit of a request: language by cookie, then by header; theme by cookie.

    `forgiving` leaves out what could itself be wrong, for the page that tells of an error.
    """
    site: Site = request.app.state.site
    chosen = request.cookies.get("language", "")
    tag = chosen if chosen in LANGUAGES else negotiate(request.headers.get("accept-language", ""))
    theme = request.cookies.get("theme", "")
    as_of = None if forgiving else request.query_params.get("as_of") or None
    return Visit(
        request=request,
        site=site,
        words=words_for(tag),
        theme=theme if theme in THEMES else "auto",
        as_of=as_of,
    )


def _greet(request: Request) -> Visit:
    return greet(request)


def filters_of(request: Request, *, limit: int = 50) -> Filters:
    """Return what the parameters of a page ask for; empty ones ask for nothing."""
    given = request.query_params
    one: dict[str, Any] = {
        name: given.get(name, "").strip() or None
        for name in ("person", "organisation", "topic", "kind", "status", "since", "until", "language", "cursor")
    }
    states = tuple(code.strip() for code in given.getlist("state") if code.strip())
    text = given.get("q", "").strip() or None
    opportunity = given.get("opportunity", "").strip() or None
    return Filters(states=states, text=text, opportunity=opportunity, limit=min(limit, MOST_LISTED), **one)


def _is_cyrillic(name: str) -> bool:
    return any("\u0400" <= letter <= "\u04ff" for letter in name)


Visiting = Annotated[Visit, Depends(_greet)]
