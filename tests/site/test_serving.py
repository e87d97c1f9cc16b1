"""What nginx answers with the configuration made for the site, header by header."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
import yaml

from phonghop.site.serving.configurations import KINDS, Builder, Server, Tls, configuration, is_address
from phonghop.site.serving.policy import Inline, inline_of, inline_parts, policy
from web_server import free_port, serving

MEETING = "hop/2026-07-01-so-ket-mo-hinh-3-cap/"
LETTER = f"{MEETING}giay-moi.pdf"
CODE = "q/75tctdz/"
SERVER = Server("https://hop.example.gov.vn/")


class Answer:
    """What a web server answered: status, headers by lower-case name, and the bytes as they travelled."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()


@pytest.fixture
def ask(site_url: str):
    def ask(address: str, method: str = "GET", **headers: str) -> Answer:
        host = urlsplit(site_url)
        connection = http.client.HTTPConnection(host.hostname, host.port, timeout=30)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, f"/{address}", headers=names)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    return ask


@pytest.mark.parametrize("address", ["", MEETING, CODE, "khong-co", LETTER, "tin.xml"])
def test_every_answer_has_the_headers_of_security(ask, address: str) -> None:
    headers = ask(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["permissions-policy"].startswith("camera=()")
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["server"] == "nginx"


@pytest.mark.parametrize("address", ["", MEETING, CODE, "khong-co"])
def test_pages_carry_the_policy(ask, address: str, live_site: Path) -> None:
    answered = ask(address).headers["content-security-policy"]
    assert answered == policy(inline_of([live_site]))
    assert "unsafe" not in answered
    assert "*" not in answered


def test_a_pdf_has_no_policy_that_viewers_stumble_over(ask) -> None:
    assert "content-security-policy" not in ask(LETTER).headers


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        (CODE, "text/html; charset=utf-8"),
        ("tin.xml", "application/atom+xml; charset=utf-8"),
        ("lich.ics", "text/calendar; charset=utf-8"),
        (f"{MEETING}lich.ics", "text/calendar; charset=utf-8"),
        ("hop.json", "application/json; charset=utf-8"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
        ("assets/pdfjs-6.5.438/pdf.min.js", "application/javascript; charset=utf-8"),
        (f"{CODE}75tctdz.svg", "image/svg+xml; charset=utf-8"),
        (f"{CODE}75tctdz.png", "image/png"),
        (LETTER, "application/pdf"),
        (f"{MEETING}tron-bo.zip", "application/zip"),
        (
            "hop/2026-07-01-so-ket-nghi-quyet-57/tai-lieu/du-thao-ket-luan.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_types(ask, address: str, kind: str) -> None:
    answer = ask(address, Accept_Encoding="br, gzip")
    assert (answer.status, answer.headers["content-type"]) == (200, kind)


@pytest.mark.parametrize("address", ["", MEETING, CODE, "hop.json", LETTER, "khong"])
def test_what_can_change_is_asked_for_again(ask, address: str) -> None:
    assert ask(address).headers["cache-control"] == "no-cache"


def test_what_cannot_change_is_kept(ask, live_site: Path) -> None:
    hashed = [p for p in live_site.rglob("*") if re.search(r"\.[0-9a-f]{8}\.min\.(js|css)$", p.name)]
    assert len(hashed) >= 3
    hashed += (live_site / "search").glob("*/*.js")
    for path in hashed:
        headers = ask(path.relative_to(live_site).as_posix()).headers
        assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert ask("search/about-0/t0123456789.js").headers["cache-control"] == "no-cache"
    assert ask("assets/images/favicon.png").headers["cache-control"] == "public, max-age=86400"


@pytest.mark.parametrize("address", ["", MEETING, LETTER])
def test_a_page_that_did_not_change_is_not_sent_again(ask, address: str) -> None:
    tag = ask(address, Accept_Encoding="br").headers["etag"]
    again = ask(address, Accept_Encoding="br", If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("address", [MEETING, "tin.xml", "hop.json", "search/search_index.json", "lich.ics"])
def test_compressed_forms_are_offered_and_equal_the_original(ask, address: str) -> None:
    plain = ask(address)
    assert "content-encoding" not in plain.headers
    for coding, decoded in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer = ask(address, Accept_Encoding=coding)
        assert answer.headers["content-encoding"] == coding
        assert answer.headers["vary"] == "Accept-Encoding"
        assert decoded(answer.body) == plain.body
    assert ask(address, Accept_Encoding="gzip, deflate, br, zstd").headers["content-encoding"] == "br"


def test_every_compressed_form_of_the_published_site_equals_its_original(live_site: Path) -> None:
    forms = [path for path in live_site.rglob("*") if path.suffix in {".br", ".gz"}]
    assert len(forms) > 100
    for path in forms:
        data = path.read_bytes()
        decoded = brotli.decompress(data) if path.suffix == ".br" else gzip.decompress(data)
        assert decoded == path.with_suffix("").read_bytes(), path


def test_pdfs_are_sent_in_pieces(ask, live_site: Path) -> None:
    whole = (live_site / LETTER).read_bytes()
    size = len(whole)
    first = ask(LETTER, Range="bytes=0-1023")
    assert (first.status, first.body) == (206, whole[:1024])
    assert first.headers["content-range"] == f"bytes 0-1023/{size}"
    last = ask(LETTER, Range="bytes=-100", Accept_Encoding="br, gzip")
    assert (last.status, last.body) == (206, whole[-100:])
    assert "content-encoding" not in last.headers
    tag = first.headers["etag"]
    assert ask(LETTER, Range="bytes=10-19", If_Range=tag).body == whole[10:20]
    assert ask(LETTER, Range="bytes=10-19", If_Range='"khac"').status == 200
    assert ask(LETTER, Range=f"bytes={size}-").status == 416


def test_a_missing_page_gets_the_page_for_it(ask, live_site: Path) -> None:
    answer = ask("hop/khong-co/")
    assert (answer.status, answer.body) == (404, (live_site / "404.html").read_bytes())


def test_a_printed_address_without_its_last_stroke_answers(ask) -> None:
    answer = ask(f"{CODE.rstrip('/')}?a=1")
    assert (answer.status, answer.headers["location"]) == (301, f"/{CODE}?a=1")


@pytest.mark.parametrize(
    "address", ["../.lock", "..%2f.lock", ".partial/", "%2e%2e/releases/000001/index.html"]
)
def test_nothing_beside_the_live_site_is_served(ask, address: str) -> None:
    assert ask(address).status in {400, 404}


def test_only_reading_is_possible(ask) -> None:
    assert ask(MEETING, "HEAD").status == 200
    assert {ask(MEETING, method).status for method in ("POST", "PUT", "DELETE")} == {405}


# What the configurations are made from


class _Attributes(HTMLParser):
    """Collects what a strict policy refuses whatever its hashes: handlers, styles on elements, addresses that run."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.refused += [
            f"{tag} {name}={value}"
            for name, value in attrs
            if name.startswith("on") or name == "style" or (value or "").lower().startswith("javascript:")
        ]


def test_no_element_of_the_built_site_runs_or_styles_itself(built_site: Path) -> None:
    for path in built_site.rglob("*.html"):
        reader = _Attributes()
        reader.feed(path.read_text("utf-8"))
        assert reader.refused == [], path


def test_the_policy_does_not_depend_on_what_clerks_write(built_site: Path) -> None:
    """Otherwise every new meeting would need the web server's configuration changed."""
    whole = inline_of([built_site])
    meetings = [inline_parts(p.read_text("utf-8")) for p in built_site.glob("hop/*/index.html")]
    codes = [inline_parts(p.read_text("utf-8")) for p in built_site.glob("q/*/index.html")]
    assert len(set(meetings)) == 1
    assert len(set(codes)) == 1
    assert len(whole.hashes) < 15


def test_data_is_not_taken_for_a_script() -> None:
    html = '<script type="application/ld+json">{"a": 1}</script><script src="x.js"></script><script>go()</script>'
    found = inline_parts(html + "<style>p{}</style>")
    assert (len(found.scripts), len(found.styles)) == (1, 1)
    assert inline_parts(html.replace("go()", "")).scripts != found.scripts


def test_policies_of_two_sites_join(tmp_path: Path) -> None:
    for name, script in (("a", "one()"), ("b", "two()")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(f"<script>{script}</script>")
    both = inline_of([tmp_path / "a", tmp_path / "b"])
    assert both == inline_of([tmp_path / "a"]) | inline_of([tmp_path / "b"])
    assert len(both.scripts) == 2
    assert both != Inline()


@pytest.mark.parametrize("kind", KINDS)
def test_a_configuration_is_complete(kind: str, built_site: Path) -> None:
    text = configuration(kind, [built_site], SERVER)
    assert not re.search(r"@[a-z_]+@", text)
    assert configuration(kind, [built_site], SERVER) == text


def test_headers_for_cloudflare_keep_to_its_limits(built_site: Path) -> None:
    """A hundred rules, two thousand characters a line: https://developers.cloudflare.com/pages/configuration/headers/."""
    lines = configuration("headers", [built_site], SERVER).splitlines()
    rules = [line for line in lines if line.startswith("/")]
    assert len(rules) <= 100
    assert max(map(len, lines)) <= 2000
    assert all(rule.count("*") <= 1 for rule in rules)
    assert f"  Content-Security-Policy: {policy(inline_of([built_site]))}" in lines
    assert lines.count("  Cache-Control: public, max-age=31536000, immutable") >= 3


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_a_workflow_pins_what_it_runs(kind: str, built_site: Path) -> None:
    workflow = yaml.safe_load(configuration(kind, [built_site], SERVER))
    steps = [s for job in workflow.get("jobs", {}).values() for s in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name) for name in used)
    assert len(used) == (5 if kind == "github" else 0)
    images = [job["image"] for job in workflow.values() if isinstance(job, dict) and "image" in job]
    assert all(re.fullmatch(r"[\w:.-]+@sha256:[0-9a-f]{64}", image) for image in images)
    assert len(images) == (1 if kind == "gitlab" else 0)
    commands = [step.get("run", "") for step in steps] + workflow.get("pages", {}).get("script", [])
    assert [c for c in commands if c.startswith("make site")] == [f"make site AGAINST={SERVER.base_url}"]


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_a_workflow_builds_by_the_means_of_its_project(kind: str) -> None:
    checkout = configuration(kind, (), SERVER, Builder())
    office = configuration(kind, (), SERVER, Builder(has_makefile=False))
    assert "make site AGAINST=https://hop.example.gov.vn/" in checkout
    assert "make " not in office
    assert "requirements.txt && phonghop build --against https://hop.example.gov.vn/" in office


def test_nothing_is_deployed_when_nothing_changed(tmp_path: Path) -> None:
    """The step of the workflow, run by the shell that GitHub runs it with."""
    workflow = yaml.safe_load(
        configuration("github", (), replace(SERVER, base_url=tmp_path.as_uri() + "/live/"))
    )
    (step,) = (s for s in workflow["jobs"]["build"]["steps"] if s.get("id") == "change")
    for name in ("live", "site"):
        (tmp_path / name).mkdir()
    environment = {**os.environ, "GITHUB_OUTPUT": str(tmp_path / "output")}
    answers = []
    for live, built in (("a", "a"), ("a", "b"), (None, "a")):
        (tmp_path / "site" / "SHA256SUMS").write_text(built)
        (tmp_path / "live" / "SHA256SUMS").unlink(missing_ok=True)
        if live:
            (tmp_path / "live" / "SHA256SUMS").write_text(live)
        (tmp_path / "output").unlink(missing_ok=True)
        subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)
        answers.append((tmp_path / "output").read_text())
    assert answers == ["changed=false\n", "changed=true\n", "changed=true\n"]
    assert workflow["jobs"]["deploy"]["if"] == "needs.build.outputs.changed == 'true'"


def test_the_container_runs_as_nobody_special(built_site: Path) -> None:
    lines = configuration("container", [built_site], SERVER).splitlines()
    assert "USER www-data" in lines
    assert [line for line in lines if line.startswith("FROM")] == [
        "FROM docker.io/library/debian:bookworm-slim"
    ]


# Several portals, https, schedules


def small_site(folder: Path, script: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(f"<script>{script}</script>")
    return folder


def test_two_portals_on_one_server_each_have_their_own_policy(tmp_path: Path) -> None:
    port = free_port()
    portals = {f"{name}.example.gov.vn": small_site(tmp_path / name, f"{name}()") for name in ("a", "b")}
    made = [
        configuration("nginx", [site], Server(f"https://{host}/", str(site), f"127.0.0.1:{port}"))
        for host, site in portals.items()
    ]
    with serving(made, tmp_path / "nginx"):
        for host, site in portals.items():
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/", headers={"Host": host})
            answer = Answer(connection.getresponse())
            connection.close()
            assert answer.body == (site / "index.html").read_bytes()
            assert answer.headers["content-security-policy"] == policy(inline_of([site]))


@pytest.fixture
def certificate(tmp_path: Path) -> Tls:
    program = shutil.which("openssl")
    assert program, "Không thấy openssl. Cài: sudo apt-get install openssl"
    made = Tls(str(tmp_path / "cert.pem"), str(tmp_path / "key.pem"))
    subject = ("-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1")
    command = [
        program,
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    subprocess.run(
        [*command, *subject, "-keyout", made.key, "-out", made.certificate], check=True, capture_output=True
    )
    return made


def test_https_is_served_with_http2_and_http_leads_to_it(tmp_path: Path, certificate: Tls) -> None:
    site = small_site(tmp_path / "site", "go()")
    plain, secure = free_port(), free_port()
    server = Server("https://127.0.0.1/", str(site), f"127.0.0.1:{plain}", tls=certificate, keeps_https=True)
    made = configuration("nginx", [site], server).replace("listen 443 ", f"listen 127.0.0.1:{secure} ")
    context = ssl.create_default_context(cafile=certificate.certificate)
    context.set_alpn_protocols(["h2", "http/1.1"])
    with serving([made], tmp_path / "nginx"):
        connection = http.client.HTTPConnection("127.0.0.1", plain, timeout=30)
        connection.request("GET", "/q/abcdefg/?a=1")
        sent_on = Answer(connection.getresponse())
        connection.close()
        assert (sent_on.status, sent_on.headers["location"]) == (301, "https://127.0.0.1/q/abcdefg/?a=1")
        with (
            socket.create_connection(("127.0.0.1", secure)) as raw,
            context.wrap_socket(raw, server_hostname="127.0.0.1") as wrapped,
        ):
            assert wrapped.selected_alpn_protocol() == "h2"
        context.set_alpn_protocols(["http/1.1"])
        asked = http.client.HTTPSConnection("127.0.0.1", secure, context=context, timeout=30)
        asked.request("GET", "/")
        answer = Answer(asked.getresponse())
        asked.close()
        assert answer.status == 200
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert answer.headers["content-security-policy"] == policy(inline_of([site]))


def test_ipv6_is_listened_to_when_asked(built_site: Path) -> None:
    asked = configuration("nginx", [built_site], Server("https://a.example/", is_ipv6=True))
    assert "    listen 80;\n    listen [::]:80;\n" in asked
    assert "[::]" not in configuration("nginx", [built_site], SERVER)


@pytest.mark.parametrize("listen", ["80", "127.0.0.1:8080", "[::1]:8080", "*:80", "hop.example.gov.vn:80"])
def test_nginx_can_listen_there(listen: str) -> None:
    assert is_address(listen)


@pytest.mark.parametrize(
    "listen", ["", "0", "70000", "80;", "http", "127.0.0.1", "80 ssl", "a b:80", "[::1]", ":80"]
)
def test_nginx_cannot_listen_there(listen: str) -> None:
    assert not is_address(listen)


@pytest.fixture
def builder() -> Builder:
    return Builder(Path("/srv/kho"), "/srv/kho/.venv/bin/phonghop", "vanthu", "quantri@example.gov.vn")


def test_a_schedule_runs_what_a_clerk_would(builder: Builder) -> None:
    service = configuration("service", (), SERVER, builder)
    steps = [line.partition("=")[2] for line in service.splitlines() if line.startswith("ExecStart")]
    command = builder.command
    assert steps == [
        "-/usr/bin/git pull --quiet --ff-only",
        f"{command} build",
        f"{command} publish /srv/phonghop --serving /etc/nginx/sites-enabled/phonghop-hop.example.gov.vn.conf",
        f"{command} check --live /srv/phonghop/live",
        """/bin/sh -c 'test -z "$$(git remote)" || git ls-remote --quiet --exit-code origin HEAD'""",
    ]
    assert "User=vanthu" in service
    assert "WorkingDirectory=/srv/kho" in service
    assert "OnFailure=phonghop-hop.example.gov.vn-alarm.service" in service


def test_systemd_finds_no_fault_in_the_units(tmp_path: Path, builder: Builder) -> None:
    program = shutil.which("systemd-analyze")
    assert program, "Không thấy systemd-analyze. Cài: sudo apt-get install systemd"
    builder = replace(builder, project=tmp_path, command="/bin/true", user="root")
    names = {"service": ".service", "timer": ".timer", "alarm": "-alarm.service"}
    units = []
    for kind, ending in names.items():
        units.append(tmp_path / f"{SERVER.file}{ending}")
        units[-1].write_text(configuration(kind, (), SERVER, builder), "utf-8")
    done = subprocess.run([program, "verify", *map(str, units)], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
