"""A real Chromium on the pages: words light up, phones fit, nothing leaves the machine; makes docs/screenshots."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
SHOTS = Path(__file__).parent.parent.parent / "docs" / "screenshots"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def opened(chromium: Any, site: str, path: str, **options: Any) -> Iterator[Any]:
    """A page in a fresh profile; any request to elsewhere and any complaint of the browser fails the test."""
    context = chromium.new_context(locale="en", reduced_motion="reduce", **({"viewport": DESK} | options))
    page, asked, said = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(site + path)
    yield page
    assert all(url.startswith(site) for url in asked)
    assert not said
    context.close()


def shoot(page: Any, name: str) -> None:
    """Keep a picture of the window for the documentation."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "view"), [("desk", DESK), ("phone", PHONE)])
def test_the_front_page(chromium: Any, site: str, width: str, view: dict[str, int], scheme: str) -> None:
    with opened(chromium, site, "/", viewport=view, color_scheme=scheme) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= view["width"]
        shoot(page, f"front-{width}-{scheme}")


def test_a_value_lights_up_its_words(chromium: Any, site: str, peopled: Any) -> None:
    with opened(chromium, site, f"/engagements/{peopled.engagement.id}") as page:
        assert page.locator("mark.lit").count() == 0
        page.hover(".facts a.who >> nth=0")
        lit = page.locator("mark.lit").all_inner_texts()
        assert any(word in peopled.engagement.participants[0].name for word in lit)
        shoot(page, "engagement")
        page.mouse.move(0, 0)
        page.focus(".facts .lights >> nth=1")
        assert page.locator("mark.lit").count() >= 1


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_words_are_reached_without_javascript(chromium: Any, site: str, peopled: Any, viewport: dict[str, int]) -> None:
    path = f"/engagements/{peopled.engagement.id}"
    with opened(chromium, site, path, java_script_enabled=False, viewport=viewport) as page:
        link = page.locator(".facts a.lights").first
        anchor = link.get_attribute("href")
        link.click()
        assert page.url.endswith(anchor)
        assert (
            page.locator(f'[id="{anchor[1:]}"]').is_visible()
            or page.locator(f'[id="{anchor[1:]}"] ~ mark').first.is_visible()
        )


def test_a_document_and_a_tried_text(chromium: Any, site: str, peopled: Any) -> None:
    with opened(chromium, site, f"/documents/{peopled.reports[0].document_id}", color_scheme="dark") as page:
        shoot(page, "document-dark")
        page.uncheck("#show-person")
        colour = page.locator("mark.k-person").first.evaluate("e => getComputedStyle(e).backgroundColor")
        assert colour in ("rgba(0, 0, 0, 0)", "transparent")
    with opened(chromium, site, "/try") as page:
        page.fill(
            "#text",
            "Kırgızistan Cumhurbaşkanı Sadır Caparov, 5 Kasım 2024'te Bişkek'te Özbekistan Cumhurbaşkanı Şevket Mirziyoyev ile bir araya geldi. Görüşmede ulaştırma ve enerji alanındaki iş birliği ele alındı. Taraflar, ulaştırma alanında bir anlaşma imzaladı ve ticaret hacmini 2 milyar dolara çıkarma konusunda mutabık kaldı.",
        )
        page.click(".try .button")
        page.wait_for_selector(".beside")
        assert page.locator("mark.k-person").count() >= 2
        shoot(page, "try-it")


def test_the_theme_is_chosen_by_hand(chromium: Any, site: str) -> None:
    with opened(chromium, site, "/", color_scheme="light") as page:
        light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        page.click("button[name=theme][value=dark]")
        page.wait_for_selector("html[data-theme=dark]")
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light


EVERYWHERE = (
    "/", "/states", "/states/TR", "/pairs/AZ/TR", "/engagements", "/outcomes", "/opportunities", "/people", "/organisations",
    "/organisations/OTS", "/documents", "/initiatives", "/profiles", "/profiles/new", "/search?q=energy", "/network", "/network?of=people", "/map", "/review",
    "/review?kind=doubt", "/try", "/api", "/nothing",
)  # fmt: skip


def details(page: Any, site: str) -> list[str]:
    """Addresses of one record of each kind."""
    found = []
    for name in ("engagements", "outcomes", "people", "documents"):
        item = page.request.get(f"{site}/api/v1/{name}?limit=1").json()["items"][0]
        found.append(f"/{name}/{item['id']}")
    return found


def test_every_page_fits_a_phone_in_the_longest_language(chromium: Any, site: str) -> None:
    with opened(chromium, site, "/", viewport=PHONE, extra_http_headers={"Accept-Language": "hu"}) as page:
        for path in (*EVERYWHERE[:-1], *details(page, site)):
            page.goto(site + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault_of_access(chromium: Any, site: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="pip install axe-core-python").Axe()
    context = chromium.new_context(viewport=DESK, locale="en", color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = {}
    for path in (*EVERYWHERE, *details(page, site)):
        page.goto(site + path)
        faults = [one for one in axe.run(page)["violations"] if one["impact"] in ("serious", "critical")]
        if faults:
            found[path] = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in faults]
    context.close()
    assert not found


def test_from_the_front_page_to_the_words(chromium: Any, site: str) -> None:
    with opened(chromium, site, "/") as page:
        page.fill("#q", "Azerbaycan Türkiye")
        page.click(".ask .button")
        page.wait_for_selector(".hits")
        shoot(page, "search")
        page.click(".hits a.button.strong")
        page.wait_for_url("**/pairs/AZ/TR")
        shoot(page, "pair")
        page.evaluate("document.querySelector('#promises').scrollIntoView()")
        shoot(page, "pair-promises")
        page.click(".slip a >> nth=0")
        page.wait_for_url("**/outcomes/*")
        page.hover(".said")
        assert page.locator("mark.lit").count() >= 1
        shoot(page, "outcome")


@pytest.mark.parametrize("name", ["states", "network", "map"])
def test_pictures(chromium: Any, site: str, name: str) -> None:
    with opened(chromium, site, f"/{name}") as page:
        if name == "network":
            page.hover("a.node circle >> nth=0")
            assert 0 < page.locator(".tie.lit").count() < page.locator(".tie").count()
        shoot(page, name)


def test_the_interface_in_kazakh(chromium: Any, site: str) -> None:
    with opened(chromium, site, "/pairs/KZ/TR") as page:
        page.click("button[name=language][value=kk]")
        page.wait_for_selector("html[lang=kk]")
        assert "Қазақстан" in page.inner_text("h1")
        shoot(page, "pair-kazakh")
    with opened(chromium, site, "/pairs/KZ/TR", viewport=PHONE, color_scheme="dark") as page:
        shoot(page, "pair-phone-dark")


def test_two_people_are_joined_and_parted_by_hand(chromium: Any, own_site: str) -> None:
    with opened(chromium, own_site, "/people") as page:

        def known() -> int:
            return len(page.request.get(f"{own_site}/api/v1/people?limit=500").json()["items"])

        before = known()
        people = [link.get_attribute("href") for link in page.locator(".card a.who").all()]
        page.goto(own_site + people[0])
        page.fill("input[name=other]", own_site + people[1])
        page.click("text=Join")
        page.wait_for_load_state()
        assert known() == before - 1
        page.goto(own_site + "/review")
        shoot(page, "review")
        page.keyboard.press("z")
        page.wait_for_selector("text=Taken back.")
        assert known() == before


def test_the_review_queue_by_keys(chromium: Any, own_site: str, queued: tuple[str, str]) -> None:
    with opened(chromium, own_site, "/review") as page:
        assert page.locator(".question").count() == 1
        page.keyboard.press("j")
        page.keyboard.press("d")
        page.wait_for_selector(".empty")
        assert "different" in page.inner_text("aside")
        page.keyboard.press("z")
        page.wait_for_selector(".question")


def test_an_opportunity_is_published_and_finds_its_match(chromium: Any, own_site: str) -> None:
    with opened(chromium, own_site, "/profiles/new") as page:
        for kind, country, title, text in (
            (
                "TR",
                "KZ",
                "Drip irrigation sought for cotton",
                "A cotton farm seeks drip irrigation and soil moisture sensors.",
            ),
            (
                "TO",
                "TR",
                "Drip irrigation for cotton offered",
                "We offer drip irrigation systems and soil moisture sensors for cotton fields.",
            ),
        ):
            page.goto(own_site + "/profiles/new")
            page.select_option("select[name=type]", kind)
            page.fill("input[name=country]", country)
            page.fill("input[name=title]", title)
            page.fill("textarea[name=text]", text)
            page.select_option("select[name=topics]", ["agriculture", "water"])
            page.click(".form .button")
            page.click("button[value=submit]")
            page.click("button[value=publish]")
            page.wait_for_selector(".tag.p-published")
        assert "Drip irrigation sought for cotton" in page.inner_text(".questions")
        assert page.locator(".reasons li").count() >= 1
        shoot(page, "match")


TRIED = {
    "en": "The President of Kazakhstan Kassym-Jomart Tokayev met the President of Türkiye Recep Tayyip Erdoğan in Astana on 12 October 2024.",
    "tr": "Kazakistan Cumhurbaşkanı Kasım Cömert Tokayev ile Türkiye Cumhurbaşkanı Recep Tayyip Erdoğan, 12 Ekim 2024 tarihinde Astana'da bir araya geldi ve bir anlaşma imzaladı.",
    "az": "Azərbaycan Prezidenti İlham Əliyev oktyabrın 12-də Bakıda Qazaxıstan Prezidenti Kasım-Jomart Tokayevlə görüşüb və ikitərəfli əməkdaşlıq müzakirə olunub.",
    "kk": "Қазақстан Президенті Қасым-Жомарт Тоқаев 12 қазанда Астанада Түркия Президенті Режеп Тайип Ердоғанмен кездесті және екіжақты ынтымақтастық туралы әңгімелесті.",
    "ky": "Кыргыз Республикасынын Президенти Садыр Жапаров 12-октябрда Бишкекте Казакстандын Президенти Касым-Жомарт Токаев менен жолугушту жана эки тараптуу кызматташтык талкууланды.",
    "uz": "Oʻzbekiston Prezidenti Shavkat Mirziyoyev 12 oktabr kuni Toshkentda Qozogʻiston Prezidenti Qosim-Jomart Toqayev bilan uchrashdi va ikki tomonlama hamkorlik masalalari muhokama qilindi.",
    "tk": "Türkmenistanyň Prezidenti Serdar Berdimuhamedow 12-nji oktýabrda Aşgabatda Gazagystanyň Prezidenti Kasym-Žomart Tokaýew bilen duşuşdy we ikitaraplaýyn hyzmatdaşlyk barada pikir alyşdylar.",
    "hu": "Szijjártó Péter külgazdasági és külügyminiszter október 12-én Budapesten találkozott Kazahsztán külügyminiszterével, Murat Nurtleuval, és a kétoldalú együttműködésről tárgyaltak.",
    "ru": "Президент Казахстана Касым-Жомарт Токаев 12 октября в Астане встретился с Президентом Турции Реджепом Тайипом Эрдоганом и обсудил с ним двустороннее сотрудничество.",
}  # fmt: skip


@pytest.mark.parametrize("language", TRIED)
def test_a_text_is_tried_in_each_language(chromium: Any, site: str, language: str) -> None:
    with opened(chromium, site, "/try", extra_http_headers={"Accept-Language": language}) as page:
        page.fill("#text", TRIED[language])
        page.click(".try .button")
        page.wait_for_selector(".text")
        assert page.get_attribute(".paper .text", "lang") == language
        assert page.locator("mark.k-person").count() >= 2
        assert page.locator("mark.k-engagement").count() >= 1
