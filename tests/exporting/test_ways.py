"""Each export loads in the tool it is meant for, whole and with its words' places."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import icalendar
import networkx as nx
import pyarrow.parquet
import pytest
from datasette.app import Datasette

from elchi.errors import UsageError
from elchi.exporting import WAYS, WHAT, write
from elchi.exporting.entities import country
from elchi.exporting.parquet import SHAPES
from elchi.joining import open_ledger
from elchi.ledger import Filters, Ledger
from elchi.outgoing import rows_of
from elchi.pipeline import SourceOptions, add_inputs

EXAMPLES = Path(__file__).parent.parent.parent / "examples" / "documents"
NEEDED = {"Person", "Position", "Occupancy", "Organization", "Event", "Project", "Documentation", "Article"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ways") / "ledger.db"
    with open_ledger(path) as ledger:
        list(add_inputs(ledger, [str(one) for one in sorted(EXAMPLES.rglob("*.*"))[:60]], SourceOptions(), batch=100))
    return path


@pytest.fixture(scope="module")
def ledger(path: Path) -> Iterator[Ledger]:
    with open_ledger(path, read_only=True) as ledger:
        yield ledger


def written(ledger: Ledger, what: str, form: str, as_of: str | None = None, **filters: Any) -> bytes:
    stream = io.BytesIO()
    with ledger.view(as_of) as view:
        write(rows_of(view, Filters(**filters)), what, form, stream)
    return stream.getvalue()


def rows(ledger: Ledger, what: str) -> list[dict[str, Any]]:
    with ledger.view() as view:
        return list(rows_of(view)(what))


@pytest.mark.parametrize("what", SHAPES)
def test_parquet_says_what_the_rows_say(ledger: Ledger, what: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.parquet"
    file.write_bytes(written(ledger, what, "parquet"))
    told = rows(ledger, what)
    assert set(told[0]) == set(SHAPES[what])
    assert pyarrow.parquet.read_table(file).to_pylist() == [{key: row[key] for key in SHAPES[what]} for row in told]
    assert duckdb.sql(f"SELECT count(*) FROM '{file}'").fetchall() == [(len(told),)]  # noqa: S608 - a file of ours


def test_duckdb_joins_outcomes_with_their_documents(ledger: Ledger, tmp_path: Path) -> None:
    for what in ("outcomes", "documents"):
        (tmp_path / f"{what}.parquet").write_bytes(written(ledger, what, "parquet"))
    found = duckdb.sql(
        f"SELECT o.id FROM '{tmp_path}/outcomes.parquet' o JOIN '{tmp_path}/documents.parquet' d ON d.id = o.document_id"  # noqa: S608
    ).fetchall()
    assert len(found) == len(rows(ledger, "outcomes"))


def test_an_empty_ledger_has_columns_too(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "empty.db") as empty:
        table = pyarrow.parquet.read_table(io.BytesIO(written(empty, "figures", "parquet")))
    assert (table.num_rows, table.column_names) == (0, list(SHAPES["figures"]))


def test_follow_the_money_takes_every_entity(ledger: Ledger, tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney", reason="needs FollowTheMoney, which `make install-all` brings").model
    proxy = pytest.importorskip("followthemoney.proxy").EntityProxy
    file = tmp_path / "entities.jsonl"
    file.write_bytes(written(ledger, "everything", "ftm"))
    entities = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    ids = {one["id"] for one in entities}
    assert len(ids) == len(entities), "an entity comes once"
    assert {one["schema"] for one in entities} >= NEEDED
    for one in entities:
        model.get(one["schema"]).validate(one)
        kept = proxy.from_dict(one, cleaned=False).to_dict()["properties"]
        assert set(kept) == set(one["properties"]), "a value that the model throws away was none"
        for name, prop in model[one["schema"]].properties.items():
            if prop.type.name == "entity":
                assert set(one["properties"].get(name, ())) <= ids, f"{one['schema']}.{name} leads nowhere"


def test_ftm_validate(ledger: Ledger, tmp_path: Path) -> None:
    pytest.importorskip("followthemoney", reason="needs FollowTheMoney, which `make install-all` brings")
    file = tmp_path / "entities.jsonl"
    file.write_bytes(written(ledger, "everything", "ftm"))
    ftm = Path(sys.executable).with_name("ftm")
    done = subprocess.run([str(ftm), "validate", "-i", str(file)], check=False, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    assert len(done.stdout.splitlines()) == len(file.read_bytes().splitlines())


def test_a_documentation_points_at_its_words(ledger: Ledger) -> None:
    told = {row["id"]: row for row in rows(ledger, "outcomes")}
    found = [json.loads(line)["properties"] for line in written(ledger, "outcomes", "ftm").splitlines()]
    assert found
    with ledger.view() as view:
        for one in found:
            document, _, span = one["recordId"][0].partition("#")
            start, end = map(int, span.split("-"))
            assert view.document(document).text[start:end] == one["summary"][0]
    assert len(found) == sum(row["engagement"] is not None for row in told.values())


def test_states_without_a_code_of_iso_have_follow_the_moneys() -> None:
    assert [country(code) for code in ("TR", "CTR", "XK", "OTS", None)] == ["tr", "cyn", "xk", None, None]


def test_event_rows_have_codes_of_plover(ledger: Ledger) -> None:
    found = list(csv.DictReader(io.StringIO(written(ledger, "everything", "plover").decode(), newline="")))
    assert {row["event_type"] for row in found} <= {"CONSULT", "AGREE", "COOPERATE", "REQUEST", "REJECT"}
    assert {"CONSULT", "AGREE"} <= {row["event_type"] for row in found}
    assert len({row["event_id"] for row in found}) == len(found)
    assert all(row["actor"] != row["recipient"] and row["sources"] for row in found)


def test_in_a_visit_the_host_receives(ledger: Ledger) -> None:
    visits = {
        row["id"]: row["country"]
        for row in rows(ledger, "engagements")
        if row["kind"] == "visit" and row["country"] in row["parties"]
    }
    found = csv.DictReader(io.StringIO(written(ledger, "engagements", "plover").decode(), newline=""))
    sides = [(visits[ident], row) for row in found if (ident := row["event_id"].partition(":")[0]) in visits]
    assert sides
    assert all(row["recipient"] == host and row["actor"] != host for host, row in sides)


def test_json_ld_is_a_graph_of_events(ledger: Ledger) -> None:
    told = json.loads(written(ledger, "engagements", "jsonld"))
    assert told["@context"] == "https://schema.org"
    assert {one["@type"] for one in told["@graph"]} == {"Event"}
    assert len(told["@graph"]) == len(rows(ledger, "engagements"))
    assert all(one["name"] and one["subjectOf"][0]["hasPart"] for one in told["@graph"])
    assert any(one.get("eventStatus", "").endswith("EventScheduled") for one in told["@graph"])


def test_calendars_take_what_has_a_day_or_a_month(ledger: Ledger) -> None:
    calendar = icalendar.Calendar.from_ical(written(ledger, "engagements", "ical"))
    events = {str(one["uid"]).partition("@")[0]: one for one in calendar.walk("VEVENT")}
    dated = {row["id"]: row for row in rows(ledger, "engagements") if len(row["date"] or "") >= len("2025-10")}
    assert set(events) == set(dated)
    for ident, row in dated.items():
        start, end = events[ident].decoded("dtstart"), events[ident].decoded("dtend")
        assert start.isoformat().startswith(row["date"])
        assert (end - start).days == 1 or len(row["date"]) == len("2025-10")
    assert {str(one["status"]) for one in events.values()} >= {"CONFIRMED", "TENTATIVE"}


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networkx_reads_the_graph(ledger: Ledger, form: str, tmp_path: Path) -> None:
    file = tmp_path / f"network.{form}"
    file.write_bytes(written(ledger, "network", form))
    graph = nx.read_graphml(file) if form == "graphml" else nx.read_gexf(file)
    held = [row for row in rows(ledger, "engagements") if row["status"] == "held"]
    assert set(graph) >= {party for row in held for party in row["parties"]}
    together = sum({"KZ", "TR"} <= set(row["parties"]) for row in held)
    assert together
    assert graph["KZ"]["TR"]["weight"] == together
    assert graph.nodes["TR"]["kind"] == "state"


def test_filters_and_the_day_narrow_every_way(ledger: Ledger) -> None:
    whole = json.loads(written(ledger, "engagements", "jsonld"))["@graph"]
    then = json.loads(written(ledger, "engagements", "jsonld", as_of="2022"))["@graph"]
    between = json.loads(written(ledger, "engagements", "jsonld", states=("KZ", "TR")))["@graph"]
    assert 0 < len(then) < len(whole)
    assert 0 < len(between) < len(whole)
    assert all({"KZ", "TR"} <= {one["identifier"] for one in event["organizer"]} for event in between)


@pytest.mark.parametrize(
    ("what", "form"), [(what, form) for form, way in WAYS.items() for what in WHAT if what not in way.takes]
)
def test_what_a_format_cannot_say_is_a_misuse(ledger: Ledger, what: str, form: str) -> None:
    with pytest.raises(UsageError, match="cannot be written") as caught:
        written(ledger, what, form)
    assert form in (caught.value.mend or "")


def test_datasette_opens_the_file_with_its_views(path: Path) -> None:
    async def ask(query: str) -> Any:
        datasette = Datasette([], immutables=[str(path)])
        return (await datasette.client.get(query)).json()

    listed = asyncio.run(ask("/ledger.json"))
    views = {one["name"] for one in listed["views"]}
    assert views >= {"v_people", "v_positions", "v_engagements", "v_outcomes", "v_figures"}
    for view in sorted(views):
        told = asyncio.run(ask(f"/ledger/{view}.json?_shape=objects&_size=3"))
        assert told["rows"], view
