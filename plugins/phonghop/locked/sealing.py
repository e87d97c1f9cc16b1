"""Format 1 of encrypted files: key derivation, files, and the slots that letters open.

Files are RFC 8188 (``aes128gcm``, records of 64 KiB), so that a reader fetches and opens page 40 alone. Every file has a key
of its own, bound to its name, its role and its path: no file can replace another. Names and keys are derived from the content,
so that the same content gives the same bytes and no nonce is used for two contents. Sizes are padded (Padmé, PURBs 2019, part 4).
docs/developers/security.md has the questions of an independent review of this module.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = 1
"""Published files name their format; every format ever published can be opened forever (tests/locked/fixtures)."""
KEY = 16
"""Bytes of every key: 128 bits."""
RECORD = 65536
"""Bytes of an encrypted record (RFC 8188, ``rs``)."""
DATA = RECORD - 17
"""Bytes of content in a full record: a delimiter and the tag of AES-GCM take the rest."""
HEADER = 21
"""Bytes before the first record: salt, size of records, an empty name of the key."""
LEAST = 4096
"""Content is padded to this at least."""
ITERATIONS = 600_000
"""Rounds of PBKDF2-HMAC-SHA256 for spoken words (OWASP Password Storage Cheat Sheet)."""

_LABEL = b"phonghop locked 1 "
_CEK = b"Content-Encoding: aes128gcm\0"
_NONCE = b"Content-Encoding: nonce\0"

Role = Literal["manifest", "file"]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file as it is published: its name, 32 hexadecimal digits, and its bytes."""

    name: str
    content: bytes


def derived(key: bytes, salt: bytes, info: bytes, length: int = KEY) -> bytes:
    """Return `length` bytes derived from `key` (HKDF-SHA256, RFC 5869)."""
    # Every build loads this module; only those with locked papers pay for the library.
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    return HKDF(SHA256(), length, salt, info).derive(key)


def _cipher(key: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 as above

    return AESGCM(key)


def content_key(master: bytes, set_id: bytes, epoch: int) -> bytes:
    """Return the key of everything that a set publishes in its `epoch`."""
    return derived(master, set_id, _LABEL + b"content %d" % epoch)


def letter_key(master: bytes, set_id: bytes, name: str, serial: int) -> bytes:
    """Return the key that stands in the code on the letter to `name`; `serial` counts that addressee's keys."""
    return derived(master, set_id, _LABEL + b"letter %d " % serial + name.encode())


def words_key(words: str, set_id: bytes) -> bytes:
    """Return the key derived from spoken `words` in the form of `spoken.folded`."""
    return hashlib.pbkdf2_hmac("sha256", words.encode(), _LABEL + b"words " + set_id, ITERATIONS, KEY)


def slot_name(letter: bytes, set_id: bytes) -> str:
    """Return the name of the slot of a letter's key; it reveals nothing about the key."""
    return derived(letter, set_id, _LABEL + b"slot name").hex()


def slot(letter: bytes, set_id: bytes, epoch: int, content: bytes) -> str:
    """Return the content's key encrypted for a letter, in hexadecimal digits.

    The wrapping key is also derived from the epoch and so encrypts one value only: its nonce is all zeros.
    """
    wrapping = derived(letter, set_id, _LABEL + b"slot key %d" % epoch)
    return _cipher(wrapping).encrypt(bytes(12), content, _about(set_id, epoch)).hex()


def opened_slot(wrapped: str, letter: bytes, set_id: bytes, epoch: int) -> bytes:
    """Return the content's key out of a slot.

    Raises:
        cryptography.exceptions.InvalidTag: the slot is for another letter, set or epoch, or damaged.
    """
    wrapping = derived(letter, set_id, _LABEL + b"slot key %d" % epoch)
    return _cipher(wrapping).decrypt(bytes(12), bytes.fromhex(wrapped), _about(set_id, epoch))


def _about(set_id: bytes, epoch: int) -> bytes:
    return _LABEL + b"slot %d " % epoch + set_id


def sealed_record(master: bytes, data: bytes) -> str:
    """Return `data` encrypted for the office's own key, in hexadecimal digits; the key is derived from the content."""
    whole = data.ljust(-(-len(data) // 1024) * 1024)
    salt = hmac.digest(derived(master, b"", _LABEL + b"records"), whole, "sha256")[:KEY]
    return (salt + _cipher(derived(master, salt, _LABEL + b"record")).encrypt(bytes(12), whole, None)).hex()


def opened_record(text: str, master: bytes) -> bytes:
    """Return what a record says.

    Raises:
        cryptography.exceptions.InvalidTag: it is another office's, or damaged.
        ValueError: it is none.
    """
    data = bytes.fromhex(text)
    if len(data) < KEY:
        raise ValueError("no record")
    return _cipher(derived(master, data[:KEY], _LABEL + b"record")).decrypt(bytes(12), data[KEY:], None)


def route(content: bytes, path: str) -> str:
    """Return the public address of the locked file at `path`: twelve digits that reveal nothing."""
    return hmac.digest(derived(content, b"", _LABEL + b"routes"), path.encode(), "sha256").hex()[:12]


def sealed(data: bytes, content: bytes, role: Role, path: str = "") -> Sealed:
    """Return `data` encrypted under the content's key, as the file of a `role` with its `path`."""
    name = name_of(data, content, role, path)
    salt = bytes.fromhex(name)
    return Sealed(name, _encrypted(data, _file_key(content, salt, role), salt))


def name_of(data: bytes, content: bytes, role: Role, path: str = "") -> str:
    """Return the name under which `data` is published as the file of a `role` with its `path`."""
    names = derived(content, b"", _LABEL + b"names")
    identity = b"\0".join((role.encode(), path.encode(), hashlib.sha256(data).digest()))
    return hmac.digest(names, identity, "sha256").hex()[: 2 * KEY]


def opened(file: Sealed, content: bytes, role: Role) -> bytes:
    """Return what a file holds.

    Raises:
        cryptography.exceptions.InvalidTag: it is another file, of another role or key, or damaged, cut or reordered.
    """
    name = bytes.fromhex(file.name)
    return b"".join(_decrypted(file.content, _file_key(content, name, role), name))


def _file_key(content: bytes, name: bytes, role: Role) -> bytes:
    return derived(content, name, _LABEL + role.encode())


def padded(size: int) -> int:
    """Return the size that content of `size` bytes is padded to: at most 12 % more, and few sizes are told apart."""
    size = max(size, LEAST)
    exponent = size.bit_length() - 1
    step = (1 << (exponent - exponent.bit_length())) - 1
    return (size + step) & ~step


def stored(size: int) -> int:
    """Return how many bytes the file of content of `size` bytes has."""
    whole = padded(size)
    return HEADER + whole + 17 * -(-whole // DATA)


def _encrypted(data: bytes, key: bytes, salt: bytes) -> bytes:
    cipher, nonce = _cipher(derived(key, salt, _CEK)), derived(key, salt, _NONCE, 12)
    whole = padded(len(data))
    count = -(-whole // DATA)
    parts = [salt, struct.pack(">IB", RECORD, 0)]
    for n in range(count):
        piece = data[n * DATA : (n + 1) * DATA]
        room = min(DATA, whole - n * DATA)
        record = piece + (b"\2" if n == count - 1 else b"\1") + bytes(room - len(piece))
        parts.append(cipher.encrypt(_nonce(nonce, n), record, None))
    return b"".join(parts)


def _decrypted(data: bytes, key: bytes, salt: bytes) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 as above

    if data[:HEADER] != salt + struct.pack(">IB", RECORD, 0):
        raise InvalidTag
    cipher, nonce = _cipher(derived(key, salt, _CEK)), derived(key, salt, _NONCE, 12)
    starts = range(HEADER, len(data), RECORD)
    if not starts:
        raise InvalidTag
    for n, start in enumerate(starts):
        record = cipher.decrypt(_nonce(nonce, n), data[start : start + RECORD], None).rstrip(b"\0")
        if record[-1:] != (b"\2" if n == len(starts) - 1 else b"\1"):
            raise InvalidTag
        yield record[:-1]


def _nonce(base: bytes, number: int) -> bytes:
    return (int.from_bytes(base, "big") ^ number).to_bytes(12, "big")
