"""What fields are called in a form: in Vietnamese as they are declared, elsewhere as the tables of the language have it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from phonghop.model.record import Record
from phonghop.text.region import AT_HOME
from phonghop.text.runs import with_capital
from phonghop.text.strings import FIELDS, Strings, packaged_fields, strings

_CHOICE = re.compile(r"([\w-]+): ([^;:]+?)(?:;|\.?$|\.(?= [A-ZĐ]))")


_YES_NO = {"vi": ("có", "không"), "de": ("ja", "nein")}
"""What is written for yes and no (`model.scalars`), where it is not English."""


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
    yes: str
    no: str

    def choices(self, annotation: Any) -> tuple[tuple[str, str], ...]:
        """Return the values that `annotation` allows, each with its words; none where any words are allowed."""
        if get_origin(annotation) is Literal:
            words = dict(_CHOICE.findall(self.help))
            return tuple((str(value), words.get(str(value), str(value))) for value in get_args(annotation))
        if annotation is bool:
            return ((self.yes, self.yes), (self.no, self.no))
        return next(filter(None, map(self.choices, get_args(annotation))), ())


def field_words(record: type[Record], key: str, language: str) -> FieldWords:
    """Return the words of a field of `record`, its own or of what it is made of, for an interface in `language`."""
    return _field_words(record, key, strings(language))


@cache
def _field_words(record: type[Record], key: str, t: Strings) -> FieldWords:
    field, ours = record.model_fields[key], packaged_fields(t.language)
    is_declared = t.language == AT_HOME.language

    def word(part: str, default: str) -> str:
        """Return the office's own word before the package's."""
        names = [f"{FIELDS}{above.__name__}.{key}.{part}" for above in record.__mro__]
        own = (t.table[name] for name in names if name in t)
        return next(own, next((ours[name] for name in names if name in ours), default))

    label = word("label", field.title or key)
    one = with_capital(label.removeprefix("Các ")) if is_declared else label
    help_ = word("help", (field.description or "") if is_declared else "")
    return FieldWords(label, help_, word("one", one), *_YES_NO.get(t.language, ("yes", "no")))
