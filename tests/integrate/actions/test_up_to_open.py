"""From the first line of a procurement to the moment it opens for bids: who may do what, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.people.tables import Role
from fourfold.ground.spine.registry import strip
from fourfold.integrate.actions import asks, consideration, criteria, openers, procurements, tender
from fourfold.integrate.actions.criteria import Weighting
from fourfold.integrate.models import (
    Ask,
    Consideration,
    Criterion,
    OpenersKey,
    OpenersShare,
    OpeningKey,
    Procurement,
    ProcurementState,
)
from fourfold.integrate.queries.procurements import (
    count_by_state,
    procurement_page,
    share_considered,
    state_at,
    what_is_due,
)
from fourfold.integrate.queries.tenders import tender as tender_page
from fourfold.integrate.queries.tenders import tenders
from fourfold.integrate.rules import sealing
from tests.builders.ground import TODAY, a_person, an_actor, an_organisation
from tests.builders.integrate import (
    CLOSES,
    NOW,
    OPENING_PASSPHRASE,
    WEIGHTS,
    a_buyer,
    a_considered_procurement,
    a_procurement,
    an_adopted_measure,
    an_open_tender,
    an_opener,
    considered,
    details,
)

pytestmark = pytest.mark.django_db

Check = Callable[[Actor, Procurement], None]


def fresh(procurement: Procurement) -> Procurement:
    found: Procurement = Procurement.objects.get(pk=procurement.pk)
    return found


def may(check: Callable[..., None], can: Callable[..., bool], *things: Any, **more: Any) -> bool:
    """Asks both of a pair and holds them together."""
    allowed = can(*things, **more)
    if allowed:
        check(*things, **more)
    else:
        with pytest.raises(NotAllowed, match=r"\w+ \w+"):
            check(*things, **more)
    return allowed


COMMISSIONER, LEAD = {Role.COMMISSIONER}, {Role.COMMISSIONER, Role.LEAD}


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize(
    ("action", "who"),
    [
        ((procurements.check_can_change, procurements.can_change), COMMISSIONER),
        ((procurements.check_can_abandon, procurements.can_abandon), COMMISSIONER),
        ((criteria.check_can_set_weights, criteria.can_set_weights), COMMISSIONER),
        ((consideration.check_can_consider, consideration.can_consider), LEAD),
        ((asks.check_can_ask, asks.can_ask), LEAD),
        ((tender.check_can_open_for_bids, tender.can_open_for_bids), COMMISSIONER),
    ],
)
def test_who_may_prepare_a_tender(role: str, action: tuple[Any, Any], who: set[str]) -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    own = an_actor(role=role, organisation=Organisation.objects.get(pk=by.organisation_id))
    stranger = an_actor(role=role)
    with as_tenant(by.organisation_id):
        assert may(*action, own, procurement) == (role in who)
        assert not may(*action, stranger, procurement)


@pytest.mark.parametrize("role", Role.values)
def test_who_may_start_a_procurement(role: str) -> None:
    assert may(procurements.check_can_start, procurements.can_start, an_actor(role=role)) == (
        role in COMMISSIONER
    )


@pytest.mark.parametrize("role", Role.values)
def test_who_may_close_a_tender_and_when(role: str) -> None:
    by = a_buyer()
    procurement = an_open_tender(by)
    own = an_actor(role=role, organisation=Organisation.objects.get(pk=by.organisation_id))
    pair = (tender.check_can_close, tender.can_close)
    assert not may(*pair, own, procurement, at=CLOSES)
    assert may(*pair, own, procurement, at=CLOSES + timedelta(seconds=1)) == (role in COMMISSIONER)
    assert not may(*pair, an_actor(role=role), procurement, at=CLOSES + timedelta(seconds=1))


@pytest.mark.parametrize(
    "pair",
    [
        (procurements.check_can_change, procurements.can_change),
        (criteria.check_can_set_weights, criteria.can_set_weights),
        (consideration.check_can_consider, consideration.can_consider),
        (asks.check_can_ask, asks.can_ask),
        (tender.check_can_open_for_bids, tender.can_open_for_bids),
    ],
)
def test_nothing_that_bidders_were_told_changes_once_the_tender_is_open(pair: tuple[Any, Any]) -> None:
    by = a_buyer()
    with as_tenant(by.organisation_id):
        assert not may(*pair, by, an_open_tender(by))


def test_a_procurement_begins_planned_and_is_corrected_by_one_editor_at_a_time() -> None:
    by = a_buyer()
    with as_tenant(by.organisation_id):
        procurement = procurements.start(by=by, details=details("  Void clearance "))
        assert (procurement.title, procurement.state, procurement.root) == (
            "Void clearance",
            "planned",
            procurement.ref,
        )
        procurements.edit(by=by, procurement=procurement, details=details("First"), version=1)
        with pytest.raises(ChangedMeanwhile) as second:
            procurements.edit(by=by, procurement=procurement, details=details("Second"), version=1)
        assert isinstance(second.value.current, Procurement)
        assert fresh(procurement).title == "First"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"kind": "magic"}, "kind"),
        ({"amount": Decimal(-1)}, "amount"),
        ({"starts_on": TODAY, "ends_on": TODAY - timedelta(days=1)}, "ends_on"),
    ],
)
def test_details_that_cannot_be_are_refused_beside_their_field(wrong: dict[str, Any], field: str) -> None:
    by = a_buyer()
    with as_tenant(by.organisation_id), pytest.raises(Refused) as refusal:
        procurements.start(by=by, details=details(**wrong))
    assert refusal.value.field == field


def test_what_was_considered_is_the_gate() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        with pytest.raises(NotAllowed, match="considered first"):
            tender.check_can_open_for_bids(by, procurement)
        record = consideration.record(
            by=by,
            procurement=procurement,
            considered=considered(not_consulted_because="typed by mistake"),
            on=TODAY,
        )
        assert (record.not_consulted_because, record.considered_on) == ("", TODAY)
        assert fresh(procurement).state == ProcurementState.CONSIDERING
        changed = consideration.record(
            by=by,
            procurement=fresh(procurement),
            considered=considered(improvement="More"),
            on=TODAY,
            version=record.version,
        )
        assert changed.improvement == "More"
        with pytest.raises(ChangedMeanwhile):
            consideration.record(by=by, procurement=fresh(procurement), considered=considered(), on=TODAY)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"improvement": " "}, "improvement"),
        ({"proportionate": ""}, "proportionate"),
        ({"consulted_whom": ""}, "consulted_whom"),
        ({"consulted": False}, "not_consulted_because"),
        ({"urgent": True}, "urgent_because"),
    ],
)
def test_a_consideration_lacks_no_answer(wrong: dict[str, Any], field: str) -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        with pytest.raises(Refused) as refusal:
            consideration.record(by=by, procurement=procurement, considered=considered(**wrong), on=TODAY)
        assert refusal.value.field == field
        assert not Consideration.objects.exists()


def weigh(
    by: Actor, procurement: Procurement, *rows: Weighting, trivial_below: Decimal | None = None
) -> criteria.Weighed:
    return criteria.set_weights(
        by=by,
        procurement=procurement,
        weightings=rows,
        version=fresh(procurement).version,
        trivial_below=trivial_below,
    )


def test_weights_add_to_exactly_100_or_the_difference_is_named() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        with pytest.raises(Refused, match=r"add to 99\.99; 0\.01 is missing"):
            weigh(
                by,
                procurement,
                Weighting("price", "Price", Decimal("60.00")),
                Weighting("social", "Social", Decimal("39.99")),
            )
        with pytest.raises(Refused, match="5 too much"):
            weigh(
                by,
                procurement,
                Weighting("price", "Price", Decimal(65)),
                Weighting("social", "Social", Decimal(40)),
            )
        assert not Criterion.objects.exists()
        weigh(
            by,
            procurement,
            Weighting("price", "Price", Decimal("62.50")),
            Weighting("own", "Local", Decimal("37.50")),
        )
        assert [one.title for one in Criterion.objects.all()] == ["Price", "Local"]


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ((Weighting("magic", "Price", Decimal(100)),), "family_0"),
        ((Weighting("own", " ", Decimal(100)),), "title_0"),
        ((Weighting("price", "One", Decimal(50)), Weighting("social", "one ", Decimal(50))), "title_1"),
        (
            (Weighting("price", "Price", Decimal("33.333")), Weighting("social", "S", Decimal("66.667"))),
            "weight_0",
        ),
        ((Weighting("price", "Price", Decimal(101)),), "weight_0"),
        ((Weighting("price", "Price", Decimal(100)), Weighting("social", "S", Decimal(0))), "weight_1"),
        ((Weighting("price", "Price", Decimal("NaN")),), "weight_0"),
        ((Weighting("price", "A", Decimal(50)), Weighting("price", "B", Decimal(50))), ""),
        ((), ""),
    ],
)
def test_rows_that_cannot_stand_are_refused(rows: tuple[Weighting, ...], field: str) -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id), pytest.raises(Refused) as refusal:
        weigh(by, procurement, *rows)
    assert refusal.value.field == field


def test_a_trivial_social_weight_is_flagged_and_not_refused() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    rows = (Weighting("price", "Price", Decimal(95)), Weighting("social", "Social value", Decimal(5)))
    with as_tenant(by.organisation_id):
        assert len(weigh(by, procurement, *rows, trivial_below=Decimal(10)).flags) == 1
        assert weigh(by, procurement, *rows, trivial_below=Decimal(5)).flags == ()
        assert Criterion.objects.count() == 2


def test_criteria_are_changed_in_place_so_that_what_is_asked_under_them_stays() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    with as_tenant(by.organisation_id):
        price, method, social = Criterion.objects.order_by("pk")
        kept = [
            Weighting("price", "Method", Decimal(40), ref=price.ref),
            Weighting("quality", "Price", Decimal(30), question="How?", ref=method.ref),
            Weighting("environmental", "Green value", Decimal(30), ref=social.ref),
        ]
        weigh(by, procurement, *kept)
        assert Ask.objects.filter(criterion__title="Green value").count() == 1
        with pytest.raises(Refused, match="Measures are asked for under"):
            weigh(by, procurement, Weighting("price", "All", Decimal(100), ref=price.ref))
        with pytest.raises(Refused, match="cannot become one of price"):
            weigh(by, procurement, Weighting("quality", "All", Decimal(100), ref=social.ref))
        assert Criterion.objects.count() == 3


def test_only_measures_of_the_buyers_own_adopted_policy_are_asked_for_under_a_criterion_that_fits() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    foreign = an_adopted_measure(an_organisation().pk)
    with as_tenant(by.organisation_id):
        social, price = Criterion.objects.get(family="social").ref, Criterion.objects.get(family="price").ref
        standing = Ask.objects.get()

        def add(measure: str, criterion: str = social, most: Decimal | None = None) -> Ask:
            return asks.add(
                by=by,
                procurement=procurement,
                measure=measure,
                criterion=criterion,
                guidance=" ",
                sensible_most=most,
                version=fresh(procurement).version,
            )

        for measure in (foreign.ref, "0000000000"):
            with pytest.raises(Refused, match="your adopted policy"):
                add(measure)
        with pytest.raises(Refused, match="asked for already"):
            add(standing.measure.ref)
        asks.remove(by=by, procurement=procurement, ask=standing.ref, version=fresh(procurement).version)
        with pytest.raises(Refused, match="social, an environmental"):
            add(standing.measure.ref, price)
        with pytest.raises(Refused, match="more than nothing"):
            add(standing.measure.ref, most=Decimal(0))
        assert add(standing.measure.ref).guidance == ""
        with pytest.raises(Refused, match="not asked for any more"):
            asks.remove(by=by, procurement=procurement, ask=standing.ref, version=fresh(procurement).version)


def test_an_opening_passphrase_is_set_once_changed_with_the_old_one_and_never_stored() -> None:
    by = a_buyer()
    with as_tenant(by.organisation_id):
        for poor in ("too short", by.email):
            with pytest.raises(Refused) as refusal:
                openers.set_passphrase(by=by, passphrase=poor, at=NOW)
            assert refusal.value.field == "passphrase"
        key = openers.set_passphrase(by=by, passphrase=OPENING_PASSPHRASE, at=NOW)
        assert OPENING_PASSPHRASE.encode() not in bytes(key.wrapped_private_key)
        with pytest.raises(Refused):
            openers.set_passphrase(by=by, passphrase=OPENING_PASSPHRASE, at=NOW)
        with pytest.raises(Refused) as refusal:
            openers.change_passphrase(by=by, old="not the right one", new="another passphrase of mine")
        assert refusal.value.field == "old"
        openers.change_passphrase(by=by, old=OPENING_PASSPHRASE, new="another passphrase of mine")
    stored = OpenersKey.objects.get(person_id=by.person_id)
    assert sealing.unlock_opener_key(
        bytes(stored.wrapped_private_key),
        "another passphrase of mine",
        opener=by.person_ref,
    )
    assert bytes(stored.public_key) == bytes(key.public_key)


def test_a_tender_opens_with_a_key_that_two_openers_and_the_server_make_and_everyone_may_read_it() -> None:
    by = a_buyer()
    procurement = an_open_tender(by)
    assert (procurement.state, procurement.bids_close_at) == (ProcurementState.OPEN, CLOSES)
    with as_tenant(by.organisation_id):
        assert [share.position for share in OpenersShare.objects.order_by("position")] == [1, 2, 3]
        assert len(bytes(OpeningKey.objects.get().public_key)) == 32
    for reader in (EVERYONE, an_organisation().pk):
        with as_tenant(reader):
            shown = tender_page(procurement.ref, at=NOW)
            assert shown is not None
            assert [len(one.asks) for one in shown.judged] == [0, 0, 1]
            assert shown.judged[2].asks[0].measure.title == "Apprenticeships"
            assert procurement in tenders(at=NOW, open_only=True)
            assert not OpenersShare.objects.exists()
            assert not OpeningKey.objects.exists()
            assert not Consideration.objects.exists()


def test_before_it_opens_a_procurement_is_its_buyers_alone() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    for reader in (EVERYONE, an_organisation().pk):
        with as_tenant(reader):
            assert tender_page(procurement.ref, at=NOW) is None
            assert not Procurement.objects.exists()
    with as_tenant(by.organisation_id):
        assert tender_page(procurement.ref, at=NOW) is None


def test_openers_are_three_different_people_of_the_buyer_with_a_passphrase_and_the_deadline_is_ahead() -> (
    None
):
    by = a_buyer()
    procurement = a_considered_procurement(by)
    a, b, c = (an_opener(by.organisation_id, name=name) for name in ("Ann", "Ben", "Cem"))
    outsider = an_opener(an_organisation().pk, name="Otto")
    unready = a_person("Una")
    an_actor(organisation=Organisation.objects.get(pk=by.organisation_id), person=unready)
    with as_tenant(by.organisation_id):
        for people, closes, field, words in (
            ([a, b], CLOSES, "openers", "at least 3"),
            ([a, b, b], CLOSES, "openers", "at least 3"),
            ([a, b, outsider], CLOSES, "openers", "Otto holds no role"),
            ([a, b, unready], CLOSES, "openers", "Una has not set"),
            ([a, b, c], NOW, "bids_close_at", "after now"),
            ([a, b, c], NOW + timedelta(days=1000), "bids_close_at", "two years"),
        ):
            with pytest.raises(Refused, match=words) as refusal:
                tender.open_for_bids(
                    by=by, procurement=procurement, openers=people, bids_close_at=closes, at=NOW
                )
            assert refusal.value.field == field
        assert fresh(procurement).state == ProcurementState.CONSIDERING
        assert not OpeningKey.objects.exists()


def test_a_tender_with_gaps_does_not_open_and_says_which() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by, with_ask=False)
    with as_tenant(by.organisation_id):
        with pytest.raises(NotAllowed, match="neither a question nor a measure"):
            tender.check_can_open_for_bids(by, procurement)
        weigh(by, procurement, Weighting("social", "Social value", Decimal(100), question="What?"))
        with pytest.raises(NotAllowed, match="price or quality"):
            tender.check_can_open_for_bids(by, fresh(procurement))
        weigh(
            by,
            procurement,
            *WEIGHTS[:2],
            Weighting("social", "Social", Decimal(20), question="What will you do?"),
        )
        assert tender.can_open_for_bids(by, fresh(procurement))


def test_a_tender_is_closed_by_the_clock_written_down_or_not() -> None:
    by = a_buyer()
    procurement = an_open_tender(by)
    after = CLOSES + timedelta(minutes=1)
    assert state_at(procurement, CLOSES) == ProcurementState.OPEN
    assert state_at(procurement, after) == ProcurementState.CLOSED
    with as_tenant(by.organisation_id):
        assert dict(count_by_state(by.organisation_id, at=after))[ProcurementState.CLOSED] == 1
        assert [due.words for due in what_is_due(by.organisation_id, at=after)] == [
            "Open the bids: their time has passed"
        ]
        assert [due.words for due in what_is_due(by.organisation_id, at=NOW)] == ["Bids close"]
        assert tender.close(by=by, procurement=procurement, at=after).state == ProcurementState.CLOSED
        assert dict(count_by_state(by.organisation_id, at=after))[ProcurementState.CLOSED] == 1


def test_an_abandoned_tender_keeps_its_reason_for_everyone_to_read() -> None:
    by = a_buyer()
    procurement = an_open_tender(by)
    with as_tenant(by.organisation_id):
        with pytest.raises(Refused):
            procurements.abandon(by=by, procurement=procurement, because="  ")
        procurements.abandon(by=by, procurement=procurement, because="The money was cut.")
        assert not procurements.can_abandon(by, fresh(procurement))
    with as_tenant(EVERYONE):
        shown = tender_page(procurement.ref, at=NOW)
        assert shown is not None
        assert shown.procurement.abandoned_because == "The money was cut."


def test_the_share_considered_leaves_out_what_was_abandoned_before_anything_was_weighed() -> None:
    by = a_buyer()
    a_considered_procurement(by)
    a_procurement(by)
    dropped = a_procurement(by)
    with as_tenant(by.organisation_id):
        procurements.abandon(by=by, procurement=dropped, because="Not needed.")
        share = share_considered(by.organisation_id)
    assert (share.considered, share.of) == (1, 2)


def test_the_spine_leads_from_the_measure_to_the_ask_and_back() -> None:
    by = a_buyer()
    procurement = an_open_tender(by)
    with as_tenant(by.organisation_id):
        ask = Ask.objects.select_related("measure").get()
        whole = strip("ask", ask.ref)
    assert whole is not None
    assert whole.this.href == f"/tenders/{procurement.ref}/measures/{ask.ref}/"


def test_a_page_of_a_procurement_holds_its_parts() -> None:
    by = a_buyer()
    with as_tenant(by.organisation_id):
        page = procurement_page(an_open_tender(by), at=datetime(2026, 11, 24, tzinfo=UTC))
    assert (len(page.criteria), len(page.asks), len(page.openers), page.gaps) == (3, 1, 3, ())
