"""Outcomes in the clause that promises them, topics of titles, days and status of several sessions in one sentence."""

from __future__ import annotations

import pytest

from elchi.model import Document, EngagementStatus, OutcomeKind, Reading
from elchi.reading import read

DAY = "2025-10-07"


def reading(text: str, *, language: str = "tr") -> Reading:
    return read(Document(source="here", text=text, published=DAY, language=language))


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        (
            "Kazakistan Cumhurbaşkanı Kasım Cömert Tokayev, Cumhurbaşkanı Recep Tayyip Erdoğan'a misafirperverliği için teşekkür etti ve Erdoğan'ı Astana'ya davet etti.",
            OutcomeKind.INVITED,
            "Erdoğan'ı Astana'ya davet etti",
        ),
        (
            "Dışişleri Bakanı Hakan Fidan, Bakü'de Azerbaycan Dışişleri Bakanı Ceyhun Bayramov'la görüştü. Bakanlar, ortak bir çalışma grubu kurulması konusunda mutabık kaldı.",
            OutcomeKind.AGREED,
            "ortak bir çalışma grubu kurulması konusunda mutabık kaldı",
        ),
        (
            "Zirveye Türkiye ve Macaristan katıldı. Liderler Gebele Bildirisi'ni kabul etti.",
            OutcomeKind.ADOPTED,
            "Liderler Gebele Bildirisi'ni kabul etti",
        ),
    ],
)
def test_the_quote_is_the_clause_that_promises(text: str, kind: OutcomeKind, quote: str) -> None:
    assert [(o.kind, o.quote) for o in reading(text).outcomes if o.kind is kind] == [(kind, quote)]


@pytest.mark.parametrize(
    "text",
    [
        "Cumhurbaşkanı Recep Tayyip Erdoğan, Azerbaycan Cumhurbaşkanı İlham Aliyev'le görüştü. Görüşmede 3 Ekim 2009'da imzalanan Nahçıvan Anlaşması anıldı.",
        "Cumhurbaşkanı Recep Tayyip Erdoğan, Azerbaycan Cumhurbaşkanı İlham Aliyev'le görüştü. Görüşmede mutabık kalınan konular gözden geçirildi.",
        "Cumhurbaşkanı Recep Tayyip Erdoğan, Azerbaycan Cumhurbaşkanı İlham Aliyev'le görüştü. Görüşmede imzalanacak belgeler ele alındı.",
    ],
)
def test_what_only_qualifies_a_noun_promises_nothing(text: str) -> None:
    assert reading(text).outcomes == ()


def test_a_headline_told_again_by_the_body_is_no_second_outcome() -> None:
    text = (
        "Kazakistan yeni toplantıya ev sahipliği yapacak\n\n"
        "Dışişleri Bakanı Hakan Fidan, Astana'da Kazakistan Dışişleri Bakanı Murat Nurtleu ile görüştü. "
        "Bakanlar, bir sonraki toplantının Kazakistan'da yapılmasını kararlaştırdı. Görüşmede ulaştırma konuları ele alındı."
    )
    assert [o.kind for o in reading(text).outcomes] == [OutcomeKind.AGREED]


def test_portfolios_in_the_title_of_a_session_are_its_topics() -> None:
    text = "Sanayi ve Teknoloji Bakanı Mehmet Fatih Kacır, Bakü'de düzenlenen TDT 2'nci Sanayi, Bilim, Teknoloji ve İnovasyon Bakanları Toplantısı'na katıldı."
    assert {"industry", "research", "technology-transfer", "innovation"} == {
        str(topic) for topic in reading(text).topics
    }


def test_a_verb_right_before_a_session_is_that_sessions_alone() -> None:
    text = (
        "Bakan Hakan Fidan, geçen ay Taşkent'te düzenlenen Türk Devletleri Teşkilatı 3. Ulaştırma Bakanları Toplantısı'nı ve "
        "gelecek ay Astana'da yapılacak Türk Devletleri Teşkilatı 4. Enerji Bakanları Toplantısı'nı değerlendirdi."
    )
    sessions = {e.city: (e.status, e.date) for e in reading(text).engagements}
    assert sessions["Tashkent"] == (EngagementStatus.HELD, "2025-09")
    assert sessions["Astana"] == (EngagementStatus.SCHEDULED, "2025-11")


def test_two_talks_in_one_sentence_have_their_own_people() -> None:
    text = "Budapeşte'de Macaristan Cumhurbaşkanı Katalin Novak ile görüşen Cumhurbaşkanı Recep Tayyip Erdoğan, daha sonra Macaristan Başbakanı Viktor Orban ile bir araya geldi."
    pairs = [set(e.participants) for e in reading(text).engagements if e.kind == "meeting"]
    assert pairs == [{"Katalin Novak", "Recep Tayyip Erdoğan"}, {"Recep Tayyip Erdoğan", "Viktor Orban"}]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Erdoğan ile Biden geçen yıl temmuzda Vilnius'ta bir araya geldi.", "2024-07"),
        (
            "Cumhurbaşkanı Erdoğan, geçtiğimiz kasımda Bişkek'te Kırgızistan Cumhurbaşkanı Sadır Caparov'la görüştü.",
            "2024-11",
        ),
    ],
)
def test_months_take_their_year_from_the_words_beside(text: str, day: str) -> None:
    found = reading(
        "Cumhurbaşkanı Recep Tayyip Erdoğan, ABD Başkanı Joe Biden'la telefonda görüştü. " + text
    ).engagements
    assert day in {e.date for e in found}
