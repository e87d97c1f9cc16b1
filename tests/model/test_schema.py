"""The schema that editors use says the same as the model, as far as a schema can."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from driver import CASES, MEETING, PORTAL, SAMPLES, Case
from phonghop.model import Meeting, PortalFile
from phonghop.model.record import json_schema
from phonghop.source import read
from phonghop.source.nodes import plain


def validator(kind: type[Meeting | PortalFile]) -> jsonschema.Draft7Validator:
    schema = json.loads(json_schema(kind, "Thử"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


MEETINGS, PORTALS = validator(Meeting), validator(PortalFile)


class EditorLoader(yaml.SafeLoader):
    """Reads scalars as an editor does: the core schema of YAML 1.2, with numbers and booleans."""


EditorLoader.yaml_implicit_resolvers = {}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"[-+]?[1-9]\d*$"), list("-+123456789")
)
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+]?\d+\.\d+$"), list("-+0123456789")
)


def as_an_editor_sees(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)


def as_we_see(text: str) -> Any:
    node, problems = read(text.encode(), "a.yml")
    assert node is not None, problems
    return plain(node)


def complaints(schema: jsonschema.Draft7Validator, value: object) -> list[str]:
    return [f"{'.'.join(map(str, error.path))}: {error.message[:100]}" for error in schema.iter_errors(value)]


FULL = """\
title: Hội nghị sơ kết
organizer: vp
form: hybrid
status: moved
sessions:
  - 01/7/2026 8 giờ
  - start: 02/7/2026 8:00
    end: 02/7/2026 11 giờ
arrive_early: 15
points:
  - id: tinh
    name: Điểm cầu cấp tỉnh
    venue: Hội trường
    chair: Bí thư
    attendees:
      - Thường trực
      - name: Nguyễn Văn A
        titles: [Bí thư]
        members:
          - Chuyên viên
agenda:
  - Khai mạc
  - title: Báo cáo
    time: 08:30
    items:
      - Thảo luận
documents:
  - bao-cao.pdf
  - title: Đề án
    awaiting: Sở Nội vụ
    qr: có
  - title: Dự thảo
    url: https://example.vn/du-thao
    qr: true
links:
  - kind: attendance
    url: https://example.vn/a
    deadline: 30/6/2026 15 giờ
contacts:
  - id: a
    unit: Văn phòng
    phone: 0912345678
letter:
  number: 155
  date: 20/6/2026
  basis:
    - kind: Kế hoạch
      cites:
        text: Nghị quyết 57
"""


@pytest.mark.parametrize("seen", [as_we_see, as_an_editor_sees])
def test_a_valid_meeting_is_valid_in_the_editor(seen: Any) -> None:
    assert complaints(MEETINGS, seen(FULL)) == []
    assert complaints(MEETINGS, seen(MEETING)) == []


def test_a_valid_portal_file_is_valid_in_the_editor() -> None:
    assert complaints(PORTALS, as_an_editor_sees(PORTAL)) == []


@pytest.mark.parametrize(
    "more",
    [
        "documentz: []\n",
        "letter: {nummer: 1}\n",
        "documents: [{file: a.pdf, titel: a}]\n",
        "agenda: [{title: a, items: [{title: b, tiem: 8:00}]}]\n",
    ],
)
def test_an_unknown_key_is_invalid_at_every_depth(more: str) -> None:
    assert complaints(MEETINGS, as_an_editor_sees(MEETING)) == []
    assert len(complaints(MEETINGS, as_an_editor_sees(MEETING + more))) == 1


@pytest.mark.parametrize("key", ["title", "organizer", "sessions"])
def test_a_missing_key_is_invalid(key: str) -> None:
    value = as_an_editor_sees(MEETING)
    del value[key]
    assert complaints(MEETINGS, value)


@pytest.mark.parametrize(
    "more", ["form: onlien\n", "organizer: Văn phòng\n", "backdrop: 5\n", "points: abc\n"]
)
def test_a_wrong_value_is_invalid(more: str) -> None:
    key = more.partition(":")[0]
    lines = [line for line in MEETING.splitlines(keepends=True) if not line.startswith(f"{key}:")]
    assert complaints(MEETINGS, as_an_editor_sees("".join(lines) + more))


@pytest.mark.parametrize(
    "path", sorted((SAMPLES / "meetings").glob("*/meeting.yml")), ids=lambda p: p.parent.name
)
def test_the_project_s_own_meetings_are_valid_in_the_editor(path: Path) -> None:
    assert complaints(MEETINGS, as_an_editor_sees(path.read_text("utf-8"))) == []


def test_the_project_s_own_portal_file_is_valid_in_the_editor() -> None:
    assert complaints(PORTALS, as_an_editor_sees((SAMPLES / "meetings/portal.yml").read_text("utf-8"))) == []


def accepted_meetings() -> list[tuple[str, str]]:
    """Return the meetings of the accepted cases that are written without an extra step."""
    return [
        (path.stem, section.body)
        for path in sorted((CASES / "accepted").glob("*.case"))
        for section in Case.read(path).sections
        if section.name.endswith("/meeting.yml") and not section.how
    ]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in accepted_meetings()])
def test_what_the_model_accepts_is_valid_in_the_editor(text: str) -> None:
    assert complaints(MEETINGS, as_we_see(text)) == []


def every_property(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    groups = {"": schema, **schema["definitions"]}
    return {
        f"{name}.{key}": field
        for name, group in groups.items()
        for part in (group, *group.get("anyOf", ()))
        for key, field in part.get("properties", {}).items()
    }


@pytest.mark.parametrize("kind", [Meeting, PortalFile])
def test_every_field_has_a_vietnamese_title(kind: type[Meeting | PortalFile]) -> None:
    fields = every_property(json.loads(json_schema(kind, "Thử")))
    assert len(fields) > 10
    untitled = [name for name, field in fields.items() if not re.match(r"[A-ZĐÀ-Ỹ]", field.get("title", ""))]
    assert untitled == []


@pytest.mark.parametrize("kind", [Meeting, PortalFile])
def test_every_reference_leads_somewhere(kind: type[Meeting | PortalFile]) -> None:
    text = json_schema(kind, "Thử")
    named = set(re.findall(r'"\$ref": "#/definitions/(\w+)"', text))
    assert named
    assert named <= set(json.loads(text)["definitions"])


def test_the_same_schema_every_time() -> None:
    assert json_schema(Meeting, "Thử") == json_schema(Meeting, "Thử")
