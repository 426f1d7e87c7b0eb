"""The text with its words marked: every character once and in order, whatever overlaps what."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from elchi.ledger import Highlight
from elchi.web.marking import mark

KINDS = st.sampled_from(["person", "organisation", "engagement", "outcome", "statement", "figure"])


@st.composite
def highlighted(draw: st.DrawFn) -> tuple[str, list[Highlight]]:
    text = draw(st.text(alphabet="ab <>&\"'\nəң", min_size=1, max_size=80))
    spans = []
    for n in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        spans.append(Highlight(start=start, end=end, kind=draw(KINDS), record_id=f"d.p{n}"))
    return text, spans


@given(highlighted())
def test_the_words_survive_and_nothing_else_gets_in(example: tuple[str, list[Highlight]]) -> None:
    text, spans = example
    marked = mark(text, spans)
    shown = html.unescape(re.sub(r"<[^>]*>", "", str(marked.html)))
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)
    assert set(re.findall(r"<(\w+)", str(marked.html))) <= {"p", "mark", "i"}


def test_overlapping_spans_keep_their_own_words() -> None:
    spans = [
        Highlight(start=0, end=11, kind="engagement", record_id="d.e0"),
        Highlight(start=6, end=17, kind="person", record_id="d.p0"),
        Highlight(start=6, end=11, kind="person", record_id="d.p0", field="position", value="x"),
    ]
    marked = mark("one & two <three>", spans)
    pieces = re.findall(r'data-k="([^"]+)">([^<]*)<', str(marked.html))
    assert pieces == [("e0", "one &amp; "), ("e0 p0 p0-position", "two &lt;"), ("p0", "three&gt;")]
    assert marked.keys == {"e0", "p0", "p0-position"}


def test_each_key_has_one_anchor() -> None:
    spans = [Highlight(start=n, end=n + 1, kind="person", record_id="d.p0") for n in (0, 4)]
    assert str(mark("abc\n\nd", spans).html).count('id="w-p0"') == 1
