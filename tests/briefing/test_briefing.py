"""A brief: its page in three forms and nine languages, every line with its source, nobody's words taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from elchi.briefing import FORMATS, Brief, Line, Section, compose, to_html, to_markdown, to_pdf
from elchi.ledger import Filters, Ledger, open_ledger
from elchi.pipeline import SourceOptions, add_inputs
from elchi.words import LANGUAGES, words_for

SIGNED = (
    "Ankara, 12 May 2024. Türkiye's Minister of Energy Alparslan Bayraktar met with Kazakhstan's Minister of Energy "
    "Almasadam Satkaliyev in Ankara on 12 May 2024. The ministers agreed to raise bilateral trade to 15 billion "
    "dollars by 2030. They agreed to establish a joint working group on gas supplies by the end of 2025."
)


def brief(*lines: Line) -> Brief:
    return Brief("TR – KZ", "As known on 1 January 2025", (Section("Kept", lines), Section("To come")), "none yet")


def test_every_line_has_its_source() -> None:
    page = brief(Line("agreed", "a <b> quote", ("https://example.org/a", "b.txt"), "tr"))
    assert "- agreed “a \\<b\\> quote” — <https://example.org/a>; `b.txt`" in to_markdown(page)
    html = to_html(page)
    assert '<q lang="tr">a &lt;b&gt; quote</q>' in html
    assert '<a href="https://example.org/a">' in html
    assert html.count("none yet") == 1


@pytest.mark.parametrize("words", ["#panic()", '"; $ x $', "[*bold*] _x_ \\ `raw`", "<q>&amp;", "Ұлттық қор — ңğıəýžÿ"])
def test_words_of_a_document_are_never_markup(words: str) -> None:
    page = brief(Line(words, words, (words,)))
    assert to_pdf(page).startswith(b"%PDF-")
    assert "<q>&amp;" not in to_html(page).replace("&amp;amp;", "")
    assert not re.search(r"(?<!\\)[*_<\[]", to_markdown(page).split("- ", 1)[1].split("`")[0].split("—")[0])


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    (tmp_path / "signed.txt").write_text(SIGNED, "utf-8")
    with open_ledger(tmp_path / "ledger.db") as opened:
        list(add_inputs(opened, [str(tmp_path / "signed.txt")], SourceOptions(published="2024-05-12"), batch=1))
        yield opened


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_speaks_the_language_and_quotes_the_original(ledger: Ledger, tag: str) -> None:
    words = words_for(tag)
    with ledger.view() as view:
        page = compose(view, Filters(states=("TR", "KZ")), "2024-12-31", words)
    shown = to_markdown(page)
    assert page.language == tag
    assert f"# {words.state('TR')} – {words.state('KZ')}" in shown
    for message in ("Open promises, oldest first", "Still to come, as announced", "The sources disagree"):
        assert f"## {words(message)}" in shown
    assert "establish a joint working group on gas supplies" in shown
    assert words.label("outcome", "target") in shown
    quoted = [line for section in page.sections for line in section.lines if line.quote]
    assert quoted
    assert all(line.sources and line.language == "en" for line in quoted)
    assert all(form(page) for form in FORMATS.values())


def test_nothing_stands_there_before_it_was_published(ledger: Ledger) -> None:
    words = words_for("en")
    with ledger.view(as_of="2023-01-01") as view:
        page = compose(view, Filters(states=("TR", "KZ")), "2023-01-01", words)
    assert not any(section.lines for section in page.sections)
