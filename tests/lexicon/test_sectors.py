"""The sector vocabularies: broad, complete in nine languages, found in texts whatever the endings."""

from __future__ import annotations

import pytest

from elchi.lexicon.sectors import compile_sectors, concept_finder, load_regions, load_sectors, sounds_of

LANGUAGES = ("tr", "az", "kk", "ky", "uz", "tk", "hu", "ru", "en", "uz-Cyrl", "kk-Latn", "kk-Latn-2021")


def test_there_are_thousands_of_words() -> None:
    concepts = load_sectors()
    assert len(concepts) >= 2000
    for lang in LANGUAGES:
        assert sum(lang in one.terms for one in concepts.values()) >= 0.97 * len(concepts), lang


def test_every_concept_has_a_broader_one() -> None:
    concepts = load_sectors()
    assert all(one.group in concepts and one.nace for one in concepts.values())
    assert len({one.nace[0] for one in concepts.values()}) == 19  # NACE sections A to S


@pytest.mark.parametrize(
    ("code", "text", "concept"),
    [
        ("tr", "Damla sulamasının verimi", "drip irrigation"),
        ("tr", "pamuk ipliğinden", "yarn"),
        ("az", "pambığın emalı", "cotton"),
        ("kk", "мақтаны тамшылатып суарудың", "drip irrigation"),
        ("kk-Latn", "maqtany óńdeý", "cotton"),
        ("ky", "пахтанын баасы", "cotton"),
        ("uz", "gazobetonni ishlab chiqarish", "aerated concrete"),
        ("uz-Cyrl", "пахтани қайта ишлаш", "cotton"),
        ("tk", "gowaçany suwarmak", "cotton"),
        ("hu", "csepegtető öntözéssel", "drip irrigation"),
        ("ru", "капельным орошением", "drip irrigation"),
        ("en", "small satellites", "nanosatellite"),
    ],
)
def test_endings_make_no_difference(code: str, text: str, concept: str) -> None:
    assert concept in {hit.concept for hit in concept_finder(code).find(text)}


def test_spans_are_of_the_text() -> None:
    text = "Şirketimiz; GAZBETON üretir."
    (hit,) = [hit for hit in concept_finder("tr").find(text) if hit.concept == "aerated concrete"]
    assert text[hit.start : hit.end] == "GAZBETON"


def test_words_that_travelled_are_one_key() -> None:
    keys = {sounds_of(lang).key(word) for lang, word in (("tr", "gazbeton"), ("tk", "gazobeton"), ("ru", "газобетон"))}
    assert len(keys) == 1


def test_a_faulty_row_is_named() -> None:
    with pytest.raises(ValueError, match=r"x\.yaml.*cotton.*has 2 columns"):
        compile_sectors(
            [("x.yaml", {"A01 farming": {"cotton": "a / b"}})], ["hu", "tr", "az", "tk", "uz", "kk", "ky", "ru", "en"]
        )


def test_regions_have_codes() -> None:
    regions = load_regions()
    assert len(regions) > 100
    assert all(code.partition("-")[2] and row["en"] and row["names"] for code, row in regions.items())
