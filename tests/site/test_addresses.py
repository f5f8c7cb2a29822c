"""Every address of the sample site leads somewhere: at the root of a host, under a path, and in its feeds."""

from __future__ import annotations

import pytest

from tests.site import crawl
from tests.site.conftest import Built


@pytest.mark.parametrize("address", ["http://library.test/", "http://library.test/a/sub-path/"])
def test_no_link_source_or_fragment_is_dead(built: Built, address: str) -> None:
    assert list(crawl.dead(built.site, address)) == []


def test_the_sitemap_and_the_feeds_lead_to_pages(built: Built) -> None:
    assert list(crawl.dead_in_feeds(built.site, "https://example.org/")) == []


def test_the_crawler_sees_what_is_dead(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text('<p id="one"><img src="../none.png">', encoding="utf-8")
    (tmp_path / "index.html").write_text(
        '<a href="a/#one"></a><a href="a/#two"></a><a href="b/"></a><a href="a/"></a>', encoding="utf-8"
    )
    at_root = ["a/index.html -> ../none.png", "index.html -> a/#two", "index.html -> b/"]
    assert list(crawl.dead(tmp_path, "http://h/")) == at_root
    on_disk = list(crawl.dead(tmp_path, "file:///s/", folders=False))
    assert "index.html -> a/" in on_disk


def test_an_address_romanised_wrongly_before_leads_to_the_right_one(built: Built) -> None:
    old = built.text("series/rueanglao-khuaaawang-mueang-nakhon/index.html")
    assert 'content="0; url=../rueanglao-khuanrawang-mueang-nakhon/"' in old
    assert (built.site / "series/rueanglao-khuanrawang-mueang-nakhon/index.html").is_file()


def test_an_anchor_romanised_wrongly_before_still_opens(built: Built) -> None:
    page = built.text("places/nakhon-si-thammarat/index.html")
    assert 'id="hua-sai"' in page
    assert 'id="hua-thrai"' in page
