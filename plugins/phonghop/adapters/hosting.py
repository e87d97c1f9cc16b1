"""What MkDocs renders for the portal: the pages of the navigation, and a sample for each kind of the others.

The place of a page in the navigation is part of what is around it. All other pages of one kind have the same around them, so
MkDocs renders that once, and they are set into it: see `phonghop.site.frames`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from phonghop.portal import routes
from phonghop.site import Heading, Page
from phonghop.site.frames import ANCHOR, TITLE, Frame, Kind, frame, kind_of, nested, sample


class Written(File):
    """What pages written by hand may link to, and MkDocs neither renders nor copies."""

    def __init__(self, src_uri: str, config: MkDocsConfig) -> None:
        super().__init__(
            src_uri, None, config.site_dir, config.use_directory_urls, inclusion=InclusionLevel.INCLUDED
        )

    def is_documentation_page(self) -> bool:
        """Return False: its page is not made from Markdown."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Do nothing: the file is in its place."""


class Hosting:
    """The pages of one build."""

    def __init__(self) -> None:
        self._hosted: dict[str, Page] = {}
        self._framed: list[Page] = []
        self._frames: dict[Kind, Frame] = {}

    def add(self, page: Page, files: Files, config: MkDocsConfig) -> None:
        """Take in a page; words written by hand may link to it from now on."""
        if page.in_navigation:
            self._host(page, files, config)
        else:
            self._framed.append(page)
            files.append(Written(f"{page.address}index.md", config))

    def add_samples(self, files: Files, config: MkDocsConfig) -> None:
        """Have MkDocs render what is around the pages that were added."""
        for kind in sorted({kind_of(page) for page in self._framed}):
            self._host(sample(kind), files, config)

    def _host(self, page: Page, files: Files, config: MkDocsConfig) -> None:
        level = InclusionLevel.INCLUDED if page.in_navigation else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, f"{page.address}index.md", content="", inclusion=level)
        file.edit_uri = None
        self._hosted[file.src_uri] = page
        if page.address != routes.HOME:
            files.append(file)

    def of(self, page: MkDocsPage) -> Page | None:
        """Return the page of ours that MkDocs renders as `page`; None where it is written by hand."""
        return self._hosted.get(page.file.src_uri)

    def describe(self, page: MkDocsPage) -> None:
        """Give a page of ours its title and description, escaped: themes print them as they are."""
        own = self.of(page)
        if own is None or own.address == routes.HOME:
            return
        page.meta["search"] = {"exclude": True}  # the theme need not read it: ours knows it already
        page.meta["title"] = str(escape(own.title))
        page.meta["description"] = str(escape(own.description))
        if not own.in_navigation:
            page.meta["hide"] = ["navigation"]
        if own.picture:
            page.meta["picture"] = str(escape(own.picture))

    def use(self, env: Environment) -> None:
        """Take the theme's form of a table of contents; tell the theme the addresses for its map of the site."""
        env.globals["phonghop_pages"] = tuple(page.address for page in self._framed)
        template = env.get_template("partials/toc-item.html")

        # Most headings of one meeting are those of every other.
        @lru_cache(maxsize=1000)
        def entry(*headings: Heading) -> str:
            return template.render(toc_item=_link(*headings))

        self._entry = entry

    def keep(self, html: str, page: MkDocsPage) -> str:
        """Keep a rendered sample as the frame of its kind, and return nothing to be written; return any other page."""
        own = self.of(page)
        if own is None or own.in_navigation:
            return html
        kind = kind_of(own)
        self._frames[kind] = frame(html, kind, self._contents)
        return ""

    def _contents(self, headings: Iterable[Heading]) -> Iterator[str]:
        for (level, anchor, title), below in nested(headings):
            if below:
                yield self._entry((level, anchor, title), *below)
            else:
                # Dates and names are headings of no other page; all that the theme does with them is to set them in.
                sample = self._entry((level, ANCHOR, TITLE))
                yield sample.replace(ANCHOR, anchor).replace(TITLE, str(escape(title)))

    def framed(self) -> Iterator[tuple[str, bytes]]:
        """Yield file and content of every page that was set into its frame."""
        for page in self._framed:
            yield page.file, self._frames[kind_of(page)].around(page)


def table_of_contents(headings: Iterable[Heading]) -> TableOfContents:
    """Return the headings of a page as MkDocs has them."""
    return TableOfContents([_link(heading, *below) for heading, below in nested(headings)])


def _link(heading: Heading, *below: Heading) -> AnchorLink:
    level, anchor, title = heading
    link = AnchorLink(str(escape(title)), anchor, level)
    link.children.extend(map(_link, below))
    return link
