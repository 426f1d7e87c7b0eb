"""Offices and the bodies they belong to, where the words around them could mislead."""

from __future__ import annotations

from elchi.model import Document, Person, Reading
from elchi.reading import read


def _read(text: str, language: str) -> Reading:
    return read(Document(source="t", text=text, published="2025-05-15", language=language))


def _people(text: str, language: str) -> dict[str, Person]:
    return {p.name: p for p in _read(text, language).people}


def test_a_body_under_a_president_is_not_led_by_one() -> None:
    text = (
        "The Ambassador of Turkmenistan to Astana, Batyr Rejepov, met with the Rector of the Academy of Public Administration "
        "under the President of Kazakhstan, Yerlan Abil."
    )
    people = _people(text, "en")
    assert (people["Batyr Rejepov"].position_class, people["Batyr Rejepov"].represents) == ("ambassador", "TM")
    assert people["Yerlan Abil"].position_class == "academic"
    assert [o.name for o in _read(text, "en").organisations] == ["Academy of Public Administration"]


def test_a_title_with_stops_is_no_person() -> None:
    text = "The Secretary General of the Organization of Turkic States H.E. Ambassador Kubanychbek Omuraliev received Mr. Askar Kadirov in Istanbul."
    people = _people(text, "en")
    assert set(people) == {"Kubanychbek Omuraliev", "Askar Kadirov"}
    first = people["Kubanychbek Omuraliev"]
    assert (first.position_class, first.represents) == ("secretary_general", "OTS")


def test_offices_behind_names_in_a_list_belong_to_the_name_before() -> None:
    text = (
        "The forum was attended by Mr. Samad Asadov, Minister of Energy of Azerbaijan, Mr. Malik Olzhabekov, "
        "Vice-Minister of Energy of Kazakhstan, and Mr. Ferenc Nagy, Ambassador of Hungary."
    )
    people = _people(text, "en")
    assert [people[n].represents for n in ("Samad Asadov", "Malik Olzhabekov", "Ferenc Nagy")] == ["AZ", "KZ", "HU"]


def test_the_minister_of_this_country() -> None:
    text = "Defence Minister of Azerbaijan Zakir Hasanov, who is on a visit to Georgia, met with the Minister of Defence of this country Mr. Irakli Chikovani."
    assert _people(text, "en")["Irakli Chikovani"].represents == "GE"


def test_names_of_bodies_go_on_behind_their_head() -> None:
    text = "The Institute of International Relations of the Ministry of Foreign Affairs of Turkmenistan and Baku University of Oil and Gas signed a memorandum."
    names = [o.name for o in _read(text, "en").organisations]
    assert names == [
        "Institute of International Relations",
        "Ministry of Foreign Affairs",
        "Baku University of Oil and Gas",
    ]


def test_who_a_university_is_named_after_does_not_act() -> None:
    text = "Astrakhan State University named after Vasily Tatishchev and Baku State University signed a memorandum on Monday."
    assert _people(text, "en") == {}


def test_everybody_who_attended_one_meeting_met_once() -> None:
    text = "Deputy Foreign Minister of Azerbaijan Samir Sharifov, Deputy Foreign Minister of Kazakhstan Alibek Bakayev and Ambassador of Hungary Attila Pinter attended the meeting."
    assert [len(e.participants) for e in _read(text, "en").engagements] == [3]


def test_a_law_that_is_signed_is_no_signing() -> None:
    text = "President of Uzbekistan Shavkat Mirziyoyev signed a law on cooperation with Kazakhstan and Azerbaijan."
    reading = _read(text, "en")
    assert [e.kind for e in reading.engagements] == []
    assert {o.kind for o in reading.outcomes} <= {"adopted"}


def test_a_sultan_by_name() -> None:
    people = _people("Президент Туркменистана принял генерального секретаря ТЮРКСОЙ Султана Раева.", "ru")
    assert people["Султан Раев"].represents == "TURKSOY"


def test_a_state_that_ends_in_republic_is_named_by_itself() -> None:
    text = "Документ подписали министр транспорта Кыргызской Республики Тилек Текебаев и председатель Государственного комитета по развитию Китайской Народной Республики Чжэн Шаньцзе."
    assert _people(text, "ru")["Чжэн Шаньцзе"].represents == "CN"


def test_a_woman_keeps_her_surname() -> None:
    text = "Под председательством министра культуры Казахстана Аиды Балаевой прошло заседание. Аида Балаева подчеркнула его значение."
    assert list(_people(text, "ru")) == ["Аида Балаева"]


def test_an_akim_is_of_kazakhstan() -> None:
    text = "Аким области Берик Уали провёл встречу с послом Китая Хань Чуньлинем."
    assert _people(text, "ru")["Берик Уали"].represents == "KZ"


def test_secretary_general_with_the_rank_of_ambassador() -> None:
    text = "Спикер парламента Венгрии Ласло Кёвер принял делегацию ТЮРКПА во главе с генеральным секретарём, послом Рамилем Хасаном."
    person = _people(text, "ru")["Рамиль Хасан"]
    assert (person.position_class, person.represents) == ("secretary_general", "TURKPA")


def test_a_neuter_ordinal_makes_a_session() -> None:
    text = "В Ташкенте с участием министров Казахстана и Узбекистана состоялось четвертое заседание межправительственной комиссии."
    assert [(e.kind, e.city) for e in _read(text, "ru").engagements] == [("conference", "Tashkent")]


def test_rectors_of_two_universities() -> None:
    text = "В Бакинском государственном университете состоялась встреча с делегацией Сельджукского университета. Ректоры Эльчин Бабаев и Мехмет Йылмаз обсудили сотрудничество двух вузов."
    reading = _read(text, "ru")
    assert len({p.represents for p in reading.people}) == 2
    assert [e.kind for e in reading.engagements] == ["meeting"]


def test_a_body_is_named_in_the_office_of_who_heads_it() -> None:
    text = "Кыргызстандын Курулуш агенттигинин директору Азамат Осмонов Түркиянын элчиси Ахмет Доган менен жолугушту."
    reading = read(Document(source="here", text=text, published="2025-10-07", language="ky"))
    assert [o.name for o in reading.organisations] == ["Кыргызстандын Курулуш агенттиги"]


def test_a_holder_is_no_part_of_the_next_title() -> None:
    text = "Ош облусунун губернатору Элчибек Жантаев Андижан облусунун хокими Шухратбек Абдурахманов менен жолугушту."
    reading = read(Document(source="here", text=text, published="2025-10-07", language="ky"))
    assert [(p.name, p.represents) for p in reading.people] == [
        ("Элчибек Жантаев", "KG"),
        ("Шухратбек Абдурахманов", "UZ"),
    ]


def test_chambers_of_one_parliament_have_speakers_of_one_state() -> None:
    text = (
        "Жогорку Кеңештин төрагасы Нурланбек Тургунбек уулу Тажикстандын президенти Эмомали Рахмон, Улуттук кеңешинин төрагасы "
        "Рустами Эмомали жана Өкүлдөр палатасынын төрагасы Файзали Идизода менен жолугушууларды өткөрүп, кызматташууну талкуулайт."
    )
    reading = read(Document(source="here", text=text, published="2025-10-07", language="ky"))
    assert {p.name: p.represents for p in reading.people}["Файзали Идизода"] == "TJ"
    assert [str(e.status) for e in reading.engagements] == ["scheduled"]
