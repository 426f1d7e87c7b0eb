"""Copies of one text are one text, texts of one mould about other people are not, and none of it hangs on the order."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from types import ModuleType

import pytest

from elchi.ledger import Ledger, open_ledger
from elchi.ledger.copies.likeness import is_copy
from elchi.ledger.copies.sketches import estimate, estimate_facts, keys, shared_triples, sketch
from elchi.ledger.copies.wording import worded
from elchi.model import Reading, Span

STORY = (
    "The Minister of Industry and Technology of Türkiye, Mehmet Fatih Kacır, met the Minister of Digital Development of "
    "Kazakhstan, Zhaslan Madiyev, in Astana on 24 October 2025. The sides discussed joint work on satellites and the "
    "exchange of experience between technoparks. They agreed to set up a working group that will present a road map by "
    "the end of March 2026. Mr Kacır invited Kazakh engineers to the National Technology Initiative Academy. Trade between "
    "the two countries reached 6.3 billion US dollars last year, and the ministers named a target of 15 billion."
)
EMPTY, BEGINS = "6391f45c2bcb3dfe", "81e3f24fc2c20a2aecb5dde7c9cdbe5a"
AGAIN = {
    "white space, quotes, capitals": STORY.replace(". ", ".\n\n")
    .replace("Kacır", "KACIR")
    .replace("National", "«National"),
    "a dateline": f"ASTANA, 24 October. News agency. {STORY}",
    "a headline": f"Ministers of Türkiye and Kazakhstan meet in Astana to speak of satellites\n\n{STORY}",
    "page furniture": f"Home / News / Economy\n24.10.2025 14:32\n{STORY}\nPhoto: press service\nShare\nTelegram WhatsApp\n© 2025",
    "something between": STORY.replace("They agreed", "\nRead also: The week in pictures\nThey agreed"),
    "another word": STORY.replace("exchange of experience", "sharing of experience"),
}
OTHERS = {
    "another visitor": STORY.replace("Zhaslan Madiyev", "Sherzod Shermatov")
    .replace("Kazakhstan", "Uzbekistan")
    .replace("Kazakh", "Uzbek"),
    "another day": STORY.replace("24 October 2025", "3 June 2024"),
    "another sum": STORY.replace("6.3 billion", "7.1 billion"),
    "a promise less": STORY.replace(
        "Mr Kacır invited Kazakh engineers to the National Technology Initiative Academy. ", ""
    ),
    "a summary": STORY.partition("The sides")[0],
    "rewritten": (
        "Satellites and technoparks were on the table when Mehmet Fatih Kacır and Zhaslan Madiyev sat down in Astana on "
        "24 October 2025. They agreed to set up a working group that will present a road map by the end of March 2026. Last "
        "year trade between the two countries reached 6.3 billion US dollars; the ministers want to see 15 billion."
    ),
}


@pytest.mark.parametrize("how", AGAIN)
def test_what_makes_a_copy(how: str) -> None:
    one, other = worded(STORY), worded(AGAIN[how])
    assert is_copy(one, other)
    assert is_copy(other, one)
    assert estimate(sketch(one), sketch(other)) > 0.6
    assert estimate_facts(sketch(one), sketch(other)) > 0.5


@pytest.mark.parametrize("how", OTHERS)
def test_what_makes_another_text(how: str) -> None:
    one, other = worded(STORY), worded(OTHERS[how])
    assert not is_copy(one, other)
    assert not is_copy(other, one)


def test_the_sketch_is_what_is_stored_in_ledgers() -> None:
    """Another sketch of the same text means that every ledger's sketches must be made anew: a migration."""
    assert sketch(worded("")).hex()[:16] == EMPTY
    assert sketch(worded(STORY)).hex()[:32] == BEGINS
    assert len(sketch(worded(STORY))) == 320
    assert len({len(key) for key in keys(sketch(worded(STORY)))}) == 1


def test_the_sketch_estimates_what_can_be_counted() -> None:
    words = random.Random(7).choices(  # noqa: S311 - no secret
        [f"word{n}" for n in range(500)], k=600
    )
    for changed in (0, 30, 100, 200, 400):
        other = [*words[:-changed], *(f"new{n}" for n in range(changed))] if changed else words
        told = estimate(sketch(worded(" ".join(words))), sketch(worded(" ".join(other))))
        assert told == pytest.approx(shared_triples(words, other), abs=0.1)


def told(making: ModuleType, source: str, text: str, **more: str) -> Reading:
    """A reading of a text that finds one meeting in it."""
    reading = making.reading(source, **more)
    return replace(
        reading, document=replace(reading.document, text=text), people=(), organisations=(), outcomes=(), statements=(),
        figures=(), engagements=(replace(reading.engagements[0], participants=(), spans=(Span(0, 3),), claims=()),),
    )  # fmt: skip


def test_copies_count_once(ledger: Ledger, making: ModuleType) -> None:
    with ledger.begin() as tx:
        for n, text in enumerate(AGAIN.values()):
            tx.add(told(making, f"copy{n}", text, city="Baku", published=f"2025-10-{25 + n % 5}"))
        for n in range(2):
            tx.add(told(making, f"other{n}", f"Quite another account, number {n}, of what went on.", city="Bakı"))
    with ledger.view() as view:
        (row,) = view.engagements()
        assert (row.documents, row.texts) == (len(AGAIN) + 2, 3)
        assert row.city == "Bakı"  # two accounts against one, which seven sites carry
        detail = view.document("copy0")
        assert {other.source for other in detail.copies} == {f"copy{n}" for n in range(1, len(AGAIN))}
        assert all(other.score > 0.5 for other in detail.copies)
        assert detail.document.copies == len(AGAIN)
        (row,) = view.export("engagements")
        assert row["texts"] == len({report["text_id"] for report in row["reports"]}) == 3
        assert {d["text_id"]: d["copies"] for d in view.export("documents")}[detail.document.text_id] == len(AGAIN)
    with ledger.view("2025-10-25") as view:
        assert {other.source for other in view.document("copy0").copies} == {"copy5"}


def test_texts_in_much_the_same_words_are_linked(ledger: Ledger, making: ModuleType) -> None:
    with ledger.begin() as tx:
        tx.add(told(making, "story", STORY))
        tx.add(told(making, "rewritten", OTHERS["rewritten"]))
        tx.add(told(making, "another sum", OTHERS["another sum"]))
        tx.add(told(making, "stranger", "Nothing here has to do with any of it, but it is a text all the same."))
        found = tx.document("story")
    assert found.copies == ()
    assert [other.source for other in found.similar] == ["another sum", "rewritten"]
    first, second = (other.score for other in found.similar)
    assert 0.2 < second < 0.6 < first < 1


def test_the_order_makes_no_difference(making: ModuleType) -> None:
    # A bridge: the first and the last have too little in common, the one between is a copy of both.
    words = [f"word{n}" for n in range(90)]
    chain = [" ".join(words[:70]), " ".join(words), " ".join(words[20:])]
    made = [told(making, str(n), text) for n, text in enumerate([*chain, STORY, *OTHERS.values(), *AGAIN.values()])]
    groups = set()
    for seed in range(8):
        order = random.Random(seed).sample(made, len(made))  # noqa: S311 - no secret
        size = seed % 4 + 1
        with open_ledger(":memory:") as ledger, ledger.begin() as tx:
            for start in range(0, len(order), size):
                tx.add_all(order[start : start + size])
            rows = sorted((row.text_id, row.id) for row in tx.documents())
            groups.add(
                tuple((text, tuple(row[1] for row in many)) for text, many in itertools.groupby(rows, lambda r: r[0]))
            )
    (found,) = groups
    assert sorted(len(ids) for _, ids in found) == [1] * len(OTHERS) + [len(chain), len(AGAIN) + 1]
    assert all(text == min(ids) for text, ids in found)


def test_what_is_forgotten_no_longer_holds_copies_together(ledger: Ledger, making: ModuleType) -> None:
    words = [f"word{n}" for n in range(90)]
    left, middle, right = words[:70], words, words[20:]
    with ledger.begin() as tx:
        for source, text in (("left", left), ("right", right), ("middle", middle)):
            tx.add(told(making, source, " ".join(text)))
        assert {row.copies for row in tx.documents()} == {3}
        assert tx.engagements().items[0].texts == 1
        tx.forget("middle", author="ed")
        assert {row.copies for row in tx.documents()} == {1}
        assert tx.engagements().items[0].texts == 2
    assert list(ledger.check()) == []


def test_a_promise_is_not_repeated_by_its_own_copies(ledger: Ledger, making: ModuleType) -> None:
    from elchi.ledger import Evidence

    with ledger.begin() as tx:
        for n in range(4):
            kind = {"tail": ("Posted here.", "Posted there.")[n % 2]}
            kind |= {"city": "Astana", "promise": "meet again"} if n > 1 else {}
            tx.add(making.reading(f"{n}.json", published=f"2025-10-2{n + 1}", **kind))
        told_by = {row.source: row for row in tx.outcomes()}
        first = told_by.pop("0.json")
        tx.replace_evidence(
            [first.id],
            [
                Evidence(
                    outcome_id=first.id, kind="repeat", document_id=row.document_id, quote=row.quote, span=row.span, score=3.0
                )
                for row in told_by.values()
            ],
        )  # fmt: skip
        assert [item.source for item in tx.evidence([first.id])] == ["2.json"]
        assert len(tx.stored_evidence([first.id])) == 3


def test_a_crowd_of_like_texts_costs_no_more(ledger: Ledger, making: ModuleType) -> None:
    """Of one mould, with other names: none is a copy, and what is held against each other does not grow with the crowd."""
    from elchi.ledger.copies import groups

    names = [a + b + c for a, b, c in itertools.product("BDGKMNRTVZ", "aeiou", "lmnrst")]
    compared: list[int] = []
    original = groups.is_copy

    def counting(one: object, other: object) -> bool:
        compared[-1] += 1
        return original(one, other)  # type: ignore[arg-type]

    groups.is_copy = counting  # type: ignore[assignment]
    try:
        with ledger.begin() as tx:
            for n in range(80):
                compared.append(0)
                text = STORY.replace("Zhaslan Madiyev", f"{names[n]}ov {names[-n]}bek").replace("6.3", f"{n}.5")
                tx.add(told(making, str(n), text))
            assert {row.copies for row in tx.documents()} == {1}
    finally:
        groups.is_copy = original  # type: ignore[assignment]
    assert max(compared) <= 20
