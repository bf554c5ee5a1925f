"""How bids are put in order: price formula, tie rule and scale are chosen before the tender opens, and kept as published then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, change, update
from fourfold.integrate.actions.procurements import can_change, check_can_change
from fourfold.integrate.models import MOST_POINTS, ScaleStep, TenderMethod
from fourfold.integrate.queries.method import method_of, method_said
from fourfold.integrate.rules.kept_document import fingerprint, plain
from fourfold.integrate.rules.method_document import method_document
from fourfold.integrate.rules.price_formulas import PriceFormula
from fourfold.integrate.rules.questions_until import questions_until
from fourfold.integrate.rules.ranking import TieRule
from fourfold.integrate.rules.scale import scale_problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement


def check_can_choose_method(by: Actor, procurement: Procurement) -> None:
    check_can_change(by, procurement)


def can_choose_method(by: Actor, procurement: Procurement) -> bool:
    return can_change(by, procurement)


def choose_method(
    *,
    by: Actor,
    procurement: Procurement,
    formula: str,
    tie: str,
    scale: Mapping[int, str],
    version: int,
) -> TenderMethod:
    """Sets how bids are put in order. A step of the scale without words is not used. `version` is the procurement's."""
    check_can_choose_method(by, procurement)
    if formula not in set(PriceFormula):
        message = say("Choose how the price counts")
        raise Refused(message, field="formula")
    if tie not in set(TieRule):
        message = say("Choose what decides where bids are equal")
        raise Refused(message, field="tie")
    points, problem = scale_problem(scale, most=MOST_POINTS)
    if problem:
        raise Refused(problem, field=f"scale_{points}")
    with change(by=by, owner=procurement.owner_id, reason=say("Chose how bids are put in order")):
        update(procurement, version=version)
        _write_scale(procurement, scale)
        return _write(procurement, price_formula=formula, tie_rule=tie)


def publish_method(procurement: Procurement, *, at: datetime, bids_close_at: datetime) -> None:
    """Writes the whole method down as it is published, within the caller's change; from then on the database keeps it."""
    chosen = method_of(procurement)
    _write_scale(procurement, chosen.scale)
    kept = plain(method_document(method_said(procurement)))
    _write(
        procurement,
        questions_until=questions_until(opened=at, closes=bids_close_at),
        published=kept,
        published_sha256=fingerprint(kept),
    )


def _write_scale(procurement: Procurement, scale: Mapping[int, str]) -> None:
    ScaleStep.objects.filter(procurement=procurement).delete()
    for points, words in sorted(scale.items()):
        if words.strip():
            ScaleStep.objects.create(
                owner_id=procurement.owner_id,
                root=procurement.root,
                procurement=procurement,
                points=points,
                words=words.strip(),
            )


def _write(procurement: Procurement, **values: object) -> TenderMethod:
    standing = TenderMethod.objects.filter(procurement=procurement).first()
    if standing is not None:
        return update(standing, version=standing.version, **values)
    created: TenderMethod = TenderMethod.objects.create(
        owner_id=procurement.owner_id, root=procurement.root, procurement=procurement, **values
    )
    return created
