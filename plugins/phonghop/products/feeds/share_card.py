"""The picture that messengers show for a meeting's address: state, title, date, hall and organizer, 1200 × 630 pixels.

The size is what readers of Open Graph crop least (1.91 : 1). The same meeting gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from phonghop.products.views.cards import MeetingCard

WIDTH, HEIGHT = 1200, 630
_RED, _GOLD, _PAPER, _INK, _SOFT = "#8c1515", "#c9a227", "#fdfbf7", "#1d1b1a", "#56514d"
_COLOURS = 32
_MARGIN = 72
_ROOM = WIDTH - 2 * _MARGIN
_STATE_ROOM = 260
_BAND, _RULE = 92, 6
_TITLE_TOP, _TITLE_HEIGHT = 128, 272
_TITLE_SIZES = (76, 68, 60, 54)
_LEADING = 1.2
_DATE, _PLACE, _ORGANIZER = 452, 514, 572
_FONTS = Path(__file__).parent.parent / "fonts"


def png(card: MeetingCard, portal_name: str) -> bytes:
    """Return the card of a meeting, headed by the portal's name, as a PNG of at most 60 kB."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(picture)
    _head(draw, portal_name, "" if card.state == "scheduled" else card.state_label)
    _title(draw, card.title)
    for text, middle, font, colour in (
        (card.start.text, _DATE, _font("Bold", 46), _RED),
        (card.place, _PLACE, _font("Regular", 38), _INK),
        (card.organizer, _ORGANIZER, _font("Regular", 34), _SOFT),
    ):
        draw.text((_MARGIN, middle), _one_line(text, font, _ROOM), colour, font, anchor="lm")
    data = io.BytesIO()
    picture.quantize(_COLOURS, Image.Quantize.FASTOCTREE).save(data, "PNG")
    return data.getvalue()


def _head(draw: ImageDraw.ImageDraw, portal_name: str, state: str) -> None:
    """Draw the band with the portal's name at the left and the state at the right, on a gold line."""
    draw.rectangle((0, 0, WIDTH, _BAND), fill=_RED)
    draw.rectangle((0, _BAND, WIDTH, _BAND + _RULE), fill=_GOLD)
    name = _one_line(portal_name, _font("Regular", 38), _ROOM - _STATE_ROOM)
    draw.text((_MARGIN, _BAND // 2), name, _PAPER, _font("Regular", 38), anchor="lm")
    draw.text((WIDTH - _MARGIN, _BAND // 2), state, _PAPER, _font("Bold", 38), anchor="rm")


def _title(draw: ImageDraw.ImageDraw, title: str) -> None:
    lines, size = _fitted(title)
    for number, line in enumerate(lines):
        draw.text((_MARGIN, _TITLE_TOP + number * size * _LEADING), line, _INK, _font("Bold", size))


def _fitted(title: str) -> tuple[tuple[str, ...], int]:
    """Return the title's lines in the largest size at which they fit, cut in the smallest where none does."""
    for size in _TITLE_SIZES:
        lines = tuple(_wrapped(title, _font("Bold", size), _ROOM))
        room = int(_TITLE_HEIGHT / (size * _LEADING))
        if len(lines) <= room:
            return lines, size
    return (*lines[: room - 1], _cut(lines[room - 1])), size


def _one_line(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    first, *more = _wrapped(text, font, width)
    return _cut(first) if more else first


def _cut(line: str) -> str:
    """Return `line` with a sign that more follows, which may stand in the margin."""
    return line.rstrip(" ,;:-") + "…"


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """Yield `text` in lines of at most `width` pixels; only a single word may be longer."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if line and font.getlength(longer) > width:
            yield line
            line = word
        else:
            line = longer
    yield line


@lru_cache
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / f"Tinos-{face}.ttf", size)
