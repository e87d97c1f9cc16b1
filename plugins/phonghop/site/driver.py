"""One build of a site, from what was read to the exchange: what has changed is made, framed, looked at, and put in place.

A host is asked for frames only when what frames are made of has changed. Between `make` and `finish` is its turn.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import escape

from phonghop.database import packed, unpacked
from phonghop.packs.checksums import FILE as CHECKSUMS
from phonghop.pages.look import look_of
from phonghop.pages.templates import COMPILED
from phonghop.portal import Portal, routes
from phonghop.search.entries import Entry
from phonghop.site.build import Options, Product, products, stands_until
from phonghop.site.canaries import canaries
from phonghop.site.checksums import files_below
from phonghop.site.exchange import Tree
from phonghop.site.frames import Frame, Kind, kind_of, sample_for
from phonghop.site.leaks import leaks
from phonghop.site.memory import Memory
from phonghop.site.outputs import Asset, Joined, Page
from phonghop.site.reading import Project
from phonghop.text.problems import Problem
from phonghop.text.strings import strings

HOST = "host"
"""The owner of the files that the host makes."""
_MAP, _ROBOTS = "sitemap.xml", "robots.txt"
_OURS = frozenset({"search/search_index.json", _MAP, f"{_MAP}.gz"})
"""Files that hosts write and ours take the place of."""
_TABLES = ("meeting", "search", "segment", "made", "page", "spoken", "output", "dropped", "secret")


@dataclass(frozen=True, slots=True)
class Hosted:
    """What a host has made.

    Attributes:
        frames: by the kind of page.
        folder: of its files: styles, scripts, pages written by hand.
        entries: what search finds of the pages written by hand.
        pages: the addresses of these pages.
        linked: the addresses of ours that these pages lead to.
        libraries: the addresses of files that are, byte for byte, those of an installed theme.
    """

    frames: Mapping[Kind, Frame]
    folder: Path
    entries: tuple[Entry, ...] = ()
    pages: tuple[str, ...] = ()
    linked: frozenset[str] = frozenset()
    libraries: frozenset[str] = frozenset()


@dataclass
class Counts:
    """What a build did."""

    read: int = 0
    made: int = 0
    kept: int = 0
    written: int = 0
    dropped: int = 0
    looked_at: int = 0
    hosted: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Where and how a project is published.

    Attributes:
        root: the project's folder.
        base_url: the site's address.
        language: of the interface.
        templates: the folder of page templates.
        host: a digest of everything that the host makes frames and its own files of.
    """

    root: Path
    base_url: str
    language: str
    templates: Path
    host: str


class Driver:
    """A build, step by step: `begin`, `make`, `needs_host`, `finish`, and `undo` where one of them fails."""

    def __init__(
        self,
        project: Project,
        settings: Settings,
        tree: Tree,
        now: datetime,
        progress: Callable[[int, int], object] = lambda _, __: None,
    ) -> None:
        """Take what was read and is sound, and where to publish it; `tree` is the site there."""
        assert project.portal is not None
        self.portal: Portal = project.portal
        self._files, self._settings, self._now = project.files, settings, now
        self._progress, self._keys = progress, project.keys
        self._t = strings(settings.language)
        self._tree, self._database = tree, tree.database
        self._memory = Memory(tree.database)
        self._fresh: dict[str, bytes] = {}
        self._libraries: set[str] = set()
        self._unframed: dict[str, None] = {}
        self.counts = Counts(read=project.read)

    def begin(self) -> None:
        """Bring the folder beside the site up to date; where none of it is known, forget what was made."""
        COMPILED.codes.update(self._database.all("SELECT key, code FROM template"))
        if self._tree.begin():
            self._database.begin()
            if self._tree.is_as_written():
                self._memory.look_back(self._tree.site / routes.API)
            else:
                self._forget(self._tree.lost())
            return
        self._database.begin()
        for table in _TABLES:
            self._database.write(f"DELETE FROM {table}")  # noqa: S608 names of ours
        self._database.note("host", None)

    def _forget(self, owners: Iterable[str]) -> None:
        """Have what `owners` yield be made anew."""
        for owner in owners:
            self._memory.forget(owner)
            self._memory.drop(owner.removeprefix(routes.meetings()).rstrip("/"))
            if owner == HOST:
                self._database.note("host", None)

    def make(self, committed: Mapping[str, datetime]) -> None:
        """Make what has changed; `committed` tells when each meeting's file was."""
        settings = self._settings
        options = Options(
            *(settings.base_url, settings.language, settings.templates, self._now, committed),
            standing=self._tree.site,
            progress=self._progress,
            keys=self._keys,
        )
        for product in products(self.portal, self._files, options, self._memory):
            self._take(product)
        self.counts.kept = len(self.portal.folders) - self.counts.made

    def _take(self, product: Product) -> None:
        """Write the files of a product; its pages wait for their frames."""
        expected: set[str] = set()
        for output in product.outputs:
            if isinstance(output, Asset | Joined):
                self._put(product.owner, output)
                expected.add(output.address)
            elif isinstance(output, Page):
                self._memory.keep_page(output, _kind(output))
                self._unframed[output.address] = None
                expected.add(output.file)
        if product.outputs and product.owner.startswith(routes.meetings()):
            self.counts.made += 1
        if not any(isinstance(output, Page) for output in product.outputs):
            self._memory.drop_page(product.owner)
        self._tree.keep_only(product.owner, expected)

    def _put(self, owner: str, file: Asset | Joined) -> None:
        if isinstance(file, Joined):
            self._tree.put(owner, file.address, file.pieces)
            self._fresh[file.address] = file.fresh
            return
        self._tree.put(owner, file.address, file.content)
        if file.is_library:
            self._libraries.add(file.address)

    def add(self, pages: Iterable[Page]) -> None:
        """Take in pages that stand for what cannot be made."""
        for page in pages:
            self._memory.keep_key(page.address, "")
            self._take(Product(page.address, (page,)))

    def page(self, address: str) -> Page:
        """Return the page at `address`, which has been made."""
        (page,) = self._memory.pages([address])
        return page

    @property
    def problems(self) -> Iterator[Problem]:
        """What was noticed in making the meetings, now or earlier."""
        return self._memory.problems()

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses of all pages and files of the portal."""
        asked = "SELECT address FROM output WHERE owner <> ? AND address <> ?"  # an office may write its own robots.txt
        files = self._database.each(asked, HOST, _ROBOTS)
        return frozenset(address for (address,) in files) | {*self._memory.addresses()}

    @property
    def samples(self) -> Sequence[Page]:
        """A page of marks for each kind of page that there is."""
        return [sample_for(self._memory.one_page(kind)) for kind in self._kinds()]

    def _kinds(self) -> list[str]:
        return [kind for (kind,) in self._database.all("SELECT DISTINCT kind FROM page ORDER BY kind")]

    def needs_host(self) -> bool:
        """Return whether the frames that are remembered will not do."""
        frames = {kind for (kind,) in self._database.all("SELECT kind FROM frame")}
        return self._database.recall("host") != self._host_key() or not frames.issuperset(self._kinds())

    def _host_key(self) -> str:
        """Return a digest of what the host makes frames of, and of which pages that those by hand lead to, or are at, are there."""
        linked = json.loads(self._database.recall("linked") or "[]")
        pages = frozenset(self._memory.addresses())
        taken = pages.intersection(json.loads(self._database.recall("pages") or "[]"))
        asked = "SELECT 1 FROM output WHERE address = ?"
        there = [a for a in linked if a in pages or self._database.all(asked, a)]
        settings, look = self.portal.settings, look_of(self.portal)
        made_of = (
            self._settings.host,
            settings.publisher,
            settings.contact,
            look.styles,
            look.logo_address,
            (there, *sorted(taken)),
        )
        return hashlib.sha256(repr(made_of).encode()).hexdigest()

    def finish(self, hosted: Hosted | None) -> tuple[Problem, ...]:
        """Frame, index and look at everything new; return what must not be published. Only without any is the site put in place.

        Args:
            hosted: what the host has made, if it was asked.
        """
        if hosted:
            self._take_in(hosted)
        self._frame()
        self._index()
        self._write_map()
        found = self._look()
        if found:
            self.undo()
            return found
        self._write_checksums()
        self._tree.finish()
        self.counts.written = len(self._tree.changed)
        self.counts.dropped = self._tree.dropped
        self._database.write_all("INSERT OR REPLACE INTO template VALUES (?, ?)", COMPILED.taken())
        self._database.note("until", stands_until(self.portal, self._memory, self._now).isoformat())
        self._database.commit()
        self._tree.exchange()
        return ()

    def undo(self, *, and_clear: bool = False) -> None:
        """Forget this build, and remove what it has written if asked to; the last one stands."""
        self._database.undo()
        if and_clear:
            shutil.rmtree(self._tree.folder, ignore_errors=True)

    def _take_in(self, hosted: Hosted) -> None:
        """Take over frames and files of the host."""
        self.counts.hosted = True
        database = self._database
        earlier = dict(database.all("SELECT kind, pieces FROM frame"))
        database.write("DELETE FROM frame")
        for kind, frame in ((json.dumps(kind), frame) for kind, frame in hosted.frames.items()):
            text = frame.as_text()
            database.write("INSERT INTO frame VALUES (?, ?)", kind, text)
            if earlier.get(kind) != text:
                self._unframed |= dict.fromkeys(self._memory.addresses(kind))
        addresses = [address for address in files_below(hosted.folder) if address not in _OURS]
        self._libraries |= hosted.libraries
        for address in addresses:
            self._tree.put(HOST, address, hosted.folder / address)
        self._tree.keep_only(HOST, addresses)
        database.note("entries", json.dumps([packed(entry) for entry in hosted.entries]))
        database.note("pages", json.dumps(hosted.pages))
        database.note("linked", json.dumps(sorted(hosted.linked)))
        database.note("host", self._host_key())

    def _frame(self) -> None:
        """Set the new pages into their frames."""
        frames = {k: Frame.of_text(p) for k, p in self._database.each("SELECT kind, pieces FROM frame")}
        for page in self._memory.pages(self._unframed):
            self._tree.put(page.address, page.file, frames[_kind(page)].around(page))

    def _index(self) -> None:
        """Write what the browser searches, where any of it has changed."""
        entries = [unpacked(Entry, text) for text in json.loads(self._database.recall("entries") or "[]")]
        lists = [Entry(address, title) for address, title in self._memory.list_titles() if address]
        self._memory.index.write(self._tree, (*lists, *entries), self._t)

    def _write_map(self) -> None:
        """Write the map of the site (sitemaps.org, protocol 0.9), and what leads robots to it (RFC 9309)."""
        by_hand = json.loads(self._database.recall("pages") or "[]")
        pages = sorted({*by_hand, *(a for a in self._memory.addresses() if not a.startswith(routes.LOCKED))})
        lines = (
            f"<url><loc>{escape(routes.absolute(page, self._settings.base_url))}</loc></url>"
            for page in pages
        )
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        self._tree.put(_MAP, _MAP, "\n".join((head, *lines, "</urlset>\n")).encode())
        # Robots ask for it at the root of a host only; one written by hand stands for ours.
        url = routes.absolute(_MAP, self._settings.base_url)
        owner = self._database.value("SELECT owner FROM output WHERE address = ?", _ROBOTS)
        ours = urlsplit(url).path == f"/{_MAP}" and owner != HOST
        if ours:
            self._tree.put(_MAP, _ROBOTS, f"User-agent: *\nDisallow:\nSitemap: {url}\n".encode())
        self._tree.keep_only(_MAP, (_MAP, _ROBOTS) if ours else (_MAP,))

    def _look(self) -> tuple[Problem, ...]:
        """Return everything in the new files that must not be published."""
        forbidden = canaries(
            self.portal, self._files, self._now, self._settings.root, self._database.folder, self._keys
        )
        changed = list(dict.fromkeys(self._tree.changed))
        self.counts.looked_at = len(changed)
        return tuple(
            leaks(self._database, self._tree.folder, forbidden, changed, self._fresh, self._libraries)
        )

    def _write_checksums(self) -> None:
        if self._tree.changed or self._tree.dropped or not self._tree.is_clean:
            self._tree.put(CHECKSUMS, CHECKSUMS, self._tree.checksums())


def _kind(page: Page) -> str:
    return json.dumps(kind_of(page))
