"""The picture that messengers show for a meeting's address: state, title, date, hall and organizer, 1200 × 630 pixels.

The size is what readers of Open Graph crop least (1.91 : 1). The same meeting gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache

from PIL import Image, ImageColor, ImageFont

from phonghop.pages.cards import MeetingCard
from phonghop.pages.look import Look
from phonghop.paper import lettering
from phonghop.paper.logos import drawn

WIDTH, HEIGHT = 1200, 630
_PAPER, _INK, _SOFT = "#fdfbf7", "#1d1b1a", "#56514d"
_SHADES = 8
"""Steps from the ground to the ink at the edges of letters."""
_LOGO_COLOURS = 160
"""How many colours of the palette the logo may take."""
_LOGO_HEIGHT, _LOGO_WIDTH = 64, 240
_MARGIN = 72
_ROOM = WIDTH - 2 * _MARGIN
_STATE_ROOM = 260
_GAP = 20
_BAND, _RULE = 92, 6
_TITLE_TOP, _TITLE_HEIGHT = 128, 272
_TITLE_SIZES = (76, 68, 60, 54)
_LEADING = 1.2
_DATE, _PLACE, _ORGANIZER = 452, 514, 572


def png(card: MeetingCard, portal_name: str, look: Look) -> bytes:
    """Return the card of a meeting, headed by the portal's name, in the look of the portal, as a PNG of at most 60 kB."""
    sheet = _Sheet(look)
    _head(sheet, portal_name, "" if card.state == "scheduled" else card.state_label)
    _title(sheet, card.title)
    for text, middle, font, ink in (
        (card.start.text, _DATE, lettering.font("Bold", 46), sheet.main),
        (card.place, _PLACE, lettering.font("Regular", 38), sheet.ink),
        (card.organizer, _ORGANIZER, lettering.font("Regular", 34), sheet.soft),
    ):
        sheet.write((_MARGIN, middle), _one_line(text, font, _ROOM), font, ink, "lm")
    return sheet.png()


class _Sheet:
    """A picture of few colours, drawn as numbers of its palette: reducing a full picture takes as long as drawing it.

    An ink is the place of a colour, on its ground, among those that something is drawn in.
    """

    main, ink, soft, on_main, rule = range(5)

    def __init__(self, look: Look) -> None:
        self.look = look
        inks = (
            (look.main, _PAPER),
            (_INK, _PAPER),
            (_SOFT, _PAPER),
            (_PAPER, look.main),
            (look.accent, _PAPER),
        )
        self._colours = _palette(inks)
        self._picture = Image.new("P", (WIDTH, HEIGHT), _number(self.ink, 0))

    def fill(self, box: tuple[int, int, int, int], ink: int) -> None:
        self._picture.paste(_number(ink, _SHADES - 1), box)

    def write(
        self, at: tuple[float, float], text: str, font: ImageFont.FreeTypeFont, ink: int, anchor: str = "la"
    ) -> None:
        """Write one line of `text` in `ink`; `anchor` as Pillow names it."""
        if not text:
            return
        ascent, descent = font.getmetrics()
        letters, left, top = lettering.line(text, font)
        if anchor[0] == "r":
            left -= lettering.width(text, font)
        top += ascent if anchor[1] == "a" else (ascent - descent + 1) // 2
        self._picture.paste(
            letters.point(_shades(ink)), (round(at[0]) + left, round(at[1]) + top), letters.point(_SEEN)
        )

    def logo(self, left: int, middle: int) -> int:
        """Draw the logo on the main colour, its left edge and its middle there; return how wide it is."""
        if self.look.logo is None:
            return 0
        height = _LOGO_HEIGHT
        picture = drawn(self.look.logo, height)
        if picture.width > _LOGO_WIDTH:
            height = max(1, height * _LOGO_WIDTH // picture.width)
            picture = drawn(self.look.logo, height)
        ground = Image.new("RGBA", picture.size, self.look.main)
        few = Image.alpha_composite(ground, picture).convert("RGB").quantize(_LOGO_COLOURS)
        first = len(self._colours) // 3
        self._colours += bytes(few.getpalette() or ())
        self._picture.paste(
            few.point([first + n for n in range(256 - first)] + [255] * first),
            (left, middle - picture.height // 2),
        )
        return picture.width

    def png(self) -> bytes:
        self._picture.putpalette(self._colours)
        data = io.BytesIO()
        # Smallest would be 13 kB instead of 18, and take twice as long.
        self._picture.save(data, "PNG", compress_level=3)
        return data.getvalue()


_SEEN = [255 if level >= 256 // _SHADES else 0 for level in range(256)]


def _number(ink: int, shade: int) -> int:
    return ink * _SHADES + shade


@lru_cache
def _shades(ink: int) -> list[int]:
    """Return the number that each of 256 steps from the ground to the ink has in the palette."""
    return [_number(ink, level * _SHADES // 256) for level in range(256)]


@lru_cache(maxsize=4)
def _palette(inks: tuple[tuple[str, str], ...]) -> bytes:
    """Return red, green and blue of every shade of every ink, from its ground to its full colour."""
    return bytes(
        round(below + (above - below) * shade / (_SHADES - 1))
        for ink, ground in inks
        for shade in range(_SHADES)
        for above, below in zip(ImageColor.getrgb(ink), ImageColor.getrgb(ground), strict=True)
    )


def _head(sheet: _Sheet, portal_name: str, state: str) -> None:
    """Draw the band with logo and name of the portal at the left and the state at the right, on a rule."""
    sheet.fill((0, 0, WIDTH, _BAND), sheet.main)
    sheet.fill((0, _BAND, WIDTH, _BAND + _RULE), sheet.rule)
    taken = sheet.logo(_MARGIN, _BAND // 2)
    left = _MARGIN + (taken + _GAP if taken else 0)
    name = _one_line(portal_name, lettering.font("Regular", 38), _ROOM - _STATE_ROOM - left + _MARGIN)
    sheet.write((left, _BAND // 2), name, lettering.font("Regular", 38), sheet.on_main, "lm")
    sheet.write((WIDTH - _MARGIN, _BAND // 2), state, lettering.font("Bold", 38), sheet.on_main, "rm")


def _title(sheet: _Sheet, title: str) -> None:
    lines, size = _fitted(title)
    for number, line in enumerate(lines):
        top = _TITLE_TOP + number * size * _LEADING
        sheet.write((_MARGIN, top), line, lettering.font("Bold", size), sheet.ink)


def _fitted(title: str) -> tuple[tuple[str, ...], int]:
    """Return the title's lines in the largest size at which they fit, cut in the smallest where none does."""
    for size in _TITLE_SIZES:
        lines = tuple(_wrapped(title, lettering.font("Bold", size), _ROOM))
        room = int(_TITLE_HEIGHT / (size * _LEADING))
        if len(lines) <= room:
            return lines, size
    return (*lines[: room - 1], _cut(lines[room - 1])), size


def _one_line(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    first, *more = _wrapped(text, font, width)
    return _cut(first) if more else first


def _cut(line: str) -> str:
    """Return `line` with an ellipsis, which may extend into the margin."""
    return line.rstrip(" ,;:-") + "…"


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """Yield `text` in lines of at most `width` pixels; only a single word may be longer."""
    line: list[str] = []
    taken = 0
    for word in text.split():
        longer = taken + lettering.width(word, font) + (lettering.width(" ", font) if line else 0)
        if line and longer > width:
            yield " ".join(line)
            line, taken = [word], lettering.width(word, font)
        else:
            line, taken = [*line, word], longer
    yield " ".join(line)
