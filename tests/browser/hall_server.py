"""A web server whose network can fail, with a meeting that is saved for the hall and changes while it is."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from driver import PROJECT

MEETING = "hop/2026-07-01-so-ket-nghi-quyet-57/"
REPORT = f"{MEETING}tai-lieu/bao-cao.pdf"
PACK = f"{MEETING}tron-bo.pdf"
SAVED = "Bản lưu"
FRESH = "đúng bản mới nhất"
UNCHECKED = "chưa kiểm tra được bản mới"


_POLLED = 0.02
"""Seconds between two looks whether a server is to end; nothing is measured by it."""


class Hall(ThreadingHTTPServer):
    """A web server whose network can fail: it answers, hangs until it is let go, or cuts every connection."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        self.folder = folder
        self.network = "on"
        self.let_go = threading.Event()
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Browsers go away in the middle of an answer; that is none of ours."""


class _Handler(SimpleHTTPRequestHandler):
    server: Hall

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.server.network == "hanging":
            self.server.let_go.wait()
        if self.server.network != "on":
            self.close_connection = True
            self.connection.close()
            return
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def replace_report(hall: Hall, content: bytes) -> None:
    """Publish another version of the report."""
    (hall.folder / REPORT).write_bytes(content)
    manifest = hall.folder / MEETING / "hall.json"
    told = json.loads(manifest.read_bytes())
    told["revision"] = "another"
    entry = next(file for file in told["files"] if file["url"] == "tai-lieu/bao-cao.pdf")
    entry |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    manifest.write_text(json.dumps(told), "utf-8")
    page = hall.folder / MEETING / "index.html"
    html = page.read_text("utf-8")
    begin = html.index('data-ph-revision="') + len('data-ph-revision="')
    page.write_text(html[:begin] + "another" + html[html.index('"', begin) :], "utf-8")


def withdraw_report(hall: Hall) -> None:
    """Take the report back."""
    (hall.folder / REPORT).unlink()
    manifest = hall.folder / MEETING / "hall.json"
    told = json.loads(manifest.read_bytes())
    told["revision"] = "another"
    told["files"] = [file for file in told["files"] if file["url"] != "tai-lieu/bao-cao.pdf"]
    manifest.write_text(json.dumps(told), "utf-8")


def switch_off(hall: Hall) -> None:
    """Publish the site as a portal does that offers no copies any more."""
    shutil.copyfile(PROJECT / "theme/portal/hall/no-worker.js", hall.folder / "hall-sw.js")
    (hall.folder / MEETING / "hall.json").write_text('{"off":true}', "utf-8")


@contextmanager
def running(folder: Path) -> Iterator[Hall]:
    """Serve the site in `folder` while this lasts."""
    with Hall(folder) as server:
        threading.Thread(target=server.serve_forever, args=(_POLLED,), daemon=True).start()
        try:
            yield server
        finally:
            server.network = "down"
            server.let_go.set()
            server.shutdown()
