"""Measures what locking costs: ``python tests/bench/locked.py [DOCUMENTS [MEGABYTES]]``.

One meeting with as many scanned documents, ten pages each, is built from nothing as it is and locked as a whole, in turn. Prints
Markdown: seconds and seconds of processors of each build (medians), memory of the largest process, what was written.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import statistics
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import pikepdf
from build import CACHES, Run, made, run
from PIL import Image

PAGES = 10
MEETING = "2026-07-02-ky-hop"
SETTINGS = {
    "mkdocs.yml": "site_name: Cổng đo\nsite_url: https://hop.example.gov.vn/\ndocs_dir: content\n"
    "theme: {name: material, language: vi, font: false}\nplugins: [phonghop]\n",
    "content/index.md": "# Trang chủ\n",
    "meetings/portal.yml": "name: Cổng đo\npublisher: Văn phòng\nbodies:\n"
    "  - {id: vp, name: Văn phòng, letters: party-hd05, honorific: Đồng chí, symbol: VP}\n",
}


def scan(size: int, dice: random.Random) -> bytes:
    """Return a PDF of about `size` bytes whose pages are pictures."""
    noise = Image.frombytes("L", (300, 420), dice.randbytes(300 * 420)).resize((1240, 1754))
    picture = BytesIO()
    noise.save(picture, "JPEG")
    document = pikepdf.new()
    for _ in range(PAGES):
        filler = dice.randbytes(max(0, size // PAGES - len(picture.getvalue())))
        image = pikepdf.Stream(document, picture.getvalue() + filler)
        image.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=1240,
            Height=1754,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        page = document.add_blank_page(page_size=(595, 842))
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image))
        page.obj.Contents = pikepdf.Stream(document, b"595 0 0 842 0 0 cm /P Do")
    whole = BytesIO()
    document.save(whole)
    return whole.getvalue()


def write(root: Path, count: int, size: int, *, locked: bool) -> None:
    """Write a project of one meeting with `count` scans of `size` bytes below `root`."""
    dice = random.Random(1)
    folder = root / "meetings" / MEETING
    documents = "".join(
        f"  - {{title: Tài liệu số {n}, file: tai-lieu-{n}.pdf}}\n" for n in range(1, count + 1)
    )
    meeting = (
        "title: Kỳ họp thứ hai\norganizer: vp\nform: in-person\nsessions: 02/7/2026 8 giờ\n"
        f"{'locked: nothing' if locked else ''}\ndocuments:\n{documents}"
    )
    for name, text in {**SETTINGS, f"meetings/{MEETING}/meeting.yml": meeting}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    for n in range(1, count + 1):
        (folder / f"tai-lieu-{n}.pdf").write_bytes(scan(size, dice))


def build(root: Path) -> Run:
    """Build the project at `root` from nothing."""
    for folder in (root / "site", root.parent / CACHES):
        shutil.rmtree(folder, ignore_errors=True)
    return run([sys.executable, "-m", "phonghop", "build"], root)


def main() -> None:
    """Build both, one after the other, several times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=100, metavar="DOCUMENTS")
    parser.add_argument("megabytes", nargs="?", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="phonghop-locked-") as folder:
        os.environ["PHONGHOP_KEYS"] = str(Path(folder, "keys.json"))
        roots = {"plain": Path(folder, "plain", "project"), "locked": Path(folder, "locked", "project")}
        for kind, root in roots.items():
            write(root, options.count, int(options.megabytes * 1e6), locked=kind == "locked")
        run([sys.executable, "-m", "phonghop", "keys", "new", MEETING, "--to", folder], roots["locked"])
        runs: dict[str, list[Run]] = {kind: [] for kind in roots}
        for _ in range(options.rounds):
            for kind, root in roots.items():
                runs[kind].append(build(root))
        print(
            f"{os.cpu_count()} processors, Python {platform.python_version()}, {options.rounds} builds each, medians.\n"
        )
        print(
            f"| {options.count} documents of {options.megabytes:g} MB | seconds | of processors | to plain | peak MiB | output |"
        )
        print("|---|---|---|---|---|---|")
        plain = statistics.median(each.seconds for each in runs["plain"])
        for kind, each in runs.items():
            seconds = statistics.median(one.seconds for one in each)
            output = made(roots[kind] / "site")
            print(
                f"| {kind} | {seconds:.1f} | {statistics.median(one.processor for one in each):.1f} | {seconds / plain:.2f} "
                f"| {max(one.memory for one in each):.0f} | {output.size:.0f} MiB, {output.files:,} files |"
            )


if __name__ == "__main__":
    main()
