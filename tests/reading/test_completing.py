"""What a text as a whole says of when and where: datelines, headlines, and rounds of talks on one day."""

from __future__ import annotations

from elchi.model import Document, Reading
from elchi.reading import read


def told(text: str, published: str) -> Reading:
    return read(Document(source="x", text=text, published=published))


def test_a_headline_with_a_city_is_no_dateline() -> None:
    text = (
        "Анкарада екі ел басшылары кездесті\n\n"
        "АНКАРА. 29 шілде. Түркияға ресми сапармен келген Қазақстан Президенті Қасым-Жомарт Тоқаев Түркия Президенті "
        "Режеп Тайип Ердоғанмен кездесті."
    )
    (meeting,) = [e for e in told(text, "2025-07-30").engagements if e.kind == "meeting"]
    assert (meeting.date, meeting.city, meeting.country) == ("2025-07-29", "Ankara", "TR")


def test_a_session_takes_the_day_of_the_talks_before_it() -> None:
    text = (
        "Cumhurbaşkanı Recep Tayyip Erdoğan, 29 Temmuz'da Ankara'da Kazakistan Cumhurbaşkanı Kasım Cömert Tokayev'i "
        "ağırladı. Baş başa görüşmenin ardından liderler, Yüksek Düzeyli Stratejik İşbirliği Konseyi'nin 5. toplantısına "
        "birlikte başkanlık etti."
    )
    engagements = told(text, "2025-07-30").engagements
    assert {e.date for e in engagements} == {"2025-07-29"}
    assert {"meeting", "conference"} <= {e.kind for e in engagements}


def test_a_place_that_only_a_dateline_names_is_where_it_was() -> None:
    text = (
        "BUDAPEST, December 11. Hungary's Minister of Foreign Affairs Péter Szijjártó met with Azerbaijan's Minister of "
        "Foreign Affairs Jeyhun Bayramov. The ministers discussed gas supplies to Hungary."
    )
    (meeting,) = [e for e in told(text, "2025-12-11").engagements if e.kind == "meeting"]
    assert (meeting.date, meeting.city, meeting.country) == ("2025-12-11", "Budapest", "HU")


def test_numbers_and_stamps_are_no_days_of_what_is_told() -> None:
    text = (
        "Ülkede 1900'e yakın Türk firmasının çalıştığını aktaran Cumhurbaşkanı Yardımcısı Cevdet Yılmaz, Taşkent'te "
        "Başbakan Yardımcısı Cemşid Koçkarov ile Karma Ekonomik Komisyon 8. Dönem Toplantısı'na başkanlık etti.\n"
        "Dört anlaşma, 2026 başında toplanacak Yüksek Düzeyli Stratejik İşbirliği Konseyi'nde imzalanacak. (15.05.2025)"
    )
    dates = {e.date for e in told(text, "2025-05-15").engagements}
    assert "1900" not in dates
    assert {e.date for e in told(text, "2025-05-15").engagements if e.status == "scheduled"} == {"2026"}
