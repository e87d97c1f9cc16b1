"""The editor as an ASGI application: which address is answered by what, one request at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qsl, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from phonghop.editing.answers import Sent, Setting
from phonghop.editing.desk import Desk
from phonghop.editing.form_answers import Form
from phonghop.editing.guard import Guard
from phonghop.editing.kept_answers import KeptVersions
from phonghop.editing.meetings import MeetingList
from phonghop.editing.outgoing import Outgoing

_ASSETS = Path(__file__).parent / "assets"
_MEETING = "/cuoc-hop/{id}"
_LARGEST_FILE = 200 << 20
"""Bytes of a file that is dropped."""
_LARGEST_FORM = 4 << 20


def application(setting: Setting, hosts: frozenset[str], token: str) -> Guard:
    """Return the application that answers requests which name one of `hosts` and bear `token`."""
    meetings, form, outgoing = MeetingList(setting), Form(setting), Outgoing(setting)
    kept = KeptVersions(setting)
    get, post, both = ("GET",), ("POST",), ("GET", "POST")
    answers: list[tuple[str, tuple[str, ...], Callable[[Sent], Response]]] = [
        ("/", get, lambda _: meetings.home()),
        ("/moi", post, meetings.new),
        ("/giay-moi", post, meetings.letter_in),
        (_MEETING, get, form.meeting),
        (f"{_MEETING}/muc/{{section}}", both, form.section),
        (f"{_MEETING}/tep", post, form.dropped),
        (f"{_MEETING}/chu", both, form.text),
        (f"{_MEETING}/luu", post, form.save),
        (f"{_MEETING}/bo", post, form.discard),
        (f"{_MEETING}/xem", post, form.looked_at),
        (f"{_MEETING}/buoc", post, form.step),
        (f"{_MEETING}/de-rieng", both, kept.versions),
        (f"{_MEETING}/in", both, outgoing.printing),
        (f"{_MEETING}/in/giay", post, outgoing.printed),
        (f"{_MEETING}/dang", both, outgoing.publish),
        (f"{_MEETING}/lich-su", get, outgoing.history),
        (f"{_MEETING}/trang", get, outgoing.preview),
        (f"{_MEETING}/giay-moi.pdf", get, outgoing.letter),
    ]
    lock = Lock()

    def route(path: str, methods: tuple[str, ...], answer: Callable[[Sent], Response]) -> Route:
        def answered(sent: Sent) -> Response:
            with lock:  # a file is read, changed and written
                if path.startswith(_MEETING) and not sent.meeting:
                    return meetings.home(setting.desk.t("edit.no_meeting"), 404)
                # The address of an answer that refused something, opened again.
                is_reopened = methods == post and not sent.is_post
                return (
                    RedirectResponse(f"/cuoc-hop/{sent.meeting}" if sent.meeting else "/", 303)
                    if is_reopened
                    else answer(sent)
                )

        async def serve(request: Request) -> Response:
            return await run_in_threadpool(answered, await _sent(request, setting.desk))

        return Route(path, serve, methods=[*both] if methods == post else [*methods])

    routes = [
        *(route(*answer) for answer in answers),
        Mount("/cua-trinh-soan", StaticFiles(directory=_ASSETS)),
        Mount("/cua-cong", StaticFiles(directory=setting.theme_assets)),
    ]
    return Guard(Starlette(routes=routes), hosts, token)


async def _sent(request: Request, desk: Desk) -> Sent:
    """Return what a request brings; of a meeting that is not there, no id."""
    name = str(request.path_params.get("id", ""))
    is_plain = name not in ("", ".", "..") and not re.search(r"[/\\]", name)
    file = unquote(request.headers.get("x-file-name", ""))
    body = await _body(request, _LARGEST_FILE if file else _LARGEST_FORM)
    return Sent(
        name if is_plain and desk.file(name).is_file() else "",
        str(request.path_params.get("section", "")),
        [] if file else parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True),
        file,
        body,
        request.headers.get("x-day", ""),
        request.method == "POST",
        "hx-request" in request.headers,
        request.query_params.get("xong", ""),
    )


async def _body(request: Request, largest: int) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > largest:
            return b""
    return bytes(body)
