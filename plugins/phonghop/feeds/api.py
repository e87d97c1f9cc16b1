"""The public API: ``hop.json``, its entries and its JSON Schema. Nothing internal has a field in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from phonghop import wording
from phonghop.documents.records import Inspection
from phonghop.feeds.api_shapes import (
    ApiAction,
    ApiAgendaItem,
    ApiChannel,
    ApiCode,
    ApiDeadline,
    ApiDocument,
    ApiLetter,
    ApiLink,
    ApiMeeting,
    ApiPack,
    ApiPoint,
    ApiPortal,
    ApiSession,
    ApiSignature,
    ApiStatus,
    ApiTask,
    ApiUse,
    ApiVersion,
)
from phonghop.feeds.publication import Publication
from phonghop.model import Document, Meeting, Session
from phonghop.model.points import Gathering
from phonghop.model.programme import NumberedItem, numbered
from phonghop.model.status import Former
from phonghop.packs.offer import Packs
from phonghop.pages.documents import shown_name
from phonghop.pages.labels import link_label
from phonghop.pages.letters import sent_now
from phonghop.pages.printed_codes import code_views
from phonghop.pages.uses import SharedDocuments
from phonghop.paper.letters.parts import named_paper, number_and_symbol
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.portal.file_kinds import FORMATS
from phonghop.text.dates import Moment
from phonghop.text.runs import plain_text, runs

LINE_BREAK = b",\n"
"""What stands between the entries of two meetings."""
SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def portal_json(
    portal: Portal, base_url: str, meetings: Iterable[bytes], shared: SharedDocuments
) -> tuple[Iterator[bytes], bytes]:
    """Return the JSON of the whole portal in pieces, and what of it is not the JSON of its `meetings`, each of which gets a line.

    What meetings share is listed here and not in their entries, because an entry changes with its own meeting only.
    """
    settings = portal.settings
    entry = ApiPortal(
        name=settings.name,
        url=base_url,
        publisher=settings.publisher,
        description=settings.description,
        bodies={body.id: body.name for body in settings.bodies},
        shared_documents=[[ApiUse(meeting=f.id, document=key) for f, key in uses] for uses in shared],
        meetings=[],
    )
    head, end, _ = compact(entry).rpartition(b"]}")
    lines = (LINE_BREAK * (n > 0) + meeting for n, meeting in enumerate(meetings))
    return chain((head + b"\n",), lines, (b"\n" + end + b"\n",)), head + end


def meeting_entry(folder: MeetingFolder, site: Publication, packs: Packs) -> ApiMeeting:
    """Return the entry of one meeting, with its packs."""
    meeting = folder.meeting
    portal, t = site.portal, site.t
    entry = ApiMeeting(
        revision="",
        id=folder.id,
        url=site.url(routes.meeting(folder.id)),
        title=meeting.title,
        organizer=meeting.organizer,
        organizer_name=portal.bodies[meeting.organizer].name,
        status=_status(meeting, site),
        inviter=meeting.inviter,
        form=meeting.form,
        scope=meeting.scope,
        topics=list(meeting.topics),
        **_gathering(meeting),
        duration=meeting.duration,
        remarks={remark.key: remark.text for remark in meeting.remarks},
        sessions=[_session(session) for session in meeting.sessions],
        points=[ApiPoint(id=point.key, name=point.name, **_gathering(point)) for point in meeting.points],
        agenda=[_agenda_item(item) for item in numbered(meeting.agenda)],
        documents=[_document(folder, document, site) for document in meeting.documents],
        packs=list(_packs(packs, site)),
        channels=[ApiChannel(**channel.model_dump()) for channel in meeting.document_channels],
        links=[
            ApiLink(
                kind=link.kind,
                label=link_label(link, t),
                url=link.url,
                deadline=_iso(link.deadline),
                note=link.note,
            )
            for link in meeting.links
        ],
        deadlines=[ApiDeadline(what=d.what, who=d.who, at=d.at.iso()) for d in meeting.deadlines],
        tasks=[
            ApiTask(
                units=list(task.units),
                actions=[
                    ApiAction(what=plain_text(wording.action(a)), deadline=_iso(a.deadline))
                    for a in task.actions
                ],
            )
            for task in meeting.tasks
        ],
        notes=[": ".join(filter(None, (note.label, plain_text(runs(note.text))))) for note in meeting.notes],
        contacts=list(filter(None, (wording.contact(who, "public") for who in meeting.contacts))),
        qr=list(_codes(folder, site)),
        letter=_letter(folder, site) if meeting.has_letter else None,
    )
    return entry.model_copy(update={"revision": hashlib.sha256(to_json(entry)).hexdigest()[:12]})


def to_json(entry: BaseModel) -> bytes:
    """Return an entry as indented UTF-8 JSON."""
    return f"{entry.model_dump_json(indent=1)}\n".encode()


def compact(entry: BaseModel) -> bytes:
    """Return an entry as UTF-8 JSON on one line."""
    return entry.model_dump_json().encode()


@cache
def json_schema() -> bytes:
    """Return the JSON Schema of ``hop.json``."""
    schema = {"$schema": SCHEMA_DIALECT, **ApiPortal.model_json_schema()}
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


def _status(meeting: Meeting, site: Publication) -> ApiStatus:
    status, was = meeting.status, meeting.status.was or Former()
    was_sent = status.state != "scheduled" and (meeting.letter.number or meeting.letter.date)
    body = site.portal.bodies[meeting.organizer]
    return ApiStatus(
        state=status.state,
        notice=status.notice,
        reason=status.reason,
        invitation=named_paper(meeting, body) if was_sent and meeting.has_letter else None,
        remains=status.remains,
        void=status.void,
        former_sessions=[_session(session) for session in was.sessions],
        former_venue=was.venue,
        replacement=site.url(routes.meeting(status.replacement)) if status.replacement else None,
    )


def _session(session: Session) -> ApiSession:
    return ApiSession(
        start=session.start.iso(),
        end=_iso(session.end),
        label=session.label,
        title=session.title,
        hour=", ".join(filter(None, (session.start.part, session.hour))) or None,
        lunar=session.lunar,
        notes=list(session.notes),
        **_gathering(session),
    )


def _gathering(group: Gathering) -> dict[str, Any]:
    return {
        "venue": wording.venue(group.venue) if group.venue else None,
        "chair": plain_text(wording.attendee(group.chair)) if group.chair else None,
        "attendees": [plain_text(wording.attendee(who)) for who in group.attendees],
    }


def _agenda_item(numbered_item: NumberedItem) -> ApiAgendaItem:
    item = numbered_item.item
    return ApiAgendaItem(
        number=numbered_item.number,
        title=item.title,
        presenter=item.presenter,
        time=item.time.strftime("%H:%M") if item.time else None,
        until=item.until.strftime("%H:%M") if item.until else None,
        session=item.session,
        note=item.note,
        **_gathering(item),
        documents=list(item.documents),
        items=[_agenda_item(sub) for sub in numbered_item.items],
    )


def _document(folder: MeetingFolder, document: Document, site: Publication) -> ApiDocument:
    inspection: Inspection | None = None
    url = document.url if document.state == "published" else None
    if document.file and document.state == "published":
        inspection = site.files[folder.paths[document.file]]
        url = site.url(routes.document(folder.id, document))
    return ApiDocument(
        id=document.key,
        title=shown_name(document, site.t),
        state=document.state,
        url=url,
        type=inspection and inspection.media_type,
        bytes=inspection and inspection.size,
        sha256=inspection and inspection.sha256,
        pages=inspection and inspection.contents.pages,
        published=_iso(document.posted),
        expected=_iso(document.release or (document.awaiting.expected if document.awaiting else None)),
        versions=list(_versions(folder, document, site)),
    )


def _versions(folder: MeetingFolder, document: Document, site: Publication) -> Iterator[ApiVersion]:
    if document.state != "published":
        return
    for number, version in enumerate(document.versions, 1):
        inspection = site.files[folder.paths[version.file]]
        yield ApiVersion(
            url=site.url(routes.old_version(folder.id, document, number)),
            bytes=inspection.size,
            sha256=inspection.sha256,
            replaced_at=version.replaced_at.iso(),
        )


def _packs(packs: Packs, site: Publication) -> Iterator[ApiPack]:
    for pack in packs.files:
        yield ApiPack(
            scope="newest" if pack is packs.new else "all",
            url=site.url(pack.address),
            type=FORMATS[PurePosixPath(pack.address).suffix].media_type,
            bytes=pack.size,
            sha256=pack.sha256,
            pages=pack.pages,
        )


def _codes(folder: MeetingFolder, site: Publication) -> Iterator[ApiCode]:
    for view in code_views(folder, site.portal, site.base_url, site.t):
        yield ApiCode(
            purpose=site.portal.ledger.codes[view.code].subject.kind or "meeting",
            label=view.label,
            payload=view.address,
            svg=site.url(view.svg),
            png=site.url(view.png),
        )


def _letter(folder: MeetingFolder, site: Publication) -> ApiLetter:
    meeting = sent_now(folder, site.portal)
    body = site.portal.bodies[meeting.organizer]
    number = number_and_symbol(meeting, body) if meeting.letter.number else None
    return ApiLetter(
        kind=meeting.letter.kind or "",
        number=number,
        date=_iso(meeting.letter.date),
        subject=meeting.letter.subject,
        addressees=[a.text for a in meeting.letter.addressees],
        basis=[wording.citation(cited, comma=False) for cited in meeting.letter.basis],
        signatures=[ApiSignature(**signed.model_dump()) for signed in meeting.letter.signature],
        pdf=site.url(routes.letter(folder.id)),
    )


def _iso(moment: Moment | date | None) -> str | None:
    return moment.iso() if isinstance(moment, Moment) else moment.isoformat() if moment else None
