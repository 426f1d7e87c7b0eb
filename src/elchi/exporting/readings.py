"""A reading as a JSON object of the schema ``elchi.reading/1``.

The schema is `docs/schema/reading.schema.json`, explained in `docs/schema.md`; a test checks that every reading
conforms. Spans become ``[start, end]`` lists, enumerations their values, and None stays null: a key is always there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from elchi.model import (
    READING_SCHEMA,
    Claim,
    Development,
    Engagement,
    Figure,
    Organisation,
    Outcome,
    Person,
    Reading,
    Span,
    Statement,
)

Json = dict[str, Any]


def reading_to_dict(reading: Reading) -> Json:
    """Return the JSON object of a reading, its keys in the order of the schema."""
    document = reading.document
    return {
        "schema": READING_SCHEMA,
        "reader": reading.reader,
        "document": {
            "id": document.id,
            "source": document.source,
            "url": document.url,
            "title": document.title,
            "published": document.published,
            "language": reading.language,
            "script": reading.script,
            "length": len(document.text),
        },
        "people": [_person(person) for person in reading.people],
        "organisations": [_organisation(organisation) for organisation in reading.organisations],
        "engagements": [_engagement(engagement) for engagement in reading.engagements],
        "outcomes": [_outcome(outcome) for outcome in reading.outcomes],
        "statements": [_statement(statement) for statement in reading.statements],
        "figures": [_figure(figure) for figure in reading.figures],
        "developments": [_development(development) for development in reading.developments],
        "topics": _strings(reading.topics),
        "warnings": [
            {"code": one.code, "message": one.message, "span": list(one.span) if one.span else None}
            for one in reading.warnings
        ],
    }


def _person(person: Person) -> Json:
    return {
        "name": person.name,
        "name_en": person.name_en,
        "position": person.position,
        "position_class": _string(person.position_class),
        "represents": person.represents,
        "spans": _spans(person.spans),
        "claims": _claims(person.claims),
        "doubts": list(person.doubts),
    }


def _organisation(organisation: Organisation) -> Json:
    return {
        "name": organisation.name,
        "name_en": organisation.name_en,
        "id": organisation.id,
        "kind": organisation.kind,
        "state": organisation.state,
        "spans": _spans(organisation.spans),
        "doubts": list(organisation.doubts),
    }


def _engagement(engagement: Engagement) -> Json:
    return {
        "kind": str(engagement.kind),
        "status": str(engagement.status),
        "date": engagement.date,
        "city": engagement.city,
        "country": engagement.country,
        "within": engagement.within,
        "participants": list(engagement.participants),
        "parties": list(engagement.parties),
        "topics": _strings(engagement.topics),
        "spans": _spans(engagement.spans),
        "claims": _claims(engagement.claims),
        "doubts": list(engagement.doubts),
    }


def _outcome(outcome: Outcome) -> Json:
    amount = outcome.amount
    return {
        "kind": str(outcome.kind),
        "quote": outcome.quote,
        "span": list(outcome.span),
        "parties": list(outcome.parties),
        "topics": _strings(outcome.topics),
        "amount": {"value": _number(amount.value), "currency": amount.currency} if amount else None,
        "due": outcome.due,
        "opportunity": _string(outcome.opportunity),
        "claims": _claims(outcome.claims),
        "doubts": list(outcome.doubts),
    }


def _statement(statement: Statement) -> Json:
    return {
        "speaker": statement.speaker,
        "quote": statement.quote,
        "span": list(statement.span),
        "medium": statement.medium,
    }


def _figure(figure: Figure) -> Json:
    return {
        "indicator": figure.indicator,
        "value": _number(figure.value),
        "unit": figure.unit,
        "period": figure.period,
        "parties": list(figure.parties),
        "span": list(figure.span),
    }


def _development(told: Development) -> Json:
    return {
        "quote": told.quote,
        "span": list(told.span),
        "acts": list(told.acts),
        "concepts": list(told.concepts),
        "around": list(told.around),
        "parties": list(told.parties),
        "near": list(told.near),
        "roles": [{"role": role, "party": party} for role, party in told.roles],
        "topics": _strings(told.topics),
        "places": list(told.places),
        "names": list(told.names),
        "ordinals": list(told.ordinals),
        "amounts": [{"value": _number(one.value), "currency": one.currency} for one in told.amounts],
        "due": told.due,
        "nearing": told.nearing,
    }


def _claims(claims: Iterable[Claim]) -> list[Json]:
    return [{"field": claim.field, "value": claim.value, "span": list(claim.span)} for claim in claims]


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]


def _strings(values: Iterable[str]) -> list[str]:
    return [str(value) for value in values]


def _string(value: str | None) -> str | None:
    return None if value is None else str(value)


def _number(value: float) -> float:
    """Return whole numbers without a fraction, as people write them."""
    return int(value) if float(value).is_integer() else value
