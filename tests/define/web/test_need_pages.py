"""Local need beside a priority: bundled, from a file, not known; and nobody else's."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fourfold.define.models import NeedImport
from fourfold.ground.organisations.reference.need import DOMAINS, deprivation_of_authorities, source_of_need
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.places.tables import Place
from fourfold.ground.trail.declaration import declared
from tests.builders.browsing import signed_in, words
from tests.builders.define import a_lead, a_policy, priorities_of

pytestmark = pytest.mark.django_db

FORM = {
    "code_column": "code",
    "value_column": "figure",
    "edition": "authorities",
    "title": "Cold homes",
    "unit": "% of homes",
    "as_of": "1 March 2026",
    "source_title": "A survey",
    "source_publisher": "A university",
    "source_href": "",
    "licence": "OGL 3.0",
}


def a_place(code: str, name: str) -> Place:
    with declared(person=None, organisation=None, reason="For a test"):
        return Place.objects.create(code=code, name=name, nation="england")


def test_the_bundled_figures_are_a_tenth_of_england_in_every_domain() -> None:
    known = deprivation_of_authorities()
    assert (len(known), sum(each.areas for each in known.values())) == (296, 33_755)
    for domain in DOMAINS:
        assert sum(each.worst[domain] for each in known.values()) == 3_375
    assert source_of_need().licence == "Open Government Licence v3.0"


def test_need_stands_beside_a_priority_with_its_source_and_is_said_not_to_be_known() -> None:
    by = a_lead()
    ref = priorities_of(a_policy(by))[1].ref
    browser = signed_in(by)
    page = f"/define/priorities/{ref}/need/"
    assert "No place is chosen yet" in words(browser.get(page))
    a_place("E06000006", "Halton")
    a_place("W06000015", "Cardiff")
    for name in ("Halton", "Cardiff"):
        assert browser.post("/define/need/place/", {"place": name}).status_code == 302
    shown = words(browser.get(page))
    halton = deprivation_of_authorities()["E06000006"]
    assert f"{halton.worst['imd']} of {halton.areas} neighbourhoods" in shown
    assert "not known: the indices are of England’s districts alone" in shown
    assert "Open Government Licence v3.0" in shown

    faulty = browser.post(
        "/define/need/import/", {**FORM, "file": SimpleUploadedFile("n.csv", b"area,figure\nE06000006,1\n")}
    )
    assert faulty.status_code == 422
    assert "There is not one column called “code”" in words(faulty)
    file = SimpleUploadedFile("n.csv", b"code,figure\nE06000006,12.5\nW06000015,oops\n")
    looked = browser.post("/define/need/import/", {**FORM, "file": file}, follow=True)
    assert "Only looked at: nothing counts yet" in words(looked)
    assert "Line 3, column “figure”: “oops” is no number" in words(looked)
    with as_tenant(by.organisation_id):
        kept = NeedImport.objects.get()
    address = f"/define/need/imports/{kept.ref}/"
    assert "Cold homes" not in words(browser.get(f"{page}choose/"))
    browser.post(f"{address}take-in/", {"version": kept.version})
    browser.post(f"{page}choose/", {"figures": ["taken in:Cold homes"]})
    shown = words(browser.get(page))
    assert "12.5" in shown
    assert "not known: the file has no figure of this place" in shown
    assert "A survey, A university" in shown
    browser.post(f"{address}take-out/", {"version": kept.version + 1})
    assert "No figure stands beside it" in words(browser.get(page))

    stranger = signed_in(a_lead())
    for theirs in (page, f"{page}choose/", address, f"{address}take-in/"):
        assert stranger.get(theirs).status_code == 404
