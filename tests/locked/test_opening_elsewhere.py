"""What browsers run opens what was published, in every format there ever was, with their own arithmetic and with the library's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import http_ece
import pytest

from node import answer
from phonghop.locked import sealing, spoken
from phonghop.locked.keyring import restored
from phonghop.theme_files import theme_folder

FIXTURES = Path(__file__).parent / "fixtures"
FORMATS = sorted(FIXTURES.iterdir())
NOBLE = next(theme_folder().glob("assets/noble-*/noble.min.js")).as_uri()
PAPER = bytes(n * 31 % 251 for n in range(70_000))

ENGINES = {
    "WebCrypto": "",
    "library": "delete globalThis.crypto; Object.defineProperty(globalThis, 'crypto', { value: {} })",
}
OPEN = f"""
const {{ readFile }} = await import("node:fs/promises")
const {{ engineOf }} = await import(given[3])
const {{ keyOf, foldedWords }} = await import(given[4])
const engine = await engineOf({json.dumps(NOBLE)})
globalThis.fetch = async (url, options = {{}}) => {{
  const bytes = new Uint8Array(await readFile(new URL(url)).catch(() => new Uint8Array()))
  if (!bytes.length) return new Response(null, {{ status: 404 }})
  const [, from, to] = /bytes=(\\d+)-(\\d+)/.exec(options.headers?.Range ?? "") ?? [0, 0, bytes.length - 1]
  return new Response(bytes.slice(Number(from), Number(to) + 1), {{ status: options.headers?.Range ? 206 : 200 }})
}}
const told = async work => {{ try {{ return await work() }} catch (error) {{ return [error.constructor.name, error.isOld ?? null] }} }}
"""


def opened(folder: Path, key: str, engine: str, code: str) -> Any:
    """Return what `code` returns of the `set` that `key` opens in `folder`, or the name of the error."""
    scripts = theme_folder() / "assets/javascripts/locked"
    addresses = [(scripts / name).as_uri() for name in ("engine.js", "keys.js")]
    work = f"""
    return await told(async () => {{
      const set = new OpenedSet(new URL(given[0]), engine)
      const letter = keyOf(given[1]) ?? await keyOfWords(engine, await lockAt(set.base), foldedWords(given[1]))
      await set.open(letter)
      {code}
    }})"""
    return answer(
        "locked/opened.js",
        "OpenedSet, lockAt",
        ENGINES[engine] + OPEN + f"const {{ keyOfWords }} = await import(given[5]);{work}",
        folder.as_uri() + "/",
        key,
        "",
        *addresses,
        (scripts / "sealed.js").as_uri(),
    )


@pytest.fixture
def keys(request: pytest.FixtureRequest) -> Any:
    return json.loads((request.getfixturevalue("folder") / "keys.json").read_text())


@pytest.fixture(params=FORMATS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("holder", ["general", "Xã B", "words"])
def test_every_format_ever_published_opens(folder: Path, keys: Any, engine: str, holder: str) -> None:
    title, page, size, piece = opened(
        folder,
        keys[holder],
        engine,
        """
      const routes = Object.keys(set.list.files)
      const page = await (await set.answer(set.list.home)).text()
      const pdf = routes.find(route => set.entry(route).type === "application/pdf")
      const whole = await set.file(pdf).read()
      const part = await set.answer(pdf, { headers: { Range: "bytes=65500-65600" } })
      return [set.list.title, page, [...whole], [...new Uint8Array(await part.arrayBuffer())]]""",
    )
    assert (title, page) == ("Họp kín", "<h1>Họp kín</h1>")
    assert bytes(size) == PAPER
    assert bytes(piece) == PAPER[65500:65601]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_revoked_key_is_told_from_a_wrong_one(folder: Path, keys: Any, engine: str) -> None:
    assert opened(folder, keys["revoked"], engine, "return 1") == ["WrongKeyError", True]
    assert opened(folder, spoken.as_text(bytes(16)), engine, "return 1") == ["WrongKeyError", False]
    assert opened(folder, "hoa-sen núi-đá lúa-trăng sông-mây gió-bàn", engine, "return 1") == [
        "WrongKeyError",
        False,
    ]


def test_python_and_others_hands_open_it_too(folder: Path, keys: Any) -> None:
    told = json.loads((folder / "lock.json").read_text())
    master = spoken.as_key(keys["recovery"])
    assert master
    lock = restored([told["office"]], master)
    assert lock
    assert lock.slots() == told["slots"]
    for file in folder.glob("*.bin"):
        role: sealing.Role = "manifest" if file.stem == told["manifest"] else "file"
        key = sealing.derived(lock.content, bytes.fromhex(file.stem), f"phonghop locked 1 {role}".encode())
        data = http_ece.decrypt(file.read_bytes(), key=key)
        assert data == sealing.opened(sealing.Sealed(file.stem, file.read_bytes()), lock.content, role)


def changes(folder: Path) -> dict[str, tuple[str, bytes]]:
    """Return what a host could serve instead, by what it is: the file's name, and other bytes."""
    told = json.loads((folder / "lock.json").read_text())
    manifest = f"{told['manifest']}.bin"
    paper = max(folder.glob("*.bin"), key=lambda file: file.stat().st_size)
    data, listed = paper.read_bytes(), (folder / manifest).read_bytes()
    head, first, second = data[:21], data[21 : 21 + 65536], data[21 + 65536 :]

    def lock(**other: object) -> tuple[str, bytes]:
        return "lock.json", json.dumps({**told, **other}).encode()

    slots = told["slots"]
    names = list(slots)
    return {
        "paper: last record cut off": (paper.name, head + first),
        "paper: records swapped": (paper.name, head + second + first),
        "paper: first record twice": (paper.name, head + first + first),
        "paper: a bit turned": (paper.name, data[:-1] + bytes([data[-1] ^ 1])),
        "paper: the list in its place": (paper.name, listed),
        "paper: empty": (paper.name, b""),
        "list: a paper in its place": (manifest, data),
        "list: another file named": lock(manifest=paper.stem, size=70_000),
        "list: another size": lock(size=told["size"] - 1),
        "list: a size that is no number": lock(size=str(told["size"])),
        "lock: a later format": lock(format=2),
        "lock: an earlier epoch": lock(epoch=told["epoch"] - 1),
        "lock: a later epoch": lock(epoch=told["epoch"] + 1),
        "lock: another set": lock(set="f" * 32),
        "lock: slots swapped": lock(slots=dict(zip(names, reversed(list(slots.values())), strict=True))),
        "lock: endless work": lock(rounds=10**12),
        "lock: no work": lock(rounds=-1),
        "lock: a name of the prototype": lock(slots={"__proto__": "0" * 64}),
        "lock: no JSON": ("lock.json", b"<html>"),
        "lock: null": ("lock.json", b"null"),
    }


@pytest.mark.parametrize("what", changes(FORMATS[0]))
def test_what_a_host_changes_opens_nothing(tmp_path: Path, what: str) -> None:
    folder = FORMATS[0]
    keys = json.loads((folder / "keys.json").read_text())
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    name, data = changes(folder)[what]
    (tmp_path / name).write_bytes(data)
    found = opened(
        tmp_path,
        keys["general"],
        "WebCrypto",
        """
      for (const route of Object.keys(set.list.files)) await set.file(route).read()
      return "opened" """,
    )
    assert found in (["DamagedError", None], ["WrongKeyError", False], ["GoneError", None]), found


def test_both_sides_reckon_sizes_alike() -> None:
    sizes = [0, 1, 4095, 4096, 4097, 65518, 65519, 65520, 10**6, 36_000_000, 2**31 + 5]
    found = answer("locked/sealed.js", "storedSize", "return given[0].map(storedSize)", sizes)
    assert found == [sealing.stored(size) for size in sizes]
