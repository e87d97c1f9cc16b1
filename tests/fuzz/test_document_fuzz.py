"""A short run of ``tests/fuzz/documents.py``: changed documents are read or refused with a code, always the same ones."""

from __future__ import annotations

import random

import pytest
from document_target import ENDINGS, ask, changed, seeds

from phonghop.text.problems import catalogue

CHANGED = 60


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_whole_document_is_read(ending: str) -> None:
    assert {ask(data, ending) for data in seeds(ending)} == {"read"}


@pytest.mark.parametrize("ending", ENDINGS)
def test_changed_documents_are_read_or_refused(ending: str) -> None:
    whole = [data for data in seeds(ending) if len(data) < 5_000]
    for n in range(CHANGED):
        ended = ask(changed(random.Random(f"{ending}{n}"), random.Random(n).choice(whole)), ending)
        assert ended == "read" or ended in catalogue()
