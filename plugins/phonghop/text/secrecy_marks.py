"""Secrecy marks in words: one reading for the YAML files, for documents and for the finished site.

A mark (Luật Bảo vệ bí mật nhà nước; Thông tư 24/2020/TT-BCA) is a stamp, which stands by itself, or is declared after «Độ mật:».
MẬT also begins MẬT ĐỘ and ends BẢO MẬT, and in running capitals it may be either, so there are two answers: ``certain``
is refused, ``possible`` is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise
from urllib.parse import unquote

from phonghop.text.characters import flat
from phonghop.text.folding import fold

_GAP = r"[\W_]*"
_SPACED = re.compile(
    rf"(?<!\w)(?:(?P<top>{_GAP.join('TUYỆT')}|{_GAP.join('TỐI')})[\s._·•*|/\\-]*)?{_GAP.join('MẬT')}(?!\w)",
    re.IGNORECASE,
)
"""A mark with its letters together, apart, or below each other."""
_SPELT = re.compile(r"[Mm][\W_]*+[Ậậ][\W_]*+[Tt]")
"""What most marks have and most texts do not."""
_LEVEL = r"(?:tuyệt[ \t]+mật|tối[ \t]+mật|mật)"
_DECLARED = re.compile(
    rf"(?<!\w)(?:mức[ \t]+)?(?:cấp[ \t]+)?(?:độ|loại|dấu(?:[ \t]+chỉ)?[ \t]+(?:mức[ \t]+)?độ)[ \t]+mật[ \t]*(?:[:=-]|\t|là|(?=[^\w\s]*[abc]\W*$))\s*[^\w\n]*"
    rf"(?P<level>{_LEVEL}|[abc](?=[^\w]|$))(?!\w)",
    re.IGNORECASE | re.MULTILINE,
)
_CLASSED = re.compile(
    rf"(?<!\w)(?:phân loại|xếp loại|bảo mật|mức|cấp|loại|chế độ|nhãn|dấu|classification|security)[ \t]*[:=]\s*[^\w\n]*(?P<level>{_LEVEL})(?!\w)",
    re.IGNORECASE,
)
"""A level after words that are used for other things too."""
_IN_NEXT_CELL = re.compile(
    r"(?i:(?<!\w)độ mật)[ \t]+(?P<level>(?:Tuyệt|TUYỆT|Tối|TỐI)[ \t]+(?:mật|MẬT)|Mật|MẬT)[ \t]*$",
    re.MULTILINE,
)
"""A level beside its label, as the row of a table is read from a PDF."""
_BELONGING = re.compile(
    r"(?<!không )(?<!chưa )\bthuộc[ \t]+(?:độ|mức|loại)[ \t]+(?P<level>(?:Tuyệt|TUYỆT|Tối|TỐI)[ \t]+(?:mật|MẬT|Mật)|Mật|MẬT)(?!\w)"
)
_TICKED = re.compile(
    rf"(?:[☑☒✓✔✗✘☓■▣◼]|(?<!\w)[þýü]|[\[(][ \t]*[xXvV✓✔][ \t]*[\])])[ \t]{{0,3}}(?P<level>{_LEVEL})(?!\w)",
    re.IGNORECASE,
)
"""A level whose box is ticked; þ, ý and ü are what boxes of Wingdings are in other typefaces."""
_MORE_LEVELS = re.compile(rf"\W*(?:,|/|;|và|hoặc|hay)\s*(?:độ\s+)?{_LEVEL}(?!\w)", re.IGNORECASE)
"""What follows a level where a rule or a form lists them all."""
_NO_LEVEL = re.compile(r"[ \t]+(?:độ|mã|khẩu)\b", re.IGNORECASE)
_COMPANIONS = (
    r"(?<!\w)(?:tài liệu|văn bản|hồ sơ|công văn|bản|dấu|độ|mức|cấp|loại|thuộc|số|sao chụp|sao|thứ|tờ|trang|copy|hỏa tốc|hoả tốc|khẩn|thượng"
    r"|lưu hành nội bộ|không được|không|thu hồi|trả lại|sau|hội nghị|cuộc họp|họp|hẹn giờ|chỉ|người|có tên|mới được"
    r"|bóc|bì|a|b|c|ngày|giờ|tháng|năm|gấp|watermark|state secret|secret|top|confidential)(?!\w)|[\W\d_]"
)
"""What may stand on a line with a stamp."""
_ALONE = re.compile(rf"(?:{_COMPANIONS})*+", re.IGNORECASE)
_AFTER = (
    *("độ", "mã", "khẩu", "ong", "thiết", "vụ", "danh", "thư", "gấu", "nghị", "phục", "báo", "hiệu", "mía", "ngọt", "lệnh"),
    *("kế", "tông", "đàm", "thám", "ngữ", "chú", "ước", "hoa", "dừa"),
)  # fmt: skip
_BEFORE = (
    *("bảo", "bí", "cơ", "thân", "túi", "ống", "sỏi", "gan", "kín", "cẩn", "dày", "rậm", "lấy", "nuôi", "rót", "đường", "mía"),
    *("ong", "nước", "dịch", "hút", "nụy", "kẹo", "trái", "trăng", "rỉ", "rắc", "nằm"),
)  # fmt: skip
_ORDINARY_BEFORE = re.compile(rf"(?<!\w)(?:{'|'.join(_BEFORE)})[\s-]+$", re.IGNORECASE)
_ORDINARY_AFTER = re.compile(rf"^[\s-]+(?:{'|'.join(_AFTER)})(?!\w)", re.IGNORECASE)
_BROKEN_BEFORE = re.compile(r"(?<!\w)(?:bảo|bí)[ \t]*\n$", re.IGNORECASE)
_BROKEN_AFTER = re.compile(
    r"^[ \t]*\n\s*(?:(?:ong|khẩu|thám|tông|gấu)(?!\w)|(?:độ|mã)[ \t]*(?:\n|\(|\Z))", re.IGNORECASE
)
"""What belongs to the word even beyond the end of a line; a stamp stands above BÁO CÁO and KẾ HOẠCH, below NHÀ NƯỚC."""
_TITLE = re.compile(
    r"\s*(?:báo cáo|kế hoạch|danh sách|danh mục|thư mời|nghị quyết|nghị định|hiệp định|lệnh)(?!\w)",
    re.IGNORECASE,
)
"""What a document is called, below its stamp."""
_BRACKETS = re.compile(r"[(\[]\s*$"), re.compile(r"^\s*[)\]]")
_WITHOUT_MARKS = re.compile(
    r"^[^\w\n]*(?:(?i:tai lieu|van ban) |(?i:(?:muc )?do mat)[ \t]*[:=][ \t]*)?(TUYET MAT|TOI MAT|MAT)[^\w\n]*$",
    re.MULTILINE,
)
_OLD_FONTS = re.compile(
    r"^[^\w\n]*(?:(?:tèi|tuyöt) )?mët[^\w\n]*$|^[^\w\n]*(?:(?:toái|tuyeät) )?maät[^\w\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""MẬT as TCVN3 (.VnTime) and VNI write it, for readers that do not know the font."""
_TYPED = re.compile(
    r"^[^\w\n]*(?:(?:too?i?s?i?|tuyee?j?tj?|to61?i1?|tuye65?t5?|to\^'i|tuye\^\.t)[^\w\n]+)?m(?:aatj|aajt|a65t|a6t5|a\^\.t)[^\w\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""What Telex, VNI and VIQR are typed as, where no program makes letters of it."""
_OTHER_STAMPS = re.compile(
    r"^[^\w\n]*(TOP SECRET|SECRET|CONFIDENTIAL|(?:TÀI LIỆU|VĂN BẢN|HỒ SƠ) (?:TUYỆT ĐỐI )?BÍ MẬT(?: NHÀ NƯỚC)?)[^\w\n]*$",
    re.MULTILINE,
)
_SIGNED = re.compile(r"\d[-/](?![A-Z][a-z]{5})[A-ZĐa-zđ][\w./-]{1,40} ?\((T?M|TUM)\)")
"""The number of a document with its mark's initials behind it; «3-Heights(TM)» is a trade mark."""
_WORD_ALONE = re.compile(r"^[^\w\n]*mật[^\w\n]*$", re.MULTILINE)
_CARRIER = re.compile(r"(?:tài liệu|văn bản|hồ sơ|công văn)\s+$", re.IGNORECASE)
_PRECEDED = re.compile(r"(?:tài liệu|văn bản|hồ sơ|công văn)\s+\Z|[(\[]\s*\Z", re.IGNORECASE)
"""What makes a mark of the word in small letters, which stands in every text."""
_DEGREE = re.compile(r"(?:độ|mức|cấp|loại)\s+$", re.IGNORECASE)
_SIGN = re.compile(r"[\s(\[«“\"'Ⓐ]*([ABC])[\s)\]»”\"']*")

_NAME_PARTS = re.compile(r"[\W\d_]+")
_NAME_BEFORE = frozenset(
    "bao bi co vang be than ra gap hop tien dong song tham trai nong tai thay mot hai nhieu cac moi tren san giap xe lam bong"
    " gio che quang nhan mien dien bo ro rua ti guong khuon giay ve dau kin tui duong mo mong khai nguoi nha cong tram noi"
    " vien so tro do chan bat khong kho thoat thieu bi danh bao mat doi dong ruong ket cat phai phia phan mieng chong truoc".split()
)
_NAME_AFTER = frozenset(
    "tran bang do ma khau ong hang duong cat san tien nuoc bich tien dat thiet danh thu vu nghi trai phang dung tich giay"
    " ngu mui mo nap kinh trang troi troi na sau truoc ngoai trong tich cau phuong duong pho rung mua nang chinh dung bao"
    " loi tich lang can doi quyen".split()
)
_SEPARATE = re.compile(r"(?<!\w)M[\W_]+Ậ[\W_]+T(?!\w)", re.IGNORECASE)
_COUNTED = re.compile(r"[\W\d_]+")
_TOLD = 1_000
"""Marks that are taken from one text: one would be enough to stop it."""
_NEAR = 24
"""Characters before a mark in which the word before it ends."""
_LINE = 300
"""Characters of a line that are looked at on either side of a mark."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a text, as they are called.

    Attributes:
        certain: those that are nothing else.
        possible: those that a person has to judge.
    """

    certain: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()


def marks_in(text: str, *, beside: bool = False) -> Marks:
    """Return the secrecy marks in `text`.

    Args:
        text: words in lines as a reader sees them.
        beside: whether it stands beside the text of a document (a stamp, a watermark, a page's header, a property), where a
            line of «mật» alone may be a mark, and one letter one of the kind used until 2020: A, B, C.
    """
    text = flat(text)
    certain, possible = _spelt(text) if _SPELT.search(text) else ([], [])
    possible += (match[1] for match in _WITHOUT_MARKS.finditer(text))
    possible += (match[0].strip() for match in _OLD_FONTS.finditer(text))
    possible += (match[0].strip() for match in _TYPED.finditer(text))
    possible += (match[1] for pattern in (_OTHER_STAMPS, _SIGNED) for match in pattern.finditer(text))
    if beside:
        possible += ("MẬT" for _ in _WORD_ALONE.finditer(text))
        possible += (sign[1] for sign in (_SIGN.fullmatch(text),) if sign)
    return Marks(tuple(dict.fromkeys(certain)), tuple(dict.fromkeys(possible)))


def certain_mark(text: str) -> str:
    """Return a mark in `text` that is nothing else, as `marks_in` does; empty where there is none."""
    text = flat(text)
    certain = _spelt(text)[0] if _SPELT.search(text) else ()
    return next(iter(certain), "")


def _spelt(text: str) -> tuple[list[str], list[str]]:
    """Return the certain and the possible marks among those that have the letters of MẬT."""
    certain: list[str] = []
    possible: list[str] = []
    judgements = ((_name(match), _judged(text, match)) for match in _SPACED.finditer(text))
    for name, is_certain in islice((one for one in judgements if one[1] is not None), _TOLD):
        (certain if is_certain else possible).append(name)
    for match in _DECLARED.finditer(text):
        if not _NO_LEVEL.match(text, match.end()):
            listed = _MORE_LEVELS.match(text, match.end())
            (possible if listed else certain).append(match["level"].upper())
    possible += (
        match["level"].upper()
        for pattern in (_CLASSED, _IN_NEXT_CELL, _BELONGING, _TICKED)
        for match in pattern.finditer(text)
    )
    return certain, possible


def _name(match: re.Match[str]) -> str:
    top = re.sub(r"[\W_]", "", match["top"] or "").upper()
    return f"{top} MẬT".strip()


def _judged(text: str, match: re.Match[str]) -> bool | None:
    """Return whether a mark is certain; None where the word is another."""
    written = match[0]
    if written[0].islower() and written[1:] == written[1:].upper():
        written = written.swapcase()  # a stuck key
    small = not written[0].isupper() and not _PRECEDED.search(
        text, max(0, match.start() - _NEAR), match.start()
    )
    upper = written == written.upper()
    begin = text.rfind("\n", max(0, match.start() - _LINE), match.start()) + 1 or max(
        0, match.start() - _LINE
    )
    end = text.find("\n", match.end(), match.end() + _LINE)
    before, after = text[begin : match.start()], text[match.end() : match.end() + _LINE if end < 0 else end]
    in_cell = before[-1:] in ("", "\t") and after[:1] in ("", "\t")
    if not match["top"]:
        if (
            small
            or _ORDINARY_BEFORE.search(before[-_NEAR:])
            or _ORDINARY_AFTER.search(after)
            or _is_label(before, after, upper=upper)
        ):
            return None
        # A heading in capitals may be broken within such a word.
        above, below = text[max(0, begin - _LINE) : begin], text[match.end() : match.end() + _LINE]
        if (not before.strip() and _BROKEN_BEFORE.search(above)) or _BROKEN_AFTER.search(below):
            return None
        broken = (not before.strip() and _last_line(above), not after.strip() and _first_line(below))
        if (broken[0] and _ORDINARY_BEFORE.search(broken[0])) or (
            broken[1] and _ORDINARY_AFTER.search(broken[1]) and not _TITLE.match(broken[1])
        ):
            return False if upper else None
    alone = _ALONE.fullmatch(before) and _ALONE.fullmatch(after)
    if upper:
        return alone is not None
    if small:
        return False if in_cell or not _COUNTED.sub("", before + after).strip() else None
    called = written[0].isupper() or _CARRIER.search(before[-_NEAR:])
    bracketed = _BRACKETS[0].search(before[-_NEAR:]) and _BRACKETS[1].search(after)
    return False if ((alone or in_cell) and called) or bracketed else None


def _last_line(above: str) -> str:
    """Return the line that ends there, if it is one of capitals."""
    line = above.removesuffix("\n").rpartition("\n")[2]
    return f"{line} " if line == line.upper() else ""


def _first_line(below: str) -> str:
    """Return the line that begins there, if it is one of capitals."""
    line = below.lstrip().partition("\n")[0]
    return f" {line}" if line == line.upper() else ""


def _is_label(before: str, after: str, *, upper: bool) -> bool:
    """Return whether «độ mật» is the name of a field or column, whose value stands elsewhere."""
    label = _DEGREE.search(before[-_NEAR:])
    return label is not None and (not upper or label[0].isupper() or bool(re.match(r"\s*[:=]", after)))


def marks_in_name(name: str) -> Marks:
    """Return the secrecy marks in the `name` of a file, with or without Vietnamese marks: ``BC_MẬT.pdf``, ``toi-mat.docx``."""
    name = flat(unquote(name)).replace("_", " ")
    apart = "".join(
        f" {sign}" if sign.isupper() and before.islower() else sign for before, sign in pairwise(f" {name}")
    )
    words = [word for word in _NAME_PARTS.split(apart) if word]
    folded = [fold(word) for word in words]
    certain: list[str] = []
    possible: list[str] = []
    for n, word in enumerate(words):
        if folded[n] != "mat" or (word.lower() not in ("mat", "mật")):
            continue
        before, after = (folded[n - 1] if n else ""), (folded[n + 1] if n + 1 < len(folded) else "")
        level = before if before in ("toi", "tuyet") else ""
        called = f"{words[n - 1]} {word}".upper() if level else word.upper()
        has_marks = word.lower() == "mật"
        if level or (
            has_marks and word == word.upper() and before not in _NAME_BEFORE and after not in _NAME_AFTER
        ):
            (certain if has_marks or level == "tuyet" else possible).append(called)
        elif (before not in _NAME_BEFORE or words[n - 1].lower() == "độ") and after not in _NAME_AFTER:
            possible.append(called)
    joined = re.search(r"(?:toi|tuyet)mat(?![a-z])", fold(name))
    if joined or _SEPARATE.search(name):
        possible.append(joined[0].upper() if joined else "MẬT")
    return Marks(tuple(certain), tuple(possible))
