"""Canaries: strings and bytes that must be in no output, from internal contacts, held documents, locked papers and this machine's paths.

A canary is dropped only for a reason given here. Words that the portal publishes anyway, such as a monthly report's title,
are no leak elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from phonghop.documents.records import Inspections
from phonghop.locked.keyring import NO_KEYS, Keyring
from phonghop.locked.public import Parted, parted
from phonghop.model import Contact, Document
from phonghop.model.documents import named_files
from phonghop.model.record import texts
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.portal.release import as_of, held
from phonghop.search.words import ABBREVIATIONS
from phonghop.site.locked_canaries import Keys, hidden_meetings, locked_documents, telling_words
from phonghop.site.public_words import Said, joined, naming_internal, published_by, says
from phonghop.site.unpacking import folded_words
from phonghop.text.phone_numbers import national, variants
from phonghop.text.problems import Place
from phonghop.text.strings import LANGUAGES, strings

_WINDOW, _WINDOWS = 48, 16
_PHRASE, _PHRASES = 8, 16
_GRAM = 3
_NUMBER = 7
_DATE = len("2026-07-01-")

Gram: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Canary:
    """Something that must not be in any output.

    Attributes:
        code: of the problem that a find is.
        place: where it is written.
        phrases: folded words, a space between; `enough` of them in one file are a find.
        number: a phone number's digits in the national form.
        windows: pieces of a file's bytes, half of which in one file are a find.
        home: the address of the meeting whose outputs may not say it even if others do.
    """

    code: str
    place: Place
    phrases: tuple[str, ...] = ()
    enough: int = 1
    number: str = ""
    windows: tuple[bytes, ...] = ()
    home: str = ""


@dataclass(frozen=True)
class Canaries:
    """Everything that must not be published, arranged so that a file is read once for all of it.

    Attributes:
        paths: folders of this machine.
        public: the SHA-256 of every file that is published as it is.
        keys: of what is locked.
    """

    each: tuple[Canary, ...]
    paths: tuple[bytes, ...]
    public: frozenset[str]
    said: Said
    keys: Keys = field(default_factory=Keys)

    @cached_property
    def numbers(self) -> Mapping[str, Canary]:
        """The canaries that are phone numbers, by number."""
        return {canary.number: canary for canary in self.each if canary.number}

    @cached_property
    def windowed(self) -> tuple[Canary, ...]:
        """The canaries that are bytes of files."""
        return tuple(canary for canary in self.each if canary.windows)

    @cached_property
    def grams(self) -> Mapping[int, Mapping[Gram, list[tuple[str, Canary]]]]:
        """The phrases by their first words, at most three, by how many these are."""
        found: dict[int, dict[Gram, list[tuple[str, Canary]]]] = defaultdict(lambda: defaultdict(list))
        for canary in self.each:
            for phrase in canary.phrases:
                gram = tuple(phrase.split()[:_GRAM])
                found[len(gram)][gram].append((phrase, canary))
        return found

    @cached_property
    def by_word(self) -> Mapping[str, list[Gram]]:
        """The first words of phrases by the last of them: of a name, the one that tells most."""
        found: dict[str, list[Gram]] = defaultdict(list)
        for grams in self.grams.values():
            for gram in grams:
                found[gram[-1]].append(gram)
        return found


def canaries(  # noqa: PLR0913, PLR0917 everything that can be secret, each of its own kind
    portal: Portal,
    files: Inspections,
    now: datetime,
    root: Path,
    cache: Path | None = None,
    keyring: Keyring = NO_KEYS,
) -> Canaries:
    """Return what must not be published at the moment `now` by a build of `portal` in the folder `root`, locked by `keyring`."""
    both = parted(as_of(portal, now), keyring)
    seen = both.public
    own = {folder.id: _own_words(folder, portal, files) for folder in portal.folders}
    known = frozenset(number for each in own.values() for number in each.public)
    contacts = (secret for each in own.values() for secret in each.secrets if secret.number not in known)
    each = (*contacts, *_held(portal, seen, files, now), *_locked(both, files))
    # Only for bytes of files it matters which are published as they are.
    public = frozenset(_digests(seen, own, files) if any(secret.windows for secret in each) else ())
    return Canaries(each, tuple(_machine(root)), public, Said(seen, files, cache), Keys.of(both.locked))


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a meeting's contacts keep to themselves, and what it makes public, whatever the hour.

    Attributes:
        public: numbers that the meeting publishes, and those in documents whose office has accepted them.
        published: the names of the files of its published documents.
    """

    secrets: tuple[Canary, ...]
    public: tuple[str, ...]
    published: tuple[str, ...]


def own_secrets(folder: MeetingFolder) -> tuple[Canary, ...]:
    """Return the secrets of a meeting's contacts, with their places: to be asked for while its file is at hand."""
    return tuple(_contacts(folder))


def own_words(folder: MeetingFolder, files: Inspections, secrets: tuple[Canary, ...]) -> OwnWords:
    """Return the `secrets` of a meeting's contacts, and what it makes public."""
    names = {path: name for name, path in folder.paths.items()}
    return OwnWords(
        secrets,
        tuple(_public_numbers(folder, files)),
        tuple(names[path] for path in published_by(folder)),
    )


def _own_words(folder: MeetingFolder, portal: Portal, files: Inspections) -> OwnWords:
    known = portal.remembered.get(folder.id)
    if known is None:
        return own_words(folder, files, own_secrets(folder))
    more = known.words
    secrets = (
        Canary(code, Place(*place), tuple(phrases), number=number)
        for code, place, phrases, number in more["secrets"]
    )
    return OwnWords(tuple(secrets), tuple(more["public"]), tuple(more["published"]))


def as_data(words: OwnWords) -> dict[str, object]:
    """Return `words` as plain data."""
    secrets = [
        (s.code, (s.place.file, s.place.line, s.place.column), s.phrases, s.number) for s in words.secrets
    ]
    return {"secrets": secrets, "public": words.public, "published": words.published}


def _digests(seen: Portal, own: Mapping[str, OwnWords], files: Inspections) -> Iterator[str]:
    """Yield the SHA-256 of every published file."""
    for folder in seen.folders:
        known = seen.remembered.get(folder.id)
        if known and folder.facts.is_timeless:
            facts = known.files
            yield from (held[0] for name in own[folder.id].published if (held := facts[name]))
        else:
            yield from (files[path].sha256 for path in published_by(folder) if path in files)


def _contacts(folder: MeetingFolder) -> Iterator[Canary]:
    for n, contact in enumerate(folder.meeting.contacts):
        if contact.visibility == "public":
            continue
        for key in ("phone", "zalo"):
            number = _digits(getattr(contact, key) or "")
            # What is shorter (113, 1022) is no secret, and stands in every text by chance.
            if len(number) >= _NUMBER:
                for form in sorted(variants(number)):
                    yield Canary("PH801", folder.place("contacts", n, key), number=form)
        yield from _words(folder, n, contact)


def _words(folder: MeetingFolder, n: int, contact: Contact) -> Iterator[Canary]:
    words = folded_words(contact.name or "")
    if len(words) >= 2:
        yield Canary("PH801", folder.place("contacts", n, "name"), (" ".join(words),))


def _public_numbers(folder: MeetingFolder, files: Inspections) -> Iterator[str]:
    """Yield the numbers that a meeting makes public, and those in documents whose office has accepted them."""
    for contact in folder.meeting.contacts:
        if contact.visibility == "public":
            yield from (_digits(number) for number in (contact.phone, contact.zalo) if number)
    documents = folder.meeting.documents
    for path, file in named_files(documents):
        if "PH707" in documents[int(path[1])].accepted and folder.paths.get(file) in files:
            for finding in files[folder.paths[file]].contents.findings:
                numbers = finding.values.get("numbers")
                yield from map(_digits, numbers if isinstance(numbers, list) else ())
    named = frozenset(contact for contacts, _ in naming_internal(folder, files) for contact in contacts)
    for contact in folder.meeting.contacts:
        if contact.id in named:
            yield from (_digits(number) for number in (contact.phone, contact.zalo) if number)


def _held(portal: Portal, seen: Portal, files: Inspections, now: datetime) -> Iterator[Canary]:
    for folder, n, document in held(portal, now):
        place = folder.place("documents", n)
        home = routes.meeting(folder.id)
        if not document.announce:
            for key, phrase in _titles(document):
                yield Canary("PH802", folder.place("documents", n, key), (phrase,), home=home)
        path = folder.paths.get(document.file or "")
        if path is not None:
            yield from _content("PH802", place, path, seen.by_id.get(folder.id), files)


def _content(
    code: str, place: Place, path: Path, seen: MeetingFolder | None, files: Inspections
) -> Iterator[Canary]:
    """Yield what the file at `path` holds and no file of `seen`, what everybody sees of its meeting, does."""
    near = tuple(p.read_bytes() for p in published_by(seen)) if seen else ()
    pieces = tuple(p for p in _pieces(path.read_bytes()) if not any(p in other for other in near))
    if pieces:
        yield Canary(code, place, windows=pieces)
    phrases = tuple(_phrases(files[path].contents.text)) if path in files else ()
    if phrases:
        yield Canary(code, place, phrases, enough=min(2, len(phrases)))


def _locked(both: Parted, files: Inspections) -> Iterator[Canary]:
    if not both.locked:
        return
    common = joined(*(strings(language).table for language in LANGUAGES), both.public.settings)
    for locked in locked_documents(both):
        place, document = locked.folder.place("documents", locked.number), locked.document
        for key, phrase in _titles(document):
            if not says(common, phrase):
                yield Canary("PH815", locked.folder.place("documents", locked.number, key), (phrase,))
        for file in (document.file, *(version.file for version in document.versions)):
            path = locked.folder.paths.get(file or "")
            if path is not None:
                yield from _content("PH815", place, path, locked.public, files)
    for folder in hidden_meetings(both):
        names = (folder.meeting.title, folder.meeting.short_title or "", folder.id[_DATE:])
        whole = (" ".join(folded_words(name)) for name in names)
        phrases = (*(name for name in whole if " " in name), *telling_words(texts(folder.meeting)))
        for phrase in dict.fromkeys(phrases):
            if not says(common, phrase):
                yield Canary("PH815", folder.place("locked"), (phrase,))


def _titles(document: Document) -> Iterator[tuple[str, str]]:
    """Yield what names a held document, by key, but for words that every site says: "Chương trình", "Báo cáo"."""
    names = {
        "title": document.title,
        "number": document.number,
        "id": document.id,
        "file": PurePosixPath(document.file or "").stem,
    }
    for key, name in names.items():
        phrase = " ".join(folded_words(name or ""))
        if (" " in phrase or len(phrase) > 8) and not says(_interface(), phrase):
            yield key, phrase


@cache
def _interface() -> str:
    return joined(*(strings(language).table for language in LANGUAGES), *ABBREVIATIONS.values())


def _pieces(data: bytes) -> Iterator[bytes]:
    """Yield pieces spread over a file, but for its beginning, which is the same in every file of its kind."""
    step = max(1, (len(data) - _WINDOW) // _WINDOWS)
    return (data[i : i + _WINDOW] for i in range(step, max(step + 1, len(data) - _WINDOW), step))


def _phrases(text: tuple[str, ...]) -> Iterator[str]:
    """Yield phrases spread over the words of a file, but for its beginning and end, where forms say the same."""
    words = folded_words("\n".join(text))
    step = max(_PHRASE, len(words) // (_PHRASES + 1))
    yield from (" ".join(words[i : i + _PHRASE]) for i in range(step, len(words) - _PHRASE, step))


def _machine(root: Path) -> Iterator[bytes]:
    """Yield the folders of this machine that say where and by whom the portal was built.

    One of a single name ("/root", "/app") is no secret, and cannot be told from an address.
    """
    for folder in dict.fromkeys((root.resolve(), Path.home())):
        if len(folder.parts) > 2:
            yield str(folder).encode()
            if "\\" in str(folder):
                yield str(folder).replace("\\", "\\\\").encode()


def _digits(number: str) -> str:
    return national(re.sub(r"\D", "", number))
