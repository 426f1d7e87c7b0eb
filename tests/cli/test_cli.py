"""The command line: what it prints where, how it fails, and how it helps.

Commands run in this process through `elchi.cli.run`, on texts of our own and a ledger in a temporary folder.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from elchi import __version__
from elchi.cli import COMMANDS, root, run
from elchi.cli.group import did_you_mean
from elchi.exporting import reading_to_dict
from elchi.model import Document
from elchi.pipeline import known_parties, read_document

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "reading.schema.json").read_text("utf-8"))
TEXTS = {
    "meeting": "Sanayi ve Teknoloji Bakanı Mehmet Fatih Kacır, Bakü'de Azerbaycan Ekonomi Bakanı Mikayıl Cabbarov ile görüştü. "
    "Görüşmede sanayi ve yatırım alanlarında iş birliği ele alındı. Taraflar ortak bir çalışma grubu kurulması konusunda anlaştı.",
    "visit": "The Minister of Foreign Affairs of Kazakhstan Murat Nurtleu met with the Minister of Foreign Affairs of Türkiye "
    "Hakan Fidan in Ankara. The parties agreed to increase trade turnover to 10 billion US dollars.",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two documents in it; no setting of the caller's environment reaches the test."""
    for variable in ("ELCHI_LEDGER", "ELCHI_MAX_BYTES", "ELCHI_PORT", "DEMO_SERVE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name, text in TEXTS.items():
        row = {"text": text, "published": "2025-10-24", "url": f"https://example.org/{name}"}
        (tmp_path / "in" / f"{name}.json").write_text(json.dumps(row), "utf-8")
    return tmp_path


@pytest.fixture
def ledger(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A ledger with the two documents in it."""
    assert run(["add", "--ledger", "l.db", "in"]) == 0
    capsys.readouterr()
    return "l.db"


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_read_prints_one_conforming_object_a_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "--json", "in/meeting.json", "in/visit.json"]) == 0
    out = rows(capsys.readouterr().out)
    assert [row["document"]["source"] for row in out] == ["in/meeting.json", "in/visit.json"]  # type: ignore[index]
    for row in out:
        jsonschema.validate(row, SCHEMA)
        assert row["document"]["published"] == "2025-10-24"  # type: ignore[index]


def test_reading_is_a_pure_function(folder: Path) -> None:
    document = Document(source="a", text=TEXTS["meeting"], published="2025-10-24")
    assert reading_to_dict(read_document(document)) == reading_to_dict(read_document(document))


def test_read_takes_day_and_language_from_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(TEXTS["meeting"], "utf-8")
    assert run(["read", "--published", "2024-05", "--language", "tr", "a.txt"]) == 0
    (row,) = rows(capsys.readouterr().out)
    assert row["document"]["published"] == "2024-05"  # type: ignore[index]
    assert row["document"]["language"] == "tr"  # type: ignore[index]


def test_read_takes_standard_input(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXTS["visit"].encode())))
    assert run(["read", "-"]) == 0
    (row,) = rows(capsys.readouterr().out)
    assert row["document"]["source"] == "-"  # type: ignore[index]


def test_read_shows_tables_on_a_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("elchi.cli.read.wants_json", lambda as_json: False)
    assert run(["read", "in/meeting.json"]) == 0
    out = capsys.readouterr().out
    assert "People" in out
    assert "in/meeting.json" in out


def test_one_bad_file_fails_alone_and_the_exit_code_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.txt").write_bytes(b"\xff\xfe\xfa\xfb\xff")
    (folder / "empty.txt").touch()
    assert run(["read", "bad.txt", "in/meeting.json", "missing.txt", "empty.txt"]) == 1
    captured = capsys.readouterr()
    assert len(rows(captured.out)) == 1
    assert len(captured.err.splitlines()) == 3
    assert "missing.txt: does not exist" in captured.err


def test_a_chinese_text_is_told_and_not_misread(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "zh.txt").write_text("土耳其工业和技术部长在巴库会见了阿塞拜疆经济部长。双方讨论了合作。" * 3, "utf-8")
    code = run(["read", "--json", "zh.txt", "in/meeting.json"])
    captured = capsys.readouterr()
    out = rows(captured.out)
    told = [row for row in out if row["document"]["source"] == "zh.txt"]  # type: ignore[index]
    if told:
        assert told[0]["warnings"]
        assert not told[0]["people"]
        assert not told[0]["engagements"]
    else:
        assert code == 1
        assert "zh.txt" in captured.err
    assert out[-1]["document"]["source"] == "in/meeting.json"  # type: ignore[index]


def test_a_fault_of_the_reader_is_that_document_s_alone(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(document: Document, **_options: object) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr("elchi.pipeline.read", faulty)
    assert run(["read", "in"]) == 1
    assert capsys.readouterr().err.count("the reader failed: ZeroDivisionError: inside") == 2


def test_add_says_what_was_new_known_and_failed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["add", "--ledger", "l.db", "in"]) == 0
    assert capsys.readouterr().out == "l.db: 2 new, 0 failed\n"
    assert run(["add", "--ledger", "l.db", "in", "missing.txt"]) == 1
    assert capsys.readouterr().out == "l.db: 0 new, 2 known already, 1 failed\n"
    assert run(["add", "--ledger", "l.db", "--again", "in"]) == 0
    assert capsys.readouterr().out == "l.db: 0 new, 2 read anew, 0 failed\n"


def test_the_same_text_elsewhere_is_a_copy(folder: Path, ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"text": TEXTS["meeting"], "published": "2025-10-24", "url": "https://example.org/elsewhere"}
    (folder / "copy.json").write_text(json.dumps(row), "utf-8")
    assert run(["add", "--ledger", ledger, "--json", "copy.json"]) == 0
    (told,) = rows(capsys.readouterr().out)
    assert told["status"] == "copy"
    assert run(["show", "documents", "--ledger", ledger]) == 0
    assert len(rows(capsys.readouterr().out)) == 2


def test_the_ledger_comes_from_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ELCHI_LEDGER", "team.db")
    assert run(["add", "in"]) == 0
    assert (folder / "team.db").exists()


@pytest.mark.parametrize("what", ["people", "positions", "engagements", "outcomes", "documents"])
def test_show_lists_what_was_read(
    ledger: str, what: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["show", what, "--ledger", ledger]) == 0
    out = rows(capsys.readouterr().out)
    assert out
    assert run(["show", what, "--ledger", ledger, "--limit", "1"]) == 0
    assert len(rows(capsys.readouterr().out)) == 1
    monkeypatch.setattr("elchi.cli.show.wants_json", lambda as_json: False)
    assert run(["show", what, "--ledger", ledger]) == 0
    assert "\n" in capsys.readouterr().out


def test_filters_narrow(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    def engagements(*filters: str) -> list[dict[str, object]]:
        assert run(["show", "engagements", "--ledger", ledger, *filters]) == 0
        return rows(capsys.readouterr().out)

    assert {"KZ", "TR"} <= set(engagements("--state", "kz", "--state", "TR")[0]["parties"])  # type: ignore[call-overload]
    assert engagements("--state", "AZ", "--kind", "meeting")
    assert not engagements("--state", "AZ", "--state", "KZ")
    assert not engagements("--since", "2026")
    assert engagements("--until", "2025", "--person", "Kacır")


EXPORTED = {
    "people": {"id", "names", "mentions"},
    "organisations": {"id"},
    "engagements": {"id", "kind", "reports"},
    "outcomes": {"kind", "quote"},
    "statements": set[str](),
    "figures": set[str](),
    "documents": {"source"},
}


@pytest.mark.parametrize("what", EXPORTED)
def test_export_writes_every_kind_in_both_formats(
    ledger: str, folder: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", what, "--ledger", ledger]) == 0
    lines = rows(capsys.readouterr().out)
    for row in lines:
        assert set(row) >= EXPORTED[what]
    assert run(["export", what, "--ledger", ledger, "--format", "csv", "--output", "out.csv"]) == 0
    with (folder / "out.csv").open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == len(lines)


def test_exported_people_and_engagements_have_the_rows_that_judges_read(
    ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "people", "--ledger", ledger]) == 0
    for row in rows(capsys.readouterr().out):
        for mention in row["mentions"]:  # type: ignore[attr-defined]
            assert Path(mention["document"]).stem in TEXTS
            assert mention["name"]
    assert run(["export", "engagements", "--ledger", ledger]) == 0
    for row in rows(capsys.readouterr().out):
        for report in row["reports"]:  # type: ignore[attr-defined]
            assert {"document", "participants", "parties", "kind"} <= set(report)


MISUSES = {
    "unknown command": (["raed"], "did you mean read"),
    "unknown list": (["show", "poeple"], "did you mean people"),
    "state by name": (["show", "people", "--state", "Kazakstan"], "KZ for Kazakhstan"),
    "state by its right name": (["show", "people", "--state", "kazakhstan"], "its code is KZ"),
    "state by wrong code": (["show", "people", "--state", "QQ"], "no code of a state"),
    "unknown topic": (["show", "outcomes", "--topic", "spase"], "did you mean space"),
    "unknown status": (["show", "engagements", "--status", "hold"], "did you mean held"),
    "wrong date": (["show", "outcomes", "--since", "2025-13"], "is no date"),
    "half a date": (["show", "outcomes", "--since", "10.2025"], "is no date"),
    "unknown option": (["show", "people", "--stat", "TR"], "--state"),
    "unknown format": (["export", "people", "--format", "cvs"], "did you mean csv"),
    "nothing to read": (["read"], "FILE"),
    "wrong setting": (["read", "--max-bytes", "0", "in"], "below 1"),
}


@pytest.mark.parametrize("name", MISUSES)
def test_misuse_is_told_with_what_was_meant(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, words = MISUSES[name]
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert not captured.out


def test_a_ledger_that_is_not_there_is_not_made(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "people", "--ledger", "none.db"]) == 1
    assert "there is no ledger" in capsys.readouterr().err
    assert not (folder / "none.db").exists()


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "l.db").write_bytes(b"this is no database " * 100)
    before = (folder / "l.db").read_bytes()
    for arguments in (["add", "--ledger", "l.db", "in"], ["show", "people", "--ledger", "l.db"]):
        assert run(arguments) == 1
        assert "l.db" in capsys.readouterr().err
    assert (folder / "l.db").read_bytes() == before


def test_a_reader_that_goes_away_is_no_failure(ledger: str, folder: Path) -> None:
    line = f'"{sys.executable}" -m elchi export documents --ledger {ledger}'
    assert (
        subprocess.run(["bash", "-c", f"{line} | true; exit ${{PIPESTATUS[0]}}"], cwd=folder, check=False).returncode
        == 0
    )


def test_an_export_that_cannot_be_written_says_so(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "people", "--ledger", ledger, "--output", "no/such/folder.csv"]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_rows_are_streamed_into_a_ledger_in_batches(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ELCHI_BATCH", "2")
    lines = [json.dumps({"text": f"{TEXTS['visit']} {number}"}) for number in range(5)]
    lines.insert(3, "{broken")
    (folder / "many.jsonl").write_text("\n".join(lines), "utf-8")
    assert run(["add", "--ledger", "l.db", "--json", "many.jsonl"]) == 1
    out = rows(capsys.readouterr().out)
    assert [row["source"] for row in out] == [f"many.jsonl#{number}" for number in range(1, 7)]
    assert [row["status"] for row in out] == ["new"] * 3 + ["failed"] + ["new"] * 2


def test_the_demo_reads_prints_and_stops(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DEMO_SERVE", "0")
    assert run(["demo", "--ledger", "demo.db"]) == 0
    out = capsys.readouterr().out
    assert "What Elchi read" in out
    assert "meet last?" in out
    assert (folder / "demo.db").exists()


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    for name in COMMANDS:
        assert f"  {name} " in out
    assert run(["--version"]) == 0
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_for_every_option(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    command = root.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    for parameter in command.params:
        assert parameter.param_type_name == "argument" or getattr(parameter, "help", None)


def test_suggestions_are_close_or_none() -> None:
    assert did_you_mean("xport", COMMANDS) == " (did you mean export?)"
    assert did_you_mean("zzz", COMMANDS) == ""
    assert known_parties()["CTR"]
