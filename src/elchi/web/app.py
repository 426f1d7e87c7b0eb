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

from fastapi import FastAPI
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.staticfiles import StaticFiles

from elchi import __version__
from elchi.errors import LedgerError
from elchi.joining import open_ledger
from elchi.ledger import Ledger
from elchi.settings import Settings
from elchi.web import api, faults, pages
from elchi.web.headers import SafetyMiddleware
from elchi.web.remembering import Memory
from elchi.web.visit import Site

STATIC = Path(str(resources.files("elchi.web"))) / "static"


def create_app(settings: Settings) -> FastAPI:
    """Return the application on the ledger of the settings; raises `LedgerError` where it cannot be opened."""
    ledger = _open(settings.ledger)
    app = FastAPI(
        title="Elchi",
        summary="The public memory of cooperation between states.",
        version=__version__,
        docs_url=None,  # the stock pages load their script from elsewhere; ours is /api
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=_closing(ledger),
    )
    app.state.site = Site(
        settings=settings, ledger=ledger, templates=_templates(), version=_fingerprint(), memory=Memory(settings.ledger)
    )
    app.add_middleware(SafetyMiddleware)
    app.mount("/static", _Static(directory=STATIC), name="static")
    app.include_router(api.router)
    app.include_router(pages.router, include_in_schema=False)
    faults.install(app)
    return app


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
