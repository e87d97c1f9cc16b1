"""The editor's list of meetings, and the ways to a new one: empty, like an earlier one, or from a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.responses import PlainTextResponse, RedirectResponse, Response

from phonghop.editing import publishing
from phonghop.editing.answers import Answers, Sent
from phonghop.editing.kept import meetings_with_kept
from phonghop.editing.letters import NoDate, import_letter, is_day
from phonghop.pages.labels import moment_label
from phonghop.portal.load import MEETINGS
from phonghop.starter.meetings import blank, copied, folder_name, kinds_here, titled
from phonghop.text.dates import Moment
from phonghop.text.problems import Place, Problem, Unreadable

FILE_NAME = re.compile(r"[^/\\\x00-\x1f:*?\"<>|]{1,150}")
"""Names of files that every system takes."""


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting in the list; `states` may hold "kept" (a version aside), and one of "unsaved", "new" (never published), "changed" since it was published."""

    id: str
    title: str
    when: str
    is_broken: bool
    states: tuple[str, ...]


class MeetingList(Answers):
    """Shows all meetings and makes new ones."""

    def home(self, message: str = "", status: int = 200, filled: Mapping[str, str] | None = None) -> Response:
        """Show all meetings, and the ways to a new one; `filled` is what a refused form held."""
        rows, bodies = list(self._rows()), self.desk.bodies()
        return self.render(
            "home.html",
            status,
            rows=rows,
            bodies=bodies,
            kinds=kinds_here().items(),
            message=message,
            filled=filled or {},
        )

    def _rows(self) -> Iterator[Row]:
        """Yield every meeting, the latest first."""
        portal = self.desk.portal()
        sound = {folder.id: folder.facts.titles[""] for folder in portal.folders} if portal else {}
        partly = {folder.id: folder.meeting.title for folder in portal.broken} if portal else {}
        names = sorted(
            p.name for p in (self.desk.root / MEETINGS).iterdir() if p.is_dir() and p.name[0] not in "._"
        )
        unpublished, kept = publishing.unpublished(self.desk.root), meetings_with_kept(self.desk.root)
        for name in reversed(names):
            title = sound.get(name) or partly.get(name) or self.desk.title(name)
            state = "unsaved" if self.desk.is_unsaved(name) else unpublished.get(name, "")
            states = ("kept" if name in kept else "", state)
            yield Row(name, title, self._day(name), name not in sound, tuple(filter(None, states)))

    def _day(self, meeting_id: str) -> str:
        try:
            day = date.fromisoformat(meeting_id[:10])
        except ValueError:
            return meeting_id
        return moment_label(Moment(day), self.t).text

    def new(self, sent: Sent) -> Response:
        """Make a meeting, empty or like an earlier one."""
        form = dict(sent.pairs)
        title, day = " ".join(form.get("title", "").split()), form.get("day", "")
        portal = self.desk.portal()
        earlier = portal.by_id.get(form.get("from", "")) if portal else None
        only = next(iter(portal.bodies)) if portal and len(portal.bodies) == 1 else ""
        body = portal.bodies.get(form.get("organizer") or only) if portal else None
        missing = {
            "edit.no_portal": portal is None,
            "edit.which_title": not title,
            "edit.which_day": not is_day(day),
            "edit.which_body": body is None and earlier is None,
        }
        if sentences := [self.t(key) for key, is_missing in missing.items() if is_missing]:
            return self.home(" ".join(sentences), 400, form)
        name = folder_name(date.fromisoformat(day), title)
        if earlier:
            text = copied(earlier.source.decode("utf-8-sig"), earlier.id)
        else:
            assert body is not None
            kinds = kinds_here()
            text = blank(name, body, form["kind"] if form.get("kind") in kinds else next(iter(kinds)))
        return RedirectResponse(f"/cuoc-hop/{self.desk.create(name, titled(text, title))}", 303)

    def letter_in(self, sent: Sent) -> Response:
        """Read a letter that was dropped into a draft; answer where it is."""
        if not FILE_NAME.fullmatch(sent.file):
            return PlainTextResponse(self.t("edit.bad_file", file=sent.file), 400)
        with TemporaryDirectory(prefix="phonghop-") as folder:
            path = Path(folder, sent.file)
            path.write_bytes(sent.content)
            try:
                return PlainTextResponse(f"/cuoc-hop/{import_letter(self.desk, path, sent.day)}")
            except Unreadable as error:
                problem = Problem(Place(sent.file), error.code, error.values | {"file": sent.file})
                return PlainTextResponse(problem.sentence(self.t), 400)
            except NoDate:
                return PlainTextResponse(self.t("edit.no_date"), 422)
