"""What waits for an editor: pairs in doubt with what documents say of either side, doubts of readers, the last decisions."""

from __future__ import annotations

from dataclasses import dataclass

from elchi.ledger import EngagementReport, PersonMention, Proposal, View

SHOWN = 4  # mentions of each side


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Two nodes, what documents say of each, and why they may be one; `kind` is person or engagement."""

    proposal: Proposal
    kind: str
    people: tuple[tuple[PersonMention, ...], ...] = ()
    reports: tuple[tuple[EngagementReport, ...], ...] = ()

    @property
    def sides(self) -> tuple[tuple[PersonMention | EngagementReport, ...], ...]:
        """What is told of either, whatever it is."""
        return (*self.people, *self.reports)


def questions_of(view: View, kind: str, limit: int) -> list[Question]:
    """Return pairs that an editor should judge, likeliest first."""
    found = []
    for proposal in view.review(kind, limit=limit):
        nodes = (proposal.a, proposal.b)
        if kind == "person":
            told = view.person_mentions(nodes)
            people = tuple(tuple(one for one in told if one.node == node)[:SHOWN] for node in nodes)
            found.append(Question(proposal=proposal, kind=kind, people=people))
        else:
            reported = view.engagement_reports(nodes)
            reports = tuple(tuple(one for one in reported if one.node == node)[:SHOWN] for node in nodes)
            found.append(Question(proposal=proposal, kind=kind, reports=reports))
    return found
