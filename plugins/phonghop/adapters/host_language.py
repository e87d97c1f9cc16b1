"""The language of the host's own words beside ours: one setting for both, whichever of the two files has it."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

_PLACE = "partials/languages"
_ALL_IN_ENGLISH = """\
{% macro t(key) %}{{ { "language": "@", "search.config.lang": "en" }[key] }}{% endmacro %}
"""
"""What a theme without words of a language imports: the name of the language alone, so that all else is English."""


def have_host_speak(config: MkDocsConfig, language: str, folder: Path) -> None:
    """Have the theme speak `language`; one of which it has no words is named by a file that is written in `folder`."""
    config.theme["language"] = language
    if any(Path(place, _PLACE, f"{language}.html").is_file() for place in config.theme.dirs):
        return
    file = folder / "theme" / _PLACE / f"{language}.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_ALL_IN_ENGLISH.replace("@", language), "utf-8")
    config.theme.dirs.append(str(folder / "theme"))
