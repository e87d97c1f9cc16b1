"""The field reference shows examples that the model reads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import TypeAdapter

from phonghop.model import Meeting, PortalFile
from phonghop.model.reading import record_of
from phonghop.model.record import Record
from phonghop.model.reference import EXAMPLES, FIELDS, PLACES, example_of
from phonghop.source import Mapping, plain, read


def groups(kind: type[Record], seen: list[type[Record]]) -> list[type[Record]]:
    if kind not in seen:
        seen.append(kind)
        for field in kind.model_fields.values():
            if below := record_of(field.annotation):
                groups(below, seen)
    return seen


GROUPS = groups(PortalFile, groups(Meeting, []))


def fields() -> Iterator[tuple[type[Record], str]]:
    yield from ((kind, key) for kind in GROUPS for key in kind.model_fields)


@pytest.mark.parametrize("kind", GROUPS, ids=lambda kind: kind.__name__)
def test_the_example_of_each_field_is_read(kind: type[Record]) -> None:
    for key, field in kind.model_fields.items():
        example = example_of(kind, key)
        assert example, key
        node, problems = read(f"{key}: {example}\n".encode(), "x.yml")
        assert isinstance(node, Mapping), key
        assert problems == (), key
        TypeAdapter(field.rebuild_annotation()).validate_python(plain(node.by_key[key][1]))


def test_nothing_is_declared_of_a_field_that_is_not_there() -> None:
    names = {f"{above.__name__}.{key}" for kind, key in fields() for above in kind.__mro__}
    assert [name for name in (*EXAMPLES, *FIELDS) if name not in names] == []
    assert {place for places in FIELDS.values() for place in places.split()} == set(PLACES)
