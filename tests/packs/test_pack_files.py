"""Packs of an earlier build, taken again from the site in which they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from driver import PortalCase, inspected
from packs.pack_samples import BASE, FOLDER, lively, pages, seen, text_pdf
from phonghop.database import packed, unpacked
from phonghop.packs import files as made
from phonghop.packs.files import EarlierPacks, PackFiles
from phonghop.packs.offer import PackMaker, Packs


class Office:
    """A meeting with documents, and the site in which its packs stand."""

    def __init__(self, portal: PortalCase, site: Path) -> None:
        self.portal, self.site = lively(portal), site
        self.bound = 0

    def packs(self, earlier: PackFiles | None = None) -> Packs:
        """Return the packs of the meeting, and have them stand in the site."""
        shown = seen(self.portal)
        known = EarlierPacks(unpacked(PackFiles, packed(earlier)), self.site) if earlier else None
        offered = PackMaker(inspected(shown), BASE, pages()).packs(shown.folders[0], shown, known)
        for file in offered.files:
            if isinstance(file.content, bytes):
                target = self.site / file.address
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.content)
        return offered


@pytest.fixture
def office(portal: PortalCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office(portal, tmp_path / "site")
    bind = made.bound_pack

    def counted(*values: object) -> object:
        office.bound += 1
        return bind(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(made, "bound_pack", counted)
    return office


def test_packs_that_stand_are_not_made_again(office: Office) -> None:
    first = office.packs()
    again = office.packs(first.made)
    assert office.bound == 1
    assert again.rows == first.rows
    assert again.made == first.made
    for one, other in zip(first.files, again.files, strict=True):
        assert isinstance(other.content, Path)
        assert (other.content.read_bytes(), other.label) == (one.content, one.label)


def test_what_they_are_made_of_makes_them_anew(office: Office) -> None:
    first = office.packs()
    office.portal.write(f"{FOLDER}/tl.pdf", text_pdf("Tham luận khác"))
    assert office.packs(first.made).made != first.made
    assert office.bound == 2


@pytest.mark.parametrize(
    "harm", [Path.unlink, lambda file: file.write_bytes(b""), lambda file: file.write_bytes(b"\xff\xfe")]
)
def test_a_pack_that_other_hands_have_changed_is_made_anew(
    office: Office, harm: Callable[[Path], object]
) -> None:
    first = office.packs()
    assert first.bound
    harm(office.site / first.bound.address)
    assert office.packs(first.made).files == first.files
    assert office.bound == 2
