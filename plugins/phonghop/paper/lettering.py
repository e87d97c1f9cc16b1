"""Lines of words on pictures, in the typeface of this package: each letter is drawn once, and pasted from then on.

Fitting outlines to pixels takes FreeType a millisecond a line, and all lines are made of the same hundred letters. The
picture is the one that FreeType draws of the whole line: without shaping every letter begins on a whole pixel, and
composed Vietnamese letters need no shaping.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

_FONTS = Path(__file__).parent / "fonts"
_INK = 255
_NOWHERE = "\U0010fffe"
"""A code that will never be a sign (Unicode, 23.7), so that an empty box is drawn."""


class Drawn(NamedTuple):
    """A letter or a line of them.

    Attributes:
        mask: how much each pixel is inked, mode L.
        left: of the mask, in pixels from the point where the first letter begins on the baseline.
        top: of the mask, in pixels from the baseline, negative above it.
    """

    mask: Image.Image
    left: int
    top: int


@lru_cache
def font(face: str, size: float) -> ImageFont.FreeTypeFont:
    """Return a face, ``Regular`` or ``Bold``, in a size in pixels."""
    return ImageFont.truetype(_FONTS / f"Tinos-{face}.ttf", size, layout_engine=ImageFont.Layout.BASIC)


def missing(signs: str) -> str:
    """Return those of `signs` that the typeface has no letters for, in their order."""
    return "".join(
        sign for sign in signs if not sign.isspace() and _drawn_alone(sign) == _drawn_alone(_NOWHERE)
    )


@lru_cache(maxsize=4096)
def _drawn_alone(sign: str) -> bytes:
    return bytes(font("Regular", 32).getmask(sign))


def width(text: str, font: ImageFont.FreeTypeFont) -> int:
    """Return the pixels from the beginning of `text` to its end."""
    return sum(_step(*pair, font) for pair in pairwise((*text, "")))


def line(text: str, font: ImageFont.FreeTypeFont) -> Drawn:
    """Return `text`, which is not empty, in one line."""
    placed = tuple(_placed(text, font))
    left = min(letter.left for letter in placed)
    top = min(letter.top for letter in placed)
    right = max(letter.left + letter.mask.width for letter in placed)
    bottom = max(letter.top + letter.mask.height for letter in placed)
    mask = Image.new("L", (right - left, bottom - top))
    for letter in placed:
        mask.paste(_INK, (letter.left - left, letter.top - top), letter.mask)
    return Drawn(mask, left, top)


def _placed(text: str, font: ImageFont.FreeTypeFont) -> Iterator[Drawn]:
    """Yield each letter of `text` as it lies in the line."""
    start = 0
    for letter, after in pairwise((*text, "")):
        drawn = _letter(letter, font)
        yield drawn._replace(left=start + drawn.left)
        start += _step(letter, after, font)


@lru_cache(1 << 14)
def _step(letter: str, after: str, font: ImageFont.FreeTypeFont) -> int:
    """Return the pixels from the beginning of `letter` to that of the next, which may be drawn nearer than it is wide."""
    return round(font.getlength(letter + after) - font.getlength(after))


@lru_cache(1 << 12)
def _letter(letter: str, font: ImageFont.FreeTypeFont) -> Drawn:
    left, top, right, bottom = map(round, font.getbbox(letter, anchor="ls"))
    mask = Image.new("L", (max(1, right - left), max(1, bottom - top)))
    ImageDraw.Draw(mask).text((-left, -top), letter, _INK, font, anchor="ls")
    return Drawn(mask, left, top)
