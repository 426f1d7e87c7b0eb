"""Sources known by name: the files of the package are whole, mistakes are told with their line, links are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from servers import Site, page

from elchi.cli import run
from elchi.errors import SettingsError, SourceError
from elchi.pipeline import known_parties
from elchi.sources import FetchOptions
from elchi.sources.catalogue import load_catalogue, load_source
from elchi.sources.feeds import Link
from elchi.sources.fetching import Fetcher
from elchi.sources.finding import find_links

WHOLE = """publisher: Own Agency
kind: agency
party: TR
language: tr
site: https://example.org/
found:
  - feed: https://example.org/rss
weekly: [1, 9]
"""


def test_the_catalogue_covers_the_nine_language_areas() -> None:
    known = load_catalogue()
    assert len(known) >= 24
    assert {one.language for one in known.values()} == {"tr", "az", "kk", "ky", "uz", "tk", "hu", "ru", "en"}
    kinds = {one.kind for one in known.values()}
    assert {"foreign-ministry", "industry-ministry", "presidency", "organisation", "state-agency"} <= kinds
    assert {one.party for one in known.values()} <= set(known_parties())


MISTAKES = {
    "no yaml": (WHOLE.replace("party: TR", "party: [TR"), "line 4", "YAML"),
    "unknown key": (WHOLE + "colour: red\n", "line 9", "unknown key 'colour'"),
    "missing key": (WHOLE.replace("language: tr\n", ""), "line 1", "no 'language'"),
    "said twice": (WHOLE + "party: AZ\n", "line 9", "twice"),
    "wrong kind": (WHOLE.replace("kind: agency", "kind: blog"), "line 2", "blog"),
    "wrong party": (WHOLE.replace("party: TR", "party: Türkiye"), "line 3", "party"),
    "no address": (WHOLE.replace("https://example.org/rss", "example.org"), "line 7", "feed"),
    "no way": (WHOLE.replace("  - feed: https://example.org/rss\n", "  none\n"), "line 7", "found is no list"),
    "page without links": (WHOLE.replace("- feed", "- page"), "line 7", "needs links"),
    "bad pattern": (WHOLE.replace("/rss\n", "/rss\n    links: '(a'\n"), "line 8", "no pattern"),
    "bad range": (WHOLE.replace("[1, 9]", "[9, 1]"), "line 8", "weekly is no range"),
    "a list": ("- a\n- b\n", "line 1", "not a source"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_file_line_and_mend(tmp_path: Path, name: str) -> None:
    content, line, words = MISTAKES[name]
    path = tmp_path / "own.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_source(path)
    assert caught.value.where == f"{path}, {line}"
    assert words in str(caught.value)
    assert caught.value.mend


def test_a_source_of_ones_own_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "ots.yaml").write_text(WHOLE, "utf-8")
    (tmp_path / "own.yaml").write_text(WHOLE, "utf-8")
    known = load_catalogue(tmp_path)
    assert known["ots"].publisher == known["own"].publisher == "Own Agency"
    assert len(known) == len(load_catalogue()) + 1


def shapes(site: Site, folder: Path) -> Path:
    """A publisher with a listing page, a feed, a sitemap of sitemaps, and a way that is dead."""
    site.pages["/az/news"] = page(
        "<nav><a href='/az/about'>Haqqında</a></nav><ul><li><a href='/az/news/12#top'>Nazirlər görüşdü</a>"
        "<li><a href='news/11'>Köhnə</a><li><a href='/az/news/12'>yenə</a><a href='https://else.org/az/news/1'>x</a></ul>"
    )
    site.pages["/rss"] = page(
        f"<rss><channel><item><title>Bir</title><link>{site.url}/az/news/12</link></item>"
        "<item><title>İki</title><link>/az/news/13</link><pubDate>Fri, 24 Oct 2025 10:00:00 GMT</pubDate></item></channel></rss>"
    )
    site.pages["/map.xml"] = page(f"<sitemapindex><sitemap><loc>{site.url}/map-1.xml</loc></sitemap></sitemapindex>")
    site.pages["/map-1.xml"] = page(
        f"<urlset><url><loc>{site.url}/az/news/14</loc><lastmod>2025-10-25</lastmod></url><url><loc>{site.url}/az/about</loc></url></urlset>"
    )
    ways = f"""  - page: {site.url}/az/news
    links: '/az/(news/)+\\d+$'
  - feed: {site.url}/gone
  - feed: {site.url}/rss
  - sitemap: {site.url}/map.xml
    links: /news/
"""
    path = folder / "own.yaml"
    path.write_text(WHOLE.replace("  - feed: https://example.org/rss\n", ways), "utf-8")
    return path


def test_links_are_found_in_every_way_and_a_dead_one_stops_none(site: Site, tmp_path: Path) -> None:
    source = load_source(shapes(site, tmp_path))
    found = list(find_links(source, Fetcher(FetchOptions(allow_private=True, delay=0))))
    links = [(item.url.removeprefix(site.url), item.day) for item in found if isinstance(item, Link)]
    assert links == [
        ("/az/news/12", None), ("/az/news/11", None), ("/az/news/13", "2025-10-24"), ("/az/news/14", "2025-10-25"),
    ]  # fmt: skip
    (dead,) = [item for item in found if isinstance(item, SourceError)]
    assert "answers 404" in str(dead)


def test_the_command_lists_and_asks(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shapes(site, tmp_path)
    assert run(["sources", "--sources", str(tmp_path), "--json"]) == 0
    assert '"id":"own"' in capsys.readouterr().out.replace(" ", "")
    assert run(["sources", "--sources", str(tmp_path), "own", "--links"]) == 1
    assert "--allow-private" in capsys.readouterr().err
    assert not site.asked
    assert run(["sources", "nobody"]) == 2
    assert run(["sources", "--links"]) == 2
