"""A frame from lists: read, joined through successions, decided by people, opted out of, taken out again, and kept for a time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fourfold.ground.jobs.work import Worker, run_next
from fourfold.ground.organisations.tables import Organisation, Succession
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Role
from fourfold.ground.privacy.disposal import dispose
from fourfold.ground.trail.declaration import declared
from fourfold.tracker.actions import frame_decisions, frame_rows
from fourfold.tracker.models import FrameContact, FrameOrganisation, OptOut, Standing, WaitingList, WaveState
from fourfold.tracker.queries.frame import frame_total, strata_of
from tests.builders.browsing import signed_in, words
from tests.builders.filled_in import fields_on
from tests.builders.ground import TODAY, an_actor, an_organisation
from tests.builders.stored import tables_with
from tests.builders.waves import (
    a_csv,
    a_wave,
    contacts_drawn,
    moved,
    taken_in,
    uploaded,
    wave_now,
    with_a_questionnaire,
)

if TYPE_CHECKING:
    from django.test import Client

    from fourfold.ground.people.actor import Actor
    from fourfold.tracker.models import Wave

pytestmark = pytest.mark.django_db
COUNCIL, LANDLORD = "council", "housing association"


def followed(before: str, *after: str, on: date) -> None:
    """Bodies of the directory of which one ended and the others took its place."""
    old = an_organisation(before, exists_until=on - timedelta(days=1))
    with declared(person=None, organisation=None, reason="For a test"):
        for name in after:
            new = Organisation.objects.filter(name=name).first() or an_organisation(name, exists_from=on)
            Succession.objects.create(predecessor=old, successor=new, kind="merged", on=on)


def in_frame(wave: Wave) -> dict[str, tuple[str, int]]:
    """By name, the standing and the number of contacts."""
    with as_tenant(wave.owner_id):
        return {
            each.name: (each.standing, each.contacts.count())
            for each in FrameOrganisation.objects.filter(wave=wave)
        }


def sent_on(client: Client, address: str, **more: str) -> str:
    """The page's form sent as it stands; where it leads."""
    answer = client.post(address, {**fields_on(client.get(address).content.decode()), **more})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


@pytest.fixture
def by() -> Actor:
    return an_actor()


def test_two_lines_for_one_council_under_its_old_and_its_new_name_are_one(by: Actor) -> None:
    followed("Wexcombe District Council", "Greater Wexcombe Council", on=date(2023, 4, 1))
    wave = a_wave(by)
    record = taken_in(
        by,
        wave,
        [
            ("Wexcombe District Council", COUNCIL, "Ana Bell", "", "ana@wex.example", ""),
            ("Greater Wexcombe Council", COUNCIL, "Ben Cole", "", "ben@wex.example", ""),
            ("GREATER WEXCOMBE COUNCIL", COUNCIL, "Ana Bell", "", "ANA@wex.example", ""),
        ],
    )

    assert in_frame(wave) == {"Greater Wexcombe Council": ("sure", 2)}
    with as_tenant(by.organisation_id):
        (one,) = FrameOrganisation.objects.all()
        assert one.listed_as[:2] == ["Wexcombe District Council", "Greater Wexcombe Council"]
    assert record.fates == {"joined": 1, "added": 1, "here": 1}


def test_one_that_was_divided_is_for_a_person_and_joins_the_one_they_choose(by: Actor) -> None:
    followed(
        "Fenshire County Council", "North Fenshire Council", "South Fenshire Council", on=date(2021, 4, 1)
    )
    wave = a_wave(by)
    with_a_questionnaire(by, wave)
    old = ("Fenshire County Council", COUNCIL, "Ana Bell", "", "ana@fen.example", "")
    taken_in(by, wave, [old, ("South Fenshire Council", COUNCIL, "Ben Cole", "", "ben@fen.example", "")])
    piloted = moved(by, wave, WaveState.PILOTING)
    assert in_frame(wave)["Fenshire County Council"] == ("doubtful", 1)

    client = signed_in(by)
    assert f"Say who doubtful organisations are: {wave.title}" in words(client.get("/"))
    listed = client.get(f"/tracker/waves/{wave.ref}/frame/organisations/?standing=doubtful")
    assert "Fenshire County Council" in words(listed)
    with as_tenant(by.organisation_id):
        doubtful = FrameOrganisation.objects.get(standing=Standing.DOUBTFUL)
    address = f"/tracker/waves/{wave.ref}/frame/organisations/{doubtful.ref}/decide/"
    page = words(client.get(address))
    assert "was divided between North Fenshire Council and South Fenshire Council" in page
    assert client.post(address, {}).status_code == 422
    south = next(each for each in doubtful.candidates if each["name"] == "South Fenshire Council")
    sent_on(client, address, body=south["organisation"])
    assert in_frame(wave) == {"South Fenshire Council": ("sure", 2)}

    # What was decided holds for the next list that has the old name.
    taken_in(by, piloted, [(*old[:2], "Cy Dunn", "", "cy@fen.example", "")], name="second.csv")
    assert in_frame(wave) == {"South Fenshire Council": ("sure", 3)}


def test_from_the_file_to_the_frame_and_out_again_on_the_pages(by: Actor) -> None:
    an_organisation("Wexcombe Borough Council")
    wave = a_wave(by)
    client = signed_in(by)
    frame = f"/tracker/waves/{wave.ref}/frame/"
    assert "Nobody is in the frame yet" in words(client.get(frame))
    content = a_csv(
        [
            ("Wexcombe Borough Council", COUNCIL, "Ana Bell", "Head", "ana@wex.example", ""),
            ("Brackenhill Co-operative", LANDLORD, "Bo Chan", "Chair", "chair@bracken.example", ""),
            ("Brackenhill Co-operative", LANDLORD, "Cy Dunn", "Clerk", "not an address", ""),
        ]
    )
    answer = client.post(
        f"{frame}bring/",
        {
            "file": SimpleUploadedFile("list.csv", content),
            "source": "The federation",
            "terms": "For this wave.",
        },
    )
    assert answer.status_code == 302, words(answer)
    columns = str(answer["Location"])
    assert "For example: Ana Bell" in words(client.get(columns))
    wrong = client.post(columns, {**fields_on(client.get(columns).content.decode()), "column_0": ""})
    assert wrong.status_code == 422
    assert "Choose the heading that holds “Organisation”" in words(wrong)

    check = sent_on(client, columns)
    page = words(client.get(check))
    assert "Cannot be read 1" in page
    assert (
        "row 4, column E (E-mail): “not an address” is not an e-mail address such as name@example.org" in page
    )
    assert in_frame(wave) == {}
    report = sent_on(client, check)
    page = words(client.get(report))
    assert "4 E (E-mail) Cannot be read" in page
    assert in_frame(wave) == {
        "Wexcombe Borough Council": ("sure", 1),
        "Brackenhill Co-operative": ("alone", 1),
    }
    with as_tenant(MAINTENANCE):
        assert not WaitingList.objects.exists()
    page = words(client.get(frame))
    assert "Local authority Size Not known yet In the frame 1 Contacts 1" in page

    sent_on(client, f"{report}undo/")
    assert in_frame(wave) == {}
    assert "Taken out again" in words(client.get(report)) or "taken out again" in words(client.get(report))


def test_who_stands_in_two_lists_stays_when_one_is_taken_out(by: Actor) -> None:
    wave = a_wave(by)
    both = ("Brackenhill Co-operative", LANDLORD, "Ana Bell", "", "ana@bracken.example", "")
    first = taken_in(by, wave, [both, ("Alder Co-operative", LANDLORD, "", "", "", "01632 960 123")])
    taken_in(by, wave, [both], name="second.csv")
    with as_tenant(by.organisation_id):
        record = type(first).objects.get(pk=first.pk)
        assert frame_rows.undo(by=by, record=record) == 1

    assert in_frame(wave) == {"Brackenhill Co-operative": ("alone", 1)}


def test_an_opt_out_outlives_the_wave_and_holds_no_address(by: Actor) -> None:
    first = a_wave(by)
    row = ("Brackenhill Co-operative", LANDLORD, "Ana Bell", "", "ana@bracken.example", "")
    taken_in(by, first, [row])
    answer = signed_in(by).post("/tracker/opt-out/", {"email": "Ana@Bracken.example"})
    assert answer.status_code == 302, words(answer)
    with as_tenant(by.organisation_id):
        total = frame_total(wave_now(first))
        assert (total.contacts, total.opted_out) == (0, 1)

    second = a_wave(by, title="The next one")
    record = taken_in(by, second, [row])
    assert record.fates == {"opted_out": 1}
    assert record.left_out == [{"row": 2, "column": "", "fate": "opted_out", "words": ""}]
    assert in_frame(second) == {}
    with as_tenant(by.organisation_id):
        assert OptOut.objects.count() == 1
    assert "tracker_optout" not in tables_with("ana@bracken.example")


def test_contacts_go_by_themselves_when_their_day_is_over_and_that_they_were_asked_stays(by: Actor) -> None:
    wave = a_wave(by, contacts_kept_until=TODAY + timedelta(days=60))
    taken_in(by, wave, [("Brackenhill Co-operative", LANDLORD, "Ana Bell", "", "ana@bracken.example", ""),
                        ("Brackenhill Co-operative", LANDLORD, "Ben Cole", "", "ben@bracken.example", "")])  # fmt: skip
    last = TODAY + timedelta(days=60)

    def gone(on: date) -> int:
        at = timezone.make_aware(datetime.combine(on, datetime.min.time()))
        return sum(each.rows for each in dispose(on=on, at=at) if each.line.key == "survey-contacts")

    assert gone(last) == 0
    assert gone(last + timedelta(days=1)) == 2
    with as_tenant(by.organisation_id):
        assert set(FrameContact.objects.values_list("name", "email", "known_by")) == {("[removed]",) * 3}
    assert "tracker_framecontact" not in tables_with("ben@bracken.example")


def test_what_is_left_out_says_why_and_nobody_is_brought_back_there(by: Actor) -> None:
    wave = a_wave(by)
    row = ("Brackenhill Co-operative", LANDLORD, "Ana Bell", "", "ana@bracken.example", "")
    taken_in(by, wave, [row])
    with as_tenant(by.organisation_id):
        one = FrameOrganisation.objects.get(wave=wave)
        with pytest.raises(Refused, match="Say why"):
            frame_decisions.leave_out(by=by, organisation=one, why=" ", seen=one.version, on=TODAY)
        frame_decisions.leave_out(by=by, organisation=one, why="It has no homes", seen=one.version, on=TODAY)
    record = taken_in(by, wave, [(*row[:2], "Ben Cole", "", "ben@bracken.example", "")], name="b.csv")
    assert record.fates == {"left_out": 1}
    assert "It has no homes" in words(signed_in(by).get(f"/tracker/waves/{wave.ref}/frame/"))


def test_colleagues_see_no_small_counts_and_nobody_s_name(by: Actor) -> None:
    wave = a_wave(by)
    taken_in(
        by,
        wave,
        [(f"Homes {name}", LANDLORD, "Ana Bell", "", f"a@{name}.example", "") for name in ("one", "two")],
    )
    reader = signed_in(
        an_actor(role=Role.COMMISSIONER, organisation=Organisation.objects.get(pk=by.organisation_id))
    )
    page = words(reader.get(f"/tracker/waves/{wave.ref}/frame/"))

    assert "Withheld" in page
    assert "Counts below 10 are withheld" in page
    assert "Ana Bell" not in page
    assert "2 organisations" not in words(reader.get(f"/tracker/waves/{wave.ref}/"))


def test_a_list_that_is_not_taken_in_is_discarded_and_a_frame_in_the_field_stands(by: Actor) -> None:
    wave = a_wave(by)
    with_a_questionnaire(by, wave)
    record = uploaded(by, wave, [("Brackenhill Co-operative", LANDLORD, "", "", "a@b.example", "")])
    sent_on(signed_in(by), f"/tracker/lists/{record.ref}/discard/")
    taken = taken_in(by, wave, [("Brackenhill Co-operative", LANDLORD, "", "", "a@b.example", "")])
    moved(by, wave, WaveState.PILOTING, WaveState.FIELDING)
    with as_tenant(by.organisation_id), pytest.raises(NotAllowed, match="what it asks and of whom stands"):
        frame_rows.undo(by=by, record=type(taken).objects.select_related("wave").get(pk=taken.pk))


def test_1829_contacts_at_300_organisations_come_in_by_a_job_and_a_page_of_them_costs_as_much_as_of_25(
    by: Actor,
) -> None:
    """As many as the survey of 2014 wrote to. The directory has all of them; the page shows 25."""
    with declared(person=None, organisation=None, reason="For a test"):
        Organisation.objects.bulk_create(
            Organisation(
                ref=f"TEST{number:08}",
                name=f"{name} {kind}",
                sector=sector,
                origin="entered",
                nation="england",
            )
            for number, (name, kind, sector) in enumerate(invented_names())
        )
    bodies = list(Organisation.objects.filter(ref__startswith="TEST").order_by("pk"))
    lines = contacts_drawn(bodies, people=1_829)
    assert (len(lines), len({line[0] for line in lines})) == (1_829, 300)
    wave = a_wave(by)
    taken_in(by, wave, lines[:25], name="few.csv")
    client = signed_in(by)
    addresses = [f"/tracker/waves/{wave.ref}/frame/", f"/tracker/waves/{wave.ref}/frame/organisations/"]
    few = [questions_of(client, address) for address in addresses]

    answer = client.post(
        f"{addresses[0]}bring/",
        {
            "file": SimpleUploadedFile("all.csv", a_csv(lines)),
            "source": "Two lists",
            "terms": "For this wave.",
        },
    )
    columns = str(answer["Location"])
    job = sent_on(client, columns)
    assert "/jobs/" in job
    assert run_next(Worker("a test"))
    record = columns.removesuffix("columns/")
    assert "Is here already" in words(client.get(f"{record}check/"))
    job = sent_on(client, f"{record}check/")
    assert run_next(Worker("a test"))

    assert "1,829 rows were read, 0 of them left out." in words(client.get(job))
    with as_tenant(by.organisation_id):
        total = frame_total(wave)
        assert (total.organisations, total.contacts, total.doubtful) == (300, 1_829, 0)
        covered = sum(each.known for each in strata_of(wave))
        assert covered == 300
    assert [questions_of(client, address) for address in addresses] == few


def questions_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def invented_names() -> list[tuple[str, str, str]]:
    """300 names of which no two are alike: 120 councils and 180 landlords, from syllables."""
    first = (
        "Bar",
        "Cor",
        "Dun",
        "Fen",
        "Gil",
        "Har",
        "Kel",
        "Lam",
        "Mor",
        "Nor",
        "Pel",
        "Rud",
        "Sel",
        "Tor",
        "Wex",
    )
    middle = ("ba", "co", "di", "fu", "ga", "lo", "mi", "ne", "ru", "to")
    last = ("combe", "dale")
    names = [f"{one}{two}{three}" for one in first for two in middle for three in last]
    return [
        (name, "Borough Council", "local_authority")
        if place < 120
        else (name, "Housing Association Limited", "housing_association")
        for place, name in enumerate(names)
    ]
