"""A finished site goes live whole or not at all, whatever happens meanwhile, and no printed code is lost."""

from __future__ import annotations

import errno
import fcntl
import gzip
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import brotli
import pytest
from release_samples import CODES, TEXT, Steps, finished_site, write_checksums

from driver import PortalCase
from phonghop.site.publishing import publish, roll_back
from phonghop.text.problems import PortalError

STEPS = Steps()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "portal"


def version_of(live: Path) -> str:
    """Return the version that every page of the live site says: all the same, and nothing missing."""
    pages = [live / "index.html", *(live / f"hop/{n}/index.html" for n in range(3))]
    said = {page.read_text("utf-8").split()[0] for page in pages}
    assert len(said) == 1
    assert (live / "assets/fixed.css").stat().st_size
    done = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=live, check=False, capture_output=True
    )
    assert done.returncode == 0, done.stdout
    return said.pop()


def releases_in(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "releases").iterdir())


def codes_of(error: pytest.ExceptionInfo[PortalError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_the_live_folder_shows_each_release_in_turn(tmp_path: Path, folder: Path) -> None:
    for version in ("một", "hai", "ba"):
        done = publish(finished_site(tmp_path / "site", version), folder)
        assert done.live == folder / "live"
        assert version_of(folder / "live") == version


def test_five_releases_are_kept(tmp_path: Path, folder: Path) -> None:
    for n in range(8):
        publish(finished_site(tmp_path / "site", f"bản{n}"), folder)
    assert releases_in(folder) == [f"{n:06}" for n in range(4, 9)]
    assert version_of(folder / "live") == "bản7"


def test_a_file_that_did_not_change_is_the_same_file(tmp_path: Path, folder: Path) -> None:
    publish(finished_site(tmp_path / "site", "một"), folder)
    done = publish(finished_site(tmp_path / "site", "hai"), folder)
    for name in ("assets/fixed.css", "assets/fixed.css.br", f"q/{CODES[0]}/index.html"):
        first, second = (folder / f"releases/00000{n}" / name for n in (1, 2))
        assert first.stat().st_ino == second.stat().st_ino, name
    # Four pages and the list of files.
    assert (done.files, done.written) == (7, 5)


def test_a_changed_file_is_younger_even_within_one_second(tmp_path: Path, folder: Path) -> None:
    """Web servers compare size and whole seconds: equal ones would be answered with 304 and the old words."""
    publish(finished_site(tmp_path / "site", "một"), folder)
    publish(finished_site(tmp_path / "site", "hai"), folder)
    for name in ("index.html", "hop/0/index.html", "hop/0/index.html.gz"):
        first, second = (int((folder / f"releases/00000{n}" / name).stat().st_mtime) for n in (1, 2))
        assert first < second, name


def test_a_file_damaged_in_the_last_release_is_not_taken_over(tmp_path: Path, folder: Path) -> None:
    site = finished_site(tmp_path / "site", "một")
    publish(site, folder)
    (folder / "live/assets/fixed.css").write_bytes(b"/* hong */")
    (folder / "live/hop/0/index.html.br").write_bytes(b"hong")
    (folder / "live/hop/1/index.html.gz").write_bytes(gzip.compress(b"khac"))
    publish(site, folder)
    assert version_of(folder / "live") == "một"
    original = (site / "hop/0/index.html").read_bytes()
    assert brotli.decompress((folder / "live/hop/0/index.html.br").read_bytes()) == original
    assert gzip.decompress((folder / "live/hop/1/index.html.gz").read_bytes()) == original


def test_a_site_that_did_not_change_makes_no_release(tmp_path: Path, folder: Path) -> None:
    """Whoever publishes every few minutes keeps five releases that differ."""
    site = finished_site(tmp_path / "site", "một")
    assert publish(site, folder).changed
    again = publish(site, folder)
    assert (again.number, again.changed, releases_in(folder)) == (1, False, ["000001"])
    (folder / "live").unlink()
    assert publish(site, folder).number == 2
    assert version_of(folder / "live") == "một"


def test_compressed_forms_are_equal_to_their_originals_and_the_same_every_time(
    tmp_path: Path, folder: Path
) -> None:
    site = finished_site(tmp_path / "site", "một")
    for target in (folder, tmp_path / "other"):
        publish(site, target)
    forms = sorted(path.relative_to(folder / "live") for path in (folder / "live").rglob("*.[bg][rz]"))
    assert len(forms) == 8
    for form in forms:
        data = (folder / "live" / form).read_bytes()
        original = (folder / "live" / form.with_suffix("")).read_bytes()
        assert (brotli.decompress(data) if form.suffix == ".br" else gzip.decompress(data)) == original
        assert len(data) < len(original)
        assert data == (tmp_path / "other/live" / form).read_bytes()


def test_everyone_may_read_what_is_published(tmp_path: Path, folder: Path) -> None:
    site = finished_site(tmp_path / "site", "một")
    before = os.umask(0o077)
    try:
        publish(site, folder)
    finally:
        os.umask(before)
    for path in [folder, folder / "releases", *(folder / "releases").rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


@pytest.mark.parametrize("damage", ["missing", "changed", "added", "linked", "no list"])
def test_a_site_that_is_not_whole_is_refused(damage: str, tmp_path: Path, folder: Path) -> None:
    publish(finished_site(tmp_path / "site", "một"), folder)
    site = finished_site(tmp_path / "site", "hai")
    page = site / "hop/2/index.html"
    match damage:
        case "missing":
            page.unlink()
        case "changed":
            page.write_text("hai và thêm")
        case "added":
            page.with_name("thua.html").write_text("hai")
        case "linked":
            page.with_name("khac.html").symlink_to("/etc/passwd")
        case "no list":
            (site / "SHA256SUMS").unlink()
    with pytest.raises(PortalError) as error:
        publish(site, folder)
    assert codes_of(error) == ["PH901"]
    assert version_of(folder / "live") == "một"
    assert releases_in(folder) == ["000001"]


def test_a_site_without_a_live_code_is_refused(tmp_path: Path, folder: Path) -> None:
    publish(finished_site(tmp_path / "site", "một", CODES), folder)
    site = finished_site(tmp_path / "site", "hai", CODES[:1])
    with pytest.raises(PortalError) as error:
        publish(site, folder)
    assert codes_of(error) == ["PH902", "PH902"]
    assert {problem.values["code"] for problem in error.value.problems} == set(CODES[1:])
    assert version_of(folder / "live") == "một"


def test_a_code_is_not_lost_with_the_link(tmp_path: Path, folder: Path) -> None:
    publish(finished_site(tmp_path / "site", "một", CODES), folder)
    (folder / "live").unlink()
    with pytest.raises(PortalError) as error:
        publish(finished_site(tmp_path / "site", "hai", CODES[:1]), folder)
    assert set(codes_of(error)) == {"PH902"}


def test_going_back_keeps_codes_issued_since(tmp_path: Path, folder: Path) -> None:
    publish(finished_site(tmp_path / "site", "một", CODES[:1]), folder)
    publish(finished_site(tmp_path / "site", "hai", CODES), folder)
    done = roll_back(folder)
    assert (done.number, done.codes_kept) == (1, 2)
    assert version_of(folder / "live") == "một"
    for code in CODES:
        assert code in (folder / f"live/q/{code}/index.html").read_text("utf-8")


def test_what_was_withdrawn_is_never_gone_back_to(tmp_path: Path, folder: Path) -> None:
    for version in ("một", "hai"):
        publish(finished_site(tmp_path / "site", version), folder)
    roll_back(folder)
    assert publish(finished_site(tmp_path / "site", "ba"), folder).number == 3
    assert roll_back(folder).number == 1
    with pytest.raises(PortalError) as error:
        roll_back(folder)
    assert codes_of(error) == ["PH906"]
    assert version_of(folder / "live") == "một"


def test_what_was_gone_back_from_does_not_return_by_itself(tmp_path: Path, folder: Path) -> None:
    """A schedule publishes the same site again every five minutes."""
    for version in ("một", "hai", "ba"):
        publish(finished_site(tmp_path / "site", version), folder)
    roll_back(folder)
    roll_back(folder)
    for version in ("hai", "ba"):
        done = publish(finished_site(tmp_path / "site", version), folder)
        assert (done.number, done.changed, done.was_left) == (1, False, True)
        assert version_of(folder / "live") == "một"
    assert publish(finished_site(tmp_path / "site", "bốn"), folder).changed
    assert publish(finished_site(tmp_path / "site", "ba"), folder).changed
    assert version_of(folder / "live") == "ba"


def test_there_is_nothing_to_go_back_to_at_first(folder: Path) -> None:
    with pytest.raises(PortalError) as error:
        roll_back(folder)
    assert codes_of(error) == ["PH906"]


def test_only_one_publishes_at_a_time(tmp_path: Path, folder: Path) -> None:
    site = finished_site(tmp_path / "site", "một")
    publish(site, folder)
    with (folder / ".lock").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        for attempt in (lambda: publish(site, folder), lambda: roll_back(folder)):
            with pytest.raises(PortalError) as error:
                attempt()
            assert codes_of(error) == ["PH903"]
    publish(site, folder)


def test_a_folder_that_is_something_else_is_left_alone(tmp_path: Path, folder: Path) -> None:
    (folder / "live").mkdir(parents=True)
    (folder / "live/index.html").write_text("của người khác")
    with pytest.raises(PortalError) as error:
        publish(finished_site(tmp_path / "site", "một"), folder)
    assert codes_of(error) == ["PH905"]
    assert (folder / "live/index.html").read_text("utf-8") == "của người khác"


def test_file_systems_without_second_names_get_copies(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    for version in ("một", "hai"):
        publish(finished_site(tmp_path / "site", version), folder)
    assert version_of(folder / "live") == "hai"


# Stopped at any step


def steps_of(site: Path, folder: Path) -> int:
    """Return how many steps it takes to publish `site`."""
    with STEPS.doing(lambda: None, 0):
        publish(site, folder)
    return STEPS.taken


def full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_at_any_step_leaves_the_live_site(tmp_path: Path, folder: Path) -> None:
    sites = [finished_site(tmp_path / name, name) for name in ("một", "hai")]
    steps = steps_of(sites[0], tmp_path / "counted") + steps_of(sites[1], tmp_path / "counted")
    publish(sites[0], folder)
    version = "một"
    refused = 0
    for at in range(1, steps):
        site = sites[at % 2]
        possible = {site.name}
        try:
            with STEPS.doing(full, at):
                publish(site, folder)
        except PortalError as error:
            refused += [problem.code for problem in error.problems] == ["PH904"]
            possible.add(version)
        version = version_of(folder / "live")
        assert version in possible
        assert len([name for name in releases_in(folder) if name.isdecimal()]) <= 6
    assert refused > 40
    publish(finished_site(tmp_path / "site", "ba"), folder)
    assert version_of(folder / "live") == "ba"
    assert all(name.isdecimal() for name in releases_in(folder))


@pytest.fixture(scope="module")
def publisher() -> Iterator[subprocess.Popen[str]]:
    """A process that publishes in children, see `release_samples.main`."""
    command = [sys.executable, str(Path(__file__).with_name("release_samples.py"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.stdin.close()


def killed_at(publisher: subprocess.Popen[str], site: Path | str, folder: Path, step: int) -> str:
    publisher.stdin.write(f"{site}\t{folder}\t{step}\n")
    publisher.stdin.flush()
    return publisher.stdout.readline().strip()


class Readers(threading.Thread):
    """Opens pages of the live site again and again, as web servers do, and remembers what went wrong."""

    def __init__(self, live: Path) -> None:
        super().__init__()
        self.pages = [live / "index.html", live / "hop/2/index.html", live / f"q/{CODES[0]}/index.html"]
        self.missing: list[str] = []
        self.read = 0
        self.stopping = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.join()

    def run(self) -> None:
        while not self.stopping.is_set():
            for page in self.pages:
                try:
                    if not page.read_bytes():
                        self.missing.append(f"empty {page}")
                except OSError as error:
                    self.missing.append(str(error))
                self.read += 1


def test_killed_at_any_step_the_live_site_is_whole(
    publisher: subprocess.Popen[str], tmp_path: Path, folder: Path
) -> None:
    """A sample that is the same every time; `tests/bench/kill_publishing.py` is the long run."""
    sites = [finished_site(tmp_path / name, name, CODES[: n + 1]) for n, name in enumerate(("một", "hai"))]
    publish(sites[0], folder)
    publish(finished_site(sites[0], "một", CODES[:2]), folder)
    steps = int(killed_at(publisher, sites[1], folder, 0))
    chosen = random.Random(7).sample(range(1, steps + 1), 40)
    killed = 0
    with Readers(folder / "live") as readers:
        for n, at in enumerate(chosen):
            site = "-" if n % 8 == 7 else sites[n % 2]
            killed += killed_at(publisher, site, folder, at) == "killed"
            assert version_of(folder / "live") in {"một", "hai"}
            for code in CODES[:2]:
                assert (folder / f"live/q/{code}/index.html").stat().st_size
    assert killed > 10  # some end early: what was gone back from is not published again
    assert readers.missing == []
    assert readers.read > 100
    # Whoever comes next needs to mend nothing.
    publish(finished_site(tmp_path / "site", "ba", CODES[:2]), folder)
    assert version_of(folder / "live") == "ba"
    assert len(releases_in(folder)) <= 5


# The command


@pytest.fixture
def built(portal: PortalCase) -> PortalCase:
    finished_site(portal.root / "site", "một")
    return portal


def test_command_publishes_and_goes_back(built: PortalCase) -> None:
    target = str(built.root / "www")
    assert str(built.run("publish", target)) == (
        "Đã công bố bản 1: 7 tệp, 7 tệp mới. Thư mục gốc của máy chủ web: ROOT/www/live\n[exit 0]\n"
    )
    assert str(built.run("publish", target)) == "Không có gì thay đổi; vẫn phục vụ bản 1.\n[exit 0]\n"
    finished_site(built.root / "site", "hai", CODES[:2])
    built.run("publish", target)
    assert str(built.run("publish", target, "--rollback")) == (
        "Đã quay lại bản 1. Thư mục gốc của máy chủ web: ROOT/www/live\n"
        "1 mã cấp sau bản đó vẫn trả lời; trang mà mã trỏ tới sẽ có lại khi công bố bản mới.\n[exit 0]\n"
    )
    assert str(built.run("publish", target)) == (
        "Bản vừa dựng chính là bản đã bỏ khi quay lại: vẫn phục vụ bản 1. Sửa dữ liệu rồi dựng và công bố lại; nếu bản ấy vốn đúng, thêm --again.\n[exit 0]\n"
    )
    assert "Đã công bố bản 3" in built.run("publish", target, "--again").output


def test_command_tells_what_is_wrong(built: PortalCase) -> None:
    target = str(built.root / "www")
    finished_site(built.root / "site", "một", CODES[:2])
    built.run("publish", target)
    finished_site(built.root / "site", "hai", CODES[:1])
    assert str(built.run("publish", target)) == (
        f"ROOT/site/q/{CODES[1]}/index.html:1:1: PH902 Mã «{CODES[1]}» đang dùng trên cổng nhưng không có trong bản "
        "này; lấy đủ meetings/issued.tsv (git pull), dựng lại rồi công bố; không mã nào đã in được phép mất\n"
        "1 lỗi, 0 cảnh báo.\n[exit 1]\n"
    )


def test_command_refuses_to_publish_into_the_built_site(built: PortalCase) -> None:
    assert built.run("publish", str(built.root / "site/www")).exit_code == 2


def test_command_refuses_pages_that_the_web_server_would_not_let_work(built: PortalCase) -> None:
    target = str(built.root / "www")
    configuration = built.root / "phonghop.conf"
    page = built.root / "site/index.html"
    page.write_text(f"<script>work()</script>{TEXT}")
    write_checksums(built.root / "site")
    built.write(
        "mkdocs.yml",
        "site_name: Cổng thử\nsite_url: https://hop.example.gov.vn/\ndocs_dir: meetings\n",
    )
    built.run("serving", "nginx", "--to", str(configuration))
    assert built.run("publish", target, "--serving", str(configuration)).exit_code == 0
    page.write_text(f"<script>other()</script>{TEXT}")
    write_checksums(built.root / "site")
    refused = built.run("publish", target, "--serving", str(configuration))
    assert "ROOT/site/index.html:1:1: PH907 Trang index.html cần chính sách" in refused.output
    assert refused.exit_code == 1
    built.run(
        "serving",
        "nginx",
        "--to",
        str(configuration),
        "--site",
        f"{target}/live",
        "--site",
        str(built.root / "site"),
    )
    assert built.run("publish", target, "--serving", str(configuration)).exit_code == 0


def test_going_back_brings_back_no_withdrawn_document_and_no_number_unasked(
    tmp_path: Path, folder: Path
) -> None:
    site = finished_site(tmp_path / "site", "một gọi 0900.000.001")
    paper = site / "hop/1/tai-lieu/bao-cao.pdf"
    paper.parent.mkdir()
    paper.write_bytes(b"%PDF-1.7 withdrawn")
    write_checksums(site)
    publish(site, folder)
    publish(finished_site(tmp_path / "site", "hai"), folder)
    with pytest.raises(PortalError) as error:
        roll_back(folder)
    assert set(codes_of(error)) == {"PH915", "PH916"}
    assert "0900.000.001" not in "".join(str(problem.values) for problem in error.value.problems)
    assert version_of(folder / "live") == "hai"
    assert roll_back(folder, bring_back=True).number == 1
