"""The theme's own styles and scripts as readers load them: one file of each, without comments and indentation.

A file costs a phone a request, and one that may change another at every page. A name that changes with what the file holds
tells the browser to keep it (`serving/site.nginx`, `serving/cloudflare.headers`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import rcssmin
import rjsmin

from phonghop.pages.look import Look
from phonghop.portal import routes
from phonghop.site.modules import joined
from phonghop.site.outputs import Asset
from phonghop.text.region import here
from phonghop.text.strings import Strings

_STYLES = tuple(f"assets/stylesheets/{name}.css" for name in ("tokens", "portal", "print"))
_SCRIPTS = tuple(f"assets/javascripts/{name}.js" for name in ("from-folder", "search-start", "portal"))
_READER_STYLES = ("assets/stylesheets/tokens.css", "assets/stylesheets/reader.css")
_READER = "assets/javascripts/reader/main.js"
_PROBE = "assets/javascripts/reader/probe.js"
_SEARCH = "assets/javascripts/search/main.js"
_MODULES = tuple(f"assets/javascripts/{folder}/*.js" for folder in ("reader", "search", "locked"))
_PDFJS = "assets/pdfjs-*/**/*"
_LOCKED = "assets/javascripts/locked/main.js"
_NOBLE = "assets/noble-*/**/*"
_HALL = "portal/hall/*.js"


def _words(t: Strings) -> Mapping[str, str]:
    """Return what the script says, by the names that it has for it; `{n}` is what it fills in."""
    return {
        "zone": here().time_zone,
        "point": routes.word("point"),
        "now": t("meeting.on_now"),
        "past": t("meeting.past"),
        "today": t("meeting.today"),
        "month": t("meeting.this_month"),
        "tomorrow": t("date.tomorrow"),
        "overdue": t("date.overdue"),
        "over": t("date.over"),
        "recent": t("portal.recent"),
        "days": t("date.countdown_days", n="{n}"),
        "hours": t("date.countdown_hours", n="{n}"),
        "minutes": t("date.countdown_minutes", n="{n}"),
        "new": t("document.new"),
        "replaced": t("document.replaced"),
        "onItem": t("meeting.on_item"),
        "onItemShort": t("meeting.on_item_short"),
        "nextItem": t("meeting.next_item"),
        "postedToday": t("document.posted_today"),
        "postedYesterday": t("document.posted_yesterday"),
        "otherPoints": t("meeting.other_points", n="{n}"),
        "searchWaits": t("portal.search_waits"),
        "newSince": t("meeting.new_since", n="{n}"),
        "replacedSince": t("meeting.replaced_since", n="{n}"),
        "clock": t("date.clock_pattern", h="{h}", m="{m}"),
        "since": t("meeting.since", when="{n}"),
        "printLatest": t("pack.latest"),
        "printChanged": t("pack.changed", n="{n}"),
        "printChangedOtherwise": t("pack.changed_otherwise"),
    }


@dataclass(frozen=True, slots=True)
class ThemeAsset:
    """A file whose address tells its content."""

    address: str
    content: str


@dataclass(frozen=True, slots=True)
class ThemeAssets:
    """What every page of the portal loads besides the host theme's own files.

    Attributes:
        search: the script of the search worker, which is loaded once the search box is opened.
        sources: the addresses of the files that these and the reading pages' are made of, which no page needs.
    """

    styles: ThemeAsset
    script: ThemeAsset
    search: ThemeAsset
    sources: tuple[str, ...]


def theme_assets(folders: Sequence[str], t: Strings, look: Look) -> ThemeAssets:
    """Return what the theme in `folders` amounts to; a file in an earlier folder stands for one of its name in a later."""
    taken: dict[str, str] = {}
    find = _reader_of(folders)

    def read(address: str) -> str:
        if address not in taken:
            taken[address] = find(address)
        return taken[address]

    styles = "\n".join((*map(read, _STYLES), look.styles))
    words = json.dumps(_words(t), ensure_ascii=False)
    scripts = (f"(() => {{\n{joined(address, read)}\n}})()" for address in _SCRIPTS)
    script = ";\n".join([f"window.phonghopWords = {words}", *scripts])
    search = f"(() => {{\n{joined(_SEARCH, read)}\n}})()"
    return ThemeAssets(
        _named("assets/stylesheets/phonghop.{}.min.css", styles, rcssmin.cssmin),
        _named("assets/javascripts/phonghop.{}.min.js", script, rjsmin.jsmin),
        _named("assets/javascripts/search.{}.min.js", search, rjsmin.jsmin),
        tuple(dict.fromkeys((*taken, *_READER_STYLES, *_modules(folders)))),
    )


def _modules(folders: Sequence[str]) -> Iterator[str]:
    for folder in folders:
        for pattern in (*_MODULES, _PDFJS, _NOBLE, _HALL):
            yield from (file.relative_to(folder).as_posix() for file in Path(folder).glob(pattern))


@dataclass(frozen=True, slots=True)
class ReadingAssets:
    """What reading pages load, and nothing else does.

    Attributes:
        styles: of every reading page.
        script: of those of a PDF.
        probe: the script of a worker that tells whether workers here can do what pdf.js needs.
        pdfjs: the address of the folder of pdf.js, named by its version, with a slash at its end.
        files: all of these as files.
    """

    styles: str
    script: str
    probe: str
    pdfjs: str
    files: tuple[Asset, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """What a page names of it: each changes with what is behind it."""
        return self.styles, self.script, self.probe, self.pdfjs


def reading_assets(theme: Path, look: Look) -> ReadingAssets:
    """Return what the reading pages of the theme's folder `theme` load in the look of a portal."""
    read = _reader_of([str(theme)])
    rules = "\n".join((*map(read, _READER_STYLES), look.reader_styles))
    styles = _named("assets/stylesheets/reader.{}.min.css", rules, rcssmin.cssmin)
    script = _named("assets/javascripts/reader.{}.min.js", joined(_READER, read), rjsmin.jsmin)
    probe = _named("assets/javascripts/probe.{}.min.js", joined(_PROBE, read), rjsmin.jsmin)
    vendored = sorted(file for file in theme.glob(_PDFJS) if file.is_file())
    folder = vendored[0].relative_to(theme).parts[1]
    own = tuple(Asset(made.address, made.content.encode()) for made in (styles, script, probe))
    pdfjs = tuple(Asset(file.relative_to(theme).as_posix(), file, is_library=True) for file in vendored)
    return ReadingAssets(styles.address, script.address, probe.address, f"assets/{folder}/", own + pdfjs)


@dataclass(frozen=True, slots=True)
class LockedAssets:
    """What pages load that open locked papers.

    Attributes:
        script: the address of their script.
        library: the address of what does the arithmetic where the browser cannot.
        files: both as files, with the library's licences.
    """

    script: str
    library: str
    files: tuple[Asset, ...]


def locked_assets(theme: Path) -> LockedAssets:
    """Return what the pages of the theme's folder `theme` load that open locked papers."""
    script = _named(
        "assets/javascripts/locked.{}.min.js", joined(_LOCKED, _reader_of([str(theme)])), rjsmin.jsmin
    )
    vendored = sorted(file for file in theme.glob(_NOBLE) if file.is_file())
    library = next(file for file in vendored if file.suffix == ".js").relative_to(theme).as_posix()
    noble = tuple(Asset(file.relative_to(theme).as_posix(), file, is_library=True) for file in vendored)
    return LockedAssets(script.address, library, (Asset(script.address, script.content.encode()), *noble))


def _reader_of(folders: Sequence[str]) -> Callable[[str], str]:
    def read(address: str) -> str:
        return next(f for folder in folders if (f := Path(folder, address)).is_file()).read_text("utf-8")

    return read


def _named(address: str, text: str, minified: Callable[[str], str]) -> ThemeAsset:
    content = minified(text)
    return ThemeAsset(address.format(hashlib.sha256(content.encode()).hexdigest()[:8]), content)
