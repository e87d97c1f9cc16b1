"""What files without a structure of their own say: text, markup, rich text, mail, pictures, and bytes of any kind."""

from __future__ import annotations

import html
import io
import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import islice
from urllib.parse import unquote

from PIL import Image

from phonghop.documents.reading import Reading

_RUNNING = re.compile(
    r"(?i)<\s*(?:script|iframe|object|embed|applet|form|base|link|[\w:]{0,20}set|foreignobject)\b"
)
_RUNNING_ADDRESS = re.compile(r"(?i)(?:javascript|vbscript)\s*:|=\s*[\"']?\s*data:text/html")
"""What runs, or leads away by itself, in a page that is opened from a disk."""
_OPENED = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^>"'])*+""")
"""A tag to its end. Each sign of a text is looked at once: a text of nothing but "<" is one tag."""
_RUNNING_TAG = re.compile(r"(?i)[\s/\"'](?:on\w{1,40}|formaction|srcdoc)\s*=|http-equiv\s*=\s*[\"']?refresh")
_TAG = re.compile(r"<[^<>]*>")
_DDE_CELL = re.compile(r"""(?m)(?:^|[,;\t"'])\s{0,9}[=+@-][^\n|]{0,99}\|[^\n!|]{0,999}!""")
"""A cell that makes a spreadsheet start a program when it opens the file."""
_RTF_SIGN = re.compile(
    r"\\u(-?\d+) ?\??|\\'([0-9a-fA-F]{2})|\\(par|line|cell|row|tab)\b ?|\\[a-zA-Z]+-?\d* ?|\\(.)|[{}\r\n]"
)
_RTF_OBJECT = re.compile(
    r"\\(?:objdata|objupdate|objautlink|\*\\template|ddeauto)|DDEAUTO|\\objocx", re.IGNORECASE
)
_WIDE = re.compile(
    rb"(?:[\x20-\x7e\xa0-\xff\t\n\r\x0b]\0|[\0-\xff][\x01-\x03]|[\xa0-\xff]\x1e|[\0-\x9f]\x1e|[\x10-\x27]\x20){3,}"
)
"""Latin and Vietnamese letters in UTF-16, three or more."""
_NARROW = re.compile(rb"(?:[\x20-\x7e\t\n\r]|[\xc3-\xc6][\x80-\xbf]|\xe1[\xba\xbb][\x80-\xbf]){4,}")
"""The same in UTF-8."""
_WITHOUT_WORDS = frozenset(
    ".emf .wmf .odttf .fntdata .bin .ttf .otf .woff .woff2 .ico .thmx .psd .sigs .dat .db".split()
)
_MOST = 4 << 20
"""Characters of what bytes happen to spell."""
_PIECE_OF_MAIL = re.compile(rb"(?m)^(?:--|[\w-]{1,60}:)")
"""Where a header or a part of a mail may begin."""
_MOST_PIECES = 5_000
_LONGEST_HEADER = 50_000
"""Characters of a mail's header: a thousand recipients. The time to take one apart grows with the square of its length."""


def read_text(reading: Reading, data: bytes, ending: str) -> None:
    """Take a text; one whose lines are escaped, as those of JSON and calendars, in the plain form as well."""
    if ending in (".html", ".htm", ".svg", ".xml", ".mht", ".mhtml", ".xhtml"):
        read_markup(reading, data, ending)
        return
    text = decoded(data)
    if ending in (".csv", ".tsv", ".tab", ".txt") and _DDE_CELL.search(text):
        reading.actions.add("DDE")
    reading.say("page", text)
    if "\\u" in text or "%" in text or "&" in text:
        reading.say(
            "raw", html.unescape(unquote(re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)))
        )


def read_markup(reading: Reading, data: bytes, _: str) -> None:
    """Take the words between the tags of HTML, SVG or XML, and those within them."""
    text = decoded(data)
    if (
        _RUNNING.search(text)
        or _RUNNING_ADDRESS.search(html.unescape(text))
        or any(_RUNNING_TAG.search(html.unescape(tag)) for tag in _OPENED.findall(text))
    ):
        reading.actions.add((reading.file.rpartition("/")[2] or "HTML")[:60])
    reading.say("page", html.unescape(_TAG.sub(lambda tag: "\n" if _is_block(tag[0]) else "", text)))
    reading.say("raw", unquote(html.unescape("\n".join(_TAG.findall(text)))))


def _is_block(tag: str) -> bool:
    return not re.match(r"(?i)</?(?:a|b|i|u|em|strong|span|font|small|sub|sup|mark|tspan)\b", tag)


def read_rtf(reading: Reading, data: bytes, _: str) -> None:
    """Take the words of a rich text."""
    text = data.decode("latin-1")
    if _RTF_OBJECT.search(text):
        reading.actions.add("OLE")
    reading.say("page", _RTF_SIGN.sub(_of_rtf, text))


def _of_rtf(sign: re.Match[str]) -> str:
    if sign[1]:
        return chr(int(sign[1]) % 0x10000)
    if sign[2]:
        return bytes.fromhex(sign[2]).decode("cp1258", "replace")
    if sign[3]:
        return "\t" if sign[3] in ("cell", "tab") else "\n"
    return sign[4] if sign[4] in ("\\", "{", "}") else " " if sign[4] == "~" else ""


def read_mail(reading: Reading, data: bytes, _: str) -> None:
    """Take the head, the text and the attachments of a mail."""
    pieces = sum(1 for _ in islice(_PIECE_OF_MAIL.finditer(data), _MOST_PIECES))
    message = message_from_bytes(data if pieces < _MOST_PIECES else b"", policy=default)
    if pieces == _MOST_PIECES or any(
        len(value) > _LONGEST_HEADER for part in message.walk() for _, value in part.raw_items()
    ):
        reading.unread.append(reading.file)
        read_text(reading, data, "")
        return
    reading.say("property", "\n".join(f"{value}" for _, value in message.items()))
    for part in message.walk():
        if part.is_multipart() or not isinstance(part, EmailMessage):
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        reading.unpack(len(content))
        name = part.get_filename()
        if name or part.get_content_maintype() != "text":
            reading.inner(name or "?", content)
        elif part.get_content_subtype() == "html":
            read_markup(reading, content, ".html")
        else:
            reading.say("page", content.decode(part.get_content_charset() or "utf-8", "replace"))


def read_picture(reading: Reading, data: bytes, _: str) -> None:
    """Take what is written into a picture beside what it shows, which nobody here can read."""
    reading.say("property", "\n".join(picture_words(data)))
    if not reading.deep:
        reading.unread.append("ảnh")


def picture_words(data: bytes) -> Iterator[str]:
    """Yield the texts in a picture's own chunks: descriptions, authors, comments, EXIF, XMP."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                values = [*image.info.values(), *image.getexif().values()]
                for part in (0x8769, 0x8825):
                    values += image.getexif().get_ifd(part).values()
                values += getattr(image, "text", {}).values()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 a picture that this library cannot open has its bytes
        values = [data]
    for value in values:
        if isinstance(value, bytes):
            try:
                yield value.decode("utf-8")
            except UnicodeDecodeError:
                yield from spelt(value)
        elif isinstance(value, str):
            yield value
            # Cameras' programs write UTF-8 where the format knows Latin letters alone.
            with suppress(UnicodeError):
                yield value.encode("latin-1").decode("utf-8")


def read_raw(reading: Reading, data: bytes, _: str) -> None:
    """Take what the bytes of a film, a recording or a program spell."""
    reading.say("raw", "\n".join(spelt(data)))


def read_other(reading: Reading, data: bytes, ending: str) -> None:
    """Take what bytes of an unknown kind spell; whether that is all they say, nobody knows."""
    read_raw(reading, data, ending)
    if ending not in _WITHOUT_WORDS and data:
        reading.unread.append(reading.file)


def spelt(data: bytes) -> Iterator[str]:
    """Yield the words that bytes spell in UTF-8 or UTF-16, as much as any honest file has."""
    left = _MOST
    for pattern, encoding in ((_NARROW, "utf-8"), (_WIDE, "utf-16-le")):
        for match in pattern.finditer(data):
            text = match[0].decode(encoding, "replace")
            left -= len(text)
            if left < 0:
                return
            yield text


def decoded(data: bytes) -> str:
    """Return text in the encoding that its first bytes tell, else UTF-8, else the one of old Vietnamese Windows."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1258", "replace")
