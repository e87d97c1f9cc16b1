"""Themes, plugins and settings of MkDocs beside which the portal cannot be what it should: told before anything is built.

Each was tried (`docs/developers/beside-other-plugins.md`); what is not named here goes well beside us or is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from phonghop.text.problems import Place, Problem
from phonghop.text.strings import Phrase

_REFUSED = {
    "print-site": "print_site",
    "i18n": "i18n",
    "rss": "rss",
    "git-revision-date-localized": "git_dates",
}
"""Plugins that never go together with us, by the key of why and what to do instead."""
_INSTANT = "navigation.instant"
_PLUGINS = frozenset({"phonghop", "search", "material/search"})
_READS_ANYTHING = frozenset({"pymdownx.snippets"})
_NOT_FROM_FILES = (b"!ENV", b"INHERIT")


def combination_problems(config: MkDocsConfig) -> Iterator[Problem]:
    """Yield what of `config` the portal cannot be built beside."""
    place = Place(Path(config.config_file_path or "mkdocs.yml").name)
    if config.theme.name != "material" and not _is_made_of_material(config):
        yield _problem(place, f"theme: {config.theme.name or '?'}", "theme")
        return
    names = [name.rpartition("/")[2] for name in config.plugins]
    for name in names:
        if name in _REFUSED:
            yield _problem(place, name, _REFUSED[name])
    if "minify" in names and "phonghop" in names and names.index("minify") < names.index("phonghop"):
        yield _problem(place, "minify", "minify")
    if any(str(feature).startswith(_INSTANT) for feature in config.theme.get("features") or ()):
        yield _problem(place, _INSTANT, "instant")
    if config.theme.get("font", True):
        yield Problem(place, "PH813")
    palettes = config.theme.get("palette") or ()
    palettes = [palettes] if isinstance(palettes, dict) else palettes
    if colours := dict.fromkeys(
        str(each["primary"]) for each in palettes if each.get("primary", "custom") != "custom"
    ):
        yield Problem(place, "PH814", {"colours": ", ".join(colours)})


def _is_made_of_material(config: MkDocsConfig) -> bool:
    """Return whether a theme of another name stands on Material's templates."""
    return any(Path(folder, "partials/palette.html").is_file() for folder in config.theme.dirs)


def _problem(place: Place, name: str, why: str) -> Problem:
    values = {"name": name, "why": Phrase(f"beside.{why}"), "instead": Phrase(f"beside.{why}_instead")}
    return Problem(place, "PH812", values)


def is_made_of_files(config: MkDocsConfig, settings: Path, root: Path) -> bool:
    """Return whether nothing but files of the project `root` decides what the site is: no hook, no plugin that asks elsewhere."""
    words = settings.read_bytes()
    folders = [
        Path(place).resolve() for place in (config.docs_dir, config.theme.custom_dir, settings) if place
    ]
    return (
        not config.hooks
        and config.plugins.keys() <= _PLUGINS
        and not _READS_ANYTHING & set(config.markdown_extensions)
        and not any(word in words for word in _NOT_FROM_FILES)
        and all(_is_visible_below(root, folder) for folder in folders)
    )


def _is_visible_below(root: Path, place: Path) -> bool:
    return place.is_relative_to(root) and not any(
        part.startswith(".") for part in place.relative_to(root).parts
    )
