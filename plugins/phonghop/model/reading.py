"""Nodes → records: the errors that pydantic finds, as problems at their positions in the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Values
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from phonghop.model.record import Record
from phonghop.source import KeyPath, Mapping, Scalar, locate, plain, quoted, walk, written_key
from phonghop.text.folding import fold
from phonghop.text.guesses import Guesses
from phonghop.text.problems import Problem, Unreadable

R = TypeVar("R", bound=Record)

_LIKE_A_KEY = 0.75
"""How near a key must be to one that exists to be taken for a slip; "location" is no slip of "duration"."""
_FEW = 3
"""A key that belongs in more places than this is not worth a hint: "name" is nearly everywhere."""
_WRONG_SHAPE = {"model_type": "PH203", "dict_type": "PH203", "tuple_type": "PH203", "string_type": "PH205"}


def read_record(kind: type[R], node: Mapping) -> tuple[R | None, tuple[Problem, ...]]:
    """Return the record of `kind` that `node` holds, or None with everything that is wrong with it."""
    try:
        return kind.model_validate(plain(node)), ()
    except ValidationError as error:
        errors = error.errors(include_url=False)
        renamed = set(_renamed(kind, errors))
        guess = Guesses()
        cut = tuple(_cut_at_commas(node, errors))
        passed = {path for sentence in cut for path in sentence.keys}
        wrong = [detail for detail in errors if detail["loc"] not in renamed and detail["loc"] not in passed]
        problems = [(detail, _problem(kind, node, detail, guess)) for detail in wrong]
        # A sentence that became a group of keys lacks the keys of that group for no other reason.
        sentences = {detail["loc"][:-1] for detail, problem in problems if problem.code == "PH116"}
        return None, (
            *(sentence.problem for sentence in cut),
            *(p for f, p in problems if f["type"] != "missing" or f["loc"][:-1] not in sentences),
        )


@dataclass(frozen=True, slots=True)
class _CutSentence:
    """Words in braces that commas turned into keys without values: their paths, and the problem that reports them."""

    keys: tuple[KeyPath, ...]
    problem: Problem


def _cut_at_commas(node: Mapping, errors: Iterable[ErrorDetails]) -> Iterator[_CutSentence]:
    """Yield the sentences like "chair: {text: Ông A, bà B}" of which YAML took "bà B" for a key."""
    unknown = {
        detail["loc"] for detail in errors if detail["type"] == "extra_forbidden" and detail["input"] is None
    }
    for above in dict.fromkeys(path[:-1] for path in unknown):
        *_, group = (node, *(below for _, _, below in walk(node, above)))
        whole: tuple[Scalar, Scalar] | None = None
        keys: list[KeyPath] = []
        words: list[str] = []
        for key, value in (*(group.entries if isinstance(group, Mapping) else ()), (None, None)):
            is_cut = key is not None and (*above, key.text) in unknown
            if is_cut and key and whole and key.place.line == whole[0].place.line:
                keys.append((*above, key.text))
                words.append(key.text)
                continue
            if keys and whole:
                line = f"{whole[0].text}: {quoted(', '.join((whole[1].text, *words)))}"
                yield _CutSentence(tuple(keys), Problem(whole[1].place, "PH120", {"mended": line}))
            keys, words = [], []
            whole = (key, value) if key and isinstance(value, Scalar) and not value.empty else None


def _renamed(kind: type[Record], errors: Iterable[ErrorDetails]) -> Iterator[KeyPath]:
    """Yield the new paths of keys that the file has under their former names, so that they are not reported as missing."""
    for detail in errors:
        if detail["type"] == "extra_forbidden":
            *above, key = detail["loc"]
            yield (*above, _record_at(kind, tuple(above)).former.get(str(key), ""))


def _problem(kind: type[Record], node: Mapping, detail: ErrorDetails, guess: Guesses) -> Problem:
    path = detail["loc"]
    is_about_key = detail["type"] in ("missing", "extra_forbidden")
    key = str(path[-1]) if is_about_key else written_key(node, path)
    code, values = _code_and_values(kind, path, key, detail, guess)
    return Problem(
        locate(node, path, at_key=code in ("PH116", "PH201", "PH226")), code, {"key": key, **values}
    )


def _code_and_values(
    kind: type[Record], path: KeyPath, key: str, detail: ErrorDetails, guess: Guesses
) -> tuple[str, Values[str, object]]:
    """Return the catalogue code for an error that pydantic found, with the values of its sentence."""
    context: dict[str, Any] = detail.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, Unreadable):
        return cause.code, cause.values
    if detail["type"] == "extra_forbidden":
        return _unknown_key(kind, _record_at(kind, path[:-1]), key, detail["input"], guess)
    if detail["type"] == "missing":
        return _record_at(kind, path[:-1]).asked.get(key, "PH202"), {}
    if detail["input"] is None:
        return "PH208", {}
    if detail["type"] == "literal_error":
        allowed = _allowed(str(context["expected"]))
        value = detail["input"]
        text = _as_list(value) if isinstance(value, list) else str(value)
        return "PH206", {
            "text": text,
            "nearest": guess(text, allowed) if not isinstance(value, list) or len(value) == 1 else "",
            "allowed": allowed,
        }
    code = _WRONG_SHAPE[detail["type"]]
    return code, _shape(kind, path, key) if code == "PH203" else {}


def _as_list(values: list[object]) -> str:
    """Return `values` in the brackets that have to go; the names alone would look like what is allowed."""
    return f"[{', '.join(map(str, values))}]"


def _unknown_key(
    kind: type[Record], record: type[Record], key: str, value: object, guess: Guesses
) -> tuple[str, Values[str, object]]:
    """Return code and values for a key that `record`, a part of a file that holds a `kind`, does not have."""
    if record.short_form and " " in key:
        # "- Phòng Tổng hợp: 02 đồng chí" was meant as a sentence.
        line = f"{key}: {value}" if isinstance(value, str) else f"{key}: …"
        return "PH116", {"line": line, "mended": quoted(line)}
    keys = tuple(record.model_fields)
    if key in record.former:
        return (
            ("PH201", {"nearest": record.former[key], "known": keys}) if record.former[key] else ("PH226", {})
        )
    near = _by_title(record).get(fold(key)) or guess(key, keys, _LIKE_A_KEY)
    return "PH201", {"nearest": near, "known": keys, "belongs": "" if near else _homes(kind).get(key, "")}


@cache
def _by_title(record: type[Record]) -> Values[str, str]:
    """Return the keys of `record` by their titles in words: «địa điểm» means venue."""
    return {fold(field.title): key for key, field in record.model_fields.items() if field.title}


@cache
def _homes(kind: type[Record]) -> Values[str, str]:
    """Return for each key of a file that holds a `kind` the keys below which it belongs, such as "points, sessions".

    Keys that belong below many others are left out.
    """
    homes: dict[str, dict[str, None]] = defaultdict(dict)
    for record in records_within(kind):
        for name, field in record.model_fields.items():
            below = record_of(field.annotation)
            for key in below.model_fields if below else ():
                homes[key][name] = None
    return {key: ", ".join(names) for key, names in homes.items() if len(names) <= _FEW}


def _shape(kind: type[Record], path: KeyPath, key: str) -> Values[str, object]:
    """Return an example of the group of keys that is wanted at `path`."""
    record = _record_at(kind, path)
    first = next(
        (k for k, f in record.model_fields.items() if f.is_required()), next(iter(record.model_fields))
    )
    return {"example": f"{key}: {{{first}: …}}"}


def _allowed(expected: str) -> tuple[str, ...]:
    """Return the values that pydantic lists as "'a', 'b' or 'c'"."""
    return tuple(expected.replace(" or ", ", ").replace("'", "").split(", "))


def _record_at(kind: type[Record], path: KeyPath) -> type[Record]:
    """Return the kind of record that `path` leads to below a record of `kind`."""
    for step in path:
        if isinstance(step, str) and step in kind.model_fields:
            kind = record_of(kind.model_fields[step].annotation) or kind
    return kind


def record_of(annotation: Any) -> type[Record] | None:
    """Return the record that an annotation such as ``tuple[Point, ...] | None`` speaks of, if any."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((record for part in get_args(annotation) if (record := record_of(part))), None)


def records_within(*kinds: type[Record]) -> tuple[type[Record], ...]:
    """Return `kinds` and every record below them, each once, in the order of the fields."""
    records: dict[type[Record], None] = {}
    waiting = [*reversed(kinds)]
    while waiting:
        record = waiting.pop()
        if record not in records:
            records[record] = None
            below = (record_of(field.annotation) for field in record.model_fields.values())
            waiting += reversed([*filter(None, below)])
    return tuple(records)
