"""A build is held against the codes that readers can open: `build --against`, asked of a real server on the loopback."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from driver import MEETING_ID, PortalCase
from phonghop.packs.checksums import checksum_lines
from phonghop.portal.codes import Subject, new_code

CODE = new_code(Subject(MEETING_ID), ())
LOST = new_code(Subject("2026-07-02-hop"), ())
FILE = "meetings/issued.tsv"

Answers = Mapping[str, tuple[int, Mapping[str, str], bytes]]


@contextmanager
def served(answers: Answers) -> Iterator[str]:
    """Yield the address of a server that answers what `answers` says to each path, and 404 to any other."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/cong/"
        finally:
            server.shutdown()
            thread.join()


def listed(*codes: str) -> bytes:
    """Return the list of files of a site with the pages of `codes`."""
    files = ["index.html", *(f"q/{code}/index.html" for code in codes), "q/khac/index.html"]
    return "".join(f"{'0' * 64}  {file}\n" for file in files).encode()


def whole(body: bytes) -> tuple[int, Mapping[str, str], bytes]:
    return 200, {"Content-Length": str(len(body))}, body


@pytest.fixture
def issued(portal: PortalCase) -> PortalCase:
    portal.meeting().run("codes", "issue")
    return portal.with_settings()


def test_a_site_with_these_codes_is_built(issued: PortalCase) -> None:
    with served({"/cong/SHA256SUMS": whole(listed(CODE))}) as address:
        for place in (address, address.rstrip("/")):
            assert issued.build("--against", place).exit_code == 0


def test_a_code_that_is_live_and_lost_stops_the_build(issued: PortalCase) -> None:
    with served({"/cong/SHA256SUMS": whole(listed(CODE, LOST))}) as address:
        answer = issued.build("--against", address)
    assert answer.exit_code == 1
    assert answer.output.startswith(f"{FILE}:1:1: PH902 Mã «{LOST}» ")
    assert CODE not in answer.output
    assert issued.read("site/index.html") == "<p>Bản tốt\n"


def test_a_site_that_stands_is_held_against_it_too(issued: PortalCase) -> None:
    assert issued.build().exit_code == 0
    with served({"/cong/SHA256SUMS": whole(listed(CODE, LOST))}) as address:
        assert issued.build("--against", address).exit_code == 1


def test_a_retired_code_is_none_that_is_lost(issued: PortalCase) -> None:
    issued.run("codes", "retire", CODE, "--reason", "Thôi họp")
    with served({"/cong/SHA256SUMS": whole(listed(CODE))}) as address:
        assert issued.build("--against", address).exit_code == 0


def test_before_the_first_publication_there_is_nothing_to_lose(issued: PortalCase) -> None:
    with served({}) as address:
        assert issued.build("--against", address).exit_code == 0


@pytest.mark.parametrize(
    "answers",
    [
        {"/cong/": whole(b"<p>Trang kh\xc3\xa1c")},
        {"/cong/SHA256SUMS": whole(b"<!doctype html><title>Login</title>")},
        {"/cong/SHA256SUMS": whole(b"")},
        {"/cong/SHA256SUMS": whole(listed(CODE) + b"<p>")},
        {"/cong/SHA256SUMS": (200, {"Content-Length": "9999"}, listed(CODE))},
        {"/cong/SHA256SUMS": (200, {"Content-Length": "-"}, listed(CODE))},
        {"/cong/SHA256SUMS": (200, {"Transfer-Encoding": "chunked"}, b"zz\r\n")},
        {"/cong/SHA256SUMS": (403, {}, b"")},
        {"/cong/SHA256SUMS": (500, {}, b"")},
        {"/cong/SHA256SUMS": (302, {"Location": "/cong/SHA256SUMS"}, b"")},
        {"/cong/SHA256SUMS": (302, {"Location": "file:///etc/passwd"}, b"")},
    ],
)
def test_a_site_that_does_not_say_stops_the_build(issued: PortalCase, answers: Answers) -> None:
    with served(answers) as address:
        answer = issued.build("--against", address)
    assert answer.exit_code == 1
    assert answer.output.startswith(f"{address}:1:1: PH908 ")
    assert "Traceback" not in answer.output


@pytest.mark.parametrize(
    "place", ["http://127.0.0.1:1/", "http://[rác/", "http://a b/", "khong-co", "https://127.0.0.1:1"]
)
def test_a_site_that_cannot_be_reached_stops_the_build(issued: PortalCase, place: str) -> None:
    answer = issued.build("--against", place)
    assert answer.exit_code == 1
    assert "PH908" in answer.output
    assert "Traceback" not in answer.output


def test_a_folder_or_a_list_that_was_fetched_before_will_do(issued: PortalCase, tmp_path: Path) -> None:
    live = tmp_path / "live"
    for code in (CODE, LOST):
        page = live / "q" / code / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text("a")
    pages = {f"q/{code}/index.html": "0" * 64 for code in (CODE, LOST)}
    (live / "SHA256SUMS").write_bytes(checksum_lines(pages))
    for place in (live, live / "SHA256SUMS"):
        assert "PH902" in issued.build("--against", str(place)).output


def test_what_a_build_publishes_is_what_the_next_is_held_against(issued: PortalCase) -> None:
    assert issued.build().exit_code == 0
    site = str(issued.root / "site")
    assert issued.build("--against", site).exit_code == 0
    issued.remove(FILE)
    assert f"PH902 Mã «{CODE}»" in issued.build("--against", site).output
