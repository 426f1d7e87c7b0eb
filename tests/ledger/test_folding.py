"""Words fold alike in every alphabet of the nine languages."""

from __future__ import annotations

import sys

import pytest

from elchi.ledger.days import compatible, first_day, is_date, last_day
from elchi.ledger.folding import fold, vocabulary, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("İSTANBUL Iğdır ıssız", "istanbul igdir issiz"),
        ("Әзербайжан Түркіменстан Ғұмар Өзбекстан", "азербаижан туркіменстан гумар озбекстан"),
        ("Ёлкин Йод", "елкин иод"),
        ("Győr Őze", "gyor oze"),
        ("Saparlyýew Ňýaz", "saparlyyew nyaz"),
        ("Oʻzbekiston G‘afur", "ozbekiston gafur"),
        ("Straße ﬁn", "strasse fin"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_split_suffixes_off() -> None:
    assert words("Kacır'ın, 10,5 mlrd_x!") == ["kacir", "in", "10", "5", "mlrd", "x"]


def test_the_index_takes_no_more_than_it_can() -> None:
    found = vocabulary(" ".join(f"{'x' * 150}{n}" for n in range(20_000)))
    assert 0 < sum(map(sys.getsizeof, found)) < 1_500_000
    assert vocabulary("b a b") == ["a", "b"]


def test_partial_dates() -> None:
    assert (first_day("2024"), first_day("2024-02"), first_day("2024-02-03")) == (
        "2024-01-01",
        "2024-02-01",
        "2024-02-03",
    )
    assert (last_day("2024"), last_day("2024-02"), last_day("2024-02-03")) == ("2024-12-31", "2024-02-29", "2024-02-03")
    assert compatible("2024", "2024-05")
    assert not compatible("2024-05", "2024-06")
    assert [is_date(d) for d in ("2024", "2024-13", "2024-12-31", "soon", "2024-1")] == [
        True,
        False,
        True,
        False,
        False,
    ]
