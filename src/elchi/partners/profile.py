"""A partnering profile: who offers or seeks what, of whom, until when; and the checks it must pass.

The five types of the Enterprise Europe Network (TO TR BO BR RDR) and three found in diplomatic texts (INV REL CALL).
`parse_profile` turns a row of JSON or CSV into a `Profile` and says of every fault which field it is and how to mend it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from elchi.errors import ElchiError
from elchi.lexicon import load_world, supported_languages
from elchi.model import Amount, OpportunityType, Topic

SHORTEST, LONGEST_TITLE, LONGEST_TEXT = 8, 300, 20_000
_ID = re.compile(r"[\w.:-]{1,80}\Z")


class ProfileError(ElchiError):
    """A profile breaks the rules; `where` names the row and the field."""


class Stage(StrEnum):
    """How far the technology or product is, from idea to market."""

    CONCEPT = "concept"
    RESEARCH = "research"
    PROTOTYPE = "prototype"
    DEMONSTRATED = "demonstrated"
    ON_MARKET = "on-market"


class PartnerKind(StrEnum):
    """Who is sought."""

    COMPANY = "company"
    SME = "sme"
    UNIVERSITY = "university"
    RESEARCH_INSTITUTE = "research-institute"
    PUBLIC_BODY = "public-body"
    INVESTOR = "investor"
    ANY = "any"


class Cooperation(StrEnum):
    """How the partners would work together."""

    LICENCE = "licence"
    JOINT_DEVELOPMENT = "joint-development"
    MANUFACTURING = "manufacturing"
    DISTRIBUTION = "distribution"
    JOINT_VENTURE = "joint-venture"
    INVESTMENT = "investment"
    SERVICES = "services"
    RELOCATION = "relocation"
    RESEARCH_PROJECT = "research-project"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One offer, request, invitation or call; the fields of the Partnering Opportunities Database, and a language."""

    id: str
    type: OpportunityType
    country: str
    lang: str
    title: str
    text: str
    topics: tuple[Topic, ...] = ()
    stage: Stage | None = None
    partner: PartnerKind = PartnerKind.ANY
    cooperation: tuple[Cooperation, ...] = ()
    target_countries: tuple[str, ...] = ()
    eligible_countries: tuple[str, ...] = ()
    budget: Amount | None = None
    deadline: str | None = None
    published: str | None = None


def parse_profile(row: Mapping[str, Any], *, where: str) -> Profile:
    """Return the profile of a row (JSON object, or CSV row whose lists are separated by ``;`` or ``,``).

    Raises ProfileError naming `where`, the field and the mend.
    """
    fields = _Fields(row, where)
    ident = fields.text("id", most=80)
    if not _ID.match(ident):
        fields.fail("id", f"{ident!r} is no id", "letters, digits, - . : only")
    return Profile(
        id=ident,
        type=OpportunityType(fields.one("type", list(OpportunityType))),
        country=fields.one("country", _states()),
        lang=fields.one(
            "lang", sorted({*supported_languages(), *(code.partition("-")[0] for code in supported_languages())})
        ),
        title=fields.text("title", least=SHORTEST, most=LONGEST_TITLE),
        text=fields.text("text", least=SHORTEST, most=LONGEST_TEXT),
        topics=tuple(Topic(value) for value in fields.many("topics", list(Topic))),
        stage=Stage(stage) if (stage := fields.one("stage", list(Stage), optional=True)) else None,
        partner=PartnerKind(fields.one("partner", list(PartnerKind), optional=True) or "any"),
        cooperation=tuple(Cooperation(value) for value in fields.many("cooperation", list(Cooperation))),
        target_countries=tuple(fields.many("target_countries", _states())),
        eligible_countries=tuple(fields.many("eligible_countries", _states())),
        budget=fields.amount("budget"),
        deadline=fields.day("deadline"),
        published=fields.day("published"),
    )


def _states() -> list[str]:
    return sorted({*load_world().states, "CTR", "XK"})


class _Fields:
    """The fields of one row, each checked when it is taken."""

    def __init__(self, row: Mapping[str, Any], where: str) -> None:
        self._row, self._where = row, where

    def fail(self, field: str, message: str, mend: str) -> None:
        raise ProfileError(f"{field}: {message}", where=self._where, mend=mend)

    def text(self, field: str, *, least: int = 1, most: int) -> str:
        value = self._row.get(field)
        if not isinstance(value, str) or len(value.strip()) < least:
            self.fail(field, "is missing" if not value else "is too short", f"give at least {least} characters")
        text = str(value).strip()
        if len(text) > most:
            self.fail(field, f"has {len(text)} characters", f"at most {most}")
        return text

    def one(self, field: str, allowed: list[Any], *, optional: bool = False) -> str:
        value = self._row.get(field)
        if optional and value in (None, ""):
            return ""
        if value not in allowed:
            self.fail(field, "is missing" if value in (None, "") else f"{value!r} is unknown", _choices(allowed))
        return str(value)

    def many(self, field: str, allowed: list[Any]) -> list[str]:
        value = self._row.get(field) or []
        values = [part for part in re.split(r"[;,\s]+", value) if part] if isinstance(value, str) else value
        if not isinstance(values, list | tuple):
            self.fail(field, "is no list", "a list, or values with ; between them")
        for one in values:
            if one not in allowed:
                self.fail(field, f"{one!r} is unknown", _choices(allowed))
        return list(dict.fromkeys(str(one) for one in values))

    def day(self, field: str) -> str | None:
        value = self._row.get(field)
        if value in (None, ""):
            return None
        try:
            return dt.date.fromisoformat(str(value)).isoformat()
        except ValueError:
            raise ProfileError(
                f"{field}: {value!r} is no day", where=self._where, mend="write it as YYYY-MM-DD"
            ) from None

    def amount(self, field: str) -> Amount | None:
        value = self._row.get(field)
        if value in (None, ""):
            return None
        if isinstance(value, str):  # CSV: "500000 EUR"
            number, _, currency = value.strip().rpartition(" ")
            value = {"value": number.replace(" ", ""), "currency": currency}
        try:
            amount = Amount(float(value["value"]), str(value["currency"]))
        except (KeyError, TypeError, ValueError):
            raise ProfileError(
                f"{field}: {value!r} is no amount",
                where=self._where,
                mend='{"value": 500000, "currency": "EUR"}, in CSV "500000 EUR"',
            ) from None
        if amount.currency not in load_world().raw["currencies"] or not 0 < amount.value < 1e15:
            self.fail(field, f"{amount.value:g} {amount.currency} cannot be", "a positive number and an ISO 4217 code")
        return amount


def _choices(allowed: list[Any]) -> str:
    return (
        ", ".join(map(str, allowed))
        if len(allowed) <= 50
        else "an ISO 3166-1 alpha-2 code; CTR for Northern Cyprus, XK for Kosovo"
    )
