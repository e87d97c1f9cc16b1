"""The long run: ``make fuzz`` gives the reader millions of inputs, guided by which branches they reach (Atheris, libFuzzer).

The corpus begins with the files of all cases and grows in ``.cache/fuzz/corpus``. An input that crashes, hangs for ten
seconds or takes a gigabyte is kept in ``.cache/fuzz`` and ends the run: make a case of it.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import atheris

HERE = Path(__file__).parent
WORK = HERE.parent.parent / ".cache" / "fuzz"
CORPUS = WORK / "corpus"
WORDS = WORK / "words.dict"
SECONDS, MEBIBYTES, LONGEST = 10, 1024, 4096

sys.path[:0] = [str(HERE), str(HERE.parent)]
with atheris.instrument_imports(include=["phonghop", "reader_target", "yaml"]):
    import reader_target

    from phonghop.model import Meeting
    from phonghop.model.reading import record_of
    from phonghop.model.record import Record


def _keys(kind: type[Record], seen: set[type[Record]]) -> set[str]:
    """Return every key of `kind` and of the records below it."""
    if kind in seen:
        return set()
    seen.add(kind)
    found = set(kind.model_fields)
    for field in kind.model_fields.values():
        below = record_of(field.annotation)
        found |= _keys(below, seen) if below else set()
    return found


def _lay_out_corpus() -> None:
    CORPUS.mkdir(parents=True, exist_ok=True)
    for data in reader_target.seeds():
        (CORPUS / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    signs = [": ", "- ", "  ", "\\x0a", "{", "}", "[", "]", "&a", "*a", "!!", "<<: ", " #", "|", ">", "\\xef\\xbb\\xbf",
             "08:00 01/7/2026", "issue\\x09", "\\xe2\\x80\\xae", "\\x00", "---\\x0a", "...\\x0a", "%YAML"]  # fmt: skip
    words = [f"{key}: " for key in sorted(_keys(Meeting, set()))]
    WORDS.write_text("".join(f'"{word}"\n' for word in (*signs, *words)), encoding="utf-8")


def main() -> None:
    """Run for as many inputs as the first argument says, a million where there is none."""
    runs = sys.argv[1] if len(sys.argv) > 1 else "1000000"
    _lay_out_corpus()
    options = [
        f"-runs={runs}",
        f"-timeout={SECONDS}",
        f"-rss_limit_mb={MEBIBYTES}",
        f"-max_len={LONGEST}",
        f"-dict={WORDS}",
        f"-artifact_prefix={WORK}/",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(CORPUS)], reader_target.ask)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
