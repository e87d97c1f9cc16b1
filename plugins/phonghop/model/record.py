"""The base of every group of keys, and lists that take a single item as well."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from sys import intern
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Item = TypeVar("Item")

_NO_KEYS: set[str] = set()


class Record(BaseModel):
    """A group of keys: frozen, refusing keys it does not know.

    A key whose value is left empty counts as not written.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=False)

    short_form: ClassVar[str | None] = None
    """The key whose value a plain text is taken for where this group is expected."""

    former: ClassVar[Mapping[str, str]] = {}
    """Keys that this group once had, each with the key that took its place, or an empty text where nothing did."""

    told_empty: ClassVar[frozenset[str]] = frozenset()
    """Keys whose empty value is not treated as missing, because their reader explains the error."""

    asked: ClassVar[Mapping[str, str]] = {}
    """Required keys whose absence has a problem code of its own, by key."""

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, value: Any) -> Any:
        if isinstance(value, str) and cls.short_form:
            return {cls.short_form: value}
        if isinstance(value, dict):
            written = cls.told_empty | (value.keys() - cls.model_fields.keys())
            return {k: v for k, v in value.items() if v is not None or k in written}
        return value

    # Thousands of meetings are read back in every build. Which keys were written is of no use to them, and takes more
    # room than many of the values; names of people, units and halls are the same in hundreds of them.
    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__

    def __setstate__(self, state: dict[str, Any]) -> None:
        set_attribute = object.__setattr__
        values = {key: intern(value) if type(value) is str else value for key, value in state.items()}
        set_attribute(self, "__dict__", values)
        set_attribute(self, "__pydantic_fields_set__", _NO_KEYS)
        set_attribute(self, "__pydantic_extra__", None)
        set_attribute(self, "__pydantic_private__", None)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core)
        if cls.short_form is None:
            return schema
        return {"anyOf": [{"type": ["string", "number"]}, schema]}


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | dict) else value


class _OneOrMore:
    """Tells editors what the reader takes: a list, one item alone, or nothing yet."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        many = handler(core)
        return {"anyOf": [many, many["items"], {"type": "null"}]}


Listing = Annotated[tuple[Item, ...], BeforeValidator(_as_list), _OneOrMore]
"""A list; one item may stand alone."""


def texts(value: object, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield every text within `value`, however deep, but for those under the keys `without`."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, tuple):
            waiting += part[::-1]
        elif isinstance(part, Record | dict):
            inner = part.items() if isinstance(part, dict) else part
            waiting += [below for key, below in inner if key not in without][::-1]


def json_schema(kind: type[Record], title: str) -> str:
    """Return the JSON Schema of files that hold a record of `kind`, as indented text.

    It is draft-07, the newest that the YAML language server of editors documents.
    """
    schema = kind.model_json_schema(ref_template="#/definitions/{model}")
    definitions = schema.pop("$defs", {})
    # At the top of a file there is no short form, so the record's own alternative is the schema.
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **schema,
        "title": title,
        "definitions": definitions,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
