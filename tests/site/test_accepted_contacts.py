"""What the office has accepted in a document passes the gate as well: a remedy that is obeyed must work."""

from __future__ import annotations

from driver import PortalCase
from sample_files import core_properties, docx

CONTACT = "Phan Thị Bích Thủy"
CONTACTS = f"contacts:\n  - {{id: ky-thuat, name: {CONTACT}, unit: Văn phòng, phone: 0912 345 678}}\n"


def built(portal: PortalCase, accepted: str) -> str:
    body = "<w:p><w:r><w:t>Gọi 912345678</w:t></w:r></w:p>"
    portal.with_settings().write("meetings/2026-07-01-hop/a.docx", docx(body, core_properties(CONTACT)))
    portal.meeting(f"{CONTACTS}documents:\n  - {{title: Báo cáo, file: a.docx, accepted: [{accepted}]}}\n")
    return portal.build().output


def test_an_accepted_name_and_number_pass_the_gate(portal: PortalCase) -> None:
    assert "PH801" not in built(portal, "PH706, PH729")
    assert (portal.root / "site/hop/2026-07-01-hop/index.html").exists()


def test_what_was_not_accepted_stops_the_build(portal: PortalCase) -> None:
    assert "PH801" in built(portal, "PH706")
