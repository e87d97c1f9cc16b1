"""Fixtures that several parts of the suite share."""

import fcntl
import gc
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

import brotli
import pytest
from hypothesis import settings
from jinja2 import FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs import utils
from mkdocs.commands.build import build
from mkdocs.config import load_config

from driver import PROJECT, SAMPLES, PortalCase
from hostile_portal import HostilePortal, write_hostile
from once import Once
from phonghop import database, git
from phonghop.database import Database, close_databases
from phonghop.pages.templates import CompiledTemplates
from phonghop.site.compression import Encoding
from phonghop.site.publishing import publish
from phonghop.text.region import AT_HOME, live_in
from web_server import nginx

# Importing modules and collecting tests leaves no garbage; looking for it takes a quarter of that time.
gc.disable()

# The same examples every time, no matter how slow the machine: a red run can be repeated.
settings.register_profile("suite", deadline=None, derandomize=True, database=None)
settings.load_profile("suite")


_MEMORY, _ROOM = Path("/dev/shm"), 4 << 30
"""Where files stand in memory, and how many bytes must be free there: a run writes a third of them."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let several processes write to memory where there is room: they waited for the disk a third of their time.

    It is emptied at the end; a test that has failed leaves its files where it is run by itself. Docker gives 64 MB from
    which nothing can be run.
    """
    if not getattr(config.option, "numprocesses", None) or config.option.basetemp or not _MEMORY.is_dir():
        return
    state = os.statvfs(_MEMORY)
    available = re.search(r"^MemAvailable: +(\d+) kB", Path("/proc/meminfo").read_text("utf-8"), re.MULTILINE)
    free = min(state.f_bavail * state.f_frsize, int(available[1]) << 10 if available else 0)
    if free < _ROOM or state.f_flag & os.ST_NOEXEC:
        return
    for killed in _MEMORY.glob("phonghop-tests-*"):
        with suppress(OSError), (killed / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(killed)
    new = Path(mkdtemp(dir=_MEMORY))
    held = (new / "lock").open("w")
    fcntl.flock(held, fcntl.LOCK_EX)
    folder = new.rename(_MEMORY / f"phonghop-tests-{new.name}")
    config.option.basetemp = folder / "all"
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    config.add_cleanup(held.close)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases",
        action="store_true",
        help="write what the cases answer now as what is expected of them",
    )


_LONGEST = ("test_cases.py", "test_types.py", "browser", "adapters", "site")


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Look for garbage again."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: several processes take file after file, and end together when the last ones are short."""
    part = {path: path.relative_to(Path(__file__).parent).parts[0] for path in {item.path for item in items}}
    order = {path: _LONGEST.index(name) if name in _LONGEST else len(_LONGEST) for path, name in part.items()}
    items.sort(key=lambda item: order[item.path])


_OTHER_BROWSERS = ("test_clerks_way.py", "test_engines.py", "test_hall_in_engines.py")
"""Files that one process takes, so that each of the browsers that they share is started once."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Give each process file after file, as ``--dist loadfile`` does, but for those that share what is dear."""
    from xdist.scheduler import LoadFileScheduling  # noqa: PLC0415 not there where one process runs all

    class Files(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file: str = super()._split_scope(nodeid)
            return "other browsers" if file.endswith(_OTHER_BROWSERS) else file

    return Files(config, log)


@pytest.fixture(scope="session", autouse=True)
def _caches(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is remembered of builds lies outside of projects: here, outside of the user's home as well."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("caches"))
    # Messages are in Vietnamese where nothing else is asked for, on any machine.
    os.environ["LC_ALL"] = "C.UTF-8"
    # Nobody's own settings of git, such as commits that are signed, decide what a test says. The checkout may be another user's.
    of_git = tmp_path_factory.mktemp("git") / "config"
    of_git.write_text(
        "[safe]\n\tdirectory = *\n[core]\n\tfsync = none\n[maintenance]\n\tauto = false\n", "utf-8"
    )
    os.environ |= {"GIT_CONFIG_GLOBAL": str(of_git), "GIT_CONFIG_SYSTEM": os.devnull}


@pytest.fixture(scope="session", autouse=True)
def _libraries_listed_once() -> Iterator[None]:
    """What takes most of a small build: for each, MkDocs looks for themes in all that is installed, and lists a theme's files.

    Of the 14,000 of Material it drops the hidden ones, its icons: all but some hundred.
    """

    def seen(self: FileSystemLoader) -> list[str]:
        names = set()
        for place in self.searchpath:
            for folder, folders, files in os.walk(place, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                names |= {Path(folder, name).relative_to(place).as_posix() for name in files}
        return sorted(names)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FileSystemLoader, "list_templates", seen)
        patch.setattr(utils, "get_themes", cache(utils.get_themes))
        yield


@pytest.fixture(scope="session", autouse=True)
def _compressed_once(once: Once) -> Iterator[None]:
    """What takes most of publishing a small site: the theme's own files, the same in each, are compressed once for all processes.

    The large ones, which no test weighs, less thoroughly: that takes a tenth of the time.
    """
    folder, encode = once("compressed", lambda _: None), Encoding.encode

    def remembered(self: Encoding, data: bytes) -> bytes:
        kept = folder / f"{sha256(data).hexdigest()}{self.ending}"
        if not kept.exists():
            new = kept.with_name(f"{kept.name}.{os.getpid()}")
            is_large = self.ending == ".br" and len(data) > 200_000
            new.write_bytes(brotli.compress(data, quality=5) if is_large else encode(self, data))
            new.rename(kept)
        return kept.read_bytes()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Encoding, "encode", remembered)
        yield


@pytest.fixture(scope="session", autouse=True)
def _databases_in_no_hurry() -> Iterator[None]:
    """What takes most of a command on a small portal: its database waits for the disk, and looks at all files of the program.

    No database of a test has to survive a crash of the machine, and no test changes the program's files in their place.
    """
    is_of_recipe, state_of = Database._is_of_this_recipe, database._state_of_recipe
    ours = database.theme_folder, database.clock_of
    state: list[str] = []

    def unsynchronised(self: Database) -> bool:
        self._connection.execute("PRAGMA synchronous = OFF")
        answer = is_of_recipe(self)  # which asks for more
        self._connection.execute("PRAGMA synchronous = OFF")
        return answer

    def state_once(now: int) -> str:
        if (database.theme_folder, database.clock_of) != ours:
            return state_of(now)
        if not state:
            state[:] = filter(None, [state_of(now)])
        return "".join(state)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "_is_of_this_recipe", unsynchronised)
        patch.setattr(database, "_state_of_recipe", state_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once(once: Once) -> Iterator[None]:
    """Templates, ours and the theme's, are compiled once for all processes, not once for each."""
    folder, load, dump = (
        once("templates", lambda _: None),
        CompiledTemplates.load_bytecode,
        CompiledTemplates.dump_bytecode,
    )

    def loaded(self: CompiledTemplates, bucket: Bucket) -> None:
        kept = folder / bucket.key
        if bucket.key not in self.codes and kept.exists():
            bucket.bytecode_from_string(kept.read_bytes())
        if bucket.code is None:
            load(self, bucket)

    def dumped(self: CompiledTemplates, bucket: Bucket) -> None:
        dump(self, bucket)
        new = folder / f"{bucket.key}.{os.getpid()}"
        new.write_bytes(self.codes[bucket.key])
        new.rename(folder / bucket.key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CompiledTemplates, "load_bytecode", loaded)
        patch.setattr(CompiledTemplates, "dump_bytecode", dumped)
        yield


@pytest.fixture(autouse=True)
def _no_open_databases() -> Iterator[None]:
    yield
    close_databases()


@pytest.fixture(autouse=True)
def _at_home() -> None:
    """A test that has served a portal elsewhere leaves nothing of it to the next."""
    live_in(AT_HOME)


@pytest.fixture(autouse=True)
def _no_git_around(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook of git that runs the tests must not lend them its own repository."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def docs_site(once: Once) -> Path:
    """The documentation as a site of its own, built without a warning."""

    def fill(folder: Path) -> None:
        command = (
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "-f",
            PROJECT / ".ci/docs/mkdocs.yml",
            "-d",
            folder,
        )
        quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    return once("docs", fill)


@pytest.fixture(scope="session")
def hostile(once: Once) -> HostilePortal:
    """A portal with hostile words in every field, printed and built, and the fields that were read on the way."""
    folder = once("hostile", lambda folder: write_hostile(folder / "portal", folder / "fields"))
    return HostilePortal(
        PortalCase(folder / "portal"), frozenset((folder / "fields").read_text("utf-8").split())
    )


@pytest.fixture
def portal(tmp_path: Path) -> PortalCase:
    """A portal of one body, without a meeting."""
    root = tmp_path / "portal"
    root.mkdir()
    return PortalCase(root).portal_file()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    own = tmp_path_factory.getbasetemp()
    return Once(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def built_site(once: Once) -> Path:
    """The project's own site, built strictly once, outside the checkout; a shallow clone is rightly warned of (PH507)."""
    is_whole = git.answer(SAMPLES, "rev-parse", "--is-shallow-repository") != b"true\n"

    def fill(folder: Path) -> None:
        config = load_config(str(SAMPLES / "mkdocs.yml"), site_dir=str(folder / "site"), strict=is_whole)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)

    return once("built", fill) / "site"


@pytest.fixture(scope="session")
def live_site(built_site: Path, once: Once) -> Path:
    """The built site as published: with compressed forms, behind the link that web servers follow."""
    return once("published", lambda folder: publish(built_site, folder)) / "live"


@pytest.fixture(scope="session")
def site_url(live_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the published site on the loopback, served by nginx as the documentation says."""
    with nginx(live_site, tmp_path_factory.mktemp("nginx")) as address:
        yield address
