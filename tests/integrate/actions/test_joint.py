"""Several authorities buy together: asked, agreed, left, opened, and split to the last penny."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.people.tables import Role
from fourfold.ground.trail.declaration import declared
from fourfold.integrate.actions import joint, joint_answers, lots
from fourfold.integrate.actions.joint import PartGiven
from fourfold.integrate.actions.lots import LotGiven
from fourfold.integrate.actions.routes import Chosen
from fourfold.integrate.models import Consideration, JointPart, Procurement
from fourfold.integrate.queries.joint import (
    all_parts,
    joint_of,
    joint_read_by,
    part_of,
    parts_of_contracts,
    what_joint_lacks,
)
from fourfold.integrate.queries.procurements import share_considered
from fourfold.integrate.queries.readiness import what_stops_opening
from fourfold.integrate.queries.share_considered import share_considered_by
from fourfold.integrate.queries.waiting import waiting_for
from fourfold.integrate.rules.routes import Ground, Route
from fourfold.integrate.rules.share_considered import By, whole
from tests.builders.ground import TODAY, an_actor, an_organisation
from tests.builders.integrate import a_bidder, a_buyer, a_considered_procurement, a_procurement
from tests.builders.routes import approves, by_route, proposes_directly, signs

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import JointProcurement

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def of(by: Actor) -> Organisation:
    return Organisation.objects.get(pk=by.organisation_id)


def an_approver(organisation: Organisation | None = None) -> Actor:
    return an_actor(role=Role.APPROVER, organisation=organisation or an_organisation())


def asked(
    by: Actor, procurement: Procurement, shares: list[tuple[Actor, str]], *, basis: str = "percent"
) -> JointProcurement:
    with as_tenant(by.organisation_id):
        return joint.arrange(
            by=by,
            procurement=procurement,
            basis=basis,
            counted="homes" if basis == "quantity" else "",
            because="One depot serves us all.",
            given=[PartGiven(of(who), Decimal(share)) for who, share in shares],
            on=TODAY,
            at=AT,
            version=Procurement.objects.get(pk=procurement.pk).version,
        )


def own_part(by: Actor, arranged: JointProcurement) -> JointPart:
    with as_tenant(by.organisation_id):
        found = part_of(arranged, organisation=by.organisation_id)
        assert found is not None
        return found


def agrees(by: Actor, arranged: JointProcurement) -> None:
    part = own_part(by, arranged)
    with as_tenant(by.organisation_id):
        joint_answers.agree(by=by, part=part, on=TODAY, version=part.version)


def reads(by: Actor, arranged: JointProcurement) -> bool:
    with as_tenant(by.organisation_id):
        return (
            joint_read_by(organisation=by.organisation_id, ref=arranged.ref) is not None
            and Procurement.objects.filter(pk=arranged.procurement_id).exists()
        )


def lacks(by: Actor, procurement: Procurement) -> list[str]:
    with as_tenant(by.organisation_id):
        return what_joint_lacks(Procurement.objects.get(pk=procurement.pk))


def test_an_approver_of_each_authority_agrees_before_the_tender_opens() -> None:
    by = a_buyer()
    own, ash, beech = an_approver(of(by)), an_approver(), an_approver()
    procurement = a_considered_procurement(by)
    assert not reads(ash, asked(by, procurement, [(by, "60"), (beech, "40")]))
    arranged = asked(by, procurement, [(by, "50"), (ash, "30"), (beech, "20")])
    # From the day they are asked they read the procurement and what was considered; a stranger does not.
    assert reads(ash, arranged)
    assert reads(beech, arranged)
    assert not reads(an_approver(), arranged)
    with as_tenant(ash.organisation_id):
        assert Consideration.objects.filter(procurement=procurement).exists()
        waiting = [each.words for each in waiting_for(ash, at=AT, most=5)]
    assert waiting == ["Agree or not to your part in a joint procurement"]
    with as_tenant(by.organisation_id):
        standing = Procurement.objects.get(pk=procurement.pk)
        assert len([gap for gap in what_stops_opening(standing) if "has not agreed" in gap]) == 3
    # A commissioner does not agree, nor anybody for another authority.
    with as_tenant(by.organisation_id), pytest.raises(NotAllowed, match="Only an approver"):
        joint_answers.check_can_agree(by, own_part(by, arranged))
    with as_tenant(beech.organisation_id), pytest.raises(NotAllowed, match="answers for itself"):
        joint_answers.check_can_agree(beech, own_part(ash, arranged))
    for who in (own, ash, beech):
        agrees(who, arranged)
    assert lacks(by, procurement) == []
    with as_tenant(ash.organisation_id), pytest.raises(NotAllowed, match="agreed already"):
        joint_answers.check_can_agree(ash, own_part(ash, arranged))


def test_whose_share_changes_is_asked_again_and_nobody_agrees_to_what_they_did_not_read() -> None:
    by = a_buyer()
    ash, beech = an_approver(), an_approver()
    procurement = a_procurement(by)
    arranged = asked(by, procurement, [(by, "50"), (ash, "30"), (beech, "20")])
    agrees(ash, arranged)
    agrees(beech, arranged)
    read = own_part(beech, arranged)
    asked(by, procurement, [(by, "40"), (ash, "30"), (beech, "30")])
    assert own_part(ash, arranged).state == "agreed"
    assert own_part(beech, arranged).state == "asked"
    with as_tenant(beech.organisation_id), pytest.raises(ChangedMeanwhile):
        joint_answers.agree(by=beech, part=own_part(beech, arranged), on=TODAY, version=read.version)
    # Counted in something else, every share is another one.
    asked(by, procurement, [(by, "40"), (ash, "30"), (beech, "30")], basis="quantity")
    assert own_part(ash, arranged).state == "asked"


def test_who_declines_or_leaves_or_is_taken_out_reads_it_no_more() -> None:
    by = a_buyer()
    ash, beech, cedar = an_approver(), an_approver(), an_approver()
    procurement = a_considered_procurement(by)
    arranged = asked(by, procurement, [(by, "40"), (ash, "30"), (beech, "20"), (cedar, "10")])
    agrees(beech, arranged)
    for who in (ash, beech):
        with as_tenant(who.organisation_id):
            part = part_of(arranged, organisation=who.organisation_id)
            assert part is not None
            with pytest.raises(Refused, match="Say why"):
                joint_answers.say_no(by=who, part=part, because=" ", on=TODAY, at=AT)
            joint_answers.say_no(by=who, part=part, because="We have our own.", on=TODAY, at=AT)
        assert not reads(who, arranged)
    # What is left does not add up until the lead shares out anew.
    assert any("they add to 50%" in gap for gap in lacks(by, procurement))
    asked(by, procurement, [(by, "60"), (beech, "40")])
    assert reads(beech, arranged)
    assert not reads(cedar, arranged)
    with as_tenant(by.organisation_id):
        states = {part.organisation_id: part.state for part in all_parts(arranged)}
    assert [states[who.organisation_id] for who in (ash, beech, cedar)] == ["declined", "asked", "taken_out"]
    with as_tenant(by.organisation_id):
        standing = Procurement.objects.get(pk=procurement.pk)
        joint.give_up(by=by, procurement=standing, because="Cheaper alone.", at=AT)
        assert joint_of(standing) is None
    assert not reads(beech, arranged)
    assert lacks(by, procurement) == []


@pytest.mark.parametrize(
    ("basis", "shares", "says"),
    [
        ("percent", ("60", "39.5"), "they add to 99.5%"),
        ("pounds", ("600000", "300000"), "must add to the estimate"),
        ("quantity", ("600", "-1"), "more than nothing"),
    ],
)
def test_shares_that_do_not_stand_are_refused(basis: str, shares: tuple[str, str], says: str) -> None:
    by, ash = a_buyer(), an_approver()
    with pytest.raises(Refused, match=says):
        asked(by, a_procurement(by), [(by, shares[0]), (ash, shares[1])], basis=basis)


def test_only_authorities_that_work_here_each_once_and_the_lead_among_them() -> None:
    by, ash = a_buyer(), an_approver()
    procurement = a_procurement(by)
    with pytest.raises(Refused, match="named twice"):
        asked(by, procurement, [(by, "50"), (ash, "25"), (ash, "25")])
    with pytest.raises(Refused, match="give your own share"):
        asked(by, procurement, [(ash, "50"), (an_approver(), "50")])
    with declared(person=None, organisation=None, reason="For a test"):
        Organisation.objects.filter(pk=ash.organisation_id).update(takes_part=False)
    with pytest.raises(Refused, match="works here yet"):
        asked(by, procurement, [(by, "50"), (ash, "50")])


def test_the_contract_and_its_promises_are_split_and_each_part_counted_once() -> None:
    supplier = a_bidder()
    to = by_route(
        Chosen(Route.DIRECT, "They hold the patent.", ground=Ground.RIGHTS, suppliers=[of(supplier)]),
        estimate="1000000.00",
    )
    by, ash, beech = to.commissioner, an_approver(), an_approver()
    arranged = asked(by, to.procurement, [(by, "50"), (ash, "33.33"), (beech, "16.67")])
    # Until everybody has agreed it is the lead's whole, and nobody else's.
    assert counted(by) == (1, Decimal(1_000_000))
    assert counted(ash) == (0, 0)
    for who in (an_approver(of(by)), ash):
        agrees(who, arranged)
    with pytest.raises(NotAllowed, match="has not agreed to its part yet"):
        proposes_directly(to)
    agrees(beech, arranged)
    parts = {by: Decimal(500_000), ash: Decimal(333_300), beech: Decimal(166_700)}
    assert {who: counted(who) for who in parts} == {who: (1, part) for who, part in parts.items()}
    proposal = proposes_directly(to, quantity="7", price="400000.01")
    part = own_part(ash, arranged)
    with as_tenant(ash.organisation_id), pytest.raises(NotAllowed, match="tender has opened"):
        joint_answers.say_no(by=ash, part=part, because="Too late.", on=TODAY, at=AT)
    decision = approves(to, proposal)
    with as_tenant(ash.organisation_id), pytest.raises(NotAllowed, match="tender has opened"):
        joint_answers.check_can_say_no(ash, own_part(ash, arranged))
    contract = signs(to, decision)
    for reader in parts:
        with as_tenant(reader.organisation_id):
            (found,) = parts_of_contracts(arranged)
        assert found.contract == contract
        assert sum(found.of.values()) == contract.amount == Decimal("400000.01")
        (promise,) = found.commitments
        assert [promise.of[of(who).ref] for who in parts] == [4, 2, 1]
    assert {who: counted(who) for who in parts} == {who: (1, part) for who, part in parts.items()}


def counted(who: Actor) -> tuple[int, Decimal]:
    """How many procurements the authority counts, and their pounds; the same by every grouping."""
    with as_tenant(who.organisation_id):
        found = {
            (line.run_here.count, line.run_here.amount)
            for by in By
            for line in [whole(share_considered_by(who.organisation_id, by))]
        }
        assert share_considered(who.organisation_id).of == next(iter(found))[0]
    assert len(found) == 1
    return found.pop()


def test_lots_are_split_by_the_shares_of_the_whole() -> None:
    by, ash = a_buyer(), an_approver()
    procurement = a_procurement(by)
    arranged = asked(by, procurement, [(by, "75"), (ash, "25")])
    with as_tenant(by.organisation_id):
        lots.decide_lots(
            by=by,
            procurement=procurement,
            divided=True,
            reason="Small firms.",
            lots=[LotGiven("North", Decimal(300)), LotGiven("South", Decimal(100))],
            on=TODAY,
            version=Procurement.objects.get(pk=procurement.pk).version,
        )
        north = Procurement.objects.get(title__endswith="North")
        assert joint_of(north) == arranged
        # Two lots, and not the whole beside them.
        assert counted(by) == (2, Decimal(400))
        assert any("has not agreed" in gap for gap in what_stops_opening(north))
        with pytest.raises(NotAllowed, match="This is a lot"):
            joint.check_can_arrange(by, north)
    with as_tenant(ash.organisation_id):
        assert Procurement.objects.filter(pk=north.pk).exists()
    for each in (ash, an_approver(of(by))):
        agrees(each, arranged)
    assert counted(by) == (2, Decimal(300))
    assert counted(ash) == (2, Decimal(100))
