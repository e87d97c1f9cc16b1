"""The MkDocs plugin. Asked for frames by `phonghop build`, it renders samples; run by MkDocs itself, it also drives the build.

Problems of the data are printed before MkDocs renders anything. Problems that only show at the end (broken links under
``--strict``, something internal in the output) stop the exchange, so the last good site stays.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage

from phonghop.adapters.building import Building, Place, folder_of, told
from phonghop.adapters.combinations import combination_problems
from phonghop.adapters.environment import build_moment, cache_folder
from phonghop.adapters.hosting import Hosting
from phonghop.adapters.hosts import Asked, is_taken
from phonghop.database import database
from phonghop.pages.look import Look, look_of
from phonghop.pages.templates import Pages
from phonghop.portal import Portal, routes
from phonghop.portal.folders import MEETINGS
from phonghop.portal.load import settled_words
from phonghop.site.active_content import active_content, active_header, safe_page
from phonghop.site.by_hand import is_leftover
from phonghop.site.driver import Hosted
from phonghop.site.exchange import Tree
from phonghop.text.folding import slug
from phonghop.text.problems import Place as ProblemPlace
from phonghop.text.problems import PortalError, Problem
from phonghop.text.strings import strings
from phonghop.theme_files import templates_folder, theme_folder

log = get_plugin_logger("phonghop")

_HOST = BasePlugin.__module__.partition(".")[0]
"""The name of its logger: "mkdocs", or "properdocs" where that answers for it."""
_PREVIEW = "http://127.0.0.1:8000/"
"""Where `mkdocs serve` shows a site that has no address of its own yet."""


_WORDS_OF_THEME = "partials/languages"
_ALL_IN_ENGLISH = """\
{% macro t(key) %}{{ { "language": "@", "search.config.lang": "en" }[key] }}{% endmacro %}
"""
"""What a theme without words of a language imports: the name of the language alone, so that all else is English."""


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
        self.asked: Asked | None = None
        """Set by who drives; None where MkDocs was started by itself."""
        self.hosted: Hosted | None = None
        """What was rendered, as soon as it is."""
        self._building: Building | None = None
        self._portal: Portal | None = None
        """None where not even what all meetings share can be read."""
        self._server: LiveReloadServer | None = None
        self._shown = Path()
        """The folder of the site that a preview shows."""
        self._held = ExitStack()
        self._warnings = _WarningCounter()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember what is being done; having this event also keeps the instance across rebuilds."""
        self._command = command

    # Before the search plugin, which reads the theme's language files in its own `on_config`.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read, check and make everything that has changed, unless somebody else drives.

        Raises:
            PluginError: the data has errors (not under ``serve``, which shows them as pages instead).
        """
        refused = [problem for problem in combination_problems(config) if problem.is_error]
        if refused:
            raise PluginError(told(refused, strings(str(config.theme.get("language", "vi")))))
        self.root = (Path(config.config_file_path or ".").parent / self.config.root).resolve()
        self.strings = settled_words(self.root, config.theme.get("language") or "vi")
        # The toc of Markdown drops what is not ASCII, and with it the whole letter "đ".
        config.mdx_configs.setdefault("toc", {}).setdefault("slugify", _anchor)
        folder = str(theme_folder())
        if folder not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, folder)
        _have_host_speak(config, self.strings.language, cache_folder(self.root))
        # MkDocs keeps this instance for as long as the process lives: what it did before is over.
        self._let_go()
        self._building = None
        above = ""
        if self.asked:
            self._portal = self.asked.portal
        else:
            above = self._drive(config)
        self.hosting = Hosting(config, self.strings, self._look, above)
        return config

    @property
    def _look(self) -> Look:
        return look_of(self._portal) if self._portal else Look()

    def _drive(self, config: MkDocsConfig) -> str:
        """Begin a build of our own; return what the front page says on top of everything: what is wrong."""
        logging.getLogger(_HOST).addHandler(self._warnings)
        for problem in combination_problems(config):
            log.warning(problem.line(self.strings))
        root = self.root
        serves = self._command == "serve"
        settings = Path(config.config_file_path or "mkdocs.yml").name
        # A preview has another address, which is on every page: what is kept of it must not drive out what is published.
        cache = cache_folder(root, settings, "preview" if serves else "")
        self._database = database(cache)
        self._held.enter_context(self._database.alone(lambda: log.info(self.strings("cli.waiting"))))
        place = Place(
            root,
            settings,
            cache / "site" if serves else folder_of(config.site_dir),
            config.site_url or (_PREVIEW if serves else ""),
            self.strings.language,
            Path(config.docs_dir),
            Path(config.theme.custom_dir) if config.theme.custom_dir else None,
        )
        tree = Tree(self._database, place.site)
        self._held.callback(tree.close)
        tree.recover()
        tree.look_ahead()
        try:
            building = Building(place, self._database, build_moment(), serves=serves, tree=tree)
        except PortalError as error:
            raise PluginError(told(error.problems, self.strings)) from None
        for problem in building.problems:
            (log.error if problem.is_error else log.warning)(problem.line(self.strings))
        if building.errors and not serves:
            self._let_go()
            raise PluginError(told(building.errors, self.strings))
        self._building = building
        self._portal = building.driver.portal if building.is_readable else None
        self._shown = place.site if building.is_readable else cache / "unreadable"
        config.site_dir = str(self._shown)
        if building.is_readable:
            config.site_dir = tempfile.mkdtemp(prefix="phonghop-")
            self._held.callback(shutil.rmtree, config.site_dir, ignore_errors=True)
            building.make()
            for problem in building.noticed:
                log.warning(problem.line(self.strings))
            building.add_broken(self._broken)
        return self._broken(building.errors) if building.errors else ""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give MkDocs the samples that it renders.

        Raises:
            PluginError: a page written by hand already has the address of an output.
        """
        self.hosting.add_theme(files, config)
        for file in [f for f in files if is_leftover(f.src_uri)]:
            files.remove(file)
        by_hand = {file.dest_uri: file for file in files}
        building = self._building
        request = self.asked
        if request is None and building and building.is_readable:
            driver = building.driver
            request = Asked(driver.samples, driver.addresses, driver.portal)
        if request and (taken := [a for a in by_hand if is_taken(a, request.addresses)]):
            places = (
                Problem(
                    ProblemPlace(f"{Path(config.docs_dir).name}/{by_hand[address].src_uri}"),
                    "PH407",
                    {"address": by_hand[address].url},
                )
                for address in taken
            )
            raise PluginError(told(tuple(places), self.strings))
        if request:
            self.hosting.ask(request.samples, request.addresses, files, config)
        return files

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Give a sample its title and description; no page names its neighbours."""
        page.previous_page = page.next_page = None  # Firefox fetches them ahead, which the policy refuses
        self.hosting.describe(page)
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Return the finished body of a page.

        Raises:
            PluginError: a page written by hand runs something when it is opened.
        """
        own = self.hosting.of(page)
        if own is None or own.address == routes.HOME:
            source = f"{Path(config.docs_dir).name}/{page.file.src_uri}"
            if not self.config.trust_pages:
                if running := (*active_content(html, source), *active_header(page.meta, source)):
                    raise PluginError(told(running, self.strings))
                html = safe_page(html)
        return self.hosting.content(html, page)

    def _broken(self, problems: Iterable[Problem]) -> str:
        return Pages(templates_folder(), self.strings).render("broken.html", "", problems=tuple(problems))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme our strings, and what an earlier build has compiled of it."""
        env.globals["phonghop_publisher"] = self._portal.settings.publisher if self._portal else ""
        env.globals["phonghop_contact"] = self._portal.settings.contact if self._portal else ""
        by_hand = files.get_file_from_path(f"{routes.help_page()[:-1]}.md")
        env.globals["phonghop_help"] = by_hand.url if by_hand else ""
        env.globals["phonghop_word"] = routes.word
        env.globals["phonghop_logo"] = self._look.logo_address
        self.hosting.use(env, self.strings)
        return env

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Keep a rendered sample as the frame of its kind; it is no page itself."""
        return self.hosting.keep(output, page)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Show the site where it is built; build again when a meeting, a document or a template changes."""
        self._server = server
        server.root = str(self._shown)
        server.watch(
            str((Path(config.config_file_path or ".").parent / self.config.root).resolve() / MEETINGS)
        )
        server.watch(str(theme_folder()))
        return server

    # After everything else that writes.
    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Hand over what was rendered; who drives finishes the build.

        Raises:
            PluginError: something internal is in an output file.
        """
        self.hosted = self.hosting.hosted(Path(config.site_dir))
        building = self._building
        if building is None:
            return
        if self._server:
            self._server.root = str(self._shown)
        if not building.is_readable:
            self._let_go()
            return
        logging.getLogger(_HOST).removeHandler(self._warnings)
        if config.strict and self._warnings.count:
            self._let_go()
            return
        problems = building.finish(self.hosted)
        config.site_dir = str(building.place.site)
        self._let_go()
        if problems:
            raise PluginError(told(problems, self.strings))

    def on_build_error(self, *, error: Exception) -> None:
        """Let go of what this build held."""
        self._let_go()

    def _let_go(self) -> None:
        logging.getLogger(_HOST).removeHandler(self._warnings)
        self._warnings = _WarningCounter()
        if self._building:
            self._building.undo()
        self._held.close()


def _anchor(title: str, _: str) -> str:
    """Return the anchor of a heading written by hand; the separator that Markdown asks for is ours already."""
    return slug(title)


def _have_host_speak(config: MkDocsConfig, language: str, folder: Path) -> None:
    """Have the theme speak `language`; one of which it has no words is named by a file that is written in `folder`."""
    config.theme["language"] = language
    if any(Path(place, _WORDS_OF_THEME, f"{language}.html").is_file() for place in config.theme.dirs):
        return
    file = folder / "theme" / _WORDS_OF_THEME / f"{language}.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_ALL_IN_ENGLISH.replace("@", language), "utf-8")
    config.theme.dirs.append(str(folder / "theme"))
