"""``phonghop upgrade``: files of an earlier version become those of this one, as far as that is safe."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from driver import PortalCase
from phonghop import __version__
from phonghop.model import Meeting
from phonghop.model.record import json_schema

OLD = """\
# cổng của xã
name: Cổng thử
publisher: Văn phòng
bodies:
  - id: vp
    name: Văn phòng
    profile: party-hd05          # thể thức
    honorific: Đồng chí
    symbol: VP
"""
MEETING = "points:\n  - name: Điểm cầu xã   # chính\n    level: commune\n    venue: Tầng 2\n"


def old(portal: PortalCase) -> PortalCase:
    portal.portal_file(OLD).meeting(MEETING)
    portal.write("requirements.txt", "# ghim\nphonghop[edit]==0.0.9\n")
    portal.write("meetings/meeting.schema.json", "{}\n").write(".gitignore", ".venv/\nghi-chu/\n")
    return portal


def test_what_has_to_change_is_told_and_nothing_is_written(portal: PortalCase) -> None:
    before = {path: path.read_bytes() for path in old(portal).root.rglob("*") if path.is_file()}
    answer = portal.run("upgrade", "--check")
    assert answer.exit_code == 1
    assert (
        "meetings/portal.yml:7: «profile: party-hd05          # thể thức» → letters: party-hd05"
        in answer.output
    )
    assert "meetings/2026-07-01-hop/meeting.yml:7: «level: commune» → bỏ dòng này" in answer.output
    assert "requirements.txt: viết lại" in answer.output
    assert {path: path.read_bytes() for path in portal.root.rglob("*") if path.is_file()} == before


def test_what_is_safe_is_done_and_all_else_stays(portal: PortalCase) -> None:
    assert old(portal).run("upgrade").exit_code == 0
    assert portal.read("meetings/portal.yml") == OLD.replace("profile:", "letters:")
    assert "level" not in portal.read("meetings/2026-07-01-hop/meeting.yml")
    assert "# chính" in portal.read("meetings/2026-07-01-hop/meeting.yml")
    assert portal.read("requirements.txt") == f"# ghim\nphonghop[edit]=={__version__}\n"
    assert portal.read("meetings/meeting.schema.json") == json_schema(Meeting, "Cuộc họp")
    assert portal.read(".gitignore").startswith(".venv/\nghi-chu/\n")
    assert "/site/" in portal.read(".gitignore").splitlines()
    assert portal.check().exit_code == 0
    again = portal.run("upgrade", "--check")
    assert (again.exit_code, again.output) == (0, f"Phiên bản {__version__}: không có gì phải đổi.\n")


def test_a_key_within_braces_is_left_to_staff(portal: PortalCase) -> None:
    text = OLD.replace("    profile: party-hd05          # thể thức\n", "").replace(
        "  - id: vp\n    name", "  - {id: vp, profile: none, name"
    )
    portal.portal_file(text.split("    honorific")[0].rstrip() + "}\n").meeting()
    answer = portal.run("upgrade")
    assert answer.exit_code == 1
    assert "PH201" in answer.output
    assert "profile: none" in portal.read("meetings/portal.yml")


def test_the_configuration_of_another_build_is_told(portal: PortalCase) -> None:
    portal.meeting().write("site/index.html", "<script>window.moi = 1</script>")
    portal.write("nginx.conf", "add_header Content-Security-Policy \"script-src 'sha256-cu'\";\n")
    answer = portal.run("upgrade", "--check", "--server", str(portal.root / "nginx.conf"))
    assert answer.exit_code == 1
    assert "nginx.conf: cấu hình này của bản dựng khác" in answer.output


def test_a_program_that_came_as_a_file_is_kept_beside_the_portal(
    portal: PortalCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "tải về" / "phonghop-9.0-py3-none-any.whl"
    new.parent.mkdir()
    new.write_bytes(b"new")
    told = json.dumps({"archive_info": {}, "url": new.as_uri()})
    monkeypatch.setattr(
        "phonghop.adapters.own_package.distribution", lambda _: SimpleNamespace(read_text=lambda _: told)
    )
    portal.meeting().write("requirements.txt", "./packages/phonghop-0.0.9-py3-none-any.whl[edit]\n")
    portal.write("packages/phonghop-0.0.9-py3-none-any.whl", "old")
    assert portal.run("upgrade").exit_code == 0
    assert portal.read("requirements.txt") == "./packages/phonghop-9.0-py3-none-any.whl[edit]\n"
    assert [file.name for file in (portal.root / "packages").iterdir()] == [new.name]
    new.unlink()  # with the file goes the way back to it: the version is pinned
    assert portal.run("upgrade").exit_code == 0
    assert portal.read("requirements.txt") == f"phonghop[edit]=={__version__}\n"
