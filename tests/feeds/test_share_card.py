"""The picture shown where a meeting's address is shared."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from phonghop.feeds import share_card
from phonghop.pages.cards import MeetingCard, card
from phonghop.pages.look import Look

LONG = (
    "Hội nghị trực tuyến toàn tỉnh sơ kết một năm thực hiện nghị quyết về đột phá phát triển khoa học, " * 5
)


@pytest.fixture
def made(publish) -> MeetingCard:
    site = publish()
    return card(site.portal.folders[0], site.portal, site.t)


def drawn(shown: MeetingCard) -> Image.Image:
    data = share_card.png(shown, "Cổng mẫu", Look())
    assert len(data) <= 60_000
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    return picture.convert("RGB")


def ink(picture: Image.Image, top: int, bottom: int) -> tuple[int, int, int, int] | None:
    """Return the box of everything between `top` and `bottom` that is not paper."""
    part = picture.crop((0, top, picture.width, bottom))
    return ImageChops.difference(part, Image.new("RGB", part.size, picture.getpixel((4, 620)))).getbbox()


def test_card_has_the_colours_and_every_line(made):
    picture = drawn(made)
    assert picture.getpixel((10, 10)) == (0x8C, 0x15, 0x15)
    assert picture.getpixel((10, 95)) == (0xC9, 0xA2, 0x27)
    for top, bottom in ((110, 400), (420, 484), (490, 540), (550, 600)):
        assert ink(picture, top, bottom)


def test_same_meeting_gives_the_same_bytes(made):
    assert share_card.png(made, "Cổng mẫu", Look()) == share_card.png(made, "Cổng mẫu", Look())


@pytest.mark.parametrize("title", ["Giao ban", LONG, "Nghịquyết" * 20], ids=["short", "long", "one word"])
def test_title_keeps_its_place(made, title):
    left, top, _, bottom = ink(drawn(replace(made, title=title)), 110, 430)
    assert left >= 70
    assert bottom <= 300
    assert top >= 10


def test_long_lines_stay_between_the_margins(made):
    picture = drawn(replace(made, title=LONG, place=LONG, organizer=LONG))
    assert ink(picture, 110, 630)[2] <= 1200 - 36


def test_state_stands_in_the_band_of_a_meeting_that_is_off(made):
    band = (800, 0, 1200, 90)
    plain, moved = drawn(made), drawn(replace(made, state="moved", state_label="Đã dời lịch"))
    assert len(plain.crop(band).getcolors()) == 1
    assert len(moved.crop(band).getcolors()) > 1
