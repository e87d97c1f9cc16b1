"""A clerk's whole way, once for each real letter, over three engines: the letter is dropped, mended, looked at, published and built."""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from engines import Engine
from playwright.sync_api import Browser, Error, Page

from driver import TESTS, PortalCase
from phonghop.importing import plain_text
from phonghop.text.folding import fold, nfc
from sample_files import pdf
from test_facts import facts, words

sys.path[:0] = [str(TESTS / "editing"), str(TESTS / "importing")]

from clerks import TOKEN, editor  # noqa: E402
from word_habits import RUNS, paragraph, write  # noqa: E402

LETTERS = TESTS / "importing" / "letters" / "real"
DROP = """
const bytes = Uint8Array.from(atob(arguments[1]), sign => sign.charCodeAt(0));
const carried = new DataTransfer();
carried.items.add(new File([bytes], arguments[2]));
const zone = document.querySelector(arguments[0]);
zone.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
"""
SET = """
const field = document.getElementById(arguments[0]);
field.value = arguments[1];
field.dispatchEvent(new Event("change", { bubbles: true }));
"""


class Chromium(Engine):
    """The engine that the other tests of the editor drive through a library."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def goto(self, address: str) -> None:
        self._page.goto(address)

    def run(self, script: str, *arguments: object) -> object:
        try:
            return self._page.evaluate(f"all => (function () {{ {script} }}).apply(null, all)", [*arguments])
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
            return None  # the page was left meanwhile; whoever waits asks again

    def command(self, name: str, **values: object) -> object:
        raise NotImplementedError(name, values)


@pytest.fixture
def chromium(browser: Browser) -> Iterator[Engine]:
    with browser.new_context(locale="vi-VN", viewport={"width": 1440, "height": 900}) as context:
        yield Chromium(context.new_page())


def settle(clerk: Engine, expression: str) -> None:
    """Wait for what a press leads to; a page that is being left has no answer."""
    clerk.until(f"document.readyState === 'complete' && ({expression})")


def drop(clerk: Engine, zone: str, name: str, content: bytes) -> None:
    clerk.run(DROP, zone, base64.b64encode(content).decode(), name)


def fill(clerk: Engine, field: str, value: str) -> None:
    clerk.until(f"document.getElementById({json.dumps(field)})")
    clerk.run(SET, field, value)


def press(clerk: Engine, selector: str) -> None:
    clerk.run("for (const part of document.querySelectorAll('details')) part.open = true;")
    clerk.click(selector)


def step(clerk: Engine, verb: str, **values: str) -> None:
    """Fill one of the guided steps and do it."""
    form = f"form:has(input[name=step][value={verb}])"
    for name, value in values.items():
        clerk.run("document.querySelector(arguments[0]).value = arguments[1]", f"{form} [name={name}]", value)
    clerk.run("window.isOld = true")
    press(clerk, f"{form} button")
    settle(clerk, "!window.isOld && document.querySelector('#todo')")


def save(clerk: Engine) -> None:
    clerk.run("window.isOld = true; document.querySelector('form[action$=\"/luu\"] button').click()")
    settle(
        clerk, "!window.isOld && document.querySelector('[role=status]').textContent.includes('chưa ai thấy')"
    )


def add_and_replace(clerk: Engine, office: PortalCase, meeting: str) -> None:
    """Drop a document, then another of the same name: the old one is kept in its history."""
    for text in ("Bao cao lan mot", "Bao cao lan hai"):
        clerk.run("window.isOld = true")
        drop(clerk, "#documents .drop", "bao-cao.pdf", pdf(text))
        settle(clerk, "!window.isOld && document.getElementById('hold-document')")
        save(clerk)
    assert (office.root / f"meetings/{meeting}/bao-cao-ban-1.pdf").is_file()


def hold(clerk: Engine, office: PortalCase, meeting: str) -> None:
    add_and_replace(clerk, office, meeting)
    step(clerk, "hold", document="0", until="30/6/2099 8 giờ")


def withdraw(clerk: Engine, office: PortalCase, meeting: str) -> None:
    add_and_replace(clerk, office, meeting)
    step(clerk, "withdraw", document="0", reason="Gửi nhầm tệp")


def postpone(clerk: Engine, office: PortalCase, meeting: str) -> None:
    del office, meeting
    step(clerk, "status", state="postponed", reason="do ảnh hưởng của bão")


def mend_a_broken_file(clerk: Engine, office: PortalCase, meeting: str) -> None:
    """A file that somebody broke by hand is shown where it is broken, and mended as text."""
    file = f"meetings/{meeting}/meeting.yml"
    sound = office.read(file)
    save(clerk)
    sound = office.read(file)
    office.write(file, sound.replace("\nsessions:", "\nsessions: [", 1))
    clerk.goto(clerk.run("return location.href.split('/cuoc-hop/')[0]") + f"/cuoc-hop/{meeting}")
    settle(clerk, "document.querySelector('textarea.whole')")
    assert re.search(r"dòng \d+:", str(clerk.run("return document.querySelector('main').innerText")))
    clerk.run("document.getElementById('text').value = arguments[0]; window.isOld = true", sound)
    press(clerk, "form[action$='/chu'] button")
    settle(clerk, "!window.isOld && document.querySelector('#todo')")


def squeezed(text: str) -> str:
    return re.sub(r"[^\w]|_", "", fold(text))


def built_words(office: PortalCase, meeting: str) -> str:
    """Return what the built page and the letter on it say."""
    folder = office.root / "site/hop" / meeting
    letter = pypdfium2.PdfDocument(folder / "giay-moi.pdf")
    printed = " ".join(letter[n].get_textpage().get_text_bounded() for n in range(len(letter)))
    return squeezed(words((folder / "index.html").read_text("utf-8"))) + squeezed(nfc(printed))


@dataclass(frozen=True)
class Way:
    """A letter, the meeting whose facts tell what it says, the engine, how Word wrote it, and what else the clerk does."""

    letter: str
    meeting: str
    engine: str
    habit: str
    also: Callable[[Engine, PortalCase, str], None]


WAYS = (
    Way("000-ninh-binh", "2026-06-01-so-ket-chinh-quyen-2-cap", "chromium", "plain", add_and_replace),
    Way("001-ha-tinh", "2023-12-04-quan-triet-nghi-quyet-trung-uong-8", "firefox", "split", withdraw),
    Way("002-dien-bien", "2026-07-01-so-ket-mo-hinh-3-cap", "webkit", "smart-tags", hold),
    Way("003-quang-ngai", "2026-07-01-so-ket-nghi-quyet-57", "chromium", "decomposed", postpone),
    Way("004-can-tho", "2026-05-30-so-ket-va-giam-sat", "chromium", "plain", mend_a_broken_file),
)
FILLS = {"organizer": "tinh-uy-ha-tinh", "title": "Hội nghị", "unit": "Văn phòng"}
"""What a clerk fills in where a letter does not tell it, by the last word of a field's name."""


def save_and_publish(clerk: Engine, address: str, meeting: str) -> None:
    clerk.run("window.isOld = true")
    press(clerk, "form[action$='/luu'] button")
    settle(
        clerk,
        "!window.isOld && document.querySelector('[role=status]').textContent.includes('chưa ai thấy')",
    )
    clerk.goto(f"{address}/cuoc-hop/{meeting}/dang")
    press(clerk, "form[action$='/dang'] button")
    settle(clerk, "document.querySelector('main').textContent.includes('Đã ghi nhận')")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.letter}-{way.engine}")
def test_a_letter_becomes_a_page_that_says_what_it_says(
    way: Way, office: PortalCase, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    clerk: Engine = request.getfixturevalue(way.engine)
    text = (LETTERS / f"{way.letter}.txt").read_text("utf-8")
    lines = plain_text.lines(text.encode())
    docx = write(tmp_path / "giay-moi.docx", "".join(paragraph(line, RUNS[way.habit]) for line in lines))
    with editor(office.root) as address:
        clerk.goto(f"{address}/?token={TOKEN}")
        drop(clerk, ".drop", "giay-moi.docx", docx.read_bytes())
        settle(clerk, "location.pathname.startsWith('/cuoc-hop/') && document.querySelector('#todo')")
        meeting = str(clerk.run("return location.pathname.split('/')[2]"))
        for _ in range(12):
            wrong = clerk.run(
                "const link = document.querySelector('#todo .wrong a'); return link && link.getAttribute('href').slice(1)"
            )
            if not wrong:
                break
            fill(clerk, str(wrong), FILLS[str(wrong).rpartition("/")[2]])
            quoted = json.dumps(f"#todo .wrong a[href='#{wrong}']")
            settle(clerk, f"!document.querySelector({quoted})")
        left = int(str(clerk.run("return document.querySelectorAll('#todo form').length")))
        if left:
            press(clerk, "#todo form button")
            settle(clerk, f"document.querySelectorAll('#todo form').length === {left - 1}")
        if way.also is not postpone:
            way.also(clerk, office, meeting)
        title = str(clerk.run("return document.querySelector('h1').textContent"))
        preview = "document.querySelector('iframe[name=preview]').contentDocument?.body?.textContent ?? ''"
        settle(clerk, f"({preview}).includes({json.dumps(title)})")
        save_and_publish(clerk, address, meeting)
        built = office.build()
        assert built.exit_code == 0, built.output
        whole = built_words(office, meeting)
        if way.also is postpone:  # only now: a notice takes the place of the letter
            clerk.goto(f"{address}/cuoc-hop/{meeting}")
            postpone(clerk, office, meeting)
            save_and_publish(clerk, address, meeting)
            assert office.build().exit_code == 0
            assert squeezed("do ảnh hưởng của bão") in built_words(office, meeting)
    said = squeezed(text)
    wanted = [fact for _, fact in facts()[way.meeting] if squeezed(fact) in said]
    missing = [fact for fact in wanted if squeezed(fact) not in whole]
    print(way.letter, len(wanted) - len(missing), "of", len(wanted), missing)
    assert len(wanted) > 40
    assert len(missing) / len(wanted) < 0.05, missing


def test_two_clerks_at_once_lose_nothing(office: PortalCase, browser: Browser) -> None:
    """Each in a browser of their own: what they change in different places is kept, in one place the second is told."""
    office.meeting()
    office.commit()
    with editor(office.root) as address, browser.new_context() as here, browser.new_context() as there:
        first, second = Chromium(here.new_page()), Chromium(there.new_page())
        page = next(path.parent.name for path in office.root.glob("meetings/*/meeting.yml"))
        for clerk in (first, second):
            clerk.goto(f"{address}/?token={TOKEN}")
            clerk.goto(f"{address}/cuoc-hop/{page}")
        fill(first, "title", "Tên mới")
        settle(first, "document.querySelector('#unsaved').textContent.includes('Chưa lưu')")
        file = f"meetings/{page}/meeting.yml"
        office.write(file, office.read(file).replace("title: Họp giao ban", "title: Tên của người khác"))
        press(first, "form[action$='/luu'] button")
        settle(
            first,
            "document.querySelector('[role=status]').textContent.includes('Người khác vừa sửa cùng chỗ')",
        )
        assert "Tên của người khác" in office.read(file)
        (kept,) = office.root.glob(f"in/{page}/*/meeting.yml")
        assert "Tên mới" in kept.read_text("utf-8")
        second.goto(f"{address}/cuoc-hop/{page}")
        settle(second, "document.querySelector('h1').textContent === 'Tên của người khác'")
