"""The library of frameworks as pages, and a pack from upload to its measure in a draft, by the forms that people send."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from fourfold.define.models import Measure, Pack
from fourfold.ground.organisations.tenancy import as_tenant
from tests.builders.browsing import signed_in
from tests.builders.define import a_cascade, a_draft, a_lead
from tests.builders.filled_in import fields_on
from tests.builders.packs import as_xlsx

pytestmark = pytest.mark.django_db
EDITION = "/define/frameworks/fourfold-open/2026-11/"


def test_anyone_reads_the_library_and_finds_a_measure() -> None:
    page = Client().get("/define/frameworks/", {"q": "trees", "sector": "local_authority"}).content.decode()
    model = Client().get("/define/frameworks/social-value-model/2025/").content.decode()
    measure = Client().get(f"{EDITION}measures/J7/").content.decode()

    assert "Trees planted that are alive after two winters" in page
    assert "Waste of the contract" not in page
    assert "Title not read" in model
    assert "33 standard reporting metrics" in model
    assert "Follows from the other links" in measure
    assert Client().get("/define/frameworks/fourfold-open/1999/").status_code == 404
    assert Client().get(f"{EDITION}measures/XX/").status_code == 404


def test_an_open_edition_is_taken_away_in_four_forms() -> None:
    files = {
        kind: Client().get(f"{EDITION}export/{kind}/").content for kind in ("csv", "xlsx", "json", "jsonld")
    }
    rows = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    sheet = (
        CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"])).get_sheet_by_name("Measures").to_python()
    )
    graph = json.loads(files["jsonld"])["@graph"]

    assert len(rows) == len(sheet) - 1 == 34
    assert rows[0]["code"] == "J1"
    assert len(json.loads(files["json"])["themes"]) == 7
    assert sum(each["@type"] == "cids:Indicator" for each in graph) == 34
    assert Client().get(f"{EDITION}export/exe/").status_code == 404


def test_a_pack_goes_from_its_file_into_a_draft() -> None:
    by = a_lead()
    version = a_cascade(by, a_draft(by))
    client = signed_in(by)
    form = fields_on(client.get("/define/packs/new/").content.decode())
    words = {"title": "Q", "edition": "1", "publisher": "P", "licence_holder": "Us", "licence": "L 1"}
    sent = client.post(
        "/define/packs/new/",
        {
            **form,
            **words,
            "expires_on": "",
            "kind": "",
            "price_year": "",
            "file": SimpleUploadedFile("q.xlsx", as_xlsx()),
        },
    )
    assert sent.status_code == 302, sent.content.decode()
    for _ in range(2):
        address = sent["Location"]
        page = client.get(address).content.decode()
        sent = client.post(address, fields_on(page))
        assert sent.status_code == 302, sent.content.decode()
    with as_tenant(by.organisation_id):
        pack = Pack.objects.get()
    assert pack.state == "in_use"

    address = f"/define/packs/{pack.ref}/measures/QX3/use/"
    sent = client.post(
        address, {**fields_on(client.get(address).content.decode()), "counts": "", "with_values": "no"}
    )
    assert sent.status_code == 302, sent.content.decode()
    with as_tenant(by.organisation_id):
        chosen = Measure.objects.get(pack=pack)
        assert chosen.outcome.priority.policy_version_id == version.pk
    assert "QX3" in client.get(f"/define/measures/{chosen.ref}/").content.decode()


def test_a_file_that_is_no_spreadsheet_is_refused_beside_its_field() -> None:
    client = signed_in(a_lead())
    form = fields_on(client.get("/define/packs/new/").content.decode())
    words = {
        "title": "Q",
        "edition": "1",
        "publisher": "P",
        "licence_holder": "Us",
        "licence": "L 1",
        "expires_on": "",
    }
    sent = client.post(
        "/define/packs/new/",
        {**form, **words, "price_year": "", "file": SimpleUploadedFile("q.xlsx", b"%PDF\x00")},
    )

    assert sent.status_code == 422
    assert "This is not a spreadsheet" in sent.content.decode()
