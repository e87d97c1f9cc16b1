"""The letters of a meeting as they are printed: one for all or one for each addressee, with the keys of what is locked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from phonghop.adapters.keys_file import keys_file
from phonghop.locked.keyring import GENERAL, read_keyring, write_keyring
from phonghop.locked.public import carries_key, key_problems
from phonghop.locked.spoken import as_text, grouped
from phonghop.pages.letters import letter_of
from phonghop.paper.letters import Code, Letter
from phonghop.paper.letters.addressees import ListedAddressee, letters_for
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.portal.codes import Subject
from phonghop.text.folding import slug
from phonghop.text.problems import PortalError
from phonghop.text.strings import Strings

_FORMS = ("attendance", "headcount")
Named = tuple[str, Letter]
"""A letter and the name of its file, without what tells its format."""


@dataclass(frozen=True)
class Print:
    """What is printed: a sound portal, the meeting, its codes, and what the names of drafts end with."""

    portal: Portal
    folder: MeetingFolder
    codes: Mapping[Subject, Code]
    suffix: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether codes are missing."""
        return bool(self.suffix)


def draft_ending() -> str:
    """Return what the names of drafts end with."""
    return f"-{routes.word('draft')}"


def unlocked_letters(
    printed: Print, base_url: str, t: Strings, entries: Sequence[ListedAddressee]
) -> Sequence[Named]:
    """Return the letter, or one for each of `entries`; without the keys of what is locked."""
    meeting = printed.folder
    whole = letter_of(meeting, printed.portal, base_url, "print", t)
    if printed.is_draft:
        whole = replace(whole, draft=", ".join(filter(None, (whole.draft, t("printed.draft_mark")))))
    if not entries:
        return [(meeting.id, whole)]
    forms = {link.key for link in meeting.meeting.links if link.kind in _FORMS}
    addresses = [
        code.address for subject, code in printed.codes.items() if subject.key in forms and code.address
    ]
    names = (f"{meeting.id}-{n:03d}-{slug(entry.name)[:60]}" for n, entry in enumerate(entries, 1))
    return list(zip(names, letters_for(whole, entries, addresses), strict=True))


def with_keys(
    printed: Print, base_url: str, letters: Sequence[Named], *, is_each: bool, issue: bool
) -> tuple[Sequence[Named], Sequence[str]]:
    """Return the letters with the keys that open what is locked, and the addressees whose keys are new.

    Each addressee gets a key of its own if `is_each`. If some are missing and none may be issued, no letters are returned.

    Raises:
        PortalError: the meeting has no key at all, or the file of keys cannot be read.
    """
    file, meeting = keys_file(base_url), printed.folder
    keyring = read_keyring(file)
    names = tuple(made.addressees[0] if is_each else GENERAL for _, made in letters)
    lock = keyring.get(meeting.id)
    if lock is None:
        raise PortalError(tuple(key_problems(printed.portal, {}, str(file))))
    missing = [name for name in names if lock.of(name) is None]
    if missing and not issue:
        return (), missing
    if missing:
        lock = lock.with_letters(names)
        write_keyring(file, {**keyring, meeting.id: lock})
    opening = {
        code.address for subject, code in printed.codes.items() if carries_key(subject, meeting.meeting)
    }
    keyed = []
    for name, (file_name, made) in zip(names, letters, strict=True):
        letter_key = lock.of(name)
        assert letter_key
        key = as_text(lock.key_of(letter_key))
        keyed.append((file_name, replace(made, codes=tuple(_keyed(c, key, opening) for c in made.codes))))
    return keyed, missing


def _keyed(code: Code, key: str, opening: Collection[str]) -> Code:
    """Return a code that carries the key behind "#", with what else it hands on: there it reaches no server."""
    page, _, mark = code.address.partition("#")
    address, _, query = page.partition("?")
    if address not in opening:
        return code
    fragment = "&".join(filter(None, (f"khoa={key}", mark, query)))
    return replace(code, address=f"{address}#{fragment}", key=grouped(key))
