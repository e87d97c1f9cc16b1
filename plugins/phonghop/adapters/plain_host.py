"""A host without a theme: one template of ours stands around every page.

It is what builds where neither MkDocs nor ProperDocs is installed. Of the settings it reads names, addresses and folders; themes,
plugins and extensions are nothing to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import click
import yaml
from markdown import Markdown
from markupsafe import escape

from phonghop.adapters.building import Place, folder_of, told
from phonghop.adapters.hosts import Asked, FailedError, Rendered, is_taken
from phonghop.pages.look import look_of
from phonghop.pages.templates import Pages, words_of
from phonghop.portal import routes
from phonghop.search.html_pages import page_entry
from phonghop.site.active_content import active_content, safe_page
from phonghop.site.by_hand import is_leftover
from phonghop.site.driver import Hosted
from phonghop.site.frames import Entries, frame, kind_of, tight
from phonghop.site.outputs import Heading, Page
from phonghop.site.theme_assets import theme_assets
from phonghop.text.folding import slug
from phonghop.text.problems import Place as ProblemPlace
from phonghop.text.problems import PortalError, Problem
from phonghop.text.region import here
from phonghop.text.strings import Strings, strings
from phonghop.theme_files import templates_folder, theme_folder

_TEMPLATE = "plain.html"
_HEADER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*\n", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r'\b(href|src)="([^"#?:]+)(?=["#?])')
_ICON = "assets/images/favicon.png"


class _Words(yaml.SafeLoader):
    """Reads settings; what only MkDocs knows to construct is nothing."""


_Words.add_multi_constructor("", lambda *_: None)


@dataclass(frozen=True, slots=True)
class _ByHand:
    """A page written by hand: its address, title and finished words."""

    address: str
    title: str
    html: str


class PlainHost:
    """Renders by one template."""

    is_fixed = True

    def __init__(self, settings: Path, root: Path, t: Strings) -> None:
        """Take the file of settings, the project's folder and the language of messages.

        Raises:
            FailedError: the settings cannot be read; the reason was printed.
        """
        self._t = t
        try:
            data = yaml.load(settings.read_bytes(), Loader=_Words)  # noqa: S506 a safe loader of our own
        except (OSError, yaml.YAMLError) as error:
            reason = " ".join(str(error).split())
            raise self._failed(Problem(ProblemPlace(settings.name), "PH456", {"error": reason})) from None
        self._settings: Mapping[str, Any] = data if isinstance(data, dict) else {}
        theme = self._settings.get("theme")
        self.place = Place(
            root,
            settings.name,
            folder_of(settings.parent / str(self._settings.get("site_dir") or "site")),
            str(self._settings.get("site_url") or ""),
            str((theme.get("language") if isinstance(theme, dict) else "") or t.language),
            settings.parent / str(self._settings.get("docs_dir") or "docs"),
            None,
        )

    def render(self, asked: Asked, folder: Path) -> Rendered:
        """Return a frame for each sample, and everything else that is around meetings; its files are in `folder`.

        Raises:
            FailedError: a page written by hand has active content; the problem was printed.
        """
        look, t = look_of(asked.portal), strings(here().language)
        theme = theme_assets([str(theme_folder())], t, look)
        for asset in (theme.styles, theme.script):
            _write(folder / asset.address, asset.content)
        _write(folder / _ICON, (theme_folder() / _ICON).read_bytes())
        by_hand = tuple(self._by_hand(asked, folder))
        written = {page.address: page for page in by_hand}
        templates = Pages(templates_folder(), t, look)

        def rendered(page: Page, body: str, base: str = "") -> str:
            return templates.render(
                *(_TEMPLATE, page.address),
                page=page,
                body=body,
                base=base,
                sections=self._sections(asked, by_hand),
                name=self._settings.get("site_name", ""),
                portal=asked.portal.settings,
                styles=theme.styles.address,
                script=theme.script.address,
                icon=_ICON,
                entries=_entries(page.toc),
                url=routes.absolute(page.address, self.place.base_url) if not base else "",
            )

        frames = {}
        for sample in asked.samples:
            above = written[sample.address].html if sample.address in written else ""
            html = rendered(sample, above + sample.body.decode())
            frames[kind_of(sample)] = frame(tight(html), kind_of(sample), _CONTENTS)
        own = [page for page in by_hand if page.address not in {sample.address for sample in asked.samples}]
        for page in own:
            shown = Page(page.address, page.title, page.title, page.html, (), "")
            _write(folder / page.address / "index.html", rendered(shown, page.html))
        missing = Page("", t("missing.title"), t("missing.title"), "", (), "")
        body = templates.render(
            "missing.html", "", help=routes.help_page() if routes.help_page() in written else ""
        )
        _write(folder / "404.html", rendered(missing, body, urlsplit(self.place.base_url).path or "/"))
        linked = {
            urljoin(f"/{page.address}", to)[1:] for page in by_hand for _, to in _LINK.findall(page.html)
        }
        hosted = Hosted(
            frames,
            folder,
            tuple(page_entry(page.address, page.title, page.html) for page in by_hand),
            tuple(page.address for page in own),
            frozenset(linked - written.keys()),
            frozenset({_ICON}),
        )
        return Rendered(hosted, ())

    def _by_hand(self, asked: Asked, folder: Path) -> Iterator[_ByHand]:
        """Yield the pages written by hand; copy what else lies beside them to `folder`."""
        docs = self.place.by_hand
        problems: list[Problem] = []
        for file in sorted(file for file in docs.rglob("*") if file.is_file()):
            name = file.relative_to(docs).as_posix()
            if is_leftover(name):
                continue
            source = f"{docs.name}/{name}"
            address = _address(name) if file.suffix == ".md" else name
            if is_taken(f"{address}index.html" if file.suffix == ".md" else name, asked.addresses):
                problems.append(Problem(ProblemPlace(source), "PH407", {"address": address}))
            if file.suffix != ".md":
                _write(folder / name, file.read_bytes())
                continue
            html = Markdown(
                extensions=["toc", "tables", "fenced_code"],
                extension_configs={"toc": {"slugify": lambda title, _: slug(title)}},
            ).convert(_HEADER.sub("", file.read_text("utf-8-sig")))
            problems += active_content(html, source)
            heading = re.search(r"<h1\b[^>]*>(.*?)</h1>", html, re.DOTALL)
            title = words_of(heading[1]) if heading else file.stem
            yield _ByHand(address, title, _LINK.sub(partial(_to_page, name, address), safe_page(html)))
        if problems:
            raise self._failed(*problems)

    def _sections(self, asked: Asked, by_hand: Sequence[_ByHand]) -> Sequence[tuple[str, str]]:
        """Return title and address of what stands in the head of every page: as the settings say, else everything there is."""
        titles = {page.address: page.title for page in by_hand}
        titles |= {sample.address: sample.title for sample in asked.samples if sample.in_navigation}
        named = self._settings.get("nav")
        entries = [*_entries_of(named)] if isinstance(named, list) else [("", address) for address in titles]
        return [
            (title or titles[address], address)
            for title, address in entries
            if address in titles and address != routes.HOME
        ]

    def _failed(self, *problems: Problem) -> FailedError:
        click.echo(told(PortalError(problems).problems, self._t))
        return FailedError()


def _entries_of(named: Sequence[object]) -> Iterator[tuple[str, str]]:
    for entry in named:
        title, file = next(iter(entry.items())) if isinstance(entry, dict) and entry else ("", entry)
        if isinstance(file, str):
            yield str(title), _address(file)


def _address(name: str) -> str:
    """Return the address of the page of the Markdown file `name`, as MkDocs has it."""
    return re.sub(r"(?:(?<=/)|^)index/$", "", f"{name.removesuffix('.md')}/")


def _to_page(name: str, address: str, link: re.Match[str]) -> str:
    """Return a link as it leads on from the page at `address`; it was written in the file `name`."""
    target = urljoin(f"/{name}", link[2])[1:]
    to = _address(target) if target.endswith(".md") else target
    return f'{link[1]}="{escape(routes.relative(to, address))}'


def _entries(headings: Sequence[Heading]) -> str:
    return "".join(_CONTENTS(headings))


def _entry(headings: Sequence[Heading]) -> str:
    (_, anchor, title), *below = headings
    inner = f"<ul>{''.join(_entry([heading]) for heading in below)}</ul>" if below else ""
    return f'<li><a href="#{anchor}">{escape(title)}</a>{inner}</li>'


_CONTENTS = Entries.cut(_entry)


def _write(file: Path, content: str | bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
