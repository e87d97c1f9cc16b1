"""Real browsers over the published site, served by nginx under the policy that is made for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import Engine, firefox, webkit
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from reader_portal import Live

import chromium
from driver import SAMPLES, PortalCase
from locked_portal import PART, Office
from once import Once
from phonghop.site.publishing import publish
from web_server import nginx

# What does not come is given up as late as in the other engines; a busy machine draws nothing within the usual five seconds.
expect.set_options(timeout=60_000)


ONE_PROCESS = ("--renderer-process-limit=1", "--disable-site-isolation-trials")
"""Pages of one window share a process, and none waits in reserve: opening a page takes a sixth less."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = chromium.start(playwright.chromium, *ONE_PROCESS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def _shared(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture
def shared(_shared: Page) -> Page:
    """A page for tests that leave nothing in it: what pages have in common is loaded and compiled once."""
    _shared.goto("about:blank")  # else a next address that differs in its fragment alone would load nothing
    return _shared


@pytest.fixture(scope="module")
def kept(browser: Browser) -> Iterator[Page]:
    """A page as narrow as a phone that a module's tests use one after another; who gives it to them empties it (`kept_pages`)."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        yield context.new_page()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window as narrow as a phone."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="session", name="firefox")
def _firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with firefox(tmp_path_factory.mktemp("firefox") / "home") as engine:
        yield engine


@pytest.fixture(scope="session", name="webkit")
def _webkit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with webkit(tmp_path_factory.mktemp("webkit") / "home") as engine:
        yield engine


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Another browser than Chromium, started once: that alone takes Firefox four seconds of a processor."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def _live(sites: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Live:
    return Live(tmp_path_factory.mktemp("live") / "live", sites[0])


@pytest.fixture
def live(_live: Live, sites: tuple[Path, Path]) -> Iterator[Live]:
    """The first of a module's two sites, which the other may follow."""
    yield _live
    _live.become(sites[0])


@pytest.fixture(scope="module")
def url(_live: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which `live` is served."""
    with nginx(_live.link, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture
def office(tmp_path: Path) -> PortalCase:
    """A portal of several offices without meetings, as a clerk has it before the editor."""
    root = tmp_path / "portal"
    root.mkdir()
    case = PortalCase(root).portal_file((SAMPLES / "meetings/portal.yml").read_text("utf-8")).with_settings()
    case.write(".gitignore", "/in/\n.cache/\n/site/\n/site.new/\n").commit()
    case.git("config", "user.name", "Văn thư")
    case.git("config", "user.email", "van-thu@example.invalid")
    return case


@pytest.fixture(scope="session")
def locked_office(once: Once) -> Office:
    """An office whose portal has locked papers, built, with keys, codes and words issued."""
    with pytest.MonkeyPatch.context() as patch:

        def fill(folder: Path) -> None:
            office = Office(folder / "office", patch)
            office.make_keys()
            office.run("keys", "words", PART)
            office.built()

        return Office(once("locked", fill) / "office", patch)


@pytest.fixture(scope="session")
def locked_address(
    locked_office: Office, once: Once, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where its site is served."""
    published = once("locked-published", lambda to: publish(locked_office.portal.root / "site", to))
    with nginx(published / "live", tmp_path_factory.mktemp("nginx")) as address:
        yield address
