"""The keys of an office over time: what became of them on one machine, on two, and out of an old copy."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from phonghop.locked.keyring import LetterKey, Lock, joined, read_keyring, write_keyring

BEFORE = Lock(bytes(range(16)), bytes(range(16, 32))).with_letters(("Xã A", "Xã B"))


def test_a_letter_that_one_machine_revoked_is_not_brought_back_by_another() -> None:
    """The other machine has all letters that are left here, and has itself locked somebody out."""
    own, other = BEFORE.without("Xã A"), BEFORE.with_letters(("Xã C",)).without("Xã C")
    assert {letter.name for letter in own.letters} < {letter.name for letter in other.letters}
    assert joined({"a": own}, {"a": other}) == ({"a": own}, ("a",))
    assert joined({"a": other}, {"a": own}) == ({"a": other}, ("a",))


def test_what_became_of_a_lock_replaces_it_on_either_machine() -> None:
    later = (
        BEFORE.with_letters(("Xã C",)),
        BEFORE.without("Xã A"),
        BEFORE.without("Xã A").with_letters(("Xã A",)),
        BEFORE.with_words("hoa-sen núi-đá"),
        BEFORE.without("Xã A").rotated(),
    )
    for lock in later:
        assert joined({"a": BEFORE}, {"a": lock}) == ({"a": lock}, ())
        assert joined({"a": lock}, {"a": BEFORE}) == ({"a": lock}, ())
    assert later[2].of("Xã A") == LetterKey("Xã A", 2)


def test_keys_are_on_the_disk_when_they_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file, and then its name: a letter that is printed next needs them after a loss of power too."""
    brought: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        brought.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    path = tmp_path / "office" / "keys.json"
    write_keyring(path, {"a": BEFORE})
    assert brought == ["file", "folder"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["keys.json"]
    assert read_keyring(path) == {"a": BEFORE}
