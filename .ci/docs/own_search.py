"""The documentation is searched as a portal is: the portal's worker, and an index of its pages, stand in the place of the theme's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from phonghop.pages.look import Look
from phonghop.search.entries import Entry
from phonghop.search.html_pages import page_entry
from phonghop.search.index import index
from phonghop.site.theme_assets import theme_assets
from phonghop.text.strings import strings
from phonghop.theme_files import theme_folder

T = strings("vi")
WORKER = theme_assets([str(theme_folder())], T, Look()).search
ENTRIES: list[Entry] = []


def on_page_content(html: str, *, page: Page, **_: Any) -> str:
    ENTRIES.append(page_entry(page.url, str(page.title), html))
    return html


def on_env(env: Environment, **_: Any) -> Environment:
    env.globals["search_worker"] = WORKER.address
    return env


# After the theme's plugin has written the index of its own search.
@event_priority(-100)
def on_post_build(*, config: MkDocsConfig) -> None:
    made = {WORKER.address: WORKER.content.encode(), **dict(index((), ENTRIES, T))}
    for address, content in made.items():
        file = Path(config.site_dir, address)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
