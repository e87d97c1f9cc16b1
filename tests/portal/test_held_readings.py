"""A process that loads a portal again and again reads a folder once for each of its states."""

from __future__ import annotations

import pytest

from driver import MEETING_ID, PortalCase
from phonghop.portal import load, remembered
from phonghop.portal.load import Reading


def test_a_folder_is_read_once_for_each_of_its_states(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "2026-08-01-hop-khac"
    portal.with_settings().meeting().meeting(meeting_id=other)
    cache = portal.root / ".cache"
    # Far after the files were written, whatever the ticks of the file system's clock are.
    monkeypatch.setattr(remembered, "clock_of", lambda _: 1 << 62)
    readings: dict[str, tuple[str, Reading]] = {}

    def read() -> tuple[str, ...]:
        before = dict(readings)
        loaded, _ = load(portal.root, cache, readings)
        assert loaded
        assert [folder.id for folder in loaded.folders] == [MEETING_ID, other]
        return tuple(name for name, reading in readings.items() if before.get(name) is not reading)

    assert read() == (MEETING_ID, other)
    assert read() == ()
    file = f"meetings/{other}/meeting.yml"
    portal.write(file, portal.read(file).replace("title: ", "title: Tên dài hơn, "))
    assert read() == (other,)
    # Another setting of the portal may change what every folder means.
    portal.write("meetings/portal.yml", f"{portal.read('meetings/portal.yml')}# chú thích\n")
    assert read() == (MEETING_ID, other)
    monkeypatch.setattr(remembered, "clock_of", lambda _: 0)
    assert read() == ()
    loaded, _ = load(portal.root, cache, readings)
    assert loaded
    assert "Tên dài hơn" in loaded.by_id[other].meeting.title
