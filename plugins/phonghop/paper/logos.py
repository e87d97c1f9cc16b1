"""The logo as Typst and Pillow take it."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import typst
from PIL import Image

from phonghop.paper.typesetting import TYPEFACES
from phonghop.portal.logo import Logo

_PICTURE = b"""\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.picture), format: "svg", height: float(sys.inputs.height) * 1pt)
"""
_POINTS_AN_INCH = 72


def as_svg(logo: Logo) -> str:
    """Return `logo` as SVG, the one form that travels to Typst within the words."""
    if logo.ending == ".svg":
        return logo.content.decode()
    with Image.open(BytesIO(logo.content)) as picture:
        width, height = picture.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{logo.in_place}"/></svg>'
    )


@lru_cache(maxsize=4)
def drawn(logo: Logo, height: int) -> Image.Image:
    """Return `logo` as a picture with a transparent ground, `height` pixels high."""
    inputs = {"picture": as_svg(logo), "height": str(height)}
    png = typst.compile(_PICTURE, format="png", ppi=_POINTS_AN_INCH, sys_inputs=inputs, font_paths=TYPEFACES)
    assert isinstance(png, bytes)
    with Image.open(BytesIO(png)) as picture:
        return picture.convert("RGBA")
