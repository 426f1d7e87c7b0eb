"""Who takes which part in an undertaking."""

from __future__ import annotations

import pytest

from elchi.model import Document
from elchi.reading import read

TOLD = {
    "en": (
        (
            "The Islamic Development Bank and the Eximbank of Hungary will finance the solar power plant in Navoi. "
            "The construction of the plant is supervised by the Ministry of Energy of Uzbekistan."
        ),
        {("funding", "IDB"), ("funding", "EXIMBANK_OF_HUNGARY"), ("accountable", "MINISTRY_OF_ENERGY_OF_UZBEKISTAN")},
    ),
    "tr": (
        (
            "Semerkant'ta kurulacak güneş enerjisi santrali Asya Kalkınma Bankası kredisiyle finanse edilecek, "
            "inşaatı Kalyon Enerji şirketi tarafından yürütülecek."
        ),
        {("funding", "ADB"), ("implementing", "KALYON")},
    ),
    "az": (
        "Ağdamda salınacaq sənaye parkının tikintisini Asiya İnkişaf Bankı maliyyələşdirəcək.",
        {("funding", "ADB")},
    ),
    "kk": (
        "Алматыда салынатын зауыттың құрылысын Азия даму банкі қаржыландырады.",
        {("funding", "ADB")},
    ),
    "uz": (
        "Oʻzbekistonda quriladigan elektr stansiyasi qurilishini Osiyo taraqqiyot banki moliyalashtiradi.",
        {("funding", "ADB")},
    ),
    "ru": (
        (
            "Строительство железной дороги Китай – Кыргызстан – Узбекистан профинансирует Евразийский банк развития. "
            "Министерство транспорта Узбекистана отвечает за строительство."
        ),
        {("funding", "EDB"), ("accountable", "MINISTRY_OF_TRANSPORT_OF_UZBEKISTAN")},
    ),
    "hu": (
        "A paksi atomerőmű bővítését a Roszatom építi. A közös erőmű építését Üzbegisztán finanszírozza.",
        {("implementing", "ROSATOM"), ("funding", "UZ")},
    ),
}


def roles(text: str, language: str = "en") -> set[tuple[str, str]]:
    read_text = read(Document(source="t", text=text, language=language))
    return {role for told in read_text.developments for role in told.roles}


@pytest.mark.parametrize("language", TOLD)
def test_who_pays_answers_and_builds_is_the_nearest_body_on_its_side(language: str) -> None:
    text, expected = TOLD[language]
    assert roles(text, language) == expected


def test_a_state_in_the_name_of_what_is_built_takes_no_part() -> None:
    text = "The Kazakhstan–Uzbekistan power line will be financed by the Asian Development Bank."
    assert roles(text) == {("funding", "ADB")}


def test_where_nobody_is_named_there_is_no_role() -> None:
    assert roles("The power plant will be built by the end of the year, the ministers said in Baku.") == set()
