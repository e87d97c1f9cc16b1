"""The frame around a page: the host renders it once for each kind of page, and every page of the kind is set into it.

A frame is rendered around a sample whose title, address, body and so on are marks. The marks are letters, digits and
hyphens, which no template, address or script writes in another way, so a page set into the frame is what the host would
have rendered around the page itself (`tests/adapters/test_frames.py` holds the two against each other).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from typing import TypeAlias

from markupsafe import escape

from phonghop.site.outputs import Heading, Page

_MARK = "phonghop-mark"
TITLE, ANCHOR = f"{_MARK}-title", f"{_MARK}-anchor"
_DESCRIPTION, _PICTURE, _CONTENTS = (f"{_MARK}-{part}" for part in ("description", "picture", "contents"))
_LAST_ANCHOR = f"{_MARK}-last-anchor"
_BODY = f"<h1>{_MARK}-body</h1>"

Kind: TypeAlias = tuple[str, int, bool, bool]
"""What decides which frame a page gets: the first part of its address and how many more there are, since links are
relative to it; whether it has headings; whether it has a picture."""

_IN_NAVIGATION = -1
_MEANT = re.compile(r"(<(pre|textarea)\b.*?</\2>)", re.DOTALL)
"""What keeps its white space."""

Contents: TypeAlias = Callable[[Iterable[Heading]], Iterable[str]]
"""Renders the entries of a table of contents as the host does, one text for each of the topmost headings."""


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a table of contents as the host writes them, with marks for anchor and title.

    Attributes:
        leaf: a heading without others below it.
        head: what a heading with others begins with.
        between: what stands between two of the others.
        tail: what it ends with.
    """

    leaf: str
    head: str
    between: str
    tail: str

    @classmethod
    def cut(cls, render: Callable[[Sequence[Heading]], str]) -> Entries:
        """Return the entries as `render` writes one of a topmost heading with those below it.

        Raises:
            ValueError: the headings below are not written one after the other.
        """
        top, *below = ((level, f"{ANCHOR}-{n}-", f"{TITLE}-{n}-") for n, level in enumerate((2, 3, 3)))
        first, second = (render([heading]) for heading in below)
        one, two = render([top, below[0]]), render([top, *below])
        head, found, tail = one.partition(first)
        between = two.removeprefix(head + first).removesuffix(second + tail)
        if not found or two != head + first + between + second + tail:
            raise ValueError("the theme's table of contents is not written entry after entry")
        return cls(render([top]), head, between, tail)

    def __call__(self, headings: Iterable[Heading]) -> Iterator[str]:
        """Yield the entry of each topmost heading."""
        for heading, below in nested(headings):
            if below:
                inner = self.between.join(_filled(self.leaf, other) for other in below)
                yield _filled(self.head, heading) + inner + _filled(self.tail, heading)
            else:
                yield _filled(self.leaf, heading)


def _filled(entry: str, heading: Heading) -> str:
    _, anchor, title = heading
    return entry.replace(f"{ANCHOR}-0-", anchor).replace(f"{TITLE}-0-", str(escape(title)))


def kind_of(page: Page) -> Kind:
    """Return the kind of `page`: pages of one kind share a frame. One in the navigation has a frame of its own."""
    if page.in_navigation:
        return page.address, _IN_NAVIGATION, bool(page.toc), False
    first, _, rest = page.address.partition("/")
    return (first if rest else ""), rest.count("/"), bool(page.toc), bool(page.picture)


def sample_for(page: Page) -> Page:
    """Return the page of marks to be rendered for the kind of `page`; what is in the navigation keeps its name there."""
    marks = sample(kind_of(page))
    return (
        replace(marks, address=page.address, title=page.title, in_navigation=True)
        if page.in_navigation
        else marks
    )


def sample(kind: Kind) -> Page:
    """Return the page of marks to be rendered for `kind`."""
    first, depth, has_headings, has_picture = kind
    last = f"{_MARK}-address-{depth}{int(has_headings)}{int(has_picture)}/"
    return Page(
        address=f"{first}/{'x/' * (depth - 1)}{last}" if first and depth != _IN_NAVIGATION else last,
        title=TITLE,
        description=_DESCRIPTION,
        html=_BODY,
        toc=((2, ANCHOR, TITLE), (2, _LAST_ANCHOR, TITLE)) if has_headings else (),
        source="",
        picture=_PICTURE if has_picture else "",
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """A rendered sample, cut at its marks.

    Attributes:
        pieces: text and mark in turn.
        between: what stands between two entries of the table of contents.
    """

    pieces: tuple[str, ...]
    between: str
    contents: Contents

    def as_text(self) -> str:
        """Return the frame as JSON."""
        assert isinstance(self.contents, Entries)
        return json.dumps([self.pieces, self.between, astuple(self.contents)], ensure_ascii=False)

    @classmethod
    def of_text(cls, text: str) -> Frame:
        """Return the frame that `as_text` wrote."""
        pieces, between, contents = json.loads(text)
        return cls(tuple(pieces), between, Entries(*contents))

    def around(self, page: Page) -> bytes:
        """Return the finished HTML of `page`."""
        values = {
            TITLE: str(escape(page.title)),
            _DESCRIPTION: str(escape(page.description)),
            _PICTURE: str(escape(page.picture)),
            ANCHOR: page.toc[0][1] if page.toc else "",
            _CONTENTS: self.between.join(self.contents(page.toc)),
            _BODY: page.body.decode(),
        }
        return "".join(
            values.get(piece, page.address) if n % 2 else piece for n, piece in enumerate(self.pieces)
        ).encode()


def frame(html: str, kind: Kind, contents: Contents) -> Frame:
    """Return the frame that the host rendered as `html` around the sample of `kind`.

    Raises:
        ValueError: the host wrote the table of contents in a way that cannot be cut.
    """
    between = ""
    page = sample(kind)
    if page.toc:
        first, last = contents(page.toc)
        found = re.search(f"{re.escape(first)}(\\s*){re.escape(last)}", html)
        if found:
            between = found[1]
            html = html.replace(found[0], _CONTENTS)
    if _LAST_ANCHOR in html:
        raise ValueError("the theme's table of contents is not written entry after entry")
    # What is in the navigation is named there by its own title, and has its own address wherever that stands.
    own = () if kind[1] == _IN_NAVIGATION else (page.address, TITLE)
    marks = (_BODY, *own, _DESCRIPTION, _PICTURE, ANCHOR, _CONTENTS)
    return Frame(tuple(re.split(f"({'|'.join(map(re.escape, marks))})", html)), between, contents)


def tight(html: str) -> str:
    """Return `html` without the empty lines and the indentation of a host's templates, but for where they could be meant."""
    pieces = _MEANT.split(html)
    pieces[::3] = [re.sub(r"\s*\n\s*", "\n", piece) for piece in pieces[::3]]
    del pieces[2::3]
    return "".join(pieces).strip() if len(pieces) == 1 else "".join(pieces)


def nested(headings: Iterable[Heading]) -> Iterator[tuple[Heading, list[Heading]]]:
    """Yield each topmost heading of a page with those below it."""
    top: Heading | None = None
    below: list[Heading] = []
    for heading in headings:
        if top is not None and heading[0] > 2:
            below.append(heading)
            continue
        if top is not None:
            yield top, below
        top, below = heading, []
    if top is not None:
        yield top, below
