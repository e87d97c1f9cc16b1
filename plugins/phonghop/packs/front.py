"""The pages of a pack that are ours: cover, contents, a page before each agenda item, and its running numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from phonghop.packs.contents import Entry, Pack
from phonghop.packs.plan import Plan
from phonghop.pages.labels import moment_label
from phonghop.paper.typesetting import drawn_code, typeset
from phonghop.text.strings import Strings

_FRONT = "packs/front.typ"
_NUMBERS = "packs/stamps.typ"


def front_pages(pack: Pack, plan: Plan, t: Strings) -> bytes:
    """Return cover, contents and dividers as PDF: one page, as many as it takes, then one for each of `plan`."""
    content = {
        "heading": pack.heading,
        "organizer": pack.organizer,
        "title": pack.title,
        "times": pack.times,
        "place": pack.place,
        "code": drawn_code(t("pack.code"), pack.printed_address),
        "code_words": t("pack.code_words"),
        "as_of": t("pack.as_of", when=moment_label(pack.as_of, t).text) if pack.as_of else "",
        "contents": t("pack.contents"),
        "groups": [
            {
                "number": group.number,
                "title": group.title,
                "about": group.about,
                "has_divider": index in plan.dividers,
                "entries": [_entry(entry, plan, t) for entry in group.entries],
            }
            for index, group in enumerate(pack.groups)
        ],
    }
    return typeset(_FRONT, content)


def running_numbers(feet: Sequence[str], title: str) -> bytes:
    """Return `feet`, each as a small page of one PDF; `title` names the file, as its standard asks."""
    return typeset(_NUMBERS, {"title": title, "words": feet})


def _entry(entry: Entry, plan: Plan, t: Strings) -> dict[str, object]:
    bound = plan.bound.get(entry.number)
    return {
        "title": entry.row.title,
        "notes": list(filter(None, _notes(entry, plan, t))),
        "at": bound.at if bound else None,
        "pages": bound.source.pages if bound else 0,
    }


def _notes(entry: Entry, plan: Plan, t: Strings) -> Iterator[str]:
    """Yield what a reader must know of a document: what it is, whom it is for, why its pages are not here."""
    yield entry.row.about
    if entry.row.points:
        yield t("meeting.for_points", points=entry.row.points)
    if entry.file is None:
        yield ". ".join(filter(None, (entry.row.state_label, entry.row.notice)))
        yield entry.row.address
    elif entry.number in plan.refused:
        yield t(f"pack.{plan.refused[entry.number]}", kind=entry.file.facts.kind)
    elif plan.bound[entry.number].source.is_signed:
        yield t("pack.signed")
