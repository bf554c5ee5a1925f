"""Where deliveries and verifications stand on the spine, and what the directory's entries and lists are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from fourfold.ground.kernel.quantities import Quantity, unit_of
from fourfold.ground.kernel.said import say
from fourfold.ground.spine.registry import Step, register_above, register_below, register_kind
from fourfold.ground.spine.roots import Root, register_title
from fourfold.partner.models import Confirmation, Delivery, DirectoryEntry, DirectoryList, Verification

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal


def register() -> None:
    register_title("delivery", _delivered)
    register_title("confirmation", _confirmed)
    register_title("directory entry", _found_by_buyers)
    register_title("directory list", _lists)
    register_kind("delivery", describe=_deliveries)
    register_kind("verification", describe=_verifications)
    register_above("delivery", _commitments_above)
    register_above("verification", _deliveries_above)
    register_below("commitment", _deliveries_below)
    register_below("delivery", _verifications_below)


def _amount(quantity: Decimal, unit: str) -> str:
    return Quantity(quantity, unit_of(unit)).text


def _delivered(roots: Sequence[str]) -> list[Root]:
    deliveries = Delivery.objects.filter(root__in=roots).select_related("measure")
    return [Root(each.root, *_told(each)) for each in deliveries]


def _confirmed(roots: Sequence[str]) -> list[Root]:
    """By the delivery that was to be confirmed."""
    confirmations = Confirmation.objects.filter(root__in=roots).select_related("delivery__measure")
    return [Root(each.root, *_told(each.delivery)) for each in confirmations]


def _found_by_buyers(roots: Sequence[str]) -> list[Root]:
    """What an organisation says of itself."""
    own = DirectoryEntry.objects.filter(root__in=roots, received_in=None)
    return [Root(each.root, each.name, reverse("directory_entry", kwargs={"ref": each.ref})) for each in own]


def _lists(roots: Sequence[str]) -> list[Root]:
    return [
        Root(root, publisher, reverse("directory_list", kwargs={"ref": root}))
        for root, publisher in DirectoryList.objects.filter(root__in=roots).values_list("root", "publisher")
    ]


def _told(delivery: Delivery) -> tuple[str, str]:
    title = say(
        "{amount}, {measure}",
        amount=_amount(delivery.quantity, delivery.measure.unit),
        measure=delivery.measure.title,
    )
    return title, reverse("delivery", kwargs={"ref": delivery.ref})


def _deliveries(refs: Sequence[str]) -> list[Step]:
    return [
        Step(
            "delivery",
            delivery.ref,
            _amount(delivery.quantity, delivery.measure.unit),
            reverse("delivery", kwargs={"ref": delivery.ref}),
            delivery.get_state_display(),
        )
        for delivery in Delivery.objects.filter(ref__in=refs).select_related("measure")
    ]


def _verifications(refs: Sequence[str]) -> list[Step]:
    return [
        Step(
            "verification",
            verification.ref,
            _amount(verification.quantity, verification.delivery.measure.unit),
            reverse("delivery", kwargs={"ref": verification.delivery.ref}) + "#verification",
            say("Verified"),
        )
        for verification in Verification.objects.filter(ref__in=refs).select_related("delivery__measure")
    ]


def _commitments_above(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = Delivery.objects.filter(ref__in=refs, commitment__ref__isnull=False).values_list(
        "commitment__ref", flat=True
    )
    return [("commitment", ref) for ref in found]


def _deliveries_above(refs: Sequence[str]) -> list[tuple[str, str]]:
    return [
        ("delivery", ref)
        for ref in Verification.objects.filter(ref__in=refs).values_list("delivery__ref", flat=True)
    ]


def _deliveries_below(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = (
        Delivery.objects.filter(commitment__ref__in=refs).order_by("-ends_on").values_list("ref", flat=True)
    )
    return [("delivery", ref) for ref in found[:200]]


def _verifications_below(refs: Sequence[str]) -> list[tuple[str, str]]:
    return [
        ("verification", ref)
        for ref in Verification.objects.filter(delivery__ref__in=refs).values_list("ref", flat=True)
    ]
