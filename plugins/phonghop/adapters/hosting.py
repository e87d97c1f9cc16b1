"""What MkDocs renders for the portal: a sample for each kind of page, which becomes its frame (see `phonghop.site.frames`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from phonghop.adapters.hosts import library_files
from phonghop.pages.look import Look
from phonghop.pages.templates import COMPILED
from phonghop.portal import routes
from phonghop.search.entries import Entry
from phonghop.search.html_pages import page_entry
from phonghop.site.driver import Hosted
from phonghop.site.frames import Entries, Frame, Kind, frame, kind_of, nested, tight
from phonghop.site.outputs import Heading, Page
from phonghop.site.theme_assets import theme_assets
from phonghop.text.strings import Strings

_WORDS_OF_THEME = "partials/languages"
_ALL_IN_ENGLISH = """\
{% macro t(key) %}{{ { "language": "@", "search.config.lang": "en" }[key] }}{% endmacro %}
"""
"""What a theme without words of a language imports: the name of the language alone, so that all else is English."""
_LINK = re.compile(r'\bhref="([^"#?]+)')


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
    """What one run of MkDocs is asked for, and what it has answered so far."""

    def __init__(self, config: MkDocsConfig, t: Strings, look: Look, above: str = "") -> None:
        """Take the settings, the language, the portal's look, and words that stand on top of a front page that is only written by hand."""
        self._above = above
        self._samples: dict[str, Page] = {}
        self._frames: dict[Kind, Frame] = {}
        self._entries: list[Entry] = []
        self._pages: list[str] = []
        self._linked: set[str] = set()
        self._addresses: frozenset[str] = frozenset()
        self._themes = tuple(Path(place) for place in config.theme.dirs if place != config.theme.custom_dir)
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

    def ask(
        self, samples: Sequence[Page], addresses: frozenset[str], files: Files, config: MkDocsConfig
    ) -> None:
        """Have MkDocs render `samples`; words written by hand may link to all `addresses`."""
        self._addresses = addresses
        names = {page.address for page in samples if page.in_navigation}
        for address in sorted(addresses - names):
            if address.endswith("/"):
                files.append(Written(f"{address}index.md", config))
            elif "/" not in address:
                files.append(Written(address, config))
        for page in samples:
            level = InclusionLevel.INCLUDED if page.in_navigation else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, f"{page.address}index.md", content="", inclusion=level)
            file.edit_uri = None
            self._samples[file.src_uri] = page
            if page.address != routes.HOME:
                files.append(file)

    def of(self, page: MkDocsPage) -> Page | None:
        """Return the sample that MkDocs renders as `page`; None where it is written by hand."""
        return self._samples.get(page.file.src_uri)

    def describe(self, page: MkDocsPage) -> None:
        """Give a sample its title and description, escaped: themes print them as they are."""
        own = self.of(page)
        if own is None or own.address == routes.HOME:
            return
        page.meta["search"] = {"exclude": True}  # the theme need not read it: ours knows it already
        page.meta["title"] = str(escape(own.title))
        page.meta["description"] = str(escape(own.description))
        page.meta["hide"] = ["navigation", "toc"]
        if own.picture:
            page.meta["picture"] = str(escape(own.picture))

    def content(self, html: str, page: MkDocsPage) -> str:
        """Return the body of a page: of a sample, its marks; the front page's follow the words written by hand."""
        own = self.of(page)
        if own is None or own.address == routes.HOME:
            searched = page.meta.get("search")
            if not (isinstance(searched, dict) and searched.get("exclude")):
                self._entries.append(page_entry(page.url, str(page.title), html))
            targets = (urljoin(page.url, link) for link in _LINK.findall(html) if not urlsplit(link).netloc)
            self._linked |= {target.removeprefix("/") for target in targets}
        if own is None:
            self._pages.append(page.url)
            return self._above + html if page.is_homepage else html
        page.toc = table_of_contents(own.toc)
        return html + own.body.decode()

    def use(self, env: Environment, t: Strings) -> None:
        """Give the theme our strings and addresses; take its form of a table of contents, and what was compiled of it."""
        env.bytecode_cache = COMPILED
        env.globals["phonghop"] = t
        env.globals["phonghop_script"] = self._theme.script.address
        env.globals["phonghop_search"] = self._theme.search.address
        template = env.get_template("partials/toc-item.html")

        def entry(headings: Sequence[Heading]) -> str:
            top, *below = headings
            return tight(str(template.render(toc_item=_link(top, *below))))

        self._contents = Entries.cut(entry)

    def keep(self, html: str, page: MkDocsPage) -> str:
        """Keep a rendered sample as the frame of its kind, and return nothing to be written; return any other page."""
        own = self.of(page)
        if own is None:
            return html
        kind = kind_of(own)
        self._frames[kind] = frame(tight(html), kind, self._contents)
        return ""

    def hosted(self, folder: Path) -> Hosted:
        """Return everything that MkDocs has made, its files in `folder`."""
        frames: Mapping[Kind, Frame] = self._frames
        # A link to a page leads to its address whether or not that is there now.
        linked = frozenset(target for target in self._linked if target not in self._pages)
        libraries = frozenset(library_files(folder, self._themes))
        return Hosted(frames, folder, tuple(self._entries), tuple(self._pages), linked, libraries)


def table_of_contents(headings: Iterable[Heading]) -> TableOfContents:
    """Return the headings of a page as MkDocs has them."""
    return TableOfContents([_link(heading, *below) for heading, below in nested(headings)])


def _link(heading: Heading, *below: Heading) -> AnchorLink:
    level, anchor, title = heading
    link = AnchorLink(str(escape(title)), anchor, level)
    link.children.extend(map(_link, below))
    return link


def have_theme_speak(config: MkDocsConfig, language: str, folder: Path) -> None:
    """Have the theme of `config` speak `language`; one of which it has no words is named by a file that is written in `folder`."""
    config.theme["language"] = language
    if any(Path(place, _WORDS_OF_THEME, f"{language}.html").is_file() for place in config.theme.dirs):
        return
    file = folder / "theme" / _WORDS_OF_THEME / f"{language}.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_ALL_IN_ENGLISH.replace("@", language), "utf-8")
    config.theme.dirs.append(str(folder / "theme"))
