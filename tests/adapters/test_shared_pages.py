"""What the head and the body of a published page tell messengers, feed readers and calendars."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

MEETING = "hop/2026-12-03-giao-ban-van-phong/"
ADDRESS = f"https://hop.example.gov.vn/{MEETING}"


class Tags(HTMLParser):
    """Collects meta, link and anchor tags and blocks of JSON-LD."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.alternates: dict[str, str] = {}
        self.anchors: list[str] = []
        self.data: list[str] = []
        self._in_data = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.meta[found.get("property") or found.get("name", "")] = found.get("content", "")
        elif tag == "link" and "alternate" in found.get("rel", "").split():
            self.alternates[found["type"]] = found["href"]
        elif tag == "a":
            self.anchors.append(found.get("href", ""))
        self._in_data = tag == "script" and found.get("type") == "application/ld+json"

    def handle_endtag(self, _: str) -> None:
        self._in_data = False

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(data)


@pytest.fixture(scope="module")
def meeting(built_site: Path) -> Tags:
    return Tags((built_site / MEETING / "index.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def home(built_site: Path) -> Tags:
    return Tags((built_site / "index.html").read_text("utf-8"))


def test_messengers_get_title_description_and_card(meeting, built_site):
    shared = {name: meeting.meta[f"og:{name}"] for name in ("title", "url", "image", "locale")}
    assert shared == {
        "title": "Giao ban văn phòng cấp ủy tháng 11/2026",
        "url": ADDRESS,
        "image": f"{ADDRESS}the.png",
        "locale": "vi_VN",
    }
    assert "14 giờ 00 phút, thứ Năm, ngày 03/12/2026. Phòng họp số 1" in meeting.meta["og:description"]
    assert meeting.meta["twitter:card"] == "summary_large_image"
    assert (built_site / MEETING / "the.png").exists()


def test_pages_without_a_card_promise_none(home):
    assert not [name for name in home.meta if name.startswith(("og:", "twitter:"))]


def test_event_data_stands_in_the_page(meeting):
    (block,) = meeting.data
    assert json.loads(block)["@id"] == ADDRESS


def test_feed_is_found_from_every_page(meeting, home):
    assert meeting.alternates["application/atom+xml"] == "../../tin.xml"
    assert home.alternates["application/atom+xml"] == "tin.xml"


def test_calendars_are_offered(meeting, home, built_site):
    assert "lich.ics" in meeting.anchors
    assert "../../#dang-ky-lich" in meeting.anchors
    assert {"webcal://hop.example.gov.vn/lich.ics", "lich.ics", "tin.xml"} <= set(home.anchors)
    body = Tags((built_site / "co-quan/don-vi-mau/index.html").read_text("utf-8"))
    assert "webcal://hop.example.gov.vn/co-quan/don-vi-mau/lich.ics" in body.anchors
