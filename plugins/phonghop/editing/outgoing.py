"""Output of the editor: previews of page and letter, printed letters, publishing, and the history."""

from __future__ import annotations

import io
from functools import partial
from zipfile import ZIP_DEFLATED, ZipFile

from starlette.responses import PlainTextResponse, Response

from phonghop.editing import publishing
from phonghop.editing.answers import Answers, Sent, download
from phonghop.editing.differences import Difference, data_of, differences
from phonghop.editing.preview import letter_pdf, page_body
from phonghop.portal.load import LEDGER_FILE, MEETING_FILE
from phonghop.text.problems import PortalError


class Outgoing(Answers):
    """Shows one meeting as others will see it, prints and publishes it."""

    def printing(self, sent: Sent) -> Response:
        """Show which codes a printed letter needs, or issue them."""
        is_ready = self.can_go_out(sent.meeting)
        if sent.is_post and is_ready:
            self.setting.issue(sent.meeting)
        return self._printing(sent.meeting, issued=sent.is_post)

    def _printing(
        self, name: str, *, issued: bool = False, wrong: tuple[str, ...] = (), listed: str = ""
    ) -> Response:
        is_ready, edited = self.can_go_out(name), self.desk.as_edited(name)
        return self.render(
            "printing.html",
            400 if wrong else 200,
            id=name,
            title=self.desk.title(name),
            is_ready=is_ready,
            has_letter=edited is not None and edited[1].meeting.has_letter,
            missing=list(self.setting.unissued(name)) if is_ready else [],
            issued=issued,
            wrong=wrong,
            listed=listed or "\n".join(self._addressees(name)),
        )

    def _addressees(self, name: str) -> tuple[str, ...]:
        """Return whom the letter of a meeting addresses."""
        letter = (self.desk.data(name) or {}).get("letter")
        addressees = letter.get("addressees") if isinstance(letter, dict) else None
        return tuple(map(str, addressees)) if isinstance(addressees, list) else ()

    def printed(self, sent: Sent) -> Response:
        """Make the letter to be printed, or one for each addressee of a list."""
        name, listed = sent.meeting, dict(sent.pairs).get("addressees", "").replace("\r\n", "\n").strip()
        if not self.can_go_out(name) or self.setting.unissued(name):
            return self._printing(name, listed=listed)
        try:
            letters = self.setting.printed(name, listed)
        except PortalError as error:
            return self._printing(
                name, wrong=tuple(p.sentence(self.t) for p in error.problems), listed=listed
            )
        if len(letters) == 1:
            return download(f"{letters[0][0]}.pdf", letters[0][1], "application/pdf")
        packed = io.BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as package:
            for file, pdf in letters:
                package.writestr(f"{file}.pdf", pdf)
        return download(f"{name}-giay-moi.zip", packed.getvalue(), "application/zip")

    def publish(self, sent: Sent) -> Response:
        """Show what publishing would change for readers, or publish."""
        name = sent.meeting
        if sent.is_post and self.can_go_out(name):
            title = str((self.desk.data(name) or {}).get("title") or name)
            words = self.t("edit.commit", title=title[:72])
            merge = partial(self._merged, name)
            outcome = publishing.publish(self.desk.root, name, words, merge, self.desk.named_files(name))
            return self.render(
                "published.html",
                id=name,
                title=self.desk.title(name),
                outcome=outcome,
            )
        paths = publishing.changes(self.desk.root, name, self.desk.named_files(name))
        files = [path.rpartition("/")[2] for path in paths]
        errors = [
            f"{self.views.label(path)}: {self.views.sentence(path, p)}"
            for path, p in self.desk.placed_problems(name)
            if p.is_error
        ]
        return self.render(
            "publish.html",
            id=name,
            title=self.desk.title(name),
            files=[file for file in files if file not in (MEETING_FILE, LEDGER_FILE)],
            has_codes=LEDGER_FILE in files,
            has_changes=bool(files),
            left=len(self.desk.marks(name)),
            is_unsent=publishing.is_unsent(self.desk.root),
            errors=errors,
            is_changed=self.desk.open(name).is_changed,
            is_first=not publishing.committed_text(self.desk.root, name),
            lines=self._differences(name, "HEAD", self.desk.open(name).text),
        )

    def _merged(self, name: str, base: str, ours: str, theirs: str) -> str | None:
        """Return two published versions of a meeting put together, if what comes of it has no errors."""
        text = self.desk.merged(base, ours, theirs)
        if text is None or any(p.is_error for p in self.desk.problems(name, text)):
            return None
        return text

    def history(self, sent: Sent) -> Response:
        """Show who changed a meeting when."""
        name, root = sent.meeting, self.desk.root
        texts = (
            (commit, publishing.committed_text(root, name, commit.name))
            for commit in publishing.history(root, name)
        )
        commits = [(commit, self._differences(name, f"{commit.name}^", text)) for commit, text in texts]
        return self.render("history.html", id=name, title=self.desk.title(name), commits=commits)

    def _differences(self, name: str, earlier: str, text: str) -> list[Difference]:
        """Return in what `text` differs from the file of a meeting at a commit; nothing where there was none."""
        before = publishing.committed_text(self.desk.root, name, earlier)
        if not before:
            return []
        return differences(data_of(before) or {}, data_of(text) or {}, self.desk.bodies(), self.t.language)

    def preview(self, sent: Sent) -> Response:
        """Show the page as readers would see it."""
        body = page_body(self.desk, sent.meeting, self.setting.base_url, self.setting.templates)
        return self.render("preview.html", body=body)

    def letter(self, sent: Sent) -> Response:
        """Show the letter as it would be printed."""
        pdf = letter_pdf(self.desk, sent.meeting, self.setting.base_url)
        if pdf is None:
            return PlainTextResponse(self.t("edit.no_letter"), 404)
        return Response(pdf, media_type="application/pdf")
