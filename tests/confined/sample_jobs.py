"""Jobs for a confined process, each of which oversteps one limit, or none."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def echo(argument: str, answer: Path) -> None:
    answer.write_text(argument)


def swell(_: str, answer: Path) -> None:
    answer.write_bytes(bytes(1 << 30))


def spin(_: str, __: Path) -> None:
    while True:
        pass


def wait(_: str, __: Path) -> None:
    signal.pause()


def flood(_: str, answer: Path) -> None:
    with answer.open("wb") as stream:
        while True:
            stream.write(bytes(1 << 20))


def recurse(argument: str, answer: Path) -> None:
    recurse(argument, answer)


def crash(_: str, __: Path) -> None:
    os.abort()


def fail(argument: str, _: Path) -> None:
    raise ValueError(argument)
