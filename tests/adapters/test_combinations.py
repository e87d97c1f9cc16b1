"""Themes, plugins and features of MkDocs beside which the portal does not work are refused, with what to do instead."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from driver import SITE_SETTINGS, PortalCase
from phonghop.adapters.combinations import combination_problems
from phonghop.text.strings import strings


class _Theme(dict[str, Any]):
    name, dirs = "material", ()


def told(plugins: list[str], **theme: object) -> list[str]:
    config = SimpleNamespace(
        config_file_path="/x/mkdocs.yml", theme=_Theme(font=False, **theme), plugins=dict.fromkeys(plugins)
    )
    return [problem.line(strings("vi")) for problem in combination_problems(config)]


@pytest.mark.parametrize("name", ["print-site", "i18n", "rss", "git-revision-date-localized"])
def test_a_plugin_that_never_goes_with_us_is_refused(name: str) -> None:
    (line,) = told(["material/search", "phonghop", name])
    assert line.startswith(f"mkdocs.yml:1:1: PH812 «{name}» không dùng cùng cổng được: ")
    assert "bỏ plugin này" in line


def test_minify_is_refused_only_in_front_of_us() -> None:
    assert told(["phonghop", "minify"]) == []
    (line,) = told(["minify", "phonghop"])
    assert line.endswith("; trong plugins, đặt phonghop trước minify")


def test_plugins_that_go_well_are_not_told() -> None:
    assert (
        told(["material/search", "material/tags", "material/blog", "redirects", "macros", "phonghop"]) == []
    )


@pytest.mark.parametrize("feature", ["navigation.instant", "navigation.instant.prefetch"])
def test_pages_that_are_swapped_are_refused(feature: str) -> None:
    (line,) = told(["phonghop"], features=["toc.follow", feature])
    assert "bỏ navigation.instant" in line


@pytest.mark.parametrize("theme", ["readthedocs", "mkdocs"])
def test_another_theme_is_refused_without_a_trace(portal: PortalCase, theme: str) -> None:
    settings = SITE_SETTINGS.replace("{name: material, language: vi, font: false}", theme)
    portal.meeting().write("mkdocs.yml", settings).write("content/index.md", "# Trang chủ\n")
    answer = portal.build()
    assert answer.exit_code == 1
    assert "mkdocs.yml:1:1: PH812" in answer.output
    assert "Traceback" not in answer.output


def test_typefaces_from_elsewhere_are_told(portal: PortalCase) -> None:
    portal.meeting().write("mkdocs.yml", SITE_SETTINGS.replace(", font: false", ""))
    portal.write("content/index.md", "# Trang chủ\n")
    answer = portal.build()
    assert answer.exit_code == 0
    assert "PH813" in answer.output


def test_two_colours_beside_each_other_are_told(portal: PortalCase) -> None:
    coloured = SITE_SETTINGS.replace("font: false", "font: false, palette: {primary: indigo}")
    portal.meeting().write("mkdocs.yml", coloured).write("content/index.md", "# Trang chủ\n")
    assert "PH814 Giao diện đặt màu indigo" in portal.build().output


@pytest.mark.parametrize("language", ["en", "vi"])
def test_mkdocs_itself_tells_the_same_and_in_its_language(
    portal: PortalCase, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings = SITE_SETTINGS.replace(", font: false", "").replace("language: vi", f"language: {language}")
    portal.write("mkdocs.yml", settings).write("content/index.md", "# Home\n")
    (portal.root / "meetings/portal.yml").unlink()
    with pytest.raises(Abort):
        build(load_config(str(portal.root / "mkdocs.yml")))
    assert ("PH429 There is no portal here" in caplog.text) == (language == "en")
    assert "PH813" in caplog.text


def test_addresses_of_files_are_right_too(portal: PortalCase) -> None:
    """Pages written by hand get other addresses, those of the portal stay: they are printed."""
    portal.meeting().write("mkdocs.yml", SITE_SETTINGS + "use_directory_urls: false\n")
    portal.write("content/index.md", "# Trang chủ\n").write("content/huong-dan.md", "# Hướng dẫn\n")
    assert portal.build("--strict").exit_code == 0
    site = portal.site()
    assert "hop/2026-07-01-hop/index.html" in site
    assert 'href="/huong-dan.html"' in site["404.html"].decode()
