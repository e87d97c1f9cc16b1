"""One letter for each addressee of a list, each with its own prefilled confirmation code.

The list is CSV (UTF-8, separated by commas, semicolons or tabs, first line the names of columns) or YAML (a list below
the key ``addressees``). ``name`` (or ``tên``) is the addressee; every other column is a parameter of the form's link.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from phonghop.model.scalars import refuse_unpublishable
from phonghop.paper.letters.parts import Letter
from phonghop.source import MAX_BYTES, Node, Scalar, read
from phonghop.source import Mapping as MappingNode
from phonghop.source import Sequence as SequenceNode
from phonghop.text.folding import fold, nfc
from phonghop.text.problems import Place, Problem, Unreadable

if TYPE_CHECKING:
    from _csv import Reader

NAME = "name"
YAML_KEY = "addressees"
_NAME_COLUMNS = (NAME, "ten")
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class ListedAddressee:
    """One addressee of a list, its place in the file, and the parameters that prefill its form."""

    name: str
    place: Place
    parameters: Mapping[str, str] = field(default_factory=dict)


def read_addressees(data: bytes, file: str) -> tuple[tuple[ListedAddressee, ...], tuple[Problem, ...]]:
    """Return the addressees that `data` lists, and what is wrong with it, by line; a repeated one is listed once.

    The name of the `file` says whether it is YAML (``.yml``, ``.yaml``) or CSV.
    """
    rows, problems = (_yaml_rows if file.endswith((".yml", ".yaml")) else _csv_rows)(data, file)
    entries: list[ListedAddressee] = []
    wrong = list(problems)
    seen: set[str] = set()
    for entry in rows:
        problem = _problem(entry, seen)
        if problem is None:
            entries.append(entry)
        else:
            wrong.append(problem)
        seen.add(fold(entry.name))
    if not entries and not wrong:
        wrong.append(Problem(Place(file), "PH614"))
    return tuple(entries), tuple(wrong)


def names_columns(line: str) -> bool:
    """Return whether a first line gives the names of columns, one of them that of addressees."""
    cells = line.split(max(_SEPARATORS, key=line.count))
    return any(fold(_clean(cell)) in _NAME_COLUMNS for cell in cells)


def letters_for(
    letter: Letter, entries: Sequence[ListedAddressee], forms: Collection[str]
) -> Iterator[Letter]:
    """Yield `letter`, its Kính gửi blank or general, once for each of `entries`, addressed to it.

    Codes whose address is one of `forms` lead to a form, which is prefilled.
    """
    for entry in entries:
        codes = tuple(
            replace(code, address=prefilled(code.address, entry.parameters))
            if code.address in forms
            else code
            for code in letter.codes
        )
        yield replace(letter, addressees=(entry.name,), has_blank_addressee=False, codes=codes)


def prefilled(address: str, parameters: Mapping[str, str]) -> str:
    """Return `address` with `parameters` in its query, which the page of a code hands on to the form."""
    if not parameters:
        return address
    parts = urlsplit(address)
    query = "&".join(filter(None, (parts.query, urlencode(parameters, quote_via=quote))))
    return urlunsplit(parts._replace(query=query))


def _problem(entry: ListedAddressee, seen: Collection[str]) -> Problem | None:
    if not entry.name:
        return Problem(entry.place, "PH611")
    try:
        refuse_unpublishable(entry.name)
    except Unreadable as error:
        return Problem(entry.place, error.code, error.values)
    if fold(entry.name) in seen:
        return Problem(entry.place, "PH613", {"name": entry.name})
    return None


def _csv_rows(data: bytes, file: str) -> tuple[list[ListedAddressee], list[Problem]]:
    if len(data) > MAX_BYTES:
        return [], [Problem(Place(file), "PH102", {"bytes": len(data), "limit": MAX_BYTES})]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [Problem(Place(file, data.count(b"\n", 0, error.start) + 1), "PH101")]
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns = [_clean(cell) for cell in next(reader, [])]
    place_of_name = next((n for n, column in enumerate(columns) if fold(column) in _NAME_COLUMNS), None)
    if place_of_name is None:
        return [], [Problem(Place(file), "PH610", {"columns": tuple(columns)})]
    return _csv_entries(reader, columns, place_of_name, file)


def _csv_entries(
    reader: Reader, columns: Sequence[str], place_of_name: int, file: str
) -> tuple[list[ListedAddressee], list[Problem]]:
    entries: list[ListedAddressee] = []
    problems: list[Problem] = []
    start = 2
    for cells in reader:
        place = Place(file, start)
        start = reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            problems.append(Problem(place, "PH612", {"cells": len(cells), "columns": len(columns)}))
            continue
        row = {column: _clean(cell) for column, cell in zip(columns, cells, strict=True)}
        name = row.pop(columns[place_of_name])
        entries.append(ListedAddressee(name, place, {k: v for k, v in row.items() if k and v}))
    return entries, problems


def _yaml_rows(data: bytes, file: str) -> tuple[list[ListedAddressee], list[Problem]]:
    node, problems = read(data, file)
    if node is None:
        return [], list(problems)
    listed = next((value for key, value in node.entries if key.text == YAML_KEY), None)
    if not isinstance(listed, SequenceNode):
        return [], [
            *problems,
            Problem(node.place, "PH610", {"columns": tuple(k.text for k, _ in node.entries)}),
        ]
    entries: list[ListedAddressee] = []
    wrong = list(problems)
    for item in listed.items:
        entry = _yaml_entry(item)
        if entry is None:
            wrong.append(Problem(item.place, "PH615"))
        else:
            entries.append(entry)
    return entries, wrong


def _yaml_entry(item: Node) -> ListedAddressee | None:
    """Return the addressee of a plain line or of a group of plain values; None for anything else."""
    if isinstance(item, Scalar):
        return ListedAddressee(_clean(item.text), item.place)
    if not isinstance(item, MappingNode):
        return None
    values: dict[str, str] = {}
    for key, value in item.entries:
        if not isinstance(value, Scalar):
            return None
        values[NAME if fold(key.text) in _NAME_COLUMNS else key.text] = _clean(value.text)
    name = values.pop(NAME, "")
    return ListedAddressee(name, item.place, {k: v for k, v in values.items() if v})


def _clean(cell: str) -> str:
    return " ".join(nfc(cell).split())
