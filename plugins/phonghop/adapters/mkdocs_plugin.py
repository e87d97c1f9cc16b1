"""The MkDocs host: loads and checks in `on_config`, hands every output to MkDocs, and exchanges the finished site.

Whatever is wrong with the data is told before MkDocs empties anything. What can only be seen at the end (broken links
under ``--strict``, something internal in the output) stops the exchange, so the last good site stays.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from phonghop.adapters.clock import build_moment
from phonghop.adapters.hosting import CompiledTemplates, Hosting, Written, table_of_contents
from phonghop.adapters.machine import cache
from phonghop.documents.inspect import inspect_portal
from phonghop.documents.problems import file_problems
from phonghop.pages.look import Look, look_of
from phonghop.pages.templates import Pages, headings
from phonghop.portal import Portal, load, routes
from phonghop.portal.checks import check
from phonghop.portal.history import changed_at
from phonghop.portal.load import MEETINGS
from phonghop.search import Analysis, Entry, Index, page_entry
from phonghop.site import Asset, Options, Output, Page, build, stands_until
from phonghop.site.active_content import active_content, active_header, safe_page
from phonghop.site.by_hand import files_by_hand, is_leftover, templates_by_hand
from phonghop.site.canaries import canaries
from phonghop.site.checksums import write_checksums
from phonghop.site.gate import leaks
from phonghop.site.passed import Passed
from phonghop.site.staging import Writer, exchange, folder_problems, staging_folder
from phonghop.store import Records, recipe
from phonghop.text.folding import slug
from phonghop.text.problems import Place, PortalError, Problem, errors
from phonghop.text.strings import Strings, strings
from phonghop.theme_files import templates_folder, theme_folder

log = get_plugin_logger("phonghop")

_PREVIEW = "http://127.0.0.1:8000/"
"""Where `mkdocs serve` shows a site that has no address of its own yet."""


class PhongHopConfig(Config):
    """Options of the plugin in ``mkdocs.yml``."""

    root = c.Type(str, default=".")
    """The project folder that holds ``meetings/``, relative to ``mkdocs.yml``."""

    trust_pages = c.Type(bool, default=False)
    """Whether pages written by hand may run what they like: whoever writes them is trusted as the templates are."""


class _WarningCounter(logging.Handler):
    """Counts what `--strict` will stop for, so that the exchange can be withheld."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


class PhongHopPlugin(BasePlugin[PhongHopConfig]):
    """Wires the core to MkDocs' events."""

    def __init__(self) -> None:
        self._command: str = "build"
        self.until: datetime | None = None
        """From when on the same files would give another site; None until one is built."""
        self.warnings = _WarningCounter()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember what is being done; having this event also keeps the instance across rebuilds."""
        self._command = command

    # Before the search plugin, which reads the theme's language files in its own `on_config`.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load, check, and prepare a folder beside the site.

        Raises:
            PluginError: the data has errors (not under ``serve``, which shows them as pages instead).
        """
        self.strings = strings(config.theme["language"])
        # The toc of Markdown drops what is not ASCII, and with it the whole letter "đ".
        config.mdx_configs.setdefault("toc", {}).setdefault("slugify", _anchor)
        self._count_warnings()
        self.root = (Path(config.config_file_path or ".").parent / self.config.root).resolve()
        self.cache = cache(self.root)
        try:
            self.now = build_moment()
        except PortalError as error:
            raise PluginError(_told(error.problems, self.strings)) from None
        self.hosting = Hosting()
        # A preview has another address, which is on every page: what is kept of it must not drive out what is published.
        self.outputs = self.cache.below("preview") if self._command == "serve" else self.cache
        self.index = Index(Records(self.outputs.below("search")))
        self.templates = Records(self.cache.below("templates"))
        self.portal, self.problems = self._load(config)
        self._add_theme(config)
        self._stage(config)
        return config

    def _count_warnings(self) -> None:
        self._forget_warnings()
        self.warnings = _WarningCounter()
        logging.getLogger("mkdocs").addHandler(self.warnings)

    def _forget_warnings(self) -> None:
        logging.getLogger("mkdocs").removeHandler(self.warnings)

    def _load(self, config: MkDocsConfig) -> tuple[Portal | None, tuple[Problem, ...]]:
        """Return what can be built, and the errors that a preview shows in the place of what can't."""
        portal, problems = load(self.root, self.cache)
        if portal is not None:
            problems += check(portal, self.root, self.now)
            self.files = inspect_portal(portal, self.cache.folder)
            problems += tuple(file_problems(portal, self.files))
        if not config.site_url:
            problems += (Problem(Place(Path(config.config_file_path or "mkdocs.yml").name), "PH800"),)
        problems += tuple(self._where(config))
        for problem in sorted(problems):
            if not problem.is_error:
                log.warning(problem.line(self.strings))
        broken = tuple(sorted(errors(problems)))
        if broken and self._command != "serve":
            raise PluginError(_told(broken, self.strings))
        for problem in broken:
            log.error(problem.line(self.strings))
        return portal and portal.without(map(_meeting_of, broken)), broken

    def _where(self, config: MkDocsConfig) -> Iterator[Problem]:
        """Yield what is wrong with the folders that the settings name, and with the pages written by hand."""
        by_hand = Path(config.docs_dir)
        settings = Path(config.config_file_path or "mkdocs.yml").name
        if self._command != "serve":
            yield from folder_problems(Path(config.site_dir), by_hand, self.root / MEETINGS, settings)
        yield from files_by_hand(by_hand)
        if config.theme.custom_dir:
            yield from templates_by_hand(Path(config.theme.custom_dir), Path(config.theme.custom_dir).name)

    @property
    def _look(self) -> Look:
        return look_of(self.portal) if self.portal else Look()

    def _add_theme(self, config: MkDocsConfig) -> None:
        folder = str(theme_folder())
        if folder not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, folder)
        self.hosting.take_theme(config, self.strings, self._look)

    def _stage(self, config: MkDocsConfig) -> None:
        self.site = Path(config.site_dir)
        self.staging = None
        self.writer = Writer(self.site, self.site, self.cache.folder)
        if self._command == "serve":
            self.spare = self.site.with_name(f"{self.site.name}.spare")
            return
        self.spare = self.cache.folder / "spare"
        self.staging = staging_folder(self.site)
        config.site_dir = str(self.staging)
        self.writer = Writer(self.staging, self.site, self.cache.folder)

    # After everything else that could fail.
    @event_priority(-100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Save a preview from being emptied: MkDocs does so with the folder that it shows."""
        if self._command == "serve" and self.portal is not None:
            with suppress(OSError):
                self.site.rename(self.spare)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Write every file of the portal, and give MkDocs the pages that it renders.

        Raises:
            PluginError: a page written by hand already has the address of an output.
        """
        self.hosting.add_theme(files, config)
        if self.portal is None:
            return files
        options = Options(
            config.site_url or _PREVIEW,
            self.strings.language,
            templates_folder(),
            self.now,
            committed=changed_at(self.root, MEETINGS),
            cache=self.outputs,
        )
        self.writer.begin_with(self.spare)
        by_hand = _by_hand(files)
        taken: list[Problem] = []
        for output in chain(build(self.portal, self.files, options), self._broken_pages()):
            if isinstance(output, Page | Asset):
                taken += _taken(output, by_hand, config)
            if not taken:
                self._take(output, files, config)
        if taken:
            raise PluginError(_told(tuple(taken), self.strings))
        self.writer.drop_others(self.hosting.addresses())
        self.hosting.add_samples(files, config)
        return files

    def _take(self, output: Output, files: Files, config: MkDocsConfig) -> None:
        """Write a file, hand a page on, take in what search finds, tell a problem."""
        match output:
            case Problem():
                log.warning(output.line(self.strings))
            case Entry():
                self.index.add_page(output)
            case Analysis():
                self._write_all(self.index.add(output))
            case Asset():
                self.writer.write(output.address, output.content)
                if "/" not in output.address:
                    files.append(Written(output.address, config))
            case Page():
                self.hosting.add(output, files, config)

    def _write_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        for address, content in files:
            self.writer.write(address, content)

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Give a generated page its title and description."""
        self.hosting.describe(page)
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Return the finished body of a generated page; the front page's follows the words written by hand."""
        output = self.hosting.of(page)
        if output is None or output.address == routes.HOME:
            source = f"{Path(config.docs_dir).name}/{page.file.src_uri}"
            if not self.config.trust_pages:
                running = (*active_content(html, source), *active_header(page.meta, source))
                if running:
                    raise PluginError(_told(running, self.strings))
                html = safe_page(html)
            searched = page.meta.get("search")
            if not (isinstance(searched, dict) and searched.get("exclude")):
                self.index.add_page(page_entry(page.url, str(page.title), html))
        if output is None:
            return html
        page.toc = table_of_contents(output.toc)
        if self.problems and output.address == routes.HOME:
            return self._broken(self.problems) + html + output.body.decode()
        return html + output.body.decode()

    def _broken(self, problems: tuple[Problem, ...]) -> str:
        return Pages(templates_folder(), self.strings).render("broken.html", "", problems=problems)

    def _broken_pages(self) -> Iterator[Page]:
        """Yield a page for each meeting that cannot be shown, saying what is wrong with it."""
        by_meeting: dict[str, list[Problem]] = {}
        for problem in self.problems:
            by_meeting.setdefault(_meeting_of(problem), []).append(problem)
        by_meeting.pop("", None)
        for meeting_id, problems in by_meeting.items():
            html = self._broken(tuple(problems))
            title = self.strings("broken.title")
            yield Page(routes.meeting(meeting_id), title, title, html, headings(html), problems[0].place.file)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme our strings, and what an earlier build has compiled of it."""
        env.bytecode_cache = CompiledTemplates(self.templates, recipe(Path(__file__).parent))
        env.globals["phonghop"] = self.strings
        env.globals["phonghop_publisher"] = self.portal.settings.publisher if self.portal else ""
        env.globals["phonghop_logo"] = self._look.logo_address
        self.hosting.use(env)
        return env

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Keep a rendered sample as the frame of its kind; it is no page itself."""
        return self.hosting.keep(output, page)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Rebuild when a meeting, a document or a template changes."""
        server.watch(str(self.root / MEETINGS))
        server.watch(str(theme_folder()))
        return server

    # After the theme's search has written its index, which ours replaces; before anything that packs it.
    @event_priority(-50)
    def _finish_index(self, *, config: MkDocsConfig) -> None:
        """Write what the browser searches."""
        self._write_all(self.index.finish(self.strings))

    # After everything else that writes.
    @event_priority(-100)
    def _finish(self, *, config: MkDocsConfig) -> None:
        """Set the pages into their frames, look at the finished bytes, then exchange the site.

        Raises:
            PluginError: something internal is in an output file.
        """
        self._write_all(self.hosting.framed())
        self.templates.forget_unused()
        if self.staging is None or self.portal is None:
            return
        self._forget_warnings()
        forbidden = canaries(self.portal, self.files, self.now, self.root)
        passed = Passed(self.cache, forbidden, self.staging)
        known = passed.digests()
        found = tuple(leaks(self.staging, forbidden, self.cache.folder, known))
        if found:
            raise PluginError(_told(found, self.strings))
        if not (config.strict and self.warnings.count):
            passed.keep(write_checksums(self.staging, known))
            exchange(self.staging, self.site, self.spare)
            config.site_dir = str(self.site)
            self.until = stands_until(self.portal, self.now)

    on_post_build = CombinedEvent(_finish_index, _finish)

    def on_build_error(self, *, error: Exception) -> None:
        """Let go of what this build held."""
        self._forget_warnings()


def _by_hand(files: Files) -> Mapping[str, File]:
    """Return the files written by hand by what they become, without those that programs left behind."""
    for file in [f for f in files if is_leftover(f.src_uri)]:
        files.remove(file)
    return {file.dest_uri: file for file in files}


def _meeting_of(problem: Problem) -> str:
    """Return the id of the meeting whose folder the problem is in, or an empty text."""
    parts = problem.place.file.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == MEETINGS else ""


def _anchor(title: str, _: str) -> str:
    """Return the anchor of a heading written by hand; the separator that Markdown asks for is ours already."""
    return slug(title)


def _taken(output: Page | Asset, by_hand: Mapping[str, File], config: MkDocsConfig) -> Iterator[Problem]:
    """Yield a problem if somebody has put a page by hand at the address of `output`, which is not the front page."""
    if output.file in by_hand and output.address != routes.HOME:
        file = by_hand[output.file]
        place = Place(f"{Path(config.docs_dir).name}/{file.src_uri}")
        yield Problem(place, "PH407", {"address": file.url})


def _told(problems: tuple[Problem, ...], t: Strings) -> str:
    """Return all problems, a line each, under a line that counts them."""
    lines = [problem.line(t) for problem in PortalError(problems).problems]
    return "\n".join([t("cli.found", errors=len(problems), warnings=0), *lines])
