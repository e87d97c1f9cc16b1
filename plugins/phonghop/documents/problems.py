"""Tells staff what was found in the files of their documents, at the line that names the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from phonghop.documents.inspect import is_served
from phonghop.documents.records import Inspections, Values
from phonghop.model import Meeting
from phonghop.portal import Portal
from phonghop.portal.checks import named_files
from phonghop.text.marks import marks_in_name
from phonghop.text.numbers import masked as masked_number
from phonghop.text.numbers import national
from phonghop.text.problems import Problem


def file_problems(portal: Portal, files: Inspections) -> Iterator[Problem]:
    """Yield what staff should know of the inspected `files`, but for what they have accepted."""
    for folder in portal.folders:
        documents = folder.meeting.documents
        public = _public_numbers(folder.meeting)
        for path, file in named_files(documents):
            if not is_served(folder, file):
                continue
            accepted = documents[int(path[1])].accepted
            if (marks := marks_in_name(PurePosixPath(file).stem).possible) and "PH724" not in accepted:
                yield Problem(folder.place(*path), "PH724", {"marks": [*marks], "file": file})
            for finding in files[folder.paths[file]].contents.findings:
                values = _without(public, finding.values)
                if values is not None and finding.code not in accepted:
                    yield Problem(folder.place(*path), finding.code, {**_masked(values), "file": file})


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
