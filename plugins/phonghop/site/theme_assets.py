"""The theme's own styles and scripts as readers load them: one file of each, without comments and indentation.

A file costs a phone a request, and one that may change another at every page. A name that changes with what the file holds
tells the browser to keep it (`serving/site.nginx`, `serving/cloudflare.headers`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import rcssmin
import rjsmin

from phonghop.text.strings import Strings

_STYLES = tuple(f"assets/stylesheets/{name}.css" for name in ("tokens", "portal", "print"))
_SCRIPTS = tuple(
    f"assets/javascripts/{name}.js" for name in ("from-folder", "search-start", "portal", "meeting", "header")
)


def _words(t: Strings) -> Mapping[str, str]:
    """Return what the script says, by the names that it has for it; `{n}` is what it fills in."""
    return {
        "now": t("meeting.on_now"),
        "past": t("meeting.past"),
        "today": t("meeting.today"),
        "tomorrow": t("date.tomorrow"),
        "overdue": t("date.overdue"),
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
        sources: the addresses of the files that these are made of, which no page needs.
    """

    styles: ThemeAsset
    script: ThemeAsset
    sources: tuple[str, ...] = _STYLES + _SCRIPTS


def theme_assets(folders: Sequence[str], t: Strings) -> ThemeAssets:
    """Return what the theme in `folders` amounts to; a file in an earlier folder stands for one of its name in a later."""
    styles = "\n".join(_texts(folders, _STYLES))
    words = json.dumps(_words(t), ensure_ascii=False)
    script = ";\n".join([f"window.phonghopWords = {words}", *_texts(folders, _SCRIPTS)])
    return ThemeAssets(
        _named("assets/stylesheets/phonghop.{}.min.css", styles, rcssmin.cssmin),
        _named("assets/javascripts/phonghop.{}.min.js", script, rjsmin.jsmin),
    )


def _texts(folders: Sequence[str], addresses: Iterable[str]) -> Iterable[str]:
    for address in addresses:
        yield next(file for folder in folders if (file := Path(folder, address)).is_file()).read_text("utf-8")


def _named(address: str, text: str, minified: Callable[[str], str]) -> ThemeAsset:
    content = minified(text)
    return ThemeAsset(address.format(hashlib.sha256(content.encode()).hexdigest()[:8]), content)
