"""The model reader against an endpoint of our own on loopback that misbehaves in every way."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from elchi.cli import run
from elchi.errors import ElchiError, SettingsError
from elchi.llm import Budget, ChatClient, Endpoint, ModelReader
from elchi.model import Document, EngagementKind
from elchi.pipeline import model_reader
from elchi.reading import read
from elchi.settings import Settings

TEXT = "Sanayi ve Teknoloji Bakanı Mehmet Fatih Kacır, Bakü'de Azerbaycan Ekonomi Bakanı Mikayıl Cabbarov'la görüştü. Taraflar ortak fon kurmayı kararlaştırdı."
ANSWER = {
    "people": [
        {
            "name": "Mikayıl Cabbarov",
            "position": "Minister of Economy",
            "position_class": "minister",
            "represents": "AZ",
        },
        {"name": "Viktor Orbán", "position_class": "head_of_government", "represents": "HU"},
    ],
    "engagements": [
        {
            "kind": "meeting",
            "status": "held",
            "participants": ["Mikayıl Cabbarov", "Viktor Orbán"],
            "parties": ["TR", "AZ"],
            "words": "Mikayıl Cabbarov'la görüştü",
            "date": "soon",
        },
        {"kind": "banquet", "status": "held", "words": "Mikayıl Cabbarov'la görüştü"},
    ],
    "outcomes": [
        {
            "kind": "agreed",
            "quote": "Taraflar ortak fon kurmayı kararlaştırdı",
            "parties": ["TR", "AZ"],
            "amount": {"value": "much", "currency": "USD"},
        },
        {"kind": "agreed", "quote": "Taraflar dostluk köprüsü kuracak"},
    ],
    "topics": ["finance", "magic"],
}
Turn = Callable[[BaseHTTPRequestHandler], None]


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def saying(content: str, finish: str = "stop", tokens: int = 100) -> Turn:
    body = {"choices": [{"message": {"content": content}, "finish_reason": finish}], "usage": {"total_tokens": tokens}}
    return lambda handler: send(handler, json.dumps(body).encode())


def failing(status: int, **headers: str) -> Turn:
    return lambda handler: send(handler, b"{}", status, **headers)


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "10000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def slow(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1.2)
    send(handler, b"{}")


class Server:
    """Plays one turn after the other, the last one for ever."""

    def __init__(self, *turns: Turn) -> None:
        self.asked: list[dict[str, Any]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                turns[min(len(outer.asked), len(turns)) - 1](self)

            def log_message(self, *_args: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def start(*turns: Turn) -> Server:
        servers.append(Server(*turns))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def reader(
    server: Server, *, budget: Budget | None = None, cache: Path | None = None, naps: list[float] | None = None
) -> ModelReader:
    endpoint = Endpoint(url=server.url, model="test", timeout=0.5, tries=3, pause=0.01)
    return ModelReader(
        ChatClient(endpoint, budget or Budget(), sleep=(naps if naps is not None else []).append), cache=cache
    )


DOCUMENT = Document(source="x.txt", text=TEXT, published="2025-10-24")


def test_only_what_stands_in_the_text_is_kept(serve: Callable[..., Server]) -> None:
    reading = reader(serve(saying(json.dumps(ANSWER)))).read(DOCUMENT)
    assert [person.name for person in reading.people] == ["Mikayıl Cabbarov"]
    assert [(e.kind, e.participants, e.date) for e in reading.engagements] == [
        (EngagementKind.MEETING, ("Mikayıl Cabbarov",), None)
    ]
    assert [o.quote for o in reading.outcomes] == ["Taraflar ortak fon kurmayı kararlaştırdı"]
    assert reading.outcomes[0].amount is None
    assert list(reading.topics) == ["finance"]
    assert {caveat.code for caveat in reading.warnings} == {
        "llm-invented-name",
        "llm-invented-quote",
        "llm-unknown-value",
    }


@pytest.mark.parametrize(
    "bad", [failing(429, Retry_After="0.02"), failing(503), cut_off, slow], ids=["limit", "overload", "cut", "slow"]
)
def test_trouble_that_passes_is_waited_for(serve: Callable[..., Server], bad: Turn) -> None:
    naps: list[float] = []
    server = serve(bad, saying(json.dumps(ANSWER)))
    assert reader(server, naps=naps).read(DOCUMENT).people
    assert len(server.asked) == 2
    assert len(naps) == 1


def test_the_pause_that_the_server_names_is_kept(serve: Callable[..., Server]) -> None:
    naps: list[float] = []
    reader(serve(failing(429, Retry_After="7"), saying("{}")), naps=naps).read(DOCUMENT)
    assert naps == [7.0]


def test_trouble_that_stays_is_an_error_that_says_what_to_do(serve: Callable[..., Server]) -> None:
    with pytest.raises(ElchiError, match=r"HTTP 503.*--llm-url"):
        reader(serve(failing(503))).read(DOCUMENT)


def test_a_refusal_is_not_tried_again(serve: Callable[..., Server]) -> None:
    server = serve(failing(401))
    with pytest.raises(ElchiError, match="HTTP 401"):
        reader(server).read(DOCUMENT)
    assert len(server.asked) == 1


def test_an_answer_cut_off_gets_more_room(serve: Callable[..., Server]) -> None:
    server = serve(saying('{"people": [{"na', finish="length"), saying(json.dumps(ANSWER)))
    assert reader(server).read(DOCUMENT).people
    assert server.asked[1]["max_tokens"] == 2 * server.asked[0]["max_tokens"]


@pytest.mark.parametrize("content", ["not JSON", "[]", '"people"'])
def test_what_is_no_object_is_asked_again_once_and_then_an_error(serve: Callable[..., Server], content: str) -> None:
    server = serve(saying(content))
    with pytest.raises(ElchiError, match="no JSON object"):
        reader(server).read(DOCUMENT)
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    "content",
    [
        '{"people": 3}',
        '{"people": [1, null, {"name": 5}]}',
        '{"engagements": [{"kind": []}], "figures": [{"quote": {}, "value": true}]}',
        "{}",
    ],
)
def test_a_wrong_schema_gives_an_empty_reading_not_a_crash(serve: Callable[..., Server], content: str) -> None:
    reading = reader(serve(saying(content))).read(DOCUMENT)
    assert not reading.people
    assert not reading.engagements


def test_an_endpoint_of_another_kind_is_told(serve: Callable[..., Server]) -> None:
    with pytest.raises(ElchiError, match="OpenAI-compatible"):
        reader(serve(lambda handler: send(handler, b"<html>"))).read(DOCUMENT)


def test_a_budget_of_tokens_stops_before_it_is_passed(serve: Callable[..., Server]) -> None:
    server = serve(saying(json.dumps(ANSWER), tokens=5_000))
    budget = Budget(max_tokens=6_000)
    asking = reader(server, budget=budget)
    asking.read(DOCUMENT)
    assert budget.used == 5_000
    with pytest.raises(ElchiError, match="--max-tokens"):
        asking.read(Document(source="y", text=TEXT + " Bitti."))
    assert len(server.asked) == 1


def test_a_budget_of_money_stops_too(serve: Callable[..., Server]) -> None:
    with pytest.raises(ElchiError, match="--max-cost"):
        reader(serve(saying("{}")), budget=Budget(max_cost=0.001, price=10.0)).read(DOCUMENT)


def test_a_document_is_asked_about_once(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve(saying(json.dumps(ANSWER)))
    first = reader(server, cache=tmp_path).read(DOCUMENT)
    assert reader(server, cache=tmp_path).read(DOCUMENT) == first
    assert len(server.asked) == 1
    assert not list(tmp_path.glob("*.tmp"))


def test_both_asks_only_about_doubts(serve: Callable[..., Server]) -> None:
    server = serve(
        saying(
            json.dumps({"people": [{"name": "Mehmet Fatih Kacır", "position_class": "minister", "represents": "TR"}]})
        )
    )
    grammar = read(DOCUMENT)
    settled = reader(server).settle(grammar)
    assert any(person.doubts for person in grammar.people)
    kacir = next(person for person in settled.people if person.name == "Mehmet Fatih Kacır")
    assert kacir.represents == "TR"
    assert kacir.doubts == ("settled by a model",)
    assert settled.engagements == grammar.engagements
    certain = read(Document(source="z", text="Bugün hava güzel ve bu konuda bir şey söylenmedi."))
    assert reader(server).settle(certain) == certain
    assert len(server.asked) == 1


def test_the_command_reads_by_a_model_and_says_what_failed(
    serve: Callable[..., Server], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    server = serve(saying(json.dumps(ANSWER)), failing(401))
    options = ["read", "--reader", "llm", "--llm-model", "test", "--llm-url", server.url, "--json", str(path)]
    assert run(options) == 0
    assert json.loads(capsys.readouterr().out)["people"][0]["name"] == "Mikayıl Cabbarov"
    assert run(options) == 1
    assert "HTTP 401" in capsys.readouterr().err


def test_a_model_must_be_named() -> None:
    with pytest.raises(SettingsError, match="ELCHI_LLM_MODEL"):
        model_reader(Settings())
