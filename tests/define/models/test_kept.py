"""What was adopted the database itself keeps as it was written: nothing is changed, removed, added or moved there."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from fourfold.define.actions import policies
from fourfold.define.models import (
    Backing,
    ContractStep,
    CoSignature,
    Measure,
    Outcome,
    Policy,
    PolicyComment,
    PolicyState,
    PolicyVersion,
    Principle,
    Priority,
    PriorityDefault,
    StrategicCommitment,
)
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.changes import change
from fourfold.ground.privacy.erasure import erase_account
from fourfold.ground.trail.declaration import declared
from tests.builders.consultations import NOW, a_whole_version, body_of
from tests.builders.define import a_lead, adopted
from tests.builders.ground import an_organisation
from tests.builders.successions import a_passing, all_handed_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

# Each part by its way up to the version, a column of its text, and what one would like to write there.
PARTS: dict[type[Any], tuple[str, str, object]] = {
    Principle: ("policy_version", "words", "x"),
    Backing: ("principle__policy_version", "root", "ANOTHER"),
    Priority: ("policy_version", "title", "x"),
    Outcome: ("priority__policy_version", "title", "x"),
    Measure: ("outcome__priority__policy_version", "counts", "x"),
    StrategicCommitment: ("policy_version", "answers", "x"),
    PriorityDefault: ("priority__policy_version", "because", "x"),
    ContractStep: ("policy_version", "most", 9),
    PolicyComment: ("policy_version", "answer", "x"),
    CoSignature: ("policy_version", "as_read", "x"),
}
# What hangs on a version or on a part of it and is no part of its text, with the reason.
APART = {
    "PolicyInvitation": "An address is erased, and who was asked is not published.",
    "PriorityNeed": "Figures beside a priority follow their source.",
    "PriorityTheme": "What it is about is said for pictures and comparisons, and may be said better later.",
    "IssueGroup": "What the community names goes on, whichever version answers it.",
    "CommunityIssue": "As its group.",
    "LeadPriority": "Who leads on a priority changes with the people.",
    "Proxy": "A value is superseded by a later one; kept for itself.",
    "ProxyOverlap": "As its value.",
}


@pytest.fixture
def by() -> Actor:
    return a_lead()


@contextmanager
def refused(by: Actor, words: str) -> Iterator[None]:
    with (
        pytest.raises(IntegrityError, match=words),
        change(by=by, owner=by.organisation_id, reason="For a test"),
        transaction.atomic(),
    ):
        yield


def parts_of(version: PolicyVersion, table: type[Any]) -> Any:
    return table.objects.filter(**{PARTS[table][0]: version})


def copied(row: Any, **changed: object) -> Any:
    """The same row anew."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for own in ("id", "ref"):
        del values[own]
    return type(row)(**{**values, **changed})


def test_nothing_below_an_adopted_version_is_changed_removed_or_added(by: Actor) -> None:
    version = adopted(by, a_whole_version(by, a_lead()))
    for table, (_, column, wanted) in PARTS.items():
        with as_tenant(by.organisation_id):
            row = parts_of(version, table)[0]
        name = table._meta.db_table
        with refused(by, "in use"):
            table.objects.filter(pk=row.pk).update(**{column: wanted})
        with refused(by, "in use"), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {name} SET ref = 'ANOTHER' WHERE id = %s", [row.pk])  # noqa: S608
        with refused(by, "in use"):
            table.objects.filter(pk=row.pk)._raw_delete("default")
        again = {"position": 99, "number": 99, "from_amount": 99}
        if table is CoSignature:
            again = {"organisation_id": an_organisation().pk}
        if table is Backing:
            with as_tenant(by.organisation_id):
                again = {"outcome_id": parts_of(version, Outcome).exclude(pk=row.outcome_id)[0].pk}
        with refused(by, "would belong"):
            copied(row, **{key: value for key, value in again.items() if hasattr(row, key)}).save()
    with as_tenant(by.organisation_id):
        assert {table: parts_of(version, table).count() for table in PARTS} == {
            table: 3 if table in {Priority, Outcome, Measure} else 1 for table in PARTS
        }


def test_the_version_itself_only_moves_on_and_its_title_stays(by: Actor) -> None:
    version = adopted(by, a_whole_version(by, a_lead()))
    for changed in (
        {"definition": "x"},
        {"adopted_on": "2020-01-01"},
        {"minute_reference": "x"},
        {"state": PolicyState.SUPERSEDED, "intent": "x"},
    ):
        with refused(by, "in use"):
            PolicyVersion.objects.filter(pk=version.pk).update(**changed)
    with refused(by, "in use"):
        PolicyVersion.objects.filter(pk=version.pk).update(
            state=PolicyState.WITHDRAWN, adopted_by=None, adopted_on=None
        )
    with refused(by, "in use"):
        PolicyVersion.objects.filter(pk=version.pk)._raw_delete("default")
    with refused(by, "in use"):
        Policy.objects.filter(pk=version.policy_id).update(title="x")
    with change(by=by, owner=by.organisation_id, reason="For a test"):
        assert PolicyVersion.objects.filter(pk=version.pk).update(state=PolicyState.SUPERSEDED) == 1
    with refused(by, "in use"):
        PolicyVersion.objects.filter(pk=version.pk).update(state=PolicyState.ADOPTED)


def test_nothing_moves_from_a_draft_into_what_was_adopted_nor_out_of_it(by: Actor) -> None:
    version = adopted(by, a_whole_version(by, a_lead()))
    with as_tenant(by.organisation_id):
        draft = policies.new_version(by=by, policy=version.policy)
        theirs, own = version.priorities.all()[0], draft.priorities.all()[0]
    with refused(by, "would belong"):
        Principle.objects.filter(policy_version=draft).update(policy_version=version)
    with refused(by, "would belong"):
        Outcome.objects.filter(priority=own).update(priority=theirs)
    with refused(by, "in use"):
        Outcome.objects.filter(priority=theirs).update(priority=own)
    with as_tenant(by.organisation_id):
        value, outcome = draft.principles.get(), Outcome.objects.filter(priority=theirs)[0]
    with refused(by, "would belong"):
        # No value of one version behind an outcome of another, not even of a draft.
        Backing.objects.create(owner_id=value.owner_id, root=value.root, principle=value, outcome=outcome)
    # What is still written is free.
    with change(by=by, owner=by.organisation_id, reason="For a test"):
        assert Principle.objects.filter(policy_version=draft).update(title="x") == 1
        assert Outcome.objects.filter(priority=own).update(title="x") == 1


def test_a_withdrawn_draft_is_not_held_so_that_nothing_is_held_too_much(by: Actor) -> None:
    version = a_whole_version(by, a_lead())
    with as_tenant(by.organisation_id):
        policies.withdraw(by=by, version=PolicyVersion.objects.get(pk=version.pk))
    with change(by=by, owner=by.organisation_id, reason="For a test"):
        for table, (_, column, wanted) in PARTS.items():
            if table is not CoSignature:
                assert parts_of(version, table).update(**{column: wanted}), table


def test_what_was_adopted_goes_to_a_successor_whole_and_stays_kept_there(by: Actor) -> None:
    version = adopted(by, a_whole_version(by, a_lead()))
    successor = an_organisation("New Council")

    all_handed_on(a_passing(body_of(by), successor))

    with as_tenant(MAINTENANCE):
        for table in PARTS:
            owners = {each.owner_id for each in parts_of(version, table)}
            assert owners == {successor.pk}, table
        assert PolicyVersion.objects.get(pk=version.pk).owner_id == successor.pk
    with (
        pytest.raises(IntegrityError, match="in use"),
        declared(person=None, organisation=successor.pk, reason="For a test"),
        as_tenant(successor.pk),
        transaction.atomic(),
    ):
        Priority.objects.filter(policy_version=version).update(title="x")


def test_who_wrote_and_commented_can_be_erased(by: Actor) -> None:
    version = adopted(by, a_whole_version(by, a_lead()))
    with declared(person=None, organisation=None, reason="For a test"), as_tenant(MAINTENANCE):
        erase_account(person=by.person_id, at=NOW)
    with as_tenant(by.organisation_id):
        now = PolicyVersion.objects.select_related("drafted_by").get(pk=version.pk)
        assert now.drafted_by.name.startswith("Erased person")
        said = PolicyComment.objects.select_related("said_by").get(policy_version=version)
        assert said.said_by == now.drafted_by


def test_every_table_below_a_version_is_kept_or_known_to_be_apart() -> None:
    below: set[type[Any]] = {PolicyVersion}
    for _ in PARTS:
        below |= {
            model
            for model in apps.get_app_config("define").get_models()
            for field in model._meta.concrete_fields
            if field.related_model in below
        }
    assert {model.__name__ for model in below - set(PARTS) - {PolicyVersion}} == set(APART)
    assert all(model.kept_while and model.closed_while for model in PARTS)
