"""The list of files of the built site, as people check it."""

import subprocess
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from release_samples import write_checksums

from phonghop.packs.checksums import checksum_lines
from phonghop.site.checksums import CHECKSUMS, read_checksums, relisted

ADDRESSES = st.text("ab/.ệ𝄞", min_size=1, max_size=4)
SITES = st.dictionaries(ADDRESSES, st.sampled_from([sha256(b"1").hexdigest(), sha256(b"2").hexdigest()]))


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


@given(SITES, SITES)
def test_a_list_that_is_brought_up_to_date_is_the_list_made_anew(
    before: dict[str, str], after: dict[str, str]
) -> None:
    changes = {address: after.get(address, "") for address in sorted(before.keys() | after.keys())}
    told = ((a, digest) for a, digest in changes.items() if digest != before.get(a) or digest == "")
    listed = BytesIO(checksum_lines(dict(sorted(before.items()))))
    assert b"".join(relisted(listed, told)) == checksum_lines(dict(sorted(after.items())))
