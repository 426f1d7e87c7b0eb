"""An inverted index over profiles: which share what with a query, without looking at all of them.

For each feature the profiles that have it, by type; a query adds up weights over the postings of its rarest features and
only the best few hundred are compared in full. Weights are those of cosine similarity with squared inverse document
frequency; a feature that more than a tenth of all profiles have finds nobody, but still counts in the comparison.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping

from elchi.model import OpportunityType
from elchi.partners.features import Features, Subject, subject_of
from elchi.partners.profile import Profile

CANDIDATES = 200
MOST_POSTINGS = 20_000  # of one query, from the rarest feature on
_FEW = 200  # so few profiles are all compared
BACKGROUND = 40.0  # a feature of every tenth profile is as common in a small collection as in a large one


class ProfileIndex:
    """Profiles, their subjects and the postings of their features."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self.profiles: list[Profile] = list(profiles)
        self.subjects: list[Subject] = [subject_of(profile) for profile in self.profiles]
        self._frequency: dict[str, int] = {}
        self._postings: dict[tuple[OpportunityType, str], list[int]] = {}
        self._by_type: dict[OpportunityType, list[int]] = {}
        for number, (profile, subject) in enumerate(zip(self.profiles, self.subjects)):
            self._by_type.setdefault(profile.type, []).append(number)
            for key in subject.features:
                self._frequency[key] = self._frequency.get(key, 0) + 1
                self._postings.setdefault((profile.type, key), []).append(number)
        self.weights: list[Features] = [self.weigh(subject.features) for subject in self.subjects]

    def __len__(self) -> int:
        return len(self.profiles)

    def idf(self, key: str) -> float:
        """Return how telling a feature is: 0 where all profiles have it."""
        return math.log1p((len(self.profiles) + 1) / (self._frequency.get(key, 0) + 0.5))

    def weigh(self, features: Features) -> Features:
        """Return the features as vectors of length one within each kind (concepts, groups, sounds)."""
        weighed = {key: count * self.idf(key) for key, count in features.items()}
        norms: dict[str, float] = {}
        for key, weight in weighed.items():
            norms[key[0]] = norms.get(key[0], 0.0) + weight * weight
        return {key: weight / math.sqrt(norms[key[0]]) for key, weight in weighed.items()}

    def candidates(self, weights: Mapping[str, float], kinds: Iterable[OpportunityType]) -> list[int]:
        """Return numbers of profiles of these types that may match, best first."""
        kinds = list(kinds)
        pool = sum(len(self._by_type.get(kind, ())) for kind in kinds)
        if pool <= _FEW:
            return [number for kind in kinds for number in self._by_type.get(kind, ())]
        scores: dict[int, float] = {}
        left = MOST_POSTINGS
        for key in sorted(weights, key=lambda one: self._frequency.get(one, 0)):
            if left <= 0:
                break
            weight = weights[key]
            for kind in kinds:
                postings = self._postings.get((kind, key), ())
                left -= len(postings)
                for number in postings:
                    scores[number] = scores.get(number, 0.0) + weight * self.weights[number][key]
        return heapq.nlargest(CANDIDATES, scores, key=scores.__getitem__)
