"""Bytes → text, whatever encoding they are in, and text without the escapes in which formats write it."""

from __future__ import annotations

import html
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from string import ascii_letters, digits
from urllib.parse import unquote, unquote_to_bytes

_SIGNS = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""Byte order marks, the longer ones first."""
_SAMPLE = 2048
_HIGH_BYTES = bytes((0x00, 0x01, 0x03, 0x1E, 0x20))
"""High bytes of Latin and Vietnamese letters, combining marks and punctuation in UTF-16."""
_PLAIN = frozenset(f"{ascii_letters}{digits} \r\n\t,.")
"""What at least half of any Latin text is."""
_QUOTED = re.compile(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")
_JSON_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_STYLE_ESCAPE = re.compile(r"\\(?:u\{)?([0-9a-fA-F]{2,6})(?:\}| )?")
"""A character in a style sheet (CSS Syntax 3, 4.3.7), or in a script with braces."""
_QUOTED_PRINTABLE = re.compile(r"(?:=[0-9A-F]{2}(?:=\r?\n)?){2,}")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{16,}(?:\r?\n[ \t]*[A-Za-z0-9+/]+)*+")


def wide_encoding(data: bytes) -> str | None:
    """Return the encoding of text in UTF-16 or UTF-32, with a byte order mark or without; None for anything else."""
    for sign, encoding in _SIGNS.items():
        if data.startswith(sign):
            return encoding
    sample = data[:_SAMPLE]
    if b"\0" not in sample or len(data) % 2:
        return None
    size = "32" if sample.count(0) > 0.7 * len(sample) else "16"
    for order, high in (("le", sample[1::2]), ("be", sample[::2])):
        if len(high.translate(None, _HIGH_BYTES)) > 0.03 * len(high):
            continue
        encoding = f"utf-{size}-{order}"
        text = sample[: len(sample) // 4 * 4].decode(encoding, "replace")
        if sum(sign in _PLAIN for sign in text) > 0.5 * len(text):
            return encoding
    return None


def decoded(data: bytes) -> str:
    """Return text in the encoding that its first bytes tell, else UTF-8, else the one of old Vietnamese Windows."""
    if encoding := wide_encoding(data):
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1258", "replace")


def is_unicode(data: bytes) -> bool:
    """Return whether `data` is text in UTF-8, UTF-16 or UTF-32."""
    try:
        data.decode(wide_encoding(data) or "utf-8")
    except UnicodeDecodeError:
        return False
    return True


def without_escapes(text: str) -> str:
    """Return `text` without the escapes of JSON, HTML and addresses, undone in the order in which pages nest them."""
    if "\\u" in text:
        text = _JSON_ESCAPES.sub(_of_json, text)
    if "&" in text:
        text = html.unescape(text)
    return _QUOTED.sub(lambda quoted: unquote(quoted[0]), text) if "%" in text else text


def _of_json(escapes: re.Match[str]) -> str:
    return bytes.fromhex(escapes[0].replace("\\u", "")).decode("utf-16-be", "replace")


def without_any_escapes(text: str) -> str:
    """Return `text` without those escapes, and those of style sheets, scripts and mails."""
    text = without_escapes(text)
    text = _STYLE_ESCAPE.sub(lambda sign: chr(min(int(sign[1], 16), 0x10FFFF)), text)
    return _QUOTED_PRINTABLE.sub(_of_mail, text)


def _of_mail(signs: re.Match[str]) -> str:
    return unquote_to_bytes(re.sub(r"=\r?\n", "", signs[0]).replace("=", "%")).decode("utf-8", "replace")


def base64_in(text: str) -> Iterator[bytes]:
    """Yield what long words of `text` mean in Base64 (RFC 4648); mostly nothing in particular."""
    for match in _BASE64.finditer(text):
        written = re.sub(r"\s", "", match[0])
        if written.isdecimal():
            continue
        try:
            yield b64decode(written + "=" * (-len(written) % 4))
        except Error:
            continue
