"""The notation of terms, multiplied out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elchi.errors import LexiconError
from elchi.lexicon.fold import fold
from elchi.lexicon.terms import Ending, expand


def texts(term: str, paradigms: dict[str, list[str]] | None = None) -> list[str]:
    return [form.text for form in expand(term, paradigms or {})]


def test_alternatives_and_paradigms_are_multiplied_out() -> None:
    assert texts("iş[ |]birliği") == ["iş birliği", "işbirliği"]
    assert texts("министр{m} дел", {"m": ["", "а"]}) == ["министр дел", "министра дел"]


def test_marks_say_what_may_follow_and_whether_a_capital_is_asked_for() -> None:
    (chained,) = expand("bakan~", {})
    (any_ending,) = expand("görüş*", {})
    (capital,) = expand("mali~^", {})
    assert (chained.ending, any_ending.ending) == (Ending.CHAIN, Ending.ANY)
    assert (capital.text, capital.capital, capital.ending) == ("mali", True, Ending.CHAIN)


def test_the_first_form_is_the_lemma() -> None:
    assert {form.lemma for form in expand("глав[а|ы|у]", {})} == {"глава"}


@pytest.mark.parametrize("term", ["bakan~ yardımcısı", "a[b", "a]b", "{x", "~", "[|] "])
def test_a_faulty_term_says_so(term: str) -> None:
    with pytest.raises(LexiconError):
        list(expand(term, {}))


def test_an_unknown_paradigm_is_named_with_the_mend() -> None:
    with pytest.raises(LexiconError, match=r"\{x\}.*language\.yaml"):
        list(expand("министр{x}", {}))


def test_a_term_that_explodes_is_refused() -> None:
    with pytest.raises(LexiconError, match="more than 2000 forms"):
        list(expand("[a|b|c|d|e|f|g|h|i|j]" * 4, {}))


@given(st.text(max_size=40))
def test_any_text_is_expanded_or_refused(term: str) -> None:
    try:
        forms = list(expand(term, {}))
    except LexiconError:
        return
    assert forms
    assert all(form.text == fold(form.text) for form in forms)


@given(st.text(max_size=300))
def test_folding_keeps_the_length_and_is_stable(text: str) -> None:
    view = fold(text)
    assert len(view) == len(text)
    assert fold(view) == view
