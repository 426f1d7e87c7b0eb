"""PDF, Word, mail, CSV, feeds and archives of these: read where whole, refused clearly where broken."""

from __future__ import annotations

import io
import json
import struct
import tracemalloc
import zipfile
from pathlib import Path

import making_files as making
import pytest

from elchi.errors import BrokenSourceError, EmptySourceError, SourceError, UnsupportedSourceError
from elchi.model import Document
from elchi.sources import SourceOptions, read_file, read_sources

TEXT: str = making.TEXT
PAGE = f"<!doctype html><html><head><title>Haber</title></head><body><p>{TEXT}</p></body></html>"
ARTICLE = "".join(f"<p>{TEXT} {number}</p>" for number in range(6))
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Ajans</title>
<item><title>Bakanlar görüştü</title><link>https://example.org/1</link><pubDate>Fri, 24 Oct 2025 10:00:00 +0300</pubDate>
<content:encoded><![CDATA[{ARTICLE}]]></content:encoded></item>
<item><title>Kısa</title><link>https://example.org/2</link><description>Özet.</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>Bir</title>
<link rel="alternate" href="https://example.org/a"/><published>2025-10-24T10:00:00Z</published>
<content type="html">{ARTICLE.replace("<", "&lt;")}</content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "t",
        "items": [{"id": "1", "url": "https://example.org/j", "title": "Jot", "content_html": ARTICLE, "date_published": "2025-10-24T10:00:00Z"}],
    }
)  # fmt: skip


def items(path: Path, content: bytes | str, **options: int) -> list[Document | SourceError]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_file(str(path), SourceOptions(**options)))


def one(path: Path, content: bytes | str) -> Document:
    (item,) = items(path, content)
    assert isinstance(item, Document), item
    return item


@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_gives_its_pages_and_title(tmp_path: Path, packed: bool) -> None:
    pages = [
        "Sanayi Bakanı dün Bakü'de\nmevkidaşıyla görüştü.\nToplantıda yatı-\nrım ele alındı.",
        "Министрлер кездесті.",
    ]
    document = one(tmp_path / "a.pdf", making.pdf(pages, title="Basın açıklaması №5", packed=packed))
    assert document.text == (
        "Sanayi Bakanı dün Bakü'de mevkidaşıyla görüştü.\nToplantıda yatırım ele alındı.\n\nМинистрлер кездесті."
    )
    assert document.title == "Basın açıklaması №5"
    assert document.published is None


def test_a_word_file_gives_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    data = making.word(["Birinci.", TEXT], cells=[["Ülke", "Tutar"], ["Özbekistan", "5 milyon"]], title="Tutanak")
    document = one(tmp_path / "a.docx", data)
    assert document.text == f"Birinci.\n{TEXT}\nÜlke\tTutar\nÖzbekistan\t5 milyon"
    assert document.title == "Tutanak"


def test_a_mail_gives_its_words_and_what_is_attached(tmp_path: Path) -> None:
    attached = {"ek.pdf": making.pdf([TEXT]), "imza.png": b"\x89PNG", "bozuk.docx": b"no zip"}
    found = items(tmp_path / "a.eml", making.mail(TEXT, Date="Fri, 24 Oct 2025 23:30:00 +0300", attached=attached))
    body, paper, broken = found
    assert isinstance(body, Document)
    assert isinstance(paper, Document)
    assert (body.text.strip(), body.title, body.published) == (TEXT, "Basın açıklaması", "2025-10-24")
    assert paper.source.endswith("a.eml#ek.pdf")
    assert isinstance(broken, BrokenSourceError)
    assert broken.where == f"{tmp_path / 'a.eml'}#bozuk.docx"


def test_a_mail_of_html_alone_is_read_as_a_page(tmp_path: Path) -> None:
    assert TEXT in one(tmp_path / "a.eml", making.mail(None, html=PAGE)).text


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_gives_a_document_a_row(tmp_path: Path, separator: str) -> None:
    rows = [
        ["Id", "Text", "Published", "Url"],
        ["1", f'"Bir{separator} ""iki""\nüç."', "2025-10-24", "https://example.org/1"],
        ["2", '"never closed', "2025", ""],
        ["3", "Dört.", "2025-13", ""],
        ["4", "Beş.", "", ""],
        ["5", "Altı."],
    ]
    found = items(tmp_path / "a.csv", "\n".join(separator.join(row) for row in rows))
    first, *errors = found
    assert isinstance(first, Document)
    assert (first.text, first.published, first.url) == (
        f'Bir{separator} "iki"\nüç.', "2025-10-24", "https://example.org/1",
    )  # fmt: skip
    assert [getattr(item, "where", None) or item.source.rpartition("/")[2] for item in errors] == [  # type: ignore[union-attr]
        f"{tmp_path}/a.csv#4", f"{tmp_path}/a.csv#5", "a.csv#6", f"{tmp_path}/a.csv#7",
    ]  # fmt: skip
    assert "2 cells under 4 columns" in str(found[-1])


@pytest.mark.parametrize(
    ("name", "content", "day"),
    [("a.xml", RSS, "2025-10-24"), ("a.rss", RSS, "2025-10-24"), ("a.atom", ATOM, "2025-10-24"), ("a.json", JSON_FEED, "2025-10-24")],
)  # fmt: skip
def test_a_feed_that_carries_its_texts_gives_them(tmp_path: Path, name: str, content: str, day: str) -> None:
    first, *rest = items(tmp_path / name, content)
    assert isinstance(first, Document)
    assert TEXT in first.text
    assert first.text.startswith(f"{first.title}\n")
    assert first.published == day
    assert first.url is not None
    assert [str(item).partition("(")[2] for item in rest] == ["elchi add https://example.org/2)"] * (content is RSS)


def test_an_archive_gives_what_is_in_it_each_by_its_path(tmp_path: Path) -> None:
    inner = making.archive({"deep/x.txt": "İçte.", "y.eml": making.mail(TEXT)})
    content = {
        "a.txt": "Bir.", "rows.jsonl": '{"text": "İki."}\n{', "sub/b.pdf": making.pdf([TEXT]), "photo.jpg": b"\xff\xd8",
        ".hidden.txt": "no", "__MACOSX/a.txt": "no", "inner.zip": inner, "c.docx": making.word([TEXT]), "d.html": PAGE,
    }  # fmt: skip
    found = items(tmp_path / "a.zip", making.archive(content))
    names = [(item.source if isinstance(item, Document) else item.where or "").partition("#")[2] for item in found]
    assert names == [
        "a.txt", "rows.jsonl#1", "rows.jsonl#2", "sub/b.pdf", "inner.zip#deep/x.txt", "inner.zip#y.eml", "c.docx", "d.html",
    ]  # fmt: skip
    assert [name for name, item in zip(names, found) if not isinstance(item, Document)] == ["rows.jsonl#2"]


def test_an_archive_from_standard_input_in_a_pipe_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "in.zip").write_bytes(making.archive({"inner.zip": making.archive({"a.txt": TEXT})}))
    (item,) = read_sources([str(tmp_path / "in.zip")])
    assert isinstance(item, Document)


WHOLE = making.pdf([TEXT, TEXT], packed=True)
WORD = making.word([TEXT])
MAIL = making.mail(TEXT)
ZIP = making.archive({"a.txt": TEXT * 50, "b.txt": "Sağlam."})


def locked_zip() -> bytes:
    data = bytearray(ZIP)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def link_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = 0o120777 << 16
        made.writestr(info, "/etc/passwd")
        made.writestr("b.txt", "Sağlam.")
    return out.getvalue()


def bad_crc_zip() -> bytes:
    data = bytearray(making.archive({"a.txt": "x" * 200, "b.txt": "Sağlam."}, how=zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    return bytes(data)


def odd_method_zip() -> bytes:
    data = bytearray(ZIP)
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + offset : data.index(mark) + offset + 2] = struct.pack("<H", 97)
    return bytes(data)


BOMB = making.archive({"bomb.txt": b"0" * (40 << 20), "after.txt": "x"})
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss><channel><item><title>&c;</title>'
    "<link>https://example.org/1</link></item></channel></rss>"
)
FILE_ENTITY = LAUGHS.replace('<!ENTITY a "ha">', '<!ENTITY a SYSTEM "file:///etc/passwd">')
Case = tuple[str, bytes | str, type[SourceError], str]
BROKEN: dict[str, Case] = {
    "pdf cut off early": ("a.pdf", WHOLE[:40], BrokenSourceError, "damaged PDF"),
    "pdf of other bytes": ("a.pdf", b"GIF89a not a pdf", BrokenSourceError, "does not begin with %PDF"),
    "pdf empty": ("a.pdf", b"", EmptySourceError, "is empty"),
    "pdf without objects": ("a.pdf", b"%PDF-1.7\nnothing at all\n%%EOF", BrokenSourceError, "damaged PDF"),
    "pdf without words": ("a.pdf", making.pdf([""]), EmptySourceError, "OCR"),
    "pdf whose pages are gone": ("a.pdf", WHOLE.replace(b"/Kids", b"/Kips"), SourceError, "PDF"),
    "pdf with a circle of pages": ("a.pdf", WHOLE.replace(b"/Kids [", b"/Kids [2 0 R "), SourceError, "PDF"),
    "word cut off": ("a.docx", WORD[:-200], BrokenSourceError, "no whole Word file"),
    "word of other bytes": ("a.docx", b"plain words", BrokenSourceError, "no whole Word file"),
    "word old": ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, UnsupportedSourceError, "old Word file"),
    "word that is a zip": ("a.docx", making.archive({"a.txt": "x"}), BrokenSourceError, "no Word file"),
    "word with broken xml": (
        "a.docx", making.archive({"[Content_Types].xml": "<Types", "word/document.xml": "<w:"}), BrokenSourceError, "damaged Word",
    ),
    "word without words": ("a.docx", making.word([" "]), EmptySourceError, "without words"),
    "word that is a bomb": (
        "a.docx", making.archive({"word/document.xml": b" " * (70 << 20)}), BrokenSourceError, "unpacks to more than 64 MiB",
    ),
    "mail that is none": ("a.eml", b"Just some words.\n\nAnd more.", BrokenSourceError, "none of a mail's headers"),
    "mail with a wrong day": ("a.eml", making.mail(TEXT).replace(b"From:", b"Date: yesterday\nFrom:"), BrokenSourceError, "header Date"),
    "mail without a body": ("a.eml", b"Subject: a\nFrom: b@example.org\n\n", EmptySourceError, "without text"),
    "mail in wrong bytes": (
        "a.eml", b"Subject: a\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nG\xf6r", BrokenSourceError, "not valid utf-8 at byte 1",
    ),
    "mail in an unknown encoding": (
        "a.eml", b"Subject: a\nContent-Type: text/plain; charset=klingon\n\nwords", BrokenSourceError, "klingon",
    ),
    "mail empty": ("a.eml", b"", EmptySourceError, "is empty"),
    "table without a text column": ("a.csv", "id,words\n1,Bir.", BrokenSourceError, 'no column "text"'),
    "table with two text columns": ("a.csv", "text,text\na,b", BrokenSourceError, 'two columns "text"'),
    "table of a heading alone": ("a.csv", "text,url\n", EmptySourceError, "no rows"),
    "table in wrong bytes": ("a.csv", "text\nGörüş".encode("windows-1254"), BrokenSourceError, "not valid UTF-8"),
    "table with too many cells": ("a.csv", "text,url\na,b,c", BrokenSourceError, "3 cells under 2 columns"),
    "table with an open quote": ("a.csv", 'text,url\n"a,b', BrokenSourceError, "close the quotes"),
    "table empty": ("a.csv", b"", EmptySourceError, "is empty"),
    "feed that is a page": ("a.rss", PAGE, BrokenSourceError, "feed or sitemap"),
    "feed without entries": ("a.rss", "<rss><channel/></rss>", EmptySourceError, "without entries"),
    "feed of words": ("a.atom", "words", BrokenSourceError, "no readable XML"),
    "feed that laughs": ("a.xml", LAUGHS, BrokenSourceError, "declares XML entities"),
    "feed that reads files": ("a.rss", FILE_ENTITY, BrokenSourceError, "declares XML entities"),
    "feed in broken json": ("a.json", '{"version": "https://jsonfeed.org/version/1", "items": [', BrokenSourceError, "JSON feed"),
    "zip cut off": ("a.zip", ZIP[:-30], BrokenSourceError, "no whole ZIP"),
    "zip of other bytes": ("a.zip", b"PK\x03\x04 and nothing", BrokenSourceError, "no whole ZIP"),
    "zip of nothing readable": ("a.zip", making.archive({"a.jpg": b"x"}), EmptySourceError, "without readable files"),
    "zip empty": ("a.zip", b"", BrokenSourceError, "no whole ZIP"),
    "zip with password": ("a.zip", locked_zip(), UnsupportedSourceError, "is encrypted"),
    "zip with a link": ("a.zip", link_zip(), UnsupportedSourceError, "is a link"),
    "zip with a damaged member": ("a.zip", bad_crc_zip(), BrokenSourceError, "damaged in the archive"),
    "zip packed oddly": ("a.zip", odd_method_zip(), UnsupportedSourceError, "packed in a way"),
    "zip that climbs": ("a.zip", making.archive({"../../a.txt": "x", "b.txt": "Sağlam."}), BrokenSourceError, "leads out"),
    "zip from the root": ("a.zip", making.archive({"/etc/a.txt": "x", "b.txt": "Sağlam."}), BrokenSourceError, "leads out"),
    "zip from a drive": ("a.zip", making.archive({"C:\\a.txt": "x", "b.txt": "Sağlam."}), BrokenSourceError, "leads out"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_say_what_and_where_and_how_to_mend(tmp_path: Path, name: str) -> None:
    file, content, kind, words = BROKEN[name]
    found = items(tmp_path / file, content)
    errors = [item for item in found if isinstance(item, SourceError)]
    assert len(errors) == 1, found
    assert isinstance(errors[0], kind)
    assert words in str(errors[0])
    assert str(tmp_path / file) in str(errors[0])
    assert errors[0].mend
    if file == "a.zip" and b"b.txt" in (content if isinstance(content, bytes) else b""):
        assert [item.text for item in found if isinstance(item, Document)] in (["Sağlam."], [])


def test_what_stands_beside_broken_files_is_read(tmp_path: Path) -> None:
    for number, (file, content, _, _) in enumerate(BROKEN.values()):
        (tmp_path / f"{number}{file}").write_bytes(content if isinstance(content, bytes) else content.encode())
    (tmp_path / "zz.pdf").write_bytes(making.pdf([TEXT]))
    found = list(read_sources([str(tmp_path)]))
    assert sum(isinstance(item, SourceError) for item in found) == len(BROKEN)
    last = found[-1]
    assert isinstance(last, Document)
    assert last.text == TEXT


def test_a_member_beside_a_broken_one_is_read(tmp_path: Path) -> None:
    for content in (link_zip(), bad_crc_zip(), odd_method_zip(), locked_zip(), BROKEN["zip that climbs"][1]):
        found = items(tmp_path / "a.zip", content)
        assert [type(item) is Document for item in found] == [False, True]


def test_a_bomb_stops_at_the_limit_in_bounded_memory(tmp_path: Path) -> None:
    rows = b'{"text": "' + b"0" * 1000 + b'"}\n'
    data = making.archive({"bomb.jsonl": rows * 60_000, "after.txt": "x"})
    assert len(data) < 1 << 20
    (tmp_path / "a.zip").write_bytes(data)
    tracemalloc.start()
    count, last = 0, None
    for item in read_file(str(tmp_path / "a.zip"), SourceOptions(max_unpacked=20 << 20)):
        count, last = count + 1, item
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(last, BrokenSourceError)
    assert "unpacks to more than 20 MiB" in str(last)
    assert 20_000 < count < 22_000
    assert peak < 16 << 20


def test_bombs_in_bombs_share_one_limit(tmp_path: Path) -> None:
    inner = making.archive({"a.txt": b"a" * (4 << 20)})
    data = making.archive({f"{number}.zip": inner for number in range(10)})
    found = items(tmp_path / "a.zip", data, max_unpacked=10 << 20)
    assert [type(item).__name__ for item in found] == ["Document", "Document", "BrokenSourceError"]


def test_archives_nest_three_deep_and_no_deeper(tmp_path: Path) -> None:
    data = making.archive({"a.txt": TEXT})
    for _ in range(2):
        data = making.archive({"in.zip": data})
    assert isinstance(items(tmp_path / "a.zip", data)[0], Document)
    (error,) = items(tmp_path / "a.zip", making.archive({"in.zip": data}))
    assert "inside 3 others" in str(error)


def test_more_members_than_allowed_are_refused(tmp_path: Path) -> None:
    data = making.archive({f"{number}.txt": TEXT for number in range(20)})
    found = items(tmp_path / "a.zip", data, max_members=5)
    assert sum(isinstance(item, Document) for item in found) == 5
    assert "holds more than 5 files" in str(found[-1])


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".eml", ".zip", ".csv", ".xml", ".rss"])
def test_damage_anywhere_is_an_error_and_no_crash(tmp_path: Path, suffix: str) -> None:
    whole = {".pdf": WHOLE, ".docx": WORD, ".eml": MAIL, ".zip": ZIP}.get(suffix, RSS.encode())
    for place in range(0, len(whole), max(1, len(whole) // 40)):
        data = bytearray(whole)
        data[place] ^= 0x5A
        for content in (bytes(data), whole[:place]):
            for item in items(tmp_path / f"a{suffix}", content):
                assert isinstance(item, Document | SourceError)
