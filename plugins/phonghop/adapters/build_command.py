"""``phonghop build``: the whole site, unless it is up to date already."""

from __future__ import annotations

import gc
import json
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from phonghop.adapters import up_to_date
from phonghop.adapters.environment import (
    BAD_DATA,
    Invocation,
    build_moment,
    cache_folder,
    keys_digest,
    settle_on_host,
)
from phonghop.database import Database, database
from phonghop.packs.checksums import FILE as CHECKSUMS
from phonghop.site.exchange import Tree
from phonghop.text.problems import Place, PortalError, Problem
from phonghop.text.strings import Strings
from phonghop.theme_files import theme_folder

if TYPE_CHECKING:
    from phonghop.adapters.building import Building
    from phonghop.adapters.building import Place as ProjectPlace
    from phonghop.adapters.hosts import Host

_LONGEST = timedelta(hours=1)
"""How long a site can stand: whether a file was replaced without a word is weighed against what stood an hour before (decision 0011)."""


@click.command()
@click.option("--strict", is_flag=True, help="Coi cảnh báo là lỗi: có cảnh báo thì không thay bản cũ.")
@click.option(
    "--config-file", type=click.Path(exists=True, path_type=Path), help="Mặc định: mkdocs.yml của cổng."
)
@click.option(
    "--against",
    metavar="URL|FILE",
    help="Cổng đang chạy, hoặc SHA256SUMS của cổng: từ chối dựng khi danh sách mã thiếu một mã mà cổng đang có.",
)
@click.option("--plain", is_flag=True, help="Khung trang trơn của phonghop, không cần MkDocs.")
@click.option("-q", "--quiet", is_flag=True, help="Chỉ in lỗi và cảnh báo.")
@click.option("-v", "--verbose", is_flag=True, help="In thêm những gì đã đọc, dựng, ghi và soát.")
@click.pass_obj
def build(  # noqa: PLR0913, PLR0917 one argument for each option
    invocation: Invocation,
    strict: bool,
    config_file: Path | None,
    against: str | None,
    plain: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Dựng cổng vào site/. Không dựng được thì bản cũ giữ nguyên; không có gì đổi thì không dựng lại."""
    root = invocation.root.resolve()
    file = (config_file or root / "mkdocs.yml").resolve()
    if file.exists() and not file.is_file():
        raise PortalError([Problem(Place(file.name), "PH450", {"file": file.name})])
    if against:
        _require_codes_of(against, root)
    plain = not settle_on_host() or plain
    settings = str(file.relative_to(root) if file.is_relative_to(root) else file)
    kept = database(cache_folder(root, settings, "plain" if plain else ""))
    command = _Command(
        root, file, kept, invocation.t, plain=plain, strict=strict, quiet=quiet, verbose=verbose
    )
    with kept.alone(lambda: command.say("cli.waiting")):
        try:
            is_built = command.run()
        except sqlite3.DatabaseError:
            kept.forget()
            is_built = command.run()
    if not is_built:
        sys.exit(BAD_DATA)


def _require_codes_of(place: str, root: Path) -> None:
    """End the command where the published site at `place` has a code that the project `root` has lost.

    Raises:
        PortalError: it has, or it cannot be asked.
    """
    # Only a build that is held against a site pays for what asks it.
    from phonghop.adapters.published_codes import lost_codes  # noqa: PLC0415
    from phonghop.portal.codes import read_ledger  # noqa: PLC0415
    from phonghop.portal.load import LEDGER_FILE, MEETINGS  # noqa: PLC0415

    ledger, _ = read_ledger(root / MEETINGS / LEDGER_FILE, f"{MEETINGS}/{LEDGER_FILE}")
    if lost := tuple(lost_codes(place, ledger)):
        raise PortalError(lost)


class _Command:
    """One call of the command."""

    def __init__(  # noqa: PLR0913 one argument for each option
        self,
        root: Path,
        file: Path,
        kept: Database,
        t: Strings,
        *,
        plain: bool,
        strict: bool,
        quiet: bool,
        verbose: bool,
    ) -> None:
        self.root, self.file, self.kept, self.t = root, file, kept, t
        self.plain, self.strict, self.quiet, self.verbose = plain, strict, quiet, verbose
        self.now = build_moment()
        self.started = time.monotonic()
        self.told: list[str] = []

    def say(self, key: str, **values: object) -> None:
        """Tell how the work goes, to who wants to know."""
        if not self.quiet:
            click.echo(self.t(key, **values), err=True)

    def warn(self, line: str) -> None:
        """Print a warning, and remember it with the build."""
        self.told.append(line)
        click.echo(line)

    def run(self) -> bool:
        """Build unless nothing has changed; return whether the site is what it should be."""
        how = repr((self.file, self.strict, self.t.language, keys_digest()))
        before = Path(self.kept.recall("site folder") or self.root / "site")
        with closing(Tree(self.kept, before)) as tree:
            tree.look_ahead()
            read = self._read(before)
            standing = up_to_date.standing_build(self.kept, how, read, self.now, tree)
            if not standing:
                return self._run(how, read, tree)
        for line in standing.told:
            click.echo(line)
        self._end("cli.stands", folder=standing.site)
        return True

    def _run(self, how: str, read: str, tree: Tree) -> bool:
        if self.kept.dropped:
            self.say(f"cli.dropped_{self.kept.dropped}")
        up_to_date.forget(self.kept)
        # Nearly all that a build makes is held until its end: to look for what is not costs a tenth of a large one.
        gc.disable()
        from phonghop.adapters.hosts import FailedError  # noqa: PLC0415 only a build that has something to do loads this

        try:
            return self._build(how, read, tree)
        except FailedError:
            return self._fail(Path(self.kept.recall("site folder") or self.root / "site"))
        finally:
            gc.enable()

    def _build(self, how: str, read: str, tree: Tree) -> bool:
        from phonghop.adapters.building import Building  # noqa: PLC0415 as above
        from phonghop.portal.load import settled_words  # noqa: PLC0415 as above

        host, place, is_fixed = self._settings()
        place = replace(place, language=settled_words(place.root, place.language).language)
        if not is_fixed:
            read = ""
        elif place.site != tree.site:
            read = self._read(place.site)
        if (self.file.parent / "site").is_symlink():
            self.say("cli.linked", folder=place.site)
        self.kept.note("site folder", str(place.site))
        building = Building(
            place,
            self.kept,
            self.now,
            progress=self._progress(),
            is_fixed=is_fixed,
            tree=tree if place.site == tree.site else None,
        )
        for problem in building.problems:
            if not problem.is_error:
                self.warn(problem.line(self.t))
        if not self._publish(building, host):
            return self._fail(place.site)
        until = min(datetime.fromisoformat(self.kept.recall("until")), self.now + _LONGEST)
        if read:
            up_to_date.keep(
                self.kept,
                up_to_date.Build(
                    how, read, str(place.site), self.now.isoformat(), until.isoformat(), tuple(self.told)
                ),
            )
        counts = building.driver.counts
        if self.verbose:
            click.echo(self.t("cli.counts", **asdict(counts)), err=True)
        self._end("cli.built", folder=place.site, made=counts.made, kept=counts.kept)
        return True

    def _publish(self, building: Building, host: Host | None) -> bool:
        """Make what has changed and put it in place; return False where it must not be put in place, with the reasons printed."""
        from phonghop.adapters.building import told  # noqa: PLC0415 as above

        if building.errors:
            click.echo(told(building.errors, self.t))
            return False
        try:
            building.make()
            for problem in building.noticed:
                self.warn(problem.line(self.t))
            problems = self._finish(building, host)
        except OSError:
            building.undo(and_clear=True)
            raise
        finally:
            building.undo()
        if problems:
            click.echo(told(problems, self.t))
        return problems == ()

    def _finish(self, building: Building, host: Host | None) -> tuple[Problem, ...] | None:
        """Ask the host where that is needed, and finish; return what must not be published, None where `--strict` forbids."""
        driver = building.driver
        if not driver.needs_host():
            for line in json.loads(self.kept.recall("host told") or "[]"):
                self.warn(line)
            return None if self.strict and self.told else building.finish(None)
        from phonghop.adapters.hosts import Asked, host_of  # noqa: PLC0415 as above

        host = host or host_of(self.file, self.root, self.t, plain=self.plain)
        request = Asked(driver.samples, driver.addresses, driver.portal)
        with TemporaryDirectory(prefix="phonghop-") as folder:
            rendered = host.render(request, Path(folder))
            self.kept.note("host told", json.dumps(rendered.told))
            self.told += rendered.told
            return None if self.strict and self.told else building.finish(rendered.hosted)

    def _settings(self) -> tuple[Host | None, ProjectPlace, bool]:
        """Return where everything is: as the host told when the settings were the same, else as it tells now."""
        from phonghop.adapters.building import Place as ProjectPlace  # noqa: PLC0415 as above
        from phonghop.adapters.hosts import FailedError, host_of  # noqa: PLC0415 as above

        try:
            state = sha256(self.file.read_bytes()).hexdigest()
        except OSError:
            state = ""
        remembered_place = json.loads(self.kept.recall("settings") or "null")
        if remembered_place and remembered_place["state"] == state:
            parts: dict[str, Any] = {
                name: Path(value) if name in ("root", "site", "by_hand", "templates") and value else value
                for name, value in remembered_place["place"].items()
            }
            return None, ProjectPlace(**parts), True
        host = host_of(self.file, self.root, self.t, plain=self.plain)
        remembered = {"state": state, "place": asdict(host.place)} if host.is_fixed else None
        self.kept.note("settings", json.dumps(remembered, default=str))
        if not host.place.site.parent.exists():
            raise FailedError
        return host, host.place, host.is_fixed

    def _read(self, site: Path) -> str:
        return up_to_date.read_below(self.root, (theme_folder(),), site, self.kept.folder)

    def _progress(self) -> Callable[[int, int], None]:
        """Return what tells how far a long build is: one moving line on a terminal, few lines in a log."""
        shows = not self.quiet
        moves = sys.stderr.isatty()
        last = [time.monotonic() + 2]

        def progress(number: int, of: int) -> None:
            now = time.monotonic()
            if not shows or now < last[0]:
                return
            last[0] = now + (0.2 if moves else 10)
            line = self.t("cli.making", n=number, of=of)
            click.echo(f"\r{line}" if moves else line, err=True, nl=not moves)

        return progress

    def _fail(self, site: Path) -> bool:
        folder = f"{site.relative_to(self.root)}/" if site.is_relative_to(self.root) else site
        key = "cli.kept" if (site / CHECKSUMS).exists() else "cli.nothing_kept"
        click.echo(self.t(key, folder=folder), err=True)
        return False

    def _end(self, key: str, **values: object) -> None:
        if not self.quiet:
            seconds = f"{time.monotonic() - self.started:.1f}"
            click.echo(self.t(key, seconds=seconds, **values))
