"""The theme's styles and script as one file of each."""

import re
from pathlib import Path

import material

from phonghop.pages.look import Look
from phonghop.site.theme_assets import reading_assets, theme_assets
from phonghop.text.strings import strings
from phonghop.theme_files import theme_folder

THEME = str(theme_folder())


def test_a_file_in_an_earlier_folder_stands_for_the_theme_s_own(tmp_path: Path) -> None:
    own = tmp_path / "assets/stylesheets/tokens.css"
    own.parent.mkdir(parents=True)
    own.write_text("/* Màu của tỉnh */\n:root { --ph-red: #0a0b0c; }\n", "utf-8")
    before, after = (
        theme_assets([THEME], strings("vi"), Look()),
        theme_assets([str(tmp_path), THEME], strings("vi"), Look()),
    )
    assert ":root{--ph-red:#0a0b0c}" in after.styles.content
    assert ".ph-doc" in after.styles.content
    assert "Màu" not in after.styles.content
    assert after.styles.address != before.styles.address
    assert after.script == before.script


def test_the_script_speaks_the_language_of_the_portal() -> None:
    in_both = {language: theme_assets([THEME], strings(language), Look()) for language in ("vi", "en")}
    assert '"today":"Hôm nay"' in in_both["vi"].script.content
    assert '"today":"Today"' in in_both["en"].script.content
    assert in_both["vi"].script.address != in_both["en"].script.address
    assert in_both["vi"].styles == in_both["en"].styles


def test_sources_are_ours_alone() -> None:
    """What they are made of is taken out of the site; the scripts of the theme that ours builds on stay."""
    sources = theme_assets(
        [THEME, str(Path(material.__file__).parent / "templates")], strings("vi"), Look()
    ).sources
    assert {
        "assets/javascripts/portal.js",
        "assets/javascripts/times.js",
        "assets/stylesheets/reader.css",
    } <= set(sources)
    assert [address for address in sources if not (theme_folder() / address).exists()] == []


def test_what_texts_hold_is_left_as_it_is() -> None:
    """Strings, templates and patterns look like what may be taken out."""
    script = theme_assets([THEME], strings("vi"), Look()).script.content
    folder = theme_folder() / "assets/javascripts"
    source = "".join(file.read_text("utf-8") for file in sorted(folder.glob("*.js")))
    for text in (
        "`${iso}T23:59:59Z`",
        r"/^#(ban|thu)=(\w+(?:-\d+)?)$/",
        r"/[^\p{L}\p{N}]+/gu",
        '":scope > details.ph-doc__more"',
    ):
        assert text in source
        assert text in script


def test_what_reading_pages_load_is_named_after_what_it_holds() -> None:
    assets = reading_assets(theme_folder(), Look())
    addresses = {file.address for file in assets.files}
    assert {assets.styles, assets.script, assets.probe} <= addresses
    assert {
        f"{assets.pdfjs}{name}" for name in ("pdf.min.js", "pdf.worker.min.js", "viewer.min.js")
    } <= addresses
    (script,) = (file.content for file in assets.files if file.address == assets.script)
    assert isinstance(script, bytes)
    assert not re.search(rb"^(?:import|export)\b", script, re.MULTILINE)


def test_what_they_are_made_of_is_no_file_of_the_site() -> None:
    sources = set(theme_assets([THEME], strings("vi"), Look()).sources)
    below = {
        file.relative_to(THEME).as_posix()
        for folder in ("javascripts/reader", "pdfjs-6.5.438")
        for file in Path(THEME, "assets", folder).rglob("*")
        if file.is_file()
    }
    assert below <= sources
