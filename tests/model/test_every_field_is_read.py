"""Nothing is asked of a clerk that no product reads: every field is read by the code or a template outside the model.

Fields are told apart by name alone, so one that shares its name with another's is held only together with that.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Union, get_args, get_origin

import jinja2
import pytest
from jinja2 import nodes

import phonghop
from driver import PROJECT
from phonghop.model import Meeting, PortalFile
from phonghop.model.meeting import REMARKS
from phonghop.model.record import Record

PACKAGE = Path(phonghop.__file__).parent
MODEL = PACKAGE / "model"
CHECKS = {"checks.py", "letter_checks.py"}
"""Modules that only judge: a field that is checked and then shown nowhere is a dead one."""


def records(record: type[Record], seen: dict[type[Record], None]) -> dict[type[Record], None]:
    """Return `record` and every group of keys below it, added to `seen`."""
    if record not in seen:
        seen[record] = None
        for field in record.model_fields.values():
            for inner in _inside(field.annotation):
                records(inner, seen)
    return seen


def _inside(annotation: object) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    elif get_origin(annotation) in (Union, UnionType, tuple) or hasattr(annotation, "__metadata__"):
        for part in get_args(annotation):
            yield from _inside(part)


def names_in_code(path: Path) -> Iterator[str]:
    """Yield the attributes that the module reads."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield node.attr


def names_in_template(path: Path) -> Iterator[str]:
    """Yield the attributes that a page's template reads."""
    environment = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
    for node in environment.parse(path.read_text("utf-8")).find_all(nodes.Getattr):
        yield node.attr


def names_in_properties(outside: set[str]) -> Iterator[str]:
    """Yield what the model's own properties and functions read, if somebody outside reads these."""
    for path in MODEL.glob("*.py"):
        for made in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(made, ast.FunctionDef) and made.name in outside:
                yield from (n.attr for n in ast.walk(made) if isinstance(n, ast.Attribute))


def all_read() -> set[str]:
    modules = [p for p in PACKAGE.rglob("*.py") if MODEL not in p.parents and p.name not in CHECKS]
    outside = {name for path in modules for name in names_in_code(path)}
    outside |= {
        name for path in (PROJECT / "theme" / "portal").rglob("*.html") for name in names_in_template(path)
    }
    remarks = REMARKS if "remarks" in outside else ()
    return outside | set(names_in_properties(outside)) | set(remarks)


READ = all_read()
FIELDS = [
    (record, name)
    for top in (Meeting, PortalFile)
    for record in records(top, {})
    for name in record.model_fields
]


ONLY_CHECKED = {"after_meeting"}
"""Fields that answer a check and have nothing to show: a deadline after the meeting is meant so."""


@pytest.mark.parametrize(
    ("record", "name"), dict.fromkeys(FIELDS), ids=lambda part: getattr(part, "__name__", part)
)
def test_a_field_is_read_outside_the_model(record: type[Record], name: str) -> None:
    assert (name in READ) != (name in ONLY_CHECKED), record


def test_the_groups_of_keys_are_all_reached() -> None:
    names = {record.__name__ for record, _ in FIELDS}
    assert {
        "Session",
        "Former",
        "NoticePaper",
        "Attendee",
        "Chair",
        "Registration",
        "Body",
        "Version",
    } <= names
