"""The logo of a portal: a PNG or SVG beside ``portal.yml`` that is shown and does nothing else."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import ParseError, fromstring

from PIL import Image

from phonghop.portal.obstacles import obstacle
from phonghop.source import Mapping, locate
from phonghop.text.problems import Problem, Unreadable

LIMIT = 200_000
"""The largest logo, in bytes: it is in every pack, and a phone loads it first."""
_WIDEST = 4000
"""The longest side of a PNG, in pixels; more of one colour packs into few bytes and fills the memory of a phone."""
_TYPES = {".png": "image/png", ".svg": "image/svg+xml"}
_ACTIVE = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "set", "animate"}
)
_FROM_ELSEWHERE = re.compile(r"@import|url\(\s*['\"]?(?!#|data:image/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that may be shown.

    Attributes:
        ending: of its file, ``.png`` or ``.svg``.
    """

    ending: str
    content: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """Return what changes with the picture."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @property
    def in_place(self) -> str:
        """Return the picture as an address that loads nothing."""
        return f"data:{_TYPES[self.ending]};base64,{b64encode(self.content).decode()}"


def read_logo(folder: Path, name: str | None, settings: Mapping) -> tuple[Logo | None, tuple[Problem, ...]]:
    """Return the logo that the file `name` in `folder` is, or what is wrong with it at its place in `settings`."""
    if name is None:
        return None, ()
    try:
        return _read(folder, name), ()
    except Unreadable as error:
        values = {"file": name, "limit": LIMIT // 1000, **error.values}
        return None, (Problem(locate(settings, ("logo",)), error.code, values),)


def _read(folder: Path, name: str) -> Logo:
    """Read the logo.

    Raises:
        Unreadable: PH235 no such file; PH236 no picture that can be a logo; PH237 one that runs or loads something.
    """
    path = folder / name
    if "/" in name or "\\" in name or not path.is_file():
        raise Unreadable("PH235")
    ending = path.suffix.lower()
    if obstacle(path) or ending not in _TYPES or not 0 < path.stat().st_size <= LIMIT:
        raise Unreadable("PH236")
    content = path.read_bytes()
    if ending == ".svg":
        _look_into_svg(content)
    else:
        _look_into_png(content)
    return Logo(ending, content)


def _look_into_png(content: bytes) -> None:
    try:
        with Image.open(BytesIO(content), formats=["PNG"]) as picture:
            if max(picture.size) > _WIDEST:
                raise Unreadable("PH236")
            picture.load()
    except (OSError, SyntaxError):
        raise Unreadable("PH236") from None


def _look_into_svg(content: bytes) -> None:
    # Without declarations of its own, XML can neither grow nor fetch anything while it is parsed.
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", content, re.IGNORECASE):
        raise Unreadable("PH237", part="<!DOCTYPE>")
    try:
        root = fromstring(content.decode())  # noqa: S314 - see above
    except (ParseError, UnicodeDecodeError):
        raise Unreadable("PH236") from None
    if _local(root.tag) != "svg":
        raise Unreadable("PH236")
    for element in root.iter():
        if _local(element.tag) in _ACTIVE:
            raise Unreadable("PH237", part=f"<{_local(element.tag)}>")
        for key, value in element.attrib.items():
            name, is_link = _local(key), _local(key) == "href"
            if name.startswith("on") or (is_link and not value.strip().startswith(("#", "data:image/"))):
                raise Unreadable("PH237", part=name)
            if _FROM_ELSEWHERE.search(value):
                raise Unreadable("PH237", part=name)
        if _FROM_ELSEWHERE.search(element.text or ""):
            raise Unreadable("PH237", part=f"<{_local(element.tag)}>")


def _local(name: object) -> str:
    """Return the name of an element or attribute without its namespace; comments have none."""
    return str(name).rpartition("}")[2].lower() if isinstance(name, str) else ""
