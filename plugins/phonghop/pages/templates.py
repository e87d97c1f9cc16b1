"""Views → finished HTML, through an autoescaping environment of our own: the host's escapes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from phonghop.pages.look import Look
from phonghop.portal import routes
from phonghop.text.strings import Strings

_PLAIN = Look()


class CompiledTemplates(BytecodeCache):
    """Cache of compiled templates by their keys: compiling them takes longer than rendering a meeting's page."""

    def __init__(self) -> None:
        """Begin empty."""
        self.codes: dict[str, bytes] = {}
        self._new: set[str] = set()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` from the cache; Jinja checks whether its template is still the same."""
        if code := self.codes.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Cache what `bucket` holds."""
        self.codes[bucket.key] = bucket.bytecode_to_string()
        self._new.add(bucket.key)

    def taken(self) -> list[tuple[str, bytes]]:
        """Return what was compiled since the last call."""
        new = [(key, self.codes[key]) for key in sorted(self._new)]
        self._new.clear()
        return new


COMPILED = CompiledTemplates()
"""The cache of this process; a build loads that of the build before it and stores its own (`phonghop.site.driver`)."""


def environment(templates: Path) -> Environment:
    """Return a Jinja environment for the templates in a folder: it escapes every value and raises on undefined ones."""
    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=COMPILED,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Pages:
    """Renders the templates of one theme folder in one language and one look."""

    def __init__(
        self, templates: Path, strings: Strings, look: Look = _PLAIN, moved: Callable[[str], str] = str
    ) -> None:
        """Take the folder of templates, the strings, the look, and a function from each address to the one at which it is published."""
        self.t, self.look = strings, look
        self._environment = environment(templates)
        self._environment.globals |= {"t": strings, "look": look, "word": routes.word}
        self._templates, self._moved = templates, moved

    def moved(self, moved: Callable[[str], str]) -> Pages:
        """Return a renderer whose pages and links have the addresses that `moved` returns for their own."""
        return Pages(self._templates, self.t, self.look, moved)

    def render(self, template: str, address: str, **context: object) -> str:
        """Return the HTML of `template` for the page at `address`, to which links are made relative."""
        page = self._moved(address)

        def link(target: str) -> str:
            return (
                target
                if "://" in target or ":" in target.split("/", maxsplit=1)[0]
                else routes.relative(self._moved(target), page)
            )

        return self._environment.get_template(template).render(link=link, address=address, **context)


_HEADING = re.compile(
    r'<h(?P<level>[23])\b[^>]*?\bid="(?P<anchor>[^"]*)"[^>]*>(?P<title>.*?)</h(?P=level)>', re.DOTALL
)
_MARKUP = re.compile(r'<a\b[^>]*\bclass="headerlink".*?</a>|<[^>]*>', re.DOTALL)


def headings(html: str) -> tuple[tuple[int, str, str], ...]:
    """Return (level, anchor, title) of each h2 and h3 of `html`, written by our templates, that has an anchor."""
    return tuple((int(h["level"]), h["anchor"], words_of(h["title"])) for h in _HEADING.finditer(html))


def words_of(html: str) -> str:
    """Return the plain words of a heading, without the sign that links to it."""
    return unescape(" ".join(" ".join(_MARKUP.split(html)).split()))
