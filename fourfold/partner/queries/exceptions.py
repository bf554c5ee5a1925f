"""Deliveries that deserve an auditor's question."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Lower, StrIndex, Substr
from django.urls import reverse

from fourfold.ground.kernel.quantities import Quantity, unit_of
from fourfold.ground.kernel.said import say
from fourfold.ground.people.tables import SignIn
from fourfold.ground.trail.exceptions import AuditException, ExceptionKind
from fourfold.partner.models import ConfirmationState, Delivery, DeliveryState

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

STALE_AFTER_DAYS = 60
# Mail that anyone may have: two people there share no more than a provider.
OPEN_TO_ANYONE = (
    *(
        "aol.com",
        "btinternet.com",
        "gmail.com",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
    ),
    *("live.co.uk", "live.com", "me.com", "outlook.com", "proton.me", "protonmail.com", "sky.com"),
    *("talktalk.net", "virginmedia.com", "yahoo.co.uk", "yahoo.com"),
)


def _of(owner: int) -> QuerySet[Delivery]:
    return (
        Delivery.objects.filter(owner_id=owner)
        .select_related("measure", "reported_for", "recipient", "confirmation", "verification")
        .order_by("reported_on", "pk")
    )


def _stale(owner: int, on: date) -> QuerySet[Delivery]:
    return _of(owner).filter(
        state=DeliveryState.REPORTED, reported_on__lt=on - timedelta(days=STALE_AFTER_DAYS)
    )


def _without_answer(owner: int, _on: date) -> QuerySet[Delivery]:
    return _of(owner).filter(
        verification__isnull=False,
        confirmation__state__in=(ConfirmationState.ASKED, ConfirmationState.UNANSWERED),
    )


def _more_than_received(owner: int, _on: date) -> QuerySet[Delivery]:
    return _of(owner).filter(verification__quantity__gt=F("confirmation__quantity"))


def _same_domain(owner: int, _on: date) -> QuerySet[Delivery]:
    def domain(column: str) -> Lower:
        return Lower(Substr(column, StrIndex(column, Value("@")) + 1))

    return (
        _of(owner)
        .annotate(
            reporter_at=domain("reported_by__email"), answered_at=domain("confirmation__answered_by__email")
        )
        .filter(reporter_at=F("answered_at"))
        .exclude(reporter_at__in=OPEN_TO_ANYONE)
    )


def _same_browser(owner: int, _on: date) -> QuerySet[Delivery]:
    """As far back as sign-ins are kept."""
    numbered = SignIn.objects.exclude(browser="")
    theirs = numbered.filter(person=OuterRef(OuterRef("reported_by")), browser=OuterRef("browser"))
    answered = numbered.filter(person=OuterRef("confirmation__answered_by")).filter(Exists(theirs))
    return _of(owner).filter(Exists(answered)).exclude(confirmation__answered_by=F("reported_by"))


def _describe(delivery: Delivery) -> AuditException:
    def amount(quantity: Decimal) -> str:
        return Quantity(quantity, unit_of(delivery.measure.unit)).text

    words = say(
        "{amount} reported by {reported_for}",
        amount=amount(delivery.quantity),
        reported_for=delivery.reported_for,
    )
    verification = getattr(delivery, "verification", None)
    if verification is not None:
        words += say(", {amount} verified", amount=amount(verification.quantity))
    if delivery.recipient is not None:
        answered = delivery.confirmation.quantity
        heard = say("has not answered") if answered is None else say("says {amount}", amount=amount(answered))
        words += say("; {recipient} {heard}", recipient=delivery.recipient, heard=heard)
    return AuditException(
        delivery.ref, words, reverse("delivery", kwargs={"ref": delivery.ref}), delivery.reported_on
    )


KINDS = (
    ExceptionKind(
        "stale-evidence",
        say("Deliveries nobody has looked at"),
        say(
            "Reported more than {stale_after_days} days ago and neither verified nor returned. What is "
            "not looked at soon is hard to prove later.",
            stale_after_days=STALE_AFTER_DAYS,
        ),
        _stale,
        _describe,
    ),
    ExceptionKind(
        "verified-without-answer",
        say("Verified before the recipient answered"),
        say(
            "Counted as proved although the organisation that is said to have received it was asked and has not said so."
        ),
        _without_answer,
        _describe,
    ),
    ExceptionKind(
        "verified-above-received",
        say("More verified than was received"),
        say("The contract manager accepted a larger quantity than the recipient says arrived."),
        _more_than_received,
        _describe,
    ),
    ExceptionKind(
        "same-domain",
        say("Reported and confirmed from one house"),
        say(
            "Who reported it and who confirmed it have e-mail addresses of the same domain. "
            "It may be one organisation under two names."
        ),
        _same_domain,
        _describe,
    ),
    ExceptionKind(
        "same-browser",
        say("Reported and confirmed at one machine"),
        say(
            "Who reported it and who confirmed it have signed in with the same browser. They may be one person."
        ),
        _same_browser,
        _describe,
    ),
)
