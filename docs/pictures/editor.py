"""Makes the pictures of the editor for staff, from a letter to its publishing: run ``make pictures``."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import uvicorn
from playwright.sync_api import Page, sync_playwright

from phonghop import theme_files
from phonghop.adapters.environment import build_moment
from phonghop.editing.answers import Setting
from phonghop.editing.desk import Desk
from phonghop.editing.kept import keep_aside
from phonghop.editing.server import application
from phonghop.text.strings import strings

sys.path.append(str(Path(__file__).parents[2] / "tests"))
import chromium

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
LETTER = PROJECT / "tests/importing/letters/real/000-ninh-binh.txt"
SCREEN = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
PAPER = next((PROJECT / "meetings").glob("*/chuong-trinh.pdf"))
TOKEN = "pictures"


def main() -> None:
    """Write every picture beside this file."""
    with TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listener:
        root = Path(folder, "cong")
        shutil.copytree(
            PROJECT / "meetings", root / "meetings", ignore=shutil.ignore_patterns("2026-06-01-*")
        )
        git(root, "init", "--quiet")
        git(root, "config", "user.name", "Văn thư")
        git(root, "config", "user.email", "van-thu@example.invalid")
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message=Cổng")
        letter = Path(folder, "giay-moi.txt")
        shutil.copyfile(LETTER, letter)
        shutil.copyfile(PAPER, letter.with_name("bao-cao.pdf"))
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        desk = Desk(root, strings("vi"), Path(folder, "cache"), build_moment)
        theme = theme_files.theme_folder()
        missing = ["Trang cuộc họp", "Đăng ký dự họp"]
        setting = Setting(
            desk,
            "https://hop.example.gov.vn/",
            theme_files.templates_folder(),
            theme / "assets",
            build_moment,
            lambda _: missing,
            lambda _: missing.clear(),
        )
        app = application(setting, frozenset({host}), TOKEN)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        with sync_playwright() as playwright:
            browser = chromium.start(playwright.chromium)
            walk(browser.new_page(viewport=SCREEN), f"http://{host}", letter, root)
            browser.close()
        server.should_exit = True
        thread.join()


def walk(page: Page, address: str, letter: Path, root: Path) -> None:
    """Go a newcomer's way, a picture at each stop."""
    page.goto(f"{address}/?token={TOKEN}")
    page.screenshot(path=HERE / "editor-1-home.png")
    page.get_by_label("Kéo giấy mời Word vào đây, hoặc chọn tệp").set_input_files(letter)
    page.wait_for_url("**/cuoc-hop/**")
    page.locator("#todo").wait_for()
    page.screenshot(path=HERE / "editor-2-todo.png")
    page.get_by_label("Tên cuộc họp ●").focus()
    page.get_by_label("Tên cuộc họp ●").scroll_into_view_if_needed()
    page.screenshot(path=HERE / "editor-3-form.png")
    page.get_by_role("link", name="Trang cuộc họp").click()
    shown = page.frame_locator("iframe[name=preview]")
    shown.get_by_text("Thời gian").first.wait_for()
    page.screenshot(path=HERE / "editor-4-preview.png")
    paper = page.locator("#documents > summary")
    paper.click()
    page.locator("#file").set_input_files(letter.with_name("bao-cao.pdf"))
    page.locator("#hold-document").wait_for(state="attached")
    page.locator("#documents .step").first.locator("summary").first.click()
    page.locator("#documents").scroll_into_view_if_needed()
    page.evaluate("() => document.getElementById('documents').scrollIntoView()")
    page.screenshot(path=HERE / "editor-5-document.png")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("link", name="In giấy").click()
    page.screenshot(path=HERE / "editor-6-print.png")
    page.get_by_role("button", name="Cấp mã").click()
    page.get_by_label("Nơi nhận").wait_for()
    page.screenshot(path=HERE / "editor-9-letters.png")
    page.get_by_role("link", name="Quay lại cuộc họp").click()
    page.get_by_role("link", name="Đăng").click()
    page.get_by_role("button", name="Đăng cuộc họp này").click()
    page.get_by_role("link", name="Quay lại cuộc họp").click()
    address = page.url.partition("#")[0]
    page.locator("[id='sessions/0/start']").fill("14h00 ngày 01/6/2026 (Thứ Hai)")
    page.get_by_label("Tên cuộc họp ●").fill("Hội nghị Tỉnh ủy sơ kết một năm chính quyền địa phương 2 cấp")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_text("Đã lưu trên máy này").wait_for()
    page.get_by_role("link", name="Đăng").click()
    page.screenshot(path=HERE / "editor-7-publish.png")
    keep_other(root, address.rpartition("/")[2])
    page.goto(f"{address}/de-rieng")
    page.screenshot(path=HERE / "editor-10-kept.png")
    page.set_viewport_size(PHONE)
    page.goto(address)
    page.screenshot(path=HERE / "editor-8-phone.png")


def keep_other(root: Path, meeting_id: str) -> None:
    """Keep a version aside, as of a clerk who has changed the same at once."""
    text = (root / "meetings" / meeting_id / "meeting.yml").read_text("utf-8")
    other = text.replace("14h00 ngày", "15h00 ngày").replace("Hội trường tầng 5", "Hội trường tầng 3")
    keep_aside(root, meeting_id, b"", other.encode(), {})


def git(root: Path, *arguments: str) -> None:
    """Run git in `root` under a name of its own."""
    identity = ("-c", "user.name=Văn thư", "-c", "user.email=van-thu@example.invalid")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True)


if __name__ == "__main__":
    main()
