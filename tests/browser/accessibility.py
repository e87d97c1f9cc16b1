"""Axe on a page: what stands in the way of readers who hear it, see it badly or use no pointer."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OF_LOOK = ("color-contrast", "link-in-text-block", "scrollable-region-focusable")
"""The rules whose answer depends on colours and measures: what a page already held to all rules still owes in another theme or width."""


def without_transitions(page: Page) -> None:
    """Have each transition of `page` over at once: to draw those between two looks takes more than to look."""
    session = page.context.new_cdp_session(page)
    session.send("Animation.enable")
    session.send("Animation.setPlaybackRate", {"playbackRate": 1000})


def violations(
    page: Page, part: str | None = None, rules: tuple[str, ...] = ()
) -> list[tuple[str, list[str]]]:
    """Return each violation in the page or a `part` of it, of all rules or of some: the rule, and the elements."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    # What is loaded beforehand serves rules for media alone, none of which is on.
    options: dict[str, object] = {"resultTypes": ["violations"], "preload": False}
    if rules:
        options["runOnly"] = rules
    found = page.evaluate(
        "([part, options]) => axe.run(part ?? document, options).then(found => found.violations)",
        [part, options],
    )
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
