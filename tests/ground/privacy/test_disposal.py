"""What is past its time goes, what is held stays, and the chain verifies all the same."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fourfold.config.command_line import main
from fourfold.ground.jobs import kinds
from fourfold.ground.kernel.keeping import Keeping
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Attempts, Membership, PasswordLink, Person, Role, Submission
from fourfold.ground.privacy import disposal, housekeeping
from fourfold.ground.privacy.actions import holds, retention
from fourfold.ground.privacy.erasure import is_erased
from fourfold.ground.privacy.record import processing
from fourfold.ground.privacy.tables import DisposalEntry
from fourfold.ground.trail.chain import chain_all
from fourfold.ground.trail.declaration import declared
from fourfold.ground.trail.verify import verify
from tests.builders.browsing import signed_in
from tests.builders.ground import a_person, an_actor, an_organisation, trail, trail_content

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

ON = date(2034, 3, 1)
AT = datetime(2034, 3, 1, 3, tzinfo=UTC)


def a_role_until(
    until: date | None, *, organisation: Organisation, person: Person | None = None
) -> Membership:
    with declared(person=None, organisation=None, reason="For a test"):
        return Membership.objects.create(
            person=person or a_person(),
            organisation=organisation,
            role=Role.EVALUATOR,
            from_day=date(2020, 1, 1),
            until_day=until,
        )


def counts(found: list[disposal.Due]) -> dict[str, tuple[int, int]]:
    return {one.line.key: (one.rows, one.held) for one in found}


def log() -> list[DisposalEntry]:
    with as_tenant(MAINTENANCE):
        return list(DisposalEntry.objects.order_by("pk"))


@pytest.fixture
def council(db: None) -> Organisation:
    return an_organisation("Council")


@pytest.fixture
def administrator(council: Organisation) -> Actor:
    return an_actor(role=Role.ADMINISTRATOR, organisation=council)


def test_a_role_goes_on_its_day_and_not_before(council: Organisation) -> None:
    role = a_role_until(date(2027, 3, 1), organisation=council)
    assert "roles" not in counts(disposal.due(on=ON - timedelta(days=1)))
    assert counts(disposal.due(on=ON))["roles"] == (1, 0)
    assert Membership.objects.filter(pk=role.pk).exists(), "looking changes nothing"
    disposal.dispose(on=ON, at=AT)
    assert not Membership.objects.filter(pk=role.pk).exists()
    assert all(trail_content(entry) == "" for entry in trail(table="ground_membership", row=role.pk)), (
        "its values in the trail are erased"
    )


def test_a_role_without_an_end_stays(council: Organisation) -> None:
    role = a_role_until(None, organisation=council)
    disposal.dispose(on=date(2090, 1, 1), at=AT)
    assert Membership.objects.filter(pk=role.pk).exists()


def test_what_an_organisation_chose_counts_for_it_alone(council: Organisation, administrator: Actor) -> None:
    other = an_organisation("Other")
    mine, theirs = (a_role_until(date(2030, 1, 1), organisation=each) for each in (council, other))
    retention.choose(
        by=administrator,
        line=processing()["roles"],
        kept=Keeping.parse("3 years"),
        reason="Our schedule",
        seen=0,
        on=date(2026, 11, 23),
    )
    disposal.dispose(on=ON, at=AT)
    assert not Membership.objects.filter(pk=mine.pk).exists()
    assert Membership.objects.filter(pk=theirs.pk).exists()


def test_the_log_says_how_many_went_under_which_rule_and_never_who(council: Organisation) -> None:
    person = a_person("Vera Lane", email="vera@lane.example")
    a_role_until(date(2026, 1, 1), organisation=council, person=person)
    a_role_until(date(2026, 1, 1), organisation=council)
    disposal.dispose(on=ON, at=AT)
    (entry,) = (one for one in log() if one.record == "roles")
    assert (entry.owner_id, entry.rows, entry.disposal, entry.at) == (council.pk, 2, "deleted", AT)
    assert entry.rule == "7 years from the last day of the role"
    assert "Vera" not in json.dumps(
        [str(getattr(entry, field.name)) for field in entry._meta.concrete_fields]
    )


def test_disposing_again_finds_nothing_and_logs_nothing(council: Organisation) -> None:
    a_role_until(date(2026, 1, 1), organisation=council)
    disposal.dispose(on=ON, at=AT)
    entries = len(log())
    assert disposal.dispose(on=ON, at=AT) == []
    assert len(log()) == entries


@pytest.mark.parametrize("record", ["roles", ""])
def test_a_hold_on_records_keeps_them_all_until_it_is_lifted(
    council: Organisation, administrator: Actor, record: str
) -> None:
    role = a_role_until(date(2026, 1, 1), organisation=council)
    hold = holds.place(by=administrator, record=record, person=None, reason="Claim", on=date(2026, 11, 23))
    assert counts(disposal.due(on=ON))["roles"] == (0, 1)
    disposal.dispose(on=ON, at=AT)
    assert Membership.objects.filter(pk=role.pk).exists()
    holds.lift(by=administrator, hold=hold, because="Settled", on=ON)
    disposal.dispose(on=ON, at=AT)
    assert not Membership.objects.filter(pk=role.pk).exists()


def test_a_hold_of_another_organisation_holds_nothing_here(council: Organisation) -> None:
    role = a_role_until(date(2026, 1, 1), organisation=council)
    holds.place(
        by=an_actor(role=Role.ADMINISTRATOR), record="", person=None, reason="Claim", on=date(2026, 11, 23)
    )
    disposal.dispose(on=ON, at=AT)
    assert not Membership.objects.filter(pk=role.pk).exists()


def test_a_hold_on_a_person_keeps_what_is_theirs_alone(council: Organisation, administrator: Actor) -> None:
    held = a_person("Held")
    theirs = a_role_until(date(2026, 1, 1), organisation=council, person=held)
    others = a_role_until(date(2026, 1, 1), organisation=council)
    holds.place(by=administrator, record="", person=held, reason="Claim", on=date(2026, 11, 23))
    disposal.dispose(on=ON, at=AT)
    assert Membership.objects.filter(pk=theirs.pk).exists()
    assert not Membership.objects.filter(pk=others.pk).exists()
    assert not is_erased(Person.objects.get(pk=held.pk))
    assert is_erased(Person.objects.get(pk=others.person_id))


@pytest.mark.parametrize(
    ("until", "seen", "erased"),
    [
        (date(2032, 3, 1), datetime(2032, 3, 1, 9, tzinfo=UTC), True),
        (date(2032, 3, 2), datetime(2032, 3, 1, 9, tzinfo=UTC), False),
        (date(2032, 3, 1), datetime(2032, 3, 2, 9, tzinfo=UTC), False),
        (None, datetime(2030, 1, 1, 9, tzinfo=UTC), False),
    ],
)
def test_an_account_goes_when_neither_role_nor_sign_in_is_younger(
    council: Organisation, until: date | None, seen: datetime, *, erased: bool
) -> None:
    person = a_person("Old Colleague", email="old@colleague.example")
    with declared(person=None, organisation=None, reason="For a test"):
        Person.objects.filter(pk=person.pk).update(last_login=seen, job_title="Officer")
    a_role_until(until, organisation=council, person=person)
    disposal.dispose(on=ON, at=AT)
    person.refresh_from_db()
    assert is_erased(person) is erased
    assert (person.name == "Old Colleague") is not erased
    if erased:
        assert not person.is_active
        assert person.job_title == ""
        assert person.last_login is None
        assert not person.has_usable_password()
        assert all("old@colleague" not in trail_content(entry).lower() for entry in trail())


def test_what_is_the_installations_own_goes_by_itself() -> None:
    person = a_person()
    old = datetime(2026, 1, 1, tzinfo=UTC)
    with declared(person=None, organisation=None, reason="For a test"):
        PasswordLink.objects.create(
            person=person, digest="0" * 64, made_at=old, good_until=old + timedelta(days=7)
        )
        Submission.objects.create(person=person, token="t" * 20, result="/", at=old)
        Attempts.objects.create(key="k", window_began=old, count=1)
        Attempts.objects.create(key="young", window_began=AT - timedelta(hours=1), count=1)
        Session.objects.create(session_key="s", session_data="x", expire_date=old)
    disposal.dispose(on=ON, at=AT)
    for table in (PasswordLink, Submission, Session):
        assert not table._default_manager.exists()
    assert list(Attempts.objects.values_list("key", flat=True)) == ["young"]


def test_old_values_of_the_trail_go_and_the_chain_verifies(council: Organisation) -> None:
    chain_all()
    assert any(trail_content(entry) for entry in trail())
    disposal.dispose(on=date(2040, 1, 1), at=AT)
    old = [entry for entry in trail() if entry.at.year < 2034 and entry.operation != "erase"]
    assert old
    assert all(trail_content(entry) == "" for entry in old if entry.table != "ground_disposalentry")
    chain_all()
    result = verify()
    assert result.intact
    assert result.erased > 0


def test_more_than_a_batch_goes_in_steps_and_all_of_it(
    council: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disposal, "AT_ONCE", 3)
    for _ in range(7):
        a_role_until(date(2026, 1, 1), organisation=council)
    steps: list[int] = []
    gone = disposal.dispose(on=ON, at=AT, progress=steps.append)
    assert counts(gone)["roles"] == (7, 0)
    assert [entry.rows for entry in log() if entry.record == "roles"] == [3, 3, 1]
    assert steps == sorted(steps)


def test_what_dies_in_the_middle_goes_on_where_it_ended(
    council: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disposal, "AT_ONCE", 3)
    for _ in range(7):
        a_role_until(date(2026, 1, 1), organisation=council)

    def dies(done: int) -> None:
        if done >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        disposal.dispose(on=ON, at=AT, progress=dies)
    assert sum(entry.rows for entry in log()) == 3, "what was done before stays done, and stands in the log"
    disposal.dispose(on=ON, at=AT)
    for record in ("accounts", "roles"):
        assert sum(entry.rows for entry in log() if entry.record == record) == 7


def test_the_timetable_knows_it() -> None:
    kind = kinds.kind_named(housekeeping.DISPOSE)
    assert kind is not None
    assert kind.stepwise


def test_the_command_shows_first_and_disposes_when_told(
    council: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    with declared(person=None, organisation=None, reason="For a test"):
        Attempts.objects.create(key="old", window_began=datetime(2020, 1, 1, tzinfo=UTC), count=1)
    assert main(["retention"]) == 0
    said = capsys.readouterr()
    (row,) = (one for one in json.loads(said.out) if one["record"] == "sign-in-attempts")
    assert (row["rows"], row["organisation"]) == (1, None)
    assert "Nothing was changed" in said.err
    assert Attempts.objects.exists()
    assert main(["retention", "--dispose"]) == 0
    assert not Attempts.objects.exists()
    assert main(["retention", "--dispose", "--organisation", council.ref]) == 2
    assert main(["retention", "--organisation", "NOSUCHREF0"]) == 2


def test_the_page_shows_what_goes_next_and_the_log_of_its_organisation(
    council: Organisation, administrator: Actor
) -> None:
    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.create(
            person=a_person(),
            organisation=council,
            role=Role.LEAD,
            from_day=date(2001, 1, 1),
            until_day=date(2002, 1, 1),
        )
    client: Client = signed_in(administrator)
    page = client.get("/data-protection/disposals/").content.decode()
    assert "Roles that people hold or held" in page
    disposal.dispose(on=date(2026, 11, 23), at=AT)
    page = client.get("/data-protection/disposals/").content.decode()
    assert "Nothing is past its time today" in page
    assert "7 years from the last day of the role" in page
    stranger = signed_in(an_actor(role=Role.AUDITOR)).get("/data-protection/disposals/").content.decode()
    assert "Nothing has been disposed of yet" in stranger


def test_the_log_asks_the_database_as_often_however_long_it_is(
    council: Organisation, administrator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_role_until(date(2026, 1, 1), organisation=council)
    disposal.dispose(on=ON, at=AT)
    client = signed_in(administrator)
    with CaptureQueriesContext(connection) as before:
        client.get("/data-protection/disposals/")
    monkeypatch.setattr(disposal, "AT_ONCE", 1)
    for _ in range(30):
        a_role_until(date(2026, 1, 1), organisation=council)
    disposal.dispose(on=ON, at=AT)
    # The session was past its time too.
    client = signed_in(administrator)
    with CaptureQueriesContext(connection) as after:
        page = client.get("/data-protection/disposals/").content.decode()
    assert len(after) == len(before)
    assert "page=2" in page
