"""A made portal, published: what its meetings say is given by each test."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from driver import SAMPLES, inspected
from phonghop.feeds.publication import Publication
from phonghop.portal import Portal, load
from phonghop.text.strings import strings

BASE_URL = "https://hop.example.gov.vn/"
PORTAL = {
    "name": "Cổng mẫu",
    "publisher": "Văn phòng mẫu",
    "bodies": [
        {
            "id": "tinh-uy",
            "name": "Tỉnh ủy Mẫu",
            "letters": "party-hd05",
            "symbol": "TU",
            "honorific": "Đồng chí",
        },
        {"id": "chua-hop", "name": "Cơ quan chưa họp", "letters": "none"},
    ],
}
MEETING = {
    "title": "Hội nghị mẫu",
    "organizer": "tinh-uy",
    "form": "hybrid",
    "sessions": [{"start": "17/12/2026 8 giờ", "end": "17/12/2026 11 giờ 30"}],
    "points": [
        {"name": "Điểm cầu tỉnh", "venue": {"name": "Hội trường tầng 5", "address": "Số 1, đường Mẫu"}}
    ],
}
MEETING_ID = "2026-12-17-mau"

Publish = Callable[..., Publication]


def published(portal: Portal | None, committed: Mapping[str, datetime] | None = None) -> Publication:
    assert portal is not None
    return Publication(portal, inspected(portal), BASE_URL, strings("vi"), committed or {})


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Publish one meeting, or several by id; keys given by name replace those of the made meeting."""

    def made(
        meetings: Mapping[str, Mapping[str, object]] | None = None,
        *,
        committed: Mapping[str, datetime] | None = None,
        files: Mapping[str, bytes] | None = None,
        **changes: object,
    ) -> Publication:
        base = tmp_path / "meetings"
        for meeting_id, own in (meetings or {MEETING_ID: changes}).items():
            (base / meeting_id).mkdir(parents=True, exist_ok=True)
            (base / meeting_id / "meeting.yml").write_text(
                yaml.safe_dump({**MEETING, **own}, allow_unicode=True)
            )
        for name, content in (files or {}).items():
            (base / MEETING_ID / name).write_bytes(content)
        (base / "portal.yml").write_text(yaml.safe_dump(PORTAL, allow_unicode=True))
        portal, problems = load(tmp_path)
        assert problems == ()
        return published(portal, committed)

    return made


@pytest.fixture(scope="session")
def real() -> Publication:
    """The portal of this repository."""
    portal, _ = load(SAMPLES)
    return published(portal)
