"""Notices as data: which are due by when, what each says field by field, and which were published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, Q

from fourfold.integrate.models import (
    Award,
    AwardOutcome,
    Contract,
    GoverningLaw,
    NoticeKind,
    ProcurementRoute,
    ProcurementState,
    PublishedNotice,
    Variation,
    VariationState,
)
from fourfold.integrate.queries.governing_law import governing_law
from fourfold.integrate.rules.notices import DETAILS_DAYS, LIGHT_TOUCH_DAYS
from fourfold.integrate.rules.outcome import Law

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from fourfold.integrate.models import Procurement

_NOT_OPEN_YET: Final = (
    ProcurementState.PLANNED,
    ProcurementState.CONSIDERING,
    ProcurementState.ABANDONED,
)


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """A notice that there is something to say in. `due_on` None: by the moment that `procurement` comes to next."""

    kind: NoticeKind
    variation: Variation | None
    due_on: date | None
    published: PublishedNotice | None

    @property
    def slug(self) -> str:
        """As it stands in addresses: "uk6", "uk10-2" for the second variation."""
        number = "" if self.variation is None else f"-{self.variation.number}"
        return f"{self.kind.value.lower()}{number}"


def notices_of(procurement: Procurement) -> list[NoticeDue]:
    """Those that this procurement has something to say in by now, in the order in which they come.

    They are of the Act; below the threshold the tender notice alone, and for what was begun before it none.
    """
    published = {
        (each.kind, each.variation_id): each
        for each in PublishedNotice.objects.filter(procurement=procurement)
        # What was published of an award that was set aside stays on record, and is not the notice of the next.
        .exclude(award__set_aside_because__gt="")
        .select_related("recorded_by")
    }
    contract = contract_of(procurement)
    direct = procurement.route == ProcurementRoute.DIRECT
    outcome = AwardOutcome.objects.filter(award__procurement=procurement, award__set_aside_because="").first()
    law = governing_law(procurement).law if outcome is None else Law(outcome.law)
    found: list[tuple[NoticeKind, Variation | None, date | None]] = []
    advertised = procurement.route in {ProcurementRoute.OPEN, ProcurementRoute.MULTI_STAGE}
    if advertised and procurement.state not in _NOT_OPEN_YET and law is not Law.PCR:
        found.append((NoticeKind.TENDER, None, None))
    if direct and procurement.state != ProcurementState.PLANNED and law in {Law.ACT, None}:
        found.append((NoticeKind.TRANSPARENCY, None, None))
    if outcome is not None and outcome.needs_award_notice:
        found.append((NoticeKind.AWARD, None, None))
    if contract is not None and outcome is not None and outcome.law == GoverningLaw.ACT:
        found.append(
            (NoticeKind.DETAILS, None, _details_due(contract.signed_on, light_touch=outcome.light_touch))
        )
    if procurement.state == ProcurementState.NOT_AWARDED and law in {Law.ACT, None}:
        found.append((NoticeKind.TERMINATION, None, None))
    if contract is not None:
        found += [
            (NoticeKind.CHANGE, each, each.effective_on)
            for each in Variation.objects.filter(contract=contract, needs_notice=True).exclude(
                state__in=(VariationState.REFUSED, VariationState.WITHDRAWN)
            )
        ]
    return [
        NoticeDue(
            kind, variation, due_on, published.get((kind.value, None if variation is None else variation.pk))
        )
        for kind, variation, due_on in found
    ]


def notice_with(procurement: Procurement, slug: str) -> NoticeDue | None:
    return next((each for each in notices_of(procurement) if each.slug == slug), None)


def contract_of(procurement: Procurement) -> Contract | None:
    found: Contract | None = (
        Contract.objects.filter(procurement=procurement)
        .select_related("supplier", "manager", "award")
        .first()
    )
    return found


def details_not_published(owner: int) -> QuerySet[Contract]:
    """Contracts under the Act of which no contract details notice is on record, the one signed first before all."""
    published = PublishedNotice.objects.filter(procurement=OuterRef("procurement"), kind=NoticeKind.DETAILS)
    return (
        Contract.objects.filter(~Exists(published), owner_id=owner, award__outcome__law=GoverningLaw.ACT)
        .select_related("procurement", "award__outcome")
        .order_by("signed_on")
    )


def details_due(contract: Contract) -> date:
    """Of a contract of `details_not_published`, which has its award and outcome with it."""
    light = contract.award is not None and contract.award.outcome.light_touch
    return _details_due(contract.signed_on, light_touch=light)


def _details_due(signed_on: date, *, light_touch: bool) -> date:
    return signed_on + timedelta(days=LIGHT_TOUCH_DAYS if light_touch else DETAILS_DAYS)


def award_notices_to_publish(owner: int) -> QuerySet[Award]:
    """Awards of which the bidders are told and the notice is not on record."""
    published = PublishedNotice.objects.filter(
        Q(award=OuterRef("pk")) | Q(award=None), procurement=OuterRef("procurement"), kind=NoticeKind.AWARD
    )
    return Award.objects.filter(
        ~Exists(published),
        owner_id=owner,
        set_aside_because="",
        outcome__needs_award_notice=True,
        procurement__state=ProcurementState.AWARDED,
    ).select_related("procurement")
