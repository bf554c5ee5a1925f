"""What Integrate hands on: contracts with their promises, and procurements with everything that is sealed to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.urls import reverse

from fourfold.define.actions.taking_over import service_like
from fourfold.ground.successions.registry import Thing, register_party, register_roots, register_things
from fourfold.integrate.models import (
    Award,
    Bid,
    BidClarification,
    BidderQuestion,
    ConflictsAssessment,
    Consideration,
    Consultation,
    ConsultationEvent,
    ConsultationIdea,
    ConsultationResponse,
    Contract,
    ContractStaff,
    Declaration,
    Elsewhere,
    ElsewhereBid,
    EvidencePack,
    GateOverride,
    Influence,
    Invited,
    Involvement,
    JointPart,
    JointProcurement,
    MarketEngagement,
    NoAward,
    OpenedBid,
    OpenersShare,
    OpeningKey,
    OutcomeLetter,
    ParticipationRequest,
    Procurement,
    ProcurementNote,
    ProcurementPriority,
    ProcurementService,
    PublishedNotice,
    Selection,
    Sight,
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
    register_party("procurement", _services)
    register_party("joint procurement", _authorities)


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
        BidderQuestion,
        BidClarification,
        ConflictsAssessment,
        Consideration,
        ContractStaff,
        Declaration,
        Elsewhere,
        ElsewhereBid,
        Influence,
        EvidencePack,
        Invited,
        JointProcurement,
        NoAward,
        Consultation,
        GateOverride,
        Involvement,
        MarketEngagement,
        OpenedBid,
        OpeningKey,
        OutcomeLetter,
        ParticipationRequest,
        ProcurementNote,
        ProcurementPriority,
        ProcurementService,
        Sight,
        PublishedNotice,
        Selection,
        StoredRuling,
    )
    for model in of_a_procurement:
        yield from model.objects.filter(procurement__root__in=roots).values_list("root", flat=True)
    for said in (ConsultationEvent, ConsultationIdea, ConsultationResponse):
        of_consultations = said.objects.filter(consultation__procurement__root__in=roots)
        yield from of_consultations.values_list("root", flat=True)
    yield from OpenersShare.objects.filter(opening_key__procurement__root__in=roots).values_list(
        "root", flat=True
    )


def _suppliers(*, predecessor: int, successor: int, roots: Collection[str], on: date) -> None:
    """Who delivers a contract that still runs. One that has ended keeps the name of who delivered it."""
    Contract.objects.filter(root__in=roots, supplier_id=predecessor, ends_on__gte=on).exclude(
        owner_id=successor
    ).update(supplier_id=successor, version=F("version") + 1)


def _services(
    *,
    predecessor: int,  # noqa: ARG001  (whoever had the service before)
    successor: int,
    roots: Collection[str],
    on: date,  # noqa: ARG001  (of every day alike)
) -> None:
    """For which service something is bought: where the service itself went to another, or to nobody yet, the successor has
    one of that name.
    """
    bought = ProcurementService.objects.filter(owner_id=successor, procurement__root__in=roots)
    for each in bought.exclude(service__owner_id=successor).select_related("service"):
        service = service_like(owner=successor, name=each.service.name)
        ProcurementService.objects.filter(pk=each.pk).update(service_id=service.pk, version=F("version") + 1)


def _authorities(
    *,
    predecessor: int,
    successor: int,
    roots: Collection[str],
    on: date,  # noqa: ARG001  (of every day alike)
) -> None:
    """Whose a part in a joint procurement is, the lead's own as well. Where the successor has a part already, both stay."""
    parts = JointPart.objects.filter(joint__procurement__root__in=roots)
    taken = list(parts.filter(organisation_id=successor).values_list("joint", flat=True))
    parts.filter(organisation_id=predecessor).exclude(joint__in=taken).update(
        organisation_id=successor, version=F("version") + 1
    )
