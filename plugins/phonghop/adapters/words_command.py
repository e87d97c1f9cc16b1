"""``phonghop words``: the table of words of a language, to be translated or changed by an office."""

from __future__ import annotations

import json
from itertools import groupby

import click

from phonghop.adapters.project import Project, pass_project
from phonghop.portal.folders import LOCALES
from phonghop.text.strings import FALLBACK, LANGUAGES, TO_STAFF, own_table, packaged, read_table


@click.command()
@click.argument("language", metavar="LANG")
@pass_project
def words(project: Project, language: str) -> None:
    """In bảng từ ngữ của ngôn ngữ LANG mà người đọc cổng thấy, để dịch hoặc đổi câu; câu chưa dịch in bằng tiếng Anh.

    Ghi vào locales/LANG.toml cạnh meetings/, chỉ cần giữ những câu muốn đổi. Ví dụ: phonghop words fr > locales/fr.toml
    """
    own = own_table(language)
    table = {
        **packaged(FALLBACK),
        **(packaged(language) if language in LANGUAGES else {}),
        **(read_table(own) if own else {}),
    }
    click.echo("# " + project.t("cli.words", file=f"{LOCALES}/{language}.toml"))
    rows = ((*key.partition(".")[::2], text) for key, text in table.items() if not key.startswith(TO_STAFF))
    for section, phrases in groupby(sorted(rows, key=lambda row: row[0]), key=lambda row: row[0]):
        click.echo(f"\n[{section}]")
        for _, key, text in phrases:
            name = json.dumps(key) if "." in key else key
            click.echo(f"{name} = {json.dumps(text, ensure_ascii=False)}")
