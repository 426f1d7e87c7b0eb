"""Follow-through and ledger put together: what enters the ledger is held against the promises in it, at once.

A part of the pipeline (it imports stages). New outcomes are compared with all later news of what they are about, new
developments and figures with the promises of before, so that the evidence does not depend on the order of adding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from elchi.follow import (
    HELPS,
    SILENT_AFTER,
    Average,
    Finding,
    Initiative,
    Life,
    Matter,
    News,
    Part,
    Promise,
    Reported,
    averages,
    gather,
    hold_against,
    keys_of_news,
    life_of,
    matter_of,
    weigh,
)
from elchi.follow.targets import indicator_of, named_again
from elchi.ledger import DevelopmentRow, Evidence, FigureRow, Filters, OutcomeRow, Transaction, View, walk
from elchi.ledger.states import is_state
from elchi.model import Development, Reading, Span

_PROMISES = 2000  # promises held against one batch at a time
_SIDES = 4  # of a promise of more states no two are a pair


def promise_of(row: OutcomeRow) -> Promise:
    """An outcome of the ledger as follow-through needs it."""
    return Promise(
        id=row.id,
        document_id=row.document_id,
        known=row.known,
        kind=row.kind,
        quote=row.quote,
        span=row.span,
        parties=row.parties,
        topics=row.topics,
        amount=row.amount,
        due=due_of(row),
        verdict=row.verdict,
    )


def due_of(row: OutcomeRow) -> str | None:
    """When an outcome is due; the day of its own text is no day to come."""
    return None if row.due and len(row.due) == 10 and row.due <= row.known else row.due  # YYYY-MM-DD


def matters_of(view: View, outcomes: Sequence[OutcomeRow]) -> dict[str, Matter]:
    """What outcomes are about, by their ids."""
    told: dict[str, list[DevelopmentRow]] = defaultdict(list)
    for row in view.developments_in({outcome.document_id for outcome in outcomes}):
        told[row.document_id].append(row)
    return {o.id: matter_of(promise_of(o), [row.told for row in told[o.document_id]]) for o in outcomes}


def follow_up(transaction: Transaction, readings: Iterable[Reading]) -> int:
    """Hold what readings brought against the promises of the ledger, and their promises against it; evidence found."""
    ids = list(dict.fromkeys(reading.document.id for reading in readings))
    if not ids:
        return 0
    outcomes = transaction.outcomes_in(ids)
    developments = transaction.developments_in(ids)
    own = matters_of(transaction, outcomes)
    transaction.set_about("outcome", {i: m.keys for i, m in own.items()}, {o.id: o.known for o in outcomes})
    shelf = _Shelf(developments)
    transaction.set_about("development", shelf.keys, {row.id: row.known for row in developments})
    found = list(_of_new_promises(transaction, own))
    found += _of_old_promises(transaction, own, developments, shelf, frozenset(ids))
    return len(found)


def _of_new_promises(transaction: Transaction, own: Mapping[str, Matter]) -> Iterator[Evidence]:
    """All evidence on promises that are new: later news that the ledger has already, in other documents too."""
    if not own:
        return
    since = min(matter.promise.known for matter in own.values())
    keys = {key for matter in own.values() for key in matter.keys}
    news = transaction.developments_by_id(transaction.about("development", keys, since=since))
    reported = _figures_in(transaction, news, own.values())
    shelf = _Shelf(news)
    evidence = [e for matter in own.values() for e in _evidence(matter, shelf, reported)]
    evidence += _of_figures(transaction, own.values())
    transaction.replace_evidence(own, _best(evidence))
    yield from evidence


def _of_old_promises(
    transaction: Transaction,
    own: Mapping[str, Matter],
    developments: Sequence[DevelopmentRow],
    shelf: _Shelf,
    ids: Collection[str],
) -> list[Evidence]:
    """Evidence that new documents are on promises of before; what these documents said earlier is replaced."""
    until = max((row.known for row in developments), default="")
    keys = {key for all_ in shelf.keys.values() for key in all_}
    stale = transaction.outcomes_with_evidence_from(ids)
    old = sorted({*transaction.about("outcome", keys, until=until), *stale} - set(own))
    found: list[Evidence] = []
    for start in range(0, len(old), _PROMISES):
        rows = transaction.outcomes_by_id(old[start : start + _PROMISES])
        matters = matters_of(transaction, rows)
        targets = [matter for matter in matters.values() if matter.is_target]
        reported = _figures_in(transaction, developments, targets)
        fresh = [e for matter in matters.values() for e in _evidence(matter, shelf, reported)]
        figures = {matter.promise.id for matter in targets}
        touched = {e.outcome_id for e in fresh} | figures | (stale & set(matters))
        kept = [
            e
            for e in transaction.stored_evidence(touched)
            if e.document_id not in ids and not (e.outcome_id in figures and ".f" in (e.other_id or ""))
        ]
        fresh += _of_figures(transaction, targets)
        transaction.replace_evidence(touched, _best([*kept, *fresh]))
        found += fresh
    return found


class _Shelf:
    """News by what it is about: only what shares a key with a promise is weighed, whatever was added together with it."""

    def __init__(self, rows: Iterable[DevelopmentRow]) -> None:
        self.keys: dict[str, list[str]] = {}
        """What each piece of news may tell of, by its id."""
        self._by_key: dict[str, list[News]] = defaultdict(list)
        for row in rows:
            item = News(id=row.id, document_id=row.document_id, known=row.known, told=row.told)
            self.keys[row.id] = keys_of_news(row.told)
            for key in self.keys[row.id]:
                self._by_key[key].append(item)

    def about(self, matter: Matter) -> Iterable[News]:
        """The news that may be about a promise."""
        found = {row.id: row for key in matter.keys for row in self._by_key.get(key, ())}
        return found.values()


def _evidence(matter: Matter, shelf: _Shelf, reported: Mapping[str, Sequence[FigureRow]]) -> Iterator[Evidence]:
    for item in shelf.about(matter):
        if matter.is_target and any(_is_figure(item, figure, matter) for figure in reported.get(item.document_id, ())):
            continue  # a sum reported as reached names no target
        finding = named_again(matter, item) if matter.is_target else weigh(matter, item)
        if finding is not None:
            yield _as_evidence(matter, finding, item.document_id, item.told.quote, item.told.span, item.id)


def _is_figure(row: News, figure: FigureRow, matter: Matter) -> bool:
    amount = matter.promise.amount
    inside = figure.span.start < row.told.span.end and row.told.span.start < figure.span.end
    others = sum(1 for a in row.told.amounts if amount is not None and a.value == amount.value)
    return inside and amount is not None and figure.value == amount.value and others < 2


def _figures_in(view: View, news: Iterable[DevelopmentRow], matters: Iterable[Matter]) -> dict[str, list[FigureRow]]:
    """Figures of the documents of news, where there is a target to tell them from."""
    found: dict[str, list[FigureRow]] = defaultdict(list)
    if any(matter.is_target for matter in matters):
        for figure in view.figures_in({row.document_id for row in news}):
            found[figure.document_id].append(figure)
    return found


def _as_evidence(matter: Matter, finding: Finding, document_id: str, quote: str, span: Span, other: str) -> Evidence:
    return Evidence(
        outcome_id=matter.promise.id,
        kind=finding.kind,
        document_id=document_id,
        quote=quote,
        span=span,
        score=finding.score,
        reasons=finding.reasons,
        other_id=other,
    )


def _best(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Of each document and kind the surest piece on each promise, the earliest in the text where two are equal."""
    best: dict[tuple[str, str, str], Evidence] = {}
    for item in evidence:
        key = (item.outcome_id, item.document_id, item.kind)
        kept = best.get(key)
        if kept is None or (-item.score, item.span) < (-kept.score, kept.span):
            best[key] = item
    for (outcome, document, kind), item in list(best.items()):
        working = best.get((outcome, document, "progress"))
        if kind == "delivery" and working and working.score >= item.score and working.other_id != item.other_id:
            del best[(outcome, document, kind)]  # where building goes on, what was opened is a part
    return [best[key] for key in sorted(best)]


def _of_figures(view: View, matters: Iterable[Matter]) -> list[Evidence]:
    """The figures of the ledger that are evidence on targets."""
    told: dict[tuple[str, ...], _FiguresTold] = {}
    found: list[Evidence] = []
    for matter in matters:
        pair = tuple(sorted(matter.states[:2]))
        if not matter.is_target or len(pair) < 2:
            continue
        if pair not in told:
            told[pair] = _figures_told(view, pair)
        reports, quotes = told[pair]
        for figure, finding in hold_against(matter, reports):
            quote, span = quotes[figure.id]
            found.append(_as_evidence(matter, finding, figure.document_id, quote, span, figure.id))
    return found


_FiguresTold = tuple[Sequence[Reported], Mapping[str, tuple[str, Span]]]


def _figures_told(view: View, pair: tuple[str, ...]) -> _FiguresTold:
    """All figures of a pair, and the words of each: the clause it stands in, or else its own."""
    rows = list(walk(view.figures, Filters(states=pair)))
    clauses = _clauses(view, rows)
    quotes = {row.id: (told.quote, told.span) for row in rows if (told := clauses.get(row.id))}
    bare = [row for row in rows if row.id not in quotes]
    texts = view.texts({row.document_id for row in bare})
    quotes |= {row.id: (texts[row.document_id][row.span.start : row.span.end], row.span) for row in bare}
    return [_reported(row, clauses) for row in rows], quotes


def _reported(row: FigureRow, clauses: Mapping[str, Development]) -> Reported:
    told = clauses.get(row.id)
    return Reported(
        id=row.id,
        document_id=row.document_id,
        known=row.known,
        indicator=row.indicator,
        value=row.value,
        unit=row.unit,
        period=row.period,
        parties=row.parties,
        nearing=told is not None and told.nearing,
    )


def _clauses(view: View, figures: Iterable[FigureRow]) -> dict[str, Development]:
    """The clause that each figure stands in, by the figure's id."""
    rows = list(figures)
    told: dict[str, list[Development]] = defaultdict(list)
    for development in view.developments_in({row.document_id for row in rows}):
        told[development.document_id].append(development.told)
    found: dict[str, Development] = {}
    for row in rows:
        around = [d for d in told[row.document_id] if d.span.start < row.span.end and row.span.start < d.span.end]
        if around:
            found[row.id] = max(around, key=lambda d: min(d.span.end, row.span.end) - max(d.span.start, row.span.start))
    return found


@dataclass(frozen=True, slots=True)
class Followed:
    """An outcome of the ledger and what came of it."""

    outcome: OutcomeRow
    life: Life[Evidence]


def followed(
    view: View, outcomes: Iterable[OutcomeRow], as_of: str, *, silent_after: int = SILENT_AFTER
) -> Iterator[Followed]:
    """What came of outcomes, as of a day."""
    batch: list[OutcomeRow] = []
    for row in outcomes:
        batch.append(row)
        if len(batch) == 400:
            yield from _lives(batch, _evidence_on(view, batch), as_of, silent_after)
            batch = []
    yield from _lives(batch, _evidence_on(view, batch), as_of, silent_after)


def _evidence_on(view: View, outcomes: Iterable[OutcomeRow]) -> Mapping[str, Sequence[Evidence]]:
    """All evidence on outcomes by their ids."""
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for item in view.evidence([row.id for row in outcomes]):
        evidence[item.outcome_id].append(item)
    return evidence


def _lives(
    outcomes: Iterable[OutcomeRow],
    evidence: Mapping[str, Sequence[Evidence]],
    as_of: str,
    silent_after: int = SILENT_AFTER,
) -> Iterator[Followed]:
    for row in outcomes:
        pairs = [(item.known, item) for item in evidence.get(row.id, ())]
        life = life_of(
            known=row.known,
            due=due_of(row),
            evidence=pairs,
            as_of=as_of,
            verdict=row.verdict,
            silent_after=silent_after,
        )
        yield Followed(row, life)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target with what came of it, and the figures reported for its indicator and pair, oldest first."""

    followed: Followed
    indicator: str
    figures: tuple[FigureRow, ...]


_FIGURES = 400  # newest figures of a pair that targets are held against


def targets(view: View, states: tuple[str, ...], as_of: str, *, most: int | None = None) -> Iterator[TargetLine]:
    """Targets of money between states (all, or the `most` newest), against figures of their indicator, pair and any unit."""
    rows = list(islice(walk(view.outcomes, Filters(states=states, kind="target"), size=min(most or 500, 500)), most))
    matters = matters_of(view, rows)
    figures: dict[tuple[str, ...], list[FigureRow]] = {}
    for row in followed(view, rows, as_of):
        matter = matters[row.outcome.id]
        pair = tuple(sorted(matter.states[:2]))
        if not matter.is_target or not set(states) <= {*pair, *row.outcome.parties}:
            continue
        if pair not in figures:
            found = islice(walk(view.figures, Filters(states=pair), size=_FIGURES), _FIGURES if most else None)
            figures[pair] = sorted(found, key=lambda f: (f.period or f.known, f.known, f.id))
        indicator = indicator_of(matter)
        yield TargetLine(row, indicator, tuple(f for f in figures[pair] if f.indicator == indicator))


def initiatives(view: View, filters: Filters, as_of: str, *, most: int | None = None) -> list[Initiative]:
    """The joint undertakings that outcomes belong to (all, or the `most` newest of them), last heard of first."""
    return _gathered(view, list(islice(walk(view.outcomes, filters, size=min(most or 500, 500)), most)), as_of)


def initiative(view: View, ident: str, as_of: str, *, most: int = 400) -> Initiative | None:
    """One undertaking by its id, gathered from the newest promises about its object between its parties."""
    concept, _, rest = ident.partition(".")
    sides = rest.partition(".")[0]
    about = view.about("outcome", [f"{concept}@{sides}"])
    rows = sorted(view.outcomes_by_id(about), key=lambda row: (row.known, row.id), reverse=True)[:most]
    return next((one for one in _gathered(view, rows, as_of) if one.id == ident), None)


def _gathered(view: View, rows: Sequence[OutcomeRow], as_of: str) -> list[Initiative]:
    parts: list[Part] = []
    for start in range(0, len(rows), _PROMISES):
        batch = rows[start : start + _PROMISES]
        matters = matters_of(view, batch)
        evidence = _evidence_on(view, batch)
        known = {ident: [e for e in items if e.known <= as_of] for ident, items in evidence.items()}
        told = {e.other_id for items in known.values() for e in items if e.other_id}
        roles = {row.id: row.told.roles for row in view.developments_by_id(told)}
        parts += [
            _part(row, matters[row.outcome.id], known.get(row.outcome.id, ()), roles)
            for row in _lives(batch, evidence, as_of)
        ]
    return gather(parts)


def _part(
    row: Followed, matter: Matter, evidence: Sequence[Evidence], told: Mapping[str, Sequence[tuple[str, str]]]
) -> Part:
    """A promise of an undertaking; `told` are the roles of the developments that are evidence, by their ids."""
    roles = [(role, party, row.outcome.source) for role, party in matter.roles]
    roles += [(role, party, e.source) for e in evidence for role, party in told.get(e.other_id or "", ())]
    return Part(
        matter=matter,
        status=row.life.status,
        evidence=tuple((e.known, e.kind, e.source) for e in evidence),
        source=row.outcome.source,
        roles=tuple(dict.fromkeys(roles)),
    )


def averages_by(group: str, view: View, filters: Filters, as_of: str) -> list[Average]:
    """How promises fare by one of `GROUPS`, most promises first; one of several topics counts for each of them."""
    groups = GROUPS[group]
    rows = followed(view, walk(view.outcomes, filters), as_of)
    return averages((key, row.life.status, _helps(row.outcome)) for row in rows for key in groups(row.outcome))


def _pairs(row: OutcomeRow) -> Iterable[str]:
    states = sorted(filter(is_state, row.parties))
    return (f"{one}-{other}" for one, other in combinations(states, 2)) if len(states) <= _SIDES else ()


GROUPS: Mapping[str, Callable[[OutcomeRow], Iterable[str]]] = {
    "state": lambda row: filter(is_state, row.parties),
    "pair": _pairs,
    "topic": lambda row: row.topics,
    "forum": lambda row: (party for party in row.parties if not is_state(party)),
}


def _helps(row: OutcomeRow) -> frozenset[str]:
    """What the promise has of the things that help it: a number in its words, a deadline, a body that is bound."""
    has = {
        "number": row.amount is not None or any(letter.isdecimal() for letter in row.quote),
        "deadline": due_of(row) is not None,
        "body": not all(map(is_state, row.parties)),
    }
    return frozenset(help_ for help_ in HELPS if has[help_])
