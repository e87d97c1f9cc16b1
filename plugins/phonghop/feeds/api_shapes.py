"""The shapes of the public API's entries: every field of ``hop.json``, from which its JSON Schema follows."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Entry(BaseModel):
    """What every entry has in common: it never changes, and has no field that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class _Gathering(Entry):
    """Who sits together, and where. `chair` and `attendees` are phrases as in the letter."""

    venue: str | None
    chair: str | None
    attendees: list[str]


class ApiSession(_Gathering):
    """A sitting, ISO 8601 with +07:00, or a date where no hour is set; then `hour` tells it in words."""

    start: str
    end: str | None
    label: str | None
    title: str | None = Field(description="of a meeting that is only part of a schedule")
    hour: str | None
    lunar: str | None
    notes: list[str]


class ApiPoint(_Gathering):
    """A connection point."""

    id: str
    name: str


class ApiAgendaItem(_Gathering):
    """A programme item. `number` is like "2.1"; `time` and `until` are HH:MM; `session` counts from 1; `documents` are ids."""

    number: str
    title: str
    presenter: str | None
    time: str | None
    until: str | None
    session: int | None
    note: str | None
    documents: list[str]
    items: list[ApiAgendaItem]


class ApiVersion(Entry):
    """A replaced version of a document."""

    url: str
    bytes: int
    sha256: str
    replaced_at: str


class ApiDocument(Entry):
    """A document. Facts of the file are null while there is none here."""

    id: str
    title: str
    state: str = Field(description="published, pending, held or withdrawn")
    url: str | None
    type: str | None = Field(description="media type")
    bytes: int | None
    sha256: str | None
    pages: int | None
    published: str | None
    expected: str | None = Field(description="when a pending or held document is due")
    versions: list[ApiVersion]


class ApiPack(Entry):
    """Documents in one file. `sha256` is hexadecimal; `pages` is null for an archive."""

    scope: str = Field(description="all, or newest: only what was published on the latest day")
    url: str
    type: str = Field(description="media type")
    bytes: int
    sha256: str
    pages: int | None


class ApiLink(Entry):
    """A link with a purpose."""

    kind: str
    label: str
    url: str
    deadline: str | None
    note: str | None


class ApiChannel(Entry):
    """Another place that has documents."""

    name: str
    url: str | None
    section: str | None
    note: str | None


class ApiDeadline(Entry):
    """A date to keep."""

    what: str
    who: str | None
    at: str


class ApiAction(Entry):
    """A thing to do; `what` is a phrase as in the letter."""

    what: str
    deadline: str | None


class ApiTask(Entry):
    """What units are asked to do."""

    units: list[str]
    actions: list[ApiAction]


class ApiCode(Entry):
    """An issued code: `payload` is what the picture encodes."""

    purpose: str
    label: str
    payload: str
    svg: str
    png: str


class ApiSignature(Entry):
    """Who signs a letter."""

    authority: str | None
    post: str
    name: str | None


class ApiLetter(Entry):
    """The letter as it goes out now: the invitation, or the notice that took its place. `number` has its symbol, as printed; null while none is assigned."""

    kind: str
    number: str | None
    date: str | None
    subject: str | None
    addressees: list[str]
    basis: list[str]
    signatures: list[ApiSignature]
    pdf: str


class ApiStatus(Entry):
    """How the meeting stands."""

    state: str
    notice: str | None
    reason: str | None
    invitation: str | None = Field(
        description="what the invitation sent before is called, with number and date"
    )
    remains: str | None = Field(description="what of the letters sent before stays valid")
    void: str | None = Field(description="what of them no longer does")
    former_sessions: list[ApiSession] = Field(description="when the letters sent before a move told it to be")
    former_venue: str | None
    replacement: str | None


class ApiMeeting(Entry):
    """A published meeting."""

    id: str
    url: str
    revision: str = Field(description="changes whenever anything below changes")
    title: str
    organizer: str
    organizer_name: str
    status: ApiStatus
    inviter: str | None
    form: str | None
    scope: str | None
    topics: list[str]
    venue: str | None
    chair: str | None
    attendees: list[str]
    sessions: list[ApiSession]
    duration: str | None
    remarks: dict[str, str] = Field(description="what to wear, to bring, to pay, by the key of its field")
    points: list[ApiPoint]
    agenda: list[ApiAgendaItem]
    documents: list[ApiDocument]
    packs: list[ApiPack]
    channels: list[ApiChannel]
    links: list[ApiLink]
    deadlines: list[ApiDeadline]
    tasks: list[ApiTask]
    notes: list[str]
    contacts: list[str] = Field(description="those whom everybody may know")
    qr: list[ApiCode]
    letter: ApiLetter | None


class ApiUse(Entry):
    """A document as one meeting has it; both are ids."""

    meeting: str
    document: str


class ApiPortal(Entry):
    """All published meetings, from first to last."""

    name: str
    url: str
    publisher: str
    description: str | None
    bodies: dict[str, str] = Field(description="names of the organizing bodies by id")
    shared_documents: list[list[ApiUse]] = Field(
        description="documents that several meetings use: equal in content, address, or number, date and issuer"
    )
    meetings: list[ApiMeeting]
