"""Single values: how the words of a file become text, dates, numbers and links, and what is refused in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from difflib import get_close_matches
from typing import Annotated, Any, TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_before_validator_function

from phonghop.text.dates import Moment, read_clock, read_day, read_moment, read_start
from phonghop.text.folding import fold, slug
from phonghop.text.lunar import is_lunar
from phonghop.text.phone_numbers import PhoneNumber, masked, phones
from phonghop.text.problems import Unreadable
from phonghop.text.secrecy_marks import marks_in

TO_FILL = "…"
"""The placeholder in a new meeting file for what the clerk still has to write."""

LINE_LIMIT = 600
TEXT_LIMIT = 8000

_MESSENGERS = re.compile(
    r"(?i)(?:^|[./])(?:wa\.me|zalo\.me|whatsapp\.com|viber\.com|t\.me|m\.me|zaloapp\.com)$"
)
"""Hosts whose addresses are phone numbers."""
_COUNT_OR_ADDRESS = (
    r"(?:\d{1,3}(?! \d{3})|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2}[hg:]\d{0,2}|https?:\S{0,99}|[\w.-]{1,64}@[\w-]{1,64}\.[\w.]{1,64})"
    r"(?![^\s.,;)»”\"'])"
)
"""A count, a date, an hour, an address."""
_WITH_DIGITS = (
    r"(?=[!-~]{0,40}\d)[!-~]{3}|(?=[!-~ ]{0,40}\d{3})[!-~]{1,40}(?: [!-~]{1,40}){1,2}(?=\s*(?:[.,;)]|$))"
)
"""A word with a digit, or two or three with several: no words of Vietnamese, which have marks."""
_PASSWORD = re.compile(
    rf"\b(?:(?:mật khẩu|mật mã|passcode|password|kennwort|passwort)\b[\w\s-]{{0,25}}|pass\s{{0,9}})[:=]\s{{0,9}}[«“\"'(]?(?!{_COUNT_OR_ADDRESS})"
    rf"(?:{_WITH_DIGITS}|[!-~]{{1,40}}\s{{0,9}}$)"
    rf"|\b(?:mật khẩu|passcode|password)(?:\s+là:?)?\s+[«“\"'(]?(?!{_COUNT_OR_ADDRESS})(?:{_WITH_DIGITS})",
    re.IGNORECASE | re.MULTILINE,
)
"""A password behind its name: a single word, or one with figures; «xem tại bàn đón tiếp» and «02 đồng chí» are none."""
_NUMBER_WORD = re.compile(r"^số\s*:?\s+(?=\S)", re.IGNORECASE)
_SCHEMES = ("http", "https", "mailto", "tel")
_YES, _NO = {"co", "yes", "true", "dung", "ja"}, {"khong", "no", "false", "sai", "nein"}


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise Unreadable("PH205" if value is not None else "PH208")
    text = value.strip()
    if not text:
        raise Unreadable("PH208")
    if text == TO_FILL:
        raise Unreadable("PH223")
    return text


def refuse_unpublishable(text: str) -> str:
    """Return `text`, which may be shown to anyone.

    Raises:
        Unreadable: PH213 it holds a phone number, PH214 it bears a secrecy mark.
    """
    marks = marks_in(text)
    for mark in (*marks.certain, *marks.possible):
        # Without its diacritics the word may be another, which cannot be decided here.
        if "MẬT" in mark:
            raise Unreadable("PH214", mark=mark)
    # Letters among digits make a code as well as a number: that is a warning (`portal.checks`).
    if numbers := [masked(phone.text) for phone in phones(text) if phone.certain]:
        raise Unreadable("PH213", phone=", ".join(numbers))
    return text


def tells_password(text: str) -> bool:
    """Return whether `text` names a password and says it: what is published of it, everybody reads."""
    return bool(_PASSWORD.search(text))


def read_line(value: Any) -> str:
    """Return `value` as one publishable line of words.

    Raises:
        Unreadable: PH205, PH207, PH208, PH213, PH214, PH223.
    """
    text = refuse_unpublishable(" ".join(_words(value).split()))
    if len(text) > LINE_LIMIT:
        raise Unreadable("PH207", length=len(text), limit=LINE_LIMIT)
    return text


def _line_or_none(value: Any) -> str:
    words = read_line(value)
    return "" if fold(words) in ("khong", "none") else words


def _document_number(value: Any) -> str:
    """Return a number without the word "số" before it, which every place that shows it adds."""
    return _NUMBER_WORD.sub("", read_line(value))


def _text(value: Any) -> str:
    text = refuse_unpublishable("\n".join(" ".join(line.split()) for line in _words(value).splitlines()))
    if len(text) > TEXT_LIMIT:
        raise Unreadable("PH207", length=len(text), limit=TEXT_LIMIT)
    return text


def _identifier(value: Any) -> str:
    text = _words(value)
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text) or len(text) > 80:
        raise Unreadable("PH209", text=text, suggestion=slug(text)[:80].strip("-") or "muc-1")
    return text


def _number(value: Any) -> int:
    text = _words(value)
    if not re.fullmatch(r"\d{1,4}", text):
        raise Unreadable("PH210", text=text)
    return int(text)


def _yes_no(value: Any) -> bool:
    word = fold(_words(value))
    if word not in _YES | _NO:
        raise Unreadable("PH211", text=_words(value))
    return word in _YES


def _url(value: Any) -> str:
    text = _words(value)
    try:
        parts = urlsplit(text)
        has_target = _is_plain_host(parts) if parts.scheme in ("http", "https") else bool(parts.path)
    except ValueError:
        raise Unreadable("PH212", text=text) from None
    if parts.scheme not in _SCHEMES or not has_target or re.search(r"[\s<>\"'\\`]", text):
        raise Unreadable("PH212", text=text)
    for phone in phones(unquote(text)):
        if _is_dialled(parts, phone):
            raise Unreadable("PH213", phone=masked(phone.text))
    return text


def _is_dialled(parts: SplitResult, phone: PhoneNumber) -> bool:
    """Return whether an address leads to a phone and does not only have a long number in it, as meetings of Zoom have."""
    if parts.scheme in ("tel", "mailto") or _MESSENGERS.search(parts.hostname or ""):
        return True
    stands_alone = re.search(
        rf"(?<![A-Za-z0-9]){re.escape(phone.text)}(?![A-Za-z0-9])", unquote(parts.geturl())
    )
    return phone.kind == "mobile" and phone.text[0] in "0+" and stands_alone is not None


def _is_plain_host(parts: SplitResult) -> bool:
    """Return whether an address names a host as readers will see it, without a name before "@" or letters like Latin ones.

    Raises:
        ValueError: the port is none.
    """
    _ = parts.port
    return bool(parts.hostname) and parts.netloc.isascii() and "@" not in parts.netloc


def _phone(value: Any) -> str:
    text = _words(value)
    if not re.fullmatch(r"\+?[\d .()-]{3,20}", text):
        raise Unreadable("PH216", text=text)
    return text


def _language(value: Any) -> str:
    text = _words(value).lower()
    if not re.fullmatch(r"[a-z]{2,3}", text):
        raise Unreadable("PH206", text=value, nearest="", allowed=("vi", "en", "de", "lo", "…"))
    return text


def read_time_zone(value: Any) -> str:
    """Return `value` as the name of a clock in the IANA database.

    Raises:
        Unreadable: PH242 there is none of that name.
    """
    text = _words(value)
    try:
        ZoneInfo(text)
    except (ValueError, KeyError, OSError):
        # Only for a slip of the pen: another city may be in another zone.
        near = get_close_matches(text, available_timezones(), 1, 0.9)
        raise Unreadable("PH242", text=text, nearest=near[0] if near else "") from None
    return text


class Spoken:
    """Lets a choice be written in Vietnamese as well; `words` name the values, with or without their marks."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self._values = {fold(word): value for word, value in words.items()}

    def read(self, value: Any) -> Any:
        """Return the value for a word of the office, or the word itself."""
        if not isinstance(value, str):
            return value
        text = _words(value)
        return self._values.get(fold(text), text)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler(core)
        return {**schema, "enum": [*schema["enum"], *self.words]}


def _schema(*, type_: list[str] | None = None, **more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": type_ or ["string", "number"], **more})


def _lunar(value: Any) -> str:
    text = read_line(value)
    if not is_lunar(text):
        raise Unreadable("PH317", text=text)
    return text


Line: TypeAlias = Annotated[str, BeforeValidator(read_line), _schema()]
"""Words on one line, at most 600 characters."""
LineOrNone: TypeAlias = Annotated[
    str, BeforeValidator(_line_or_none), _schema(examples=["Đồng chí", "Ông", "Bà", "không"])
]
"""Words on one line, such as the honorific before names; empty where "không" or "none" is written, for offices that use none."""
Lunar: TypeAlias = Annotated[
    str, BeforeValidator(_lunar), _schema(examples=["ngày 14 tháng Hai năm Đinh Mùi", "rằm tháng Giêng"])
]
"""A day of the lunar calendar in the words that the letter shall have."""
DocumentNumber: TypeAlias = Annotated[
    str, BeforeValidator(_document_number), _schema(examples=["155-KH/VPTW", "15/GM-UBND"])
]
"""Number and symbol of a document as they are printed, without the word "số"."""
Text: TypeAlias = Annotated[str, BeforeValidator(_text), _schema()]
"""One or more paragraphs, at most 8,000 characters; a line break is kept."""
Identifier: TypeAlias = Annotated[
    str, BeforeValidator(_identifier), _schema(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")
]
"""Lower-case letters a–z, digits and single hyphens: it becomes part of an address."""
Count: TypeAlias = Annotated[int, PlainValidator(_number), _schema(pattern="^[0-9]{1,4}$")]
"""A whole number from 0 to 9999."""
YesNo: TypeAlias = Annotated[
    bool, PlainValidator(_yes_no), _schema(type_=["string", "boolean"], examples=["có", "không"])
]
"""có or không."""
Url: TypeAlias = Annotated[
    str, BeforeValidator(_url), _schema(type_=["string"], pattern="^(https?://|mailto:|tel:)")
]
"""A link: http, https, mailto or tel."""
Phone: TypeAlias = Annotated[str, BeforeValidator(_phone), _schema()]
"""A phone number, allowed in contacts only."""
Language: TypeAlias = Annotated[str, BeforeValidator(_language), _schema(pattern="^[a-z]{2,3}$")]
"""The code of a language (ISO 639)."""
TimeZone: TypeAlias = Annotated[str, BeforeValidator(read_time_zone), _schema(examples=["Europe/Berlin"])]
"""The name of a clock in the IANA database."""
FileName: TypeAlias = Annotated[str, BeforeValidator(_words), _schema(type_=["string"])]
"""The name of a file in the meeting's folder."""


def _reader(read: Any) -> PlainValidator:
    def checked(value: Any) -> Any:
        text = _words(value)
        if TO_FILL in text:
            raise Unreadable("PH223")
        return read(text)

    return PlainValidator(checked)


Day: TypeAlias = Annotated[
    date, _reader(read_day), _schema(type_=["string"], examples=["01/7/2026", "2026-07-01"])
]
"""A date, day first."""
Clock: TypeAlias = Annotated[time, _reader(read_clock), _schema(examples=["8:00", "8h00", "8 giờ"])]
"""A time of day."""
When: TypeAlias = Annotated[
    Moment,
    _reader(read_moment),
    _schema(type_=["string"], examples=["01/7/2026 8 giờ", "15h00 ngày 30/6/2026"]),
]
"""A date, with a time of day where one is set."""
Start: TypeAlias = Annotated[
    Moment,
    _reader(read_start),
    _schema(type_=["string"], examples=["01/7/2026 8 giờ", "sáng 01/7/2026", "tháng 12/2026"]),
]
"""When something begins: a date with or without a time of day, or a month whose day is not set yet."""
