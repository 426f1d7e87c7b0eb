"""Inputs become documents or errors, one by one, in order, in bounded memory.

Every kind of bad input named in the design gives its own clear error with a mend, and what stands beside it is read.
"""

from __future__ import annotations

import io
import json
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elchi.errors import BrokenSourceError, EmptySourceError, SourceError, UnsupportedSourceError
from elchi.model import Document
from elchi.sources import SourceOptions, read_file, read_sources
from elchi.sources.walk import count_inputs

TEXT = "Bakanlar Bakü'de görüştü.\nİkinci satır."
PAGE = """<!doctype html><html lang="tr"><head><title>Bakanlar görüştü | Ajans</title>
<meta property="og:title" content="Bakanlar Bakü'de görüştü">
<meta property="article:published_time" content="2025-10-24T10:00:00+03:00">
<link rel="canonical" href="https://example.org/haber/1"></head>
<body><nav>Ana sayfa Gündem Spor</nav><article><p>Sanayi bakanları dün akşam bir araya geldi.</p>
<p>Toplantıda ortak projeler ele alındı ve yeni bir çalışma grubu kuruldu.</p></article>
<footer>Copyright 2026</footer></body></html>"""


def one(path: Path | str, **options: object) -> Document:
    (item,) = read_file(str(path), SourceOptions(**options))  # type: ignore[arg-type]
    assert isinstance(item, Document), item
    return item


def failure(path: Path | str, **options: object) -> SourceError:
    (item,) = read_file(str(path), SourceOptions(**options))  # type: ignore[arg-type]
    assert isinstance(item, SourceError), item
    return item


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_text_is_taken_as_it_stands(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    document = one(path)
    assert document.text == TEXT
    assert document.source == str(path)
    assert document.published is None


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_date_line_is_metadata(tmp_path: Path, line_end: str) -> None:
    path = write(tmp_path / "a.txt", f"date: 2025-10-24{line_end}{line_end}Metin burada.{line_end}İki.")
    document = one(path)
    assert (document.published, document.text) == ("2025-10-24", "Metin burada.\nİki.")


def test_a_wrong_date_line_is_refused_with_its_line(tmp_path: Path) -> None:
    error = failure(write(tmp_path / "a.txt", "date: 2025-13-01\nMetin."))
    assert isinstance(error, BrokenSourceError)
    assert error.where is not None
    assert error.where.endswith("line 1")


def test_options_fill_only_what_the_input_leaves_open(tmp_path: Path) -> None:
    dated = write(tmp_path / "a.json", json.dumps({"text": TEXT, "published": "2025", "language": "az"}))
    bare = write(tmp_path / "b.json", json.dumps({"text": TEXT, "published": None}))
    options = SourceOptions(published="2024-05", language="tr")
    first, second = [item for path in (dated, bare) for item in read_file(str(path), options)]
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.published, first.language) == ("2025", "az")
    assert (second.published, second.language) == ("2024-05", "tr")


def test_html_gives_article_title_day_and_address(tmp_path: Path) -> None:
    document = one(write(tmp_path / "a.html", PAGE))
    assert document.title == "Bakanlar Bakü'de görüştü"
    assert document.published == "2025-10-24"
    assert document.url == "https://example.org/haber/1"
    assert document.text.startswith("Bakanlar Bakü'de görüştü\n")
    assert "çalışma grubu" in document.text
    assert "Copyright" not in document.text
    assert "Ana sayfa" not in document.text


def test_html_states_its_own_encoding(tmp_path: Path) -> None:
    page = (
        "<html><head><meta charset='windows-1251'></head><body><p>Министры провели переговоры в Баку.</p></body></html>"
    )
    assert "переговоры" in one(write(tmp_path / "a.html", page.encode("windows-1251"))).text


def test_a_tiny_page_is_read(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.html", "<p>Kısa.</p>")).text == "Kısa."


def test_json_carries_its_facts(tmp_path: Path) -> None:
    row = {
        "text": TEXT,
        "published": "2025-10-24T12:00:00Z",
        "language": "tr",
        "url": "https://example.org/1",
        "extra": 1,
    }
    document = one(write(tmp_path / "a.json", json.dumps(row)))
    assert (document.text, document.published, document.language, document.url) == (
        TEXT,
        "2025-10-24",
        "tr",
        "https://example.org/1",
    )


def test_rows_are_named_by_their_line_and_fail_alone(tmp_path: Path) -> None:
    rows = [json.dumps({"text": "Bir."}), "", "{broken", json.dumps({"title": "no text"}), json.dumps({"text": "Beş."})]
    path = write(tmp_path / "a.jsonl", "\n".join(rows))
    items = list(read_file(str(path)))
    assert [item.source if isinstance(item, Document) else item.where for item in items] == [
        f"{path}#{number}" for number in (1, 3, 4, 5)
    ]
    assert "line 1, column 2" in str(items[1])
    assert '"text" is missing' in str(items[2])


BAD = {
    "empty": ("a.txt", b"", EmptySourceError, "is empty"),
    "blank": ("a.txt", b" \n\t\n", EmptySourceError, "is empty"),
    "mark only": ("a.txt", b"\xef\xbb\xbf", EmptySourceError, "is empty"),
    "date only": ("a.txt", b"date: 2025-10-24\n\n", EmptySourceError, "no text"),
    "binary": ("a.txt", b"abc\0\1\2def", UnsupportedSourceError, "binary"),
    "pdf": ("a.txt", b"%PDF-1.7\n%\xe2\xe3", UnsupportedSourceError, "PDF"),
    "picture": ("a.html", b"\x89PNG\r\n\x1a\n", UnsupportedSourceError, "PNG"),
    "wrong bytes": ("a.txt", "Görüşme\nBakü".encode("windows-1254"), BrokenSourceError, "offset 1 (line 1)"),
    "cut utf-16": ("a.txt", "Görüşme".encode("utf-16")[:-1], BrokenSourceError, "utf-16"),
    "unknown encoding": ("a.html", b"<meta charset=klingon><p>\xff</p>", BrokenSourceError, "klingon"),
    "page without text": (
        "a.html",
        b"<html><body><img src=a.png></body></html>",
        EmptySourceError,
        "page without text",
    ),
    "page of script": (
        "a.html",
        b"<html><script>var a = 'words';</script></html>",
        EmptySourceError,
        "page without text",
    ),
    "broken json": ("a.json", b'{"text": "a",\n "b" 1}', BrokenSourceError, "line 2, column 6"),
    "json list": ("a.json", b"[1]", BrokenSourceError, "list, not an object"),
    "json number text": ("a.json", b'{"text": 5}', BrokenSourceError, "int, not a string"),
    "json no text": ("a.json", b'{"text": " "}', EmptySourceError, "no text"),
    "json wrong date": ("a.json", b'{"text": "a", "published": "24.10.2025"}', BrokenSourceError, "is no date"),
    "json odd url": ("a.json", b'{"text": "a", "url": []}', BrokenSourceError, '"url" is list'),
    "json surrogate": ("a.json", b'{"text": "a\\ud800"}', BrokenSourceError, "surrogate) at 1"),
    "json nul": ("a.json", b'{"text": "a\\u0000"}', BrokenSourceError, "NUL character at 1"),
    "json bomb": ("a.json", b"[" * 200_000, BrokenSourceError, "JSON"),
    "empty rows": ("a.jsonl", b"\n\n", EmptySourceError, "is empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_inputs_say_what_and_where_and_how_to_mend(tmp_path: Path, name: str) -> None:
    file, content, kind, words = BAD[name]
    path = write(tmp_path / file, content)
    error = failure(path)
    assert isinstance(error, kind)
    assert words in str(error)
    assert str(path) in str(error)
    assert error.mend


def test_a_missing_file_and_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    assert "does not exist" in str(failure(tmp_path / "none.txt"))
    assert isinstance(failure("a\0b"), BrokenSourceError)


def test_one_bad_input_never_stops_the_rest(tmp_path: Path) -> None:
    for name, (file, content, _, _) in BAD.items():
        write(tmp_path / f"{name}-{file}", content)
    write(tmp_path / "zz.txt", TEXT)
    items = list(read_sources([str(tmp_path), str(tmp_path / "missing.txt"), str(tmp_path / "zz.txt")]))
    good = [item for item in items if isinstance(item, Document)]
    assert len(good) == 2
    assert len(items) - len(good) == len(BAD) + 1


def test_too_large_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    tracemalloc.start()
    error = failure(path, max_bytes=1024 * 1024)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "larger than 1 MiB" in str(error)
    assert "ELCHI_MAX_BYTES" in str(error)
    assert peak < 8 * 1024 * 1024


def test_a_too_large_row_is_skipped_and_the_next_one_read(tmp_path: Path) -> None:
    rows = [{"text": "Bir."}, {"text": "x" * 5000}, {"text": "Üç."}]
    path = write(tmp_path / "a.jsonl", "\n".join(json.dumps(row) for row in rows))
    items = list(read_file(str(path), SourceOptions(max_bytes=1000)))
    assert [type(item) for item in items] == [Document, BrokenSourceError, Document]
    assert items[2].source.endswith("#3")  # type: ignore[union-attr]


def test_many_rows_are_read_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    row = json.dumps({"text": "söz " * 250}).encode() + b"\n"
    with path.open("wb") as stream:
        for _ in range(20_000):
            stream.write(row)
    tracemalloc.start()
    count = sum(1 for _ in read_file(str(path)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 2 * 1024 * 1024


def test_a_folder_is_walked_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b.txt", "a.json", "photo.jpg", ".secret.txt", "sub/c.html", ".hidden/d.txt"):
        write(tmp_path / name, json.dumps({"text": TEXT}) if name.endswith("json") else "<p>Metin.</p>")
    items = list(read_sources([str(tmp_path)]))
    assert [Path(item.source).name for item in items if isinstance(item, Document)] == ["a.json", "b.txt", "c.html"]
    assert count_inputs([str(tmp_path), "x.txt"]) == 4
    assert count_inputs(["-"]) is None
    assert count_inputs(["x.txt", "rows.jsonl"]) is None


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    (item,) = read_sources([str(tmp_path)])
    assert isinstance(item, EmptySourceError)


STDIN = {
    "text": ("Sade metin.", ["-"], "Sade metin."),
    "page": (PAGE, ["-"], "çalışma grubu"),
    "pretty json": (json.dumps({"text": TEXT}, indent=1), ["-"], "Bakanlar"),
    "rows": ('\n{"text": "Bir."}\n{"text": "İki."}', ["-#2", "-#3"], "Bir."),
}


@pytest.mark.parametrize("name", STDIN)
def test_standard_input_is_told_apart_by_its_first_line(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    content, sources, words = STDIN[name]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    items = list(read_sources(["-"]))
    assert [item.source for item in items if isinstance(item, Document)] == sources
    assert isinstance(items[0], Document)
    assert words in items[0].text


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=400), suffix=st.sampled_from([".txt", ".json", ".jsonl", ".html", ".bin"]))
def test_no_bytes_break_the_reader(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    for item in read_file(str(path)):
        assert isinstance(item, Document | SourceError)
        if isinstance(item, Document):
            assert item.text.strip()
            item.text.encode()


def test_a_file_without_permission_is_no_crash(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    path.chmod(0)
    me = os.geteuid()
    if me == 0:  # root reads everything: be nobody for a moment
        os.seteuid(65534)
    try:
        assert "may not be read" in str(failure(path))
    finally:
        os.seteuid(me)
