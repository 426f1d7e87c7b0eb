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
