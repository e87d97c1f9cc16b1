"""``phonghop init``: the first files of an office's own portal."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import click

from phonghop.adapters.environment import Invocation, build_moment
from phonghop.adapters.own_package import keep_beside, requirement
from phonghop.adapters.spoken_help import speak
from phonghop.model import PortalFile, read_record
from phonghop.model.portal import Letters
from phonghop.model.scalars import read_time_zone
from phonghop.portal.folders import LOCALES, MEETINGS, PORTAL_FILE
from phonghop.portal.logo import read_logo
from phonghop.site.serving.configurations import Builder, Server, configuration
from phonghop.source import read
from phonghop.starter import Office, first_files, written_in
from phonghop.text.folding import nfc, slug
from phonghop.text.problems import Place, Problem, Unreadable, errors
from phonghop.text.region import VIETNAM_NAME, Region, live_in
from phonghop.text.strings import Strings, strings

_DAYS_AHEAD = timedelta(days=14)
_FORMS = get_args(Letters)
_NUMBERED = tuple(form for form in _FORMS if form not in ("plain", "none"))
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SETTINGS = "mkdocs.yml"
_PORTAL = f"{MEETINGS}/{PORTAL_FILE}"
_WORKFLOWS = {"github": ".github/workflows/portal.yml", "gitlab": ".gitlab-ci.yml"}
"""Where each host looks for what it has to do."""
_HOST = re.compile(r"https?://(?P<host>[a-z0-9.-]+(?::\d+)?)(?:/[\w.~-]+)*/?", re.IGNORECASE)


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", help="Tên cổng, ví dụ: Phòng họp Tỉnh ủy Điện Biên.")
@click.option("--url", help="Địa chỉ thật của cổng, ví dụ: https://hop.dienbien.gov.vn/.")
@click.option("--body", help="Cơ quan tổ chức họp, ví dụ: Tỉnh ủy Điện Biên.")
@click.option(
    "--letters", type=click.Choice(_FORMS), help="Thể thức giấy mời của cơ quan; none: không ra giấy mời."
)
@click.option(
    "--symbol", help="Ký hiệu trong số văn bản, ví dụ: TU, UBND; «không» nếu giấy mời không đánh số."
)
@click.option("--honorific", help="Từ đứng trước họ tên, ví dụ: Đồng chí; bỏ trống thì mỗi người ghi riêng.")
@click.option("--place", help="Địa danh ghi trước ngày của giấy mời, ví dụ: Điện Biên.")
@click.option(
    "--site-language",
    help="Ngôn ngữ của cổng: vi, en, de, hoặc mã của ngôn ngữ mà cơ quan tự dịch; bỏ trống thì vi.",
)
@click.option("--time-zone", help="Múi giờ của cổng ở nước khác, ví dụ: Europe/Berlin.")
@click.option("--id", "body_id", help="Mã của cơ quan trong địa chỉ; bỏ trống thì lấy từ tên.")
@click.option("--colour", help='Màu chính của cổng, ví dụ: "#00529b"; bỏ trống thì đỏ sẫm.')
@click.option(
    "--logo",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Biểu trưng: tệp PNG hoặc SVG.",
)
@click.option(
    "--host", type=click.Choice(list(_WORKFLOWS)), help="Nơi tự dựng và công bố: ghi sẵn tệp cho nơi đó."
)
@click.pass_obj
def init(  # noqa: PLR0913, PLR0917 one argument for each option
    told: Invocation,
    folder: Path,
    name: str | None,
    url: str | None,
    body: str | None,
    letters: str | None,
    symbol: str | None,
    honorific: str | None,
    place: str | None,
    site_language: str | None,
    time_zone: str | None,
    body_id: str | None,
    colour: str | None,
    logo: Path | None,
    host: str | None,
) -> None:
    """Tạo cổng mới ở DIR: cài đặt, cơ quan, trang viết tay, một cuộc họp ví dụ.

    Chưa nêu điều gì bằng tùy chọn thì lệnh hỏi. Không ghi đè tệp nào đã có. Ở thư mục của một trang MkDocs có sẵn thì chỉ thêm meetings/,
    và nói phải thêm gì vào mkdocs.yml.
    """
    # Staff of a portal in any other language are spoken to in English.
    t = strings("en") if site_language not in (None, "vi") else told.t
    speak(t.language)
    language = site_language or (_ask(t, "site-language", told.language) if _can_ask() else "vi")
    _language(language, t)
    questions = {"name": name, "url": url, "body": body, "letters": letters}
    questions |= {"time-zone": time_zone} if language != "vi" or time_zone else {}
    answers = _answered(t, questions)
    more = {"id": body_id} if body_id or not slug(answers["body"]) else {}
    more |= {"symbol": symbol} if symbol or answers["letters"] in _NUMBERED else {}
    answers |= _answered(t, more)
    if _can_ask() and answers["letters"] != "none":
        honorific, place = (
            nfc(answer if answer is not None else _ask(t, key, usual="")).strip() or None
            for key, answer in (("honorific", honorific), ("place", place))
        )
    try:
        zone = read_time_zone(answers.get("time-zone", VIETNAM_NAME))
    except Unreadable as error:
        raise click.UsageError(Problem(Place(""), error.code, error.values).sentence(t)) from None
    own = folder / LOCALES
    live_in(Region(language, zone, "vi" if language == "vi" else "en", own if own.is_dir() else None))
    office = Office(
        name=answers["name"],
        url=answers["url"].rstrip("/") + "/",
        body=answers["body"],
        letters=answers["letters"],
        symbol=answers.get("symbol"),
        honorific=honorific,
        place=place,
        body_id=answers.get("id"),
        colour=colour,
        logo=f"logo{logo.suffix.lower()}" if logo else None,
    )
    whole = first_files(office, _working_day(build_moment().date() + _DAYS_AHEAD), requirement().format(""))
    if wrong := list(_wrong(whole[_PORTAL], logo)):
        raise click.UsageError("\n".join(problem.sentence(t) for problem in wrong))
    is_beside = (folder / _SETTINGS).is_file() and not (folder / MEETINGS).exists()
    files = {path: text for path, text in whole.items() if path.startswith(f"{MEETINGS}/") or not is_beside}
    if host:
        files[_WORKFLOWS[host]] = configuration(host, (), Server(office.url), Builder(has_makefile=False))
    _write(t, folder, files)
    keep_beside(folder)
    if logo and office.logo:
        shutil.copyfile(logo, folder / MEETINGS / office.logo)
    lists = "\n".join(line for line in whole[_SETTINGS].splitlines() if line.endswith("/index.md"))
    example = next(Path(path).parent.as_posix() for path in files if path.endswith("/meeting.yml"))
    values = {"folder": folder.resolve(), "n": len(files), "example": example, "lists": lists}
    click.echo(t("init.beside" if is_beside else "init.done", **values))
    if written_in(language) != language:
        click.echo(t("init.translate", language=language))


def _working_day(day: date) -> date:
    """Return `day`, or the Monday after it where it is at a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def _write(t: Strings, folder: Path, files: Mapping[str, str]) -> None:
    """Write the text of each file by its path in `folder`.

    Raises:
        UsageError: one is there already; none is written.
    """
    taken = [path for path in files if (folder / path).exists()]
    if taken:
        raise click.UsageError(t("init.taken", files=", ".join(taken)))
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")


def _wrong(settings: str, logo: Path | None) -> Iterator[Problem]:
    """Yield what a portal would refuse of the answers, as they stand in its file of settings."""
    node, _ = read(settings.encode(), _PORTAL)
    assert node is not None
    yield from errors(read_record(PortalFile, node)[1])
    if logo:
        yield from read_logo(logo.parent, logo.name, node)[1]


def _answered(t: Strings, questions: Mapping[str, str | None]) -> dict[str, str]:
    """Return the answer to each question by the name of its option; what no option tells is asked for in a terminal.

    Raises:
        UsageError: there is nobody to ask, or an option holds no answer.
    """
    missing = [f"--{key}" for key, answer in questions.items() if not answer]
    if missing and not _can_ask():
        raise click.UsageError(t("init.missing", options=", ".join(missing)))
    return {
        key: _address(answer, t) if answer and key == "url" else nfc(answer or _ask(t, key)).strip()
        for key, answer in questions.items()
    }


def _ask(t: Strings, key: str, usual: str | None = None) -> str:
    """Return what somebody types, who is asked again until it can be an answer."""
    kinds = {"letters": click.Choice(_FORMS)}
    checks = {"url": _address, "site-language": _language}
    check = (lambda typed: checks[key](typed, t)) if key in checks else None
    answer: str = click.prompt(
        t(f"init.{key}"), default=usual, type=kinds.get(key), value_proc=check, show_default=bool(usual)
    )
    return answer


def _language(typed: str, t: Strings) -> str:
    """Return the code of a language.

    Raises:
        UsageError: it is none.
    """
    if not _LANGUAGE.fullmatch(typed):
        raise click.UsageError(t("init.bad_language", text=typed))
    return typed


def _address(typed: str, t: Strings) -> str:
    """Return the address of a portal.

    Raises:
        UsageError: it is none.
    """
    if not _HOST.fullmatch(typed.strip()):
        likely = f"https://{typed.strip().removeprefix('//').strip('/')}/"
        shown = likely if _HOST.fullmatch(likely) else t("init.an_address")
        raise click.UsageError(t("init.bad_url", url=typed, likely=shown))
    return nfc(typed).strip()


def _can_ask() -> bool:
    return sys.stdin.isatty()
