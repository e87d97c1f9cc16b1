"""A clerk's machine runs Windows or macOS: what those lack is taken away here, in the command and in every worker it starts."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from driver import PROJECT, PortalCase
from sample_files import docx, pdf

WINDOWS = """
import os, sys
for name in ("fcntl", "resource"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "register_at_fork", "sched_getaffinity", "geteuid", "getuid"):
    if hasattr(os, name):
        delattr(os, name)
"""
"""Taken away as Python on Windows lacks it."""

MACOS = """
import resource
def setrlimit(which, limits, real=resource.setrlimit):
    if which == resource.RLIMIT_AS:
        raise ValueError("current limit exceeds maximum limit")
    real(which, limits)
resource.setrlimit = setrlimit
"""
"""As Darwin answers: the address space cannot be bounded."""

MACHINES = {"windows": WINDOWS, "macos": MACOS}


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "machine"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(MACHINES[request.param], encoding="utf-8")
    return folder


ONE_AFTER_ANOTHER = """\
import shlex, sys
from phonghop.adapters.command_line import main
for line in sys.argv[1:]:
    sys.argv = ["phonghop", *shlex.split(line)]
    try:
        main()
    except SystemExit as end:
        if end.code:
            raise
"""


def run(portal: PortalCase, machine: Path, *commands: str) -> subprocess.CompletedProcess[str]:
    """Run commands in one process of that machine; the first that fails ends it."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(machine), str(PROJECT / "plugins")))}
    root = shlex.join(("--root", str(portal.root)))
    return subprocess.run(
        [sys.executable, "-c", ONE_AFTER_ANOTHER, *(f"{root} {command}" for command in commands)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=portal.root,
    )


def test_a_clerks_commands_run(portal: PortalCase, machine: Path) -> None:
    portal.with_settings().meeting("documents: [bao-cao.pdf, to-trinh.docx]\n")
    folder = "meetings/2026-07-01-hop"
    portal.write(f"{folder}/bao-cao.pdf", pdf("Bao cao")).write(f"{folder}/to-trinh.docx", docx("Tờ trình"))
    portal.write(
        "giay-moi.txt",
        "GIẤY MỜI\nHọp giao ban\n\n1. Thời gian: 8 giờ, ngày 10/6/2026.\n2. Địa điểm: Phòng 1.\n",
    )
    letter = shlex.quote(str(portal.root / "giay-moi.txt"))
    done = run(
        portal,
        machine,
        *("check", "letter 2026-07-01-hop", "build", "new 2026-12-20-giao-ban", f"import {letter}"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (portal.root / "site/hop/2026-07-01-hop/tai-lieu/bao-cao.pdf").is_file()
    for name in ("2026-12-20-giao-ban", "2026-06-10-hop-giao-ban"):
        assert (portal.root / "meetings" / name / "meeting.yml").is_file()


def test_a_damaged_file_is_told_as_such(portal: PortalCase, machine: Path) -> None:
    portal.meeting("documents: [bao-cao.pdf]\n").write("meetings/2026-07-01-hop/bao-cao.pdf", b"%PDF-1.7\n")
    done = run(portal, machine, "check")
    assert "PH701" in done.stdout
    assert "PH710" not in done.stdout


def test_a_worker_that_cannot_begin_is_our_fault(portal: PortalCase, machine: Path) -> None:
    """A library that does not load would otherwise have every document called too large."""
    with (machine / "sitecustomize.py").open("a", encoding="utf-8") as stream:
        stream.write(
            "\nimport sys\nif '-m' in sys.orig_argv and 'phonghop.confined.child' in sys.orig_argv:\n    raise SystemExit(5)\n"
        )
    portal.meeting("documents: [bao-cao.pdf]\n").write("meetings/2026-07-01-hop/bao-cao.pdf", pdf("Bao cao"))
    done = run(portal, machine, "check")
    assert done.returncode == 3
    assert "PH710" not in done.stdout


def test_the_editor_answers(portal: PortalCase, machine: Path) -> None:
    script = (
        "import socket, threading, urllib.request, sys, uvicorn\n"
        "from datetime import datetime\n"
        "from pathlib import Path\n"
        "from phonghop import theme_files\n"
        "from phonghop.adapters import edit_command\n"
        "from phonghop.editing.answers import Setting\n"
        "from phonghop.editing.desk import Desk\n"
        "from phonghop.editing.server import application\n"
        "from phonghop.text.region import VIETNAM\n"
        "from phonghop.text.strings import strings\n"
        "listener = socket.create_server(('127.0.0.1', 0))\n"
        "host = f'127.0.0.1:{listener.getsockname()[1]}'\n"
        "root = Path(sys.argv[1])\n"
        "now = lambda: datetime(2026, 6, 1, tzinfo=VIETNAM)\n"
        "desk = Desk(root, strings('vi'), root.with_name('cache'), now)\n"
        "theme = theme_files.theme_folder() / 'assets'\n"
        "setting = Setting(desk, 'https://x.example.vn/', theme_files.templates_folder(), theme, now)\n"
        "server = uvicorn.Server(uvicorn.Config(application(setting, frozenset({host}), 'tok'), log_level='critical'))\n"
        "thread = threading.Thread(target=server.run, kwargs={'sockets': [listener]})\n"
        "thread.start()\n"
        "opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())\n"
        "print(opener.open(f'http://{host}/?token=tok').status)\n"
        "print(opener.open(f'http://{host}/cuoc-hop/2026-07-01-hop').read().decode())\n"
        "server.should_exit = True\n"
        "thread.join()\n"
    )
    portal.meeting()
    environment = {
        **os.environ,
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": os.pathsep.join((str(machine), str(PROJECT / "plugins"))),
    }
    done = subprocess.run(
        [sys.executable, "-c", script, str(portal.root)],
        env=environment,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("200")
    assert "Họp giao ban" in done.stdout
