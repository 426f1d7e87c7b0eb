"""Reading: from a document to a reading, as a pure function.

`read` looks at nothing but the document and the lexicon: no clock, no network, no ledger. The steps and their order
are visible in it: lay the text out, find organisations, people, scenes, engagements, developments, outcomes, statements, figures.
"""

from __future__ import annotations

from elchi.lexicon import load_known, trial_languages
from elchi.model import Caveat, Document, Reading, Topic
from elchi.reading.developments import find_developments
from elchi.reading.figures import find_figures
from elchi.reading.merging import find_engagements
from elchi.reading.organisations import find_organisations
from elchi.reading.outcomes import find_outcomes
from elchi.reading.page import lay_out
from elchi.reading.people import find_people
from elchi.reading.promises import bind, find_promises
from elchi.reading.scene import set_scenes
from elchi.reading.statements import find_statements
from elchi.reading.topics import document_topics

READER = "grammar/1"

__all__ = ["READER", "read"]


def read(document: Document, *, known_people: bool = True) -> Reading:
    """Read a document; `known_people` lets the lexicon's list of office-holders settle whom somebody represents.

    Raises UnsupportedSourceError where the text is in no language that is read.
    """
    page = lay_out(document)
    by_sentence, organisations = find_organisations(page)
    people = find_people(page, by_sentence, load_known() if known_people else None)
    cast = set_scenes(page, people, by_sentence, organisations)
    engagements = find_engagements(cast)
    developments = find_developments(cast)
    outcomes = tuple(bind(outcome, developments) for outcome in find_outcomes(cast, engagements))
    outcomes = tuple(sorted([*outcomes, *find_promises(cast, developments, list(outcomes))], key=lambda o: o.span))
    topics: tuple[Topic, ...] = ()
    if engagements or outcomes:
        topics = document_topics(cast, engagements)
    return Reading(
        document=document,
        language=page.language.tag,
        script=page.language.script,
        people=cast.people,
        organisations=organisations,
        engagements=engagements,
        outcomes=outcomes,
        statements=find_statements(cast),
        figures=find_figures(cast),
        developments=developments,
        topics=topics,
        warnings=_caveats(page.document, page.language.code),
        reader=READER,
    )


def _caveats(document: Document, language: str) -> tuple[Caveat, ...]:
    caveats = []
    if document.published is None:
        caveats.append(
            Caveat(code="no-publication-date", message="dates without a year and relative dates have no value")
        )
    if language in trial_languages():
        caveats.append(
            Caveat(code="language-on-trial", message=f"{language} is read on trial: much of it may be missed")
        )
    return tuple(caveats)
