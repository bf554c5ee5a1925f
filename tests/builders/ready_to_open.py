"""A tender that its buyer has designed: everything but the last assessment of conflicts, its openers and its closing time."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.queries.adopted_measures import adopted_measures
from fourfold.define.rules.law.typed_facts import read_facts
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.integrate.actions import (
    asks,
    conflicts,
    consideration,
    criteria,
    interests,
    openers,
    procurements,
    rulings,
)
from fourfold.integrate.actions.asks import Contribution
from fourfold.integrate.actions.criteria import Weighting
from fourfold.integrate.models import Part, Procurement
from fourfold.integrate.queries.rulings import begins_with
from tests.builders.ground import TODAY
from tests.builders.integrate import acting_for, adopted_measures_titled, considered, details

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.tables import Person

UNITS = {"Apprenticeships begun": "apprenticeships", "Local fund": "pounds", "Hours with schools": "hours"}
WEIGHTS = (
    Weighting("price", "Price", Decimal(40)),
    Weighting("quality", "Quality", Decimal(35), question="How will you keep the parks?"),
    Weighting("social", "Social value", Decimal(25)),
)
ASKED = (
    ("Apprenticeships begun", "Social value", Contribution()),
    ("Local fund", "Social value", Contribution(kind="percentage")),
    ("Hours with schools", "", Contribution(asked_as="voluntary")),
)


def a_tender_ready_to_open(
    buyer: Organisation,
    *,
    title: str,
    commissioner: Person,
    named: Iterable[tuple[Person, str]],
    passphrases: Iterable[Person],
    passphrase: str,
) -> Procurement:
    """Above the threshold, ruled by the law of its day, weighed, with three measures asked for. Who is `named` has declared no
    interest; the commissioner has not declared yet. Those with a passphrase can be chosen to open.
    """
    by = acting_for(buyer, commissioner)
    with as_tenant(buyer.pk):
        for person in passphrases:
            openers.set_passphrase(
                by=acting_for(buyer, person), passphrase=passphrase, at=datetime(2026, 11, 23, 9, tzinfo=UTC)
            )
        procurement = procurements.start(
            by=by,
            details=details(
                title,
                description="Grass, beds and play areas.",
                kind="services",
                amount=Decimal("600000.00"),
            ),
        )
    adopted_measures_titled(buyer.pk, UNITS)
    with as_tenant(buyer.pk):
        consideration.record(
            by=by, procurement=procurement, considered=considered(no_ruling_because=""), on=TODAY
        )
        asked = {**begins_with(procurement, None), "regime": "ordinary", "on": TODAY.isoformat()}
        rulings.ask_the_law(by=by, procurement=_now(procurement), facts=read_facts(asked), on=TODAY)
        criteria.set_weights(
            by=by,
            procurement=_now(procurement),
            weightings=WEIGHTS,
            version=_now(procurement).version,
            trivial_below=None,
        )
        measures = {each.title: each.ref for each in adopted_measures(buyer.pk)}
        for measure, under, contribution in ASKED:
            asks.add(
                by=by,
                procurement=_now(procurement),
                measure=measures[measure],
                criterion=procurement.criteria.get(title=under).ref if under else "",
                guidance="",
                sensible_most=None,
                version=_now(procurement).version,
                contribution=contribution,
            )
        for person, part in named:
            conflicts.name_influence(
                by=by,
                procurement=_now(procurement),
                person=person,
                name="",
                works_for="",
                part=Part(part),
                on=TODAY,
            )
            interests.declare(
                by=acting_for(buyer, person),
                procurement=_now(procurement),
                has_interest=False,
                detail="",
                on=TODAY,
            )
        return _now(procurement)


def _now(procurement: Procurement) -> Procurement:
    return Procurement.objects.select_related("owner").get(pk=procurement.pk)
