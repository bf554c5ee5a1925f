"""An import taken out again leaves the register as the other files would have made it."""

from __future__ import annotations

from typing import Any

import pytest

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurements import Details, start
from fourfold.integrate.actions.register_undo import TakenOut, undo
from fourfold.integrate.exchange.ocds_import import read_received
from fourfold.integrate.models import (
    ImportState,
    ReceivedRelease,
    RegisterCriterion,
    RegisterEntry,
    RegisterImport,
    RegisterParty,
    ReleaseAgain,
)
from tests.builders.ground import an_actor
from tests.integrate.exchange.test_ocds_import import AT, DATA, a_release, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    return an_actor(role=Role.COMMISSIONER)


def brought(by: Actor, releases: list[dict[str, Any]] | bytes) -> RegisterImport:
    return taken(releases, Organisation.objects.get(pk=by.organisation_id)).record


def taken_out(by: Actor, record: RegisterImport) -> TakenOut:
    with as_tenant(by.organisation_id):
        record.refresh_from_db()
        return undo(by=by, record=record, read=read_received, at=AT)


def held(by: Actor) -> list[dict[str, Any]]:
    """The register, but for what counts its changes."""
    own = {"id", "ref", "root", "version", "entry_id", "release_id", "received_in_id"}
    with as_tenant(by.organisation_id):
        return [
            {name: value for name, value in row.items() if name not in own}
            for table in (RegisterEntry, RegisterParty, RegisterCriterion)
            for row in table.objects.order_by("pk").values()
        ]


def test_a_real_register_goes_as_it_came(by: Actor) -> None:
    brought(by, (DATA / "sell2wales_2025_A_45.json").read_bytes())
    before = held(by)
    record = brought(by, (DATA / "contracts_finder_2019_100.json").read_bytes())
    assert held(by) != before

    assert taken_out(by, record) == TakenOut(gone=100)

    assert held(by) == before
    with as_tenant(by.organisation_id):
        assert ReceivedRelease.objects.count() == 45
        record.refresh_from_db()
        assert (record.state, record.undone_at) == (ImportState.UNDONE, AT)


def test_what_it_changed_says_again_what_the_file_before_said(by: Actor) -> None:
    brought(by, [a_release()])
    before = held(by)
    later: dict[str, Any] = {
        "tender": {"id": "t", "title": "Void clearance, extended", "value": {"amount": 5, "currency": "GBP"}}
    }
    record = brought(by, [a_release(date="2025-06-01T09:00:00Z", **later), a_release("ocds-abc123-2")])
    assert len(held(by)) > len(before)

    taken_out(by, record)

    assert held(by) == before


def test_the_order_in_which_files_are_taken_out_does_not_matter(by: Actor) -> None:
    first = brought(by, [a_release()])
    second = brought(by, [a_release(date="2025-06-01T09:00:00Z", tender={"id": "t", "title": "Later"})])

    taken_out(by, first)
    with as_tenant(by.organisation_id):
        assert [entry.title for entry in RegisterEntry.objects.all()] == ["Later"]
    taken_out(by, second)

    assert held(by) == []


def test_what_a_later_file_held_too_stays_as_that_files(by: Actor) -> None:
    first = brought(by, [a_release(), a_release("ocds-abc123-2")])
    second = brought(by, [a_release()])

    assert taken_out(by, first) == TakenOut(gone=1, held_by_others=1)
    with as_tenant(by.organisation_id):
        assert ReceivedRelease.objects.get().received_in_id == second.pk
        assert [entry.ocid for entry in RegisterEntry.objects.all()] == ["ocds-abc123-1"]
        assert not ReleaseAgain.objects.exists()

    assert taken_out(by, second) == TakenOut(gone=1)
    assert held(by) == []


def test_an_entry_from_which_a_procurement_began_stays_and_is_counted(by: Actor) -> None:
    record = brought(by, [a_release(), a_release("ocds-abc123-2")])
    with as_tenant(by.organisation_id):
        entry = RegisterEntry.objects.get(ocid="ocds-abc123-2")
        start(
            by=by,
            details=Details("Void clearance", "", "services", None, None, None),
            copied_from=entry,
        )

    assert taken_out(by, record) == TakenOut(gone=1, in_use=1)

    with as_tenant(by.organisation_id):
        assert RegisterEntry.objects.get() == entry
        record.refresh_from_db()
        assert record.stays == 1


def test_nothing_is_taken_out_twice_and_nobody_takes_out_anothers(by: Actor) -> None:
    record = brought(by, [a_release()])
    stranger = an_actor(role=Role.COMMISSIONER)
    evaluator = an_actor(role=Role.EVALUATOR)
    for other in (stranger, evaluator):
        with as_tenant(by.organisation_id), pytest.raises(NotAllowed):
            undo(by=other, record=record, read=read_received, at=AT)
    taken_out(by, record)
    with pytest.raises(NotAllowed, match="taken out again"):
        taken_out(by, record)
