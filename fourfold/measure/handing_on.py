"""What Measure hands on: accounts that are not published yet, and findings that are not closed.

A published account stays with the body whose figures it gives: it is read-only, hashed and everyone's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from fourfold.ground.successions.registry import Thing, register_roots, register_things
from fourfold.measure.models import Account, Finding
from fourfold.measure.models.account import AccountState
from fourfold.measure.models.finding import FindingState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date


def register() -> None:
    register_things("account", _accounts)
    register_things("finding", _findings)
    register_roots("account", _of_contracts)


def _accounts(*, owner: int, on: date) -> Iterable[Thing]:
    for account in Account.objects.filter(owner=owner).select_related("contract").order_by("pk"):
        open_still = account.state != AccountState.PUBLISHED
        if open_still and account.contract is not None and account.contract.ends_on >= on:
            # It goes with its contract, whoever that goes to.
            continue
        yield Thing(
            "account",
            account.root,
            account.title,
            reverse("account", kwargs={"ref": account.ref}),
            open_still,
        )


def _findings(*, owner: int, on: date) -> Iterable[Thing]:  # noqa: ARG001  (of every day alike)
    for finding in Finding.objects.filter(owner=owner).order_by("pk"):
        yield Thing(
            "finding",
            finding.root,
            finding.about[:200],
            reverse("finding", kwargs={"ref": finding.ref}),
            finding.state != FindingState.CLOSED,
        )


def _of_contracts(roots: Collection[str]) -> Iterable[str]:
    """Of a contract's accounts those that are still being drawn up."""
    return (
        Account.objects.filter(contract__root__in=roots)
        .exclude(state=AccountState.PUBLISHED)
        .values_list("root", flat=True)
    )
