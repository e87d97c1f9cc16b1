"""What offices are told to do, by when."""

from __future__ import annotations

import re

from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import LABEL, LOWER, UNIT, UPPER, VERB, begins_as_who
from phonghop.importing.phrases import left_over
from phonghop.importing.structure import Node
from phonghop.importing.times import DEADLINE, is_moment
from phonghop.importing.words import Tree, Words, certain
from phonghop.text.runs import with_capital

ORDERS = re.compile(r"^(?:[Đđ]ề nghị|[Gg]iao|[Yy]êu cầu|[Pp]hân công)(?:\s+(?:đồng chí|ông|bà))?\s+")
"""How a letter tells an office what to do."""
_NO_OFFICE = re.compile(r"[.!?]\s|\s(?:để|trân trọng|xin|kính|sẽ|đã|được|có)(?:\s|$)")
"""Words that no name of an office holds: what stands before the verb is a sentence of its own."""
_NEXT_UNIT = rf";\s+|,\s+(?=[{UPPER}])(?={UNIT.pattern[1:]})"
"""What stands between offices. "các huyện, thành, thị ủy" is one: a further office begins with a capital."""
_ASIDE = re.compile(r"\s*\((?P<inside>[^()]+)\)\s*$")


def read_tasks(
    nodes: list[Node], found: Findings, *, is_listed: bool = False
) -> tuple[list[Tree], list[Node]]:
    """Return the tasks that `nodes` state, and those of them that state none; under a heading of tasks (`is_listed`) anybody may be responsible."""
    tasks: list[Tree] = []
    left: list[Node] = []
    for node in nodes:
        own = _by_heading(node, found) or _by_subject(node, found, is_listed=is_listed)
        tasks += own
        if own:
            found.form_only(node.marker)
        else:
            left.append(node)
    return tasks, left


def _by_heading(node: Node, found: Findings) -> list[Tree]:
    """Return the task of an office that stands as a heading over what it does."""
    heading = node.words.strip(":") if node.below and not node.rest else node.label
    if (
        not heading
        or not UNIT.match(heading.text)
        or not (node.rest or node.below)
        or VERB.search(f" {heading.text}")
    ):
        return []
    if heading.text == node.words.text and not node.below:
        return []
    actions = [node.rest] if node.rest and node.label else []
    actions += [below.words for below in node.below]
    found.form_only(
        node.words[len(heading.text) : len(node.words.text) - len(node.rest.text) if node.label else None]
    )
    found.form_only(*(below.marker for below in node.below))
    return [{"units": _units(heading, found), "actions": [action(words, found) for words in actions]}]


def _by_subject(node: Node, found: Findings, *, is_listed: bool = False) -> list[Tree]:
    """Return the tasks of a sentence whose subject is an office: "Sở Tài chính chuẩn bị …"."""
    if node.below:
        return []
    tasks: list[Tree] = []
    signs: list[Words] = []
    start = 0
    text = node.words.text
    cuts = [
        m.span() for m in re.finditer(r";\s+", text) if _subject(node.words[m.end() :], is_listed=is_listed)
    ] + [(len(text), len(text))]
    for cut_start, cut_end in cuts:
        part = node.words[start:cut_start].strip()
        signs.append(node.words[cut_start:cut_end].strip())
        start = cut_end
        split = _subject(part, is_listed=is_listed)
        if split is None:
            return []
        lead = ORDERS.match(part.text)
        found.form_only(part[: lead.end()] if lead else Words())
        units = _units(part[lead.end() if lead else 0 : split].strip(":"), found)
        if part.text[split - 1] != ":" and not VERB.match(f" {part.text[split:].lstrip()}"):
            found.doubt(part[:split])
        tasks.append({"units": units, "actions": [action(part[split:].strip(), found)]})
    found.form_only(*signs)
    return tasks


def _subject(words: Words, *, is_listed: bool = False) -> int | None:
    """Return where the verb of a sentence begins whose subject is an office."""
    is_one = begins_as_who if is_listed else UNIT.match
    lead = ORDERS.match(words.text)
    start = lead.end() if lead else 0
    if (label := LABEL.match(words.text)) and is_one(words.text[start:]) and not VERB.search(label["label"]):
        return label.end()
    if not is_one(words.text[start:]):
        return None
    verb = None if VERB.match(f" {words.text[start:]}") else VERB.search(words.text, start)
    end = verb.start() if verb else len(words.text)
    if (is_listed or lead) and UNIT.match(words.text[start:]):
        # Whatever begins where the name of an office ends is what it does.
        rest = left_over(words.text[start:end])
        is_done = re.match(rf"[{LOWER}]+(?:\s|$)", rest) and words.text.endswith(rest, start, end)
        end = end - len(rest) if is_done else end
    office = words.text[start:end]
    if (
        end == len(words.text)
        or _NO_OFFICE.search(f"{office} ")
        or office.rstrip().endswith((",", ":", "("))
        or end - start > 160
    ):
        return None
    return end


def _units(words: Words, found: Findings) -> list[Tree]:
    return [certain(unit) for unit in found.parted(words, _NEXT_UNIT)]


def action(words: Words, found: Findings) -> Tree:
    """Return one thing to do, its deadline, route and condition apart where they end the sentence."""
    words = found.trimmed(words, " ./;,")
    fields: dict[str, Tree] = {}
    deadlines = [*DEADLINE.finditer(words.text)]
    if (
        deadlines
        and deadlines[-1].end() >= len(words.text.rstrip(" )"))
        and is_moment(deadlines[-1]["at"].rstrip(", "))
    ):
        last = deadlines[-1]
        fields["deadline"] = certain(found.inside(words, last, "at"))
        words = words[: last.start()].strip(",;:–-")
        if match := re.search(r",?\s+xong$", words.text):
            found.form_only(words[match.start() :])
            words = words[: match.start()]
    if match := _ASIDE.search(words.text):
        inside = words[match.start("inside") : match.end("inside")]
        key = (
            "route"
            if inside.text.startswith("qua ")
            else "condition"
            if re.match(r"nếu |theo |ngay ", inside.text)
            else ""
        )
        if key:
            fields[key] = certain(found.inside(words, match, "inside"))
            words = words[: match.start()]
    line = " ".join(words.text.split())
    text = certain(words, line if "://" in line.partition(" ")[0] else with_capital(line))
    return {"text": text, **fields} if fields else text
