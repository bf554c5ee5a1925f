"""A wave on its pages: begun, its questionnaire taken in and signed off, piloted, and not changed once it is in the field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Role
from fourfold.tracker.actions import instruments, waves
from fourfold.tracker.exchange.instrument.shipped import shipped_instrument
from fourfold.tracker.exchange.instrument.stored import instrument_of
from fourfold.tracker.exchange.xlsform.writing import write_xlsform
from fourfold.tracker.models import InstrumentVersion, Wave, WaveState
from tests.builders.browsing import signed_in, words
from tests.builders.ground import TODAY, an_actor, an_organisation
from tests.builders.waves import a_wave, moved, taken_in, wave_now, with_a_questionnaire

if TYPE_CHECKING:
    from fourfold.tracker.rules.instrument.questionnaire import Instrument

pytestmark = pytest.mark.django_db
SOMEBODY = (
    "Brackenhill Co-operative",
    "housing association",
    "Ana Bell",
    "Director",
    "ana@bracken.example",
    "",
)


def test_a_wave_is_begun_and_says_what_there_is_to_do() -> None:
    by = an_actor()
    client = signed_in(by)
    given = {
        "title": "The sector in 2027", "sponsor": "The Alliance", "target": "All councils.", "estimand": "organisations",
        "sectors": ["local_authority"], "partners": "Orbit\nPwC\nOrbit", "opens_on": "1 March 2027",
        "closes_on": "1 February 2027", "contacts_kept_until": "1 August 2027",
    }  # fmt: skip
    answer = client.post("/tracker/new/", given)
    assert answer.status_code == 422
    assert "It must close on the day it opens or later" in words(answer)

    answer = client.post("/tracker/new/", {**given, "closes_on": "30 April 2027"})
    assert answer.status_code == 302, words(answer)
    page = words(client.get(answer["Location"]))
    assert "Questionnaire Not there yet" in page
    assert "Partners Orbit, PwC" in page
    assert "First take in a questionnaire." in page
    assert "The sector in 2027" in words(client.get("/tracker/"))


def test_the_questionnaire_of_2014_and_an_xlsform_become_versions_that_partners_sign() -> None:
    by = an_actor()
    wave = a_wave(by, partners=("Orbit Group", "PwC"))
    client = signed_in(by)
    base = f"/tracker/waves/{wave.ref}/questionnaire/"
    assert client.post(f"{base}take/", {"taken_from": "shipped"}).status_code == 302
    page = words(client.get(f"{base}1/print/"))
    assert "Do you have a written policy" in page or "written" in page
    assert "☐" in page

    assert f"Have the questionnaire signed off: {wave.title}" in words(client.get("/"))
    today = instrument_day(wave)
    assert (
        client.post(
            f"{base}sign-off/", {"partner": "PwC", "signed_by": "R Roe, partner", "signed_on": today}
        ).status_code
        == 302
    )
    assert "PwC Signed by R Roe, partner" in words(client.get(base))

    again = client.post(f"{base}take/", {"taken_from": "shipped"})
    assert again.status_code == 422
    assert "This is version 1 word for word" in words(again)

    survey = shipped_instrument("communities-count-2014")
    again = client.post(f"{base}take/", {"taken_from": "xlsform", "file": a_workbook(survey)})
    assert again.status_code == 422
    assert "This is version 1 word for word" in words(again)
    newer = replace(survey, title={**survey.title, "en": "Communities count again"})
    answer = client.post(f"{base}take/", {"taken_from": "xlsform", "file": a_workbook(newer)})
    assert answer.status_code == 302, words(answer)
    page = words(client.get(base))
    assert "Version 2, taken in on" in page
    assert "Signed version 1; this one says something else" in page
    refused = client.post(
        f"{base}take/", {"taken_from": "xlsform", "file": SimpleUploadedFile("form.xlsx", b"PK\x03\x04no")}
    )
    assert refused.status_code == 422


def a_workbook(survey: Instrument) -> SimpleUploadedFile:
    return SimpleUploadedFile("form.xlsx", write_xlsform(survey))


def instrument_day(wave: Wave) -> str:
    with as_tenant(wave.owner_id):
        return InstrumentVersion.objects.get(wave=wave).taken_on.strftime("%d/%m/%Y")


def test_what_was_stored_reads_back_as_the_same_questionnaire() -> None:
    by = an_actor()
    version = with_a_questionnaire(by, a_wave(by))

    assert instrument_of(version) == shipped_instrument("communities-count-2014")


def test_fieldwork_waits_for_partners_and_people_and_then_nothing_changes() -> None:
    by = an_actor()
    wave = a_wave(by, partners=("PwC",))
    version = with_a_questionnaire(by, wave)
    piloted = moved(by, wave, WaveState.PILOTING)
    with as_tenant(by.organisation_id):
        with pytest.raises(NotAllowed) as lacks:
            waves.check_can_move(by, piloted, WaveState.FIELDING)
        assert (
            str(lacks.value) == "First have the questionnaire signed off by PwC and bring a list of contacts."
        )
        instruments.sign_off(
            by=by, instrument=version, partner="PwC", signed_by="R Roe", signed_on=TODAY, on=TODAY
        )
    taken_in(by, piloted, [SOMEBODY])
    fielding = moved(by, piloted, WaveState.FIELDING)

    assert fielding.fielding_since == TODAY
    client = signed_in(by)
    for address in ("edit/", "questionnaire/take/", "questionnaire/sign-off/", "frame/bring/"):
        assert client.get(f"/tracker/waves/{wave.ref}/{address}").status_code == 403, address
    assert "in the field" in words(client.get(f"/tracker/waves/{wave.ref}/questionnaire/"))
    assert moved(by, wave, WaveState.CLOSED).closed_on == TODAY


def test_only_the_lead_runs_it_colleagues_read_it_and_others_do_not_know_of_it() -> None:
    council = an_organisation()
    wave = a_wave(an_actor(organisation=council))
    address = f"/tracker/waves/{wave.ref}/"

    reader = signed_in(an_actor(role=Role.COMMISSIONER, organisation=council))
    assert reader.get(address).status_code == 200
    assert reader.get(f"{address}edit/").status_code == 403
    assert reader.get(f"{address}frame/organisations/").status_code == 403
    assert signed_in(an_actor()).get(address).status_code == 404


def test_the_database_holds_the_states_and_the_days_too() -> None:
    by = an_actor()
    wave = wave_now(a_wave(by))
    for wrong in ({"state": "fielding"}, {"state": "dreaming"}, {"contacts_kept_until": TODAY}):
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            change(by=by, owner=wave.owner_id, reason="For a test"),
        ):
            Wave.objects.filter(pk=wave.pk).update(**wrong)
