"""What fields are called in a form: in Vietnamese as they are declared, elsewhere as ``locales/en.fields.toml`` has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from phonghop.model.record import Record
from phonghop.text.region import AT_HOME
from phonghop.text.runs import with_capital
from phonghop.text.strings import english_fields

_CHOICE = re.compile(r"([\w-]+): ([^;:]+?)(?:;|\.?$|\.(?= [A-ZĐ]))")


@dataclass(frozen=True, slots=True)
class FieldWords:
    """A field in one language.

    Attributes:
        label: what it is called.
        help: what is to be written, with examples that are taken; of a choice, also what each value means.
        one: what one item of a list is called.
        yes: what is written for yes.
        no: what is written for no.
    """

    label: str
    help: str
    one: str
    yes: str = "yes"
    no: str = "no"

    def choices(self, annotation: Any) -> tuple[tuple[str, str], ...]:
        """Return the values that `annotation` allows, each with its words; none where any words are allowed."""
        if get_origin(annotation) is Literal:
            words = dict(_CHOICE.findall(self.help))
            return tuple((str(value), words.get(str(value), str(value))) for value in get_args(annotation))
        if annotation is bool:
            return ((self.yes, self.yes), (self.no, self.no))
        return next(filter(None, map(self.choices, get_args(annotation))), ())


@cache
def field_words(record: type[Record], key: str, language: str) -> FieldWords:
    """Return the words of a field of `record`, its own or of what it is made of, for an interface in `language`."""
    if language == AT_HOME.language:
        field = record.model_fields[key]
        label = field.title or key
        one = with_capital(label.removeprefix("Các "))
        return FieldWords(label, field.description or "", one, "có", "không")
    table = english_fields()
    names = (f"{above.__name__}.{key}" for above in record.__mro__)
    name = next(name for name in names if f"{name}.label" in table)
    label = table[f"{name}.label"]
    return FieldWords(label, table.get(f"{name}.help", ""), table.get(f"{name}.one", label))
