"""What every feed needs to know besides the meetings: where they are published, in which language, changed when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from phonghop.documents.records import Inspections
from phonghop.model import Meeting
from phonghop.pages.uses import Uses
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.text.strings import Strings

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""Earlier than every change: the time of a meeting that does not state when it was announced."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A portal as it is published.

    Attributes:
        portal: what is published.
        files: the inspections of its documents' files.
        base_url: the site's address.
        t: the words of its language.
        committed: when each meeting's file was last changed, as far as the repository knows, by the file's path.
        uses: where else its documents were used.
    """

    portal: Portal
    files: Inspections
    base_url: str
    t: Strings
    committed: Mapping[str, datetime]
    uses: Uses = field(default_factory=dict)

    def around(self, meeting: str) -> Publication:
        """Return no more of it than what the outputs of a meeting are made of."""
        portal = self.portal.around(meeting)
        own = portal.by_id[meeting]
        files = {path: self.files[path] for path in own.paths.values() if path in self.files}
        committed = {own.file: self.committed[own.file]} if own.file in self.committed else {}
        uses = {meeting: self.uses[meeting]} if meeting in self.uses else {}
        return replace(self, portal=portal, files=files, committed=committed, uses=uses)

    @property
    def host(self) -> str:
        """The name that makes identifiers unique in the world."""
        return routes.host(self.base_url)

    def url(self, target: str) -> str:
        """Return the absolute address of `target`."""
        return routes.absolute(target, self.base_url)

    def changed(self, folder: MeetingFolder) -> datetime:
        """Return when a meeting was last changed: its last commit, else the latest date of a change that it states itself.

        The date of a letter does not count: it may be a future day. Neither the clock nor an earlier build has a part in it, so the same
        repository gives the same feeds.
        """
        return self.committed.get(folder.file) or max(_stated(folder.meeting), default=EPOCH)


def _stated(meeting: Meeting) -> Iterator[datetime]:
    """Yield every moment at which, according to the meeting, something of it was changed."""
    moments = [meeting.status.at]
    for document in meeting.documents:
        moments += [document.published_at, document.withdrawn.at if document.withdrawn else None]
        moments += [version.replaced_at for version in document.versions]
    yield from (moment.begin for moment in moments if moment)
