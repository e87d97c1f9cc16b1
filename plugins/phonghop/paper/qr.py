"""Codes drawn: an address → a matrix → SVG for screens and sheets, PNG for Word.

Error correction M, quiet zone of 4 modules, no logo, address in lower case. On paper a module is at least 0.5 mm and
the symbol at least 25 mm (GS1 General Specifications ask for 0.396 mm; the rest is margin for creased paper).
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from functools import lru_cache, partial
from html import escape
from itertools import count
from typing import Final, TypeAlias

import qrcode
from PIL import Image
from qrcode.util import QRData

from phonghop.paper import lettering

Matrix: TypeAlias = tuple[bytes, ...]
"""Rows of modules, a byte for each: 1 is dark, 0 is light."""

QUIET_ZONE = 4
MODULE_MM = 0.5
SYMBOL_MM = 25.0
PNG_DPI = 300
_PIXELS = 11
_MM_PER_INCH = 25.4
MASK = 1
"""One mask for all codes: searching the best of eight takes ten times as long and reads no better (decision 0023)."""
_BYTES: Final = 4
"""The mode in which any address can be written, ``qrcode.util.MODE_8BIT_BYTE``."""
_OWN = slice(-8, -1)
"""The position of an issued code in its address, ``…/q/abcdefg/``."""
_BLANK = b"a"
"""Placeholder of a character that is not drawn yet; not zero, by which the library cannot divide."""
_FEW = 20
"""As many codes are drawn whole: computing what each bit turns over takes as long as drawing 57."""
_ASKED = count()
# Not `xml.sax.saxutils.escape`, which does the same: its module loads all that the web takes, TLS included.
_escaped = partial(escape, quote=False)
_DARK = re.compile(rb"\x01+")
_CAPTION = 7
"""Height of the two lines beneath the quiet zone, in modules."""
_OF_TWO = 0.64
"""Size of two lines of a label, of the size of one."""
_WIDEST_LETTER = 0.62
"""Mean width of a bold letter in common sans-serif typefaces, in em."""


@lru_cache(maxsize=4096)
def matrix(address: str) -> Matrix:
    """Return the modules of the code for `address`, without the quiet zone.

    A code is linear: as long as length and mask stay the same, a bit of the address turns the same modules over, whatever
    the other bits are. So the codes of a portal, whose addresses differ in seven characters, are put together from one
    that is drawn without these characters, and from what each bit of them turns over.
    """
    payload = bytearray(address.encode())
    if next(_ASKED) < _FEW:
        return _rows(_drawn(bytes(payload)), len(payload))
    own = payload[_OWN]
    payload[_OWN] = _BLANK * len(own)
    modules = _drawn(bytes(payload))
    for place, character in enumerate(own):
        for bit in range(8):
            if (character ^ _BLANK[0]) >> bit & 1:
                modules ^= _turned(len(payload), len(payload) - 1 - len(own) + place, bit)
    return _rows(modules, len(payload))


def _rows(modules: int, length: int) -> Matrix:
    side = 17 + 4 * _version(length)
    squares = modules.to_bytes(side * side, "big")
    return tuple(squares[row : row + side] for row in range(0, side * side, side))


@lru_cache(maxsize=1024)
def _turned(length: int, place: int, bit: int) -> int:
    """Return the modules that a bit of the byte at `place` turns over in the code of `length` bytes."""
    blank = _BLANK * length
    turned = bytes([_BLANK[0] ^ 1 << bit])
    return _drawn(blank) ^ _drawn(blank[:place] + turned + blank[place + 1 :])


@lru_cache(maxsize=64)
def _drawn(payload: bytes) -> int:
    """Return the modules of a code, row after row, a byte for each, as one number."""
    code = qrcode.QRCode(
        _version(len(payload)), qrcode.constants.ERROR_CORRECT_M, mask_pattern=MASK, border=0
    )
    code.add_data(QRData(payload, _BYTES))
    code.make(fit=False)
    return int.from_bytes(b"".join(map(bytes, code.get_matrix())), "big")


@lru_cache
def _version(length: int) -> int:
    """Return the version, which is the size, of the smallest code that holds `length` bytes."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(QRData(bytes(length), _BYTES))
    return code.best_fit()


def module_mm(modules: Matrix) -> float:
    """Return the module's width on paper that keeps both the module and the symbol large enough, in mm."""
    return max(MODULE_MM, SYMBOL_MM / len(modules))


@lru_cache(maxsize=256)
def outline(modules: Matrix) -> str:
    """Return the dark modules as one SVG path, in module units from the symbol's corner.

    A meeting's codes are drawn twice: in files of their own, and on its letter.
    """
    return "".join(
        f"M{run.start()} {y}h{(width := run.end() - run.start())}v1h-{width}z"
        for y, row in enumerate(modules)
        for run in _DARK.finditer(row)
    )


def svg(address: str, label: str) -> bytes:
    """Return the code as SVG in print size, black on white, with its label and its address beneath."""
    modules = matrix(address)
    side = len(modules) + 2 * QUIET_ZONE
    height = side + _CAPTION
    unit = module_mm(modules)
    shown = address.partition("://")[2]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * unit:.2f}mm" height="{height * unit:.2f}mm"'
        f' viewBox="0 0 {side} {height}" role="img"><title>{_escaped(label)}: {_escaped(shown)}</title>'
        f'<path fill="#fff" d="M0 0h{side}v{height}h-{side}z"/>'
        f'<path transform="translate({QUIET_ZONE} {QUIET_ZONE})" d="{outline(modules)}"/>'
        '<g font-family="sans-serif" text-anchor="middle">'
        + "".join(
            f'<text x="{side / 2}" y="{side + top + 2.4 * share:.4g}" font-size="{_fitting(line, side, 2.6 * share)}" font-weight="bold">'
            f"{_escaped(line)}</text>"
            for line, top, share in _label_lines(label, side)
        )
        + f'<text x="{side / 2}" y="{side + 5.6}" font-size="{_fitting(shown, side, 2.2)}">{_escaped(shown)}</text></g></svg>\n'
    ).encode()


def _label_lines(label: str, side: int) -> Iterator[tuple[str, float, float]]:
    """Yield the lines of a label below a symbol of `side` modules: where each begins, in modules, and its share of the usual size.

    A label that would be set much smaller in one line takes two, cut at the space nearest to its middle.
    """
    cuts = [n for n, sign in enumerate(label) if sign == " "]
    if _fitting(label, side, 2.6) >= 2.6 * _OF_TWO or not cuts:
        yield label, 0, 1
        return
    cut = min(cuts, key=lambda n: abs(n - len(label) // 2))
    yield label[:cut], 0, _OF_TWO
    yield label[cut + 1 :], 1.9, _OF_TWO


def _fitting(text: str, width: int, size: float) -> float:
    """Return a font size, at most `size`, at which `text` fits into `width` in any common typeface."""
    return round(min(size, width / (_WIDEST_LETTER * len(text))), 2)


def symbol(modules: Matrix, pixels: int) -> Image.Image:
    """Return the symbol with its quiet zone, a module `pixels` wide."""
    corner, side = QUIET_ZONE * pixels, len(modules) * pixels
    drawn = Image.frombytes("L", (len(modules), len(modules)), b"".join(modules)).point(_PAPER, "1")
    picture = Image.new("1", (side + 2 * corner,) * 2, 1)
    picture.paste(drawn.resize((side, side), Image.Resampling.NEAREST), (corner, corner))
    return picture


def png(address: str, label: str) -> bytes:
    """Return the code as a 1-bit PNG of whole pixels at 300 dpi, with its label and its address beneath."""
    modules = matrix(address)
    pixels = max(_PIXELS, math.ceil(module_mm(modules) * PNG_DPI / _MM_PER_INCH))
    side = (len(modules) + 2 * QUIET_ZONE) * pixels
    picture = Image.new("1", (side, side + _CAPTION * pixels), 1)
    picture.paste(symbol(modules, pixels), (0, 0))
    for line, top, share in _label_lines(label, side // pixels):
        _caption(picture, line, side + round(top * pixels), 3.2 * share * pixels)
    _caption(picture, address.partition("://")[2], side + round(3.8 * pixels), 2.6 * pixels)
    data = io.BytesIO()
    # Smaller would be 0.4 kB smaller, and take half as long again.
    picture.save(data, "PNG", dpi=(PNG_DPI, PNG_DPI), compress_level=1)
    return data.getvalue()


def _caption(picture: Image.Image, text: str, top: int, size: float) -> None:
    """Write `text` centred below the symbol, smaller when it is too long for one line."""
    if not text:
        return
    room = picture.width * 0.96
    font = lettering.font("Regular", size)
    length = lettering.width(text, font)
    if length > room:
        font = lettering.font("Regular", math.floor(size * room / length))
    drawn = lettering.line(text, font)
    left = (picture.width - lettering.width(text, font)) // 2 + drawn.left
    baseline = top + font.getmetrics()[0]
    picture.paste(0, (left, baseline + drawn.top), drawn.mask.point(_INKED, "1"))


_PAPER = [255, *[0] * 255]
_INKED = [255 * (shade >= 100) for shade in range(256)]
