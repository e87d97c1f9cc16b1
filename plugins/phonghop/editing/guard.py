"""Access control of the editor: only the browser that was opened with the token of this run, from the editor's own pages."""

from __future__ import annotations

import hmac
from http.cookies import SimpleCookie
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_COOKIE = "phonghop-edit"
_SAFE = ("GET", "HEAD")


class Guard:
    """Admits requests that name this host, have the token and, if they change something, come from our pages.

    Other pages in the same browser can neither read, because nothing answers them (no CORS, a strict cookie), nor write. A name
    that leads to this machine by DNS rebinding is not this host.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], token: str) -> None:
        self._app, self._hosts, self._token = app, hosts, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
        if headers.get("host", "") not in self._hosts:
            await PlainTextResponse("host", 421)(scope, receive, send)
        elif given and scope["method"] in _SAFE and hmac.compare_digest(given, self._token):
            answer = RedirectResponse(scope["path"], 303)
            answer.set_cookie(self._cookie(), self._token, httponly=True, samesite="strict", path="/")
            await answer(scope, receive, send)
        elif not self._is_ours(scope, headers):
            await PlainTextResponse("token", 403)(scope, receive, send)
        else:
            await self._app(scope, receive, self._sealed(send))

    def _cookie(self) -> str:
        """Return a name for each port: cookies of one host are shared by all of its ports."""
        return f"{_COOKIE}-{min(self._hosts).rpartition(':')[2]}"

    def _is_ours(self, scope: Scope, headers: dict[str, str]) -> bool:
        cookie = SimpleCookie(headers.get("cookie", "")).get(self._cookie())
        if cookie is None or not hmac.compare_digest(cookie.value, self._token):
            return False
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        return scope["method"] in _SAFE or headers.get("origin") in {f"http://{host}" for host in self._hosts}

    @staticmethod
    def _sealed(send: Send) -> Send:
        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"content-security-policy", POLICY.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"same-origin"),
                    (b"cache-control", b"no-store"),
                    (b"cross-origin-resource-policy", b"same-origin"),
                ]
            await send(message)

        return sealed
