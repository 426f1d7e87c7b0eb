"""Reading at scale gives what reading gives: the ledger loaded from its files is the one that `add` makes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from elchi import pipeline
from elchi.cli import run as run_cli
from elchi.errors import ElchiError, LedgerError, SettingsError, SourceError, UnsupportedSourceError, UsageError
from elchi.joining import open_ledger
from elchi.ledger import Ledger
from elchi.ledger.queries.export import EXPORTS
from elchi.pipeline import READER, SourceOptions, add_inputs, load_readings
from elchi.scale import Plan, Wish, failures, plan, plans, readings, run

CLOCK = "2026-01-01T00:00:00+00:00"


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "PIECE_BYTES", 4000)
    monkeypatch.setattr(plans, "_BLOCK", 1000)


def scaled(output: Path, *inputs: Path, workers: int = 1, **more: object) -> Plan:
    made = plan(Wish(inputs=tuple(map(str, inputs)), reader=READER, **more), output)  # type: ignore[arg-type]
    for _ in run(made, output, workers=workers):
        pass
    return made


def shards(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in output.iterdir()}


def ledger(path: Path) -> Ledger:
    return open_ledger(path, clock=lambda: CLOCK)


def contents(opened: Ledger) -> dict[str, list[object]]:
    with opened.view() as view:
        told: dict[str, list[object]] = {what: [without_times(row) for row in view.export(what)] for what in EXPORTS}
        ids = [row["id"] for row in view.export("outcomes")]
        told["evidence"] = [(e.outcome_id, e.kind, e.document_id, e.quote, e.score) for e in view.evidence(ids)]
        told["stats"] = [view.stats()]
    return told


def without_times(row: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in row.items() if key != "first_seen"}


def added(path: Path, *inputs: Path) -> dict[str, list[object]]:
    with ledger(path) as opened:
        outcomes = list(add_inputs(opened, map(str, inputs), SourceOptions(), batch=50))
        assert not [outcome for _, outcome in outcomes if isinstance(outcome, ElchiError)]
        return contents(opened)


def loaded(path: Path, output: Path, made: Plan, batch: int = 30) -> dict[str, list[object]]:
    with ledger(path) as opened:
        outcomes = list(load_readings(opened, readings(output, made), batch=batch))
        assert not [outcome for outcome in outcomes if isinstance(outcome, ElchiError)]
        return contents(opened)


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("kind", ["jsonl", "parquet", "warc.gz"])
def test_the_loaded_ledger_is_the_one_that_add_makes(tmp_path: Path, making: ModuleType, kind: str) -> None:
    rows = making.examples(120)
    source = tmp_path / f"news.{kind}"
    if kind == "jsonl":
        making.write_rows(source, rows)
    elif kind == "parquet":
        making.write_parquet(source, rows)
    else:
        making.write_warc(source, map(making.page, rows))
    made = scaled(tmp_path / "out", source, everything=True)
    assert len(made.pieces) > 3 or kind == "warc.gz"
    told = loaded(tmp_path / "loaded.db", tmp_path / "out", made)
    assert told == added(tmp_path / "added.db", source)
    assert len(told["documents"]) >= 110
    assert len(told["engagements"]) > 100


@pytest.mark.usefixtures("small_pieces")
def test_loading_again_changes_nothing_and_goes_on_where_it_stopped(tmp_path: Path, making: ModuleType) -> None:
    made = scaled(tmp_path / "out", making.write_rows(tmp_path / "news.jsonl", making.examples(60)))
    whole = loaded(tmp_path / "whole.db", tmp_path / "out", made)
    assert loaded(tmp_path / "whole.db", tmp_path / "out", made) == whole
    with ledger(tmp_path / "part.db") as opened:
        entering = load_readings(opened, readings(tmp_path / "out", made), batch=7)
        for _ in range(20):
            next(entering)
        entering.close()
    assert loaded(tmp_path / "part.db", tmp_path / "out", made) == whole


@pytest.mark.usefixtures("small_pieces")
def test_a_run_goes_on_with_the_same_result(tmp_path: Path, making: ModuleType) -> None:
    source = making.write_rows(tmp_path / "news.jsonl", making.examples(60))
    scaled(tmp_path / "whole", source)
    made = scaled(tmp_path / "out", source)
    paths = sorted((tmp_path / "out").glob("part-*.parquet"))
    paths[1].unlink()
    paths[-1].unlink()
    (tmp_path / "out" / ".part-000001.parquet.4711").write_bytes(b"half")
    tallies = list(run(made, tmp_path / "out"))
    assert [tally.kept for tally in tallies].count(False) == 2
    assert shards(tmp_path / "out") == shards(tmp_path / "whole")


def test_other_inputs_or_settings_do_not_mix_with_what_is_there(tmp_path: Path, making: ModuleType) -> None:
    source = making.write_rows(tmp_path / "news.jsonl", making.examples(5))
    scaled(tmp_path / "out", source)
    with pytest.raises(SettingsError, match="other inputs or settings"):
        scaled(tmp_path / "out", source, language="tr")
    making.write_rows(source, making.examples(6))
    with pytest.raises(SettingsError, match="another folder"):
        scaled(tmp_path / "out", source)


def test_what_is_not_relevant_is_counted_and_not_read(tmp_path: Path, making: ModuleType) -> None:
    rows = [{"text": "A heavy storm brought down trees overnight."}, *making.examples(5)]
    source = making.write_rows(tmp_path / "news.jsonl", rows)
    made = plan(Wish(inputs=(str(source),), reader=READER), tmp_path / "out")
    (tally,) = run(made, tmp_path / "out")
    assert (tally.read, tally.irrelevant, tally.failed) == (5, 1, 0)
    assert next(readings(tmp_path / "out", made)).document.source == f"{source}#2"


def test_bad_rows_are_told_and_the_others_read(tmp_path: Path, making: ModuleType) -> None:
    source = making.write_rows(tmp_path / "news.jsonl", making.examples(4))
    with source.open("a") as stream:
        stream.write('{"text": 5}\nno json\n{"text": ""}\n')
    made = scaled(tmp_path / "out", source)
    assert [error.split(":")[0] for error in failures(tmp_path / "out", made)] == [f"{source}#{n}" for n in (5, 6, 7)]
    assert len(list(readings(tmp_path / "out", made))) == 4


def test_inputs_are_found_by_folder_pattern_and_uri(tmp_path: Path, making: ModuleType) -> None:
    (tmp_path / "in").mkdir()
    for name in ("b", "a"):
        making.write_rows(tmp_path / "in" / f"{name}.jsonl", making.examples(2))
    folder, pattern, uri = (tmp_path / "in", tmp_path / "in" / "*.jsonl", f"file://{tmp_path}/in/a.jsonl")
    for asked, names in ((folder, ["a", "b"]), (pattern, ["a", "b"]), (uri, ["a"])):
        made = plan(Wish(inputs=(str(asked),), reader=READER), tmp_path / f"out{len(str(asked))}")
        assert [Path(piece.source).stem for piece in made.pieces] == names
        assert all(tally.read for tally in run(made, tmp_path / f"out{len(str(asked))}"))
    with pytest.raises(UsageError, match="no such file"):
        plan(Wish(inputs=(str(tmp_path / "*.warc"),), reader=READER), tmp_path / "none")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(UnsupportedSourceError, match="not read at scale"):
        plan(Wish(inputs=(str(tmp_path / "a.pdf"),), reader=READER), tmp_path / "none")


def test_a_folder_that_is_not_finished_or_damaged_is_refused(tmp_path: Path, making: ModuleType) -> None:
    made = scaled(tmp_path / "out", making.write_rows(tmp_path / "news.jsonl", making.examples(3)))
    shard = tmp_path / "out" / "part-000000.parquet"
    shard.write_bytes(shard.read_bytes()[:-20])
    with pytest.raises(LedgerError, match="is damaged"):
        list(readings(tmp_path / "out", made))
    shard.unlink()
    with pytest.raises(LedgerError, match="not all inputs have been read"):
        list(readings(tmp_path / "out", made))
    with pytest.raises(LedgerError, match="holds no readings"):
        plans.load_plan(tmp_path)


def test_without_ray_the_extra_is_named(tmp_path: Path, making: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    made = plan(
        Wish(inputs=(str(making.write_rows(tmp_path / "n.jsonl", making.examples(1))),), reader=READER), tmp_path / "o"
    )
    with pytest.raises(SettingsError, match=r"needs Ray \(pip install 'elchi\[scale\]', or --workers 1\)"):
        list(run(made, tmp_path / "o", workers=2))


def test_the_commands(tmp_path: Path, making: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    source = making.write_rows(tmp_path / "news.jsonl", making.examples(12))
    output, database = str(tmp_path / "out"), str(tmp_path / "elchi.db")
    assert run_cli(["scale", "--input", str(source), "--output", output, "--workers", "1"]) == 0
    assert run_cli(["load", output, "--ledger", database]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"{database}: 12 new, 0 failed"
    assert run_cli(["load", str(tmp_path), "--ledger", database]) == 1
    assert "holds no readings" in capsys.readouterr().err


def broken(data: bytes) -> Iterator[bytes]:
    yield data[: len(data) // 2]  # cut in the middle
    yield data[:-30]  # cut near the end
    yield b""
    yield b"not at all" * 100
    hole = data.rfind(b"WARC/1.0") if data.startswith(b"WARC") else 40
    yield data[:hole] + b"\0\0\0\0" + data[hole + 4 :]


@pytest.mark.parametrize("kind", ["parquet", "warc.gz", "warc"])
def test_a_broken_archive_is_an_error_and_what_can_be_read_is(tmp_path: Path, making: ModuleType, kind: str) -> None:
    path = tmp_path / f"news.{kind}"
    rows = making.examples(20)
    if kind == "parquet":
        making.write_parquet(path, rows)
    else:
        making.write_warc(path, map(making.page, rows), packed=kind == "warc.gz")
    whole = path.read_bytes()
    sound = [item for item in pipeline.read_inputs([str(path)], SourceOptions()) if not isinstance(item, ElchiError)]
    assert len(sound) == 20
    for number, data in enumerate(broken(whole)):
        path.write_bytes(data)
        items = list(pipeline.read_inputs([str(path)], SourceOptions()))
        errors = [item for item in items if isinstance(item, SourceError)]
        assert errors, f"break {number} goes unnoticed"
        assert all(str(path) in str(error) and error.mend for error in errors)
        kept = [item for item in items if not isinstance(item, ElchiError)]
        assert [item for item in kept if item not in sound] == []
        assert len(kept) >= (8 if kind != "parquet" and number == 0 else 0)
