"""People of Kazakh, Kyrgyz and other texts: where their names end, and whose office and state are whose."""

from __future__ import annotations

import pytest

from elchi.model import Document, Person
from elchi.reading import read


def people(text: str, language: str) -> dict[str, Person]:
    found = read(Document(source="here", text=text, published="2025-10-07", language=language)).people
    return {person.name: person for person in found}


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        # an initial and a surname are a whole name
        ("kk", "Кездесуде М.Чавушоглу Назарбаевқа алғыс айтты. Нұрсұлтан Назарбаев сапар туралы айтты.", {"М.Чавушоглу", "Нұрсұлтан Назарбаев"}),
        # an inflected surname ends a name
        ("kk", "Қасым-Жомарт Тоқаев Владимир Зеленскийді Тәуелсіздік күнімен құттықтады.", {"Қасым-Жомарт Тоқаев", "Владимир Зеленский"}),
        # "great" is no patronymic behind a surname
        ("kk", "Сапар барысында Мәулен Әшімбаев ұлы ақынның ескерткішіне гүл қойды.", {"Мәулен Әшімбаев"}),
        # a title that is a given name
        ("kk-Latn", "TÚRKSOI Bas hatshysy Sultan Raevpen ótken kezdesý barysynda mádenıet máseleleri talqylandy jáne jańa josparlar týraly aıtyldy.", {"Sultan Raev"}),
        # a name of two words is whole: the state or town behind it is no surname
        ("kk", "Анвар Ибраһим Малайзия компанияларының инвестиция салуға дайын екенін айтты.", {"Анвар Ибраһим"}),
        ("tr", "Malezya Başbakanı Enver İbrahim Ankara'ya geldi.", {"Enver İbrahim"}),
        # whoever a university is named after does not act
        ("ky", "Министр Алмазбек Бейшеналиев М.Ломоносов атындагы Москва мамлекеттик университетине барды.", {"Алмазбек Бейшеналиев"}),
    ],
)  # fmt: skip
def test_where_a_name_ends(language: str, text: str, names: set[str]) -> None:
    assert set(people(text, language)) == names


def test_the_head_of_a_government_leads_no_delegation() -> None:
    text = (
        "Министрлер кабинетинин төрагасы Адылбек Касымалиев Россиянын өкмөтүнүн төрагасы Михаил Мишустин менен жолукту."
    )
    assert {p.name: p.represents for p in people(text, "ky").values()} == {
        "Адылбек Касымалиев": "KG",
        "Михаил Мишустин": "RU",
    }


def test_an_office_in_the_nominative_is_not_of_the_one_it_tells() -> None:
    text = (
        "Премьер-Министр Олжас Бектенов «Росатом» мемлекеттік корпорациясының бас директоры Алексей Лихачёвпен кездесті. "
        "«Росатом» корпорациясының басшысы Олжас Бектеновке құрылыс туралы ақпарат берді."
    )
    found = people(text, "kk")
    assert (found["Олжас Бектенов"].represents, found["Алексей Лихачёв"].represents) == ("KZ", "RU")


def test_a_stray_capital_is_no_part_of_a_portfolio() -> None:
    text = "Бишкекте Боррелди тышкы иштер министри Жээнбек Кулубаев тосуп алды."
    assert people(text, "ky")["Жээнбек Кулубаев"].position == "Minister of Foreign Affairs"


def test_who_leads_the_delegation_of_a_side_is_of_that_side() -> None:
    text = (
        "Вице-премьер-министр Жеңиш Разаков Ферганада жумушчу топтордун жолугушуусуна катышты. "
        "Өзбек тараптын делегациясын Премьер-министрдин орун басары Элёр Ганиев жетектеген."
    )
    assert people(text, "ky")["Элёр Ганиев"].represents == "UZ"


def test_where_somebody_travels_is_not_whose_official_they_are() -> None:
    text = "Бишкекте жыйын өттү. Эртең Ташкентке премьер-министр Николай Танаев иш сапары менен барат."
    assert people(text, "ky")["Николай Танаев"].represents == "KG"


def test_the_president_of_the_european_council_is_of_the_union() -> None:
    text = "Саммитке Европа Кеңешинин президенти Шарль Мишел жана президент Садыр Жапаров катышты."
    assert people(text, "ky")["Шарль Мишел"].represents == "EU"


def test_the_head_of_state_alone_is_the_texts_own_of_two_presidents() -> None:
    text = (
        "Қасым-Жомарт Тоқаев пен Садыр Жапаровтың төрағалығымен кеңестің отырысы өтті. "
        "Мемлекет басшысы қырғыз еліне шақырғаны үшін алғыс айтты."
    )
    found = people(text, "kk")
    assert (found["Қасым-Жомарт Тоқаев"].represents, found["Садыр Жапаров"].position) == ("KZ", None)


def test_small_words_belong_to_the_name_of_a_university() -> None:
    text = "Министр Кайрат Иманалиев Ош мамлекеттик университетинде студенттер менен жолугушту."
    found = read(Document(source="here", text=text, published="2025-10-07", language="ky"))
    assert [o.name for o in found.organisations] == ["Ош мамлекеттик университети"]


def test_an_office_in_a_headline_in_the_plural_is_not_held_against_a_presidents_own() -> None:
    text = (
        "Liderlerden Erdoğan'a tebrik\n\nCumhurbaşkanı Recep Tayyip Erdoğan'ı telefonla arayan Azerbaycan Cumhurbaşkanı "
        "İlham Aliyev, mevkidaşını kutladı."
    )
    found = people(text, "tr")
    assert (found["Recep Tayyip Erdoğan"].position, found["Recep Tayyip Erdoğan"].represents) == ("President", "TR")
