"""Every page from the register to the open tender: fetched, sent well and badly, by others, and signed out."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from fourfold.integrate.exchange.ocds_import import import_ocds
from fourfold.integrate.models import (
    Ask,
    Criterion,
    OpenersKey,
    Procurement,
    ProcurementState,
    RegisterEntry,
    RegisterImport,
)
from tests.builders.browsing import signed_in, source
from tests.builders.ground import TODAY, an_actor, an_organisation
from tests.builders.integrate import (
    OPENING_PASSPHRASE,
    a_buyer,
    a_considered_procurement,
    a_procurement,
    an_adopted_measure,
    an_open_tender,
    an_opener,
)

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

DATA = Path(__file__).parents[2] / "data" / "ocds"

pytestmark = pytest.mark.django_db


def with_register(by: Actor) -> None:
    import_ocds(
        by=None,
        organisation=Organisation.objects.get(pk=by.organisation_id),
        content=(DATA / "sell2wales_2025_A_45.json").read_bytes(),
        name="sell2wales.json",
        at=timezone.now(),
    )


def an_entry(by: Actor, **conditions: Any) -> RegisterEntry:
    with as_tenant(by.organisation_id):
        entry: RegisterEntry = RegisterEntry.objects.filter(**conditions).order_by("pk")[0]
    return entry


def test_the_overview_says_what_will_be_here_and_then_what_is() -> None:
    by = a_buyer()
    client = signed_in(by)
    assert "No procurements yet" in source(client.get("/integrate/"))
    procurement = a_procurement(by)
    a_considered_procurement(by)
    page = source(client.get("/integrate/"))
    assert "1 of 2" in page
    assert f"/integrate/procurements/{procurement.ref}/" in page
    assert "Record what was considered" in page


def test_the_register_is_found_by_words_kind_year_and_mention_with_a_constant_number_of_questions(
    django_assert_max_num_queries: Any,
) -> None:
    by = a_buyer()
    client = signed_in(by)
    assert "The register is empty" in source(client.get("/integrate/register/"))
    with_register(by)
    with django_assert_max_num_queries(16):
        page = source(client.get("/integrate/register/"))
    assert "45 procurements" in page
    assert page.count("/integrate/register/") > 25
    assert "Windows and Porches Programme" in source(client.get("/integrate/register/?q=windows+trivallis"))
    assert "27 procurements" in source(client.get("/integrate/register/?kind=services"))
    assert "Nothing found" in source(client.get("/integrate/register/?q=nothing+of+the+kind"))
    assert "45 procurements" in source(client.get("/integrate/register/?year=2025"))
    for odd in ("?page=99999", "?page=x", "?year=1&kind=magic", "?q=%25"):
        assert client.get(f"/integrate/register/{odd}").status_code == 200
    assert client.get("/integrate/register/?q=%00%25").status_code == 400


def test_an_entry_shows_criteria_and_remarks_as_published_and_opens_a_procurement() -> None:
    by = a_buyer()
    client = signed_in(by)
    with_register(by)
    entry = an_entry(by, criteria__weight=40)
    page = source(client.get(f"/integrate/register/{entry.ref}/"))
    assert "Award criteria as published" in page
    assert "What was remarked when it was imported" in page
    assert f"/integrate/procurements/new/?from={entry.ref}" in page
    assert entry.ocid in page


def test_a_procurement_begins_as_a_copy_of_an_entry_once_however_often_it_is_sent() -> None:
    by = a_buyer()
    client = signed_in(by)
    with_register(by)
    entry = an_entry(by, kind="works")
    address = f"/integrate/procurements/new/?from={entry.ref}"
    assert entry.title[:40] in client.get(address).content.decode().replace("&#39;", "'").replace(
        "&amp;", "&"
    )
    typed = {
        "once": "a-token-of-this-form-only",
        "title": entry.title,
        "description": "As published",
        "kind": "works",
        "amount": "£1.2m",
    }
    first, second = client.post(address, typed), client.post(address, typed)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    with as_tenant(by.organisation_id):
        procurement = Procurement.objects.get()
        assert (procurement.copied_from, procurement.amount) == (entry, 1_200_000)
    assert "Copied from" in source(client.get(first["Location"]))


def test_a_start_with_errors_keeps_what_was_typed() -> None:
    by = a_buyer()
    response = signed_in(by).post(
        "/integrate/procurements/new/",
        {
            "title": "",
            "description": "Typed at length",
            "kind": "works",
            "starts_on": "31 February 2027",
            "amount": "a lot",
        },
    )
    assert response.status_code == 422
    page = source(response)
    assert "Typed at length" in page
    assert "31 February 2027" in page
    assert page.count("govuk-error-message") >= 3


def test_two_people_who_edit_are_both_shown() -> None:
    by = a_buyer()
    client = signed_in(by)
    procurement = a_procurement(by)
    address = f"/integrate/procurements/{procurement.ref}/details/"
    assert "Repairs to homes" in source(client.get(address))
    typed = {"version": "1", "title": "First", "kind": "works", "description": "x"}
    assert client.post(address, typed).status_code == 302
    crossed = client.post(address, {**typed, "title": "Second"})
    assert crossed.status_code == 409
    assert "First" in source(crossed)
    assert "Second" in source(crossed)


def test_what_was_considered_is_recorded_and_errors_stand_beside_their_field() -> None:
    by = a_buyer()
    client = signed_in(by)
    procurement = a_procurement(by)
    address = f"/integrate/procurements/{procurement.ref}/consideration/"
    assert client.get(address).status_code == 200
    typed = {"improvement": "Work", "proportionate": "Training", "consulted": "no", "urgent": "no"}
    response = client.post(address, typed)
    assert response.status_code == 422
    assert "Say why nobody was consulted" in source(response)
    assert client.post(address, {**typed, "not_consulted_because": "A small contract"}).status_code == 302
    assert "A small contract" in source(client.get(f"/integrate/procurements/{procurement.ref}/"))
    again = client.post(address, {**typed, "not_consulted_because": "Another"})
    assert again.status_code == 409


def rows(*given: tuple[str, str, str, str]) -> dict[str, str]:
    typed = {"rows": str(len(given))}
    for place, (family, title, weight, question) in enumerate(given):
        typed |= {
            f"family_{place}": family,
            f"title_{place}": title,
            f"weight_{place}": weight,
            f"question_{place}": question,
        }
    return typed


def test_weights_are_set_with_a_row_added_and_nothing_typed_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    # The least weight is a dated figure: on a day after it was last checked nothing is said of it.
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    by = a_buyer()
    client = signed_in(by)
    procurement = a_procurement(by)
    address = f"/integrate/procurements/{procurement.ref}/criteria/"
    assert "Criterion 4" in source(client.get(address))
    typed = {**rows(("price", "", "60%", ""), ("social", "Jobs", "4o", "")), "version": "1"}
    added = client.post(address, {**typed, "add": "1"})
    assert added.status_code == 200
    assert "Criterion 3" in source(added)
    assert 'value="4o"' in source(added)
    assert "not a number" in source(client.post(address, typed))
    short = client.post(address, {**typed, "weight_1": "39.5"})
    assert "0.5 is missing" in source(short)
    done = client.post(address, {**typed, "weight_1": "5", "weight_0": "95"}, follow=True)
    assert "less than the 10" in source(done)
    with as_tenant(by.organisation_id):
        assert [(one.title, one.weight) for one in Criterion.objects.all()] == [("Price", 95), ("Jobs", 5)]
    crossed = client.post(address, {**typed, "weight_1": "40"})
    assert crossed.status_code == 409
    assert "What stands now" in source(crossed)
    assert 'value="40"' in source(crossed)


def test_a_measure_is_asked_for_and_taken_away_again() -> None:
    by = a_buyer()
    client = signed_in(by)
    procurement = a_considered_procurement(by, with_ask=False)
    address = f"/integrate/procurements/{procurement.ref}/measures/"
    assert "no adopted policy yet" in source(client.get(address))
    measure = an_adopted_measure(by.organisation_id)
    assert "Work for young people" in source(client.get(address))
    with as_tenant(by.organisation_id):
        social = Criterion.objects.get(family="social").ref
    typed = {
        "version": procurement.version,
        "measure": measure.ref,
        "criterion": social,
        "sensible_most": "1,000",
    }
    bad = client.post(address, {**typed, "sensible_most": "lots", "measure": "0000000000"})
    assert bad.status_code == 422
    assert "Choose a measure of your adopted policy" in source(bad)
    assert client.post(address, typed).status_code == 302
    with as_tenant(by.organisation_id):
        ask = Ask.objects.get()
        assert ask.sensible_most == 1000
    assert "is asked for already" in source(client.post(address, typed))
    assert client.post(f"{address}remove/", {"version": 1, "ask": ask.ref}).status_code == 409
    gone = {"version": procurement.version + 1, "ask": ask.ref}
    assert client.post(f"{address}remove/", gone).status_code == 302
    with as_tenant(by.organisation_id):
        assert not Ask.objects.exists()


def test_openers_and_closing_time_are_checked_once_more_and_then_the_tender_is_open_to_all() -> None:
    by = a_buyer()
    client = signed_in(by)
    procurement = a_considered_procurement(by)
    address = f"/integrate/procurements/{procurement.ref}/open/"
    assert "At least three people" in source(client.get(address))
    people = [an_opener(by.organisation_id, name=name) for name in ("Ann", "Ben", "Cem")]
    day = timezone.localdate() + timedelta(days=30)
    typed: dict[str, Any] = {
        "openers": [person.ref for person in people],
        "closes_on": day.isoformat(),
        "closes_time": "5pm",
    }
    few = client.post(address, {**typed, "openers": [people[0].ref]})
    assert few.status_code == 422
    assert "at least 3 people" in source(few)
    for time in ("25:00", "5", "soon", "13pm"):
        assert client.post(address, {**typed, "closes_time": time}).status_code == 422
    past = client.post(address, {**typed, "closes_on": "1 January 2020"})
    assert "Bids must close after now" in source(past)
    check = client.post(address, typed)
    assert "Open this tender for bids" in source(check)
    with as_tenant(by.organisation_id):
        assert Procurement.objects.get().state == ProcurementState.CONSIDERING
    once = {**typed, "open": "1", "once": "a-token-of-this-form-only"}
    assert client.post(address, once).status_code == 302
    # Sent twice, it leads to the same place.
    assert client.post(address, once).status_code == 302
    page = source(client.get(f"/integrate/procurements/{procurement.ref}/"))
    assert "Ann, Ben, Cem" in page
    nobody = Client()
    assert "Repairs to homes" in source(nobody.get("/tenders/"))
    tender = source(nobody.get(f"/tenders/{procurement.ref}/"))
    for shown in (
        "Apprenticeships",
        "Each that was completed.",
        "A certificate.",
        "20%",
        "How will you do it?",
        "Begin a bid",
    ):
        assert shown in tender
    assert "Ann" not in tender


def test_a_tender_tells_its_buyer_a_supplier_and_others_what_they_can_do() -> None:
    by = a_buyer()
    now = timezone.now()
    procurement = an_open_tender(by, closes_at=now + timedelta(days=3), at=now)
    address = f"/tenders/{procurement.ref}/"
    assert "Back to your procurement" in source(signed_in(by).get(address))
    assert f"{address}bid/" in source(signed_in(an_actor(role=Role.SUPPLIER)).get(address))
    assert "Only a bids and delivery for a supplier" in source(
        signed_in(an_actor(role=Role.AUDITOR)).get(address)
    )


def test_a_procurement_is_abandoned_with_a_reason() -> None:
    by = a_buyer()
    client = signed_in(by)
    procurement = a_procurement(by)
    address = f"/integrate/procurements/{procurement.ref}/abandon/"
    assert client.get(address).status_code == 200
    assert "Say why it is abandoned" in source(client.post(address, {"because": " "}))
    assert client.post(address, {"because": "No money"}).status_code == 302
    assert "No money" in source(client.get(f"/integrate/procurements/{procurement.ref}/"))


def test_an_opening_passphrase_is_set_and_changed() -> None:
    by = a_buyer()
    client = signed_in(by)
    address = "/integrate/opening-passphrase/"
    assert "The two are not the same" in source(
        client.post(address, {"passphrase": OPENING_PASSPHRASE, "again": "x"})
    )
    assert "at least 12 characters" in source(client.post(address, {"passphrase": "short", "again": "short"}))
    assert (
        client.post(address, {"passphrase": OPENING_PASSPHRASE, "again": OPENING_PASSPHRASE}).status_code
        == 302
    )
    assert OpenersKey.objects.filter(person_id=by.person_id).exists()
    new = {"old": "wrong", "passphrase": "quite another phrase", "again": "quite another phrase"}
    refused = client.post(address, new)
    assert refused.status_code == 422
    assert "quite another phrase" not in source(refused)
    assert client.post(address, {**new, "old": OPENING_PASSPHRASE}).status_code == 302


def test_a_file_is_imported_and_the_report_stays() -> None:
    by = a_buyer()
    client = signed_in(by)
    address = "/integrate/register/import/"
    assert client.get(address).status_code == 200
    content = (DATA / "sell2wales_2025_A_45.json").read_bytes()
    done = client.post(address, {"file": SimpleUploadedFile("s2w.json", content)}, follow=True)
    page = source(done)
    assert "Sell2Wales" in page
    assert '<dd class="govuk-summary-list__value">45</dd>' in page
    again = client.post(address, {"file": SimpleUploadedFile("s2w.json", content)}, follow=True)
    assert "Nothing was changed" in source(again)
    assert "s2w.json" in source(client.get("/integrate/register/imports/"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", b"", "empty"),
        ("a.json", b"%PDF-1.7", "PDF"),
        ("a.json", b'{"a": 1}', "not OCDS"),
        ("a.json", b'{"releases": [', "line 1"),
        ("a.json", json.dumps({"grants": []}).encode(), "360Giving"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_beside_the_field(
    name: str, content: bytes, said: str
) -> None:
    by = a_buyer()
    response = signed_in(by).post("/integrate/register/import/", {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert said in source(response)
    with as_tenant(by.organisation_id):
        assert not RegisterImport.objects.exists()


def test_no_file_at_all_is_told() -> None:
    assert "Choose the file to import" in source(
        signed_in(a_buyer()).post("/integrate/register/import/", {"once": ""})
    )


PAGES = (
    "/integrate/",
    "/integrate/register/",
    "/integrate/register/import/",
    "/integrate/register/imports/",
    "/integrate/procurements/",
    "/integrate/procurements/new/",
    "/integrate/opening-passphrase/",
)
OF_ONE = ("", "details/", "consideration/", "criteria/", "measures/", "open/", "abandon/")


@pytest.mark.parametrize("address", PAGES)
def test_signed_out_one_is_asked_to_sign_in(address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 302
    assert "/sign-in/" in response["Location"]


@pytest.mark.parametrize("part", OF_ONE)
def test_of_another_organisations_procurement_nothing_is_there(part: str) -> None:
    procurement = a_considered_procurement(a_buyer())
    stranger = signed_in(a_buyer())
    address = f"/integrate/procurements/{procurement.ref}/{part}"
    assert stranger.get(address).status_code == 404
    if part:
        assert stranger.post(address, {"because": "x"}).status_code == 404
    assert stranger.get(f"/tenders/{procurement.ref}/").status_code == 404
    assert Client().get(f"/tenders/{procurement.ref}/").status_code == 404


def test_of_another_organisations_register_nothing_is_there() -> None:
    by = a_buyer()
    with_register(by)
    entry = an_entry(by)
    stranger = signed_in(a_buyer())
    assert stranger.get(f"/integrate/register/{entry.ref}/").status_code == 404
    assert stranger.get(f"/integrate/procurements/new/?from={entry.ref}").status_code == 404
    with as_tenant(by.organisation_id):
        record = RegisterImport.objects.get()
    assert stranger.get(f"/integrate/register/imports/{record.ref}/").status_code == 404


@pytest.mark.parametrize("part", OF_ONE[1:])
def test_those_whose_role_does_not_allow_it_are_told_why(part: str) -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    auditor = an_actor(role=Role.AUDITOR, organisation=Organisation.objects.get(pk=by.organisation_id))
    response = signed_in(auditor).get(f"/integrate/procurements/{procurement.ref}/{part}")
    assert response.status_code == 403
    assert "Only a commissioner" in source(response)


def test_an_open_tender_is_no_longer_changed_on_any_page() -> None:
    by = a_buyer()
    procurement = an_open_tender(by)
    client = signed_in(by)
    for part in OF_ONE[1:6]:
        assert client.get(f"/integrate/procurements/{procurement.ref}/{part}").status_code == 403
    assert client.post(f"/integrate/procurements/{procurement.ref}/close/").status_code in {302, 403}


def test_tenders_of_nobody_say_what_will_be_here() -> None:
    an_organisation()
    assert "No tenders yet" in source(Client().get("/tenders/"))


def test_a_measure_asked_for_shows_its_spine_to_whoever_may_read_the_tender() -> None:
    by = a_buyer()
    considered, opened = a_considered_procurement(by, with_ask=False), an_open_tender(by)
    with as_tenant(by.organisation_id):
        ask = Ask.objects.get(procurement=opened)
    address = f"/tenders/{opened.ref}/measures/{ask.ref}/"
    for reader in (signed_in(by), signed_in(a_buyer()), Client()):
        page = source(reader.get(address))
        assert "Young people in lasting work" in page
        assert "Each that was completed." in page
    assert Client().get(f"/tenders/{considered.ref}/measures/{ask.ref}/").status_code == 404
