"""Suffix chains and the one pass over a text."""

from __future__ import annotations

from elchi.lexicon import Entry, Hit, Matcher, fold
from elchi.lexicon.chains import Chain
from elchi.lexicon.matcher import Pattern
from elchi.lexicon.terms import expand

NOUN = Chain(
    [
        {"plural": ["lar", "ler"]},
        {"possessive": ["ı", "i", "sı", "si"]},
        {"genitive": ["nın", "nin", "ın", "in"], "locative": ["nda", "nde", "da", "de"], "accusative": ["ı", "i"]},
    ]
)
VERB = Chain([{"passive": ["ül"]}, {"past": ["dü", "tü"], "future": ["ecek"]}])


def matcher(*terms: tuple[str, str, Chain]) -> Matcher:
    return Matcher(
        Pattern(form, Entry(kind, term, {}), chain) for term, kind, chain in terms for form in expand(term, {})
    )


def scan(text: str, *terms: tuple[str, str, Chain]) -> list[Hit]:
    return matcher(*terms).scan(text, fold(text))


def found(text: str, *terms: tuple[str, str, Chain]) -> list[str]:
    return [text[hit.start : hit.end] for hit in scan(text, *terms)]


def test_a_chain_says_what_its_endings_mean() -> None:
    assert NOUN.labels("") == ()
    assert NOUN.labels(fold("larının")) == ("plural", "possessive", "genitive")
    assert NOUN.labels("xyz") is None
    assert VERB.labels("üldü") == ("passive", "past")


def test_a_possessive_is_kept_and_a_case_cut() -> None:
    assert NOUN.uninflected(fold("nın")) == ""
    assert NOUN.uninflected(fold("ının")) == fold("ı")
    assert NOUN.uninflected(fold("ı")) == fold("ı"), "a bare -ı on a noun is its possessive sooner than an accusative"


def test_only_whole_words_with_legal_suffixes_match() -> None:
    terms = (("bakan~", "office", NOUN),)
    assert found("Bakan, bakanlar, Bakan'ın; bakanak ve abakan", *terms) == ["Bakan", "bakanlar", "Bakan'ın"]


def test_labels_come_with_the_hit() -> None:
    (hit,) = scan("Heyetler görüştü", ("görüş~", "meeting", VERB))
    assert (hit.labels, hit.stem_end) == (("past",), 14)


def test_the_longest_of_one_kind_stays_and_kinds_do_not_hide_each_other() -> None:
    hits = scan(
        "Dışişleri Bakanı geldi",
        ("bakan~", "office", NOUN),
        ("dışişleri bakan~", "office", NOUN),
        ("dışişleri", "portfolio", NOUN),
    )
    assert [(hit.value, hit.kind) for hit in hits] == [("dışişleri bakan~", "office"), ("dışişleri", "portfolio")]


def test_no_term_reaches_over_a_line_or_a_stop() -> None:
    term = (("genel sekreter~", "office", NOUN),)
    assert found("genel\nsekreter", *term) == []
    assert found("genel. sekreter", *term) == []
    assert found("genel sekreter", *term) == ["genel sekreter"]


def test_a_capital_can_be_asked_for() -> None:
    assert found("mali işler, Mali", ("mali^", "state", NOUN)) == ["Mali"]


def test_a_suffix_behind_the_hyphen_of_an_abbreviation_belongs_to_it() -> None:
    assert found("TDT-nin sammiti, TDT-yə", ("TDT^", "organisation", NOUN)) == ["TDT-nin", "TDT"]


def test_case_and_dots_of_i_do_not_matter() -> None:
    assert found("İSTANBUL Istanbul ıstanbul", ("istanbul", "city", NOUN)) == ["İSTANBUL", "Istanbul", "ıstanbul"]
