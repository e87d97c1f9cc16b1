"""The colours of a portal: how they are written, and how well one is read on another.

Contrast is that of WCAG 2.2 (relative luminance, 1.4.3): 1 for no difference, 21 for black on white; words need 4.5.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema, model_validator

from phonghop.model.record import Record
from phonghop.text.problems import Unreadable

WORDS_NEED = 4.5
"""The least contrast at which words are read (WCAG 2.2, 1.4.3, level AA)."""
LIGHT_GROUND, DARK_GROUND = "#efebe5", "#36312e"
"""The ground on which a colour is hardest to read, by day and by night: `--ph-chip` of ``tokens.css``."""
BLACK, WHITE = "#000000", "#ffffff"

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
_STEPS = 100
_MIDDLE = 0.18
"""The luminance above which black is the better contrast: about the same to black and to white."""


def read_colour(value: Any) -> str:
    """Return a colour as ``#rrggbb``.

    Raises:
        Unreadable: PH232 not six hexadecimal digits; PH233 nothing, as where an unquoted ``#`` begins a comment.
    """
    if value is None:
        raise Unreadable("PH233")
    match = _HEX.fullmatch(str(value).strip())
    if not match:
        raise Unreadable("PH232", text=value)
    return f"#{match[1].lower()}"


def contrast(one: str, other: str) -> float:
    """Return the contrast between two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, part: float) -> str:
    """Return `colour` with the `part` of it, from 0 to 1, replaced by `other`."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def readable(colour: str, ground: str, needed: float) -> str:
    """Return the colour nearest to `colour`, darker or lighter as `ground` asks, with the contrast `needed` on it."""
    towards = BLACK if _luminance(ground) > _MIDDLE else WHITE
    tries = (mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(tried for tried in tries if contrast(tried, ground) >= needed)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)


_COLOUR = (
    PlainValidator(read_colour),
    WithJsonSchema({"type": ["string", "number"], "pattern": "^#?[0-9a-fA-F]{6}$", "examples": ["#00529b"]}),
)
Colour: TypeAlias = Annotated[str, *_COLOUR]
"""Six hexadecimal digits, with or without ``#`` before them."""
ColourOrNone: TypeAlias = Annotated[str | None, *_COLOUR]
"""The same, where the key may be left out; a key without a value is a problem."""


class Colours(Record):
    """Màu của cổng, thay cho đỏ sẫm và vàng. Giấy mời in ra giữ màu theo thể thức."""

    short_form: ClassVar = "main"
    asked: ClassVar = {"main": "PH233"}
    told_empty: ClassVar = frozenset({"main", "on_dark", "accent"})

    main: Colour = Field(
        title="Màu chính",
        description='Đầu trang, tiêu đề, liên kết, nút bấm trên nền sáng. Viết trong ngoặc kép. Ví dụ: "#00529b".',
    )
    on_dark: ColourOrNone = Field(
        None,
        title="Màu chính trên nền tối",
        description='Bỏ trống thì lấy màu chính pha sáng lên. Ví dụ: "#9ecbff".',
    )
    accent: ColourOrNone = Field(
        None, title="Màu kẻ", description='Đường kẻ và vạch trang trí, không dùng cho chữ. Ví dụ: "#c9a227".'
    )

    @model_validator(mode="after")
    def _are_read(self) -> Colours:
        for colour, ground in ((self.main, LIGHT_GROUND), (self.on_dark, DARK_GROUND)):
            if colour and contrast(colour, ground) < WORDS_NEED:
                raise Unreadable(
                    "PH234",
                    colour=colour,
                    ground=ground,
                    ratio=f"{contrast(colour, ground):.1f}",
                    mended=readable(colour, ground, WORDS_NEED),
                )
        return self


def _never_empty(value: Any) -> Any:
    return read_colour(value) if value is None else value


ColoursOrNone: TypeAlias = Annotated[Colours | None, BeforeValidator(_never_empty)]
"""The colours of a portal; a key without a value is a problem, because an unquoted ``#`` began a comment."""
