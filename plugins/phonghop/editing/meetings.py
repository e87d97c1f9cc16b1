"""The editor's list of meetings, and the ways to a new one: empty, like an earlier one, or from a letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.responses import PlainTextResponse, RedirectResponse, Response

from phonghop.editing.answers import Answers, Sent
from phonghop.editing.letters import NoDate, import_letter, is_day
from phonghop.starter.meetings import blank, copied, folder_name, kinds_here, titled
from phonghop.text.problems import Place, Problem, Unreadable

FILE_NAME = re.compile(r"[^/\\\x00-\x1f:*?\"<>|]{1,150}")
"""Names of files that every system takes."""


class MeetingList(Answers):
    """Shows all meetings and makes new ones."""

    def home(self, message: str = "", status: int = 200, filled: Mapping[str, str] | None = None) -> Response:
        """Show all meetings, and the ways to a new one; `filled` is what a refused form held."""
        rows, bodies = list(self.desk.rows()), self.desk.bodies()
        return self.render(
            "home.html",
            status,
            rows=rows,
            bodies=bodies,
            kinds=kinds_here().items(),
            message=message,
            filled=filled or {},
        )

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
