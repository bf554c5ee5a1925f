"""What Partner hands on: with a contract go its deliveries and what their recipients answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from fourfold.ground.successions.registry import Thing, register_party, register_roots, register_things
from fourfold.partner.models import Confirmation, ConfirmationState, Delivery, DeliveryState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

_STILL_TO_SETTLE = (DeliveryState.DRAFT, DeliveryState.REPORTED, DeliveryState.RETURNED)
_STILL_TO_ANSWER = (ConfirmationState.ASKED, ConfirmationState.UNANSWERED)


def register() -> None:
    register_things("delivery", _waiting)
    register_roots("delivery", _of_contracts)
    register_party("delivery", _parties)


def _waiting(*, owner: int, on: date) -> Iterable[Thing]:  # noqa: ARG001  (of every day alike)
    """Contracts that may have ended, and of which deliveries are still to be verified or confirmed."""
    still = Q(state__in=_STILL_TO_SETTLE) | Q(confirmation__state=ConfirmationState.DISPUTED)
    for delivery in (
        Delivery.objects.filter(still, owner=owner).select_related("commitment__contract").order_by("pk")
    ):
        contract = delivery.commitment.contract
        if contract is not None:
            yield Thing("contract", contract.root, contract.title, f"/contracts/{contract.ref}/", open=True)


def _of_contracts(roots: Collection[str]) -> Iterable[str]:
    yield from Delivery.objects.filter(commitment__root__in=roots).values_list("root", flat=True)
    yield from Confirmation.objects.filter(delivery__root__in=roots).values_list("root", flat=True)


def _parties(*, predecessor: int, successor: int, roots: Collection[str], on: date) -> None:  # noqa: ARG001
    """Who must still act. What was answered and settled keeps the name of who did it."""
    reported = Delivery.objects.filter(root__in=roots, state__in=_STILL_TO_SETTLE)
    reported.filter(reported_for_id=predecessor).exclude(recipient_id=successor).update(
        reported_for_id=successor, version=F("version") + 1
    )
    asked = Confirmation.objects.filter(root__in=roots, state__in=_STILL_TO_ANSWER, asked_of_id=predecessor)
    # The delivery names its recipient as well, and has a root of its own.
    Delivery.objects.filter(
        pk__in=list(asked.values_list("delivery", flat=True)), recipient_id=predecessor
    ).exclude(reported_for_id=successor).update(recipient_id=successor, version=F("version") + 1)
    asked.update(asked_of_id=successor, version=F("version") + 1)
