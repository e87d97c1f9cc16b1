"""A file read in pieces is one file, or reading ends."""

from __future__ import annotations

from typing import Any

import pytest

from node import answer

HARNESS = """
const { script, reads, size } = given[0]
const asked = []
const events = []
let turn = 0
const fetch = async (url, { headers }) => {
  asked.push(headers)
  const step = script[Math.min(turn++, script.length - 1)]
  if (step.fails) throw new TypeError("network")
  const whole = new Uint8Array(step.size ?? size).map((_, i) => (i + (step.shift ?? 0)) % 251)
  const [, from, to] = /bytes=(\\d+)-(\\d+)/.exec(headers.Range).map(Number)
  const head = { ...(step.etag ? { ETag: step.etag } : {}), ...(step.modified ? { "Last-Modified": step.modified } : {}) }
  if (step.status === 206)
    return new Response(whole.slice(from, (step.cut ?? to) + 1), {
      status: 206, headers: { ...head, "Content-Range": `bytes ${from}-${to}/${whole.length}` } })
  const body = step.status === 200 ? whole.slice(0, step.cut ?? whole.length) : null
  return new Response(body, { status: step.status, headers: { ...head, "Content-Length": String(whole.length) } })
}
const ranges = new FileRanges({
  url: "a.pdf", size, fetch,
  onReplaced: () => events.push("replaced"),
  onLost: async error => events.push(`lost ${error.message}`),
  onWhole: came => events.push(`whole ${came}`),
})
// When nothing is left that could still happen, what has not come never comes.
const end = new Promise(done => process.once("beforeExit", () => done("nothing")))
const came = await Promise.all(reads.map(([a, b]) => Promise.race([ranges.read(a, b).then(bytes => [...bytes]), end])))
return { came, asked, events }
"""
TAG = {"status": 206, "etag": '"1"'}


def read(script: list[dict[str, object]], reads: list[tuple[int, int]], size: int = 1000) -> Any:
    return answer("reader/ranges.js", "FileRanges", HARNESS, {"script": script, "reads": reads, "size": size})


def piece(begin: int, end: int) -> list[int]:
    return [i % 251 for i in range(begin, end)]


def test_every_request_after_the_first_names_the_state_of_the_file() -> None:
    made = read([TAG], [(0, 10), (300, 400), (990, 1000)])
    assert made["came"] == [piece(0, 10), piece(300, 400), piece(990, 1000)]
    assert made["asked"] == [
        {"Range": "bytes=0-9"},
        {"Range": "bytes=300-399", "If-Range": '"1"'},
        {"Range": "bytes=990-999", "If-Range": '"1"'},
    ]
    assert made["events"] == []


def test_a_weak_tag_names_no_state_so_the_date_does() -> None:
    script = [{"status": 206, "etag": 'W/"1"', "modified": "Sat, 21 Nov 2026 17:00:00 GMT"}]
    made = read(script, [(0, 10), (10, 20)])
    assert made["asked"][1]["If-Range"] == "Sat, 21 Nov 2026 17:00:00 GMT"


def test_a_server_without_ranges_sends_all_once() -> None:
    made = read([{"status": 200, "etag": '"1"'}], [(0, 10), (500, 600)])
    assert made["came"] == [piece(0, 10), piece(500, 600)]
    assert len(made["asked"]) == 1
    assert made["events"][-1] == "whole 1000"


@pytest.mark.parametrize(
    "second",
    [
        {"status": 200, "etag": '"2"', "shift": 7},
        {"status": 206, "etag": '"2"', "shift": 7},
        {"status": 206, "etag": '"1"', "size": 1001},
        {"status": 404},
        {"status": 410},
        {"status": 416},
    ],
    ids=["all of another", "a piece of another", "another size", "gone", "withdrawn", "shorter"],
)
def test_a_file_replaced_meanwhile_is_never_mixed_in(second: dict[str, object]) -> None:
    made = read([TAG, second], [(0, 10), (300, 400)])
    assert made["came"] == [piece(0, 10), "nothing"]
    assert made["events"] == ["replaced"]


def test_a_file_that_is_another_from_the_beginning_is_told() -> None:
    assert read([{"status": 206, "etag": '"1"', "size": 900}], [(0, 10)])["events"] == ["replaced"]
    assert read([{"status": 200, "size": 1200}], [(0, 10)])["events"] == ["replaced"]
    assert read([{"status": 200, "size": 900}], [(0, 10)])["events"][-1] == "replaced"


@pytest.mark.parametrize(
    ("first", "why"),
    [
        ({"fails": True}, "lost network"),
        ({"status": 206, "etag": '"1"', "cut": 4}, "lost a piece cut short"),
        ({"status": 200, "etag": '"1"', "cut": 500}, "lost cut short"),
        ({"status": 503}, "lost 503 a.pdf"),
    ],
    ids=["no network", "piece cut short", "file cut short", "server down"],
)
def test_what_is_lost_on_its_way_is_asked_for_again(first: dict[str, object], why: str) -> None:
    made = read([first, TAG], [(0, 10)])
    assert made["came"] == [piece(0, 10)]
    assert why in made["events"]
