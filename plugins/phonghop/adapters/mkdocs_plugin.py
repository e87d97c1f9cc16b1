"""The MkDocs plugin. Asked for frames by `phonghop build`, it renders samples; run by MkDocs itself, it also drives the build.

Problems of the data are printed before MkDocs renders anything. Problems that only show at the end (broken links under
``--strict``, something internal in the output) stop the exchange, so the last good site stays.
"""

from __future__ import annotations

import gc
import logging
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable
from contextlib import ExitStack
from functools import partial
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
from phonghop.adapters.combinations import combination_problems, is_made_of_files
from phonghop.adapters.environment import build_moment, cache_folder
from phonghop.adapters.hosting import Hosting, have_theme_speak
from phonghop.adapters.hosts import Asked, is_taken
from phonghop.adapters.preview import SETTLED, address_of, digest_of, watch
from phonghop.database import database
from phonghop.pages.look import Look, look_of
from phonghop.pages.templates import Pages
from phonghop.portal import Portal, routes
from phonghop.portal.folders import LOCALES, MEETINGS
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
        self._serves = False
        self.asked: Asked | None = None
        """Set by who drives; None where MkDocs was started by itself."""
        self.hosted: Hosted | None = None
        """What was rendered, as soon as it is."""
        self._building: Building | None = None
        self._portal: Portal | None = None
        """None where not even what all meetings share can be read."""
        self._above = ""
        """What the front page says where nothing else can be shown: what is wrong."""
        self._server: LiveReloadServer | None = None
        self._place: Place
        self._shown = Path()
        """The folder of the site that a preview shows."""
        self._rendered = ""
        """A digest of what MkDocs has rendered the preview's frames from; empty where it has to render them in every build."""
        self._unwatch: Callable[[], object] = lambda: None
        self._held = ExitStack()
        self._warnings = _WarningCounter()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember what is being done; having this event also keeps the instance across rebuilds."""
        self._serves = command == "serve"

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
        config.mdx_configs.setdefault("toc", {}).setdefault("slugify", lambda title, _: slug(title))
        folder = str(theme_folder())
        if folder not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, folder)
        have_theme_speak(config, self.strings.language, cache_folder(self.root))
        # MkDocs keeps this instance for as long as the process lives: what it did before is over.
        self._let_go()
        self._building = None
        self._above = self._rendered = ""
        if self.asked:
            self._portal = self.asked.portal
        else:
            self._drive(config)
        self.hosting = Hosting(config, self.strings, self._look, self._above)
        return config

    @property
    def _look(self) -> Look:
        return look_of(self._portal) if self._portal else Look()

    def _drive(self, config: MkDocsConfig) -> None:
        """Begin a build of our own."""
        logging.getLogger(_HOST).addHandler(self._warnings)
        for problem in combination_problems(config):
            log.warning(problem.line(self.strings))
        settings = Path(config.config_file_path or "mkdocs.yml")
        # What is kept of a preview, which shows broken meetings too, must not drive out what is published.
        cache = cache_folder(self.root, settings.name, "preview" if self._serves else "")
        self._database = database(cache)
        if self._serves:
            config.site_url = address_of(config)
        self._place = Place(
            self.root,
            settings.name,
            cache / "site" if self._serves else folder_of(config.site_dir),
            config.site_url or "",
            self.strings.language,
            Path(config.docs_dir),
            Path(config.theme.custom_dir) if config.theme.custom_dir else None,
        )
        is_fixed = self._serves and not config.strict and is_made_of_files(config, settings, self.root)
        self._made_of = digest_of(self._place) if is_fixed else ""
        try:
            building = self._read()
        except PortalError as error:
            raise PluginError(told(error.problems, self.strings)) from None
        self._tell(building.problems)
        if building.errors and not self._serves:
            self._let_go()
            raise PluginError(told(building.errors, self.strings))
        self._building = building
        if building.is_readable:
            self._shown = self._place.site
            config.site_dir = tempfile.mkdtemp(prefix="phonghop-")
            self._held.callback(shutil.rmtree, config.site_dir, ignore_errors=True)
            self._make(building)
        else:
            self._above = self._broken(building.errors)
            self._shown = cache / "unreadable"
            config.site_dir = str(self._shown)

    def _read(self, *, again: bool = False) -> Building:
        """Read and check the project, perhaps `again`, and hold off other builds until it is let go."""
        self._held.enter_context(self._database.alone(lambda: log.info(self.strings("cli.waiting"))))
        tree = Tree(self._database, self._place.site, is_ours=again)
        self._held.callback(tree.close)
        if not again:
            tree.look_ahead()
        building = Building(
            self._place, self._database, build_moment(), serves=self._serves, tree=tree, before=self._portal
        )
        self._portal = building.portal
        return building

    def _make(self, building: Building) -> None:
        building.make()
        self._tell(building.noticed)
        building.add_broken(self._broken)

    def _tell(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            (log.error if problem.is_error else log.warning)(problem.line(self.strings))

    def _build_again(self, build: Callable[[], object]) -> None:
        """Bring the preview up to date: without MkDocs, unless it would render something else than it has rendered."""
        if not self._rendered or digest_of(self._place) != self._rendered or not self._is_built_alone():
            build()

    def _is_built_alone(self) -> bool:
        """Build from the frames that there are; return False, with nothing changed, where these will not do."""
        gc.disable()  # nearly all that is made is held until the end
        try:
            self._building = building = self._read(again=True)
            if building.is_readable:
                self._make(building)
            if not building.is_readable or building.driver.needs_host() or building.finish(None):
                return False
            self._tell(building.problems)
        except PortalError:
            return False
        else:
            return True
        finally:
            self._let_go()
            gc.enable()

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

    def _broken(self, problems: Collection[Problem]) -> str:
        return Pages(templates_folder(), self.strings).render("broken.html", "", problems=problems)

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
        server.build_delay = SETTLED
        server.builder = partial(self._build_again, builder)
        for folder in filter(Path.is_dir, (theme_folder(), self.root / LOCALES)):
            server.watch(str(folder))
        self._unwatch = watch(server, self.root / MEETINGS)
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
        self._rendered = self._made_of

    def on_shutdown(self) -> None:
        """Watch no longer."""
        self._unwatch()

    def on_build_error(self, *, error: Exception) -> None:
        """Let go of what this build held."""
        self._let_go()

    def _let_go(self) -> None:
        logging.getLogger(_HOST).removeHandler(self._warnings)
        self._warnings = _WarningCounter()
        if self._building:
            self._building.undo()
        self._held.close()
