"""A reading as JSON conforms to the published schema and says what the reading says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from elchi import model
from elchi.exporting import reading_to_dict
from elchi.model import Amount, Caveat, Claim, Document, Reading, Span

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "reading.schema.json").read_text("utf-8"))
TEXT = "Bakan Ali Veli Bakü'de görüştü. 5 milyar dolar hedeflendi."


def full_reading() -> Reading:
    """A reading with something in every field."""
    name, where = Span(6, 14), Span(15, 22)
    return Reading(
        document=Document(
            source="a.json", text=TEXT, url="https://example.org/1", title="Görüşme", published="2025-10"
        ),
        language="tr",
        script="Latn",
        people=(
            model.Person(
                name="Ali Veli",
                name_en="Ali Veli",
                position="Minister",
                position_class=model.PositionClass.MINISTER,
                represents="TR",
                spans=(name,),
                claims=(Claim("position", "Minister", Span(0, 5)),),
                doubts=("seen once",),
            ),
        ),
        organisations=(model.Organisation(name="Bakü", spans=(where,), id="BAKU", kind="agency", state="AZ"),),
        engagements=(
            model.Engagement(
                kind=model.EngagementKind.MEETING,
                status=model.EngagementStatus.HELD,
                spans=(Span(0, 31),),
                date="2025-10",
                city="Baku",
                country="AZ",
                participants=("Ali Veli",),
                parties=("TR", "AZ"),
                topics=(model.Topic.TRADE,),
                claims=(Claim("city", "Baku", where),),
            ),
        ),
        outcomes=(
            model.Outcome(
                kind=model.OutcomeKind.TARGET,
                quote=TEXT[32:57],
                span=Span(32, 57),
                parties=("TR", "AZ"),
                topics=(model.Topic.TRADE,),
                amount=Amount(5e9, "USD"),
                opportunity=model.OpportunityType.INVESTMENT_OFFER,
            ),
        ),
        statements=(model.Statement(quote=TEXT[0:5], span=Span(0, 5), speaker="Ali Veli", medium="post"),),
        figures=(model.Figure(indicator="trade-turnover", value=5.5, unit="USD", span=Span(32, 46)),),
        topics=(model.Topic.TRADE,),
        warnings=(Caveat(code="x", message="unsure"), Caveat(code="y", message="here", span=Span(0, 5))),
    )


def test_a_full_reading_and_an_empty_one_conform_to_the_schema() -> None:
    empty = Reading(document=Document(source="-", text="x"), language=None, script=None)
    for reading in (full_reading(), empty):
        row = json.loads(json.dumps(reading_to_dict(reading)))
        jsonschema.validate(row, SCHEMA)
        assert list(row) == SCHEMA["required"]


def test_values_are_plain_and_whole_numbers_have_no_fraction() -> None:
    row = reading_to_dict(full_reading())
    assert row["document"]["length"] == len(TEXT)
    assert row["people"][0]["spans"] == [[6, 14]]
    assert json.dumps(row["outcomes"][0]["amount"]) == '{"value": 5000000000, "currency": "USD"}'
    assert row["figures"][0]["value"] == 5.5
    assert row["warnings"][1]["span"] == [0, 5]


@pytest.mark.parametrize(
    ("name", "enum"),
    [
        ("position_class", model.PositionClass),
        ("topics", model.Topic),
    ],
)
def test_closed_lists_of_the_schema_are_those_of_the_vocabulary(name: str, enum: type[model.Topic]) -> None:
    definition = SCHEMA["$defs"][name]
    listed = definition.get("enum") or definition["items"]["enum"]
    assert [value for value in listed if value] == [str(member) for member in enum]


def test_kinds_of_the_schema_are_those_of_the_vocabulary() -> None:
    properties = SCHEMA["properties"]
    engagement, outcome = (properties[key]["items"]["properties"] for key in ("engagements", "outcomes"))
    assert engagement["kind"]["enum"] == list(model.EngagementKind)
    assert engagement["status"]["enum"] == list(model.EngagementStatus)
    assert outcome["kind"]["enum"] == list(model.OutcomeKind)
    assert outcome["opportunity"]["enum"] == [*model.OpportunityType, None]
