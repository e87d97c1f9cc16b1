"""Debian's nginx on the loopback, with the configurations that the project makes and nothing else; and the plainest of servers."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import SystemRandom
from threading import Thread

from phonghop.site.serving.configurations import Server, configuration

MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
REMEDY = "sudo apt-get install nginx-light libnginx-mod-http-brotli-static"


@contextmanager
def nginx(live: Path, folder: Path) -> Iterator[str]:
    """Serve the published site `live` while this lasts; yield its address. What nginx writes is below `folder`.

    Raises:
        FileNotFoundError: nginx is not installed; says how to install it.
    """
    port = free_port()
    server = Server("http://127.0.0.1/", str(live), f"127.0.0.1:{port}")
    with serving([configuration("nginx", [live], server)], folder):
        yield f"http://127.0.0.1:{port}/"


def free_port() -> int:
    """Return a port on which nobody listens, and which stays free: Linux gives those below 32768 only to who names one."""
    while True:
        port = SystemRandom().randrange(20_000, 30_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


@contextmanager
def serving(sites: Sequence[str], folder: Path) -> Iterator[None]:
    """Have one nginx serve the configurations `sites` while this lasts."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None or not MODULE.exists():
        raise FileNotFoundError(f"Không thấy nginx. Cài: {REMEDY}")
    folder.mkdir(parents=True, exist_ok=True)
    site = folder / "phonghop.conf"
    site.write_text("\n".join(sites), "utf-8")
    whole = configuration("nginx-container", (), Server("http://127.0.0.1/"))
    whole = whole.replace(" /tmp/", f" {folder}/").replace("/etc/nginx/phonghop.conf", str(site))
    if os.getuid() == 0:
        # Workers of root become another user, who may not look into the folders of the tests.
        whole = f"user root;\n{whole}"
    main = folder / "nginx.conf"
    main.write_text(whole, "utf-8")
    command = [program, "-e", "stderr", "-p", str(folder), "-c", str(main)]
    # It goes into the background once it listens.
    subprocess.run(command, check=True)
    try:
        yield
    finally:
        subprocess.run([*command, "-s", "stop"], check=True)


class _Quiet(SimpleHTTPRequestHandler):
    policy: Callable[[str], str] | None = None

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy(self.path))
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def plain_server(folder: Path, policy: Callable[[str], str] | None = None) -> Iterator[str]:
    """Serve the files below `folder` while this lasts, under the policy that `policy` gives for an address, or under none."""
    handler = type("_Handler", (_Quiet,), {"policy": staticmethod(policy)}) if policy else _Quiet
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
