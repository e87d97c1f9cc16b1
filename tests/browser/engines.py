"""Firefox and WebKit as Debian packages them, driven without a library: what a test needs of both is little.

Firefox speaks Marionette (``length:json`` over TCP); WebKit is driven by its own WebDriver (W3C, HTTP) on a display of its own.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from web_server import free_port

PACKAGES = "firefox-esr webkit2gtk-driver xvfb"
_MINI_BROWSER = Path("/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser")
_PATIENCE = 60
"""Seconds after which an engine, or what a test waits for, is given up; nothing is measured by it."""

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}
"""What Chromium is told to be."""
REFUSED = """
window.refused ??= [];
addEventListener("securitypolicyviolation", event => refused.push(event.violatedDirective + " " + event.blockedURI));
"""


Answer = TypeVar("Answer")
_TIMES = 20


def patiently(ask: Callable[..., Answer], *arguments: object) -> Answer:
    """Return what `ask` answers; WebKit's driver refuses while a page writes another in its own place."""
    for _ in range(_TIMES):
        with suppress(urllib.error.HTTPError):
            return ask(*arguments)
    return ask(*arguments)


class Engine(ABC):
    """A browser with one page open."""

    @abstractmethod
    def command(self, name: str, **values: object) -> Any:
        """Have the browser do what WebDriver names `name`, and return its answer."""

    def complaints(self) -> list[str]:
        """Return the errors of the console that speak of pages since it was asked before; only Firefox tells of them."""
        return []

    def goto(self, address: str) -> None:
        """Open a page, to the end of its loading."""
        self.command("goto", url=address)

    def run(self, script: str, *arguments: object) -> Any:
        """Return what the function body `script` returns in the page."""
        return self.command("run", script=script, args=list(arguments))

    def until(self, expression: str) -> Any:
        """Wait until `expression` is true in the page, and return its value."""
        end = time.monotonic() + _PATIENCE
        while True:
            # An element is answered as true: a page that draws it anew meanwhile would leave the driver with a stale one.
            value = self.run(
                f"const value = ({expression}); return value instanceof Node ? true : value || null"
            )
            if value:
                return value
            if time.monotonic() > end:
                raise AssertionError(
                    f"never true: {expression}\n{self.run('return document.body.innerText')}"
                )
            time.sleep(0.05)

    def click(self, selector: str) -> None:
        """Press the element that `selector` finds first, once it is there."""
        quoted = json.dumps(selector)
        self.until(f"document.querySelector({quoted})")
        self.run(f"document.querySelector({quoted}).click()")

    def fill(self, selector: str, text: str) -> None:
        """Set the field `selector` to `text`, as pasting does: without a key."""
        self.run(
            "const field = document.querySelector(arguments[0]); field.value = arguments[1];"
            "field.dispatchEvent(new Event('input', { bubbles: true }))",
            selector,
            text,
        )


class _Marionette(Engine):
    _NAMES: ClassVar = {"goto": "WebDriver:Navigate", "run": "WebDriver:ExecuteScript"}

    def __init__(self, port: int) -> None:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                self._socket = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
                break
            except ConnectionRefusedError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
        self._stream = self._socket.makefile("rwb")
        self._number = 0
        self._read()
        self._ask("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": True}}})

    def _read(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            length += byte
        return json.loads(self._stream.read(int(length)))

    def _ask(self, name: str, values: object) -> Any:
        self._number += 1
        data = json.dumps([0, self._number, name, values]).encode()
        self._stream.write(b"%d:%s" % (len(data), data))
        self._stream.flush()
        _, _, error, result = self._read()
        assert error is None, error
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def command(self, name: str, **values: object) -> Any:
        return self._ask(self._NAMES[name], values)

    def close(self) -> None:
        """Let go of the connection."""
        self._stream.close()
        self._socket.close()

    def complaints(self) -> list[str]:
        """Return the errors of the console that speak of pages since it was asked before."""
        self._ask("Marionette:SetContext", {"value": "chrome"})
        try:
            found: list[str] = self.run(
                "const all = Services.console.getMessageArray(); Services.console.reset();"
                "return all.filter(m => m instanceof Ci.nsIScriptError"
                " && !(m.flags & 1) && /^http:/.test(m.sourceName)).map(m => m.errorMessage)"
            )
            return found
        finally:
            self._ask("Marionette:SetContext", {"value": "content"})


class _WebDriver(Engine):
    _PATHS: ClassVar = {"goto": "url", "run": "execute/sync"}

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}"
        end = time.monotonic() + _PATIENCE
        options = {"binary": str(_MINI_BROWSER), "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        while True:
            try:
                made = self._post("/session", wanted)
                break
            except ConnectionError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
            except urllib.error.URLError as error:
                if time.monotonic() > end or not isinstance(error.reason, ConnectionError):
                    raise
                time.sleep(0.1)
        self._session = f"/session/{made['sessionId']}"

    def _post(self, path: str, values: object) -> Any:
        data = json.dumps(values).encode()
        request = urllib.request.Request(self._base + path, data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=2 * _PATIENCE) as answer:
            return json.load(answer)["value"]

    def command(self, name: str, **values: object) -> Any:
        return self._post(f"{self._session}/{self._PATHS[name]}", values)

    def close(self) -> None:
        """End the browser."""
        request = urllib.request.Request(self._base + self._session, method="DELETE")
        urllib.request.urlopen(request, timeout=_PATIENCE).close()


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"Không thấy {name}. Cài: sudo apt-get install {PACKAGES}")
    return found


@contextmanager
def _running(command: list[str], **how: Any) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, **how) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=_PATIENCE)


@contextmanager
def firefox(profile: Path) -> Iterator[_Marionette]:
    """Run Firefox without a window, its settings in the folder `profile`.

    Raises:
        FileNotFoundError: it is not installed; says how to install it.
    """
    port = free_port()
    profile.mkdir(parents=True)
    settings = {"marionette.port": port, "browser.shell.checkDefaultBrowser": False, "app.update.auto": False}
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items())
    (profile / "user.js").write_text("".join(lines), "utf-8")
    flags = ["--headless", "--marionette", "-remote-allow-system-access", "--profile", str(profile)]
    with _running([_program("firefox-esr"), *flags], stdout=subprocess.DEVNULL):
        engine = _Marionette(port)
        try:
            yield engine
        finally:
            engine.close()


@contextmanager
def webkit(home: Path) -> Iterator[_WebDriver]:
    """Run WebKit on a display that nobody sees, its settings in the folder `home`.

    Raises:
        FileNotFoundError: it is not installed; says how to install it.
    """
    driver, display = _program("WebKitWebDriver"), _program("Xvfb")
    home.mkdir(parents=True)
    with ExitStack() as stack:
        screen = ["-screen", "0", "1500x1000x24", "-nolisten", "tcp", "-displayfd", "1"]
        x = stack.enter_context(_running([display, *screen], stdout=subprocess.PIPE))
        assert x.stdout
        number = x.stdout.readline().decode().strip()
        port = free_port()
        around = {
            "PATH": "/usr/bin:/bin",
            "DISPLAY": f":{number}",
            "HOME": str(home),
            "LANG": "C.UTF-8",
            # Without a graphics card it draws a page that stands still again and again: half a processor.
            "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
        }
        stack.enter_context(_running([driver, f"--port={port}"], env=around, stdout=subprocess.DEVNULL))
        engine = _WebDriver(port)
        stack.callback(engine.close)
        yield engine
