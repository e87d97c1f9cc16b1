"""A page set into its frame is what the theme renders around the page itself, but for empty lines and indentation."""

from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from driver import SAMPLES
from phonghop.adapters import hosting
from phonghop.adapters.building import Building
from phonghop.adapters.hosts import library_files
from phonghop.site.driver import Driver
from phonghop.site.frames import Entries, frame, kind_of, sample, tight
from phonghop.site.outputs import Page


# MkDocs is given a page at an address that the plugin has already named as one of its own.
@pytest.mark.filterwarnings("ignore:To replace an existing file:DeprecationWarning")
def test_pages_in_their_frames_are_what_the_theme_renders(
    built_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: dict[str, str] = {}

    def all_pages(driver: Driver) -> list[Page]:
        return [*driver._memory.pages(driver._memory.addresses())]

    monkeypatch.setattr(Driver, "samples", property(all_pages))
    monkeypatch.setattr(Building, "finish", lambda *_: ())
    monkeypatch.setattr(hosting, "kind_of", lambda page: page.address)
    monkeypatch.setattr(hosting, "frame", lambda html, address, _: rendered.setdefault(address, html))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    config = load_config(str(SAMPLES / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    assert {address.partition("/")[0] for address in rendered} >= {"", "hop", "nam", "co-quan"}
    for address, html in rendered.items():
        assert tight((built_site / address / "index.html").read_text()) == html, address


def page(**changes: object) -> Page:
    values: dict[str, object] = {"address": "hop/a/", "title": "A", "description": "B", "html": "<h1>A</h1>"}
    return Page(**{**values, "toc": (), "source": "", **changes})


def entries(headings):
    return [f"<li>{title}" for _, _, title in headings]


@pytest.mark.parametrize("address", ["a/", "hop/a/", "co-quan/a/b/"])
def test_an_address_is_set_wherever_the_sample_has_it(address: str) -> None:
    kind = kind_of(page(address=address))
    html = f'<link href="https://x/y/{sample(kind).address}"><a href="/{sample(kind).address}#a">'
    framed = frame(html, kind, entries).around(page(address=address))
    assert framed.decode() == f'<link href="https://x/y/{address}"><a href="/{address}#a">'


def test_words_are_escaped_and_the_body_is_not() -> None:
    own = page(title="<i>", description='"', html="<p>&amp;</p>")
    shown = sample(kind_of(own))
    html = f'<title>{shown.title}</title><meta content="{shown.description}">{shown.html}'
    expected = '<title>&lt;i&gt;</title><meta content="&#34;"><p>&amp;</p>'
    assert frame(html, kind_of(own), entries).around(own).decode() == expected


def test_contents_stand_where_the_sample_has_its_own() -> None:
    own = page(toc=((2, "mot", "Một"), (2, "hai", "Hai"), (2, "ba", "Ba")))
    first, last = entries(sample(kind_of(own)).toc)
    html = f"<a href=#{sample(kind_of(own)).toc[0][1]}><ul>\n{first}\n\n{last}\n</ul>"
    assert (
        frame(html, kind_of(own), entries).around(own).decode()
        == "<a href=#mot><ul>\n<li>Một\n\n<li>Hai\n\n<li>Ba\n</ul>"
    )


def test_only_white_space_that_could_be_meant_is_kept() -> None:
    assert tight("\n\n  <ul>\n\n    <li>a b\n  </ul>\n") == "<ul>\n<li>a b\n</ul>"
    assert tight("<pre>\n  a\n\n  b</pre>\n") == "<pre>\n  a\n\n  b</pre>\n"


def test_a_theme_that_writes_contents_in_pieces_is_told() -> None:
    own = page(toc=((2, "mot", "Một"),))
    pieces = "<b>".join(anchor for _, anchor, _ in sample(kind_of(own)).toc)
    with pytest.raises(ValueError, match="entry after entry"):
        frame(pieces, kind_of(own), entries)


def test_the_entries_of_contents_are_kept_as_text() -> None:
    def render(headings):
        (_, anchor, title), *below = headings
        inner = "\n".join(render([heading]) for heading in below)
        return f'<li><a href="#{anchor}">{title}</a>' + (f"<ul>\n{inner}\n</ul>" if below else "") + "</li>"

    headings = [(2, "mot", "<Một>"), (3, "a", "A"), (3, "b", "B"), (2, "hai", "Hai")]
    assert list(Entries.cut(render)(headings)) == [
        '<li><a href="#mot">&lt;Một&gt;</a><ul>\n<li><a href="#a">A</a></li>\n<li><a href="#b">B</a></li>\n</ul></li>',
        '<li><a href="#hai">Hai</a></li>',
    ]


def test_only_files_as_the_theme_has_them_are_its_own(tmp_path: Path) -> None:
    theme, site = tmp_path / "theme", tmp_path / "site"
    for folder, words in ((theme, "như đã cài"), (site, "như đã cài")):
        (folder / "assets").mkdir(parents=True)
        (folder / "assets/a.js").write_text(words)
        (folder / "assets/b.js").write_text(f"{words} ở {folder.name}")
    (site / "assets/c.js").write_text("của cơ quan")
    assert [*library_files(site, [theme])] == ["assets/a.js"]
