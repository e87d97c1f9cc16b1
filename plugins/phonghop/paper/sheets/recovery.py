"""The recovery sheet of locked papers: with it and the published site the file of keys can be made again."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from phonghop.paper.typesetting import typeset

_TEMPLATE = "paper/sheets/recovery.typ"


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the sheet says: of which meeting of which portal, under which name the papers are published, and the key."""

    meeting: str
    portal: str
    set_id: str
    key: str


def render_recovery(sheet: RecoverySheet) -> bytes:
    """Return the sheet as an A5 page in PDF, to be printed and put into the safe."""
    return typeset(_TEMPLATE, asdict(sheet))
