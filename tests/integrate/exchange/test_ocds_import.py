"""Real registers come in whole, again without changing anything, and never fixed in silence."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fourfold.ground.organisations.tables import Organisation, OrganisationIdentifier
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.tables import Role
from fourfold.ground.trail.declaration import declared
from fourfold.integrate.exchange import ocds_import
from fourfold.integrate.exchange.ocds_import import NotOcds, Report, import_ocds
from fourfold.integrate.models import (
    ReceivedRelease,
    RegisterCriterion,
    RegisterEntry,
    RegisterImport,
    RegisterParty,
    ReleaseAgain,
)
from fourfold.integrate.rules import published
from tests.builders.ground import an_actor, an_organisation, trail

DATA = Path(__file__).parents[2] / "data" / "ocds"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def taken(
    content: bytes | list[dict[str, Any]], organisation: Organisation, name: str = "releases.json"
) -> Report:
    if not isinstance(content, bytes):
        content = json.dumps({"releases": content}).encode()
    return import_ocds(by=None, organisation=organisation, content=content, name=name, at=AT)


def a_release(
    ocid: str = "ocds-abc123-1", *, date: str = "2025-03-01T09:00:00Z", **more: Any
) -> dict[str, Any]:
    return {
        "ocid": ocid,
        "id": f"{ocid}-{date}",
        "date": date,
        "tag": ["tender"],
        "buyer": {"id": "b", "name": "Anyshire Council"},
        "parties": [{"id": "b", "name": "Anyshire Council", "roles": ["buyer"]}],
        "tender": {
            "id": "t",
            "title": "Void clearance",
            "description": "Clearing homes.",
            "status": "active",
        },
        **more,
    }


def known(name: str, scheme: str = "", code: str = "") -> Organisation:
    organisation = an_organisation(name)
    if scheme:
        with declared(person=None, organisation=None, reason="For a test"):
            OrganisationIdentifier.objects.create(organisation=organisation, scheme=scheme, code=code)
    return organisation


def test_contracts_finder_comes_in_whole_with_every_party_as_it_is_named() -> None:
    council = an_organisation("Anyshire Council")
    report = taken((DATA / "contracts_finder_2019_100.json").read_bytes(), council)
    assert (report.tally.releases, report.tally.taken, report.tally.left_out) == (100, 100, 0)
    with as_tenant(council.pk):
        assert RegisterEntry.objects.count() == ReceivedRelease.objects.count() == 100
        assert RegisterParty.objects.filter(role="supplier").count() == 789
        assert RegisterParty.objects.filter(role="buyer").count() == 100
        kirklees = RegisterEntry.objects.get(ocid="ocds-b5fd17-06e2eeae-6a8c-4abe-9d31-864dfdfe00a3")
        assert kirklees.buyer_name == "Kirklees Council"
        assert json.loads(bytes(kirklees.release.body))["buyer"]["name"] == "Kirklees Council"
        record = RegisterImport.objects.get()
        assert (record.publisher, record.finished_at is not None) == ("Crown Commercial Service", True)
        assert "identifier_missing" in {said["code"] for said in record.remarks}


def test_sell2wales_keeps_weights_as_published_beside_the_numbers_read_from_them() -> None:
    council = an_organisation()
    report = taken((DATA / "sell2wales_2025_A_45.json").read_bytes(), council)
    assert (report.tally.taken, report.tally.left_out) == (45, 0)
    with as_tenant(council.pk):
        weighed = RegisterCriterion.objects.exclude(weight=None)
        assert weighed.filter(weight_text="40", weight=40).exists()
        assert all(weight_text for weight_text in weighed.values_list("weight_text", flat=True))
        assert RegisterEntry.objects.filter(kind="services").count() == 27


def test_the_same_file_again_changes_nothing_but_adds_a_record_of_the_import() -> None:
    council = an_organisation()
    content = (DATA / "sell2wales_2025_A_45.json").read_bytes()
    taken(content, council)
    with as_tenant(council.pk):
        before = list(RegisterEntry.objects.order_by("pk").values())
    before_that = len(trail())
    again = taken(content, council)
    assert (again.tally.taken, again.tally.unchanged, again.tally.matched) == (0, 45, 0)
    with as_tenant(council.pk):
        assert list(RegisterEntry.objects.order_by("pk").values()) == before
        assert RegisterImport.objects.count() == 2
    new = trail()[before_that:]
    assert {entry.table for entry in new} == {RegisterImport._meta.db_table, ReleaseAgain._meta.db_table}


def test_parties_are_matched_by_identifier_first_and_by_a_sure_name_else() -> None:
    council, landlord = known("Anyshire Council"), known("Homes for Anyshire", "GB-COH", "01234567")
    parties = [
        {"id": "b", "name": "ANYSHIRE  COUNCIL", "roles": ["buyer"]},
        {
            "id": "s",
            "name": "HfA",
            "roles": ["supplier"],
            "identifier": {"scheme": "GB-COH", "id": "01234567"},
        },
        {"id": "x", "name": "Nobody We Know Ltd", "roles": ["supplier"]},
    ]
    report = taken([a_release(parties=parties)], council)
    assert (report.tally.parties, report.tally.matched) == (3, 2)
    with as_tenant(council.pk):
        rows = {party.name: (party.organisation, party.matched_by) for party in RegisterParty.objects.all()}
        assert RegisterEntry.objects.get().buyer == council
    assert rows == {
        "ANYSHIRE COUNCIL": (council, "name"),
        "HfA": (landlord, "identifier"),
        "Nobody We Know Ltd": (None, ""),
    }


def test_a_name_that_two_bodies_share_is_matched_to_neither_and_remarked() -> None:
    known("Anyshire Council")
    known("Anyshire Council")
    report = taken([a_release()], an_organisation())
    assert report.tally.matched == 0
    (said,) = [said for said in report.tally.remarks if said.code == "party_ambiguous"]
    assert said.where.startswith("release 1")


def test_the_latest_release_speaks_and_an_older_one_that_comes_later_is_kept_and_remarked() -> None:
    council = an_organisation()
    late = a_release(date="2025-06-01T09:00:00Z", tender={"id": "t", "title": "As amended"})
    early = a_release(date="2025-03-01T09:00:00Z", tender={"id": "t", "title": "As first published"})
    taken([late], council)
    report = taken([early], council)
    assert "release_older" in {said.code for said in report.tally.remarks}
    with as_tenant(council.pk):
        assert RegisterEntry.objects.get().title == "As amended"
        assert ReceivedRelease.objects.count() == 2
    taken(
        [a_release(date="2025-09-01T09:00:00Z", tender={"id": "t", "title": "As amended again"}, parties=[])],
        council,
    )
    with as_tenant(council.pk):
        entry = RegisterEntry.objects.get()
        assert (entry.title, entry.version) == ("As amended again", 2)
        assert [party.name for party in entry.parties.all()] == ["Anyshire Council"]


def test_within_one_file_the_latest_release_speaks_whatever_the_order() -> None:
    council = an_organisation()
    taken(
        [
            a_release(date="2025-06-01T09:00:00Z", tender={"id": "t", "title": "Later"}),
            a_release(date="2025-03-01T09:00:00Z", tender={"id": "t", "title": "Earlier"}),
        ],
        council,
    )
    with as_tenant(council.pk):
        assert RegisterEntry.objects.get().title == "Later"


def test_an_import_that_breaks_off_leaves_whole_batches_and_the_next_completes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocds_import, "BATCH", 2)
    council = an_organisation()
    releases = [a_release(f"ocds-abc123-{number}") for number in range(5)]

    def power_cut(done: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_ocds(
            by=None,
            organisation=council,
            content=json.dumps({"releases": releases}).encode(),
            name="x.json",
            at=AT,
            progress=power_cut,
        )
    with as_tenant(council.pk):
        assert RegisterEntry.objects.count() == 4
        broken_off = RegisterImport.objects.get()
        assert (broken_off.taken, broken_off.finished_at) == (4, None)
    report = taken(releases, council)
    assert (report.tally.unchanged, report.tally.taken) == (4, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 x",
        b"PK\x03\x04",
        b"ocid,title\n1,2",
        b'{"grants": []}',
        b'{"releases": [',
        b'{"releases": []}',
        b"\xff\xfe{\x00}\x00",
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_with_what_to_do_and_leaves_nothing(
    content: bytes,
) -> None:
    council = an_organisation()
    with pytest.raises(NotOcds) as refusal:
        taken(content, council)
    assert len(str(refusal.value)) > 20
    with as_tenant(council.pk):
        assert not RegisterImport.objects.exists()


def test_what_is_odd_in_a_release_is_remarked_and_does_not_stop_the_others() -> None:
    council = an_organisation()
    report = taken(
        [
            a_release(),
            {"id": "no ocid"},
            a_release(),
            a_release("o" * 300),
            a_release(
                "ocds-abc123-2",
                date="soon",
                tender={"title": "x" * 3000, "value": {"amount": "12.345", "currency": "GBPOUND"}},
            ),
            a_release("ocds-abc123-3", tender=None, parties="none", buyer=7),
        ],
        council,
    )
    assert (report.tally.releases, report.tally.taken, report.tally.left_out) == (6, 3, 3)
    assert {said.code for said in report.left_out_because} == {
        "ocid_missing",
        "release_repeated",
        "ocid_too_long",
    }
    assert {"cut_short", "amount_to_the_penny", "date_unknown"} <= {
        said.code for said in report.tally.remarks
    }
    with as_tenant(council.pk):
        entry = RegisterEntry.objects.get(ocid="ocds-abc123-2")
        assert (len(entry.title), entry.released_at, str(entry.amount)) == (2000, None, "12.34")


def test_what_one_organisation_imports_another_does_not_see() -> None:
    council, other = an_organisation(), an_organisation()
    taken([a_release()], council)
    with as_tenant(other.pk):
        assert not RegisterEntry.objects.exists()
        assert not ReceivedRelease.objects.exists()
    # The same release may stand in both registers.
    assert taken([a_release()], other).tally.taken == 1


@pytest.mark.parametrize("role", Role.values)
def test_who_may_import(role: str) -> None:
    by = an_actor(role=role)
    council = Organisation.objects.get(pk=by.organisation_id)
    content = json.dumps({"releases": [a_release()]}).encode()
    if role in {Role.COMMISSIONER, Role.LEAD, Role.ADMINISTRATOR}:
        report = import_ocds(by=by, organisation=council, content=content, name="x.json", at=AT)
        assert report.tally.taken == 1
    else:
        with pytest.raises(NotAllowed):
            import_ocds(by=by, organisation=council, content=content, name="x.json", at=AT)


def test_remarks_that_are_kept_are_not_written_again_with_every_batch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocds_import, "BATCH", 2)
    monkeypatch.setattr(published, "MOST_REMARKS", 3)
    council = an_organisation("Anyshire Council")
    # Each has one party, without an identifier.
    record = taken([a_release(f"ocds-abc123-{number}") for number in range(12)], council).record
    with as_tenant(council.pk):
        record.refresh_from_db()
    assert [said["code"] for said in record.remarks] == ["identifier_missing"] * 3 + ["more_remarks"]
    assert record.remarks[-1]["words"] == "9 more remarks were not kept one by one"
    written = trail(table=RegisterImport._meta.db_table, operation="update")
    assert len(written) == 7
    assert sum("remarks" in entry.columns for entry in written) == 3
