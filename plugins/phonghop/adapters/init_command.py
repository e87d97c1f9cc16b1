"""``phonghop init``: the first files of an office's own portal."""

from __future__ import annotations

import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import get_args

import click

from phonghop import __version__
from phonghop.adapters.environment import Invocation, build_moment
from phonghop.model.portal import Letters
from phonghop.model.scalars import read_time_zone
from phonghop.starter import Office, first_files
from phonghop.text.folding import nfc, slug
from phonghop.text.problems import Place, Problem, Unreadable
from phonghop.text.region import VIETNAM_NAME
from phonghop.theme_files import help_page

_DAYS_AHEAD = timedelta(days=14)
_FORMS = get_args(Letters)
_NUMBERED = tuple(form for form in _FORMS if form not in ("plain", "none"))
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_HOST = re.compile(r"https?://(?P<host>[a-z0-9.-]+(?::\d+)?)/?", re.IGNORECASE)


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
    default="vi",
    show_default=True,
    help="Ngôn ngữ của cổng: vi, en, de, hoặc mã của ngôn ngữ mà cơ quan tự dịch.",
)
@click.option("--time-zone", help="Múi giờ của cổng ở nước khác, ví dụ: Europe/Berlin.")
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
    site_language: str,
    time_zone: str | None,
) -> None:
    """Tạo cổng mới ở DIR: cài đặt, cơ quan, trang viết tay, một cuộc họp ví dụ.

    Chưa nêu điều gì bằng tùy chọn thì lệnh hỏi. Không ghi đè tệp nào đã có.
    """
    t = told.t
    questions = {"name": name, "url": url, "body": body, "letters": letters}
    if not _LANGUAGE.fullmatch(site_language):
        raise click.BadParameter(site_language, param_hint="--site-language")
    questions |= {"time-zone": time_zone} if site_language != "vi" or time_zone else {}
    missing = [f"--{key}" for key, answer in questions.items() if not answer]
    if missing and not _can_ask():
        raise click.UsageError(t("init.missing", options=", ".join(missing)))
    answers = {key: nfc(answer or _ask(t(f"init.{key}"), key)).strip() for key, answer in questions.items()}
    if not _HOST.fullmatch(answers["url"]):
        raise click.UsageError(t("init.bad_url", url=answers["url"]))
    if not slug(answers["body"]):
        raise click.UsageError(t("init.bad_body", body=answers["body"]))
    if answers["letters"] in _NUMBERED and not symbol:
        if not _can_ask():
            raise click.UsageError(t("init.missing", options="--symbol"))
        symbol = click.prompt(t("init.symbol"))
    try:
        zone = read_time_zone(answers.get("time-zone", VIETNAM_NAME))
    except Unreadable as found:
        raise click.UsageError(Problem(Place(""), found.code, found.values).sentence(t)) from None
    office = Office(
        name=answers["name"],
        url=answers["url"].rstrip("/") + "/",
        body=answers["body"],
        letters=answers["letters"],
        symbol=symbol,
        honorific=honorific,
        place=place,
        language=site_language,
        time_zone=zone,
    )
    files = first_files(office, build_moment().date() + _DAYS_AHEAD, help_page(), __version__)
    taken = [path for path in files if (folder / path).exists()]
    if taken:
        raise click.UsageError(t("init.taken", files=", ".join(taken)))
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    example = next(path for path in files if path.endswith("/meeting.yml"))
    click.echo(t("init.done", folder=folder, n=len(files), example=Path(example).parent.as_posix()))


def _ask(question: str, key: str) -> str:
    answer: str = click.prompt(question, type=click.Choice(_FORMS) if key == "letters" else str)
    return answer


def _can_ask() -> bool:
    return sys.stdin.isatty()
