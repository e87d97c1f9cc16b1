"""Tries every carrier and 300 ordinary documents, and writes what is caught, told and missed into the docs.

Run ``python tests/guard/measure.py`` to see the figures, with ``--update`` to write `docs/developers/guard.md`.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from answers import answers, outcome  # noqa: E402
from carriers import Carrier, carriers  # noqa: E402
from desk_papers import ordinary_papers  # noqa: E402
from desk_places import desk_carriers  # noqa: E402
from later_places import later  # noqa: E402
from odd_places import odd_carriers  # noqa: E402
from ordinary import ordinary  # noqa: E402

from driver import PROJECT  # noqa: E402

TABLE = PROJECT / "docs/developers/guard.md"
OUTCOMES = ("caught", "told", "missed")
KINDS = {
    "mark": "Secrecy marks",
    "number": "Numbers of internal contacts",
    "name": "Names of internal contacts",
    "held": "Words of held documents",
    "active": "What runs",
}
HEAD = """\
# What the guard catches

`python tests/guard/measure.py --update` writes this page; change nothing by hand. Each line of the table is a file with one thing in it that
must not be published. The authors of the first 462 knew the promises in [security](security.md), and not the code.

The table shows what was mended as well as what was found, so it says nothing about a file that nobody has thought of. Later lots do, as they fared
at first sight: authors who had read the promises alone made them, and all that earlier lots had shown was mended before.

| Lot | Files | Caught or told at first sight |
|---|---|---|
| second | 68 | 63 (92.6 %) |
| third | 138 | 126 (91.3 %) |
| fourth | 150 | 142 (94.7 %) |
| fifth | 115 | 110 (95.7 %) |

Five of the twelve that the third lot got through had one cause: a file called by a contact's name made that name public for its whole meeting.
The eight of the fourth are mended: a mark alone in a spreadsheet's cell, in running words of speaker's notes, in small letters shown as
capitals (RTF), behind a ticked box, «ĐỘ MẬT» in a file's name, a name written with Ð, a sentence over two pages,
a sentence in a PDF's column whose lines were written across both columns.

Of the five of the fifth, three are mended: a name in the order of a phone's card, a template on a server named by backslashes, and a document with macros
under the ending .docx, which was refused for another reason. A watermark whose letters LibreOffice had drawn is told as unread now. The last said 12 words
in a row of a held paper, fewer than are promised.

Of 60 ordinary papers in the third lot, one was asked about: figures of rain chosen to have the digits of a contact's number. Of 60 in the fourth, one
was refused (a column headed MẬT, ĐỘ below it) and 54 were asked about because they had a table's heading in common with the paper that waited for its
hour. Of 40 in the fifth, two were asked about (5 %): such a column again, and an account number with a contact's digits amid its own. All are mended; seven
of the 60 of the fourth are asked about still, six for other people's mobile numbers, which is meant, and one for chosen digits. Both lots are measured,
not kept: they are made with programs that tests do not need.

Files that Word itself made, 493 DOCX, 224 DOC and 94 PDF of public repositories, were compared with independent readers (LibreOffice, mammoth, docx2python, antiword,
pypdf, pdfminer.six, poppler). Of 1.3 million words that two of these have, the inspection lacks a few dozen words of PDFs that were hyphenated or drawn letter by letter, the numbers that Word draws before
items, Persian words joined by a sign without width, and those of DOC from before 1997, which are told as unread. Four DOC with a picture pasted from Paint were refused for an object that runs; that is mended. The template of
a Mac (`file:////Users/…`) is taken for what it is there, a folder of its own machine; the name of the account in such a path is told as an author's (PH706). Test files made to be damaged, locked or hostile are not counted.

The last 67 files of the table are no such lot. Their author had read the code and aimed at what it did not read; 7 of 68 were caught or told at first
sight. One of these 68 was no file of any program and is left out.

- *caught*: `check` refuses the file, or the gate does although every warning is accepted.
- *told*: a warning about this very thing, which somebody has to accept.
- *missed*: published in silence, or with a warning about something else (comments, authors, attachments, unread parts).

`tests/guard/test_guard_table.py` tries a fifth of the files in every run, chosen by a digest of what they are called; another answer than the one
here, better or worse, fails it. Ordinary documents are made of samples and of phrases that offices write (`ordinary.py`, `desk_papers.py`).
"""


def harmless() -> list[Carrier]:
    """Return the ordinary documents."""
    return [*ordinary(300), *ordinary_papers()]


@cache
def everything() -> list[Carrier]:
    """Return all lots of files."""
    return [*carriers(), *later(), *desk_carriers(), *odd_carriers()]


def outcomes_of(root: Path, files: Sequence[Carrier]) -> list[str]:
    """Return what becomes of each of `files`, tried in a portal below `root`."""
    return [outcome(file.kind, codes) for file, codes in zip(files, answers(root, files), strict=True)]


def alarms_of(root: Path, files: Sequence[Carrier]) -> list[tuple[str, set[str]]]:
    """Return what is said of those of `files` of which anything is; they deserve nothing."""
    return [(file.where, codes) for file, codes in zip(files, answers(root, files), strict=True) if codes]


def shown(where: str) -> str:
    """Return `where` as a cell of the table shows it."""
    return where.replace("|", "\\|")


def table(files: Sequence[Carrier], outcomes: Sequence[str], alarms: int) -> str:
    """Return the page."""
    ordinary_count = len(harmless())
    lines = [HEAD, "| Kind | " + " | ".join(OUTCOMES) + " | caught or told |", "|---|---|---|---|---|"]
    for kind, name in (*KINDS.items(), ("", "All")):
        count = Counter(o for file, o in zip(files, outcomes, strict=True) if kind in {"", file.kind})
        share = 100 * (count["caught"] + count["told"]) / count.total()
        lines.append(f"| {name} | " + " | ".join(str(count[o]) for o in OUTCOMES) + f" | {share:.1f} % |")
    lines.append(
        f"\nFalse alarms: {alarms} of {ordinary_count} ordinary documents ({100 * alarms / ordinary_count:.1f} %)."
    )
    lines.append("\n## Each file\n\n| Kind | Where | Outcome |\n|---|---|---|")
    lines += [f"| {f.kind} | {shown(f.where)} | {o} |" for f, o in zip(files, outcomes, strict=True)]
    return "\n".join(lines) + "\n"


def recorded() -> Mapping[tuple[str, str], str]:
    """Return the outcomes in the table by kind and place as shown."""
    rows = (
        line.strip("| ").split(" | ")
        for line in TABLE.read_text("utf-8").splitlines()
        if line.startswith("| ")
    )
    return {(cells[0], cells[1]): cells[2] for cells in rows if len(cells) == 3 and cells[0] in KINDS}


def _print(missed: Iterable[str], alarms: Iterable[tuple[str, set[str]]]) -> None:
    for title in missed:
        print(f"missed  {title}")
    for where, codes in alarms:
        print(f"alarm   {where}: {', '.join(sorted(codes))}")


def main() -> None:
    """Try all, print what is wrong."""
    files = everything()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = outcomes_of(Path(folder, "carriers"), files)
        alarms = alarms_of(Path(folder, "ordinary"), harmless())
    missed = [file.title for file, answer in zip(files, outcomes, strict=True) if answer == "missed"]
    _print(missed, alarms)
    print(dict(Counter(outcomes)), f"{len(alarms)} false alarms of {len(harmless())}")
    if "--update" in sys.argv:
        TABLE.write_text(table(files, outcomes, len(alarms)), "utf-8")


if __name__ == "__main__":
    main()
