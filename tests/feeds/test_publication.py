"""What leaves the site for other programs: complete, described, and nothing internal in it."""

import json
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest

from phonghop.portal import routes
from phonghop.site.build import Options, build
from phonghop.site.outputs import Asset, Joined, Page
from phonghop.text.region import VIETNAM
from phonghop.theme_files import templates_folder

SECRETS = ("0900.000.777", "0900000777", "Người Giữ Kín", "Phòng Kín")


def outputs(site) -> dict[str, bytes]:
    """Return every page and every made file of a build, by address."""
    found = {}
    now = datetime(2026, 12, 16, tzinfo=VIETNAM)
    for output in build(site.portal, site.files, Options(site.base_url, "vi", templates_folder(), now)):
        if isinstance(output, Page):
            found[output.address] = output.html.encode()
        elif isinstance(output, Joined):
            found[output.address] = b"".join(output.pieces)
        elif isinstance(output, Asset) and not isinstance(output.content, Path):
            found[output.address] = output.content
    return found


@pytest.fixture(scope="module")
def files(real):
    return outputs(real)


def test_every_promised_address_is_there(files, real):
    expected = [routes.calendar(), routes.feed(), routes.API, routes.API_SCHEMA]
    for folder in real.portal.folders:
        expected += [
            routes.meeting_calendar(folder.id),
            routes.share_card(folder.id),
            routes.meeting_api(folder.id),
        ]
    expected += [routes.body_calendar(body.id) for body in real.portal.settings.bodies]
    assert set(expected) <= files.keys()


def test_public_json_keeps_to_its_schema(files, real):
    schema = json.loads(files[routes.API_SCHEMA])
    jsonschema.Draft202012Validator.check_schema(schema)
    portal = json.loads(files[routes.API])
    jsonschema.Draft202012Validator(schema).validate(portal)
    assert [meeting["id"] for meeting in portal["meetings"]] == [folder.id for folder in real.portal.folders]


def test_schema_refuses_what_it_does_not_describe(files):
    validator = jsonschema.Draft202012Validator(json.loads(files[routes.API_SCHEMA]))
    portal = json.loads(files[routes.API])
    portal["meetings"][0]["internal_contacts"] = []
    assert [error.validator for error in validator.iter_errors(portal)] == ["additionalProperties"]


def test_nothing_internal_is_given_away(publish):
    contact = {
        "id": "kin",
        "name": "Người Giữ Kín",
        "unit": "Phòng Kín",
        "phone": "0900.000.777",
    }
    site = publish(
        contacts=[contact],
        tasks=[
            {
                "units": "Sở Mẫu",
                "actions": [{"text": "Báo số lượng", "deadline": "15/12/2026"}],
                "contacts": "kin",
            }
        ],
        notes=[{"text": "Cần thì hỏi.", "contacts": ["kin"]}],
    )
    for address, content in outputs(site).items():
        for secret in SECRETS:
            assert secret.encode() not in content, address


def test_site_without_an_address_still_makes_unique_ids():
    assert routes.host("/") == "phonghop.invalid"
    assert routes.host("https://hop.example.gov.vn:8443/thu/") == "hop.example.gov.vn"


def test_calendar_applications_are_asked_to_subscribe():
    assert routes.subscription("lich.ics", "https://a.gov.vn/thu/") == "webcal://a.gov.vn/thu/lich.ics"
