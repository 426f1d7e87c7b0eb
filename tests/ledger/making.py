"""Readings made to order, with real spans; as a program it adds some of them to a ledger (for tests with processes)."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from elchi.ledger import open_ledger
from elchi.model import (
    Amount,
    Claim,
    Document,
    Engagement,
    EngagementKind,
    EngagementStatus,
    Figure,
    Organisation,
    Outcome,
    OutcomeKind,
    Person,
    PositionClass,
    Reading,
    Span,
    Statement,
    Topic,
)

PEOPLE = {
    "Aybek Tan": ("KZ", "Minister of Industry"),
    "Selin Su": ("TR", "Minister of Trade"),
    "Orxan Daş": ("AZ", None),
}


def reading(
    source: str = "a.json",
    *,
    people: Sequence[str] = ("Aybek Tan", "Selin Su"),
    parties: Sequence[str] = ("KZ", "TR"),
    date: str | None = "2025-10-24",
    published: str | None = "2025-10-25",
    kind: EngagementKind = EngagementKind.MEETING,
    status: EngagementStatus = EngagementStatus.HELD,
    city: str = "Baku",
    topic: Topic = Topic.SPACE,
    promise: str = "build a satellite",
    due: str | None = "2027",
    value: float = 1.5,
    tail: str = "",
    language: str | None = "en",
    reader: str = "grammar/1",
    url: str | None = None,
    english: Sequence[str | None] | None = None,
) -> Reading:
    """One meeting of two people with one promise, one statement and one figure."""
    told = " and ".join(people)
    text = (
        f"{told} met in {city} at the Ministry of Works. They agreed to {promise}. Trade reached {value} bn USD. {tail}"
    )

    def at(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    names = dict(zip(people, english or people))
    return Reading(
        document=Document(source=source, text=text, url=url, published=published, title=f"Talks in {city}"),
        language=language,
        script="Latn",
        reader=reader,
        people=tuple(
            Person(
                name=name,
                name_en=names[name],
                spans=(at(name),),
                position=(office := PEOPLE.get(name, (None, None)))[1],
                position_class=PositionClass.MINISTER if office[1] else None,
                represents=office[0],
                claims=(Claim("name", name, at(name)),),
                doubts=() if name in PEOPLE else ("never seen with a title",),
            )
            for name in people
        ),
        organisations=(
            Organisation(
                name="Ministry of Works", id="AZ-works", kind="ministry", state="AZ", spans=(at("Ministry of Works"),)
            ),
        ),
        engagements=(
            Engagement(
                kind=kind,
                status=status,
                spans=(at("met"),),
                date=date,
                city=city,
                country="AZ",
                participants=tuple(people),
                parties=tuple(parties),
                topics=(topic,),
                claims=(Claim("city", city, at(city)), Claim("kind", kind, at("met"))),
            ),
        ),
        outcomes=(
            Outcome(
                kind=OutcomeKind.AGREED,
                quote=promise,
                span=at(promise),
                parties=tuple(parties),
                topics=(topic,),
                due=due,
                amount=Amount(1e6, "USD"),
                claims=(Claim("kind", "agreed", at("agreed")),),
            ),
        ),
        statements=(Statement(quote="Trade reached", span=at("Trade reached"), speaker=people[0] if people else None),),
        figures=(
            Figure(indicator="trade-turnover", value=value, unit="USD", span=at(f"{value} bn"), parties=tuple(parties)),
        ),
        topics=(topic,),
    )


def numbered(number: int) -> Reading:
    """The nth of as many readings as one likes: three pairs of states, thirty days, seven topics."""
    people = list(PEOPLE)
    one, other = people[number % 3], people[(number + 1) % 3]
    return reading(
        f"n{number}.json",
        people=(one, other),
        parties=(PEOPLE[one][0], PEOPLE[other][0]),
        date=f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        published=f"2025-01-{number % 28 + 1:02d}",
        topic=list(Topic)[number % 7],
        tail=f"Number {number}.",
    )


def main() -> None:
    """`making.py LEDGER FIRST COUNT`: add readings one transaction each, saying the number of each when it is in."""
    where, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with open_ledger(where) as ledger:
        for number in range(first, first + count):
            with ledger.begin() as tx:
                tx.add(numbered(number))
            print(number, flush=True)


if __name__ == "__main__":
    main()
