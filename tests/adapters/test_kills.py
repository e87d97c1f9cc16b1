"""A build that is killed between any two of its steps leaves the site that stood or the one that was asked for, and the next build
makes what a first build would make.

A step is whatever changes something that outlives the process: a file or folder, a row of the database, the exchange of two folders.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from driver import PortalCase
from phonghop.adapters.building import Building, Place
from phonghop.database import Database, close_databases, database
from phonghop.site import exchange
from phonghop.site.driver import Driver, Hosted
from phonghop.site.frames import Entries, frame, kind_of
from phonghop.site.outputs import Heading
from phonghop.text.region import VIETNAM
from sample_files import pdf

MORNING = datetime(2026, 7, 1, 8, tzinfo=VIETNAM)
NOON = datetime(2026, 7, 1, 12, tzinfo=VIETNAM)
FIRST, SECOND, RENAMED = "2026-07-01-hop", "2026-07-02-giao-ban", "2026-07-02-giao-ban-tuan"
CHANGES = frozenset({"os.link", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "shutil.copyfile"})
"""What Python tells its auditors of before it changes a file or a folder (docs.python.org, "Audit events table")."""


class KilledError(BaseException):
    """Stands for the end of the process: nothing of ours catches it."""


@dataclass
class Steps:
    """Counts the steps of a build, and ends it before the one whose number is `last`, counted from 0, or that is called `name`."""

    last: int = -1
    name: str = ""
    taken: int = 0
    watches: bool = False
    names: list[str] = field(default_factory=list)

    def step(self, name: str) -> None:
        if not self.watches:
            return
        if self.taken == self.last or name == self.name:
            self.watches = False
            raise KilledError
        self.taken += 1
        self.names.append(name)


STEPS = Steps()


def _audit(event: str, values: tuple[object, ...], changes: frozenset[str] = CHANGES) -> None:
    # When the interpreter ends, names of the module are gone before the hook is.
    if event in changes or (event == "open" and str(values[1]).strip("bt") in ("w", "x", "a", "wb")):
        STEPS.step(event)


sys.addaudithook(_audit)


@pytest.fixture(autouse=True)
def _steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take rows of the database and the exchange for steps too."""
    for owner, names in (
        (Database, ("write", "write_all", "begin", "commit")),
        (exchange, ("_exchanged_at_once",)),
    ):
        for name in names:
            monkeypatch.setattr(owner, name, _counted(getattr(owner, name)))


def _counted(work: Callable[..., object]) -> Callable[..., object]:
    def counted(*values: object, **options: object) -> object:
        STEPS.step(work.__name__)
        return work(*values, **options)

    return counted


@contextmanager
def killed_after(steps: int) -> Iterator[Steps]:
    """End what is done within after so many steps."""
    with _watched(Steps(steps)) as watched:
        yield watched


@contextmanager
def killed_before(name: str) -> Iterator[Steps]:
    """End what is done within before the first step called `name`."""
    with _watched(Steps(name=name)) as watched:
        yield watched


@contextmanager
def _watched(steps: Steps) -> Iterator[Steps]:
    global STEPS  # noqa: PLW0603 hooks cannot be taken away again
    STEPS = steps
    steps.watches = True
    try:
        yield steps
    finally:
        steps.watches = False


class Office:
    """A project, the site that is built of it, and what is remembered."""

    def __init__(self, portal: PortalCase, folder: Path) -> None:
        self.portal, self.folder = portal, folder
        self.now = MORNING
        portal.meeting(
            "documents:\n- {title: Báo cáo, file: bao-cao.pdf, release: 01/7/2026 10 giờ}\n"
            "contacts: [{id: rieng, unit: Văn phòng, name: Người Giữ Rất Kín, phone: 0900.123.456}]\n"
        ).write(f"meetings/{FIRST}/bao-cao.pdf", paper("bao cao"))
        portal.run("codes", "issue")
        portal.commit()
        folder.mkdir()

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def build(self, cache: str = "cache", site: str = "site") -> None:
        """Build as a process of its own would."""
        root = self.portal.root
        (root / "content").mkdir(exist_ok=True)
        place = Place(
            *(root, "mkdocs.yml", self.folder / site, "https://hop.example.gov.vn/", "vi"),
            *(root / "content", None),
        )
        kept = database(self.folder / cache)
        building = Building(place, kept, self.now)
        assert not building.errors
        building.make()
        asks = building.driver.needs_host()
        assert building.finish(hosted(building.driver, self.folder / "host") if asks else None) == ()

    def files(self, site: str = "site") -> dict[str, bytes]:
        place = self.folder / site
        return {p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*") if p.is_file()}

    def first_build(self) -> dict[str, bytes]:
        """Return what is made where nothing is remembered."""
        number = len(list(self.folder.glob("site-*")))
        self.build(f"cache-{number}", f"site-{number}")
        close_databases()
        return self.files(f"site-{number}")


def paper(name: str) -> bytes:
    """Return a document long enough to be told from others by its bytes."""
    return pdf("\n".join(f"dong {n} cua {name} het dong {n * n}" for n in range(30)))


def hosted(driver: Driver, folder: Path) -> Hosted:
    """Return the frames of a host that knows nothing but a page."""
    folder.mkdir(exist_ok=True)
    (folder / "trang.css").write_text("body { color: black }")
    frames = {}
    for page in driver.samples:
        contents = "".join(_entry([heading]) for heading in page.toc)
        html = f"<title>{page.title}</title><nav>{contents}</nav><main>{page.body.decode()}</main>"
        frames[kind_of(page)] = frame(html, kind_of(page), Entries.cut(_entry))
    return Hosted(frames, folder)


def _entry(headings: Sequence[Heading]) -> str:
    (_, anchor, title), *below = headings
    inner = "".join(_entry([heading]) for heading in below)
    return f'<li><a href="#{anchor}">{title}</a>{f"<ul>{inner}</ul>" if inner else ""}</li>'


def change_a_note(office: Office) -> None:
    file = f"meetings/{FIRST}/meeting.yml"
    office.portal.write(
        file, office.portal.read(file).partition("notes:")[0] + "notes: [Mang theo thẻ.]\n"
    ).commit()


def add_a_meeting(office: Office) -> None:
    office.portal.write(
        f"meetings/{SECOND}/meeting.yml",
        "title: Giao ban\norganizer: vp\nform: in-person\nsessions: 02/7/2026 8 giờ\ndocuments: [so-lieu.pdf]\n"
        "contacts: [{id: hai, unit: Văn phòng, name: Người Khác Rất Kín, phone: 0900.654.321}]\n",
    ).write(f"meetings/{SECOND}/so-lieu.pdf", paper("so lieu"))
    office.portal.run("codes", "issue")
    office.portal.commit()


def reach_the_hour_of_release(office: Office) -> None:
    office.now = NOON


def replace_a_file(office: Office) -> None:
    office.portal.write(f"meetings/{SECOND}/so-lieu.pdf", paper("so lieu ban hai"))


def rename_a_folder_and_move_its_codes(office: Office) -> None:
    (office.portal.root / "meetings" / SECOND).rename(office.portal.root / "meetings" / RENAMED)
    assert office.portal.run("codes", "move", SECOND, RENAMED).exit_code == 0
    office.portal.commit()


def delete_a_meeting(office: Office) -> None:
    for file in (office.portal.root / "meetings" / RENAMED).iterdir():
        file.unlink()
    (office.portal.root / "meetings" / RENAMED).rmdir()
    for issued in office.portal.load().ledger.codes.values():
        if issued.subject.meeting == RENAMED and not issued.is_retired:
            assert office.portal.run("codes", "retire", issued.code, "--reason", "Không họp").exit_code == 0


EDITS = (
    change_a_note,
    add_a_meeting,
    reach_the_hour_of_release,
    replace_a_file,
    rename_a_folder_and_move_its_codes,
    delete_a_meeting,
)
STRIDE = 199
"""Steps from one kill to the next, so that a build is begun again and again until it gets through."""


@pytest.fixture
def office(portal: PortalCase, tmp_path: Path) -> Office:
    office = Office(portal, tmp_path / "office")
    for _ in range(2):
        office.build()
        close_databases()
    return office


@pytest.mark.parametrize("first", [0, 67])
def test_a_build_may_be_killed_between_any_two_steps(office: Office, first: int) -> None:
    kills = 0
    for number, edit in enumerate(EDITS):
        stood = office.files()
        edit(office)
        wanted = office.first_build()
        last = first + number
        while not is_built(office, last):
            assert office.files() in (stood, wanted), STEPS.names[-3:]
            last += STRIDE
            kills += 1
        assert office.files() == wanted
    assert kills > len(EDITS)


def is_built(office: Office, last: int) -> bool:
    """Build; return whether it got through before the step `last`."""
    try:
        with killed_after(last):
            office.build()
    except KilledError:
        return False
    finally:
        close_databases()
    return True


def test_what_is_certain_is_completed(office: Office) -> None:
    """When everything is written and the database says so, only the exchange is left."""
    for edit in EDITS:
        stood = office.files()
        edit(office)
        wanted = office.first_build()
        with pytest.raises(KilledError), killed_before("_exchanged_at_once"):
            office.build()
        close_databases()
        assert office.files() == stood
        office.build()
        close_databases()
        assert office.files() == wanted
