"""Makes a portal of N realistic meetings: seeded, so that every run and every machine measures the same text.

Each meeting has what an office's have: ten documents, two of them files of its own, a contact who is nobody's business but the
office's, and a commit of its own in a git history.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from phonghop.portal import load
from phonghop.portal.codes import HEADER, Entry, new_code, subjects
from phonghop.text.folding import fold
from sample_files import pdf_of, stream

PROJECT = Path(__file__).parent.parent.parent
FIRST_DAY = date(2024, 1, 2)
DOCUMENTS = 10
FILES = 2
PAGES = 4
FORMS = 4
ISSUED = date(2024, 1, 1)

BODIES = (
    "Tỉnh ủy",
    "Ủy ban nhân dân tỉnh",
    "Đảng ủy các cơ quan Đảng",
    "Ban Tổ chức Tỉnh ủy",
    "Văn phòng Tỉnh ủy",
)
KINDS = ("Hội nghị", "Phiên họp", "Cuộc làm việc")
MATTERS = (
    "sơ kết công tác xây dựng Đảng", "triển khai nhiệm vụ phát triển kinh tế - xã hội", "quán triệt nghị quyết của Trung ương",
    "giao ban công tác nội chính", "rà soát tiến độ giải ngân vốn đầu tư công", "chuyển đổi số trong các cơ quan",
    "phòng, chống thiên tai và tìm kiếm cứu nạn", "công tác cán bộ và bảo vệ chính trị nội bộ", "dân vận khéo",
    "bảo đảm trật tự an toàn giao thông", "giảm nghèo bền vững vùng đồng bào dân tộc", "cải cách thủ tục hành chính",
)  # fmt: skip
PAPERS = ("Báo cáo", "Tờ trình", "Dự thảo nghị quyết", "Chương trình", "Đề cương", "Kế hoạch", "Phụ lục")
WHO = (
    "Các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy", "Các đồng chí Ủy viên Ban Chấp hành Đảng bộ tỉnh",
    "Lãnh đạo các cơ quan chuyên trách tham mưu, giúp việc Tỉnh ủy", "Trưởng các sở, ban, ngành tỉnh",
    "Bí thư đảng ủy các xã, phường", "Đại diện lãnh đạo các cơ quan Trung ương đóng trên địa bàn",
    "Báo và Phát thanh, Truyền hình tỉnh cử phóng viên dự và đưa tin", "Các tổ chức chính trị - xã hội tỉnh",
)  # fmt: skip
FILLER = (
    "Đề nghị các đồng chí sắp xếp công việc, dự họp đúng thành phần và thời gian.",
    "Các đơn vị chuẩn bị ý kiến phát biểu ngắn gọn, tập trung vào việc khó, việc chậm và kiến nghị cụ thể.",
    "Văn phòng bố trí hội trường, đường truyền và tài liệu; đầu mối kỹ thuật trực trước giờ họp một giờ.",
    "Kết luận của cuộc họp được thông báo bằng văn bản sau khi cuộc họp kết thúc.",
)


def generate(root: Path, count: int, files: int = FILES, seed: int = 2026) -> None:
    """Write a project with `count` meetings of so many own `files` into the folder `root`, replacing what is there."""
    shutil.rmtree(root, ignore_errors=True)
    (root / "meetings").mkdir(parents=True)
    shutil.copytree(PROJECT / "content", root / "content")
    shutil.copy(PROJECT / "mkdocs.yml", root / "mkdocs.yml")
    bodies = "".join(
        f"  - {{id: co-quan-{n}, name: {name}, letters: party-hd05, honorific: Đồng chí, symbol: TU}}\n"
        for n, name in enumerate(BODIES)
    )
    (root / "meetings" / "portal.yml").write_text(
        f"name: Cổng đo\npublisher: Văn phòng\nbodies:\n{bodies}", encoding="utf-8"
    )
    (root / ".gitignore").write_text("/site/\n")
    dice = random.Random(seed)
    for n in range(count):
        add(root, n, dice, files)
    issue(root)
    commit_each(root)


def add(root: Path, n: int, dice: random.Random, files: int = FILES) -> Path:
    """Write the meeting number `n`; return its folder."""
    day = FIRST_DAY + timedelta(days=n // 4)
    folder = root / "meetings" / f"{day.isoformat()}-cuoc-hop-{n:05d}"
    folder.mkdir()
    (folder / "meeting.yml").write_text(meeting(dice, n, day, files), encoding="utf-8")
    for paper in range(files):
        (folder / f"tai-lieu-{paper}.pdf").write_bytes(paper_of(dice))
    return folder


def paper_of(dice: random.Random) -> bytes:
    """Return a PDF of a few pages with words of its own."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>"
        % (b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(PAGES)), PAGES),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>",
    ]
    for n in range(PAGES):
        lines = b"".join(
            b"(%s %d) Tj T* "
            % (fold(f"{dice.choice(MATTERS)} {dice.choice(FILLER)}").encode(), dice.randint(1, 9999))
            for _ in range(30)
        )
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (5 + 2 * n),
            stream(b"BT /F 10 Tf 14 TL 40 800 Td %s ET" % lines),
        ]
    return pdf_of(objects)


def commit_each(root: Path) -> None:
    """Commit what the project shares, then each meeting by itself, as an office does."""
    git(root, "init", "--quiet", "--initial-branch=main")
    asked = b"".join(_commits(root))
    subprocess.run(["git", "-C", str(root), "fast-import", "--quiet"], input=asked, check=True)
    git(root, "reset", "--quiet", "--hard")


def _commits(root: Path) -> Iterator[bytes]:
    """Yield what git's fast-import is told (git-fast-import, "input format")."""
    meetings = sorted((root / "meetings").glob("*/"))
    shared = [file for file in root.rglob("*") if file.is_file() and not {*file.parents} & {*meetings}]
    second = 1_700_000_000
    for n, files in enumerate((shared, *(sorted(folder.iterdir()) for folder in meetings))):
        words = f"Bước {n}".encode()
        yield b"commit refs/heads/main\ncommitter Office <office@example.gov.vn> %d +0700\n" % (
            second + n * 60
        )
        yield b"data %d\n%s\n" % (len(words), words)
        for file in files:
            if ".git" not in file.relative_to(root).parts:
                data = file.read_bytes()
                name = file.relative_to(root).as_posix().encode()
                yield b"M 100644 inline %s\ndata %d\n%s\n" % (name, len(data), data)


def git(root: Path, *arguments: str) -> None:
    """Run git in `root`; it must succeed."""
    who = ("-c", "user.name=Office", "-c", "user.email=office@example.gov.vn", "-c", "core.fsync=none")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True)


def issue(root: Path) -> None:
    """Issue every code, as an office would have done before printing."""
    portal, problems = load(root)
    assert portal is not None
    assert not problems, problems[:3]
    lines = [HEADER]
    taken: set[str] = set()
    for folder in portal.folders:
        for subject in subjects(folder.id, folder.meeting):
            code = new_code(subject, taken)
            taken.add(code)
            lines.append(f"{Entry(code, 'issue', subject, ISSUED, 'Tài liệu')}\n")
    (root / "meetings" / "issued.tsv").write_text("".join(lines), encoding="utf-8")


def meeting(dice: random.Random, n: int, day: date, files: int = FILES) -> str:
    """Return the YAML of one meeting, about 7 KB: lists of unequal length, sentences of unequal length."""
    matter = dice.choice(MATTERS)
    title = f"{dice.choice(KINDS)} {matter} {dice.choice(('quý I', 'quý II', 'quý III', 'năm'))} {day.year}"
    lines = [
        f"title: {title}",
        f"organizer: co-quan-{dice.randrange(len(BODIES))}",
        f"form: {dice.choice(('in-person', 'online', 'hybrid'))}",
        f"sessions: {day.day:02d}/{day.month}/{day.year} {dice.choice((7, 8, 9, 14))} giờ",
        "points:",
    ]
    for point, where in enumerate(("Điểm cầu cấp tỉnh", "Điểm cầu cấp xã")):
        lines += [f"  - name: {where}", f"    venue: Hội trường số {n % 40 + point * 50}", "    attendees:"]
        lines += [f"      - {who}; {dice.choice(MATTERS)}" for who in dice.sample(WHO, dice.randint(5, 8))]
    lines.append("agenda:")
    for item in range(dice.randint(4, 8)):
        lines += [
            f"  - title: {dice.choice(PAPERS)} {dice.choice(MATTERS)}",
            f"    presenter: {dice.choice(BODIES)}",
        ]
        lines.append(f"    documents: [tai-lieu-{item}]")
    lines.append("documents:")
    for paper in range(DOCUMENTS):
        lines += [
            f"  - id: tai-lieu-{paper}",
            f"    title: {dice.choice(PAPERS)} {dice.choice(MATTERS)} số {dice.randint(1, 900)}",
        ]
        where = (
            f"file: tai-lieu-{paper}.pdf"
            if paper < files
            else f"url: https://example.gov.vn/tai-lieu/{n}/{paper}.pdf"
        )
        lines.append(f"    {where}")
    lines += [
        "contacts:",
        f"  - {{id: dau-moi, unit: Văn phòng, name: {person(n)}, phone: {phone(n)}}}",
    ]
    lines.append("links:")
    for form, kind in enumerate(("attendance", "headcount", "support", "survey")[:FORMS]):
        lines += [f"  - kind: {kind}", f"    url: https://example.gov.vn/bieu-mau/{n}/{form}"]
    lines.append("tasks:")
    for _ in range(dice.randint(4, 7)):
        lines += [f"  - units: {dice.choice(BODIES)}", "    actions:"]
        lines += [
            f"      - Chuẩn bị nội dung {dice.choice(MATTERS)}. {dice.choice(FILLER)}"
            for _ in range(dice.randint(1, 3))
        ]
    lines.append("notes:")
    lines += [f"  - {dice.choice(FILLER)} {dice.choice(FILLER)}" for _ in range(dice.randint(2, 5))]
    return "\n".join(lines) + "\n"


def person(n: int) -> str:
    """Return the invented name of the contact of meeting `n`: no two have the same."""
    family = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ")
    middle = ("Văn", "Thị", "Hữu", "Minh", "Quốc", "Thanh", "Ngọc", "Đức", "Kim", "Xuân")
    own = ("Anh", "Bình", "Cường", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Mai", "Nam")
    parts = (n // 1000 % 10, n // 100 % 10, n // 10 % 10, n % 10)
    names = (family[parts[0]], middle[parts[1]], own[parts[2]], own[parts[3]])
    return " ".join((*names, own[n // 10_000 % 10]))


def phone(n: int) -> str:
    """Return the invented number of that contact."""
    digits = f"{(n + 1) * 7_654_321 % 10**8:08d}"  # no two alike, and none of a few digits that a page may have in a row
    return f"09{digits[:2]}.{digits[2:5]}.{digits[5:]}"


if __name__ == "__main__":
    generate(Path(sys.argv[1]), *map(int, sys.argv[2:]))
