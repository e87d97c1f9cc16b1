"""What earlier builds have made, by what it was made of: rows of the database as records."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from functools import cached_property, partial
from io import BytesIO
from pathlib import Path

from phonghop.database import Database, packed, unpacked
from phonghop.feeds import atom
from phonghop.feeds.api import LINE_BREAK
from phonghop.feeds.atom import News
from phonghop.packs.files import EarlierPacks, PackFiles
from phonghop.pages.listed import ListedMeeting, Place, RememberedListing
from phonghop.portal import routes
from phonghop.portal.remembered import problems_as_text, problems_of
from phonghop.search.analysis import Analysis
from phonghop.site.indexing import Indexing
from phonghop.site.meetings import Earlier, MeetingOutputs
from phonghop.site.outputs import Page
from phonghop.text.problems import Problem


class Memory:
    """What has been made of a portal, in one database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.index = Indexing(database)
        self._standing: Path | None = None
        self._entries: dict[str, int] = {}
        """Where the entry of each meeting that has not changed begins in the API's file that stands."""

    # Meetings

    def keys(self) -> Mapping[str, str]:
        """Return the key of each meeting that has been made: a digest of what it was made of."""
        return dict(self.database.each("SELECT id, key FROM meeting"))

    def keep(self, meeting: str, key: str, start: str, made: MeetingOutputs) -> None:
        """Keep what a meeting adds to that which all meetings share; `start` sorts the meetings."""
        news = made.parts.news
        newest = max((each.updated.astimezone(UTC).isoformat() for each in news), default="")
        (search,) = (output for output in made.own if isinstance(output, Analysis))
        problems = [output for output in made.own if isinstance(output, Problem)]
        self.database.write(
            "INSERT OR REPLACE INTO meeting VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(meeting, key, start, newest, packed(made.parts.listed.place), packed(made.parts.listed)),
            *(len(made.parts.api), made.parts.api.decode(), packed(news), made.parts.events.decode()),
            *(problems_as_text(problems), packed(made.packs), json.dumps(made.drawn)),
        )
        self._entries.pop(meeting, None)
        self.index.keep(meeting, start, search)
        vars(self).pop("places", None)

    def earlier(self, meeting: str, site: Path) -> Earlier | None:
        """Return the packs and pictures of a meeting that stand in the folder `site`."""
        for packs, drawn in self.database.all("SELECT packs, drawn FROM meeting WHERE id = ?", meeting):
            return Earlier(EarlierPacks(unpacked(PackFiles, packs), site), json.loads(drawn))
        return None

    def drop(self, meeting: str) -> None:
        """Forget a meeting."""
        self.database.write("DELETE FROM meeting WHERE id = ?", meeting)
        self._entries.pop(meeting, None)
        self.index.drop(meeting)

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Where each meeting stands in lists."""
        rows = self.database.each("SELECT id, place FROM meeting")
        return {meeting: unpacked(Place, place) for meeting, place in rows}

    def listed(self, meetings: Iterable[str]) -> Sequence[ListedMeeting]:
        """Return `meetings` as lists show them."""
        return [RememberedListing(id_, self.places[id_], partial(self._listed, id_)) for id_ in meetings]

    def _listed(self, meeting: str) -> ListedMeeting:
        return unpacked(
            ListedMeeting, self.database.value("SELECT listed FROM meeting WHERE id = ?", meeting)
        )

    def look_back(self, api: Path) -> None:
        """Take entries that do not change from the API's file that stands, for `api`; to be called before anything is kept or dropped."""
        with suppress(OSError), api.open("rb") as stream:
            place = stream.seek(len(stream.readline()))
            for meeting, size in self._sizes():
                self._entries[meeting] = place
                place += size + len(LINE_BREAK)
            self._standing = api

    def api(self) -> Iterator[bytes]:
        """Yield the entry of each meeting in the API, from first to last."""
        with self._standing.open("rb") if self._standing else BytesIO() as stream:
            for meeting, size in self._sizes():
                if meeting in self._entries:
                    stream.seek(self._entries[meeting])
                    yield stream.read(size)
                else:
                    # As bytes: a long text would be decoded only to be encoded again.
                    yield self.database.value("SELECT CAST(api AS BLOB) FROM meeting WHERE id = ?", meeting)

    def _sizes(self) -> Sequence[tuple[str, int]]:
        """Return the meetings from first to last, each with the bytes that its entry has."""
        return self.database.all("SELECT id, bytes FROM meeting ORDER BY start, id")

    def news(self) -> Sequence[str]:
        """Return the news of the meetings that have the latest, as `news_of` reads it."""
        rows = self.database.each("SELECT news FROM meeting ORDER BY newest DESC, id LIMIT ?", atom.HELD)
        return [news for (news,) in rows]

    def events(self, meetings: Iterable[str]) -> Iterator[bytes]:
        """Yield the events of each of `meetings`."""
        asked = "SELECT events FROM meeting WHERE id = ?"
        return (self.database.value(asked, meeting).encode() for meeting in meetings)

    def problems(self) -> Iterator[Problem]:
        """Yield what was noticed in making the meetings."""
        rows = self.database.each("SELECT problems FROM meeting WHERE problems <> '[]' ORDER BY start, id")
        return (problem for (text,) in rows for problem in problems_of(text))

    # Everything else

    def made(self) -> Mapping[str, str]:
        """Return what each other owner of files was made of."""
        return dict(self.database.each("SELECT owner, key FROM made"))

    def keep_key(self, owner: str, key: str) -> None:
        """Remember what `owner` was made of."""
        self.database.write("INSERT OR REPLACE INTO made VALUES (?, ?)", owner, key)

    def forget(self, owner: str) -> None:
        """Forget that `owner` was made."""
        self.database.write("DELETE FROM made WHERE owner = ?", owner)
        self.index.forget(owner)

    # Pages

    def keep_page(self, page: Page, kind: str) -> None:
        """Keep the finished body of a page."""
        head = packed(replace(page, html=""))
        self.database.write(
            "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)",
            page.address,
            kind,
            head,
            zlib.compress(page.body, 1),
        )

    def pages(self, addresses: Iterable[str]) -> Iterator[Page]:
        """Yield the pages at `addresses`."""
        for address in addresses:
            for head, body in self.database.all("SELECT head, body FROM page WHERE address = ?", address):
                yield replace(unpacked(Page, head), html=zlib.decompress(body).decode())

    def one_page(self, kind: str) -> Page:
        """Return a page of one kind, without its body."""
        return unpacked(Page, self.database.value("SELECT head FROM page WHERE kind = ? LIMIT 1", kind))

    def list_titles(self) -> Sequence[tuple[str, str]]:
        """Return address and title of every page that is no meeting's."""
        asked = "SELECT json_extract(head, '$.title') FROM page WHERE address = ?"
        addresses = (a for a in self.addresses() if not a.startswith((routes.meetings(), routes.LOCKED)))
        return [(address, self.database.value(asked, address)) for address in addresses]

    def addresses(self, kind: str = "") -> Sequence[str]:
        """Return the address of every page, or of every page of one kind, in order."""
        asked = "SELECT address FROM page WHERE ? IN ('', kind) ORDER BY address"
        return [address for (address,) in self.database.each(asked, kind)]

    def drop_page(self, address: str) -> None:
        """Forget a page."""
        self.database.write("DELETE FROM page WHERE address = ?", address)


def news_of(texts: Iterable[str]) -> Iterator[News]:
    """Yield the news that `Memory.news` returned."""
    return (each for text in texts for each in unpacked(tuple[News, ...], text))
