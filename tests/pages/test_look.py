"""The colours and the logo of an office: read by day and by night, and seen wherever the portal is."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pydantic import ValidationError

from driver import PORTAL, PortalCase
from phonghop.model.colours import Colours, contrast
from phonghop.pages.look import Look, look_of
from phonghop.portal import routes
from sample_files import pdf

BLUE, YELLOW = "#00529b", "#ffc20e"
ROSE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><rect width="60" height="40" fill="#00c040"/></svg>'
TOKENS = {
    "day": {"ground": ("#ffffff", "#f7f5f2", "#efebe5"), "on": "#ffffff"},
    "night": {"ground": ("#1c1a19", "#262322", "#36312e"), "on": None},
}
"""What the main colour is read on, and what is read on it, from tokens.css."""


def values(styles: str, scheme: str) -> dict[str, str]:
    rules = re.search(rf'\[data-md-color-scheme="{scheme}"\]{{([^}}]*)}}', styles)
    assert rules
    return dict(part.split(":") for part in rules[1].split(";"))


@given(st.integers(0, 0xFFFFFF))
def test_a_colour_that_is_taken_is_read_by_day_and_by_night(number: int) -> None:
    try:
        colours = Colours(main=f"#{number:06x}")
    except ValidationError:
        return
    made = look_for(colours)
    day, night = values(made.styles, "default"), values(made.styles, "slate")
    for ground in TOKENS["day"]["ground"]:
        assert contrast(day["--ph-red"], ground) >= 4.5
    assert contrast(day["--ph-red"], "#ffffff") >= 4.5
    for ground in TOKENS["night"]["ground"]:
        assert contrast(night["--ph-red"], ground) >= 4.5
        assert contrast(night["--ph-ring"], ground) >= 3
    assert contrast(night["--ph-on-red"], night["--ph-red"]) >= 4.5
    head = re.search(
        r'slate"\]\[data-md-color-primary="custom"\]{--md-primary-fg-color:(#\w{6})', made.styles
    )
    assert head
    assert contrast(head[1], "#ffffff") >= 4.5


def look_for(colours: Colours) -> Look:
    class Settings:
        pass

    portal = Settings()
    portal.settings, portal.logo = Settings(), None
    portal.settings.colours = colours
    return look_of(portal)


@given(st.integers(0, 0xFFFFFF))
def test_the_colour_that_is_proposed_is_taken(number: int) -> None:
    try:
        Colours(main=f"#{number:06x}")
    except ValidationError as refused:
        proposed = refused.errors()[0]["ctx"]["error"].values["mended"]
        assert Colours(main=proposed).main == proposed


def test_tokens_are_what_contrast_is_held_against() -> None:
    tokens = Path(__file__).parents[2].joinpath("theme/assets/stylesheets/tokens.css").read_text("utf-8")
    for scheme in TOKENS.values():
        for ground in scheme["ground"]:
            assert f": {ground};" in tokens


@pytest.fixture
def coloured(portal: PortalCase) -> PortalCase:
    portal.portal_file(f'{PORTAL}colours: {{main: "{BLUE}", accent: "{YELLOW}"}}\nlogo: logo.svg\n')
    portal.write("meetings/logo.svg", ROSE)
    portal.meeting("documents:\n  - bao-cao.pdf\n").write(
        "meetings/2026-07-01-hop/bao-cao.pdf", pdf("Bao cao")
    )
    portal.run("codes", "issue", "2026-07-01-hop")
    return portal.with_settings()


def test_colours_and_logo_are_everywhere(coloured: PortalCase) -> None:
    built = coloured.build("--strict")
    assert built.exit_code == 0, built.output
    site = coloured.site()
    logo = next(address for address in site if address.startswith("assets/images/logo."))
    assert site[logo] == ROSE.encode()
    styles = next(site[a].decode() for a in site if re.fullmatch(r"assets/stylesheets/phonghop\..*css", a))
    assert f"--md-primary-fg-color:{BLUE}" in styles
    meeting = site["hop/2026-07-01-hop/index.html"].decode()
    assert f'src="../../{logo}"' in meeting
    code = next(site[a].decode() for a in site if a.startswith("q/") and a.endswith(".html"))
    assert f"background:{BLUE}" in code
    assert f'src="../../{logo}"' in code
    reading = next(site[a].decode() for a in site if re.fullmatch(r"assets/stylesheets/reader\..*css", a))
    assert f"--ph-red:{BLUE}" in reading
    with zipfile.ZipFile(io.BytesIO(site["hop/2026-07-01-hop/tron-bo.zip"])) as pack:
        index = pack.read("index.html").decode()
    assert BLUE in index
    assert "data:image/svg+xml;base64," in index
    assert "#8c1515" not in f"{code}{index}"


def test_the_picture_of_a_shared_address_has_them(coloured: PortalCase) -> None:
    coloured.build()
    picture = Image.open(io.BytesIO(coloured.site()[routes.share_card("2026-07-01-hop")])).convert("RGB")
    assert picture.getpixel((4, 4)) == (0x00, 0x52, 0x9B)
    assert picture.getpixel((4, 95)) == (0xFF, 0xC2, 0x0E)
    red, green, blue = picture.getpixel((110, 46))
    assert green > 150
    assert red < 40
    assert blue < 100


def test_the_cover_of_a_pack_has_them(coloured: PortalCase) -> None:
    coloured.build()
    with pikepdf.open(io.BytesIO(coloured.site()["hop/2026-07-01-hop/tron-bo.pdf"])) as pack:
        drawn = b"".join(
            pikepdf.unparse_content_stream([step]) for step in pikepdf.parse_content_stream(pack.pages[0])
        )
    blue = b"0 0.32156864 0.60784316"
    assert blue in drawn


def test_a_picture_of_pixels_is_a_logo_too(portal: PortalCase) -> None:
    data = io.BytesIO()
    Image.new("RGBA", (800, 100), (0, 200, 0, 255)).save(data, "PNG")
    portal.portal_file(f"{PORTAL}logo: bieu-trung.png\n").write("meetings/bieu-trung.png", data.getvalue())
    portal.meeting().with_settings()
    built = portal.build("--strict")
    assert built.exit_code == 0, built.output
    picture = Image.open(io.BytesIO(portal.site()[routes.share_card("2026-07-01-hop")])).convert("RGB")
    assert picture.getpixel((100, 46)) == (0, 200, 0)


def test_another_logo_is_built_anew(coloured: PortalCase) -> None:
    coloured.build()
    before = {address for address in coloured.site() if address.startswith("assets/images/logo.")}
    coloured.write("meetings/logo.svg", ROSE.replace("60", "61"))
    assert coloured.build("--strict").exit_code == 0
    site = coloured.site()
    after = {address for address in site if address.startswith("assets/images/logo.")}
    assert len(after) == 1
    assert after != before
    assert after.pop() in site["hop/2026-07-01-hop/index.html"].decode()
