"""The editor's pages and buttons, as an ASGI application.

Longer than most modules because each address has two functions here: one that takes the request, one that does the work in a thread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from urllib.parse import parse_qsl, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from phonghop.editing import publishing, steps
from phonghop.editing.desk import ChangedElsewhere, Desk
from phonghop.editing.documents import add_document
from phonghop.editing.forms import acted, form_data, section_widgets
from phonghop.editing.guard import Guard
from phonghop.editing.letters import NoDate, import_letter
from phonghop.editing.parts import SECTIONS, label_of
from phonghop.editing.preview import letter_pdf, page_body
from phonghop.editing.views import Views
from phonghop.importing.trace import kept_trace
from phonghop.portal.formats import FORMATS
from phonghop.portal.load import MEETING_FILE, is_meeting_id
from phonghop.source.patch import PatchError
from phonghop.starter.meetings import MEETING_KINDS, blank, copied
from phonghop.text.problems import Unreadable

_FOLDER = Path(__file__).parent
_LARGEST = 200 << 20
"""Bytes of a file that is dropped."""
_FORM = 4 << 20
_NAME = re.compile(r"[^/\\\x00-\x1f:*?\"<>|]{1,150}")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the editor works with: the portal's desk, the site's address, its templates and assets, the clock, and who issues codes."""

    desk: Desk
    base_url: str
    templates: Path
    theme_assets: Path
    clock: Callable[[], datetime]
    unissued: Callable[[str], Sequence[str]] = lambda _: ()
    """What of a meeting should have a printed code and has none, in words."""
    issue: Callable[[str], None] = lambda _: None
    """Issues the codes of a meeting that are missing."""


def application(setting: Setting, hosts: frozenset[str], token: str) -> Guard:
    """Return the application that answers requests which name one of `hosts` and bear `token`."""
    pages = _Pages(setting)
    one = "/cuoc-hop/{id}"
    routes = [
        Route("/", pages.home),
        Route("/moi", pages.new, methods=["POST"]),
        Route("/giay-moi", pages.letter_in, methods=["POST"]),
        Route(one, pages.meeting),
        Route(f"{one}/muc/{{section}}", pages.section, methods=["GET", "POST"]),
        Route(f"{one}/tep", pages.dropped, methods=["POST"]),
        Route(f"{one}/chu", pages.text, methods=["GET", "POST"]),
        Route(f"{one}/luu", pages.save, methods=["POST"]),
        Route(f"{one}/bo", pages.discard, methods=["POST"]),
        Route(f"{one}/xem", pages.looked_at, methods=["POST"]),
        Route(f"{one}/buoc", pages.step, methods=["POST"]),
        Route(f"{one}/in", pages.printing, methods=["GET", "POST"]),
        Route(f"{one}/dang", pages.publish, methods=["GET", "POST"]),
        Route(f"{one}/lich-su", pages.history),
        Route(f"{one}/trang", pages.preview),
        Route(f"{one}/giay-moi.pdf", pages.letter),
        Mount("/cua-trinh-soan", StaticFiles(directory=_FOLDER / "assets")),
        Mount("/cua-cong", StaticFiles(directory=setting.theme_assets)),
    ]
    return Guard(Starlette(routes=routes), hosts, token)


class _Pages:
    """Answers each address; one at a time, because a file is read, changed and written."""

    def __init__(self, setting: Setting) -> None:
        self._setting, self._desk = setting, setting.desk
        self._t = setting.desk.t
        self._views = Views(setting.desk)
        self._lock = RLock()
        self._templates = Environment(
            loader=FileSystemLoader(_FOLDER / "pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals["t"] = self._t

    def _render(self, template: str, status: int = 200, **context: object) -> HTMLResponse:
        return HTMLResponse(self._templates.get_template(template).render(**context), status)

    def _known(self, request: Request) -> str:
        """Return the id of the meeting that the address names, empty for one that is not there."""
        name = str(request.path_params["id"])
        is_plain = name not in ("", ".", "..") and not re.search(r"[/\\]", name)
        return name if is_plain and self._desk.file(name).is_file() else ""

    async def home(self, request: Request) -> Response:
        """Show all meetings, and the ways to a new one."""
        del request
        return await run_in_threadpool(self._home, "")

    def _home(self, told: str, status: int = 200) -> Response:
        with self._lock:
            rows, bodies = list(self._desk.rows()), self._desk.bodies()
            return self._render(
                "home.html", status, rows=rows, bodies=bodies, kinds=MEETING_KINDS.items(), told=told
            )

    async def new(self, request: Request) -> Response:
        """Make a meeting, empty or like an earlier one."""
        form = dict(await _pairs(request))
        return await run_in_threadpool(self._new, form)

    def _new(self, form: dict[str, str]) -> Response:
        with self._lock:
            name, earlier = form.get("id", "").strip(), form.get("from", "")
            portal = self._desk.portal()
            if portal is None or not is_meeting_id(name) or self._desk.file(name).parent.exists():
                return self._home(self._t("edit.bad_id", id=name), 400)
            if source := portal.by_id.get(earlier):
                text = copied(source.source.decode("utf-8-sig"), source.id)
            else:
                only = next(iter(portal.bodies)) if len(portal.bodies) == 1 else ""
                body, kind = portal.bodies.get(form.get("organizer") or only), form.get("kind", "")
                if body is None:
                    return self._home(self._t("edit.which_body"), 400)
                text = blank(name, body, kind if kind in MEETING_KINDS else next(iter(MEETING_KINDS)))
            self._desk.file(name).parent.mkdir()
            self._desk.file(name).write_text(text, encoding="utf-8", newline="\n")
            return RedirectResponse(f"/cuoc-hop/{name}", 303)

    async def letter_in(self, request: Request) -> Response:
        """Read a letter that was dropped into a draft; answer where it is."""
        name, content = await _file(request)
        return await run_in_threadpool(self._letter_in, name, content, request.headers.get("x-day", ""))

    def _letter_in(self, name: str, content: bytes, day: str) -> Response:
        with self._lock, TemporaryDirectory(prefix="phonghop-") as folder:
            if not _NAME.fullmatch(name):
                return PlainTextResponse(self._t("edit.bad_file", file=name), 400)
            path = Path(folder, name)
            path.write_bytes(content)
            try:
                meeting_id = import_letter(self._desk, path, day)
            except Unreadable as found:
                values = {**found.values, "file": name}
                sentence = "; ".join(
                    self._t(
                        f"problem.{found.code}.{part}",
                        **{key: self._t.quoted(value) for key, value in values.items()},
                    )
                    for part in ("what", "remedy")
                )
                return PlainTextResponse(sentence, 400)
            except NoDate:
                return PlainTextResponse(self._t("edit.no_date"), 422)
            return PlainTextResponse(f"/cuoc-hop/{meeting_id}")

    async def meeting(self, request: Request) -> Response:
        """Show a meeting's form, its page and the letter that came in."""
        return await run_in_threadpool(self._meeting, self._known(request), "")

    def _meeting(
        self, name: str, told: str, status: int = 200, shown: Mapping[str, object] | None = None
    ) -> Response:
        with self._lock:
            if not name:
                return self._home(self._t("edit.no_meeting"), 404)
            if self._desk.data(name) is None:
                return self._text(name, self._desk.open(name).text, told or self._t("edit.broken"), status)
            trace = kept_trace(self._desk.root, name)
            problems = self._desk.placed_problems(name)
            return self._render(
                "meeting.html",
                status,
                **self._views.todo(name, problems),
                told=told,
                title=self._views.title(name),
                documents=steps.documents(self._desk.data(name) or {}),
                sections=[
                    (
                        key,
                        shown if shown and shown["key"] == key else self._views.section(name, key, problems),
                    )
                    for key in SECTIONS
                ],
                lines=trace.get("lines", ()),
            )

    async def looked_at(self, request: Request) -> Response:
        """Drop a mark that the clerk has looked at."""
        form = dict(await _pairs(request))
        return await run_in_threadpool(self._looked_at, self._known(request), form)

    def _looked_at(self, name: str, form: dict[str, str]) -> Response:
        with self._lock:
            if name and form.get("line", "").isdecimal():
                self._desk.looked_at(name, int(form["line"]), form.get("words", ""))
            return RedirectResponse(f"/cuoc-hop/{name}#todo", 303)

    async def step(self, request: Request) -> Response:
        """Do one of the things that clerks do often: hold a paper, take it back, put the meeting off."""
        form = dict(await _pairs(request))
        return await run_in_threadpool(self._step, self._known(request), form)

    def _step(self, name: str, form: dict[str, str]) -> Response:
        with self._lock:
            data = self._desk.data(name) if name else None
            if data is None:
                return self._home(self._t("edit.no_meeting"), 404)
            number, verb = form.get("document", ""), form.get("step", "")
            words = {key: value.strip() for key, value in form.items()}
            is_paper = number.isdecimal() and int(number) < len(steps.documents(data))
            try:
                if verb == "hold" and is_paper:
                    self._desk.hold(name, steps.held(data, int(number), words.get("until", "")))
                elif verb == "withdraw" and is_paper:
                    self._desk.hold(name, steps.withdrawn(data, int(number), words.get("reason", "")))
                elif verb == "status":
                    state, reason, when, where = (
                        words.get(key, "") for key in ("state", "reason", "when", "where")
                    )
                    changed = steps.put_off(data, state, reason, when, where)
                    self._desk.hold(name, changed)
            except PatchError:
                return self._meeting(name, self._t("edit.not_held"), 409)
            return RedirectResponse(f"/cuoc-hop/{name}#{'time' if verb == 'status' else 'documents'}", 303)

    async def printing(self, request: Request) -> Response:
        """Show which codes a printed letter needs, or issue them."""
        return await run_in_threadpool(self._printing, self._known(request), request.method == "POST")

    def _printing(self, name: str, go: bool) -> Response:
        with self._lock:
            if not name:
                return self._home(self._t("edit.no_meeting"), 404)
            is_ready = not self._desk.open(name).is_changed and not any(
                p.is_error for p in self._desk.problems(name)
            )
            if go and is_ready:
                self._setting.issue(name)
            missing = list(self._setting.unissued(name)) if is_ready else []
            return self._render(
                "printing.html",
                id=name,
                title=self._views.title(name),
                is_ready=is_ready,
                missing=missing,
                issued=go,
            )

    async def section(self, request: Request) -> Response:
        """Take a part of the form as filled, check it, and show it again."""
        pairs = await _pairs(request) if request.method == "POST" else []
        section = str(request.path_params["section"])
        return await run_in_threadpool(
            self._change, self._known(request), section, pairs, "hx-request" in request.headers
        )

    def _change(self, name: str, section: str, pairs: list[tuple[str, str]], part: bool) -> Response:
        with self._lock:
            if not name or section not in SECTIONS:
                return self._home(self._t("edit.no_meeting"), 404)
            told = ""
            action = dict(pairs).get("_do", "")
            if pairs:
                try:
                    self._desk.change(name, section, form_data(pairs))
                except PatchError:
                    told = self._t("edit.not_held")
            problems = self._desk.placed_problems(name)
            shown = self._views.section(name, section, problems)
            if ":" in action:
                data = acted(form_data(pairs), action)
                if not action.startswith("add:"):
                    with suppress(PatchError):
                        self._desk.change(name, section, data)
                    problems = self._desk.placed_problems(name)
                    data = self._desk.data(name) or {}
                shown["widgets"] = section_widgets(
                    section, {**(self._desk.data(name) or {}), **data}, self._desk.bodies()
                )
            if not part:
                return self._meeting(name, told, shown=shown)
            todo = self._views.todo(name, problems)
            return self._render("part.html", section=shown, told=told, title=self._views.title(name), **todo)

    async def dropped(self, request: Request) -> Response:
        """Take a document that was dropped on the page."""
        name, content = await _file(request)
        return await run_in_threadpool(self._dropped, self._known(request), name, content)

    def _dropped(self, meeting_id: str, name: str, content: bytes) -> Response:
        with self._lock:
            is_served = Path(name).suffix.lower() in FORMATS
            if not meeting_id or not _NAME.fullmatch(name) or name.startswith(".") or not is_served:
                return PlainTextResponse(self._t("edit.bad_file", file=name), 400)
            try:
                add_document(self._desk, meeting_id, name, content, self._setting.clock())
            except PatchError:
                return PlainTextResponse(self._t("edit.not_held"), 409)
            return PlainTextResponse(f"/cuoc-hop/{meeting_id}#documents")

    async def text(self, request: Request) -> Response:
        """Show the file as text, or take what was typed there."""
        typed = dict(await _pairs(request)).get("text") if request.method == "POST" else None
        return await run_in_threadpool(self._take_text, self._known(request), typed)

    def _take_text(self, name: str, typed: str | None) -> Response:
        with self._lock:
            if not name:
                return self._home(self._t("edit.no_meeting"), 404)
            if typed is not None:
                self._desk.write_text(name, typed)
                if self._desk.data(name) is not None:
                    return RedirectResponse(f"/cuoc-hop/{name}", 303)
            return self._text(name, self._desk.open(name).text, "")

    def _text(self, name: str, text: str, told: str, status: int = 200) -> Response:
        problems = [(p.place.line, p.place.column, p.sentence(self._t)) for p in self._desk.problems(name)]
        return self._render(
            "text.html",
            status,
            id=name,
            title=self._views.title(name),
            text=text,
            told=told,
            problems=problems,
        )

    async def save(self, request: Request) -> Response:
        """Write the file: nobody else sees it yet."""
        return await run_in_threadpool(self._save, self._known(request))

    def _save(self, name: str) -> Response:
        with self._lock:
            if not name:
                return self._home(self._t("edit.no_meeting"), 404)
            try:
                merged = self._desk.save(name)
            except ChangedElsewhere as found:
                return self._meeting(
                    name,
                    self._t("edit.elsewhere", file=found.copy.relative_to(self._desk.root).as_posix()),
                    409,
                )
            return self._meeting(name, self._t("edit.saved_merged" if merged else "edit.saved"))

    async def discard(self, request: Request) -> Response:
        """Forget what is not saved."""
        name = self._known(request)
        with self._lock:
            self._desk.discard(name)
        return RedirectResponse(f"/cuoc-hop/{name}", 303)

    async def publish(self, request: Request) -> Response:
        """Show what publishing would change for readers, or publish."""
        return await run_in_threadpool(self._publish, self._known(request), request.method == "POST")

    def _publish(self, name: str, go: bool) -> Response:
        with self._lock:
            if not name:
                return self._home(self._t("edit.no_meeting"), 404)
            if (
                go
                and not self._desk.open(name).is_changed
                and not any(p.is_error for p in self._desk.problems(name))
            ):
                title = str((self._desk.data(name) or {}).get("title") or name)
                outcome = publishing.publish(self._desk.root, name, self._t("edit.commit", title=title[:72]))
                return self._render("published.html", id=name, title=title, outcome=outcome)
            files = publishing.changes(self._desk.root, name)
            errors = [
                f"{label_of(path)}: {self._views.sentence(path, p)}"
                for path, p in self._desk.placed_problems(name)
                if p.is_error
            ]
            return self._render(
                "publish.html",
                id=name,
                title=self._views.title(name),
                files=[Path(file).name for file in files if Path(file).name != MEETING_FILE],
                has_changes=bool(files),
                left=len(self._desk.marks(name)),
                is_unsent=publishing.is_unsent(self._desk.root),
                errors=errors,
                is_changed=self._desk.open(name).is_changed,
                lines=self._differences(name),
            )

    def _differences(self, name: str) -> list[tuple[str, str, str, str]]:
        """Return in words which parts of the meeting were changed since the last commit."""
        return self._desk.differences(name, publishing.committed(self._desk.root, name, "meeting.yml"))

    async def history(self, request: Request) -> Response:
        """Show who changed a meeting when."""
        name = self._known(request)
        return self._render(
            "history.html",
            id=name,
            title=self._views.title(name) if name else "",
            commits=list(publishing.history(self._desk.root, name)) if name else [],
        )

    async def preview(self, request: Request) -> Response:
        """Show the page as readers would see it."""
        return await run_in_threadpool(self._preview, self._known(request))

    def _preview(self, name: str) -> Response:
        with self._lock:
            body = (
                page_body(self._desk, name, self._setting.base_url, self._setting.templates) if name else None
            )
            return self._render("preview.html", body=body)

    async def letter(self, request: Request) -> Response:
        """Show the letter as it would be printed."""
        return await run_in_threadpool(self._letter, self._known(request))

    def _letter(self, name: str) -> Response:
        with self._lock:
            pdf = letter_pdf(self._desk, name, self._setting.base_url) if name else None
        return (
            Response(pdf, media_type="application/pdf")
            if pdf
            else PlainTextResponse(self._t("edit.no_letter"), 404)
        )


async def _pairs(request: Request) -> list[tuple[str, str]]:
    """Return the fields of a filled form, in their order."""
    body = await _body(request, _FORM)
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)


async def _file(request: Request) -> tuple[str, bytes]:
    """Return the name and content of a file that was sent as it is."""
    return unquote(request.headers.get("x-file-name", "")), await _body(request, _LARGEST)


async def _body(request: Request, largest: int) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > largest:
            return b""
    return bytes(body)
