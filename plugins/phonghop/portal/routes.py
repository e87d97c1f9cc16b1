"""The only maker of addresses. All are relative to the site's root, ASCII and lower case; a page's ends in "/".

Their words are Vietnamese or English, as the portal has chosen once and for all (`text.region`): they are on paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from posixpath import relpath
from types import MappingProxyType
from urllib.parse import urlsplit

from phonghop.model import Document
from phonghop.text.folding import slug
from phonghop.text.region import here

HOME = ""
CODES = "q/"
API = "hop.json"
API_SCHEMA = "hop.schema.json"
HALL_WORKER = "hall-sw.js"
HALL_SCRIPT = "hall.js"

LOCKED = "k/"
LOCKED_FRAME = "k/khung/"
"""The page that frames a locked page once it is open."""

_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "meeting": {"vi": "hop", "en": "meeting"},
        "documents": {"vi": "tai-lieu", "en": "documents"},
        "years": {"vi": "nam", "en": "years"},
        "bodies": {"vi": "co-quan", "en": "bodies"},
        "subjects": {"vi": "linh-vuc", "en": "subjects"},
        "help": {"vi": "huong-dan", "en": "help"},
        "about": {"vi": "gioi-thieu", "en": "about"},
        "saved": {"vi": "da-luu", "en": "saved"},
        "calendar": {"vi": "lich", "en": "calendar"},
        "news": {"vi": "tin", "en": "news"},
        "invitation": {"vi": "giay-moi", "en": "invitation"},
        "card": {"vi": "the", "en": "card"},
        "words": {"vi": "chu", "en": "words"},
        "version": {"vi": "ban", "en": "version"},
        "all": {"vi": "tron-bo", "en": "all"},
        "new": {"vi": "tron-bo-moi", "en": "new"},
        "point": {"vi": "diem-cau", "en": "point"},
        "item": {"vi": "muc", "en": "item"},
        "document": {"vi": "tai-lieu", "en": "document"},
        "year": {"vi": "nam", "en": "year"},
        "month": {"vi": "thang", "en": "month"},
        "day": {"vi": "ngay", "en": "day"},
        "subscribe": {"vi": "dang-ky-lich", "en": "subscribe"},
        "programme": {"vi": "chuong-trinh", "en": "programme"},
        "people": {"vi": "thanh-phan", "en": "people"},
        "deadlines": {"vi": "thoi-han", "en": "deadlines"},
        "tasks": {"vi": "phan-cong", "en": "tasks"},
        "codes": {"vi": "ma-qr", "en": "codes"},
        "links": {"vi": "lien-ket", "en": "links"},
        "notes": {"vi": "luu-y", "en": "notes"},
        "posted": {"vi": "moi-dang", "en": "posted"},
        "look": {"vi": "xem", "en": "look"},
        "new_end": {"vi": "moi", "en": "new"},
        "draft": {"vi": "xem-thu", "en": "draft"},
        "door": {"vi": "cua", "en": "door"},
        "cards": {"vi": "the-dai-bieu", "en": "cards"},
        "now": {"vi": "dang-hop", "en": "now"},
        "next": {"vi": "sap-hop", "en": "next"},
        "recent": {"vi": "cuoc-hop", "en": "recent"},
        "latest": {"vi": "tai-lieu-moi", "en": "latest"},
        "footnote": {"vi": "chu-thich", "en": "footnote"},
    }
)


def word(name: str) -> str:
    """Return the word for `name` in addresses, anchors and names of files, in the language that the portal chose for them."""
    return _WORDS[name][here().addresses]


def documents() -> str:
    """Return the address of the list of documents."""
    return f"{word('documents')}/"


def years() -> str:
    """Return the address of the list of years."""
    return f"{word('years')}/"


def bodies() -> str:
    """Return the address of the list of bodies."""
    return f"{word('bodies')}/"


def subjects() -> str:
    """Return the address of the list of fields of work."""
    return f"{word('subjects')}/"


def help_page() -> str:
    """Return the address of the page that helps delegates, written by hand."""
    return f"{word('help')}/"


def saved() -> str:
    """Return the address of the list of meetings that a browser keeps."""
    return f"{word('saved')}/"


def calendar() -> str:
    """Return the address of the calendar of all meetings."""
    return f"{word('calendar')}.ics"


def feed() -> str:
    """Return the address of the news feed."""
    return f"{word('news')}.xml"


def meetings() -> str:
    """Return the beginning of all addresses that belong to meetings."""
    return f"{word('meeting')}/"


def meeting(meeting_id: str) -> str:
    """Return the address of a meeting's page."""
    return f"{meetings()}{meeting_id}/"


def meeting_api(meeting_id: str) -> str:
    """Return the address of a meeting's entry in the public API."""
    return f"{meeting(meeting_id)}hop.json"


def hall(meeting_id: str) -> str:
    """Return the address of the manifest by which a browser saves a meeting for the hall."""
    return f"{meeting(meeting_id)}hall.json"


def letter(meeting_id: str) -> str:
    """Return the address of the printed letter."""
    return f"{meeting(meeting_id)}{word('invitation')}.pdf"


def meeting_calendar(meeting_id: str) -> str:
    """Return the address of a meeting's calendar."""
    return f"{meeting(meeting_id)}{word('calendar')}.ics"


def point_calendar(meeting_id: str, key: str) -> str:
    """Return the address of a meeting's calendar for one connection point."""
    return f"{meeting(meeting_id)}{word('calendar')}-{key}.ics"


def logo(digest: str, ending: str) -> str:
    """Return the address of the portal's logo, which changes with the picture."""
    return f"assets/images/logo.{digest}{ending}"


def share_card(meeting_id: str) -> str:
    """Return the address of the share card of a meeting."""
    return f"{meeting(meeting_id)}{word('card')}.png"


def document(meeting_id: str, document: Document) -> str:
    """Return the address of a document's file: it stays the same when the file is replaced."""
    return f"{meeting(meeting_id)}{word('documents')}/{document.key}{_ending(document.file)}"


def former_documents(meeting_id: str, document: Document) -> tuple[str, ...]:
    """Return the addresses that a document had while its file was of another type, each once.

    What was shared under them must go on leading somewhere, and may not be an old version that looks like the new one.
    """
    endings = dict.fromkeys(_ending(version.file) for version in document.versions)
    endings.pop(_ending(document.file), None)
    return tuple(f"{meeting(meeting_id)}{word('documents')}/{document.key}{ending}" for ending in endings)


def old_version(meeting_id: str, document: Document, number: int) -> str:
    """Return the address of the document's `number`-th version, counted from 1, once it has been replaced."""
    file = document.versions[number - 1].file
    return (
        f"{meeting(meeting_id)}{word('documents')}/{document.key}.{word('version')}-{number}{_ending(file)}"
    )


def reading_page(meeting_id: str, document: Document) -> str:
    """Return the address of the page on which a document is read."""
    return f"{meeting(meeting_id)}doc/{document.key}/"


def page_words(meeting_id: str, document: Document) -> str:
    """Return the address of the words of a PDF, page by page."""
    return f"{reading_page(meeting_id, document)}{word('words')}.json"


def pack_zip(meeting_id: str) -> str:
    """Return the address of all documents of a meeting as files."""
    return f"{meeting(meeting_id)}{word('all')}.zip"


def pack_pdf(meeting_id: str) -> str:
    """Return the address of all documents of a meeting as one PDF."""
    return f"{meeting(meeting_id)}{word('all')}.pdf"


def pack_page(meeting_id: str) -> str:
    """Return the address of the page on which the bound pack is read."""
    return f"{meeting(meeting_id)}{word('all')}/"


def pack_words(meeting_id: str) -> str:
    """Return the address of the words of the bound pack, page by page."""
    return f"{pack_page(meeting_id)}{word('words')}.json"


def pack_of_new(meeting_id: str) -> str:
    """Return the address of the documents that came last, as files."""
    return f"{meeting(meeting_id)}{word('new')}.zip"


def locked(set_id: str) -> str:
    """Return the address of the page that opens a set of locked papers; `set_id` reveals nothing about them."""
    return f"{LOCKED}{set_id}/"


def locked_part(set_id: str, route: str) -> str:
    """Return the address of one of them: a page to read or a file."""
    return f"{locked(set_id)}?d={route}"


def locked_file(set_id: str, name: str) -> str:
    """Return the address of an encrypted file."""
    return f"{locked(set_id)}{name}.bin"


def lock(set_id: str) -> str:
    """Return the address of the file by which a browser opens a set with a key."""
    return f"{locked(set_id)}lock.json"


def point_anchor(key: str) -> str:
    """Return the anchor of a connection point on its meeting's page."""
    return f"{word('point')}-{key}"


def point(meeting_id: str, key: str) -> str:
    """Return the address of a connection point on its meeting's page, by which that point leads on the page."""
    return f"{meeting(meeting_id)}?{word('point')}={key}#{point_anchor(key)}"


def agenda_anchor(number: str) -> str:
    """Return the anchor of the agenda item numbered like "2.1" on its meeting's page."""
    return f"{word('item')}-{number.replace('.', '-')}"


def document_anchor(key: str) -> str:
    """Return the anchor of a document's row on its meeting's page."""
    return f"{word('document')}-{key}"


def dated(root: str, *dates: int) -> str:
    """Return the address of what the list at `root` has of a year, of a month of it, or of a day of that."""
    return root + "".join(f"{number:02d}/" for number in dates)


def date_anchor(*dates: int) -> str:
    """Return the anchor of a year, of a month of it, or of a day of that, on the page of a list."""
    kind = word(("year", "month", "day")[len(dates) - 1])
    return "-".join((kind, *(f"{number:02d}" for number in dates)))


def year(number: int) -> str:
    """Return the address of the list of a year's meetings."""
    return dated(years(), number)


def subject(name: str) -> str:
    """Return the address of the list of the meetings on a field of work: equal for all its spellings."""
    return f"{subjects()}{slug(name)}/"


def body(body_id: str) -> str:
    """Return the address of the list of a body's meetings."""
    return f"{bodies()}{body_id}/"


def body_calendar(body_id: str) -> str:
    """Return the address of the calendar of a body's meetings."""
    return f"{body(body_id)}{word('calendar')}.ics"


def code(code: str) -> str:
    """Return the address in a printed code."""
    return f"{CODES}{code}/"


def code_picture(code: str, kind: str) -> str:
    """Return the address of a code's picture; `kind` is ``svg`` or ``png``."""
    return f"{CODES}{code}/{code}.{kind}"


def relative(target: str, page: str) -> str:
    """Return `target` as a link from the page at `page`."""
    address, hash_, fragment = target.partition("#")
    address, mark, query = address.partition("?")
    path = relpath("/" + address, "/" + page[: page.rfind("/") + 1])
    if address.endswith("/") or not address:
        path = "./" if path == "." else path + "/"
    return path + mark + query + hash_ + fragment


def absolute(target: str, base: str) -> str:
    """Return `target` below the site's address `base`."""
    return base.rstrip("/") + "/" + target


def subscription(calendar: str, base: str) -> str:
    """Return the address that makes a calendar application subscribe to `calendar` below `base`."""
    return re.sub(r"^https?:", "webcal:", absolute(calendar, base))


def host(base: str) -> str:
    """Return the host of the site's address `base`, or a name that cannot exist (RFC 2606) where it has none."""
    return urlsplit(base).hostname or "phonghop.invalid"


def _ending(file: str | None) -> str:
    stem, dot, ending = PurePosixPath(file or "").name.rpartition(".")
    return f".{slug(ending)}" if stem and dot else ""
