"""``phonghop words``: the table of words of a language, to be translated or changed by an office."""

from __future__ import annotations

import json
from itertools import groupby

import click

from phonghop.adapters.project import Project, pass_project
from phonghop.portal.folders import LOCALES
from phonghop.text.strings import (
    FALLBACK,
    IN_EDITOR,
    LANGUAGES,
    TO_STAFF,
    own_table,
    packaged,
    packaged_fields,
    read_table,
)


@click.command()
@click.argument("language", metavar="LANG")
@click.option("--editor", is_flag=True, help="Cả những từ ngữ mà văn thư thấy trong trình soạn.")
@pass_project
def words(project: Project, language: str, editor: bool) -> None:
    """In bảng từ ngữ của ngôn ngữ LANG mà người đọc cổng thấy, để dịch hoặc đổi câu; câu chưa dịch in bằng tiếng Anh.

    Ghi vào locales/LANG.toml cạnh meetings/, chỉ cần giữ những câu muốn đổi. Ví dụ: phonghop words fr > locales/fr.toml
    """
    own = own_table(language)
    own_words = read_table(own) if own else {}
    left_out = tuple(prefix for prefix in TO_STAFF if not editor or prefix not in IN_EDITOR)
    table = {
        **(packaged_fields(language) if editor else {}),
        **packaged(FALLBACK),
        **(packaged(language) if language in LANGUAGES else {}),
        **own_words,
    }
    click.echo("# " + project.t("cli.words", file=f"{LOCALES}/{language}.toml"))
    shown = (key for key in table if key in own_words or not key.startswith(left_out))
    rows = ((*key.partition(".")[::2], table[key]) for key in shown)
    for section, phrases in groupby(sorted(rows, key=lambda row: row[0]), key=lambda row: row[0]):
        click.echo(f"\n[{section}]")
        for _, key, text in phrases:
            name = json.dumps(key) if "." in key else key
            click.echo(f"{name} = {json.dumps(text, ensure_ascii=False)}")
