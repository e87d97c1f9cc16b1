"""What MkDocs renders for the portal: the pages of the navigation, and a sample for each kind of the others.

The place of a page in the navigation is part of what is around it. All other pages of one kind have the same around them, so
MkDocs renders that once, and they are set into it: see `phonghop.site.frames`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from phonghop.pages.look import Look
from phonghop.portal import routes
from phonghop.site import Heading, Page
from phonghop.site.frames import ANCHOR, TITLE, Frame, Kind, frame, kind_of, nested, sample, tight
from phonghop.site.theme_assets import theme_assets
from phonghop.store import Records
from phonghop.text.strings import Strings


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


class CompiledTemplates(BytecodeCache):
    """The theme's templates as compiled by an earlier build: compiling them takes longer than rendering all pages of lists."""

    def __init__(self, kept: Records, made_by: bytes) -> None:
        """Take where they are kept, and a digest of the libraries that compile them."""
        self._kept, self._made_by = kept, made_by.hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket`, if its template was compiled before; Jinja sees whether it is still the same."""
        code = self._kept.load(f"{self._made_by}.{bucket.key}")
        if isinstance(code, bytes):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what `bucket` holds."""
        self._kept.store(f"{self._made_by}.{bucket.key}", bucket.bytecode_to_string())


class Hosting:
    """The pages of one build."""

    def __init__(self) -> None:
        self._hosted: dict[str, Page] = {}
        self._framed: list[Page] = []
        self._frames: dict[Kind, Frame] = {}

    def take_theme(self, config: MkDocsConfig, t: Strings, look: Look) -> None:
        """Make the theme's styles and script of its folders; the styles come before those of the settings."""
        self._theme = theme_assets(config.theme.dirs, t, look)
        if self._theme.styles.address not in config.extra_css:
            config.extra_css.insert(0, self._theme.styles.address)

    def add_theme(self, files: Files, config: MkDocsConfig) -> None:
        """Have MkDocs write the theme's styles and script in the place of the files that they are made of."""
        for source in self._theme.sources:
            if file := files.get_file_from_path(source):
                files.remove(file)
        for asset in (self._theme.styles, self._theme.script, self._theme.search):
            files.append(File.generated(config, asset.address, content=asset.content))

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
        page.meta["hide"] = ["navigation", "toc"]
        if own.picture:
            page.meta["picture"] = str(escape(own.picture))

    def use(self, env: Environment) -> None:
        """Take the theme's form of a table of contents; tell the theme addresses, of its script and for its map of the site."""
        env.globals["phonghop_script"] = self._theme.script.address
        env.globals["phonghop_search"] = self._theme.search.address
        env.globals["phonghop_pages"] = tuple(page.address for page in self._framed)
        template = env.get_template("partials/toc-item.html")

        @lru_cache
        def entry(*levels: int) -> Sequence[str]:
            """Return an entry for a heading and those below it, cut at the places of their anchors and titles."""
            html = tight(template.render(toc_item=_link(*map(_numbered, levels, count()))))
            return re.split(f"({ANCHOR}-\\d+-|{TITLE}-\\d+-)", html)

        self._entry = entry

    def keep(self, html: str, page: MkDocsPage) -> str:
        """Keep a rendered sample as the frame of its kind, and return nothing to be written; return any other page."""
        own = self.of(page)
        if own is None:
            return html
        if own.in_navigation:
            return tight(html)
        kind = kind_of(own)
        self._frames[kind] = frame(tight(html), kind, self._contents)
        return ""

    def _contents(self, headings: Iterable[Heading]) -> Iterator[str]:
        for heading, below in nested(headings):
            values: dict[str, str] = {}
            for number, (level, anchor, title) in enumerate((heading, *below)):
                _, for_anchor, for_title = _numbered(level, number)
                values |= {for_anchor: anchor, for_title: str(escape(title))}
            pieces = self._entry(*(level for level, _, _ in (heading, *below)))
            yield "".join(values.get(piece, piece) for piece in pieces)

    def addresses(self) -> Iterator[str]:
        """Yield the files of the pages that will be set into their frames."""
        return (page.file for page in self._framed)

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


def _numbered(level: int, number: int) -> Heading:
    """Return a heading of marks."""
    return level, f"{ANCHOR}-{number}-", f"{TITLE}-{number}-"
