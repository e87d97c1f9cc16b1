"""Lines of words on pictures, put together from letters drawn one by one."""

import pytest
from PIL import Image, ImageDraw

from phonghop.paper import lettering

SIZES = (17.3, 28.6, 38, 60, 76)
LINES = (
    "Hội nghị sơ kết công tác xây dựng Đảng",
    "hop.example.gov.vn/q/abcdefg/",
    "XÁC NHẬN THAM DỰ ỄẤỆ",
    "AVAWA To Ty. “W.A.” j, f!",
    " a  b ",
    "…",
)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("face", ["Regular", "Bold"])
def test_line_is_the_one_that_the_whole_text_gives(face: str, size: float) -> None:
    font = lettering.font(face, size)
    for text in LINES:
        whole, joined = Image.new("L", (2200, 200)), Image.new("L", (2200, 200))
        ImageDraw.Draw(whole).text((50, 120), text, 255, font, anchor="ls")
        drawn = lettering.line(text, font)
        joined.paste(drawn.mask, (50 + drawn.left, 120 + drawn.top))
        assert joined.tobytes() == whole.tobytes()
        assert lettering.width(text, font) == font.getlength(text)
