"""Public words: what the portal publishes on purpose is no leak, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from phonghop.database import database
from phonghop.documents.problems import named_contacts
from phonghop.documents.records import Inspection, Inspections
from phonghop.model import Contact
from phonghop.model.documents import named_files
from phonghop.model.record import texts
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.site.unpacking import folded_words


class Said:
    """What the portal says in public on purpose. Asked only when something has been found."""

    def __init__(self, portal: Portal, files: Inspections, cache: Path | None = None) -> None:
        """Take the portal as readers see it, the inspections of its files, and the folder of the database."""
        self._portal = portal
        self._files = files
        self._database = database(cache) if cache else None
        self._remembered = frozenset(
            folder.id
            for folder in portal.folders
            if self._database and folder.id in portal.remembered and folder.facts.is_timeless
        )

    def anywhere(self, phrase: str) -> bool:
        """Return whether any meeting or published document says `phrase`."""
        each = (text for words in self._live.values() for text in words)
        return any(says(words, phrase) for words in each) or self._is_remembered(phrase, "", "papers")

    def elsewhere(self, phrase: str, home: str) -> bool:
        """Return whether a meeting other than the one at the address `home` says `phrase`."""
        each = (words for address, (words, _) in self._live.items() if address != home)
        return any(says(words, phrase) for words in each) or self._is_remembered(phrase, home, "words")

    def without_public(self, pieces: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """Return those of `pieces` of a file that are in no published one: typefaces and forms are in many."""
        left = list(pieces)
        for path in (path for folder in self._portal.folders for path in published_by(folder)):
            if left:
                data = path.read_bytes()
                left = [piece for piece in left if piece not in data]
        return tuple(left)

    def _is_remembered(self, phrase: str, home: str, column: str) -> bool:
        if not self._database or not self._remembered:
            return False
        found = self._database.all(
            f"SELECT meeting FROM said WHERE instr(words, ?) OR instr({column}, ?)",  # noqa: S608 a name of ours
            f" {phrase} ",
            f" {phrase} ",
        )
        return any(name in self._remembered and routes.meeting(name) != home for (name,) in found)

    @cached_property
    def _live(self) -> Mapping[str, tuple[str, str]]:
        return {
            routes.meeting(folder.id): spoken_by(folder, self._files)
            for folder in self._portal.folders
            if folder.id not in self._remembered
        }


def spoken_by(folder: MeetingFolder, files: Inspections) -> tuple[str, str]:
    """Return the folded words that a meeting says in public, and those of its published documents."""
    contacts = tuple(_public_contacts(folder))
    texts = (files[path].contents.text for path in published_by(folder) if path in files)
    accepted = (
        (p.text, p.file) for _, file in naming_internal(folder, files) for p in file.contents.passages
    )
    public = folder.meeting.model_copy(update={"contacts": contacts})
    return joined(public), joined(*texts, *accepted)


def naming_internal(folder: MeetingFolder, files: Inspections) -> Iterator[tuple[frozenset[str], Inspection]]:
    """Yield the documents that may name internal contacts, for their office has accepted it, with the ids of these."""
    documents = folder.meeting.documents
    for path, file in named_files(documents):
        if "PH729" in documents[int(path[1])].accepted and folder.paths.get(file) in files:
            inspection = files[folder.paths[file]]
            yield named_contacts(folder.meeting, inspection), inspection


class _Silence(Said):
    """Says nothing: whoever asks it takes everything for a leak."""

    def __init__(self) -> None:
        """Take nothing: it is what a process apart is given, which knows no meeting."""

    def anywhere(self, phrase: str) -> bool:  # noqa: ARG002
        return False

    def elsewhere(self, phrase: str, home: str) -> bool:  # noqa: ARG002
        return False

    def without_public(self, pieces: tuple[bytes, ...]) -> tuple[bytes, ...]:
        return pieces


SILENCE = _Silence()


def says(words: str, phrase: str) -> bool:
    """Return whether the folded `words` hold the folded `phrase`."""
    return f" {phrase} " in words


def published_by(folder: MeetingFolder) -> Iterator[Path]:
    """Yield the files that a meeting has published, old versions included."""
    documents = tuple(d for d in folder.meeting.documents if d.state == "published")
    return (folder.paths[file] for _, file in named_files(documents) if file in folder.paths)


def _public_contacts(folder: MeetingFolder) -> Iterator[Contact]:
    return (contact for contact in folder.meeting.contacts if contact.visibility == "public")


def joined(*values: object) -> str:
    """Return the folded words of every text within `values`, with a sign between texts that no phrase can cross."""
    return f" {' | '.join(' '.join(folded_words(text)) for text in texts(values))} "
