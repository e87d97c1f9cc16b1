"""What is published encrypted: opened by others' hands, refused when anything of it is another."""

from __future__ import annotations

import http_ece
import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from phonghop.locked import sealing
from phonghop.locked.keyring import GENERAL, LetterKey, Lock
from phonghop.locked.sealing import DATA, HEADER, RECORD, Sealed

SET, MASTER = bytes(range(16)), bytes(range(16, 32))
KEY = sealing.content_key(MASTER, SET, 1)
SIZES = (0, 1, 4095, 4096, 4097, DATA - 1, DATA, DATA + 1, 2 * DATA, 3 * DATA + 17, 300_000)


def content(size: int) -> bytes:
    return bytes(n * 31 % 251 for n in range(size - 1)) + b"\0" * bool(size)


@pytest.mark.parametrize("size", SIZES)
def test_another_implementation_of_rfc_8188_opens_it(size: int) -> None:
    file = sealing.sealed(content(size), KEY, "file", "bao-cao.pdf")
    name = bytes.fromhex(file.name)
    own = sealing.derived(KEY, name, b"phonghop locked 1 file")
    assert http_ece.decrypt(file.content, key=own) == content(size)
    assert len(file.content) == sealing.stored(size)


@pytest.mark.parametrize("size", SIZES)
def test_it_opens_again(size: int) -> None:
    file = sealing.sealed(content(size), KEY, "file")
    assert sealing.opened(file, KEY, "file") == content(size)


def test_the_same_content_gives_the_same_bytes_and_any_other_gives_others() -> None:
    first = sealing.sealed(b"a", KEY, "file", "a.pdf")
    assert first == sealing.sealed(b"a", KEY, "file", "a.pdf")
    others = (
        sealing.sealed(b"b", KEY, "file", "a.pdf"),
        sealing.sealed(b"a", KEY, "file", "b.pdf"),
        sealing.sealed(b"a", KEY, "manifest", "a.pdf"),
        sealing.sealed(b"a", sealing.content_key(MASTER, SET, 2), "file", "a.pdf"),
    )
    assert len({first.name, *(other.name for other in others)}) == 5
    assert len({first.content[HEADER:], *(other.content[HEADER:] for other in others)}) == 5


def test_no_nonce_meets_two_contents() -> None:
    """Key and nonce follow from name and content: files that differ in one bit share neither."""
    first, second = (sealing.sealed(bytes(9000) + end, KEY, "file", "a") for end in (b"\0", b"\1"))
    assert first.content[HEADER : HEADER + 4096] != second.content[HEADER : HEADER + 4096]


def damaged() -> list[tuple[str, Sealed]]:
    """Return what a host could give in the place of a file of four records."""
    whole = sealing.sealed(content(3 * DATA + 100), KEY, "file", "a")
    other = sealing.sealed(content(3 * DATA + 101), KEY, "file", "b")
    data = whole.content
    records = [data[i : i + RECORD] for i in range(HEADER, len(data), RECORD)]
    head = data[:HEADER]
    alike = [other.content[i : i + RECORD] for i in range(HEADER, len(other.content), RECORD)]
    made = {
        "nothing": b"",
        "only the header": head,
        "the last record cut off": head + b"".join(records[:-1]),
        "a byte cut off": data[:-1],
        "a record missing": head + b"".join(records[:1] + records[2:]),
        "records in another order": head + b"".join([records[1], records[0], *records[2:]]),
        "a record twice": head + b"".join([records[0], *records]),
        "a record of another file": head + b"".join([records[0], alike[1], *records[2:]]),
        "another file under this name": other.content,
        "a bit turned over": data[:-30] + bytes([data[-30] ^ 1]) + data[-29:],
        "another salt": bytes(16) + data[16:],
        "another size of records": data[:16] + b"\0\0\1\0" + data[20:],
        "something behind it": data + b"\0",
    }
    return [(what, Sealed(whole.name, given)) for what, given in made.items()]


@pytest.mark.parametrize("file", [file for _, file in damaged()], ids=[what for what, _ in damaged()])
def test_what_a_host_gives_in_its_place_is_refused(file: Sealed) -> None:
    with pytest.raises(InvalidTag):
        sealing.opened(file, KEY, "file")


def test_a_document_cannot_stand_for_the_manifest() -> None:
    file = sealing.sealed(b'{"format":1}', KEY, "file", "a.json")
    with pytest.raises(InvalidTag):
        sealing.opened(file, KEY, "manifest")


@given(st.integers(0, 1 << 34))
def test_padding_is_small_and_hides_the_size(size: int) -> None:
    whole = sealing.padded(size)
    assert size <= whole <= max(sealing.LEAST, size * 1.12)
    assert sealing.padded(whole) == whole


def test_a_slot_opens_for_its_letter_in_its_set_and_epoch_only() -> None:
    lock = Lock(SET, MASTER)
    letter = lock.key_of(LetterKey(GENERAL))
    wrapped = lock.slots()[sealing.slot_name(letter, SET)]
    assert sealing.opened_slot(wrapped, letter, SET, 1) == lock.content
    other = lock.key_of(LetterKey("Xã Mường Phăng"))
    wrong = ((other, SET, 1), (letter, bytes(16), 1), (letter, SET, 2))
    for key, set_id, epoch in wrong:
        with pytest.raises(InvalidTag):
            sealing.opened_slot(wrapped, key, set_id, epoch)
    with pytest.raises(InvalidTag):
        sealing.opened_slot(wrapped[:-2] + "00", letter, SET, 1)


def test_who_is_revoked_finds_no_slot_and_the_others_keep_their_letters() -> None:
    before = Lock(SET, MASTER).with_letters(("Xã A", "Xã B"))
    after = before.without("Xã A")
    names = {name: sealing.slot_name(before.key_of(LetterKey(name)), SET) for name in ("Xã A", "Xã B")}
    assert names["Xã A"] not in after.slots()
    assert names["Xã A"] in after.retired
    assert names["Xã B"] in after.slots()
    assert after.content != before.content


def test_who_is_invited_again_gets_another_key() -> None:
    lock = Lock(SET, MASTER).with_letters(("Xã A",))
    again = lock.without("Xã A").with_letters(("Xã A",))
    assert again.of("Xã A") == LetterKey("Xã A", 2)
    assert set(again.slots()).isdisjoint(again.retired)


def test_after_rotation_all_that_was_known_opens_nothing() -> None:
    before = Lock(SET, MASTER, words="hoa-sen núi-đá").with_letters(("Xã A",))
    after = before.rotated()
    assert set(before.slots()) == set(after.retired)
    assert after.master != before.master
    assert after.content not in {sealing.content_key(before.master, SET, epoch) for epoch in range(10)}
    assert not after.words
