"""Measures whole builds, beside two other generators on the same meetings in the same run: ``make bench``.

Prints Markdown: seconds (median of several builds), the largest memory of any process, size and number of the files made.
Hugo renders pages, codes and a search index from the same YAML; Material renders the same words as Markdown with every
meeting in the navigation. Neither makes letters, cards, calendars, feeds, packs or pages behind codes: what ours takes
for the two dearest of these, letters and cards, is told beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import yaml
from generate import add, git

from phonghop.portal import load

HUGO = Path(__file__).parent / "rivals" / "hugo"
GENERATE = Path(__file__).with_name("generate.py")
CACHES = "caches"
"""Beside the project: where builds remember."""
MEBI = 1024 * 1024


@dataclass(frozen=True)
class Run:
    """One build: seconds on the clock, seconds of all processors, the largest process in MiB."""

    seconds: float
    processor: float
    memory: float


@dataclass(frozen=True)
class Made:
    """What a generator wrote: MiB and number of files."""

    size: float
    files: int


def run(command: list[str], folder: Path) -> Run:
    """Run `command` in `folder`; it must succeed."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        # As it is for everybody: modules are compiled once.
        env={k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        | {"NO_MKDOCS_2_WARNING": "1", "XDG_CACHE_HOME": str(folder.parent / CACHES)},
    )
    assert process.stderr
    told = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command}\n{told}")
    return Run(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def several(rounds: int, before: Callable[[int], None], command: list[str], folder: Path) -> list[Run]:
    """Run `command` several times, each time after `before`."""
    runs = []
    for n in range(rounds):
        before(n)
        runs.append(run(command, folder))
    return runs


def made(folder: Path) -> Made:
    """Return what lies below `folder`."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Made(sum(sizes) / MEBI, len(sizes))


def ours(root: Path, rounds: int, cold_rounds: int) -> Iterator[tuple[str, list[Run]]]:
    """Yield how long our own builds take: with nothing remembered, and after what an office does, each time committed."""
    command = [sys.executable, "-m", "phonghop", "build"]
    dice = random.Random(1)

    def forget(_: int) -> None:
        for folder in (root / "site", root.parent / CACHES):
            shutil.rmtree(folder, ignore_errors=True)

    def change(n: int) -> None:
        meetings = sorted((root / "meetings").glob("*/meeting.yml"))
        file = meetings[len(meetings) // 2 + n]
        file.write_text(f"{file.read_text('utf-8').partition('notes:')[0]}notes: [Lưu ý lần {n}.]\n", "utf-8")
        commit(root)

    def add_meeting(_: int) -> None:
        add(root, sum(1 for _ in (root / "meetings").glob("*/")), dice)
        commit(root)

    yield "phonghop, first", several(cold_rounds, forget, command, root)
    yield "phonghop, nothing changed", several(rounds, lambda _: None, command, root)
    yield "phonghop, one note changed", several(rounds, change, command, root)
    yield "phonghop, a meeting added", several(rounds, add_meeting, command, root)


def commit(root: Path) -> None:
    """Commit everything."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Bước nữa")


def hugo(root: Path, folder: Path, rounds: int) -> list[Run]:
    """Build the meetings of `root` by Hugo in `folder`, inside the frame that ours has."""
    shutil.copytree(HUGO, folder)
    page = next((root / "site" / "hop").glob("*/index.html")).read_text("utf-8")
    head, _, rest = page.partition('<article class="ph-meeting')
    foot = rest.partition("</article>")[2]
    partials = folder / "layouts" / "_partials"
    partials.mkdir()
    for name, words in (("head", head), ("foot", foot)):
        (partials / f"{name}.html").write_text(words.replace("{{", "").replace("}}", ""), "utf-8")
    portal, _ = load(root)
    assert portal
    codes: dict[str, list[str]] = {}
    for issued in portal.ledger.codes.values():
        codes.setdefault(issued.subject.meeting, []).append(f"https://hop.example.gov.vn/q/{issued.code}/")
    content = folder / "content" / "hop"
    content.mkdir(parents=True)
    for meeting in portal.folders:
        text = meeting.source.decode()
        matter = text + yaml.safe_dump({"codes": codes.get(meeting.id, [])})
        words = json.loads((root / "site" / "hop" / meeting.id / "hop.json").read_bytes())
        attendees = " ".join(a for point in words["points"] for a in point["attendees"])
        (content / f"{meeting.id}.md").write_text(f"---\n{matter}---\n{attendees}\n", "utf-8")
    command = [
        str(Path(sys.executable).with_name("hugo")),
        "--quiet",
        "--cleanDestinationDir",
        "--ignoreCache",
    ]

    def forget(_: int) -> None:
        for name in ("public", "resources"):
            shutil.rmtree(folder / name, ignore_errors=True)

    return several(rounds, forget, command, folder)


def material(root: Path, folder: Path, rounds: int) -> list[Run]:
    """Build the same words by MkDocs and Material, every meeting in the navigation."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    portal, _ = load(root)
    assert portal
    names = []
    for meeting in portal.folders:
        data = yaml.safe_load(meeting.source)
        lines = [f"# {data['title']}", str(data["sessions"])]
        for title, items in (
            ("Tài liệu", [f"[{d['title']}]({d['url']})" for d in data["documents"] if "url" in d]),
            ("Điểm cầu", [f"{p['name']}: {a}" for p in data["points"] for a in p["attendees"]]),
            ("Chương trình", [f"{a['title']}: {a['presenter']}" for a in data["agenda"]]),
            ("Phân công", [f"{t['units']}: {a}" for t in data["tasks"] for a in t["actions"]]),
            ("Lưu ý", data["notes"] if isinstance(data["notes"], list) else [data["notes"]]),
        ):
            lines += [f"## {title}", *(f"- {item}" for item in items)]
        names.append(f"{meeting.id}.md")
        (docs / names[-1]).write_text("\n\n".join(lines), "utf-8")
    (docs / "index.md").write_text("# Cổng đo\n", "utf-8")
    settings = {
        "site_name": "Cổng đo",
        "theme": {"name": "material", "language": "vi", "font": False},
        "plugins": ["search"],
        "nav": ["index.md", {"Cuộc họp": names}],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    return several(rounds, lambda _: None, [sys.executable, "-m", "mkdocs", "build", "--quiet"], folder)


def row(name: str, runs: list[Run], written: Made | None, beside: float) -> str:
    """Return a line of the table; `beside` are the seconds that ratios are told against."""
    middle = statistics.median(r.seconds for r in runs)
    processor = statistics.median(r.processor for r in runs)
    memory = max(r.memory for r in runs)
    size = f"{written.size:.0f} MiB, {written.files:,} files" if written else ""
    return f"| {name} | {middle:.2f} | {processor:.2f} | {middle / beside:.2f} | {memory:.0f} | {size} |"


def measure(count: int, rounds: int, cold_rounds: int, *, with_material: bool) -> None:
    """Print the table of `count` meetings."""
    with tempfile.TemporaryDirectory() as folder:
        root, base = Path(folder) / "portal", Path(folder)
        # In a process of its own: the kernel counts the memory of who starts a build as that of the build.
        subprocess.run([sys.executable, GENERATE, str(root), str(count)], check=True)
        mine = list(ours(root, rounds, cold_rounds))
        written = made(root / "site")
        rival = hugo(root, base / "hugo", rounds)
        beside = statistics.median(r.seconds for r in rival)
        print(f"\n### {count:,} meetings\n")
        print("| build | seconds | of processors | to Hugo | peak MiB | output |\n|---|---|---|---|---|---|")
        for n, (name, runs) in enumerate(mine):
            print(row(name, runs, written if not n else None, beside))
        print(row("Hugo, cold", rival, made(base / "hugo" / "public"), beside))
        if with_material:
            stock = material(root, base / "material", 1)
            print(
                row("Material, all in the navigation", stock, made(base / "material" / "site"), beside),
                flush=True,
            )


def main() -> None:
    """Measure the sizes asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("counts", nargs="*", type=int, default=[100, 1000])
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--first-rounds", type=int, default=1)
    asked.add_argument("--material-up-to", type=int, default=1000)
    options = asked.parse_args()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MEBI / 1024
    print(
        f"{len(os.sched_getaffinity(0))} processors, {memory:.0f} GiB, Python {platform.python_version()}, "
        f"mkdocs {version('mkdocs')}, mkdocs-material {version('mkdocs-material')}, hugo {version('hugo')}; "
        f"median of {options.rounds}; of first builds {options.first_rounds}"
    )
    for count in options.counts:
        measure(count, options.rounds, options.first_rounds, with_material=count <= options.material_up_to)


if __name__ == "__main__":
    main()
