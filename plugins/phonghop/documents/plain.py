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

from phonghop.documents.parts import FETCHING
from phonghop.documents.reading import Reading, kind_of
from phonghop.text.decoding import base64_in, decoded, is_unicode, wide_encoding, without_any_escapes
from phonghop.text.old_fonts import old_readings

_RUNNING = re.compile(
    r"(?i)<\s*(?:script|iframe|object|embed|applet|form|base|link|[\w:]{0,20}set|foreignobject)\b"
)
_RUNNING_ADDRESS = re.compile(
    r"(?i)(?:javascript|vbscript)\s*:|=\s*[\"']?\s*data:text/html|@import\s*(?:url\(\s*)?[\"']?\s*(?:https?:)?//"
)
"""What runs, or leads away by itself, in a page that is opened from a disk."""
_OPENED = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^>"'])*+""")
"""A tag to its end. Each sign of a text is looked at once: a text of nothing but "<" is one tag."""
_RUNNING_TAG = re.compile(r"(?i)[\s/\"'](?:on\w{1,40}|formaction|srcdoc)\s*=|http-equiv\s*=\s*[\"']?refresh")
_ESCAPED = re.compile(r"\\[u0-9a-fA-F]|[%&]|=[0-9A-F]{2}")
_TAG = re.compile(r"<[^<>]*>")
_DDE_CELL = re.compile(r"""(?m)(?:^|[,;\t"'])\s{0,9}[=+@-][^\n|]{0,99}\|[^\n!|]{0,999}!""")
"""A cell that makes a spreadsheet start a program when it opens the file."""
_RTF_REPLACEMENT = re.compile(r"\\'[0-9a-fA-F]{2}|[^\\{}\r\n]")
_RTF_SIGN = re.compile(
    rf"\\uc(?P<skip>\d) ?|\\u(?P<unicode>-?\d{{1,6}}) ?(?P<instead>(?:{_RTF_REPLACEMENT.pattern}){{0,9}})|\\'(?P<byte>[0-9a-fA-F]{{2}})"
    r"|\\(?P<word>[a-zA-Z]+)(?P<number>-?\d*) ?|\\(?P<sign>.)|[{}\r\n]|(?P<text>[^\\{}\r\n]+)"
)
_RTF_WORDS = {
    **dict.fromkeys(("par", "line", "row", "page", "sect", "column"), "\n"),
    **dict.fromkeys(("cell", "nestcell", "tab"), "\t"),
    **dict.fromkeys(("emspace", "enspace", "qmspace"), " "),
    **dict.fromkeys(("emdash", "endash"), "-"),
}
_RTF_BESIDE = frozenset(
    "fonttbl colortbl stylesheet info title subject author keywords comment header footer footnote".split()
)
"""Words that begin what stands beside the text."""
_RTF_SIGNS = {"\\": "\\", "{": "{", "}": "}", "~": " ", "_": "-"}
_HEXADECIMAL = re.compile(r"(?:[0-9a-fA-F]{2}[\r\n]{0,2}){100,}+")
_RTF_OBJECT = re.compile(
    r"\\(?:objdata|objupdate|objautlink|\*\\template|ddeauto)|DDEAUTO|\\objocx", re.IGNORECASE
)
_WIDE = re.compile(
    rb"(?:[\x20-\x7e\xa0-\xff\t\n\r\x0b]\0|[\0-\xff][\x01-\x03]|[\xa0-\xff]\x1e|[\0-\x9f]\x1e|[\x10-\x27]\x20){3,}"
)
"""Latin and Vietnamese letters in UTF-16, three or more."""
_WIDE_TURNED = re.compile(
    rb"(?:\0[\x20-\x7e\xa0-\xff\t\n\r\x0b]|[\x01-\x03\x1e][\0-\xff]|\x20[\x10-\x27]){3,}"
)
"""The same with the high byte first."""
_NARROW = rb"(?:[\x20-\x7e\t\n\r]|[\xc3-\xc6][\x80-\xbf]|\xe1[\xba\xbb][\x80-\xbf]){%d,}"
"""The same in UTF-8."""
_PARTS_WITHOUT_WORDS = frozenset(
    ".emf .wmf .odttf .fntdata .bin .ttf .otf .woff .woff2 .ico .thmx .psd .sigs .dat .db".split()
)
"""Endings of parts of office files."""
_WITHOUT_WORDS = re.compile(r"(?i)\.(?:ttf|otf|woff2?|ico|ds_store)$|(?:^|/)Thumbs\.db$")
_PAGE_WIDTH = 400
"""Pixels that a page of words has at least, if anybody is to read it."""
_WRITTEN = frozenset({*range(0xE0, 0xF0), 0xFE})
"""Markers of a JPEG's segments for applications, and for comments."""
_GIF_EXTENSION = re.compile(rb"\x21[\xfe\xff]")
_MOST = 4 << 20
"""Characters of what bytes happen to spell."""
_BETWEEN_MAILS = re.compile(rb"(?m)^From [^\n]*\d\d:\d\d[^\n]*\n")
_PIECE_OF_MAIL = re.compile(rb"(?m)^(?:--|[\w-]{1,60}:)")
"""Where a header or a part of a mail may begin."""
_MOST_PIECES = 5_000
_LONGEST_HEADER = 50_000
"""Characters of a mail's header: a thousand recipients. The time to take one apart grows with the square of its length."""


def read_text(reading: Reading, data: bytes, ending: str) -> None:
    """Take a text, with the escapes of JSON, cards and calendars undone as well, and what it holds in Base64."""
    text = decoded(data)
    if ending in (".html", ".htm", ".svg", ".xml", ".mht", ".mhtml", ".xhtml"):
        _markup(reading, text)
        return
    if ending in (".csv", ".tsv", ".tab", ".txt") and _DDE_CELL.search(text):
        reading.actions.add("DDE")
    if ending in (".vcf", ".ics"):
        text = re.sub(r"\r?\n[ \t]", "", text)
    reading.say("page", text)
    if wide_encoding(data) is None and not data.isascii():
        # Without its typeface nobody can tell which old encoding a text is in.
        for old in old_readings(data.decode("latin-1")):
            reading.say("note", old)
    _within(reading, text)


def _within(reading: Reading, text: str) -> None:
    """Take what a text says without its escapes, and what is in it in Base64 if that is of a kind that is known."""
    plain = without_any_escapes(text) if _ESCAPED.search(text) else text
    if plain != text:
        reading.say("note", plain)
    for data in base64_in(text):
        kind = kind_of(data)
        # Any long word or number means bytes in Base64; they are words only in an encoding that not all bytes are.
        if kind != "other" and (kind != "text" or is_unicode(data)):
            reading.inner("base64", data)


def read_markup(reading: Reading, data: bytes, _: str) -> None:
    """Take the words between the tags of HTML, SVG or XML, and those within them."""
    _markup(reading, decoded(data))


def _markup(reading: Reading, text: str) -> None:
    if (
        _RUNNING.search(text)
        or _RUNNING_ADDRESS.search(html.unescape(text))
        or any(_RUNNING_TAG.search(html.unescape(tag)) for tag in _OPENED.findall(text))
    ):
        reading.actions.add((reading.file.rpartition("/")[2] or "HTML")[:60])
    reading.say("page", html.unescape(_TAG.sub(lambda tag: "\n" if _is_block(tag[0]) else "", text)))
    reading.say("raw", unquote(html.unescape("\n".join(_TAG.findall(text)))))
    _within(reading, text)


def _is_block(tag: str) -> bool:
    return not re.match(r"(?i)</?(?:a|b|i|u|em|strong|span|font|small|sub|sup|mark|tspan)\b", tag)


def read_rtf(reading: Reading, data: bytes, _: str) -> None:
    """Take the words of a rich text, and the pictures in it."""
    text = data.decode("latin-1")
    if _RTF_OBJECT.search(text) or FETCHING.search(text.replace("\\\\", "\\")):
        reading.actions.add("OLE")
    for digits in _HEXADECIMAL.findall(text):
        reading.inner("picture", bytes.fromhex(digits), is_part=True)
    text = _HEXADECIMAL.sub("", text)
    page = re.search(r"\\ansicpg(\d{3,4})", text)
    encoding = f"cp{page[1]}" if page and page[1] in ("1250", "1251", "1252", "1258") else "cp1258"
    reading.say("page", _rtf_words(text, encoding))
    if "\\'" in text:
        for other in {"cp1258", "latin-1"} - {encoding}:
            reading.say("note", _rtf_words(text, other))


def _rtf_words(text: str, encoding: str) -> str:
    """Return the words of a rich text whose escaped bytes are in `encoding`."""
    # By group: signs that stand for a character in readers without Unicode, whether it is beside the text, whether in capitals.
    groups = [(1, False, False)]

    def shown(sign: re.Match[str]) -> str:
        size, is_beside, is_capital = groups[-1]
        if sign[0] == "{":
            groups.append((size, False, is_capital))
        elif sign[0] == "}":
            del groups[max(1, len(groups) - 1) :]
            return "\n" if is_beside else ""
        elif sign["skip"]:
            groups[-1] = int(sign["skip"]), is_beside, is_capital
        elif sign["word"] in _RTF_BESIDE or sign["sign"] == "*":
            groups[-1] = size, True, is_capital
        elif sign["word"] in ("caps", "scaps", "plain"):
            groups[-1] = size, is_beside, sign["word"] != "plain" and sign["number"] != "0"
        letters = _rtf_letters(sign, size, encoding)
        return letters.upper() if is_capital else letters

    return _RTF_SIGN.sub(shown, text)


def _rtf_letters(sign: re.Match[str], size: int, encoding: str) -> str:
    """Return what a sign of a rich text stands for, where `size` others follow for readers without Unicode."""
    if sign["text"] or sign["byte"]:
        return sign["text"] or bytes.fromhex(sign["byte"]).decode(encoding, "replace")
    if sign["unicode"]:
        rest = _RTF_REPLACEMENT.findall(sign["instead"])[size:]
        return chr(int(sign["unicode"]) % 0x10000) + "".join(
            bytes.fromhex(one[2:]).decode(encoding, "replace") if one[0] == "\\" else one for one in rest
        )
    return _RTF_WORDS.get(sign["word"] or "", "") or _RTF_SIGNS.get(sign["sign"] or "", "")


def read_mail(reading: Reading, data: bytes, _: str) -> None:
    """Take the heads, the texts and the attachments of a mail, or of each in a mailbox (RFC 4155)."""
    if data.startswith(b"From "):
        for mail in filter(bytes.strip, _BETWEEN_MAILS.split(data)):
            read_mail(reading, mail, "")
        return
    pieces = sum(1 for _ in islice(_PIECE_OF_MAIL.finditer(data), _MOST_PIECES))
    message = message_from_bytes(data if pieces < _MOST_PIECES else b"", policy=default)
    parts = [*message.walk()]
    if pieces == _MOST_PIECES or any(
        len(value) > _LONGEST_HEADER for part in parts for _, value in part.raw_items()
    ):
        reading.unread.append(reading.file)
        read_text(reading, data, "")
        return
    for part in parts:
        # What stands around the parts is for programs that know none.
        around = (part.preamble or "", part.epilogue or "")
        reading.say("property", "\n".join((*(f"{value}" for _, value in part.items()), *around)))
        if not part.is_multipart() and isinstance(part, EmailMessage):
            _mail_part(reading, part)


def _mail_part(reading: Reading, part: EmailMessage) -> None:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return
    reading.unpack(len(content))
    name = part.get_filename()
    if name or part.get_content_maintype() != "text":
        reading.inner(name or "?", content)
        return
    with suppress(LookupError, UnicodeDecodeError):
        content = content.decode(part.get_content_charset() or "").encode()
    (read_markup if part.get_content_subtype() == "html" else read_text)(reading, content, "")


def read_picture(reading: Reading, data: bytes, _: str) -> None:
    """Take what is written into a picture; what it shows nobody here can read, which is told if it may show a page."""
    reading.say("property", "\n".join(picture_words(data)))
    if not reading.deep or (not reading.is_part and is_large(data)):
        reading.unread.append(reading.file or "ảnh")


def is_large(data: bytes) -> bool:
    """Return whether a picture may show a page of words, or cannot be opened."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as image:
            return min(image.size) >= _PAGE_WIDTH
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 whatever this library makes of a hostile file
        return True


def picture_words(data: bytes) -> Iterator[str]:
    """Yield the texts in a picture's own chunks: descriptions, authors, comments, EXIF, IPTC, XMP."""
    values: list[object] = [*_segments(data)]
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as image:
            values += [*image.info.values(), *image.getexif().values()]
            for part in (0x8769, 0x8825):
                values += image.getexif().get_ifd(part).values()
            values += getattr(image, "text", {}).values()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 a picture that this library cannot open has its bytes
        values.append(data)
    for value in values:
        if isinstance(value, bytes):
            yield from (html.unescape(words) for words in spelt(value, 3))
        elif isinstance(value, str):
            yield value
            # Cameras' programs write UTF-8 where the format knows Latin letters alone.
            with suppress(UnicodeError):
                yield value.encode("latin-1").decode("utf-8")


def _segments(data: bytes) -> Iterator[bytes]:
    """Yield what a JPEG has before its picture (ITU-T T.81, B.1.1.4), and the comments and extensions of a GIF (GIF89a, 24, 26)."""
    at = 2
    while data[:2] == b"\xff\xd8" and data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] != b"\xda":
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] in _WRITTEN:
            yield data[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)
    if data[:4] == b"GIF8":
        for extension in _GIF_EXTENSION.finditer(data):
            blocks, at = b"", extension.end()
            while at < len(data) and data[at]:
                blocks += data[at + 1 : at + 1 + data[at]]
                at += 1 + data[at]
            yield blocks


def read_media(reading: Reading, data: bytes, ending: str) -> None:
    """Take what is written into a film or a recording; what it says nobody here can read."""
    read_raw(reading, data, ending)
    if not reading.is_part:
        reading.unread.append(reading.file or "âm thanh, phim")


def read_raw(reading: Reading, data: bytes, _: str) -> None:
    """Take what bytes of any kind spell."""
    reading.say("raw", "\n".join(spelt(data)))


def read_other(reading: Reading, data: bytes, ending: str) -> None:
    """Take what bytes of an unknown kind spell; whether that is all they say, nobody knows."""
    read_raw(reading, data, ending)
    if (
        data
        and not (reading.is_part and ending in _PARTS_WITHOUT_WORDS)
        and not _WITHOUT_WORDS.search(reading.file)
    ):
        reading.unread.append(reading.file)


def spelt(data: bytes, fewest: int = 4) -> Iterator[str]:
    """Yield the words that bytes spell in UTF-8, of `fewest` letters or more, or in UTF-16, as much as any honest file has."""
    left = _MOST
    narrow = re.compile(_NARROW % fewest)
    for pattern, encoding in ((narrow, "utf-8"), (_WIDE, "utf-16-le"), (_WIDE_TURNED, "utf-16-be")):
        for match in pattern.finditer(data):
            text = match[0].decode(encoding, "replace")
            left -= len(text)
            if left < 0:
                return
            yield text
