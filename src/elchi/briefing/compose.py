"""What stands in a brief: the ledger's answers on some states, in the words of one language of the interface."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from elchi.briefing.page import Brief, Line, Section
from elchi.follow import Status
from elchi.ledger import EngagementRow, FigureRow, Filters, View, walk
from elchi.ledger.states import is_state
from elchi.pipeline import known_parties
from elchi.pursuing import Followed, followed, targets
from elchi.words import N_, Words

_CONTACTS, _MOST, _FIGURES = 8, 40, 6
_NEWEST = 240  # promises that a page is made of; more would be no brief
_LIVE = (Status.OPEN, Status.IN_PROGRESS, Status.OVERDUE)
_POSITIONS = ("head_of_state", "head_of_government", "minister", "ambassador")


def compose(view: View, asked: Filters, day: str, words: Words) -> Brief:
    """Return the page on the states of `asked` (and its topic, and from its day on), as known on `day`."""
    return _Composer(view, asked, day, words).brief()


@dataclass(frozen=True, slots=True)
class _Composer:
    view: View
    asked: Filters
    day: str
    words: Words

    def brief(self) -> Brief:
        say, asked = self.words, self.asked
        promises = list(followed(self.view, islice(walk(self.view.outcomes, asked, size=_NEWEST), _NEWEST), self.day))
        contacts = list(islice(walk(self.view.engagements, asked, size=_MOST), _MOST))
        live = sorted((p for p in promises if p.life.status in _LIVE), key=lambda p: p.outcome.known)
        kept = [p for p in promises if p.life.status is Status.DELIVERED]
        offers = [p for p in promises if p.outcome.opportunity]
        sections = (
            (N_("Latest engagements"), self._contacts(e for e in contacts if e.status == "held")),
            (N_("Who holds which office"), islice(self._offices(), 2 * _CONTACTS)),
            (N_("Open promises, oldest first"), map(self._promise, live)),
            (N_("Announced again"), (self._promise(p) for p in promises if p.life.repeats)),
            (N_("Targets and figures"), self._targets()),
            (N_("Delivered"), map(self._promise, kept)),
            (N_("Still to come, as announced"), self._contacts(e for e in contacts if self._is_to_come(e))),
            (N_("Opportunities"), map(self._promise, offers)),
            (N_("The sources disagree"), map(self._disagreement, (e for e in contacts if e.disagreements))),
        )
        topic = f": {say.label('topic', asked.topic)}" if asked.topic else ""
        return Brief(
            title=" – ".join(map(self._party, asked.states)) + topic,
            known=str(say(N_("The ledger as it was known on %(day)s."), day=say.date(self.day))),
            sections=tuple(Section(str(say(title)), tuple(islice(lines, _MOST))) for title, lines in sections),
            nothing=str(say(N_("none yet"))),
            language=say.tag,
        )

    def _contacts(self, rows: Iterable[EngagementRow]) -> Iterator[Line]:
        return (self._contact(row) for row in islice(rows, _CONTACTS))

    def _contact(self, row: EngagementRow) -> Line:
        people = ", ".join(self._name(one.name, one.name_en) for one in row.participants)
        where = ", ".join(filter(None, (row.city, self._party(row.country) if row.country else None)))
        topics = ", ".join(self.words.label("topic", topic) for topic in row.topics)
        kind = self.words.label("kind", row.kind)
        parts = (self._day(row.date), kind, people or self._parties(row.parties), where, row.within, topics)
        return Line(_joined(parts), sources=row.sources[:3], records=(("engagement", row.id),))

    def _promise(self, row: Followed) -> Line:
        say, outcome, life = self.words, row.outcome, row.life
        again = len(life.repeats)
        parts = (
            self._day(outcome.published or outcome.known),
            say.label("outcome", outcome.kind),
            self._parties(outcome.parties),
            say.money(outcome.amount.value, outcome.amount.currency) if outcome.amount else None,
            str(say(N_("due %(day)s"), day=say.date(outcome.due))) if outcome.due else None,
            say.label("outcome_status", life.status.value),
            str(say(N_("announced again: %(n)s"), n=again)) if again else None,
        )
        told = [one.source for one in (*life.deciding, *life.repeats)]
        sources = tuple(dict.fromkeys([outcome.source, *told]))
        return Line(f"{_joined(parts)}:", outcome.quote, sources, outcome.language, (("outcome", outcome.id),))

    def _offices(self) -> Iterator[Line]:
        for state in self.asked.states:
            seen: set[str] = set()
            asked = Filters(states=(state,), topic=self.asked.topic)
            for row in islice(walk(self.view.positions, asked, size=_MOST), 2 * _MOST):
                if row.position_class not in _POSITIONS or seen & {row.position, row.person_id}:
                    continue
                seen |= {row.position, row.person_id}
                last = str(self.words(N_("last reported %(day)s"), day=self.words.date(row.last_seen)))
                holder = f"{row.position}: {self._name(row.name, row.name_en)}"
                told = (("person", row.person_id),)
                yield Line(_joined((self._party(state), holder, last)), sources=row.sources[-1:], records=told)

    def _targets(self) -> Iterator[Line]:
        for row in targets(self.view, self.asked.states, self.day, most=_MOST):
            line, latest = self._promise(row.followed), row.figures[-_FIGURES:]
            figures = "; ".join(map(self._figure, latest))
            reported = self.words(N_("reported: %(figures)s"), figures=figures) if figures else None
            sources = tuple(dict.fromkeys([*line.sources, *(figure.source for figure in latest)]))
            text = _joined((line.text.removesuffix(":"), self.words.label("indicator", row.indicator), reported))
            records = (*line.records, *(("figure", figure.id) for figure in latest))
            yield Line(f"{text}:", line.quote, sources, line.language, records)

    def _figure(self, figure: FigureRow) -> str:
        return f"{self.words.number(figure.value)} {figure.unit} ({figure.period or figure.known[:4]})"

    def _disagreement(self, row: EngagementRow) -> Line:
        told = "; ".join(
            f"{self.words.label('field', one.field)}: " + " / ".join(value for value, _ in one.values)
            for one in row.disagreements
        )
        sources = tuple(dict.fromkeys(s for one in row.disagreements for _, all_ in one.values for s in all_))
        kind = self.words.label("kind", row.kind)
        text = _joined((self._day(row.date), kind, self._parties(row.parties), told))
        return Line(text, sources=sources, records=(("engagement", row.id),))

    def _is_to_come(self, row: EngagementRow) -> bool:
        return row.status == "scheduled" and (row.date is None or row.date >= self.day[: len(row.date)])

    def _day(self, date: str | None) -> str:
        return self.words.date(date) if date else str(self.words(N_("no date")))

    def _name(self, name: str, name_en: str | None) -> str:
        return name if self.words.prefers_cyrillic() else name_en or name

    def _parties(self, parties: Iterable[str]) -> str:
        return ", ".join(map(self._party, parties))

    def _party(self, ident: str) -> str:
        return self.words.state(ident) if is_state(ident) else known_parties().get(ident, ident)


def _joined(parts: Iterable[str | None]) -> str:
    return " · ".join(filter(None, parts))
