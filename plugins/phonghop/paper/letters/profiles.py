"""The measures of a letter, each with the rule it comes from. Lengths are in mm, sizes of type in pt.

The rules are named in short: HD05 is Hướng dẫn 05-HD/VPTW of 27/5/2026, HD36 is Hướng dẫn 36-HD/VPTW of 03/4/2018 (whose
figures HD05 keeps almost unchanged), NĐ30 is Nghị định 30/2020/NĐ-CP, Phụ lục I. A figure marked [A] stands in the text
of the rule or in a page that quotes it, [B] in at least two independent accounts of it, [C] in one; [M] is measured or
our own choice where the rule is silent or was not found. Figures that two rules share are written in both, each with its own
source. Whoever holds the official text of HD05 should compare once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True)
class Face:
    """How words are set; `size` is in pt."""

    size: float
    bold: bool = False
    italic: bool = False
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A fixed line at the head of the right column."""

    text: str
    face: Face


@dataclass(frozen=True, slots=True)
class Profile:
    """A form that a letter can take.

    Attributes:
        margin_top: and the three others: from the edge of the paper to the text.
        page_number_top: from the edge of the paper to the top of the line that holds the number, from page 2.
        head_columns: widths of the issuer's and the title's column; together the width of the text.
        foot_columns: widths of the columns of Nơi nhận and of the signature.
        title: Đảng Cộng sản Việt Nam, or Quốc hiệu and tiêu ngữ. A rule as long as the last line, measured, follows.
        issuer_least: the size down to which the rule lets the names of bodies go.
        below_issuer: the sign between the issuer and the number.
        issuer_rule: the length of that sign as a part of the issuer's line, where it is a rule.
        side_subject: trích yếu of a công văn, below the number; `subject_prefix` begins it.
        below_subject: what closes the centred trích yếu of a typed letter.
        indent: of the first line of each paragraph.
        line_spacing: from baseline to baseline of the body, in pt.
        paragraph_spacing: what a new paragraph adds to that, in pt.
        list_mark: ends each line of Kính gửi and Nơi nhận but the last, which ends in ".".
        end_mark: replaces the stop after the last sentence; empty leaves the stop.
        signature_space: left for the hand and the seal.
        gap_share: of the gaps around type name, Kính gửi and signature, on which no rule speaks [M].
    """

    name: str
    margin_top: float
    margin_bottom: float
    margin_left: float
    margin_right: float
    page_number: Face
    page_number_top: float
    head_columns: tuple[float, float]
    foot_columns: tuple[float, float]
    title: tuple[TitleLine, ...]
    parent: Face
    issuer: Face
    issuer_least: float
    below_issuer: Literal["star", "rule"]
    issuer_rule: float
    number: Face
    place_and_date: Face
    side_subject: Face
    subject_prefix: str
    type_name: Face
    centred_subject: Face
    below_subject: Literal["hyphens", "rule"]
    urgency: Face
    urgency_boxed: bool
    circulation: Face
    draft: Face
    salutation: Face
    addressee: Face
    body: Face
    indent: float
    line_spacing: float
    paragraph_spacing: float
    list_mark: str
    end_mark: str
    authority: Face
    post: Face
    signer: Face
    signature_space: float
    recipients_title: Face
    recipients: Face
    footnote: Face
    code_label: Face
    code_address: Face
    gap_share: float = 1.0

    @property
    def text_width(self) -> float:
        """The width of the text on A4, in mm."""
        return A4_WIDTH - self.margin_left - self.margin_right


A4_WIDTH, A4_HEIGHT = 210.0, 297.0

PARTY_HD05 = Profile(
    name="party-hd05",
    # HD05, Phụ lục 1: margins 20/20/30/15, fixed [B]. The text is 165 wide.
    margin_top=20,
    margin_bottom=20,
    margin_left=30,
    margin_right=15,
    # HD05: Arabic, 14 upright, centred, 10 mm from the top edge, not on page 1 [B].
    page_number=Face(14),
    page_number_top=10,
    # No figure found in the rule; offices use 71–77 | 88–94 [M].
    head_columns=(75, 90),
    foot_columns=(75, 90),
    # HD36, Phụ lục 3: capitals, 15, bold, top right; below it a solid rule as long as the title [A].
    title=(TitleLine("ĐẢNG CỘNG SẢN VIỆT NAM", Face(15, bold=True)),),
    # HD36, Phụ lục 3: capitals 14, the body above upright, the issuing body bold; "*" on its own line [A].
    parent=Face(14),
    issuer=Face(14, bold=True),
    issuer_least=14,
    below_issuer="star",
    issuer_rule=0,
    # HD36, Phụ lục 3: number 14 upright, place and date 14 italic [A].
    number=Face(14),
    place_and_date=Face(14, italic=True),
    # HD36, Phụ lục 3: 12 italic, in the left column below the number [A]; HD05 begins it with "về việc" [B].
    side_subject=Face(12, italic=True),
    subject_prefix="về việc",
    # HD05: type name 15–16 bold, trích yếu 14–15 bold, then five hyphens [B].
    type_name=Face(16, bold=True),
    centred_subject=Face(14, bold=True),
    below_subject="hyphens",
    # HD05: mức độ khẩn 14 bold, below the number [B]; phạm vi lưu hành 12 bold capitals, draft 14 italic [B], their
    # places [M].
    urgency=Face(14, bold=True),
    urgency_boxed=False,
    circulation=Face(12, bold=True),
    draft=Face(14, italic=True),
    # HD36: "Kính gửi:" 14 italic, addressees 14 upright [B].
    salutation=Face(14, italic=True),
    addressee=Face(14),
    # HD36, Phụ lục 3: body 14–15 [A]; HD05: first line about 10 mm in, at least 6 pt between paragraphs, lines exactly
    # 18–22 pt apart [B].
    body=Face(14),
    indent=10,
    line_spacing=18,
    paragraph_spacing=6,
    # HD05, 9.2.5: lines end in ";", the last in "." [C]; the text ends in ".", not "./." [C].
    list_mark=";",
    end_mark="",
    # HD36: authority 14 bold, post 14 upright, name 14 bold [B]; four to five empty lines to sign [C].
    authority=Face(14, bold=True),
    post=Face(14),
    signer=Face(14, bold=True),
    signature_space=28,
    # HD36: "Nơi nhận:" 14 upright underlined, its lines 12 upright [B].
    recipients_title=Face(14, underlined=True),
    recipients=Face(12),
    # The rules are silent on footnotes and codes [M].
    footnote=Face(11),
    code_label=Face(11, bold=True),
    code_address=Face(9),
)

# HD36, Phụ lục 3 and điều 5: paper, margins, page number, case and sizes as in HD05, lines at least 18 pt apart and
# paragraphs at least 6 pt [B].
PARTY_HD36 = replace(
    PARTY_HD05,
    name="party-hd36",
    # The habit of letters under HD36: "V/v" (seen in a letter of 27/5/2026); the example in HD36 itself has neither.
    subject_prefix="V/v",
    # HD36: lines end in "," [B]; "./." closes the text by habit (the same letter).
    list_mark=",",
    end_mark="./.",
)

STATE_ND30 = Profile(
    name="state-nd30",
    # NĐ30, I.3: top and bottom 20–25, left 30–35, right 15–20 [A].
    margin_top=20,
    margin_bottom=20,
    margin_left=30,
    margin_right=15,
    # NĐ30, I.7: Arabic, 13–14 upright, centred in the top margin, not on page 1 [A].
    page_number=Face(14),
    page_number_top=10,
    # Quốc hiệu in 13 bold is 95.0 mm wide [M], so the right column holds 97.
    head_columns=(68, 97),
    foot_columns=(75, 90),
    # NĐ30, II.1: Quốc hiệu capitals 12–13 bold, tiêu ngữ 13–14 bold; below it a rule as long as the tiêu ngữ [A].
    title=(
        TitleLine("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Face(13, bold=True)),
        TitleLine("Độc lập - Tự do - Hạnh phúc", Face(14, bold=True)),
    ),
    # NĐ30, II.2: capitals 12–13, the body above upright, the issuing body bold; a rule of 1/3–1/2 of the line [B].
    parent=Face(13),
    issuer=Face(13, bold=True),
    issuer_least=12,
    below_issuer="rule",
    issuer_rule=0.4,
    # NĐ30, II.3 and II.4: number 13 upright, place and date 13–14 italic [B].
    number=Face(13),
    place_and_date=Face(14, italic=True),
    # NĐ30, II.5: "V/v" 12–13 upright, 6 pt below the number; type name and trích yếu 13–14 bold, a rule below [B].
    side_subject=Face(12),
    subject_prefix="V/v",
    type_name=Face(14, bold=True),
    centred_subject=Face(14, bold=True),
    below_subject="rule",
    # NĐ30, III.2: 13–14 bold capitals in a box, below the number [B]; draft [M].
    urgency=Face(13, bold=True),
    urgency_boxed=True,
    circulation=Face(13, bold=True),
    draft=Face(13, italic=True),
    # NĐ30, II.9: 13–14 upright [B].
    salutation=Face(14),
    addressee=Face(14),
    # NĐ30, II.6: 13–14, first line 10 or 12.7 mm in, at least 6 pt between paragraphs, single to 1.5 lines [B].
    body=Face(14),
    indent=10,
    line_spacing=18,
    paragraph_spacing=6,
    # NĐ30, II.9: ";" and "." [B]; "./." closes the text in the forms of Phụ lục III [M].
    list_mark=";",
    end_mark="./.",
    # NĐ30, II.7: authority and post capitals 13–14 bold, name 13–14 bold [B].
    authority=Face(14, bold=True),
    post=Face(14, bold=True),
    signer=Face(14, bold=True),
    signature_space=28,
    # NĐ30, II.9: "Nơi nhận:" 12 bold italic, its lines 11 upright [B].
    recipients_title=Face(12, bold=True, italic=True),
    recipients=Face(11),
    footnote=Face(11),
    code_label=Face(11, bold=True),
    code_address=Face(9),
)

# Companies, associations and families: no rule binds them. The measures of NĐ30 without Quốc hiệu; a single stop ends
# the text, as in ordinary letters [M].
PLAIN = replace(STATE_ND30, name="plain", title=(), end_mark="")


def tightened(profile: Profile) -> Profile:
    """Return `profile` as tight as its rule lets it be, for a letter that would else end on a page of a few lines.

    Party letters already stand at the least line and paragraph spacing (18 and 6 pt), so only the space to sign gives
    way: from five lines of 14 pt to four [C]. NĐ30 (II.6) lets lines stand single, 1.15 em of Times New Roman [B].
    """
    single = 1.15 * profile.body.size
    spacing = profile.line_spacing if profile.name.startswith("party") else min(profile.line_spacing, single)
    return replace(profile, line_spacing=spacing, signature_space=22, gap_share=0.6)


def smaller(profile: Profile) -> Profile | None:
    """Return `profile` tightened and in the smaller size of its rule; the Party has none.

    NĐ30 (II.6) takes letters of 13 for 14. Whom no rule binds may set paragraphs nearer than its 6 pt too.
    """
    if profile.name.startswith("party"):
        return None
    small = {name: replace(getattr(profile, name), size=13.0) for name in ("body", "salutation", "addressee")}
    spacing = 3.0 if profile.name == PLAIN.name else profile.paragraph_spacing
    return tightened(replace(profile, paragraph_spacing=spacing, **small))


PROFILES: Mapping[str, Profile] = MappingProxyType(
    {p.name: p for p in (PARTY_HD05, PARTY_HD36, STATE_ND30, PLAIN)}
)
"""The profiles by the name that ``letter.profile`` and ``bodies[].letters`` use."""
