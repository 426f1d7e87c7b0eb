"""Partners: offers, requests, invitations and calls that fit each other, across nine languages.

    index = ProfileIndex(profiles)                                   # Profile objects, from `parse_profile`
    for ident, matches in match_all(index, as_of="2026-01-15"): …    # Match(match, score 0..1, reasons)
    find_opportunities(reading)                                      # drafts that cite the document's words
    find_ties(reading), find_priorities(reading)                     # institutions and regions

`profile` is what a profile is and its checks, `features` what it is about, `fitting` whether conditions agree, `index`
how the likely ones are found fast, `matching` the score and its reasons.
"""

from __future__ import annotations

from elchi.partners.ecosystem import Priority, Tie, TieKind, find_priorities, find_ties
from elchi.partners.index import ProfileIndex
from elchi.partners.matching import CONVINCING, Match, complementary, match_all, match_one
from elchi.partners.opportunities import Draft, find_opportunities
from elchi.partners.profile import Cooperation, PartnerKind, Profile, ProfileError, Stage, parse_profile

__all__ = [
    "CONVINCING",
    "Cooperation",
    "Draft",
    "Match",
    "PartnerKind",
    "Priority",
    "Profile",
    "ProfileError",
    "ProfileIndex",
    "Stage",
    "Tie",
    "TieKind",
    "complementary",
    "find_opportunities",
    "find_priorities",
    "find_ties",
    "match_all",
    "match_one",
    "parse_profile",
]
