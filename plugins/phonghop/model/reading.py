"""Nodes → records: pydantic's findings told as problems at the places where the words stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Values
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from phonghop.model.record import Record
from phonghop.source import Mapping, locate, plain, written_key
from phonghop.text.folding import nearest
from phonghop.text.problems import Problem, Unreadable

R = TypeVar("R", bound=Record)

_WRONG_SHAPE = {"model_type": "PH203", "dict_type": "PH203", "tuple_type": "PH203", "string_type": "PH205"}


def read_record(kind: type[R], node: Mapping) -> tuple[R | None, tuple[Problem, ...]]:
    """Return the record of `kind` that `node` holds, or None with everything that is wrong with it."""
    try:
        return kind.model_validate(plain(node)), ()
    except ValidationError as error:
        errors = error.errors(include_url=False)
        renamed = set(_renamed(kind, errors))
        return None, tuple(_problem(kind, node, found) for found in errors if found["loc"] not in renamed)


def _renamed(kind: type[Record], errors: Iterable[ErrorDetails]) -> Iterator[tuple[int | str, ...]]:
    """Yield the paths of keys that stand in the file under their former name, so that nobody is asked for them."""
    for found in errors:
        if found["type"] == "extra_forbidden":
            *above, key = found["loc"]
            yield (*above, _record_at(kind, tuple(above)).former.get(str(key), ""))


def _problem(kind: type[Record], node: Mapping, found: ErrorDetails) -> Problem:
    path = found["loc"]
    is_about_key = found["type"] in ("missing", "extra_forbidden")
    key = str(path[-1]) if is_about_key else written_key(node, path)
    code, values = _told(kind, path, key, found)
    return Problem(
        locate(node, path, at_key=code in ("PH116", "PH201", "PH226")), code, {"key": key, **values}
    )


def _told(
    kind: type[Record], path: tuple[int | str, ...], key: str, found: ErrorDetails
) -> tuple[str, Values[str, object]]:
    """Return the catalogue code for what pydantic `found`, with the values of its sentence."""
    context: dict[str, Any] = found.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, Unreadable):
        return cause.code, cause.values
    if found["type"] == "extra_forbidden":
        return _unknown_key(_record_at(kind, path[:-1]), key)
    if found["type"] == "missing":
        return _record_at(kind, path[:-1]).asked.get(key, "PH202"), {}
    if found["input"] is None:
        return "PH208", {}
    if found["type"] == "literal_error":
        allowed = _allowed(str(context["expected"]))
        return "PH206", {
            "text": found["input"],
            "nearest": nearest(str(found["input"]), allowed) or "",
            "allowed": allowed,
        }
    return _WRONG_SHAPE[found["type"]], {}


def _unknown_key(record: type[Record], key: str) -> tuple[str, Values[str, object]]:
    """Return what to tell about a key that `record` does not have."""
    if record.short_form and " " in key:
        # "- Phòng Tổng hợp: 02 đồng chí" was meant as a sentence.
        return "PH116", {"line": f"{key}: …"}
    known = tuple(record.model_fields)
    if key in record.former:
        return (
            ("PH201", {"nearest": record.former[key], "known": known})
            if record.former[key]
            else ("PH226", {})
        )
    return "PH201", {"nearest": nearest(key, known) or "", "known": known}


def _allowed(expected: str) -> tuple[str, ...]:
    """Return the values that pydantic lists as "'a', 'b' or 'c'"."""
    return tuple(expected.replace(" or ", ", ").replace("'", "").split(", "))


def _record_at(kind: type[Record], path: tuple[int | str, ...]) -> type[Record]:
    """Return the kind of record that `path` leads to below a record of `kind`."""
    for step in path:
        if isinstance(step, str) and step in kind.model_fields:
            kind = record_of(kind.model_fields[step].annotation) or kind
    return kind


def record_of(annotation: Any) -> type[Record] | None:
    """Return the record that an annotation such as ``tuple[Point, ...] | None`` speaks of, if any."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for part in get_args(annotation) if (found := record_of(part))), None)
