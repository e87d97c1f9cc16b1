"""The keys of an office over time: what became of them on one machine, on two, and out of an old copy."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from phonghop.locked.keyring import LetterKey, Lock, joined, keyring_of, read_keyring, write_keyring
from phonghop.text.problems import PortalError

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


def test_no_content_key_is_met_twice_after_an_old_copy_of_the_keys() -> None:
    """Whom one of them locked out has a slot in the other: its key may open nothing that the first publishes."""
    first, second = BEFORE.without("Xã A"), BEFORE.without("Xã B")
    assert second.of("Xã A")
    assert min(first.epoch, second.epoch) > BEFORE.epoch
    assert first.content != second.content
    assert set(first.slots().values()).isdisjoint(second.slots().values())


def test_a_file_of_keys_in_a_later_form_is_not_read_as_this_one(tmp_path: Path) -> None:
    """What is read is written again, without what this version does not understand."""
    path = tmp_path / "keys.json"
    write_keyring(path, {"a": BEFORE})
    later = json.loads(path.read_text("utf-8")) | {"format": 2}
    with pytest.raises(PortalError) as error:
        keyring_of(json.dumps(later).encode(), path)
    assert [problem.code for problem in error.value.problems] == ["PH441"]
    with pytest.raises(PortalError):
        keyring_of(b"[]", path)


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
