"""The list of files of the built site, as people check it."""

import subprocess
from pathlib import Path

import pytest

from phonghop.site.checksums import CHECKSUMS, read_checksums, write_checksums


def test_sha256sum_accepts_the_built_site(built_site: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", CHECKSUMS], cwd=built_site, check=True)


def test_every_file_of_the_built_site_is_listed(built_site: Path) -> None:
    files = {path.relative_to(built_site).as_posix() for path in built_site.rglob("*") if path.is_file()}
    assert set(read_checksums((built_site / CHECKSUMS).read_bytes())) == files - {CHECKSUMS}


@pytest.mark.parametrize("name", ["có dấu.html", "hai  cách.html", "a/b/c.html"])
def test_names_come_back_as_they_are(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("x")
    write_checksums(tmp_path)
    assert list(read_checksums((tmp_path / CHECKSUMS).read_bytes())) == [name]
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", CHECKSUMS], cwd=tmp_path, check=True)
