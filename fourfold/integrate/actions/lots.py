"""Whether what is bought is divided into lots, and why; each lot becomes a procurement of its own, linked to the whole."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.integrate.actions.joint_shown import show_to_authorities
from fourfold.integrate.actions.lot_design import copy_design
from fourfold.integrate.actions.procurements import check_can_change
from fourfold.integrate.models import (
    Consideration,
    Lot,
    LotDecision,
    Procurement,
    ProcurementPriority,
    ProcurementService,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fourfold.ground.organisations.tenancy import Owned
    from fourfold.ground.people.actor import Actor

FEWEST, MOST = 2, 20
# What was recorded of the whole before it was divided begins each lot as well.
_RECORDS = (Consideration, ProcurementService, ProcurementPriority)
_OF_THE_ROW = frozenset({"id", "ref", "root", "version", "procurement"})


@dataclass(frozen=True, slots=True)
class LotGiven:
    """`amount` is the estimate in pounds without VAT, or None."""

    title: str
    amount: Decimal | None = None


def check_can_decide_lots(by: Actor, procurement: Procurement) -> None:
    check_can_change(by, procurement)
    if Lot.objects.filter(procurement=procurement).exists():
        message = say("This is a lot itself. What the whole is divided into is decided there.")
        raise NotAllowed(message)
    if Lot.objects.filter(whole=procurement).exists():
        message = say("It is divided already, and each lot is a procurement of its own.")
        raise NotAllowed(message)


def can_decide_lots(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_decide_lots(by, procurement)
    except NotAllowed:
        return False
    return True


def decide_lots(
    *,
    by: Actor,
    procurement: Procurement,
    divided: bool,
    reason: str,
    lots: Sequence[LotGiven],
    on: date,
    version: int,
    as_the_whole: bool = False,
) -> LotDecision:
    """Records the decision. Divided, it begins a procurement for each lot, with what was recorded of the whole so far; the
    whole is then not opened itself. `as_the_whole` begins each lot with its criteria and measures as well. `version` is the
    procurement's.
    """
    check_can_decide_lots(by, procurement)
    if not reason.strip():
        message = (
            say("Say why it is divided so; bidders read it")
            if divided
            else say("Say why it is not divided; the law asks for reasons")
        )
        raise Refused(message, field="reason")
    if divided:
        _check_lots(lots, procurement.amount)
    values = {
        "divided": divided,
        "reason": reason.strip(),
        "decided_by_id": by.person_id,
        "decided_on": on,
    }
    with change(by=by, owner=procurement.owner_id, reason=say("Decided on lots")):
        update(procurement, version=version)
        check_can_decide_lots(by, Procurement.objects.select_for_update().get(pk=procurement.pk))
        standing = LotDecision.objects.filter(procurement=procurement).first()
        if standing is None:
            decision: LotDecision = LotDecision.objects.create(
                owner_id=procurement.owner_id, root=procurement.root, procurement=procurement, **values
            )
        else:
            decision = update(standing, version=standing.version, **values)
        for number, given in enumerate(lots if divided else (), start=1):
            lot = _begin(by, procurement, number, given, reason.strip())
            if as_the_whole:
                copy_design(procurement, lot)
        show_to_authorities(procurement, on=on)
    return decision


def _check_lots(lots: Sequence[LotGiven], whole: Decimal | None) -> None:
    if not FEWEST <= len(lots) <= MOST:
        message = say("Name from {fewest} to {most} lots", fewest=FEWEST, most=MOST)
        raise Refused(message, field="title_0")
    titles: set[str] = set()
    for place, lot in enumerate(lots):
        title = lot.title.strip().casefold()
        if not title or title in titles:
            message = say("Give each lot a title of its own")
            raise Refused(message, field=f"title_{place}")
        titles.add(title)
        if lot.amount is not None and lot.amount < 0:
            message = say("An estimate cannot be less than nothing")
            raise Refused(message, field=f"amount_{place}")
    together = sum((lot.amount for lot in lots if lot.amount is not None), Decimal(0))
    if whole is not None and together > whole:
        message = say(
            "The lots add to {together}, more than the estimate of the whole, {whole}. Correct one of them",
            together=Money(together).exact(),
            whole=Money(whole).exact(),
        )
        raise Refused(message, field="amount_0")


def _begin(by: Actor, whole: Procurement, number: int, given: LotGiven, reason: str) -> Procurement:
    ref = new_reference()
    title = say("{whole}, lot {number}: {title}", whole=whole.title, number=number, title=given.title.strip())
    procurement: Procurement = Procurement.objects.create(
        owner_id=whole.owner_id,
        ref=ref,
        root=ref,
        copied_from=whole.copied_from,
        title=title[:300],
        description=whole.description,
        kind=whole.kind,
        amount=given.amount,
        state=whole.state,
        starts_on=whole.starts_on,
        ends_on=whole.ends_on,
        started_by_id=by.person_id,
    )
    Lot.objects.create(
        owner_id=whole.owner_id,
        root=procurement.root,
        procurement=procurement,
        whole=whole,
        number=number,
        title=given.title.strip(),
        reason=reason,
    )
    for model in _RECORDS:
        for row in model.objects.filter(procurement=whole):
            _again(row, procurement)
    return procurement


def _again(row: Owned, procurement: Procurement) -> None:
    """The same record of the lot, by whom and when it was made."""
    ref = new_reference()
    own: dict[str, Any] = {"ref": ref, "root": ref, "procurement": procurement}
    fields = [each for each in row._meta.concrete_fields if each.name not in _OF_THE_ROW]
    values: dict[str, Any] = {each.attname: getattr(row, each.attname) for each in fields}
    type(row).objects.create(**values, **own)
