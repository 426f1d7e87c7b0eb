"""``elchi serve``: the ledger's pages in a browser."""

from __future__ import annotations

import socket

import click

from elchi.cli.common import ledger_option, load_settings
from elchi.errors import ElchiError, UsageError
from elchi.settings import Settings


@click.command("serve")
@ledger_option
@click.option("--host", help="Address to bind to. [default: ELCHI_HOST or 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to bind to; 0 takes a free one. [default: ELCHI_PORT or 8765]"
)
def command(ledger: str | None, host: str | None, port: int | None) -> int:
    """Serve the ledger's pages until interrupted.

    On this machine only, unless --host says otherwise: then accounts (ELCHI_ACCOUNTS=1) or reading by everybody
    (ELCHI_PUBLIC=1) must be set.
    """
    serve(load_settings(ledger=ledger, host=host, port=port))
    return 0


def serve(settings: Settings) -> None:
    """Serve pages until interrupted; says the address when it listens."""
    import uvicorn

    from elchi.web import create_app

    app = create_app(settings)
    listener = _listen(settings)
    host, port = listener.getsockname()[:2]
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies or None,
    )
    click.echo(f"Elchi is at http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl+C stops it)")
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


def _listen(settings: Settings) -> socket.socket:
    """Return a bound socket, so that a taken port is said before anything else."""
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((settings.host, settings.port), family=family)
    except socket.gaierror as error:
        raise UsageError(f"is no address of this machine: {error.strerror}", where=settings.host) from error
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise ElchiError(f"cannot listen: {error.strerror}", where=where, mend="choose another with --port") from error
