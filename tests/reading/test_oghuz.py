"""Constructions of Turkish, Azerbaijani and Turkmen news, in sentences of our own."""

from __future__ import annotations

from elchi.model import Document
from elchi.reading import read


def _read(text: str, published: str = "2025-03-12"):  # noqa: ANN202 - a reading
    return read(Document(source="t", text=text, published=published, url=None))


def test_a_minister_of_a_field_that_no_list_knows_is_of_the_state_before_it() -> None:
    found = _read(
        "Xarici işlər naziri Ceyhun Bayramov Bakıda Maltanın qastronomiya və xalq sənətkarlığı naziri Karmelo Abela ilə görüşüb. "
        "Görüşdə iki ölkə arasında əməkdaşlıq məsələləri müzakirə edilib."
    )
    assert {p.name: p.represents for p in found.people}["Karmelo Abela"] == "MT"


def test_who_discusses_with_a_counterpart_meets_him() -> None:
    found = _read(
        "Azərbaycanın iqtisadiyyat naziri Mikayıl Cabbarov Daşkənddə Özbəkistanın energetika naziri Corabek Mirzamahmudovla enerji əməkdaşlığını müzakirə edib. "
        "Nazir daha sonra sənaye parkı ilə tanış olub."
    )
    meeting = next(e for e in found.engagements if e.kind == "meeting")
    assert (set(meeting.parties), meeting.city) == ({"AZ", "UZ"}, "Tashkent")


def test_a_document_told_again_is_signed_once() -> None:
    found = _read(
        "Bakıda Azərbaycan və Gürcüstan arasında energetika sahəsində əməkdaşlıq memorandumu imzalanıb. "
        "Sənədi energetika naziri Pərviz Şahbazov və Gürcüstanın iqtisadiyyat naziri Mariam Kvrivişvili imzalayıblar."
    )
    assert [o.kind for o in found.outcomes] == ["signed"]


def test_a_town_has_the_case_of_the_word_for_town_behind_it() -> None:
    found = _read(
        "Türkmenistanyň daşary işler ministri Raşid Meredow bilen Özbegistanyň daşary işler ministri Bahtiýor Saidowyň arasynda "
        "12-nji martda Daşkent şäherinde duşuşyk geçirildi. Taraplar hyzmatdaşlyk meselelerini ara alyp maslahatlaşdylar."
    )
    assert [(e.city, e.date) for e in found.engagements if e.kind == "meeting"] == [("Tashkent", "2025-03-12")]


def test_a_pronoun_stands_for_the_session_that_was_attended() -> None:
    found = _read(
        "Şu gün Aşgabatda Türki Döwletleriň Guramasynyň sammiti geçirildi. "
        "Oňa Türkmenistanyň Prezidenti Serdar Berdimuhamedow we Gazagystanyň Prezidenti Kasym-Žomart Tokaýew gatnaşdylar."
    )
    conference = next(e for e in found.engagements if e.kind == "conference")
    assert {"TM", "KZ"} <= set(conference.parties)


def test_a_session_being_held_that_somebody_will_attend_is_to_come() -> None:
    found = _read(
        'Cumhurbaşkanı Recep Tayyip Erdoğan, "Ortak Yarın" temasıyla düzenlenen Türk Devletleri Teşkilatı 12. Zirvesi\'ne katılacak.'
    )
    assert [e.status for e in found.engagements if e.kind == "conference"] == ["scheduled"]


def test_an_envoy_meets_where_he_serves() -> None:
    found = _read(
        "Türkmenistanyň Türkiýedäki Adatdan daşary we Doly ygtyýarly Ilçisi Mekan Işangulyýew bilen Türkiýäniň daşary işler ministriniň orunbasary "
        "Aýşe Berris Ekinjiniň arasynda duşuşyk geçirildi. Taraplar iki ýurduň hyzmatdaşlygyny maslahatlaşdylar."
    )
    assert [e.country for e in found.engagements if e.kind == "meeting"] == ["TR"]


def test_a_committee_of_a_parliament_has_members_of_parliament() -> None:
    text = (
        "Milli Məclisin Beynəlxalq münasibətlər və parlamentlərarası əlaqələr komitəsinin sədri Kamran Səlimov "
        "İran İslam Şura Məclisinin Milli təhlükəsizlik və xarici siyasət komissiyasının sədri Rza Zünnurinin "
        "başçılıq etdiyi nümayəndə heyəti ilə görüşüb."
    )
    found = {p.name: (p.position_class, p.represents) for p in _read(text).people}
    assert found == {"Kamran Səlimov": ("mp", "AZ"), "Rza Zünnuri": ("mp", "IR")}


def test_a_surname_in_a_is_not_cut_where_the_text_inflects_it_whole() -> None:
    text = (
        "İtaliya Prezidenti Luka Mattarella oktyabrın 1-də Bakıda İlham Əliyevlə görüşüb. "
        "Prezident Luka Mattarellaya universitet barədə məlumat verilib."
    )
    assert "Luka Mattarella" in {p.name for p in _read(text).people}


def test_offices_of_one_person_in_a_list_with_a_field() -> None:
    text = (
        "Hytaýyň daşary işler ministri Wan Li Türkmenistanyň Ministrler Kabinetiniň Başlygynyň orunbasary, "
        "Hyzmatdaşlyk boýunça türkmen-hytaý hökümetara komitetiniň başlygy Serdar Annaýew bilen duşuşdy."
    )
    found = {p.name: (p.position_class, p.represents) for p in _read(text).people}
    assert found["Serdar Annaýew"] == ("deputy_head_of_government", "TM")


def test_who_leads_the_body_just_told_of() -> None:
    text = (
        "Aşgabatda Türkiýe Respublikasynyň Ýokary bilim geňeşiniň wekiliýeti iş saparynda bolar. "
        "Oňa Geňeşiň başlygy Kerim Ozwar ýolbaşçylyk edýär."
    )
    assert {p.name: p.represents for p in _read(text).people} == {"Kerim Ozwar": "TR"}


def test_a_body_named_after_somebody_is_called_so() -> None:
    text = "Ilçi Magtymguly adyndaky Türkmen döwlet uniwersitetiniň rektory Oraz Annaýew bilen duşuşdy."
    found = _read(text)
    assert [o.name for o in found.organisations] == ["Magtymguly adyndaky Türkmen döwlet uniwersiteti"]
    assert [p.name for p in found.people] == ["Oraz Annaýew"]


def test_the_ministers_of_two_states_meet() -> None:
    text = "13-nji sentýabrda Duşenbede Türkmenistanyň we Täjigistanyň daşary işler ministrleriniň duşuşygy geçirildi."
    assert [(e.kind, set(e.parties)) for e in _read(text).engagements] == [("meeting", {"TM", "TJ"})]


def test_a_decree_is_no_signing() -> None:
    text = "Türkmenistanyň Prezidenti 11-nji iýulda Türkiýe bilen hyzmatdaşlyk hakynda Karara gol çekdi."
    assert all(e.kind != "signing" for e in _read(text).engagements)
