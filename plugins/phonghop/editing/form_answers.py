"""A meeting's form in the editor: its parts, the steps that clerks do often, dropped documents, the file as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from starlette.responses import PlainTextResponse, RedirectResponse, Response

from phonghop.editing import publishing, steps
from phonghop.editing.answers import Answers, Sent
from phonghop.editing.desk import ChangedElsewhere
from phonghop.editing.differences import data_of
from phonghop.editing.documents import add_document
from phonghop.editing.forms import acted, form_data, section_widgets, with_blanks
from phonghop.editing.meetings import FILE_NAME
from phonghop.editing.merging import Conflict
from phonghop.editing.parts import SECTIONS
from phonghop.importing.trace import kept_trace
from phonghop.portal.file_kinds import FORMATS
from phonghop.source.nodes import Plain
from phonghop.source.patch import PatchError
from phonghop.text.characters import clean

_DONE = ("saved", "saved_merged", "discarded")
"""Answers to buttons of the bar, shown above the form once it is loaded anew."""
_STEPS = {"hold": "documents", "withdraw": "documents", "status": "time"}
"""The steps that clerks do often, each with the part of the form that has it."""


class Form(Answers):
    """Shows and changes one meeting."""

    def meeting(self, sent: Sent) -> Response:
        """Show a meeting's form, its page and the letter that came in."""
        if sent.done in _STEPS:
            done = self.t("edit.step.done", step=self.t(f"edit.step.{sent.done}"))
            return self._shown(sent.meeting, done, step={"done": sent.done})
        return self._shown(sent.meeting, self.t(f"edit.{sent.done}") if sent.done in _DONE else "")

    def _shown(
        self,
        name: str,
        message: str,
        status: int = 200,
        shown: Mapping[str, object] | None = None,
        step: Mapping[str, str] | None = None,
    ) -> Response:
        """Show the form with a message, which stands on top or beside the step that it is about."""
        if self.desk.data(name) is None:
            return self._as_text(name, message or self.t("edit.broken"), status)
        step = step or {}
        at = _STEPS.get(step.get("step") or step.get("done", ""), "")
        trace = kept_trace(self.desk.root, name)
        problems = self.desk.placed_problems(name)
        writes_letters = self.desk.writes_letters(name)
        return self.render(
            "meeting.html",
            status,
            **self.views.todo(name, problems),
            message="" if at else message,
            told_at=(at, message),
            title=self.desk.title(name),
            documents=steps.documents(self.desk.data(name) or {}),
            times=steps.times(self.desk.data(name) or {}),
            step=step,
            sections=[
                (key, shown if shown and shown["key"] == key else self.views.section(name, key, problems))
                for key in SECTIONS
                if key != "letter" or writes_letters
            ],
            writes_letters=writes_letters,
            lines=trace.get("lines", ()),
        )

    def looked_at(self, sent: Sent) -> Response:
        """Drop a mark that the clerk has looked at."""
        name, form = sent.meeting, dict(sent.pairs)
        if form.get("line", "").isdecimal():
            self.desk.looked_at(name, int(form["line"]), form.get("words", ""))
        if not sent.is_part:
            return RedirectResponse(f"/cuoc-hop/{name}#todo", 303)
        todo = self.views.todo(name, self.desk.placed_problems(name))
        return self.render("seen.html", field=form.get("field", ""), **todo)

    def step(self, sent: Sent) -> Response:
        """Do one of the things that clerks do often: hold a paper, take it back, put the meeting off."""
        name, words = sent.meeting, {key: clean(value) for key, value in sent.pairs}
        data, number, verb = self.desk.data(name) or {}, words.get("document", ""), words.get("step", "")
        is_paper = number.isdecimal() and int(number) < len(steps.documents(data))
        changed = None
        if verb == "hold" and is_paper:
            changed = steps.held(data, int(number), words.get("until", ""))
        elif verb == "withdraw" and is_paper:
            changed = steps.withdrawn(data, int(number), words.get("reason", ""))
        elif verb == "status" and data:
            when = [line.strip() for line in words.get("when", "").splitlines() if line.strip()]
            if words.get("state") == "moved" and (
                missing := self._missing(data, when, words.get("where", ""))
            ):
                return self._shown(name, missing, 400, step=words)
            published = data_of(publishing.committed_text(self.desk.root, name))
            state, reason, where = (words.get(key, "") for key in ("state", "reason", "where"))
            changed = steps.put_off(data, published, steps.Announcement(state, reason, when, where))
        if changed is not None and (wrong := self._done(name, changed)):
            return self._shown(name, wrong, 409, step=words)
        done = f"?xong={verb}#{_STEPS[verb]}" if changed is not None else ""
        return RedirectResponse(f"/cuoc-hop/{name}{done}", 303)

    def _missing(self, data: dict[str, Plain], when: Sequence[str], where: str) -> str:
        """Return what a move lacks: where to or when, or a time for each session."""
        sessions = len(steps.times(data))
        if when and len(when) != sessions:
            return self.t("edit.step.times_of_all", n=sessions)
        return "" if when or where else self.t("edit.step.to_when")

    def _done(self, name: str, changed: dict[str, Plain]) -> str:
        """Take `changed` over; where that would be wrong in a way that the meeting was not before, return why, and change nothing."""
        before, text = self._errors(name), self.desk.open(name).text
        try:
            self.desk.hold(name, changed)
        except PatchError:
            return self.t("edit.not_held")
        introduced = self._errors(name) - before
        if introduced:
            self.desk.write_text(name, text)
        return " ".join(sorted(introduced))

    def _errors(self, name: str) -> set[str]:
        return {
            f"{self.views.label(path)}: {self.views.sentence(path, problem)}."
            for path, problem in self.desk.placed_problems(name)
            if problem.is_error
        }

    def section(self, sent: Sent) -> Response:
        """Take a part of the form as filled, check it, and show it again."""
        name, section = sent.meeting, sent.section
        if section not in SECTIONS:
            return self._shown(name, self.t("edit.not_held"), 404)
        message, form = "", dict(sent.pairs)
        action, is_held = form.get("_do", ""), True
        filled = form_data(with_blanks(sent.pairs, self.desk.data(name)))
        try:
            if sent.pairs:
                self.desk.change(name, section, filled, form.get("_shown", ""))
            if ":" in action:
                filled = acted(filled, action)
                if not action.startswith("add:"):
                    self.desk.change(name, section, filled)
        except PatchError:
            is_held, message = False, self.t("edit.not_held")
        except Conflict:
            is_held, message = False, self.t("edit.other_window")
        problems = self.desk.placed_problems(name)
        shown = self.views.section(name, section, problems)
        if action.startswith("add:") or not is_held:
            # What was typed stays on the page, though the file does not hold it.
            data = {**(self.desk.data(name) or {}), **filled}
            shown["widgets"] = section_widgets(section, data, self.desk.bodies(), self.t.language)
        if not sent.is_part:
            return self._shown(name, message, shown=shown)
        todo = self.views.todo(name, problems)
        return self.render("part.html", section=shown, message=message, title=self.desk.title(name), **todo)

    def dropped(self, sent: Sent) -> Response:
        """Take a document that was dropped on the page."""
        is_served = Path(sent.file).suffix.lower() in FORMATS
        if not FILE_NAME.fullmatch(sent.file) or sent.file.startswith(".") or not is_served:
            return PlainTextResponse(self.t("edit.bad_file", file=sent.file), 400)
        try:
            add_document(self.desk, sent.meeting, sent.file, sent.content, self.setting.clock())
        except PatchError:
            return PlainTextResponse(self.t("edit.not_held"), 409)
        return PlainTextResponse(f"/cuoc-hop/{sent.meeting}#documents")

    def text(self, sent: Sent) -> Response:
        """Show the file as text, or take what was typed there."""
        typed = dict(sent.pairs).get("text")
        if typed is not None:
            self.desk.write_text(sent.meeting, typed)
            if self.desk.data(sent.meeting) is not None:
                return RedirectResponse(f"/cuoc-hop/{sent.meeting}", 303)
        return self._as_text(sent.meeting, "")

    def _as_text(self, name: str, message: str, status: int = 200) -> Response:
        problems = [(p.place.line, p.place.column, p.sentence(self.t)) for p in self.desk.problems(name)]
        return self.render(
            "text.html",
            status,
            id=name,
            title=self.desk.title(name),
            text=self.desk.open(name).text,
            message=message,
            problems=problems,
        )

    def save(self, sent: Sent) -> Response:
        """Write the file, or the text as it was typed; it is not published yet."""
        typed = dict(sent.pairs).get("text")
        if typed is not None:
            self.desk.write_text(sent.meeting, typed)
        try:
            merged = self.desk.save(sent.meeting)
        except ChangedElsewhere:
            return self._shown(sent.meeting, self.t("edit.elsewhere"), 409)
        done = "saved_merged" if merged else "saved"
        return RedirectResponse(f"/cuoc-hop/{sent.meeting}?xong={done}", 303)

    def discard(self, sent: Sent) -> Response:
        """Forget what is not saved."""
        self.desk.discard(sent.meeting)
        return RedirectResponse(f"/cuoc-hop/{sent.meeting}?xong=discarded", 303)
