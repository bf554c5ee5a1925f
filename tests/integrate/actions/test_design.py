"""A tender is designed: criteria with parts, the method, kinds of contribution; and all of it holds to the contract."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, transaction

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.integrate.actions import criteria, method
from fourfold.integrate.actions.criteria import Weighting
from fourfold.integrate.models import Criterion, Procurement, ScaleStep, TenderMethod
from fourfold.integrate.queries.criteria import leaves, wholes
from fourfold.integrate.queries.method import method_said, published_method
from fourfold.integrate.queries.readiness import what_stops_opening
from fourfold.integrate.rules.kept_document import fingerprint
from fourfold.integrate.rules.scale import DEFAULT_SCALE
from tests.builders.integrate import a_buyer, a_considered_procurement, an_open_tender

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

WITH_PARTS = (
    Weighting("price", "Price", Decimal(40)),
    Weighting("quality", "Quality", Decimal(40)),
    Weighting("", "Method", Decimal(25), question="How?", part=True),
    Weighting("", "Team", Decimal(15), question="Who?", part=True),
    Weighting("social", "Social value", Decimal(20), question="What for the place?"),
)


def again(procurement: Procurement) -> Procurement:
    with as_tenant(procurement.owner_id):
        return Procurement.objects.select_related("owner").get(pk=procurement.pk)


def weigh(by: Actor, procurement: Procurement, *rows: Weighting) -> criteria.Weighed:
    with as_tenant(by.organisation_id):
        return criteria.set_weights(
            by=by,
            procurement=procurement,
            weightings=rows,
            version=again(procurement).version,
            trivial_below=Decimal(10),
        )


def test_parts_stand_under_their_whole_are_of_its_family_and_alone_are_scored() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by, with_ask=False)
    weigh(by, procurement, *WITH_PARTS)
    with as_tenant(by.organisation_id):
        found = [(each.criterion.title, [part.title for part in each.parts]) for each in wholes(procurement)]
        assert found == [("Price", []), ("Quality", ["Method", "Team"]), ("Social value", [])]
        assert [each.title for each in leaves(procurement)] == ["Price", "Method", "Team", "Social value"]
        assert {each.family for each in procurement.criteria.filter(title__in=["Method", "Team"])} == {
            "quality"
        }
        assert what_stops_opening(again(procurement)) == []
        # A part becomes a whole, and the whole a part of it; nothing is lost and nothing stands twice.
        rows = {each.title: each.ref for each in procurement.criteria.all()}
    weigh(
        by,
        procurement,
        Weighting("price", "Price", Decimal(40), ref=rows["Price"]),
        Weighting("own", "Team", Decimal(40), ref=rows["Team"]),
        Weighting("", "Quality", Decimal(40), question="How?", ref=rows["Quality"], part=True),
        Weighting("social", "Social value", Decimal(20), question="What?", ref=rows["Social value"]),
    )
    with as_tenant(by.organisation_id):
        assert [each.title for each in leaves(procurement)] == ["Price", "Quality", "Social value"]
        assert Criterion.objects.filter(procurement=procurement).count() == 4


@pytest.mark.parametrize(
    ("rows", "says", "field"),
    [
        (
            (
                *WITH_PARTS[:3],
                Weighting("", "Team", Decimal("14.5"), question="Who?", part=True),
                WITH_PARTS[4],
            ),
            "0.5 is missing",
            "weight_1",
        ),
        (
            (*WITH_PARTS[:4], Weighting("social", "Social value", Decimal("19.5"), question="What?")),
            "They add to 99.5; 0.5 is missing",
            "",
        ),
        (
            (Weighting("", "Method", Decimal(100), question="How?", part=True),),
            "after the criterion",
            "part_0",
        ),
        (
            (WITH_PARTS[0], Weighting("", "Day rate", Decimal(40), part=True), *WITH_PARTS[1:]),
            "one price",
            "part_1",
        ),
        (
            (WITH_PARTS[0], Weighting("quality", "Quality", Decimal(40), question="All?"), *WITH_PARTS[2:]),
            "ask the question under one of them",
            "question_1",
        ),
    ],
)
def test_parts_that_do_not_fit_are_refused_with_what_is_wrong(
    rows: tuple[Weighting, ...], says: str, field: str
) -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by, with_ask=False)
    with pytest.raises(Refused, match=says) as refusal:
        weigh(by, procurement, *rows)
    assert refusal.value.field == field


def test_a_criterion_with_measures_gets_no_parts_and_a_token_weight_is_flagged() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    with as_tenant(by.organisation_id):
        social = procurement.criteria.get(family="social")
    with pytest.raises(Refused, match="Measures are asked for under “Social value”"):
        weigh(
            by,
            procurement,
            *WITH_PARTS[:4],
            Weighting("social", "Social value", Decimal(20), ref=social.ref),
            Weighting("", "Work", Decimal(20), part=True, question="What?"),
        )
    flags = weigh(
        by,
        procurement,
        Weighting("price", "Price", Decimal(36)),
        Weighting("quality", "Method", Decimal(60), question="How?"),
        Weighting("social", "Social value", Decimal(4), ref=social.ref),
    ).flags
    assert any("less than the 10" in flag for flag in flags)
    assert any("no more than one point of Method" in flag for flag in flags)


def choose(by: Actor, procurement: Procurement, **more: object) -> TenderMethod:
    values = {"formula": "mean", "tie": "lower_price", "scale": {**DEFAULT_SCALE, 1: "", 5: "Outstanding"}}
    with as_tenant(by.organisation_id):
        return method.choose_method(
            by=by,
            procurement=procurement,
            version=again(procurement).version,
            **{**values, **more},  # type: ignore[arg-type]
        )


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"formula": "dice"}, "formula"), ({"tie": ""}, "tie"), ({"scale": {0: "No"}}, "scale_5")],
)
def test_what_is_no_method_is_refused(changed: dict[str, object], field: str) -> None:
    by = a_buyer()
    with pytest.raises(Refused) as refusal:
        choose(by, a_considered_procurement(by), **changed)
    assert refusal.value.field == field


def test_the_method_is_kept_as_published_and_neither_people_nor_the_database_change_it() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    choose(by, procurement)
    tender = an_open_tender(by, of=again(procurement))
    with as_tenant(by.organisation_id):
        row = TenderMethod.objects.get(procurement=tender)
        assert row.published is not None
        assert row.published_sha256 == fingerprint(row.published)
        assert "Outstanding" in str(row.published)
        assert "By distance from the mean price" in str(row.published)
        assert row.questions_until is not None
        assert sorted(method_said(again(tender)).scale) == [0, 2, 3, 4, 5]
        assert published_method(tender).sections[0].heading == "What is judged, and what it weighs"
    with pytest.raises(NotAllowed, match="no longer changes"):
        choose(by, again(tender))
    for attempt in (
        lambda: TenderMethod.objects.filter(pk=row.pk).update(price_formula="lowest"),
        lambda: ScaleStep.objects.filter(procurement=tender).update(words="Other"),
        lambda: ScaleStep.objects.filter(procurement=tender).delete(),
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            change(by=by, owner=by.organisation_id, reason="x"),
        ):
            attempt()


def test_a_price_with_a_weight_and_a_price_for_each_mark_do_not_fit() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    choose(by, procurement, formula="per_point")
    with as_tenant(by.organisation_id):
        (gap,) = what_stops_opening(again(procurement))
    assert "cannot have a weight" in gap
