"""The editor's list of meetings, and the ways to a new one: empty, like an earlier one, or from a letter."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.responses import PlainTextResponse, RedirectResponse, Response

from phonghop.editing.answers import Answers, Sent
from phonghop.editing.letters import NoDate, import_letter
from phonghop.portal.load import is_meeting_id
from phonghop.starter.meetings import blank, copied, kinds_here
from phonghop.text.problems import Place, Problem, Unreadable

FILE_NAME = re.compile(r"[^/\\\x00-\x1f:*?\"<>|]{1,150}")
"""Names of files that every system takes."""


class MeetingList(Answers):
    """Shows all meetings and makes new ones."""

    def home(self, message: str = "", status: int = 200) -> Response:
        """Show all meetings, and the ways to a new one."""
        rows, bodies = list(self.desk.rows()), self.desk.bodies()
        return self.render(
            "home.html", status, rows=rows, bodies=bodies, kinds=kinds_here().items(), message=message
        )

    def new(self, sent: Sent) -> Response:
        """Make a meeting, empty or like an earlier one."""
        form = dict(sent.pairs)
        name, earlier = form.get("id", "").strip(), form.get("from", "")
        portal = self.desk.portal()
        if portal is None or not is_meeting_id(name) or self.desk.file(name).parent.exists():
            return self.home(self.t("edit.bad_id", id=name), 400)
        if source := portal.by_id.get(earlier):
            text = copied(source.source.decode("utf-8-sig"), source.id)
        else:
            only = next(iter(portal.bodies)) if len(portal.bodies) == 1 else ""
            body, kind = portal.bodies.get(form.get("organizer") or only), form.get("kind", "")
            if body is None:
                return self.home(self.t("edit.which_body"), 400)
            text = blank(name, body, kind if kind in kinds_here() else next(iter(kinds_here())))
        self.desk.file(name).parent.mkdir()
        self.desk.file(name).write_text(text, encoding="utf-8", newline="\n")
        return RedirectResponse(f"/cuoc-hop/{name}", 303)

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
