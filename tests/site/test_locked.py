"""What is published of locked meetings."""

from __future__ import annotations

import gzip
import html
import io
import json
import shutil
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import http_ece
import pypdfium2
import pytest

from locked_portal import LOCKED_PAPER, PART, TITLE, WHOLE, Office
from phonghop.locked import sealing, spoken
from phonghop.locked.keyring import read_keyring
from phonghop.site import leaks
from sample_files import vietnamese_pdf


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path, monkeypatch)


def files(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def said_in(name: str, data: bytes) -> Iterator[str]:
    """Yield a file's bytes as text, and what it says where it is packed: pages of a PDF, members of an archive, folded lines."""
    yield name
    yield data.decode("utf-8", "replace")
    if name.endswith(".ics"):
        yield data.decode().replace("\r\n ", "")
    if name.endswith(".pdf"):
        with pypdfium2.PdfDocument(data) as document:
            yield " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    elif name.endswith((".zip", ".docx")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from said_in(member, archive.read(member))
    elif name.endswith(".gz"):
        yield from said_in(name.removesuffix(".gz"), gzip.decompress(data))


@pytest.mark.parametrize("public", ["nothing", "internal", "summary"])
def test_no_file_says_what_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, public: str) -> None:
    """Pages, lists, search, feeds, calendars, hop.json, packs, share cards, the map, lists for the hall: in no form."""
    office = Office(tmp_path, monkeypatch, public)
    published = files(office.built())
    kinds = {Path(name).suffix for name in published}
    assert kinds >= {".html", ".json", ".js", ".ics", ".xml", ".pdf", ".zip", ".png", ".svg", ".bin"}
    summary = {TITLE, "Nhà khách Mường Thanh"} if public == "summary" else set()
    inside = {"khuyết điểm của từng người", "nhà đất xe cộ", "lấy phiếu tín nhiệm"}
    said = {name: "\n".join(said_in(name, data)).casefold() for name, data in published.items()}
    for word in {*office.secret_words, *inside} - summary:
        forms = (
            word,
            unicodedata.normalize("NFD", word),
            json.dumps(word)[1:-1],
            quote(word),
            html.escape(word),
        )
        found = [name for name, text in said.items() if any(form.casefold() in text for form in forms)]
        assert found == [], word
    assert "tình hình chung trong quý" in said[f"hop/{PART}/tron-bo.pdf"]
    for paper in (*(office.portal.root / "meetings" / WHOLE).glob("*.*"), office.paper):
        data = paper.read_bytes()
        piece = data[len(data) // 2 :][:48]
        assert [name for name, whole in published.items() if piece in whole] == [], paper.name


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
    office.run(*letters, *printed, "--issue", "--docx")
    made = [*office.printed.iterdir()]
    assert len(made) >= 6  # two recovery sheets; a letter in two forms for each of two
    assert {file.name: file.stat().st_mode & 0o077 for file in made} == {file.name: 0 for file in made}
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


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of files that the gate looks at."""
    seen: list[str] = []
    looks = leaks.looks

    def noted(
        site: Path, forbidden: object, cache: object, addresses: Iterable[str], *more: object
    ) -> object:
        seen.extend(addresses := [*addresses])
        return looks(site, forbidden, cache, addresses, *more)

    monkeypatch.setattr(leaks, "looks", noted)
    return seen


def test_after_all_keys_are_changed_old_letters_open_nothing_and_say_why(
    office: Office, looked_at: list[str]
) -> None:
    site = office.built()
    folder = site / "k" / office.set_id(WHOLE)
    before, sheet = office.keyring[WHOLE], office.printed / f"{WHOLE}-phuc-hoi-khoa.pdf"
    old = {file.stem for file in folder.glob("*.bin")}
    printed = sheet.read_bytes()
    said = office.run("keys", "rotate", WHOLE, "--to", str(office.printed))
    assert "giấy cũ sẽ báo là khóa đã đổi" in said
    looked_at.clear()
    office.built()
    assert f"hop/{PART}/index.html" in looked_at, "a new key is looked for in every file"
    assert not [address for address in looked_at if "pdfjs" in address], "but not in those of the program"
    now = office.keyring[WHOLE]
    assert (now.set_id, now.epoch) == (before.set_id, 2)
    assert not old & {file.stem for file in folder.glob("*.bin")}
    told = json.loads((folder / "lock.json").read_text())
    letter = before.key_of(before.letters[0])
    name = sealing.slot_name(letter, before.set_id)
    assert name in told["retired"]
    assert name not in told["slots"]
    assert sheet.read_bytes() != printed
    key = spoken.as_text(before.master)
    office.keys_file.unlink()
    assert office.portal.run("keys", "restore", WHOLE, str(site), "--key", key).exit_code == 2
    office.run("keys", "restore", WHOLE, str(site), "--key", spoken.as_text(now.master))
    assert office.keyring[WHOLE] == now


def test_keys_move_to_another_machine(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a copy, as a memory stick holds it, readable for all; what is later stays, what is doubtful is refused."""
    office.make_keys()
    copy = tmp_path / "usb.json"
    copy.write_bytes(office.keys_file.read_bytes())
    copy.chmod(0o644)
    monkeypatch.setenv("PHONGHOP_KEYS", str(tmp_path / "other" / "keys.json"))
    assert "Đã nhận 2 khóa" in office.run("keys", "take", str(copy))
    taken = tmp_path / "other" / "keys.json"
    assert taken.stat().st_mode & 0o077 == 0
    assert read_keyring(taken) == office.keyring
    office.run("build")
    office.run("keys", "rotate", WHOLE, "--to", str(office.printed))
    later = read_keyring(taken)[WHOLE]
    assert "Đã nhận 0 khóa" in office.run("keys", "take", str(copy))
    assert read_keyring(taken)[WHOLE] == later
    monkeypatch.setenv("PHONGHOP_KEYS", str(office.keys_file))
    office.run("keys", "rotate", WHOLE, "--to", str(office.printed))
    refused = office.portal.run("keys", "take", str(taken))
    assert refused.exit_code == 2
    assert WHOLE in refused.output
    copy.write_text("{")
    assert "PH441" in office.portal.run("keys", "take", str(copy)).output


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


def test_a_lock_is_none_for_state_secrets(office: Office) -> None:
    office.make_keys()
    office.paper.write_bytes(vietnamese_pdf("TỐI MẬT\n\n= Tờ trình\n\nPhương án"))
    done = office.portal.build()
    assert done.exit_code == 1
    assert "PH708" in done.output
    assert not (office.portal.root / "site").exists()


def test_who_serves_an_older_state_whole_gives_what_it_gave(office: Office, tmp_path: Path) -> None:
    """Nothing tells a browser that there is a later one: to who was revoked it goes on giving the old papers, and no later."""
    site = office.built()
    folder = site / "k" / office.set_id(WHOLE)
    before = office.keyring[WHOLE]
    shutil.copytree(folder, tmp_path / "older")
    office.run("keys", "revoke", WHOLE)
    office.built()
    letter = before.key_of(before.letters[0])
    name = sealing.slot_name(letter, before.set_id)
    older = json.loads((tmp_path / "older" / "lock.json").read_text())
    assert sealing.opened_slot(older["slots"][name], letter, before.set_id, 1) == before.content
    assert name not in json.loads((folder / "lock.json").read_text())["slots"]
    assert not {f.name for f in (tmp_path / "older").glob("*.bin")} & {f.name for f in folder.glob("*.bin")}
