"""How many edits a draft needs until `phonghop check` passes: `python tests/bench/edits.py [FOLDER]`, for the letters in FOLDER.

What is counted is decided by rule, so that everybody gets the same number. As long as the check tells an error, the first one is
mended: a blank is filled (one edit), anything else that is wrong is taken out (one edit). A letter that tells no day costs one edit
for its folder's name. The portal is that of the invented invitations, so its offices are known to the draft as they are to a clerk.
"""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from phonghop.editing.desk import Desk
from phonghop.editing.review_marks import value_at
from phonghop.importing.job import ENDINGS, read_file
from phonghop.importing.letter import read_letter
from phonghop.source.nodes import Plain
from phonghop.text.region import VIETNAM
from phonghop.text.strings import strings

TESTS = Path(__file__).parents[1]
LETTERS = TESTS / "importing" / "letters"
PORTAL = TESTS / "invitations" / "portal.yml"
NOW = datetime(2026, 1, 1, tzinfo=VIETNAM)
_MOST = 99
_FILLS = {
    "organizer": "ubnd-song-lam",
    "sessions": "01/01/2030 8 giờ",
    "start": "01/01/2030 8 giờ",
    "at": "01/01/2030",
}


def edits(letter: Path) -> int:
    """Return how many edits the draft of `letter` needs."""
    with TemporaryDirectory() as folder:
        root = Path(folder, "portal")
        (root / "meetings").mkdir(parents=True)
        shutil.copyfile(PORTAL, root / "meetings/portal.yml")
        desk = Desk(root, strings("vi"), root.with_name("cache"), lambda: NOW)
        portal = desk.portal()
        assert portal
        text = read_file(letter)
        draft = read_letter(text.lines, portal.settings.bodies, desk.t, converted=text.converted)
        name = draft.meeting_id or "2030-01-01-hop"
        desk.file(name).parent.mkdir()
        desk.file(name).write_text(draft.text, encoding="utf-8", newline="\n")
        count = 0 if draft.meeting_id else 1
        while count < _MOST:
            wrong = next((one for one in desk.placed_problems(name) if one[1].is_error), None)
            if wrong is None:
                return count
            path, problem = wrong
            data = desk.data(name)
            assert data is not None
            here = path or (str(problem.values.get("key", "title")),)
            _mend(data, here, problem.code, str(problem.values.get("key", "")))
            desk.hold(name, data)
            count += 1
    return count


def _mend(data: dict[str, Plain], path: tuple[str | int, ...], code: str, key: str) -> None:
    """Fill the blank at `path`, or what is missing beside it; take out the record that is wrong otherwise."""
    is_blank = code == "PH223"
    *above, last = path
    if code == "PH202" and isinstance(value_at(data, tuple(above)), dict):
        last, is_blank = key, True
    if not is_blank and code != "PH202":
        above, last = _record(path)
    holder = value_at(data, tuple(above))
    name = next(step for step in reversed((*above, last)) if isinstance(step, str))
    filled = _FILLS.get(name, "Văn phòng")
    if isinstance(holder, dict):
        if is_blank or last in {"title", "organizer", "sessions"}:
            holder[str(last)] = filled
        else:
            holder.pop(str(last), None)
    elif isinstance(holder, list) and isinstance(last, int):
        holder[last : last + 1] = [filled] if is_blank else []


def _record(path: tuple[str | int, ...]) -> tuple[list[str | int], str | int]:
    """Return where the record stands that holds `path`: the innermost item of a list, or the field itself."""
    n = next((n for n in range(len(path) - 1, -1, -1) if isinstance(path[n], int)), len(path) - 1)
    return [*path[:n]], path[n]


def main() -> None:
    folders = [Path(sys.argv[1])] if len(sys.argv) > 1 else [LETTERS / "real", LETTERS / "invented"]
    for folder in folders:
        counts = {
            letter.stem: edits(letter) for letter in sorted(folder.iterdir()) if letter.suffix in ENDINGS
        }
        for name, count in counts.items():
            print(f"{count:4d}  {name}")
        print(f"median {median(counts.values())}, at most {max(counts.values())}: {folder.name}")


if __name__ == "__main__":
    main()
