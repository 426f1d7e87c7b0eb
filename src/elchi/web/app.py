"""The factory: settings in, ASGI application out.

The ledger is opened once and shared by all requests; a ledger that can only be read is served for reading. Page
functions are plain functions, which Starlette runs on threads, for they wait for the database.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path

from fastapi import Depends, FastAPI
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.staticfiles import StaticFiles

from elchi import __version__
from elchi.errors import ElchiError, LedgerError, UsageError
from elchi.joining import open_ledger
from elchi.ledger import Ledger
from elchi.ledger import accounts as book
from elchi.settings import Settings
from elchi.web import api, faults, pages
from elchi.web.forgery import GuardedForms, refuse_forged
from elchi.web.gate import GateMiddleware
from elchi.web.headers import SafetyMiddleware, is_loopback
from elchi.web.pages.entering import provider_of
from elchi.web.remembering import Memory
from elchi.web.visit import Site

STATIC = Path(str(resources.files("elchi.web"))) / "static"


def create_app(settings: Settings) -> FastAPI:
    """Return the application on the ledger of the settings; raises `LedgerError` where it cannot be opened."""
    ledger = _open(settings.ledger)
    try:
        check_serving(settings, ledger)
    except ElchiError:
        ledger.close()
        raise
    app = FastAPI(
        title="Elchi",
        summary="The public memory of cooperation between states.",
        version=__version__,
        docs_url=None,  # the stock pages load their script from elsewhere; ours is /api
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=_closing(ledger),
        dependencies=[Depends(refuse_forged)],
    )
    app.state.site = site = Site(
        settings=settings, ledger=ledger, templates=_templates(), version=_fingerprint(), memory=Memory(settings.ledger)
    )
    app.add_middleware(GateMiddleware, site=site)
    app.add_middleware(SafetyMiddleware, settings=settings)
    app.mount("/static", _Static(directory=STATIC), name="static")
    app.include_router(api.router)
    app.include_router(pages.router, include_in_schema=False)
    faults.install(app)
    return app


def check_serving(settings: Settings, ledger: Ledger) -> None:
    """Refuse to serve in a way that lets in whom nobody meant to: raises UsageError."""
    if not is_loopback(settings.host) and not settings.accounts and not settings.public:
        raise UsageError(
            "others could reach the ledger there and decide in it",
            where=settings.host,
            mend="set ELCHI_ACCOUNTS=1 to ask who they are, or ELCHI_PUBLIC=1 to let everybody read",
        )
    if not settings.accounts:
        return
    if ledger.read_only:
        raise UsageError(
            "is read-only: nobody could log in", where=settings.ledger, mend="serve it with ELCHI_PUBLIC=1"
        )
    provider_of(settings)
    with ledger.view() as view:
        if not any(one.role == "admin" and not one.disabled_at for one in book.accounts(view.connection)):
            raise UsageError(
                "has no admin yet", where=settings.ledger, mend="make one with: elchi accounts add NAME --role admin"
            )


class _Static(StaticFiles):
    """Our own files, which never change under one address: it carries their fingerprint."""

    def file_response(self, *args: object, **options: object) -> object:  # type: ignore[override]
        response = super().file_response(*args, **options)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def _open(where: str) -> Ledger:
    try:
        return open_ledger(where)
    except LedgerError as error:
        if "read-only" not in error.message:
            raise
        return open_ledger(where, read_only=True)


def _closing(ledger: Ledger):  # type: ignore[no-untyped-def] # noqa: ANN202
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        ledger.close()

    return lifespan


def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("elchi.web"),
        autoescape=True,
        extensions=[GuardedForms],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )


def _fingerprint() -> str:
    """Return a fingerprint of the style sheet and the script, which their addresses carry."""
    files = sorted(path for path in STATIC.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
