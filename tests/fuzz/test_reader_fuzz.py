"""A short run of what ``make fuzz`` asks: every seed, and thousands of seeds with something changed, always the same."""

from __future__ import annotations

import random

import pytest
from reader_target import ask, seeds

SEEDS = list(seeds())
CHANGED = 3_000
SIGNS = (
    b": ",
    b"- ",
    b"[",
    b"{",
    b"]",
    b"&a ",
    b"*a",
    b"!!x ",
    b"<<: ",
    b" #",
    b"|\n",
    b"\t",
    b"\r",
    b"\x00",
    b"\xff",
    b"'",
)


def test_there_are_seeds_of_every_kind() -> None:
    assert len(SEEDS) > 300
    assert any(seed.startswith(b"code\taction") for seed in SEEDS)


def test_every_seed_is_answered() -> None:
    for seed in SEEDS:
        ask(seed)


@pytest.mark.parametrize("part", range(10))
def test_changed_seeds_are_answered(part: int) -> None:
    dice = random.Random(part)
    for _ in range(CHANGED // 10):
        ask(changed(dice))


def changed(dice: random.Random) -> bytes:
    """Return a seed with one to five things cut out, doubled, put in or taken from another."""
    data = bytearray(dice.choice(SEEDS))
    for _ in range(dice.randint(1, 5)):
        at, length = dice.randrange(len(data) + 1), dice.randrange(12)
        match dice.randrange(5):
            case 0:
                del data[at : at + length]
            case 1:
                data[at:at] = data[at : at + length]
            case 2:
                data[at:at] = dice.choice(SIGNS)
            case 3:
                other = dice.choice(SEEDS)
                start = dice.randrange(len(other) + 1)
                data[at : at + length] = other[start : start + 40]
            case _:
                data[at : at + 1] = bytes([dice.randrange(256)])
    return bytes(data)
