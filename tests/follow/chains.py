"""Short chains of our own texts: what was promised, in one language, and what later texts in others say of it.

A chain is documents (language, day, text) and promises: the document and words of one, and what its status is on some
days with the documents that show it. Distractors are among them: another pair, another city, an older event.
"""

from __future__ import annotations

from typing import NamedTuple


class Asked(NamedTuple):
    """A promise, its status by day with the numbers of the documents that show it, and where it was repeated."""

    document: int
    words: str
    statuses: tuple[tuple[str, str, tuple[int, ...]], ...]
    repeats: tuple[int, ...] = ()


class Chain(NamedTuple):
    """Documents as (language, published, text), and the promises asked about."""

    documents: tuple[tuple[str, str, str], ...]
    promises: tuple[Asked, ...]


CHAINS: dict[str, Chain] = {
    "a satellite, from Turkmen to Russian": Chain(
        (
            (
                "tk",
                "2019-10-03",
                "Aşgabat, 3-nji oktýabr. Türkmenistanyň we Türkiýäniň wekilleri bilelikdäki emeli hemrany döretmek barada ylalaşdylar. Duşuşykda söwda dolanyşygynyň 2 milliard dollara ýetendigi bellendi.",
            ),
            (
                "tr",
                "2021-05-02",
                "ANKARA - Türksat ile Türkmenistan Uzay Ajansı arasında ortak uydu için teknik çalışmalar sürüyor. Uydunun tasarımı tamamlandı.",
            ),
            (
                "ru",
                "2022-02-11",
                "Ашхабад, 11 февраля. С космодрома во Флориде запущен туркмено-турецкий спутник, сообщило агентство. Спутник выведен на орбиту.",
            ),
        ),
        (
            Asked(
                1,
                "Türkmenistanyň we Türkiýäniň wekilleri bilelikdäki emeli hemrany döretmek barada ylalaşdylar",
                (("2020-01-01", "open", ()), ("2021-06-30", "in_progress", (2,)), ("2022-03-01", "delivered", (3,))),
            ),
        ),
    ),
    "a hospital, postponed once": Chain(
        (
            (
                "tr",
                "2018-09-02",
                "BİŞKEK - Cumhurbaşkanı Recep Tayyip Erdoğan, Bişkek'te Türkiye'nin desteğiyle inşa edilecek 72 yataklı hastanenin gelecek yıl açılacağını söyledi.",
            ),
            (
                "ky",
                "2019-12-25",
                "Бишкек, 25-декабрь. Кыргыз-Түрк достук ооруканасынын ачылышы кийинкиге калтырылды, деди Саламаттык сактоо министрлиги.",
            ),
            (
                "ky",
                "2021-09-14",
                "Бишкекте Кыргыз-Түрк достук ооруканасы ачылды. Аземге Түркиянын саламаттык сактоо министри Фахреттин Кожа катышты.",
            ),
        ),
        (
            Asked(
                1,
                "Bişkek'te Türkiye'nin desteğiyle inşa edilecek 72 yataklı hastanenin gelecek yıl açılacağını",
                (("2018-12-31", "open", ()), ("2020-06-01", "open", ()), ("2021-10-01", "delivered", (3,))),
            ),
        ),
    ),
    "a trade target, and another pair's of the same size": Chain(
        (
            (
                "az",
                "2020-02-25",
                "Bakı, 25 fevral. Prezident İlham Əliyev bildirib ki, Türkiyə ilə ticarət dövriyyəsini 2023-cü ilə qədər 15 milyard dollara çatdırmaq hədəfi qoyulub. Ötən il ticarət dövriyyəsi 4,5 milyard dollar olub.",
            ),
            (
                "tr",
                "2022-03-01",
                "ANKARA - Ticaret Bakanı, Azerbaycan ile ticaret hacminin 2021'de 5,2 milyar dolara yükseldiğini bildirdi. 15 milyar dolarlık hedefe 2023'e kadar ulaşmayı planlıyoruz, dedi.",
            ),
            (
                "en",
                "2024-02-10",
                "BAKU – Trade between Azerbaijan and Türkiye reached $7.5 billion in 2023, the State Customs Committee said.",
            ),
            (
                "kk",
                "2024-07-02",
                "Астана. Қазақстан мен Түркия сауда айналымын 15 миллиард долларға жеткізуді көздеп отыр, деді сауда министрі. Былтыр тауар айналымы 6 миллиард доллардан асты.",
            ),
        ),
        (
            Asked(
                1,
                "Türkiyə ilə ticarət dövriyyəsini 2023-cü ilə qədər 15 milyard dollara çatdırmaq hədəfi qoyulub",
                (("2020-12-31", "open", ()), ("2022-12-31", "in_progress", (2,)), ("2024-03-01", "overdue", ())),
                (2,),
            ),
            Asked(
                4,
                "Қазақстан мен Түркия сауда айналымын 15 миллиард долларға жеткізуді көздеп отыр",
                (("2024-12-31", "open", ()),),
            ),
        ),
    ),
    "gas to be bought over a year": Chain(
        (
            (
                "hu",
                "2023-06-02",
                "Budapest, 2023. június 2. (MTI) – Magyarország és Azerbajdzsán aláírta a megállapodást, amelynek értelmében az MVM az idén 100 millió köbméter földgázt vásárol a SOCAR-tól. A zöldáram-kábel megvalósíthatósági tanulmánya jövőre készül el.",
            ),
            (
                "az",
                "2023-12-20",
                "Bakı, 20 dekabr. SOCAR Macarıstana təbii qazın nəqlinə başlayıb, şirkətdən məlumat verilib.",
            ),
        ),
        (
            Asked(
                1,
                "az MVM az idén 100 millió köbméter földgázt vásárol a SOCAR-tól",
                (("2023-07-01", "open", ()), ("2023-12-31", "in_progress", (2,))),
            ),
        ),
    ),
    "two consulates, told apart by their cities": Chain(
        (
            (
                "kk",
                "2022-05-11",
                "Анкара, 11 мамыр. Қазақстан Түркияның Анталия қаласында бас консулдығын ашады, деп мәлімдеді Сыртқы істер министрлігі. Түркия Ақтөбеде консулдық ашуды жоспарлап отыр.",
            ),
            (
                "tr",
                "2023-11-02",
                "ANTALYA - Türkiye ile Kazakistan arasındaki ilişkiler için önemli bir gün yaşandı. Kazakistan'ın Antalya Başkonsolosluğu törenle açıldı. Törene Kazakistan Dışişleri Bakan Yardımcısı katıldı.",
            ),
            (
                "ru",
                "2024-04-01",
                "Астана, 1 апреля. Турция откроет консульство в Актобе, напомнил посол Турции. В Алматы турецкое генконсульство работает с 1990-х годов.",
            ),
        ),
        (
            Asked(
                1,
                "Қазақстан Түркияның Анталия қаласында бас консулдығын ашады",
                (("2022-12-31", "open", ()), ("2023-12-31", "delivered", (2,))),
            ),
            Asked(
                1,
                "Түркия Ақтөбеде консулдық ашуды жоспарлап отыр",
                (("2022-12-31", "open", ()), ("2024-02-01", "silent", ()), ("2024-06-01", "open", ())),
                (3,),
            ),
        ),
    ),
    "a joint venture, overdue and then given up": Chain(
        (
            (
                "ru",
                "2021-01-21",
                "Ашхабад, 21 января. Азербайджан и Туркменистан подписали меморандум о совместной разработке месторождения «Достлуг» на Каспии. Стороны договорились создать совместное предприятие до конца 2022 года.",
            ),
            (
                "en",
                "2023-03-01",
                "BAKU – The plan of Azerbaijan and Turkmenistan to set up a joint venture for the Dostlug field was shelved, an energy ministry official said.",
            ),
        ),
        (
            Asked(
                1,
                "Стороны договорились создать совместное предприятие до конца 2022 года",
                (("2021-12-31", "open", ()), ("2023-01-31", "overdue", ()), ("2023-03-31", "cancelled", ())),
            ),
        ),
    ),
    "a university, and another country's in another city": Chain(
        (
            (
                "uz",
                "2022-03-30",
                "TOSHKENT. O‘zbekiston va Turkiya prezidentlari Samarqandda qo‘shma universitet ochishga kelishib oldi. Universitet 2024-yilda talabalarni qabul qiladi.",
            ),
            ("uz", "2022-10-02", "Toshkentda Koreya bilan qo‘shma universitet ochildi."),
            (
                "tr",
                "2023-02-05",
                "TAŞKENT - Semerkant'ta kurulacak Türk-Özbek üniversitesinin inşaatı sürüyor, dedi Büyükelçi.",
            ),
            (
                "uz",
                "2024-09-02",
                "Samarqandda O‘zbekiston–Turkiya qo‘shma universiteti ish boshladi. Unga 300 nafar talaba qabul qilindi.",
            ),
        ),
        (
            Asked(
                1,
                "O‘zbekiston va Turkiya prezidentlari Samarqandda qo‘shma universitet ochishga kelishib oldi",
                (("2022-12-31", "open", ()), ("2023-12-31", "in_progress", (3,)), ("2024-10-31", "delivered", (4,))),
            ),
        ),
    ),
}
