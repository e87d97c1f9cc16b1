"""A meeting as it is edited, shown as readers would see it: its page and its letter."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from markupsafe import Markup

from phonghop.editing.desk import Desk
from phonghop.packs.files import PackFiles
from phonghop.packs.offer import PackedRow, Packs
from phonghop.pages.letters import letter_of
from phonghop.pages.look import look_of
from phonghop.pages.meeting import meeting_view
from phonghop.paper.letters.pdf import render_pdf
from phonghop.portal import routes
from phonghop.site.meetings import pages_of
from phonghop.text.region import here
from phonghop.text.strings import strings

_NO_PACKS = Packs(None, None, None, "", "", 0, defaultdict(lambda: PackedRow("")), (), PackFiles())
"""Placeholder: packs are bound when the site is built, for which a preview must not wait."""


def page_body(desk: Desk, meeting_id: str, base_url: str, templates: Path) -> str | None:
    """Return the body of the meeting's page; None while the meeting cannot be read."""
    edited = desk.as_edited(meeting_id)
    if edited is None:
        return None
    portal, folder = edited
    t = strings(here().language)
    view = meeting_view(folder, portal, desk.files(folder), base_url, t)
    return pages_of(templates, t, look_of(portal)).render(
        "meeting.html",
        routes.meeting(meeting_id),
        view=view,
        portal=portal.settings,
        revision="",
        event_data=Markup(""),
        packs=_NO_PACKS,
        hall=None,
        other_uses={},
    )


def letter_pdf(desk: Desk, meeting_id: str, base_url: str) -> bytes | None:
    """Return the letter as it would be printed; None where there is none or the meeting cannot be read."""
    edited = desk.as_edited(meeting_id)
    if edited is None or not edited[1].meeting.has_letter:
        return None
    portal, folder = edited
    return render_pdf(letter_of(folder, portal, base_url, "print", strings(here().language)))
