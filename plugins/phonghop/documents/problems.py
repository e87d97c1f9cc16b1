"""Tells staff what was found in the files of their documents, at the line that names the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath

from phonghop.documents.inspect import is_served
from phonghop.documents.records import Inspection, Inspections, Values
from phonghop.model import Meeting
from phonghop.model.documents import named_files
from phonghop.model.record import texts
from phonghop.portal import MeetingFolder, Portal
from phonghop.text.characters import flat
from phonghop.text.folding import fold
from phonghop.text.phone_numbers import masked as masked_number
from phonghop.text.phone_numbers import national
from phonghop.text.problems import Problem
from phonghop.text.secrecy_marks import marks_in_name

_NOT_A_LETTER = re.compile(r"[\W_]+")
_LETTERS_APART = re.compile(r"(?<!\w)\w(?: \w){7,}(?!\w)")
"""Words whose letters stand apart, as headings are set."""
_WORDS_OF_A_NAME = 3
_PIECES = re.compile(r"[\n\t:()]")
_WORD = re.compile(r"[^\W_]+")
_MAIL = re.compile(r"([A-Za-z]{3,30})\d{0,4}@")
_GAPS = re.compile(r"(?<=\d)(?!(?<=\d\d)[.,]\d(?!\d))[^\w\n]{1,2}(?=\d)")
"""What stands between the digits of one number: any sign, but for that of a decimal, as in 90,5."""
_ANY_GAP = r"[^\w\n]{0,2}"


def file_problems(portal: Portal, files: Inspections) -> Iterator[Problem]:
    """Yield what staff should know of the inspected `files`, but for what they have accepted."""
    for folder in portal.folders:
        yield from problems_of_files(folder, files)


def problems_of_files(folder: MeetingFolder, files: Inspections) -> Iterator[Problem]:
    """Yield what staff should know of the files of one meeting, but for what they have accepted."""
    documents = folder.meeting.documents
    public = _public_numbers(folder.meeting)
    served = [(path, file) for path, file in named_files(documents) if is_served(folder, file)]
    secrets = _secrets(folder.meeting) if served else {}
    for path, file in served:
        accepted = documents[int(path[1])].accepted
        if (marks := marks_in_name(PurePosixPath(file).stem).possible) and "PH724" not in accepted:
            yield Problem(folder.place(*path), "PH724", {"marks": [*marks], "file": file})
        for finding in files[folder.paths[file]].contents.findings:
            values = _without(public, finding.values)
            if values is not None and finding.code not in accepted:
                yield Problem(folder.place(*path), finding.code, {**_masked(values), "file": file})
        if secrets and "PH729" not in accepted:
            named = sorted(_named(secrets, files[folder.paths[file]], PurePosixPath(file).stem))
            if named:
                yield Problem(folder.place(*path), "PH729", {"contacts": named, "file": file})


def named_contacts(meeting: Meeting, inspection: Inspection) -> frozenset[str]:
    """Return the ids of the internal contacts of `meeting` whose name or number a document says."""
    return frozenset(_named(_secrets(meeting), inspection))


def _public_numbers(meeting: Meeting) -> frozenset[str]:
    """Return the digits of every number that the meeting itself publishes."""
    known = (
        number
        for contact in meeting.contacts
        if contact.visibility == "public"
        for number in (contact.phone, contact.zalo)
        if number
    )
    return frozenset(map(_digits, known))


def _secrets(meeting: Meeting) -> Mapping[str, frozenset[str]]:
    """Return, by the id of each internal contact, what only those concerned should read: the name, and numbers.

    A name that the meeting itself publishes, as an attendee's or a signatory's, is no secret; that a file is called by it is
    as likely to be a slip.
    """
    published = _words("\n".join(texts(meeting, frozenset({"contacts", "file", "id"}))))
    secrets = {}
    for contact in meeting.contacts:
        if contact.visibility == "public":
            continue
        name = _words(contact.name or "")
        words = {*_forms(name.split())} if name.count(" ") > 2 and name not in published else set()
        numbers = {_digits(number)[1:] for number in (contact.phone, contact.zalo) if number}
        if words | numbers:
            secrets[contact.id] = frozenset(words | numbers)
    return secrets


def _forms(name: Sequence[str]) -> Iterator[str]:
    """Yield a name as others write it: whole, together, its first words as initials, in an address, given name first in a line or a card.

    Of a name of two words, which ordinary words may say by chance, only the whole.
    """
    yield f" {' '.join(name)} "
    if len(name) < _WORDS_OF_A_NAME:
        return
    yield f" {''.join(name)} "
    for given in (1, 2):
        yield f"\n{' '.join((*name[-given:], *name[:-given]))}\n"
    yield f"\n{' '.join((name[0], name[-1], *name[1:-1]))}\n"
    *first, last = name
    initials = [word[0] for word in first]
    together = "".join(initials)
    for shown in (
        " ".join(initials),
        together,
        f"{first[0]} {' '.join(initials[1:])}",
        f"{first[0]} {together[1:]}",
    ):
        yield f" {shown} {last} "
    yield from (f" {local}@" for local in (last + together, together + last))


def _named(secrets: Mapping[str, frozenset[str]], inspection: Inspection, called: str = "") -> Iterator[str]:
    """Yield the ids of the contacts whose name or number the document, or what its file is `called`, says in whatever spelling."""
    text = "\n".join(
        (called, *(passage.text for passage in inspection.contents.passages), *_names_within(inspection))
    )
    words, shown = _words(text), flat(text)
    addresses = "".join(f" {fold(local)}@" for local in _MAIL.findall(text))
    apart = " ".join(run.replace(" ", "") for run in _LETTERS_APART.findall(words))
    # A card parts a name's words by semicolons, a line may part names by them.
    pieces = "\n".join(
        " ".join(_WORD.findall(p))
        for one in _PIECES.split(shown)
        for p in dict.fromkeys((one, *one.split(";")))
    )
    searched = f"{words}{addresses}\n{fold(pieces)}\n"
    digits = _GAPS.sub("", shown)
    for contact, secret in secrets.items():
        if any(
            word in digits and _number(word).search(shown)
            if word.isdecimal()
            else word in searched or (apart and word.replace(" ", "") in apart)
            for word in secret
        ):
            yield contact


@cache
def _number(digits: str) -> re.Pattern[str]:
    """Return what finds a number, given without its zero: with any gaps, and not amid the digits of a longer one."""
    return re.compile(
        rf"(?:(?<!\d)|(?<=\d{{10}}))(?:(?:00)?84\W{{0,3}}0?|0)?\W{{0,3}}{_ANY_GAP.join(digits)}(?!\d(?!\d{{9}}))"
    )


def _names_within(inspection: Inspection) -> Iterator[str]:
    return (passage.file for passage in inspection.contents.passages if passage.file)


def _words(text: str) -> str:
    """Return the folded words of `text`, each between spaces."""
    return f" {_NOT_A_LETTER.sub(' ', fold(flat(text))).strip()} "


def _without(public: frozenset[str], values: Values) -> Values | None:
    """Return the values of a finding without public numbers; None when it found nothing else."""
    numbers = values.get("numbers")
    if not isinstance(numbers, list):
        return values
    personal = [number for number in numbers if _digits(number) not in public]
    return {**values, "numbers": personal} if personal else None


def _masked(values: Values) -> Values:
    """Return the values of a finding as they may be told: logs of builds are often public, and numbers are somebody's."""
    numbers = values.get("numbers")
    if not isinstance(numbers, list):
        return values
    return {**values, "numbers": [masked_number(number) for number in numbers]}


def _digits(number: str) -> str:
    """Return a number's digits in the national form: +84 912… and 0912… are one."""
    return national(re.sub(r"\D", "", number))
