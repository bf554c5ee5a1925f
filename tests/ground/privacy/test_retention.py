"""How long an organisation keeps what: who may choose, within which bounds, and that the trail tells."""

from __future__ import annotations

import pytest

from fourfold.ground.kernel.keeping import Keeping
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.people.tables import Role
from fourfold.ground.privacy.actions import retention
from fourfold.ground.privacy.queries import kept_of, record_of
from fourfold.ground.privacy.record import Line, line_named, processing
from fourfold.ground.privacy.tables import RetentionChoice
from tests.builders.browsing import signed_in
from tests.builders.ground import TODAY, an_actor, an_organisation, trail

pytestmark = pytest.mark.django_db


def line(key: str) -> Line:
    found = line_named(key)
    assert found is not None
    return found


def chosen(
    by: Actor, kept: str, *, seen: int = 0, key: str = "roles", reason: str = "Our schedule"
) -> RetentionChoice:
    return retention.choose(
        by=by, line=line(key), kept=Keeping.parse(kept), reason=reason, seen=seen, on=TODAY
    )


@pytest.mark.parametrize("role", Role.values)
def test_who_looks_and_who_chooses(role: str) -> None:
    by = an_actor(role=role)
    assert retention.can_look(by) is (role in {Role.ADMINISTRATOR, Role.AUDITOR, Role.LEAD})
    assert retention.can_choose(by, line=line("roles")) is (role == Role.ADMINISTRATOR)
    client = signed_in(by)
    status = 200 if retention.can_look(by) else 403
    assert client.get("/data-protection/").status_code == status
    assert client.get("/data-protection/records/roles/").status_code == status
    assert client.get("/data-protection/records/roles/keep-for/").status_code == (
        200 if role == Role.ADMINISTRATOR else 403
    )


def test_the_same_for_everyone_is_chosen_by_nobody() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed, match="same for everyone"):
        chosen(by, "30 days", key="sent-forms")


@pytest.mark.parametrize(
    ("kept", "allowed"), [("3 years", True), ("13 years", True), ("35 months", False), ("14 years", False)]
)
def test_a_choice_stays_within_its_bounds(kept: str, *, allowed: bool) -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    if allowed:
        assert str(chosen(by, kept).kept) == kept
    else:
        with pytest.raises(Refused, match="between 3 years and 13 years") as refusal:
            chosen(by, kept)
        assert refusal.value.field == "kept"


def test_a_choice_without_a_reason_is_refused() -> None:
    with pytest.raises(Refused, match="Say why"):
        chosen(an_actor(role=Role.ADMINISTRATOR), "4 years", reason="  ")


def test_a_choice_holds_for_its_organisation_alone_and_stands_in_the_trail() -> None:
    by, other = an_actor(role=Role.ADMINISTRATOR), an_organisation()
    choice = chosen(by, "4 years")
    with as_tenant(by.organisation_id):
        assert str(kept_of(line("roles"), owner=by.organisation_id).kept) == "4 years"
        assert [str(each.kept) for each in record_of(owner=by.organisation_id) if each.choice] == ["4 years"]
    with as_tenant(other.pk):
        assert str(kept_of(line("roles"), owner=other.pk).kept) == "7 years"
        assert not any(each.choice for each in record_of(owner=other.pk))
    (entry,) = trail(table="ground_retentionchoice", row=choice.pk)
    assert entry.person == by.person_id
    assert entry.owner == by.organisation_id
    assert entry.reason == "Chose how long to keep: Roles that people hold or held"


def test_of_two_who_choose_at_once_the_second_is_told() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    second = an_actor(role=Role.ADMINISTRATOR, organisation=Organisation.objects.get(pk=by.organisation_id))
    first = chosen(by, "4 years")
    with pytest.raises(ChangedMeanwhile):
        chosen(second, "5 years", seen=0)
    assert str(chosen(second, "5 years", seen=first.version).kept) == "5 years"


def test_the_record_shows_every_line_and_a_line_its_choice() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    client = signed_in(by)
    page = client.get("/data-protection/").content.decode()
    for each in processing().values():
        assert f"/data-protection/records/{each.key}/" in page
    sent = client.post(
        "/data-protection/records/roles/keep-for/",
        {"kept": "5 years", "reason": "<b>Schedule 3</b>", "version": "0"},
    )
    assert sent.status_code == 302
    page = client.get(sent["Location"]).content.decode()
    assert "5 years" in page
    assert "&lt;b&gt;Schedule 3" in page
    assert by.name in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("soon", "number of days, months or years"),
        ("1 year", "Choose between 3 years"),
        ("", "There is a problem"),
    ],
)
def test_what_was_typed_comes_back_with_what_is_wrong(typed: str, words: str) -> None:
    client = signed_in(an_actor(role=Role.ADMINISTRATOR))
    page = client.post(
        "/data-protection/records/roles/keep-for/", {"kept": typed, "reason": "Because of our schedule"}
    )
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "Because of our schedule" in page.content.decode()


def test_a_record_that_is_not_there_is_not_found() -> None:
    client = signed_in(an_actor(role=Role.ADMINISTRATOR))
    assert client.get("/data-protection/records/no-such-record/").status_code == 404
    assert client.get("/data-protection/records/no-such-record/keep-for/").status_code == 404


def test_the_record_asks_the_database_as_often_whatever_was_chosen() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    by = an_actor(role=Role.ADMINISTRATOR)
    client = signed_in(by)
    with CaptureQueriesContext(connection) as before:
        client.get("/data-protection/")
    for key in ("roles", "deliveries", "findings"):
        chosen(by, "4 years", key=key)
    with CaptureQueriesContext(connection) as after:
        client.get("/data-protection/")
    assert len(after) == len(before)
