"""Tells staff what was found in the files of their documents, at the line that names the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from phonghop.documents.inspect import inspect_all
from phonghop.documents.records import Inspections, Values
from phonghop.model import Meeting
from phonghop.portal import MeetingFolder, Portal
from phonghop.portal.checks import named_files
from phonghop.portal.formats import FORMATS
from phonghop.text.problems import Problem


def inspect_portal(portal: Portal, cache: Path) -> Inspections:
    """Return what is known of every file that a document of `portal` names, old versions included.

    A file that is missing or of a kind that is not served is left out: the portal's own checks tell of it.
    """
    return inspect_all(
        (
            folder.paths[file]
            for folder in portal.folders
            for _, file in named_files(folder.meeting.documents)
            if _is_served(folder, file)
        ),
        cache,
    )


def _is_served(folder: MeetingFolder, file: str) -> bool:
    return file in folder.paths and PurePosixPath(file).suffix.lower() in FORMATS


def file_problems(portal: Portal, files: Inspections) -> Iterator[Problem]:
    """Yield what staff should know of the inspected `files`, but for what they have accepted."""
    for folder in portal.folders:
        documents = folder.meeting.documents
        public = _public_numbers(folder.meeting)
        for path, file in named_files(documents):
            if not _is_served(folder, file):
                continue
            accepted = documents[int(path[1])].accepted
            for finding in files[folder.paths[file]].contents.findings:
                values = _without(public, finding.values)
                if values is not None and finding.code not in accepted:
                    yield Problem(folder.place(*path), finding.code, {**values, "file": file})


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


def _digits(number: str) -> str:
    """Return a number's digits in the national form: +84 912… and 0912… are one."""
    return re.sub(r"\D", "", number.replace("+84", "0"))
