"""Procurements, awards and contracts that deserve an auditor's question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.urls import reverse
from django.utils.timezone import localdate

from fourfold.ground.kernel.quantities import Quantity, unit_of
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.trail.exceptions import AuditException, ExceptionKind
from fourfold.integrate.models import (
    Award,
    Commitment,
    CommitmentState,
    Consideration,
    Contract,
    Declaration,
    GateOverride,
    InterestDecision,
    Moderation,
    Outcome,
    Score,
)

if TYPE_CHECKING:
    from datetime import date


def _past_first_place(owner: int, _on: date) -> QuerySet[Award]:
    first = KeyTextTransform("bid", KeyTransform("0", "ranking"))
    return (
        Award.objects.filter(owner_id=owner, set_aside_because="")
        # A direct award ranks nobody.
        .exclude(ranking=[])
        .annotate(first=first)
        .exclude(first=F("opened_bid__ref"))
        .select_related("procurement", "opened_bid__bidder")
        .order_by("pk")
    )


def _award(award: Award) -> AuditException:
    return AuditException(
        award.ref,
        say(
            "{title}: awarded to {bidder}, not in first place. {reason}",
            title=award.procurement.title,
            bidder=award.opened_bid.bidder,
            reason=award.reason,
        ),
        reverse("evaluate", kwargs={"ref": award.procurement.ref}),
        award.approved_on,
    )


def _set_aside(owner: int, _on: date) -> QuerySet[Award]:
    return (
        Award.objects.filter(owner_id=owner, approved_on__isnull=False)
        .exclude(set_aside_because="")
        .select_related("procurement", "opened_bid__bidder")
        .order_by("pk")
    )


def _aside(award: Award) -> AuditException:
    return AuditException(
        award.ref,
        say(
            "{title}: the award to {bidder} was set aside. {reason}",
            title=award.procurement.title,
            bidder=award.opened_bid.bidder,
            reason=award.set_aside_because,
        ),
        reverse("award_report", kwargs={"ref": award.procurement.ref}),
        award.set_aside_at and localdate(award.set_aside_at),
    )


def _gate_passed_by_reason(owner: int, _on: date) -> QuerySet[Consideration]:
    return (
        Consideration.objects.filter(Q(urgent=True) | Q(consulted=False), owner_id=owner)
        .select_related("procurement")
        .order_by("considered_on", "pk")
    )


def _consideration(consideration: Consideration) -> AuditException:
    reasons = [
        say("urgent: {urgent_because}", urgent_because=consideration.urgent_because)
        if consideration.urgent
        else "",
        ""
        if consideration.consulted
        else say(
            "nobody asked: {not_consulted_because}", not_consulted_because=consideration.not_consulted_because
        ),
    ]
    return AuditException(
        consideration.ref,
        say(
            "{title}: {reasons}",
            title=consideration.procurement.title,
            reasons=side_by_side(filter(None, reasons), "; "),
        ),
        reverse("procurement", kwargs={"ref": consideration.procurement.ref}),
        consideration.considered_on,
    )


def _gate_overridden(owner: int, _on: date) -> QuerySet[GateOverride]:
    return (
        GateOverride.objects.filter(owner_id=owner, agreed_on__isnull=False)
        .select_related("procurement", "asked_by", "approver")
        .order_by("agreed_on", "pk")
    )


def _override(override: GateOverride) -> AuditException:
    return AuditException(
        override.ref,
        say(
            "{title}: {asked_by} asked and {approver} agreed. {because}",
            title=override.procurement.title,
            asked_by=override.asked_by,
            approver=override.approver,
            because=override.because,
        ),
        reverse("procurement", kwargs={"ref": override.procurement.ref}),
        override.agreed_on,
    )


def _judged_with_interest(owner: int, _on: date) -> QuerySet[Declaration]:
    scored = Score.objects.filter(
        opened_bid__procurement=OuterRef("procurement"), evaluator=OuterRef("person")
    )
    moderated = Moderation.objects.filter(
        opened_bid__procurement=OuterRef("procurement"), moderated_by=OuterRef("person")
    )
    newer = Declaration.objects.filter(
        procurement=OuterRef("procurement"), person=OuterRef("person"), number__gt=OuterRef("number")
    )
    allowed = InterestDecision.objects.filter(declaration=OuterRef("pk")).exclude(outcome=Outcome.NO_PART)
    return (
        Declaration.objects.filter(Exists(scored) | Exists(moderated), owner_id=owner, has_interest=True)
        .exclude(Exists(newer))
        .exclude(Exists(allowed))
        .select_related("procurement", "person")
        .order_by("declared_on", "pk")
    )


def _declaration(declaration: Declaration) -> AuditException:
    return AuditException(
        declaration.ref,
        say(
            "{title}: {person} declared after judging bids: {detail}",
            title=declaration.procurement.title,
            person=declaration.person,
            detail=declaration.detail,
        ),
        reverse("evaluate", kwargs={"ref": declaration.procurement.ref}),
        declaration.declared_on,
    )


def _promising_nothing(owner: int, _on: date) -> QuerySet[Contract]:
    promised = Commitment.objects.filter(contract=OuterRef("pk"))
    return (
        Contract.objects.filter(~Exists(promised), owner_id=owner)
        .select_related("supplier")
        .order_by("signed_on", "pk")
    )


def _without_clause(owner: int, _on: date) -> QuerySet[Commitment]:
    return (
        Commitment.objects.filter(owner_id=owner, clause="")
        .exclude(state=CommitmentState.WAIVED)
        .select_related("contract", "measure")
        .order_by("starts_on", "pk")
    )


def _commitment(commitment: Commitment) -> AuditException:
    contract = commitment.contract
    amount = Quantity(commitment.quantity, unit_of(commitment.measure.unit)).text
    return AuditException(
        commitment.ref,
        say(
            "{amount}: {measure}, in {title}", amount=amount, measure=commitment.measure.title, title=contract
        ),
        reverse("contract", kwargs={"ref": "" if contract is None else contract.ref}),
        commitment.starts_on,
    )


def _contract(contract: Contract) -> AuditException:
    return AuditException(
        contract.ref,
        say("{title}, with {supplier}", title=contract.title, supplier=contract.supplier),
        reverse("contract", kwargs={"ref": contract.ref}),
        contract.signed_on,
    )


KINDS = (
    ExceptionKind(
        "gate-passed-by-reason",
        say("Begun without asking anyone, or in urgency"),
        say(
            "The record of what was considered gives a reason in place of a consultation. "
            "Is the reason one that you would accept?"
        ),
        _gate_passed_by_reason,
        _consideration,
    ),
    ExceptionKind(
        "gate-overridden",
        say("Gate overridden"),
        say(
            "The tender was let out although what was considered was not on record, or not whole. "
            "Was there no time for it, and did the approver know what was missing?"
        ),
        _gate_overridden,
        _override,
    ),
    ExceptionKind(
        "award-past-first-place",
        say("Awards past the first place"),
        say("Another bid came first on the published criteria."),
        _past_first_place,
        _award,
    ),
    ExceptionKind(
        "award-set-aside",
        say("Awards set aside"),
        say(
            "An approved award was taken back when the prices were known. The award report lists what was agreed "
            "after that: does the reason explain it?"
        ),
        _set_aside,
        _aside,
    ),
    ExceptionKind(
        "judged-with-interest",
        say("Judged by someone with an interest"),
        say(
            "The interest was declared after the same person had given or agreed points. The points still count."
        ),
        _judged_with_interest,
        _declaration,
    ),
    ExceptionKind(
        "contract-without-promise",
        say("Contracts that promise nothing"),
        say(
            "No commitment stands in the contract. If social value was asked for, what was offered was lost on the way."
        ),
        _promising_nothing,
        _contract,
    ),
    ExceptionKind(
        "promise-without-clause",
        say("Promises without a contract clause"),
        say(
            "Nobody has said where in the signed contract they stand. What stands nowhere cannot be demanded."
        ),
        _without_clause,
        _commitment,
    ),
)
