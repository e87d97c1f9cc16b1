"""Codes as a camera sees them, and two readers that share no code: ZXing, and the one in OpenCV.

Run ``python tests/blurred_codes.py`` for the table of decision 0023: what each reads of codes of every mask, by hardship.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import qrcode
import zxingcpp
from PIL import Image, ImageFilter
from qrcode.util import MODE_8BIT_BYTE, QRData

from phonghop.paper import qr

HOSTS = (
    "hop.vn",
    "hop.example.gov.vn",
    "phonghop.dienbien.gov.vn",
    "hop-khong-giay.tinhuy.dienbien.gov.vn/phong-hop",
    "hop.xa-muong-phang.huyen-dien-bien.dienbien.gov.vn/thu-muc/phong-hop-khong-giay-to",
)
"""Of five lengths, each of which needs a code of another size."""
PIXELS = 3
"""The width of a module in a picture taken from some way off."""


def addresses(each: int, seed: int = 2026) -> list[str]:
    """Return addresses of issued codes, `each` of them at every host."""
    dice = random.Random(seed)
    letters = "23456789abcdefghjkmnpqrstuvwxyz"
    return [f"https://{host}/q/{''.join(dice.choices(letters, k=7))}/" for host in HOSTS for _ in range(each)]


@dataclass(frozen=True)
class Sight:
    """How badly a code is seen.

    Attributes:
        blur: standard deviation in pixels. A pixel gathers the light of its whole square (0.29), a lens in focus and the
            filter before the sensor spread it by about half a pixel more: together about 0.6.
        noise: standard deviation in steps of 256, at six tenths of the contrast.
        turn: degrees.
    """

    blur: float
    noise: float = 0
    turn: float = 0

    def picture(self, modules: Sequence[Sequence[int]]) -> Image.Image:
        side = len(modules) + 2 * qr.QUIET_ZONE
        page = Image.new("L", (side, side), 255)
        ink = bytes(0 if dark else 255 for row in modules for dark in row)
        page.paste(Image.frombytes("L", (len(modules),) * 2, ink), (qr.QUIET_ZONE,) * 2)
        page = page.resize((side * PIXELS,) * 2, Image.Resampling.NEAREST)
        if self.turn:
            page = page.rotate(self.turn, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
        page = page.filter(ImageFilter.GaussianBlur(self.blur))
        if not self.noise:
            return page
        grain = np.random.default_rng(5).normal(60, self.noise, (page.height, page.width))
        return Image.fromarray(np.clip(np.asarray(page) * 0.6 + grain, 0, 255).astype("uint8"))


def by_zxing(picture: Image.Image) -> str:
    return "".join(found.text for found in zxingcpp.read_barcodes(picture))


def by_opencv(picture: Image.Image) -> str:
    return cv2.QRCodeDetector().detectAndDecode(np.asarray(picture))[0]


READERS: dict[str, Callable[[Image.Image], str]] = {"ZXing": by_zxing, "OpenCV": by_opencv}


def drawn(address: str, mask: int | None) -> list[list[bool]]:
    """Return the modules with the library's choice of mask (None), or with one of eight."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=mask)
    code.add_data(QRData(address.encode(), MODE_8BIT_BYTE))
    code.make()
    return code.get_matrix()


def main() -> None:
    sample = addresses(50)
    hardships = [Sight(blur) for blur in (0.6, 0.8, 1.0, 1.2, 1.4)]
    hardships += [Sight(0.6, 10, 3), Sight(0.6, 10, 11), Sight(0.8, 10, 7)]
    columns = [(sight, reader) for sight in hardships for reader in READERS]
    print(
        "| mask |", *(f"{r}: blur {s.blur}, noise {s.noise}, turned {s.turn}° |" for s, r in columns), sep=" "
    )
    print("|---" * (len(columns) + 1), "|", sep="")
    for mask in (*range(8), None):
        codes = [(drawn(address, mask), address) for address in sample]
        cells = []
        for sight, reader in columns:
            read = sum(READERS[reader](sight.picture(code)) == address for code, address in codes)
            cells.append(f"{read / len(codes):.1%}")
        print(f"| {'best' if mask is None else mask} |", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    main()
