"""Active content in pages written by hand is reported (PH420) and never published: an allow-list decides what stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

import nh3

from phonghop.text.problems import Place, Problem

_ELEMENT = re.compile(r"<\s*[A-Za-z/!?][^>]{0,40}>?|[\"'][^<>]{0,40}\bon\w+\s*=|\"\s*>")
"""What becomes an element, or an attribute that runs, where a theme writes a value into a page as it is."""
_TAGS = nh3.ALLOWED_TAGS | frozenset(
    (
        "section article header footer main nav aside div span input label button address figure figcaption picture"
        " source video audio track details summary small mark ins del kbd samp var abbr time wbr dl dt dd colgroup col"
        " caption thead tbody tfoot u s center svg path g circle rect line polyline polygon ellipse title"
    ).split()
)
_DRAWING = frozenset(
    "viewBox viewbox xmlns width height fill stroke stroke-width d points x y r cx cy".split()
)
_ATTRIBUTES = {
    "*": set("id class title lang dir role tabindex hidden align width height style name".split()),
    "a": {"href", "target", "download", "rel", "type"},
    "img": {"src", "srcset", "sizes", "alt", "loading", "decoding"},
    "input": {"type", "checked", "disabled", "value"},
    "label": {"for"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers", "abbr"},
    "col": {"span"},
    "colgroup": {"span"},
    "video": {"src", "controls", "poster", "preload", "muted", "loop", "playsinline"},
    "audio": {"src", "controls", "preload", "loop"},
    "source": {"src", "srcset", "type", "media"},
    "track": {"src", "kind", "srclang", "label"},
    "time": {"datetime"},
    "details": {"open"},
    "button": {"type"},
    "blockquote": {"cite"},
    **{shape: set(_DRAWING) for shape in "svg path g circle rect line polyline polygon ellipse".split()},
}
"""What Markdown, its extensions and the theme make of a page's words, and nothing that runs or leaves the page."""


def safe_page(html: str) -> str:
    """Return the finished `html` of a page with what readers may be given, and nothing else.

    A list of what is allowed, applied by a parser that reads as browsers do: a list of what is forbidden has ways round it.
    """
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        generic_attribute_prefixes={"data-", "aria-"},
        filter_style_properties={"text-align", "width", "height", "vertical-align"},
        url_schemes={"http", "https", "mailto", "tel", "data"},
        attribute_filter=_without_data,
        link_rel=None,
        strip_comments=False,
    )


def _without_data(tag: str, name: str, value: str) -> str | None:
    """Keep an address with its data in it only where it is a picture."""
    picture = tag == "img" and re.match(r"data:image/(?:png|jpeg|gif|webp)[;,]", value)
    return None if re.match(r"\s*data:", value, re.IGNORECASE) and not picture and name != "class" else value


def active_content(html: str, file: str) -> Iterator[Problem]:
    """Yield a problem for each thing in the finished `html` of the page `file` that `safe_page` takes away."""
    finder = _Active()
    finder.feed(html)
    finder.close()
    found = list(dict.fromkeys(finder.found))
    if not found:
        found = sorted(_parts(html).keys() - _parts(safe_page(html)).keys())
    for what in found:
        yield Problem(Place(file), "PH420", {"what": what})


def active_header(meta: Mapping[str, object], file: str) -> Iterator[Problem]:
    """Yield a problem for each value of a page's header that the theme would write into the page as an element."""
    for key, value in meta.items():
        for text in _texts(value):
            if element := _ELEMENT.search(text):
                yield Problem(Place(file), "PH420", {"what": f"{key}: {element[0]}"})


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
    elif value is not None:
        yield str(value)


def _parts(html: str) -> Counter[str]:
    """Return how often each element, and each attribute of it, is in `html`."""
    parts = _Parts()
    parts.feed(html)
    parts.close()
    return parts.count


class _Parts(HTMLParser):
    """Counts elements and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.count: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[f"<{tag}>"] += 1
        self.count.update(f"<{tag} {name}>" for name, _ in attrs)


class _Active(HTMLParser):
    """Finds scripts, event handlers, frames and addresses that run something."""

    _ELEMENTS = frozenset({"script", "iframe", "object", "embed", "base", "form"})
    _ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "xlink:href", "srcdoc", "poster"})
    _RUNS = re.compile(r"(?:javascript|vbscript|data):(?!image/(?:png|jpeg|gif|webp)[;,])")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._ELEMENTS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name == "srcdoc":
                self.found.append(f"{name}=")
            elif name in self._ADDRESSES and self._RUNS.match(address):
                self.found.append(address[:40])
            elif tag == "meta" and name == "http-equiv":
                self.found.append("<meta http-equiv>")
