"""Jobs in processes of their own: each ends within its limits and leaves the next one alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from phonghop.confined import workers
from phonghop.confined.limits import Limits

TIGHT = Limits(memory=512 << 20, cpu=1, wall=2, written=8 << 20)
AMPLE = Limits(memory=512 << 20, cpu=60, wall=600, written=8 << 20)
"""What a short job stays below on a machine under load."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither limits nor fork")


@pytest.fixture
def at_work(monkeypatch: pytest.MonkeyPatch) -> Iterator[workers.Workers]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    with workers.Workers() as at_work:
        yield at_work


def test_a_job_answers(at_work: workers.Workers) -> None:
    assert at_work.do("sample_jobs:echo", "Điện Biên\n", AMPLE) == "Điện Biên\n".encode()


def test_a_worker_may_begin_before_its_job_is_known(
    at_work: workers.Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work.begin("sample_jobs:echo")
    monkeypatch.setattr(workers, "_COMMAND", ("false",))
    assert at_work.do("sample_jobs:echo", "sớm", AMPLE) == "sớm".encode()


@pytest.mark.parametrize("job", ["swell", "spin", "wait", "flood", "recurse", "crash"])
def test_a_job_that_exceeds_its_limits_ends_and_leaves_the_next_alone(
    at_work: workers.Workers, job: str
) -> None:
    assert at_work.do(f"sample_jobs:{job}", "", TIGHT) is None
    assert at_work.do("sample_jobs:echo", "sau", AMPLE) == b"sau"


def test_a_job_that_fails_is_our_fault_and_says_where(at_work: workers.Workers) -> None:
    with pytest.raises(RuntimeError, match=r"raise ValueError\(argument\)\nValueError: lý do"):
        at_work.do("sample_jobs:fail", "lý do", AMPLE)
    assert at_work.do("sample_jobs:echo", "sau", AMPLE) == b"sau"


def test_a_worker_that_does_not_work_is_our_fault(
    at_work: workers.Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_COMMAND", ("false",))
    with pytest.raises(RuntimeError):
        at_work.do("sample_jobs:echo", "", AMPLE)


def test_a_worker_that_never_answers_is_ended(
    at_work: workers.Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_COMMAND", ("sleep", "60"))
    monkeypatch.setattr(workers, "_PATIENCE", -1.8)
    assert at_work.do("sample_jobs:echo", "", TIGHT) is None
