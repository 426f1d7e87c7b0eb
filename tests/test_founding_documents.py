"""The two documents that the project began with, read as their first readers would; runs where their folder is there.

They are not ours to publish, so they lie beside the repository. What is asked here is what they say: nobody else, no
other meeting, no invented date.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from elchi.model import Engagement, EngagementKind, OpportunityType, OutcomeKind, Reading
from elchi.pipeline import SourceOptions, read_inputs

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the founding documents are not beside this repository"),
]


@cache
def reading_in(language: str) -> Reading:
    """The one of the two readings that is in a language."""
    readings = [item for item in read_inputs([str(SEEDS)], SourceOptions()) if isinstance(item, Reading)]
    return next(reading for reading in readings if reading.language == language)


def of_kind(reading: Reading, kind: EngagementKind) -> list[Engagement]:
    return [one for one in reading.engagements if one.kind is kind]


def roles(reading: Reading) -> dict[str, tuple[str, str | None]]:
    return {person.name: (str(person.position_class), person.represents) for person in reading.people}


def test_turkish_people_and_nobody_else() -> None:
    assert roles(reading_in("tr")) == {
        "Mehmet Fatih Kacır": ("minister", "TR"),
        "Mikayıl Cabbarov": ("minister", "AZ"),
        "Bakyt Sydykov": ("minister", "KG"),
        "Kubanıçbek Ömüraliyev": ("secretary_general", "OTS"),
    }


def test_turkish_positions_are_in_english() -> None:
    positions = {person.name: person.position for person in reading_in("tr").people}
    assert positions["Mehmet Fatih Kacır"] == "Minister of Industry and Technology"
    assert positions["Mikayıl Cabbarov"] == "Minister of Economy"
    assert positions["Bakyt Sydykov"] == "Minister of Economy and Commerce"


def test_turkish_conference_and_three_meetings_within_it() -> None:
    reading = reading_in("tr")
    (conference,) = of_kind(reading, EngagementKind.CONFERENCE)
    meetings = of_kind(reading, EngagementKind.MEETING)
    assert "OTS" in conference.parties
    assert {frozenset(meeting.parties) for meeting in meetings} == {
        frozenset({"TR", "AZ"}),
        frozenset({"TR", "KG"}),
        frozenset({"TR", "OTS"}),
    }
    assert len(meetings) == 3
    for engagement in (conference, *meetings):
        assert (engagement.city, engagement.country, engagement.date) == ("Baku", "AZ", None)
    for meeting in meetings:
        assert "Mehmet Fatih Kacır" in meeting.participants
        assert meeting.within
        assert {"2nd", "Industry", "Innovation"} <= set(meeting.within.replace(",", " ").split())


def test_turkish_topics_and_pledge() -> None:
    reading = reading_in("tr")
    assert {"industry", "technology-transfer", "research", "innovation", "regional-development"} <= set(reading.topics)
    pledges = [one for one in reading.outcomes if one.kind is OutcomeKind.PLEDGED]
    (pledge,) = [one for one in pledges if "el birliğiyle çalışmaya devam edeceğiz" in one.quote]
    assert pledge.parties[:1] == ("TR",)


def test_english_people_and_nobody_else() -> None:
    assert roles(reading_in("en")) == {
        "Yerkebulan Sapiyev": ("ambassador", "KZ"),
        "Mehmet Fatih Kacır": ("minister", "TR"),
    }


def test_english_one_meeting_and_no_spaceflight() -> None:
    (engagement,) = reading_in("en").engagements
    assert engagement.kind is EngagementKind.MEETING
    assert set(engagement.parties) == {"KZ", "TR"}
    assert engagement.country == "TR"
    assert engagement.date is None


def test_english_topics() -> None:
    assert {"industry", "space", "digital", "investment", "energy", "mining"} <= set(reading_in("en").topics)


def test_english_agreement_and_invitation() -> None:
    outcomes = reading_in("en").outcomes
    words = (
        "to further strengthen the partnership in the fields of industry, space exploration, and information technology"
    )
    (agreement,) = [one for one in outcomes if words in one.quote]
    assert agreement.kind is OutcomeKind.AGREED
    assert set(agreement.parties) == {"KZ", "TR"}
    (invitation,) = [one for one in outcomes if one.kind is OutcomeKind.INVITED]
    assert "transfer Turkish production enterprises to Kazakhstan" in invitation.quote
    assert invitation.parties == ("KZ", "TR")
    assert invitation.opportunity is OpportunityType.RELOCATION_INVITATION
