"""What is asked of every input, whoever made it: the fuzzer of ``make fuzz`` and the short run of the suite ask the same."""

from __future__ import annotations

from collections.abc import Iterator

from driver import CASES, Case, content_of
from phonghop.model import Meeting, PortalFile, read_record
from phonghop.portal.codes import parse_ledger
from phonghop.source import Mapping, Node, Scalar, plain, read
from phonghop.source.reader import MAX_DEPTH
from phonghop.text.problems import Problem, errors
from phonghop.text.strings import LANGUAGES, strings

FILE = "meetings/2026-07-01-hop/meeting.yml"
STRINGS = tuple(strings(language) for language in LANGUAGES)


def ask(data: bytes) -> None:
    """Read `data` as each of the three kinds of file; assert what must hold of any bytes whatever."""
    node, problems = read(data, FILE)
    _told_well(problems, data)
    assert (node is None) == bool(errors(problems)), "a file is taken or refused, never both"
    if node is not None:
        assert _depth(node) <= MAX_DEPTH
        assert _all_in_it(node)
        for kind in (Meeting, PortalFile):
            record, found = read_record(kind, node)
            _told_well(found, data)
            assert (record is None) == bool(found)
            if record is not None:
                again = kind.model_validate(plain(node))
                assert again == record, "reading has no memory"
    ledger, found = parse_ledger(data, FILE)
    _told_well(found, data)
    assert all(entry.code in ledger.codes for entry in ledger.entries)


def seeds() -> Iterator[bytes]:
    """Yield the YAML files and lists of codes of all cases."""
    for path in sorted(CASES.rglob("*.case")):
        for section in Case.read(path).sections:
            if section.name.endswith((".yml", ".tsv")) and not section.how.startswith(
                ("absent", "symlink", "fifo")
            ):
                data = content_of(section)
                if len(data) < 20_000:
                    yield data


def _told_well(problems: tuple[Problem, ...], data: bytes) -> None:
    """Every problem stands on a line that the file has, and can be said in every language on one line."""
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for problem in problems:
        assert 1 <= problem.place.line <= lines + 1, problem
        assert problem.place.column >= 1, problem
        for language in STRINGS:
            assert problem.sentence(language), problem


def _depth(node: Node) -> int:
    if isinstance(node, Scalar):
        return 0
    below = [v for _, v in node.entries] if isinstance(node, Mapping) else node.items
    return 1 + max(map(_depth, below), default=0)


def _all_in_it(node: Node) -> bool:
    """Return whether keys are unique and every scalar is text without control characters."""
    if isinstance(node, Scalar):
        return all(c >= " " or c in "\n\t" for c in node.text)
    if isinstance(node, Mapping):
        keys = [key.text for key, _ in node.entries]
        return len(keys) == len(set(keys)) and all(_all_in_it(value) for _, value in node.entries)
    return all(map(_all_in_it, node.items))
