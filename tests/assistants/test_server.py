"""The tools as an assistant has them: through the protocol's own client, in process and over standard input."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from elchi.assistants import create_server
from elchi.cli import run
from elchi.errors import UsageError
from elchi.joining import open_ledger
from elchi.pipeline import SourceOptions, add_inputs

AGREED = (
    "Ankara, 12 May 2024. Türkiye's Minister of Energy Alparslan Bayraktar met with Kazakhstan's Minister of Energy "
    "Almasadam Satkaliyev in Ankara on 12 May 2024. The ministers agreed to raise bilateral trade to 15 billion "
    "dollars by 2030. Türkiye and Kazakhstan agreed to open a cultural centre in Turkistan."
)
OPENED = (
    "Turkistan, 3 September 2025. The cultural centre of Türkiye and Kazakhstan was opened in Turkistan "
    "on 3 September 2025."
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("assistants")
    with open_ledger(folder / "l.db") as opened:
        for name, day, text in (("agreed", "2024-05-12", AGREED), ("opened", "2025-09-03", OPENED)):
            document = {"text": text, "published": day, "url": f"https://example.org/{name}", "language": "en"}
            (folder / f"{name}.json").write_text(json.dumps(document), "utf-8")
            list(add_inputs(opened, [str(folder / f"{name}.json")], SourceOptions(), batch=1))
    return str(folder / "l.db")


def ask(server: Any, tool: str, **arguments: Any) -> Any:
    """Call one tool; its answer, or what it says is wrong."""

    async def asked() -> Any:
        async with Client(server) as client:
            return await client.call_tool(tool, arguments)

    result = asyncio.run(asked())
    return result.content[0].text if result.is_error else result.structured_content


def passages_in(answer: Any) -> Iterator[dict[str, Any]]:
    """Yield every passage in an answer."""
    if isinstance(answer, dict):
        if "document_id" in answer:
            yield answer
        answer = list(answer.values())
    if isinstance(answer, list):
        for one in answer:
            yield from passages_in(one)


def check(answer: Any) -> list[dict[str, Any]]:
    """Hold each passage of an answer against the texts themselves."""
    texts = {"https://example.org/agreed": AGREED, "https://example.org/opened": OPENED}
    found = list(passages_in(answer))
    assert found
    for one in found:
        assert one["words"]
        assert one["words"] == texts[one["url"]][one["start"] : one["end"]]
        assert one["source"].endswith(f"{one['url'].rpartition('/')[2]}.json")
    return found


def centre(ledger: str, **more: Any) -> dict[str, Any]:
    """Find the promise of a centre."""
    found = ask(create_server(ledger), "search", words="cultural centre", **more)["outcomes"]
    return next(one for one in found if "agreed to open" in one["passage"]["words"])


def test_the_tools_say_what_they_are_and_only_read(ledger: str) -> None:
    async def listed() -> Any:
        async with Client(create_server(ledger)) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in asyncio.run(listed())}
    assert set(tools) == {"search", "brief", "outcome", "quote"}
    for tool in tools.values():
        assert tool.description
        assert tool.annotations.read_only_hint
        assert all("description" in told for told in tool.input_schema["properties"].values())


def test_search(ledger: str) -> None:
    answer = ask(create_server(ledger), "search", words="cultural centre")
    check(answer)
    assert [one["published"] for one in answer["documents"]] == ["2025-09-03", "2024-05-12"]
    assert not answer["more_documents"]
    assert centre(ledger)["status"] == "delivered"
    assert centre(ledger, as_of="2024-12")["status"] == "open"
    between = ask(create_server(ledger), "search", words="cultural centre", states=["Türkiye", "kz"])
    assert {one["url"] for one in check(between)} == {"https://example.org/agreed"}
    one = ask(create_server(ledger), "search", words="cultural centre", limit=1)
    assert len(one["documents"]) == 1
    assert one["more_documents"]
    nothing = ask(create_server(ledger), "search", words="submarine")
    assert nothing["documents"] == nothing["outcomes"] == []


def test_search_by_topic_and_time(ledger: str) -> None:
    later = ask(create_server(ledger), "search", words="centre", since="2025")
    assert {one["url"] for one in check(later)} == {"https://example.org/opened"}
    trade = ask(create_server(ledger), "search", topic="trade")
    assert all("trade" in one["topics"] for one in trade["outcomes"])
    assert trade["outcomes"]


def test_brief(ledger: str) -> None:
    answer = ask(create_server(ledger), "brief", states=["TR", "KZ"], language="tr")
    check(answer)
    lines = [line for section in answer["sections"] for line in section["lines"]]
    assert all(line["passages"] for line in lines)
    assert "Türkiye – Kazakistan" in answer["title"]
    told = " ".join(one["words"] for one in passages_in(answer))
    for words in ("open a cultural centre", "Bayraktar", "15 billion"):
        assert words in told


def test_outcome(ledger: str) -> None:
    ident = centre(ledger)["id"]
    life = ask(create_server(ledger), "outcome", ident=ident)
    check(life)
    delivery = next(one for one in life["evidence"] if one["kind"] == "delivery")
    assert "was opened" in delivery["passage"]["words"]
    assert delivery["reasons"]
    before = ask(create_server(ledger), "outcome", ident=ident, as_of="2025-01-01")
    assert before["outcome"]["status"] == "open"
    assert before["evidence"] == []


def test_quote(ledger: str) -> None:
    passage = centre(ledger)["passage"]
    answer = ask(
        create_server(ledger), "quote", document=passage["document_id"], start=passage["start"], end=passage["end"]
    )
    assert answer["passage"] == passage
    assert AGREED.endswith(answer["before"] + passage["words"] + answer["after"])


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("search", {"states": ["Atlantis"]}, "no state or organisation (give a code"),
        ("search", {"topic": "gossip"}, "topic"),
        ("search", {"since": "last year"}, "since"),
        ("search", {"since": "2025-02-31"}, "no day of the calendar"),
        ("search", {"words": "a", "as_of": "2025-02-31"}, "no day of the calendar"),
        ("brief", {"states": []}, "states"),
        ("brief", {"states": ["TR"], "language": "la"}, "no language of the interface"),
        ("outcome", {"ident": "nothing"}, "no outcome 'nothing'"),
        ("quote", {"document": "nothing", "start": 0, "end": 1}, "no document 'nothing'"),
    ],
)
def test_what_is_asked_wrongly_is_told(ledger: str, tool: str, arguments: dict[str, Any], said: str) -> None:
    assert said in ask(create_server(ledger), tool, **arguments)


def test_a_span_outside_the_text_is_told(ledger: str) -> None:
    document = centre(ledger)["passage"]["document_id"]
    for start, end in ((5, 5), (9, 5), (0, len(AGREED) + 1)):
        assert f"end <= {len(AGREED)}" in ask(create_server(ledger), "quote", document=document, start=start, end=end)


def test_over_standard_input(ledger: str) -> None:
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "elchi", "mcp", "--ledger", ledger], env=dict(os.environ)
    )
    check(ask(server, "search", words="cultural centre"))


def test_what_is_missing_is_said(ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(["mcp", "--ledger", str(tmp_path / "none.db")]) == 1
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with pytest.raises(UsageError, match=r"elchi\[mcp\]"):
        create_server(ledger)
