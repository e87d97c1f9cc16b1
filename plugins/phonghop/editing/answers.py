"""What all parts of the editor share: its setting, the open meetings, and pages made from templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response

from phonghop.editing.desk import Desk
from phonghop.editing.kept import kept_versions
from phonghop.editing.parts import SECTIONS
from phonghop.editing.views import Views
from phonghop.pages.labels import brief_label
from phonghop.pages.templates import environment
from phonghop.text.dates import Moment
from phonghop.text.region import here

_TEMPLATES = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True)
class Setting:
    """What the editor works with: the portal's desk, the site's address, its templates and assets, the clock, and who prints."""

    desk: Desk
    base_url: str
    templates: Path
    theme_assets: Path
    clock: Callable[[], datetime]
    unissued: Callable[[str], Sequence[str]] = lambda _: ()
    """What of a meeting should have a printed code and has none, in words."""
    issue: Callable[[str], None] = lambda _: None
    """Issues the codes of a meeting that are missing."""
    printed: Callable[[str, str], Sequence[tuple[str, bytes]]] = lambda _id, _list: ()
    """Makes the letters of a meeting to be printed, name and PDF: one, or one for each addressee of a list; may raise `PortalError`."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a browser sent.

    Attributes:
        meeting: the id of the meeting that the address names.
        section: the part of its form that the address names.
        pairs: the fields of a filled form, in their order.
        file: the name of a file that was sent as it is, and its `content`; `day` is the day that the clerk entered for a letter without one.
        is_post: whether something is to be done.
        is_part: whether only a part of the page is shown anew.
        done: what was done before this page is shown.
    """

    meeting: str
    section: str
    pairs: list[tuple[str, str]]
    file: str
    content: bytes
    day: str
    is_post: bool
    is_part: bool
    done: str


class Answers:
    """Answers about the meetings of one desk."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.desk, self.t = setting, setting.desk, setting.desk.t
        self.views = Views(setting.desk)
        self._templates = environment(_TEMPLATES)
        self._templates.globals |= {"t": self.t, "parts_of_form": tuple(SECTIONS), "moment": self.moment}
        self._templates.globals["kept_versions"] = partial(kept_versions, setting.desk.root)

    def render(self, template: str, status: int = 200, **context: object) -> HTMLResponse:
        """Return the page that a template makes."""
        return HTMLResponse(self._templates.get_template(template).render(**context), status)

    def moment(self, at: float) -> str:
        """Return a moment, in seconds since 1970, by the portal's clock and in its words."""
        when = datetime.fromtimestamp(at, here().zone)
        return brief_label(Moment(when.date(), when.time()), self.t).text

    def can_go_out(self, name: str) -> bool:
        """Return whether a meeting is saved and without errors."""
        return not self.desk.open(name).is_changed and not any(p.is_error for p in self.desk.problems(name))


def download(name: str, content: bytes, media_type: str) -> Response:
    """Return an answer that a browser keeps as a file."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=media_type, headers=headers)
