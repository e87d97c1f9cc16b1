"""What was meant by an unknown word, and how much is compared to find it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from difflib import SequenceMatcher
from types import FrameType

import pytest

from driver import MEETING, MEETING_ID, PortalCase, meeting_of
from phonghop.model import partial
from phonghop.source import read
from phonghop.source.nodes import Mapping
from phonghop.text import guesses
from phonghop.text.guesses import AMONG, LONGEST, MOST, Guesses, nearest


def test_nearest_sees_through_marks_and_small_slips() -> None:
    known = ("documents", "deadlines", "bao-cao.pdf", "Tỉnh ủy")
    assert nearest("dokument", known) == "documents"
    assert nearest("báo-cáo.pdf", known) == "bao-cao.pdf"
    assert nearest("tinh uy", known) == "Tỉnh ủy"


@pytest.mark.parametrize(("word", "known"), [("xyz", ("documents",)), ("", ("a", "b")), ("a", ())])
def test_nothing_near_is_none(word: str, known: tuple[str, ...]) -> None:
    assert nearest(word, known) is None


def test_the_nearest_of_several_is_meant() -> None:
    assert nearest("tai-leu-2", ("tai-lieu-1", "tai-lieu-2", "tai-lieu-3")) == "tai-lieu-2"


def test_among_very_many_those_are_compared_that_begin_alike() -> None:
    known = (*(f"so-{n}" for n in range(10 * AMONG)), "bao-cao-nam")
    assert nearest("bao-co-nam", known) == "bao-cao-nam"


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of the words that are compared."""
    lengths: list[int] = []

    class Counting(SequenceMatcher[str]):
        def set_seq1(self, a: object) -> None:
            lengths.append(len(str(a)) + len(str(self.b)))
            super().set_seq1(str(a))

    monkeypatch.setattr(guesses, "SequenceMatcher", Counting)
    return lengths


def test_one_word_is_compared_with_a_bounded_number(compared: list[int]) -> None:
    nearest("x" * 10**6, [f"{'x' * 10**4}{n}" for n in range(10 * AMONG)])
    assert len(compared) <= AMONG + 1
    assert max(compared) <= 2 * LONGEST


def test_a_bounded_number_of_words_is_guessed(compared: list[int]) -> None:
    guess = Guesses()
    answers = [guess("documant", ("documents",)) for _ in range(10 * MOST)]
    assert answers.count("documents") == MOST
    assert len(compared) <= 2 * MOST


@pytest.mark.parametrize(
    "more",
    [
        "".join(f"khoa{n}: x\n" for n in range(1000)),
        "links:\n"
        + "".join(f"  - {{id: a{n}, kind: attendence{n}, url: 'https://a.vn'}}\n" for n in range(1000)),
    ],
)
def test_reading_a_file_of_nothing_but_mistakes_compares_little(more: str, compared: list[int]) -> None:
    _, problems = meeting_of(MEETING + more)
    assert len(problems) == 1000
    assert len(compared) <= MOST * (AMONG + 1)


@pytest.mark.parametrize(
    "more",
    [
        "documents:\n"
        + "".join(f"  - {{id: tai-lieu-{n}, title: A, awaiting: B}}\n" for n in range(1000))
        + f"agenda:\n  - title: a\n    documents: [{', '.join(f'tai-leu-{n}' for n in range(1000))}]\n",
        "footnotes:\n"
        + "".join(f"  - {{id: chu-thich-{n}, text: a}}\n" for n in range(1000))
        + "notes:\n"
        + "".join(f"  - a[^chu-tich-{n}]\n" for n in range(1000)),
        "documents:\n" + "".join(f"  - {{title: A, id: a{n}, file: a-{n}.pdf}}\n" for n in range(1000)),
    ],
)
def test_a_file_of_wrong_references_compares_little(
    portal: PortalCase, more: str, compared: list[int]
) -> None:
    for n in range(300):
        portal.write(f"meetings/{MEETING_ID}/b-{n}.txt", "")
    output = portal.meeting(more).check().output
    assert len(output.splitlines()) > 1000
    assert len(compared) <= MOST * (AMONG + 1)


def test_what_is_sound_of_a_list_of_mistakes_is_found_item_by_item() -> None:
    """Each step in the code counts, the rounds of a loop too; 24,000 links without a kind took a minute."""

    def steps(links: int) -> int:
        node, _ = read((MEETING + "links:\n" + "  - {url: https://a.vn}\n" * links).encode(), "meeting.yml")
        assert isinstance(node, Mapping)
        count = 0

        def trace(frame: FrameType, event: str, _: object) -> Callable[..., object] | None:
            nonlocal count
            count += event == "line"
            return trace if frame.f_code.co_filename == partial.__file__ else None

        sys.settrace(trace)
        try:
            partial.read_in_part(node)
        finally:
            sys.settrace(None)
        return count

    assert steps(400) < 3 * steps(200)


@pytest.mark.parametrize(("mistakes", "both"), [(1000, True), (1001, False)])
def test_a_file_of_more_than_a_thousand_mistakes_is_held_against_nothing(
    portal: PortalCase, mistakes: int, both: bool
) -> None:
    more = "notes:\n" + "  - MẬT\n" * mistakes
    output = portal.meeting(f"{more}agenda: [{{title: Họp, documents: [khong-co]}}]\n").check().output
    assert output.count("PH214") == mistakes
    assert ("PH402" in output) is both


def test_a_place_is_looked_up_and_not_searched_for() -> None:
    """A thousand places of a mapping with a thousand keys are no million comparisons."""
    asked = 0

    class Key(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            nonlocal asked
            asked += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    from phonghop.source import Mapping, locate  # noqa: PLC0415
    from phonghop.source.nodes import Scalar  # noqa: PLC0415
    from phonghop.text.problems import Place  # noqa: PLC0415

    place = Place("a.yml")
    node = Mapping(place, tuple((Scalar(place, Key(f"k{n}")), Scalar(place, "")) for n in range(1000)))
    for n in range(1000):
        assert locate(node, (f"k{n}",)) == place
    assert asked < 10_000
