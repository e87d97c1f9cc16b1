"""A version that was kept aside, shown beside the meeting: what of it is wanted is taken over, the rest is deleted."""

from __future__ import annotations

import hashlib

from starlette.responses import RedirectResponse, Response

from phonghop.editing.answers import Answers, Sent, download
from phonghop.editing.differences import data_of, differences, taken_over
from phonghop.editing.documents import add_document
from phonghop.editing.kept import Kept, delete_kept, kept_versions
from phonghop.editing.merging import together
from phonghop.source.nodes import Plain
from phonghop.source.patch import PatchError


class KeptVersions(Answers):
    """Shows what was kept aside of one meeting, and does what the clerk decides about it."""

    def versions(self, sent: Sent) -> Response:
        """Show all versions that were kept aside; take over what is chosen of one, or delete it."""
        name, form = sent.meeting, dict(sent.pairs)
        kept = next((k for k in kept_versions(self.desk.root, name) if k.name == form.get("version")), None)
        if kept is None:
            return self._shown(name, self.t("edit.kept.taken") if sent.done == "taken" else "")
        if file := kept.files.get(form.get("file", "")):
            return download(file.name, file.read_bytes(), "application/octet-stream")
        if form.get("do") == "delete":
            delete_kept(self.desk.root, name, kept)
            others = "/de-rieng" if kept_versions(self.desk.root, name) else ""
            return RedirectResponse(f"/cuoc-hop/{name}{others}", 303)
        return self._taken(name, kept, sent.pairs)

    def _taken(self, name: str, kept: Kept, pairs: list[tuple[str, str]]) -> Response:
        chosen = {int(value) for key, value in pairs if key == "take" and value.isdecimal()}
        files = [value for key, value in pairs if key == "take-file" and value in kept.files]
        if not chosen and not files:
            return self._shown(name, self.t("edit.kept.none_chosen"), 400)
        now, meant = self.desk.data(name), self._meant(name, kept)
        if now is None or dict(pairs).get("shown") != _digest(now, meant):
            return self._shown(name, self.t("edit.kept.changed"), 409)
        try:
            self.desk.hold(name, taken_over(now, meant, chosen))
            for file in files:
                add_document(self.desk, name, file, kept.files[file].read_bytes(), self.setting.clock())
        except PatchError:
            return self._shown(name, self.t("edit.not_held"), 409)
        return RedirectResponse(f"/cuoc-hop/{name}/de-rieng?xong=taken", 303)

    def _meant(self, name: str, kept: Kept) -> dict[str, Plain]:
        """Return the meeting with all that was changed in the version that was kept; what others have changed besides stays."""
        now = self.desk.data(name) or {}
        base, own = data_of(kept.base), data_of(kept.text or "")
        return now if own is None else together(base or {}, own, now, ours_first=True)

    def _shown(self, name: str, message: str, status: int = 200) -> Response:
        now, paths = self.desk.data(name), self.desk.paths(name)
        versions = []
        for kept in kept_versions(self.desk.root, name):
            is_readable = now is not None and (kept.text is None or data_of(kept.text) is not None)
            meant = self._meant(name, kept)
            versions.append(
                {
                    "name": kept.name,
                    "at": kept.at,
                    "text": None if is_readable else kept.text,
                    "shown": _digest(now, meant),
                    "lines": differences(now or {}, meant, self.desk.bodies(), self.t.language)
                    if is_readable
                    else [],
                    "files": [
                        file
                        for file, path in kept.files.items()
                        if file not in paths or paths[file].read_bytes() != path.read_bytes()
                    ],
                }
            )
        title = self.desk.title(name)
        return self.render("kept.html", status, id=name, title=title, message=message, versions=versions)


def _digest(*data: Plain) -> str:
    return hashlib.sha256(repr(data).encode()).hexdigest()[:16]
