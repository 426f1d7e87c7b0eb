"""Who is joined with whom, whatever order they come in."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from elchi.identity.engagements import Engagements, engagement_node, engagement_text
from elchi.identity.linking import FACTS, Proposal, link
from elchi.identity.people import People, person_node, person_text
from elchi.joining import join, open_ledger
from elchi.lexicon.known import NOBODY, load_known
from elchi.model import (
    Claim,
    Document,
    Engagement,
    EngagementKind,
    EngagementStatus,
    Person,
    PositionClass,
    Reading,
    Span,
)
from elchi.pipeline import SourceOptions, read_inputs


def make_reading(
    source: str,
    *,
    people: Sequence[tuple[str, str | None, str | None]] = (),
    engagements: Sequence[Mapping[str, Any]] = (),
    published: str | None = "2025-10-25",
    language: str = "en",
) -> Reading:
    """People are (name, represents, class); an engagement is the fields that differ from a held meeting in Baku."""
    text = f"{source}. " + ". ".join(name for name, _, _ in people) + " " * 40
    return Reading(
        document=Document(source=source, text=text, published=published),
        language=language,
        script="Latn",
        people=tuple(
            Person(
                name=name,
                spans=(Span(n, n + 1),),
                represents=represents,
                position_class=PositionClass(of) if of else None,
                position=of,
            )
            for n, (name, represents, of) in enumerate(people)
        ),
        engagements=tuple(_engagement(n, fields) for n, fields in enumerate(engagements)),
    )


def _engagement(n: int, fields: Mapping[str, Any]) -> Engagement:
    session = fields.get("session")
    return Engagement(
        kind=EngagementKind(fields.get("kind", "meeting")),
        status=EngagementStatus(fields.get("status", "held")),
        spans=(Span(n, n + 1),),
        date=fields.get("date", "2025-10-24"),
        city=fields.get("city", "Baku"),
        country=fields.get("country", "AZ"),
        within=fields.get("within"),
        participants=tuple(fields.get("people", ())),
        parties=tuple(fields.get("parties", ())),
        claims=(Claim("session", session, Span(n, n + 1)),) if session else (),
    )


class MemoryBook:
    """A book in dictionaries, and the clusters that its proposals make."""

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, set[str]]] = defaultdict(dict)
        self.index: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.links: dict[str, dict[tuple[str, str], Proposal]] = defaultdict(dict)

    def block(self, kind: str, keys: Mapping[str, Iterable[str]]) -> None:
        for node, many in keys.items():
            self.keys[kind][node] = set(many)
            for key in self.keys[kind][node]:
                self.index[kind, key].add(node)

    def facts(self, kind: str, nodes: Iterable[str]) -> Mapping[str, str]:
        known = self.keys[kind]
        return {node: next(key for key in known[node] if key.startswith(FACTS)) for node in nodes if node in known}

    def candidates(self, kind: str, keys: Iterable[str], most: int) -> Mapping[str, Sequence[str]]:
        found = {key: self.index[kind, key] for key in keys if (kind, key) in self.index}
        return {key: sorted(nodes) for key, nodes in found.items() if len(nodes) <= most}

    def proposals(self, kind: str, nodes: Iterable[str]) -> Sequence[Proposal]:
        wanted = set(nodes)
        return [p for (a, b), p in sorted(self.links[kind].items()) if a in wanted or b in wanted]

    def propose(self, kind: str, proposals: Sequence[Proposal], withdrawn: Sequence[tuple[str, str]]) -> None:
        for pair in withdrawn:
            del self.links[kind][pair]
        for proposal in proposals:
            self.links[kind][proposal.a, proposal.b] = proposal

    def clusters(self, kind: str) -> frozenset[frozenset[str]]:
        group = {node: {node} for node in self.keys[kind]}
        for (a, b), proposal in self.links[kind].items():
            if proposal.verdict == "same" and group[a] is not group[b]:
                group[a] |= group[b]
                for node in group[b]:
                    group[node] = group[a]
        return frozenset(frozenset(members) for members in group.values())

    def verdicts(self, kind: str) -> dict[tuple[str, str], str]:
        return {pair: proposal.verdict for pair, proposal in self.links[kind].items()}


@pytest.fixture
def book() -> MemoryBook:
    return MemoryBook()


TWO = (("Mehmet Fatih Kacır", "TR", "minister"), ("Mikayıl Cabbarov", "AZ", "minister"))
MEETING = {"people": [name for name, _, _ in TWO], "parties": ["TR", "AZ"]}


def enter(book: MemoryBook, *readings: Reading, known: bool = False) -> None:
    people = People(load_known() if known else NOBODY)
    link(book, people, {person_node(p, r): person_text(p, r) for r in readings for p in r.people})
    events = {engagement_node(e, r): engagement_text(e, r) for r in readings for e in r.engagements}
    link(book, Engagements(), events)


def people_together(book: MemoryBook, readings: list[Reading]) -> set[frozenset[str]]:
    """Clusters as sets of names with their sources."""
    names = {person_node(p, r): f"{p.name} {r.document.source}" for r in readings for p in r.people}
    return {frozenset(names[node] for node in group) for group in book.clusters("person")}


def events_together(book: MemoryBook, readings: list[Reading]) -> set[frozenset[str]]:
    where: dict[str, str] = {}
    for reading in readings:
        for n, event in enumerate(reading.engagements):
            node = engagement_node(event, reading)
            where[node] = f"{where.get(node, '')} {reading.document.source}{n}"
    return {frozenset(" ".join(where[node] for node in group).split()) for group in book.clusters("engagement")}


def one_person(*people: tuple[str, str | None, str | None], languages: str = "", known: bool = False) -> bool:
    told = languages.split() or ["en"] * len(people)
    readings = [make_reading(str(n), people=[p], language=told[n]) for n, p in enumerate(people)]
    book = MemoryBook()
    enter(book, *readings, known=known)
    return len(book.clusters("person")) == 1


def one_event(*events: dict[str, Any], published: str = "2025-10-25", **more: Any) -> bool:
    readings = [
        make_reading(str(n), people=TWO, engagements=[{**MEETING, **event}], published=published, **more)
        for n, event in enumerate(events)
    ]
    book = MemoryBook()
    enter(book, *readings)
    return len(book.clusters("engagement")) == 1


def test_a_person_in_four_languages_is_one() -> None:
    assert one_person(
        ("Mikayıl Cabbarov", "AZ", "minister"), ("Микаил Джаббаров", "AZ", "minister"),
        ("Mikayil Jabbarov", "AZ", None), ("Mikail Cabbarov", "AZ", "minister"), languages="az ru en tr",
    )  # fmt: skip


def test_a_family_name_joins_the_one_it_fits() -> None:
    assert one_person(("Боронов", "KG", "minister"), ("Kubatbek Boronov", "KG", "minister"), languages="ru en")


def test_a_family_name_that_fits_two_asks_an_editor(book: MemoryBook) -> None:
    readings = [
        make_reading(str(n), people=[p])
        for n, p in enumerate(
            [("Boronov", "KG", "official"), ("Kubatbek Boronov", "KG", "minister"), ("Asan Boronov", "KG", "minister")]
        )
    ]
    enter(book, *readings)
    assert sorted(book.verdicts("person").values()) == ["unsure", "unsure"]


def test_the_office_settles_which_one_it_is(book: MemoryBook) -> None:
    readings = [
        make_reading(str(n), people=[p])
        for n, p in enumerate(
            [
                ("Japarov", "KG", "head_of_state"),
                ("Sadyr Japarov", "KG", "head_of_state"),
                ("Akylbek Japarov", "KG", "head_of_government"),
            ]
        )
    ]
    enter(book, *readings)
    assert frozenset({"Japarov 0", "Sadyr Japarov 1"}) in people_together(book, readings)


def test_namesakes_of_two_states_are_two_people() -> None:
    assert not one_person(("Mehmet Yılmaz", "TR", "minister"), ("Mehmet Yılmaz", "AZ", "ambassador"), languages="tr tr")


def test_two_names_of_one_office_are_one_unless_something_forbids() -> None:
    assert one_person(("Mukhtar Tleuberdi", "KZ", "minister"), ("Muhtar Tileuberdi", "KZ", "minister"))
    assert not one_person(("Mukhtar Tleuberdi", "KZ", "minister"), ("Murat Nurtleu", "KZ", "minister"))


def test_relatives_stay_apart() -> None:
    assert not one_person(("Шавкат Мирзиёев", "UZ", None), ("Саида Мирзиёева", "UZ", None), languages="ru ru")
    assert not one_person(("Recep Tayyip Erdoğan", "TR", None), ("Emine Erdoğan", "TR", None), languages="tr tr")


def test_the_reference_list_knows_a_state_that_was_misread() -> None:
    people = (("İlham Əliyev", "AZ", "head_of_state"), ("İlham Əliyev", "KZ", "minister"))
    assert one_person(*people, languages="az az", known=True)
    assert not one_person(*people, languages="az az", known=False)


def test_a_meeting_told_by_two_is_one() -> None:
    assert one_event({}, {"date": "2025-10", "city": None})
    assert one_event({}, {"people": ["Mikayıl Cabbarov"]})


def test_other_days_other_people_other_sessions_stay_apart() -> None:
    assert not one_event({}, {"date": "2025-11-24"})
    assert not one_event({}, {"city": "Ankara", "country": "TR", "date": "2025-10"})
    session = {
        "kind": "conference",
        "parties": ["OTS", "TR", "AZ"],
        "session": "2nd OTS Meeting of Ministers of Industry",
    }
    assert one_event(session, {**session, "date": "2025-10", "people": []})
    assert not one_event(session, {**session, "session": "1st OTS Meeting of Ministers of Industry", "date": "2025-10"})
    assert not one_event(session, {**session, "session": "Türkiye–Azerbaijan Business Forum"})


def test_a_day_told_wrongly_does_not_part_a_meeting() -> None:
    assert one_event({}, {}, {"date": "2025-10-23"})


def test_two_meetings_of_one_document_stay_two(book: MemoryBook) -> None:
    both = make_reading("both", people=TWO, engagements=[MEETING, {**MEETING, "date": "2025-10-23"}])
    others = [
        make_reading(name, people=TWO, engagements=[{**MEETING, "date": day}])
        for name, day in (("late", "2025-10-24"), ("early", "2025-10-23"))
    ]
    enter(book, both)
    enter(book, *others)
    assert events_together(book, [both, *others]) == {frozenset({"both0", "late0"}), frozenset({"both1", "early0"})}


def a_world(seed: int) -> list[Reading]:
    """Some documents on few people and events, told with all the ways of saying less."""
    rng = random.Random(seed)  # noqa: S311 - test data
    names = [
        (("Mehmet Fatih Kacır", "М. Ф. Кажир", "Kacır"), "TR"),
        (("Mikayıl Cabbarov", "Mikayil Jabbarov", "Jabbarov"), "AZ"),
        (("Sadyr Japarov", "S. Japarov", "Japarov"), "KG"),
        (("Akylbek Japarov", "A. Japarov", "Japarov"), "KG"),
        (("Murad Jabbarov", "M. Jabbarov"), "AZ"),
    ]
    readings = []
    for n in range(14):
        chosen = rng.sample(names, 2)
        people = [
            (rng.choice(forms), rng.choice([state, state, None]), rng.choice(["minister", "minister", None]))
            for forms, state in chosen
        ]
        people = list({name: (name, state, of) for name, state, of in people}.values())
        events = [
            {
                "people": [name for name, _, _ in people][: rng.choice([1, 2])],
                "parties": sorted({state for _, state in chosen}),
                "date": rng.choice(["2025-10-24", "2025-10-24", "2025-10-23", "2025-10-27", "2025-10", "2025", None]),
                "city": rng.choice(["Baku", None]),
                "kind": rng.choice(["meeting", "meeting", "conference"]),
                "session": rng.choice([None, "2nd Meeting", "3rd Meeting"]),
            }
            for _ in range(rng.choice([1, 1, 2, 3]))
        ]
        readings.append(
            make_reading(
                f"{n}", people=people, engagements=events, published=rng.choice(["2025-10-25", "2025-10-28", None])
            )
        )
    return readings


def outcome(readings: list[Reading], *, batch: int) -> tuple[object, ...]:
    book = MemoryBook()
    for start in range(0, len(readings), batch):
        enter(book, *readings[start : start + batch])
    return book.links["person"], book.links["engagement"]


@pytest.mark.parametrize("seed", range(25))
def test_any_order_one_by_one_or_at_once_gives_the_same(seed: int) -> None:
    readings = a_world(seed)
    rng = random.Random(seed)  # noqa: S311 - test data
    expected = outcome(readings, batch=len(readings))
    for batch in (1, 3):
        rng.shuffle(readings)
        assert outcome(readings, batch=batch) == expected


def test_entering_again_changes_nothing(book: MemoryBook) -> None:
    readings = a_world(1)
    enter(book, *readings)
    before = (dict(book.links["person"]), dict(book.links["engagement"]))
    enter(book, *readings)
    assert (book.links["person"], book.links["engagement"]) == before


@pytest.mark.parametrize("seed", range(4))
def test_a_ledger_says_the_same_in_any_order(seed: int) -> None:
    readings = a_world(seed)
    rng = random.Random(seed)  # noqa: S311 - test data
    said = []
    for size in (len(readings), 1, 4):
        with open_ledger(":memory:", clock=lambda: "2026-01-15T12:00:00+00:00") as ledger:
            for start in range(0, len(readings), size):
                with ledger.begin() as transaction:
                    transaction.add_all(readings[start : start + size])
                    join(transaction, readings[start : start + size])
            with ledger.view() as view:
                said.append([sorted(map(repr, view.export(what))) for what in ("people", "engagements", "positions")])
                said[-1].append(list(map(repr, view.review("person"))))
        rng.shuffle(readings)
    assert said[0] == said[1] == said[2]


def test_judging_again_changes_nothing_where_nothing_changed(book: MemoryBook) -> None:
    readings = a_world(2)
    enter(book, *readings)
    people = {person_node(p, r): person_text(p, r) for r in readings for p in r.people}
    assert link(book, People(NOBODY), people, again=True) == 0


@pytest.mark.slow
def test_five_hundred_orders_of_the_examples_give_the_same() -> None:
    """The example documents as the reader reads them, in random orders and batches."""
    folder = Path(__file__).parents[2] / "examples" / "documents"
    readings = [r for r in read_inputs([str(folder)], SourceOptions()) if isinstance(r, Reading)]
    assert len(readings) > 10
    rng = random.Random(500)  # noqa: S311 - test data
    expected = outcome(readings, batch=len(readings))
    for _ in range(500):
        rng.shuffle(readings)
        assert outcome(readings, batch=rng.choice([1, 2, 5, len(readings)])) == expected
