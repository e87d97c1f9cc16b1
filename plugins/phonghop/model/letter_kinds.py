"""Kinds of letters that invite or summon: what each is called, how its number ends, whom it speaks to.

The Party's abbreviations are those of Hướng dẫn 36-HD/VPTW and 05-HD/VPTW, which give none to a giấy mời: GM is the
habit of offices. The state's are those of Nghị định 30/2020/NĐ-CP, Phụ lục III.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class LetterKind:
    """What distinguishes a kind of letter.

    Attributes:
        title: printed as its type; empty for a công văn, which prints none.
        party: its abbreviation in the numbers of the Party; empty where the kind bears no number by itself.
        state: the same in the numbers of the state. A công văn of the state has the issuer's symbol alone.
        is_addressed: whether its addressees are in its head, so that Nơi nhận begins with "Như trên".
    """

    title: str
    party: str
    state: str
    is_addressed: bool = False

    @property
    def first_recipient(self) -> str:
        """How Nơi nhận begins: the addressees above, or those whom the body of the letter names."""
        return "Như trên" if self.is_addressed else "Như thành phần mời"


KINDS: Mapping[str, LetterKind] = MappingProxyType(
    {
        "giay-moi": LetterKind("Giấy mời", "GM", "GM"),
        "thu-moi": LetterKind("Thư mời", "", ""),
        "cong-van": LetterKind("", "CV", "", is_addressed=True),
        "thong-bao": LetterKind("Thông báo", "TB", "TB"),
        "thong-tri": LetterKind("Thông tri", "TT", "TT"),
        "cong-dien": LetterKind("Công điện", "CĐ", "CĐ", is_addressed=True),
    }
)
"""By the name that ``letter.kind`` uses; a meeting without a letter has the kind "none"."""
