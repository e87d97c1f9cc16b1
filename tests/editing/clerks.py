"""The editor as a clerk starts it: on a free port of this machine, opened with its token."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import uvicorn

from phonghop import theme_files
from phonghop.editing.answers import Setting
from phonghop.editing.desk import Desk
from phonghop.editing.server import application
from phonghop.text.region import VIETNAM
from phonghop.text.strings import strings

TOKEN = "t0ken-of-this-start"
NOW = datetime(2026, 6, 1, 9, tzinfo=VIETNAM)


class Clerk:
    """A browser of a clerk's: knows the editor's address and holds its cookie."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor())
        self.get(f"/?token={TOKEN}")

    def get(self, path: str) -> str:
        return self._ask(Request(f"{self.address}{path}"))[1]

    def post(self, path: str, **fields: str) -> str:
        return self.post_pairs(path, list(fields.items()))

    def post_pairs(self, path: str, pairs: list[tuple[str, str]]) -> str:
        return self._ask(
            Request(f"{self.address}{path}", urlencode(pairs).encode(), {"Origin": self.address})
        )[1]

    def take(self, path: str, **fields: str) -> bytes:
        """Return the file that a form answers with."""
        request = Request(f"{self.address}{path}", urlencode(fields).encode(), {"Origin": self.address})
        with self._opener.open(request) as answer:
            assert "attachment" in answer.headers["Content-Disposition"]
            content: bytes = answer.read()
            return content

    def drop(self, path: str, name: str, content: bytes, day: str = "") -> tuple[int, str]:
        headers = {
            "X-Day": day,
            "Origin": self.address,
            "X-File-Name": quote(name),
            "Content-Type": "application/octet-stream",
        }
        return self._ask(Request(f"{self.address}{path}", content, headers))

    def _ask(self, request: Request) -> tuple[int, str]:
        try:
            with self._opener.open(request) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except HTTPError as error:
            with error:
                return error.code, error.read().decode("utf-8", "replace")


@contextmanager
def editor(
    root: Path,
    unissued: Callable[[str], Sequence[str]] = lambda _: (),
    issue: Callable[[str], None] = lambda _: None,
    printed: Callable[[str, str], Sequence[tuple[str, bytes]]] = lambda _id, _list: (),
    language: str = "vi",
) -> Iterator[str]:
    """Run the editor of the portal at `root`; yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        desk = Desk(root, strings(language), root.with_name("cache"), lambda: NOW)
        setting = Setting(
            desk,
            "https://hop.example.gov.vn/",
            theme_files.templates_folder(),
            theme_files.theme_folder() / "assets",
            lambda: NOW,
            unissued,
            issue,
            printed,
        )
        server = uvicorn.Server(
            uvicorn.Config(
                application(setting, frozenset({host}), TOKEN), log_level="critical", access_log=False
            )
        )
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://{host}"
        finally:
            server.should_exit = True
            thread.join()
