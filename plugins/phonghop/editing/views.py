"""What the editor's pages show of a meeting: what it is called, what is left to do, a part of its form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from phonghop.editing.desk import Desk
from phonghop.editing.forms import section_widgets
from phonghop.editing.parts import label_of, section_of
from phonghop.importing.trace import kept_trace
from phonghop.source import KeyPath
from phonghop.text.problems import Problem


class Views:
    """Answers for one desk, in its language."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._t = desk, desk.t

    def label(self, path: KeyPath) -> str:
        """Return the label of the field at `path`."""
        return label_of(path, self._t.language)

    def sentence(self, path: KeyPath, problem: Problem) -> str:
        """Return what is wrong, in the words of the check, but with the labels of fields for their keys."""
        if problem.code == "PH223":
            return self._t("edit.to_fill")
        named = dict(problem.values)
        if "key" in named:
            named["key"] = self.label(
                (*path, str(named["key"]))
                if path and path[-1] != named["key"]
                else path or (str(named["key"]),)
            )
        return replace(problem, values=named).sentence(self._t, in_form=True)

    def todo(self, name: str, problems: Sequence[tuple[KeyPath, Problem]]) -> dict[str, Any]:
        """Return what is left to do before publishing, and how much of it each part of the form holds."""
        marks = self._desk.marks(name)
        wrong = [
            ("/".join(map(str, path)), self.label(path), self.sentence(path, problem), problem.is_error)
            for path, problem in problems
        ]
        counts = Counter(section_of(str(path[0])) for path, _ in problems if path)
        counts.update(section_of(str(mark.path[0])) for mark in marks if mark.path)
        return {
            "id": name,
            "wrong": wrong,
            "marks": [(mark, "/".join(map(str, mark.path)), self.label(mark.path)) for mark in marks],
            "counts": counts,
            "is_changed": self._desk.open(name).is_changed,
        }

    def section(
        self, name: str, section: str, problems: Sequence[tuple[KeyPath, Problem]]
    ) -> dict[str, object]:
        """Return what a part of the form shows."""
        data = self._desk.data(name) or {}
        sentences: dict[str, list[tuple[str, bool]]] = {}
        general: list[tuple[str, bool]] = []
        widgets = section_widgets(section, data, self._desk.bodies(), self._t.language)
        own = {widget.path[0] for widget in widgets}
        for path, problem in problems:
            missing = str(problem.values.get("key", ""))
            told = (self.sentence(path, problem), problem.is_error)
            if path and path[0] in own:
                sentences.setdefault("/".join(map(str, path)), []).append(told)
            elif not path and (missing in own or section == "meeting"):
                general.append(told)
        trace = kept_trace(self._desk.root, name)
        fields = trace.get("fields", ())
        read = {
            "/".join(map(str, field["path"])): field
            for field in (fields if isinstance(fields, list) else ())
            if field["path"] and field["path"][0] in own
        }
        marks = {"/".join(map(str, mark.path)): mark for mark in self._desk.marks(name) if mark.path}
        return {
            "key": section,
            "shown": self._desk.shown(name, section),
            "widgets": widgets,
            "problems": sentences,
            "general": general,
            "read": read,
            "marks": marks,
        }
