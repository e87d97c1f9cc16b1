"""The keys of an office: one file on its own machine, outside the repository and the site, which nobody else may read.

Only a command makes keys: locked papers without one are not published (PH440), rather than locked with a key that no letter carries.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from phonghop.locked import sealing, spoken
from phonghop.text.problems import Place, PortalError, Problem

_HEX = re.compile(r"[0-9a-f]{32}")
_STEP = 1 << 32
"""Epochs stay whole numbers in browsers, below 2^53, for two million letters revoked."""
GENERAL = ""
"""The addressee of the letter that is the same for all."""


@dataclass(frozen=True, slots=True)
class LetterKey:
    """Who holds a key: the addressee's name, and which of its keys it is."""

    name: str
    serial: int = 1


@dataclass(frozen=True, slots=True)
class Lock:
    """The keys of one meeting's locked papers.

    Attributes:
        set_id: 16 bytes that name the set in public and reveal nothing.
        master: the key from which every key of the set is derived.
        epoch: increases whenever the content gets a new key, which is derived from it; independent copies never reach the same epoch.
        letters: the present holders of keys.
        retired: slot names of revoked keys, so that holders of old letters can be informed.
        words: spoken words that open the set, if any.
    """

    set_id: bytes
    master: bytes = field(repr=False)
    epoch: int = 1
    letters: tuple[LetterKey, ...] = (LetterKey(GENERAL),)
    retired: tuple[str, ...] = ()
    words: str = field(default="", repr=False)

    @property
    def content(self) -> bytes:
        """The key of what is published now."""
        return sealing.content_key(self.master, self.set_id, self.epoch)

    def key_of(self, letter: LetterKey) -> bytes:
        """Return the key in the code on a letter."""
        return sealing.letter_key(self.master, self.set_id, letter.name, letter.serial)

    def of(self, name: str) -> LetterKey | None:
        """Return the key that the addressee `name` holds."""
        return next((letter for letter in self.letters if letter.name == name), None)

    def with_letters(self, names: tuple[str, ...]) -> Lock:
        """Return the lock with a key for each of `names`; present keys are kept, revoked addressees get a new one."""
        letters = list(self.letters)
        for name in names:
            if self.of(name) is None:
                serial = 1
                while self._slot(LetterKey(name, serial)) in self.retired:
                    serial += 1
                letters.append(LetterKey(name, serial))
        return replace(self, letters=tuple(letters))

    def without(self, name: str) -> Lock:
        """Return the lock with the letter to `name` revoked; all other letters stay valid.

        The epoch is drawn at random: two machines, or one that restored an old copy of the keys, would otherwise derive the same
        key for the same epoch, and an addressee revoked by one could open what the other publishes.
        """
        gone = [letter for letter in self.letters if letter.name == name]
        kept = tuple(letter for letter in self.letters if letter.name != name)
        retired = (*self.retired, *map(self._slot, gone))
        return replace(self, letters=kept, retired=retired, epoch=self.epoch + 1 + secrets.randbelow(_STEP))

    def rotated(self) -> Lock:
        """Return the lock with all keys new; every letter, the recovery sheet and the words are void."""
        retired = (*self.retired, *map(self._slot, self.letters))
        if self.words:
            retired = (*retired, sealing.slot_name(self._words_key(), self.set_id))
        return Lock(self.set_id, secrets.token_bytes(sealing.KEY), self.epoch + 1, retired=retired)

    def follows(self, other: Lock) -> bool:
        """Return whether this lock is `other` or a later state of it.

        Every key of `other` is either still valid or retired here, and retired keys stay retired.
        """
        if self.set_id != other.set_id or self.epoch < other.epoch or not {*other.retired} <= {*self.retired}:
            return False
        is_same = self.master == other.master
        if is_same and other.words not in ("", self.words):
            return False
        return all(
            (is_same and letter in self.letters) or other._slot(letter) in self.retired
            for letter in other.letters
        )

    def with_words(self, words: str) -> Lock:
        """Return the lock that spoken `words` open as well."""
        return replace(self, words=words)

    @property
    def record(self) -> str:
        """Everything but the master key, encrypted with that key: published, so that the recovery sheet stays valid."""
        fields = {key: value for key, value in _plain(self).items() if key != "master"}
        return sealing.sealed_record(self.master, json.dumps(fields, ensure_ascii=False).encode())

    def _slot(self, letter: LetterKey) -> str:
        return sealing.slot_name(self.key_of(letter), self.set_id)

    def _words_key(self) -> bytes:
        return sealing.words_key(spoken.folded(self.words), self.set_id)

    def slots(self) -> Mapping[str, str]:
        """Return the content's key encrypted for each letter, and for the words, by slot name."""
        keys = [self.key_of(letter) for letter in self.letters]
        if self.words:
            keys.append(self._words_key())
        return {
            sealing.slot_name(key, self.set_id): sealing.slot(key, self.set_id, self.epoch, self.content)
            for key in keys
        }

    @property
    def secrets(self) -> tuple[bytes, ...]:
        """All secret keys, which must not be in any output, as bytes."""
        return (self.master, self.content, *map(self.key_of, self.letters))


Keyring = Mapping[str, Lock]
"""Locks by the id of their meeting."""
NO_KEYS: Keyring = MappingProxyType({})


def new_lock() -> Lock:
    """Return a lock with keys drawn at random."""
    return Lock(secrets.token_bytes(16), secrets.token_bytes(sealing.KEY))


def read_keyring(path: Path) -> Keyring:
    """Return the locks in the file at `path`; none where there is no file yet.

    Raises:
        PortalError: the file is damaged, or others can read it.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return NO_KEYS
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise PortalError([Problem(Place(path.as_posix()), "PH442", {"file": path})])
    return keyring_of(data, path)


def keyring_of(data: bytes, path: Path) -> Keyring:
    """Return the locks in `data`, the content of the file at `path`, without checking its permissions.

    Raises:
        PortalError: the file is damaged, or in the form of a later version.
    """
    try:
        return {meeting: _lock(value) for meeting, value in _sets(json.loads(data)).items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise PortalError([Problem(Place(path.as_posix()), "PH441", {"file": path})]) from None


def _sets(whole: Mapping[str, Any]) -> Mapping[str, Mapping[str, object]]:
    """Return the locks in a file's data; other formats are refused, since this version would lose their additional data on writing.

    Raises:
        ValueError: it is of another form.
    """
    if whole["format"] != sealing.FORMAT:
        raise ValueError("another form")
    sets: Mapping[str, Mapping[str, object]] = whole["sets"]
    return sets


def joined(own: Keyring, other: Keyring) -> tuple[Keyring, tuple[str, ...]]:
    """Return the locks of two machines in one, the later of each two, and the meetings whose locks have diverged."""
    whole, doubtful = dict(own), []
    for meeting, lock in other.items():
        mine = own.get(meeting, lock)
        if lock.follows(mine):
            whole[meeting] = lock
        elif not mine.follows(lock):
            doubtful.append(meeting)
    return whole, tuple(doubtful)


def write_keyring(path: Path, keyring: Keyring) -> None:
    """Write the locks into the file at `path`, in one step, for its owner alone."""
    text = json.dumps(
        {"format": sealing.FORMAT, "sets": {meeting: _plain(lock) for meeting, lock in keyring.items()}},
        ensure_ascii=False,
        indent=1,
    )
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_for_owner(path, f"{text}\n".encode())


def write_for_owner(path: Path, data: bytes) -> None:
    """Write a file with keys atomically, synced to the disk and readable for its owner alone."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def restored(records: Iterable[str], master: bytes) -> Lock | None:
    """Return the lock with the key `master` from the published `records`; None if none of them belongs to it."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 as in `sealing`

    for record in records:
        try:
            fields = json.loads(sealing.opened_record(record, master))
            return _lock({**fields, "master": spoken.as_text(master)})
        except (InvalidTag, ValueError, KeyError):
            continue
    return None


def _plain(lock: Lock) -> dict[str, object]:
    return {
        "set": lock.set_id.hex(),
        "master": spoken.as_text(lock.master),
        "epoch": lock.epoch,
        "letters": [[letter.name, letter.serial] for letter in lock.letters],
        "retired": list(lock.retired),
        "words": lock.words,
    }


def _lock(value: Mapping[str, object]) -> Lock:
    """Return the lock that was written as `value`.

    Raises:
        ValueError: it was not.
    """
    set_id, master, epoch = str(value["set"]), spoken.as_key(str(value["master"])), value["epoch"]
    letters, retired = value["letters"], value["retired"]
    if master is None or not _HEX.fullmatch(set_id) or not isinstance(epoch, int) or epoch < 1:
        raise ValueError("no keys")
    if not (isinstance(letters, list) and isinstance(retired, list) and all(map(_HEX.fullmatch, retired))):
        raise ValueError("no letters")
    held = tuple(LetterKey(str(name), int(serial)) for name, serial in letters)
    return Lock(bytes.fromhex(set_id), master, epoch, held, tuple(retired), str(value["words"]))
