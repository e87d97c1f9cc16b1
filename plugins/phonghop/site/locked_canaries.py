"""What must not be in any output of locked papers: their words, their bytes, the keys; and that what is encrypted is.

It is looked for as everything else that may not be published (`canaries`, `gate`).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from phonghop.locked import sealing, spoken
from phonghop.locked.public import LockedMeeting, Parted
from phonghop.locked.sealing import Role, Sealed
from phonghop.model import Document
from phonghop.portal import MeetingFolder, routes
from phonghop.site.unpacking import Content, folded_words
from phonghop.text.problems import Place, Problem

_FILE = re.compile(re.escape(routes.LOCKED) + r"(?P<set>[0-9a-f]{32})/(?P<name>[0-9a-f]{32})\.bin")
_KEYLIKE = re.compile(r"[0-9A-Za-z_+/-]{22,}")
_BETWEEN = r"(?:<[^<>]{0,200}>|[\s-]){1,8}"
_GROUPED = re.compile(f"(?i:(?:[2-9a-z]{{4}}{_BETWEEN}){{6,}}[2-9a-z]{{4}})")
"""A key as it is read from paper, and what stands around it: words of four letters are no other than its groups."""
_FORMS = (22, 28, 32)
"""Signs of a key of 128 bits in Base64 without its end, as it is printed, and in hexadecimal digits."""
_LEAST = 3
"""Words that tell something of their own: fewer stand in every text."""
_MOST = 12
_TITLES = re.compile(r"^(?:dong chi|ong|ba) ")
_CUT = re.compile(r"[,;:.()–\n]| - ")


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of what is locked.

    Attributes:
        content: the key of every file of a set, by the set's id.
        forms: every way in which a key may be written, with the meeting that it is of.
        words: spoken words that open a set, folded, with the meeting that they are of.
    """

    content: Mapping[str, bytes] = field(default_factory=dict)
    forms: Mapping[str, LockedMeeting] = field(default_factory=dict)
    words: Mapping[str, LockedMeeting] = field(default_factory=dict)

    @classmethod
    def of(cls, locked: Iterable[LockedMeeting]) -> Keys:
        """Return the keys of `locked` meetings."""
        meetings = tuple(locked)
        forms = {
            form: meeting
            for meeting in meetings
            for key in meeting.lock.secrets
            for form in (
                base64.b64encode(key)[:22].decode(),
                base64.urlsafe_b64encode(key)[:22].decode(),
                spoken.as_text(key),
                key.hex(),
            )
        }
        words = {" ".join(folded_words(m.lock.words)): m for m in meetings if m.lock.words}
        return cls({meeting.set_id: meeting.lock.content for meeting in meetings}, forms, words)

    def is_sealed(self, output: str) -> bool:
        """Return whether the file `output` is to be an encrypted one."""
        return _FILE.fullmatch(output) is not None

    def unsealed(self, output: str, data: bytes) -> Iterator[Problem]:
        """Yield a problem unless `data`, published as `output`, was encrypted under the key of its set.

        What its key opens and proves was encrypted with it: whatever it says, nobody reads it who has not the key.
        """
        found = _FILE.fullmatch(output)
        content = self.content.get(found["set"]) if found else None
        roles: tuple[Role, ...] = ("file", "manifest")
        if (
            not found
            or not content
            or not any(_opens(Sealed(found["name"], data), content, r) for r in roles)
        ):
            yield Problem(Place(output), "PH816", {"output": output})

    def found_in(self, content: Content) -> Iterator[Problem]:
        """Yield a problem if a key, or the words that are one, stand in `content`: in its bytes, or in what it says."""
        meeting = next(filter(None, chain(self._keys_in(content), self._words_in(content))), None)
        if meeting:
            yield Problem(Place(content.name), "PH817", {"output": content.name, "id": meeting.folder.id})

    def _keys_in(self, content: Content) -> Iterator[LockedMeeting | None]:
        for text in (content.data.decode("latin-1"), content.text) if self.forms else ():
            groups = (re.sub(_BETWEEN, "", run) for run in _GROUPED.findall(text))
            for run in {*_KEYLIKE.findall(text), *groups}:
                for form in {run, run.lower()}:
                    yield from (
                        self.forms.get(form[i : i + n]) for n in _FORMS for i in range(len(form) - n + 1)
                    )

    def _words_in(self, content: Content) -> Iterator[LockedMeeting | None]:
        for phrase, meeting in self.words.items():
            if content.vocabulary >= {*phrase.split()} and f" {phrase} " in f" {' '.join(content.words)} ":
                yield meeting


def _opens(file: Sealed, content: bytes, role: Role) -> bool:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 as in `sealing`

    try:
        sealing.opened(file, content, role)
    except InvalidTag:
        return False
    return True


@dataclass(frozen=True, slots=True)
class LockedDocument:
    """A locked document, where it is declared, and what everybody sees of its meeting; None for nothing."""

    folder: MeetingFolder
    number: int
    document: Document
    public: MeetingFolder | None


def locked_documents(both: Parted) -> Iterator[LockedDocument]:
    """Yield every locked document."""
    for meeting in both.locked:
        seen = both.public.by_id.get(meeting.public_id)
        for n, document in enumerate(meeting.folder.meeting.documents):
            if document.locked or meeting.folder.meeting.locked != "no":
                yield LockedDocument(meeting.folder, n, document, seen)


def telling_words(texts: Iterable[str]) -> Iterator[str]:
    """Yield phrases of `texts`, folded, that tell something: whole lines, and what stands between their signs."""
    for text in texts:
        for piece in (text, *_CUT.split(text)):
            words = folded_words(piece)
            phrase = _TITLES.sub("", " ".join(words[:_MOST]))
            if phrase.count(" ") + 1 >= _LEAST:
                yield phrase


def hidden_meetings(both: Parted) -> Iterator[MeetingFolder]:
    """Yield the meetings that are locked as a whole."""
    return (m.folder for m in both.locked if m.folder.meeting.locked != "no")
