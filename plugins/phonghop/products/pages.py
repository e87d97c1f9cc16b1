"""Views → finished HTML, through an autoescaping environment of our own: the host's escapes nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from phonghop.portal import routes
from phonghop.text.strings import Strings

_HEADING = re.compile(r"<h([23])\b.*?</h\1>", re.DOTALL)
"""A heading as our templates write it. Words of users are escaped and never look like one."""


class Pages:
    """Renders the templates of one theme folder in one language."""

    def __init__(self, templates: Path, strings: Strings) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["t"] = strings

    def render(self, template: str, address: str, **context: object) -> str:
        """Return the HTML of `template` for the page at `address`, to which links are made relative."""

        def link(target: str) -> str:
            return (
                target
                if "://" in target or ":" in target.split("/", maxsplit=1)[0]
                else routes.relative(target, address)
            )

        return self._environment.get_template(template).render(link=link, address=address, **context)


class _Headings(HTMLParser):
    """Collects the headings of a page that can be linked to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str, str]] = []
        self._level = 0
        self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        anchor = dict(attrs).get("id")
        self._in_link = dict(attrs).get("class") == "headerlink"
        if tag in ("h2", "h3") and anchor:
            self._level = int(tag[1])
            self.found.append((self._level, anchor, ""))

    def handle_endtag(self, tag: str) -> None:
        self._in_link = False
        if tag in ("h2", "h3"):
            self._level = 0

    def handle_data(self, data: str) -> None:
        if self._level and not self._in_link:
            level, anchor, title = self.found[-1]
            self.found[-1] = (level, anchor, f"{title} {data.strip()}".strip())


def headings(html: str) -> tuple[tuple[int, str, str], ...]:
    """Return (level, anchor, title) of each h2 and h3 of `html` that has an anchor."""
    parser = _Headings()
    for heading in _HEADING.finditer(html):
        parser.feed(heading[0])
    parser.close()
    return tuple(parser.found)
