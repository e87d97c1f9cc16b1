"""What the portal answers to files with something in them that must not be published: caught, told or missed.

All files stand in one portal, 30 to a meeting. `check` is asked as clerks ask it. What that lets pass is laid out as a
finished site lays it out, every warning accepted, and looked through by the gate as a build does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, groupby, islice
from pathlib import Path
from typing import get_args

from carriers import Carrier
from office_places import docx, paragraph

from driver import PortalCase
from phonghop.adapters.environment import cache_folder
from phonghop.documents.inspect import inspect_portal
from phonghop.model.documents import Acceptable
from phonghop.portal import routes
from phonghop.site.canaries import canaries
from phonghop.site.checksums import files_below
from phonghop.site.gate import looks
from phonghop.text.problems import catalogue
from phonghop.text.region import VIETNAM

CAUGHT = {
    "mark": {"PH708", "PH803", "PH214", "PH703"},
    "number": {"PH801", "PH703"},
    "name": {"PH801"},
    "held": {"PH802"},
    "active": {"PH703", "PH726", "PH727", "PH713"},
}
"""By the kind of what is planted, the errors that say so."""
TOLD = {
    "mark": {"PH724"},
    "number": {"PH707", "PH729"},
    "name": {"PH729"},
    "held": {"PH730"},
    "active": {"PH728"},
}
"""The warnings about just that; others, such as of authors or of unread parts, count for nothing."""
ASKED = get_args(Acceptable)
NOW = datetime(2026, 7, 1, 8, tzinfo=VIETNAM)
_ROOM = 30
_MEETING = """\
title: Họp giao ban
organizer: vp
form: in-person
sessions: DAY 8 giờ
contacts:
  - {id: dau-moi, unit: Văn phòng, name: NAME, phone: NUMBER}
documents:
  - {id: giu, title: TITLE, file: giu.docx, release: 01/7/2040 8 giờ}
"""
_LINE = re.compile(r"^meetings/([^/]+)/meeting\.yml:(\d+):\d+: (PH\d{3})", re.MULTILINE)


def outcome(kind: str, codes: set[str]) -> str:
    """Return what `codes`, said of one file, mean for what was planted in it."""
    if codes & CAUGHT[kind]:
        return "caught"
    return "told" if codes & TOLD[kind] else "missed"


def answers(root: Path, files: Sequence[Carrier]) -> list[set[str]]:
    """Return the codes that `check` and the gate say of each of `files`, in their order, in a portal below `root`."""
    portal = PortalCase(root).portal_file().with_settings()
    codes: list[set[str]] = [set() for _ in files]
    lines = _planted(portal, files)
    for meeting, line, code in _LINE.findall(portal.check().output):
        if (meeting, int(line)) in lines:
            codes[lines[meeting, int(line)]].add(code)
    _ask_gate(portal, codes)
    return codes


def _planted(portal: PortalCase, files: Sequence[Carrier]) -> dict[tuple[str, int], int]:
    """Write every file and its meeting; return the number of the file by the name of the meeting's folder and its line."""
    lines: dict[tuple[str, int], int] = {}
    for day, room in enumerate(_rooms(files), 1):
        meeting, secrets = f"2026-07-{day:02}-hop", files[room[0]].secrets
        text = _MEETING.replace("DAY", f"{day}/7/2026").replace("TITLE", secrets.title)
        text = text.replace("NAME", secrets.name).replace("NUMBER", secrets.number)
        for number in room:
            file = files[number]
            name = f"{file.stem or f'c{number:03}'}.{file.ending}"
            portal.write(f"meetings/{meeting}/{name}", file.content)
            lines[meeting, text.count("\n") + 1] = number
            text += f"  - {{id: c{number:03}, title: 'Tài liệu số {number}', file: '{name}'}}\n"
        portal.write(f"meetings/{meeting}/giu.docx", docx("".join(map(paragraph, secrets.held))))
        portal.write(f"meetings/{meeting}/meeting.yml", text)
    return lines


def _rooms(files: Sequence[Carrier]) -> Iterator[Sequence[int]]:
    """Yield the numbers of the files that stand in one meeting, which has one set of secrets."""
    for _, alike in groupby(range(len(files)), lambda number: files[number].secrets):
        while room := tuple(islice(alike, _ROOM)):
            yield room


def _ask_gate(portal: PortalCase, codes: Sequence[set[str]]) -> None:
    """Add to `codes` what the gate says of the files that only warnings were said of."""
    accepted = f", accepted: [{', '.join(ASKED)}]}}\n"
    for path in portal.root.glob("meetings/*/meeting.yml"):
        path.write_text(re.sub(r"(id: c\d.*)\}\n", rf"\1{accepted}", path.read_text("utf-8")), "utf-8")
    # What `check` has read of the files is not read again.
    loaded, cache, site = portal.load(), cache_folder(portal.root), portal.root / "gate"
    numbers: dict[str, int] = {}
    for folder in loaded.folders:
        for document in folder.meeting.documents[1:]:
            number = int(document.key[1:])
            if document.file and not any(catalogue()[code].value == "error" for code in codes[number]):
                address = routes.document(folder.id, document)
                numbers[address] = number
                target = site / address
                target.parent.mkdir(parents=True, exist_ok=True)
                target.hardlink_to(folder.paths[document.file])
    forbidden = canaries(loaded, inspect_portal(loaded, cache), NOW, portal.root)
    each = (problems for _, _, problems in looks(site, forbidden, cache, files_below(site)))
    for problem in chain.from_iterable(each):
        output = str(problem.values["output"])
        codes[next(number for address, number in numbers.items() if output.startswith(address))].add(
            problem.code
        )
