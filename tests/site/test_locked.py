"""What is published of locked meetings."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path

import http_ece
import pypdfium2
import pytest

from locked_portal import LOCKED_PAPER, PART, TITLE, WHOLE, Office
from phonghop.locked import sealing, spoken


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path, monkeypatch)


def files(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


@pytest.mark.parametrize("public", ["nothing", "internal", "summary"])
def test_no_file_says_what_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, public: str) -> None:
    office = Office(tmp_path, monkeypatch, public)
    published = files(office.built())
    summary = {TITLE, "Nhà khách Mường Thanh"} if public == "summary" else set()
    for word in {*office.secret_words} - summary:
        forms = (word, unicodedata.normalize("NFD", word), word.casefold(), json.dumps(word)[1:-1])
        said = [
            a for a, data in published.items() if any(form.encode() in data for form in forms) or word in a
        ]
        assert said == [], word


def test_a_site_without_locks_has_nothing_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path, monkeypatch, "không")
    office.portal.write(
        f"meetings/{PART}/meeting.yml",
        office.portal.read(f"meetings/{PART}/meeting.yml").replace("locked: có, ", ""),
    )
    office.run("build")
    assert not [
        a for a in files(office.portal.root / "site") if a.startswith("k/") or "noble" in a or "locked" in a
    ]


def test_the_public_line_says_what_the_file_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for public, title, place in (
        ("internal", "Cuộc họp nội bộ", None),
        ("summary", TITLE, "Phòng họp số hai Nhà khách Mường Thanh"),
    ):
        office = Office(tmp_path / public, monkeypatch, public)
        site = office.built()
        meetings = {m["id"]: m for m in json.loads((site / "hop.json").read_text())["meetings"]}
        line = meetings[f"2026-07-02-noi-bo-{office.set_id(WHOLE)[:8]}"]
        assert line["title"] == title
        assert line["documents"] == line["agenda"] == line["points"] == []
        assert ("Nhà khách" in json.dumps(line, ensure_ascii=False)) == bool(place)
        assert line["sessions"][0]["start"].startswith("2026-07-02T08:00" if place else "2026-07-02")


def test_what_is_published_opens_by_other_hands(office: Office) -> None:
    site = office.built()
    for meeting in (WHOLE, PART):
        lock = office.keyring[meeting]
        folder = site / "k" / lock.set_id.hex()
        told = json.loads((folder / "lock.json").read_text())

        def opened(name: str, role: str, folder: Path = folder, content: bytes = lock.content) -> bytes:
            key = sealing.derived(content, bytes.fromhex(name), f"phonghop locked 1 {role}".encode())
            return http_ece.decrypt((folder / f"{name}.bin").read_bytes(), key=key)

        listed = json.loads(opened(told["manifest"], "manifest"))
        names = {entry["file"] for entry in listed["files"].values()} | {told["manifest"]}
        assert names == {file.stem for file in folder.glob("*.bin")}
        by_name = {entry["name"]: opened(entry["file"], "file") for entry in listed["files"].values()}
        expected = "kiem-diem.pdf" if meeting == WHOLE else "nhan-su.pdf"
        assert by_name[expected] == (office.portal.root / "meetings" / meeting / expected).read_bytes()
        home = opened(listed["files"][listed["home"]]["file"], "file").decode()
        assert (TITLE if meeting == WHOLE else LOCKED_PAPER) in home
        assert f"/hop/{WHOLE}/" not in home
        for entry in listed["files"].values():
            assert entry["size"] == len(opened(entry["file"], "file"))


def test_without_keys_nothing_is_built(office: Office) -> None:
    done = office.portal.build()
    assert done.exit_code == 1
    assert "PH440" in done.output
    assert not (office.portal.root / "site").exists()


def test_the_same_input_gives_the_same_bytes(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = files(office.built())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    shutil.rmtree(office.portal.root / "site")
    assert files(office.built()) == first


def test_who_is_revoked_is_locked_out_at_the_next_build_and_nobody_else(office: Office) -> None:
    office.run("keys", "new", WHOLE, "--to", str(office.printed))
    office.run("keys", "new", PART, "--to", str(office.printed))
    office.run("codes", "issue")
    site = office.built()
    folder = site / "k" / office.set_id(WHOLE)
    before = json.loads((folder / "lock.json").read_text())
    office.portal.write("noi-nhan.csv", "tên\nXã A\nXã B\n")
    letters = ("letter", WHOLE, "--addressees", str(office.portal.root / "noi-nhan.csv"))
    printed = ("--to", str(office.printed))
    refused = office.portal.run(*letters, *printed)
    assert refused.exit_code == 2
    assert "--issue" in refused.output
    office.run(*letters, *printed, "--issue")
    key = spoken.as_key(office.key(WHOLE, "Xã A"))
    assert key
    office.run("keys", "revoke", WHOLE, "Xã A")
    office.built()
    after = json.loads((folder / "lock.json").read_text())
    revoked = sealing.slot_name(key, office.keyring[WHOLE].set_id)
    assert revoked in after["retired"]
    assert set(before["slots"]) < set(after["slots"])
    assert len(after["slots"]) == 2
    assert after["manifest"] != before["manifest"]
    kept = {file.stem for file in folder.glob("*.bin")}
    assert before["manifest"] not in kept


def test_the_file_of_keys_is_made_again_from_the_recovery_sheet(office: Office) -> None:
    office.built()
    lock = office.keyring[WHOLE]
    (sheet,) = office.printed.glob(f"{WHOLE}-*.pdf")
    with pypdfium2.PdfDocument(sheet.read_bytes()) as document:
        said = document[0].get_textpage().get_text_range()
    key = spoken.grouped(spoken.as_text(lock.master))
    assert key in said
    office.keys_file.unlink()
    site = str(office.portal.root / "site")
    wrong = office.portal.run("keys", "restore", WHOLE, site, "--key", "2" * 28)
    assert wrong.exit_code == 2
    office.run("keys", "restore", WHOLE, site, "--key", key)
    assert office.keyring[WHOLE] == lock


def test_a_file_of_keys_that_others_can_read_or_that_is_in_the_project_is_refused(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.make_keys()
    office.keys_file.chmod(0o644)
    assert "PH442" in office.portal.build().output
    office.keys_file.chmod(0o600)  # what each of the three advises is done before the next
    whole = office.keys_file.read_bytes()
    inside = office.portal.root / "khoa.json"
    inside.write_bytes(office.keys_file.read_bytes())
    inside.chmod(0o600)
    monkeypatch.setenv("PHONGHOP_KEYS", str(inside))
    output = office.portal.build().output
    assert ("PH442" in output, "PH444" in output) == (False, True)
    monkeypatch.setenv("PHONGHOP_KEYS", str(office.keys_file))
    office.keys_file.write_text("{")
    output = office.portal.build().output
    assert ("PH444" in output, "PH441" in output) == (False, True)
    assert not (office.portal.root / "site").exists()
    inside.unlink()
    office.keys_file.write_bytes(whole)
    assert ": PH" not in office.portal.build().output


def test_a_meeting_may_not_lead_to_one_of_which_nothing_is_seen(office: Office) -> None:
    office.make_keys()
    moved = f"status: {{state: dời, replacement: {WHOLE}}}\n"
    office.portal.append(f"meetings/{PART}/meeting.yml", moved)
    assert "PH443" in office.portal.build().output
    text = office.portal.read(f"meetings/{WHOLE}/meeting.yml")
    assert "locked: nothing\n" in text
    office.portal.write(f"meetings/{WHOLE}/meeting.yml", text.replace("locked: nothing", "locked: internal"))
    assert "PH443" not in office.portal.build().output
