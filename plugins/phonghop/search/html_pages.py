"""Pages written by hand, which are known as HTML only."""

from __future__ import annotations

from html.parser import HTMLParser

from phonghop.search.entries import Entry
from phonghop.text.folding import nfc

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_IN_LINE = frozenset(
    {"a", "abbr", "b", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup", "u"}
)
_WITHOUT_END = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_NOT_TEXT = frozenset({"script", "style", "svg", "template"})
_EXCLUDED = "data-search-exclude"
"""An element with this attribute is not searched; the theme's own search knows it too."""


class _Sections(HTMLParser):
    """Cuts a page at its headings that have an anchor; a heading's own anchor link (¶) is no part of its words."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.sections: list[tuple[str, list[str], list[str]]] = [("", [title], [])]
        self._into = self.sections[0][2]
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag not in _IN_LINE:
            self._into.append("\n")
        if tag in _WITHOUT_END:
            return
        silent = tag in _NOT_TEXT or _EXCLUDED in attributes or attributes.get("class") == "headerlink"
        self._open.append((tag, silent))
        if tag in _HEADINGS and not self._is_silent():
            anchor = attributes.get("id") if tag != "h1" else None
            if anchor:
                self.sections.append((f"#{anchor}", [], []))
            self._into = self.sections[-1][1] if anchor else []

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _ in self._open):
            return
        while self._open.pop()[0] != tag:
            pass
        if tag in _HEADINGS:
            self._into = self.sections[-1][2]
        if tag not in _IN_LINE:
            self._into.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._is_silent():
            self._into.append(data.replace("\n", " "))

    def _is_silent(self) -> bool:
        return any(silent for _, silent in self._open)


def page_entry(address: str, title: str, html: str) -> Entry:
    """Return a page and its sections; its main heading is its title, which is given."""
    parser = _Sections(title)
    parser.feed(html)
    parser.close()
    (_, _, text), *sections = parser.sections
    places = (Entry(anchor, _flowing(heading), _flowing(words)) for anchor, heading, words in sections)
    return Entry(address, nfc(title), _flowing(text), tuple(places))


def _flowing(parts: list[str]) -> str:
    lines = (" ".join(line.split()) for line in nfc("".join(parts)).split("\n"))
    return "\n".join(filter(None, lines))
