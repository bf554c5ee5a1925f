"""What Integrate hands on: contracts with their promises, and procurements with everything that is sealed to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.urls import reverse

from fourfold.ground.successions.registry import Thing, register_party, register_roots, register_things
from fourfold.integrate.models import (
    Award,
    Bid,
    Consideration,
    Contract,
    Declaration,
    EvidencePack,
    Invited,
    NoAward,
    OpenedBid,
    OpenersShare,
    OpeningKey,
    OutcomeLetter,
    ParticipationRequest,
    Procurement,
    ProcurementNote,
    ProcurementPriority,
    PublishedNotice,
    Selection,
    StoredRuling,
)
from fourfold.integrate.models.procurement import ENDED_WITHOUT, ProcurementState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

_OVER = (ProcurementState.CONTRACTED, *ENDED_WITHOUT)


def register() -> None:
    register_things("contract", _contracts)
    register_things("procurement", _procurements)
    register_roots("procurement", _of_procurements)
    register_party("contract", _suppliers)


def _contracts(*, owner: int, on: date) -> Iterable[Thing]:
    for contract in Contract.objects.filter(owner=owner).order_by("pk"):
        # The page stands on a higher storey; its address never moves.
        yield Thing(
            "contract", contract.root, contract.title, f"/contracts/{contract.ref}/", contract.ends_on >= on
        )


def _procurements(*, owner: int, on: date) -> Iterable[Thing]:  # noqa: ARG001  (of every day alike)
    for procurement in Procurement.objects.filter(owner=owner).order_by("pk"):
        yield Thing(
            "procurement",
            procurement.root,
            procurement.title,
            reverse("procurement", kwargs={"ref": procurement.ref}),
            procurement.state not in _OVER,
        )


def _of_procurements(roots: Collection[str]) -> Iterable[str]:
    """A bid is its bidder's and stays so; that the buyer holds it, sealed, goes with the procurement."""
    of_a_procurement = (
        Award,
        Bid,
        Consideration,
        Declaration,
        EvidencePack,
        Invited,
        NoAward,
        OpenedBid,
        OpeningKey,
        OutcomeLetter,
        ParticipationRequest,
        ProcurementNote,
        ProcurementPriority,
        PublishedNotice,
        Selection,
        StoredRuling,
    )
    for model in of_a_procurement:
        yield from model.objects.filter(procurement__root__in=roots).values_list("root", flat=True)
    yield from OpenersShare.objects.filter(opening_key__procurement__root__in=roots).values_list(
        "root", flat=True
    )


def _suppliers(*, predecessor: int, successor: int, roots: Collection[str], on: date) -> None:
    """Who delivers a contract that still runs. One that has ended keeps the name of who delivered it."""
    Contract.objects.filter(root__in=roots, supplier_id=predecessor, ends_on__gte=on).exclude(
        owner_id=successor
    ).update(supplier_id=successor, version=F("version") + 1)
