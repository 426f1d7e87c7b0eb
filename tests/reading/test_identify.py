"""Languages told apart, and those that are not read declared."""

from __future__ import annotations

import pytest

from elchi.errors import UnsupportedSourceError
from elchi.lexicon import fold, supported_languages
from elchi.model import Document
from elchi.reading import read
from elchi.reading.identify import identify

SENTENCES = {
    "tr": "Bakan, iki ülke arasındaki ilişkilerin geliştirilmesi için görüşmelerin devam edeceğini ve bu konuda çalışacaklarını söyledi.",
    "az": "Nazir bildirib ki, iki ölkə arasında əlaqələrin inkişafı üçün görüşlər davam edəcək və bu məsələ ilə bağlı iş aparılacaq.",
    "kk": "Министр екі ел арасындағы қарым-қатынасты дамыту үшін келіссөздер жалғасатынын және бұл мәселе бойынша жұмыс істейтінін айтты.",
    "kk-Latn": "Mınıstr eki el arasyndaǵy qarym-qatynasty damytý úshin kelissózder jalǵasatynyn jáne bul másele boıynsha jumys isteıtinin aıtty.",
    "kk-Latn-2021": "Ministr eki el arasyndağy qarym-qatynasty damytu üşin kelissözder jalğasatynyn jäne būl mäsele boiynşa jūmys isteitinin aitty.",
    "ky": "Министр эки өлкөнүн ортосундагы мамилелерди өнүктүрүү үчүн сүйлөшүүлөр уланарын жана бул маселе боюнча иш жүргүзүлөрүн айтты.",
    "uz": "Vazir ikki davlat oʻrtasidagi munosabatlarni rivojlantirish uchun muzokaralar davom etishini va bu masala boʻyicha ish olib borilishini aytdi.",
    "uz-Cyrl": "Вазир икки давлат ўртасидаги муносабатларни ривожлантириш учун музокаралар давом этишини ва бу масала бўйича иш олиб борилишини айтди.",
    "tk": "Ministr iki ýurduň arasyndaky gatnaşyklary ösdürmek üçin gepleşikleriň dowam etjekdigini we bu mesele boýunça iş alnyp baryljakdygyny aýtdy.",
    "hu": "A miniszter azt mondta, hogy a két ország közötti kapcsolatok fejlesztése érdekében a tárgyalások folytatódnak, és ezen dolgoznak.",
    "ru": "Министр сказал, что переговоры о развитии отношений между двумя странами продолжатся и что работа по этому вопросу будет вестись.",
    "en": "The minister said that the talks on the development of relations between the two countries would go on and that they were working on it.",
}
NOT_READ = {
    "Tatar": "Министр ике ил арасындагы мөнәсәбәтләрне үстерү өчен сөйләшүләр дәвам итәчәген һәм бу мәсьәлә буенча эш алып барылачагын әйтте.",
    "Bashkir": "Министр ике ил араһындағы мөнәсәбәттәрҙе үҫтереү өсөн һөйләшеүҙәр дауам итәсәген һәм был мәсьәлә буйынса эш алып барыласағын әйтте.",
    "Mongolian": "Сайд хоёр орны харилцааг хөгжүүлэхийн тулд хэлэлцээр үргэлжилнэ гэж хэлээд энэ асуудлаар ажиллаж байгаагаа мэдэгдэв.",
    "Uyghur": "مىنىستىر ئىككى دۆلەت ئوتتۇرىسىدىكى مۇناسىۋەتنى تەرەققىي قىلدۇرۇش ئۈچۈن سۆھبەتنىڭ داۋاملىشىدىغانلىقىنى ئېيتتى.",
    "Chinese": "部长表示，两国将继续就发展双边关系举行会谈，并正在为此努力。",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_each_language_is_known_by_one_sentence(language: str) -> None:
    text = SENTENCES[language]
    assert identify(text, fold(text)).language == language


@pytest.mark.parametrize("language", NOT_READ)
def test_other_languages_are_declared_not_misread(language: str) -> None:
    with pytest.raises(UnsupportedSourceError, match="no language that is read"):
        read(Document(source="x", text=NOT_READ[language]))


def test_a_language_on_trial_is_read_where_it_is_named_and_says_so() -> None:
    text = "Татарстан Рәисе Рөстәм Миңнеханов кичә Бакуда Әзербайҗан Президенты Илһам Әлиев белән очрашты."
    with pytest.raises(UnsupportedSourceError, match="no language that is read") as refused:
        read(Document(source="x", text=text, published="2024-12-17"))
    assert "on trial, only where named: tt" in str(refused.value)
    reading = read(Document(source="x", text=text, published="2024-12-17", language="tt"))
    assert reading.language == "tt"
    assert [caveat.code for caveat in reading.warnings] == ["language-on-trial"]
    assert [(e.kind, e.date, e.city, e.parties) for e in reading.engagements] == [
        ("meeting", "2024-12-16", "Baku", ("RU", "AZ"))
    ]
    assert "tt" not in supported_languages()


def test_a_line_in_a_language_on_trial_is_not_guessed() -> None:
    text = f"{SENTENCES['tr']} {SENTENCES['tr']}\n{NOT_READ['Tatar']}\n{SENTENCES['tr']}"
    reading = read(Document(source="x", text=text))
    assert (reading.language, reading.warnings[0].code) == ("tr", "no-publication-date")


def test_a_quotation_in_another_language_is_read_in_its_own() -> None:
    text = f"{SENTENCES['tr']} {SENTENCES['tr']}\n{SENTENCES['ru']}\n{SENTENCES['tr']}"
    reading = read(Document(source="x", text=text))
    assert reading.language == "tr"


def test_the_language_can_be_named() -> None:
    assert read(Document(source="x", text="Ankara, Taşkent", language="tr")).language == "tr"
