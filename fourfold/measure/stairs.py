"""Where account lines and valuations stand on the spine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from fourfold.ground.kernel.said import say
from fourfold.ground.spine.registry import (
    MOST_OF_A_KIND,
    Step,
    register_above,
    register_below,
    register_kind,
)
from fourfold.ground.spine.roots import Root, register_title
from fourfold.ground.web.filters import money
from fourfold.measure.models import Account, AccountLine, AccountLineVerification, Valuation

if TYPE_CHECKING:
    from collections.abc import Sequence


def register() -> None:
    register_title("account", _accounts)
    register_kind("account line", describe=_lines)
    register_kind("valuation", describe=_valuations)
    register_above("account line", _commitments_above)
    register_above("account line", _verifications_above)
    register_above("valuation", _lines_above)
    # A line may count nothing, and then stands under its commitment alone.
    register_below("commitment", _lines_below_commitments)
    register_below("verification", _lines_below_verifications)
    register_below("account line", _valuations_below)


def _accounts(roots: Sequence[str]) -> list[Root]:
    return [
        Root(each.root, each.title, reverse("account", kwargs={"ref": each.ref}))
        for each in Account.objects.filter(root__in=roots)
    ]


def _lines(refs: Sequence[str]) -> list[Step]:
    return [
        Step(
            "account line",
            line.ref,
            line.account.title,
            reverse("account_evidence", kwargs={"ref": line.account.ref, "line": line.ref}),
            line.account.get_state_display(),
        )
        for line in AccountLine.objects.filter(ref__in=refs).select_related("account")
    ]


def _valuations(refs: Sequence[str]) -> list[Step]:
    return [
        Step(
            "valuation",
            each.ref,
            say("{amount} by {settings}", amount=money(each.amount), settings=each.settings["proxy_title"]),
            reverse("policy_measure", kwargs={"ref": each.settings["measure_ref"]}) + "#value",
        )
        for each in Valuation.objects.filter(ref__in=refs)
    ]


def _commitments_above(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = AccountLine.objects.filter(ref__in=refs).values_list("commitment__ref", flat=True)
    return [("commitment", ref) for ref in found if ref]


def _verifications_above(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = AccountLineVerification.objects.filter(line__ref__in=refs).order_by("-pk")
    return [
        ("verification", ref)
        for ref in found.values_list("verification__ref", flat=True)[:MOST_OF_A_KIND]
        if ref
    ]


def _lines_above(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = Valuation.objects.filter(ref__in=refs, line__isnull=False).values_list("line__ref", flat=True)
    return [("account line", ref) for ref in found]


def _lines_below_commitments(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = AccountLine.objects.filter(commitment__ref__in=refs).order_by("-pk").values_list("ref", flat=True)
    return [("account line", ref) for ref in found[:MOST_OF_A_KIND]]


def _lines_below_verifications(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = AccountLineVerification.objects.filter(verification__ref__in=refs).order_by("-pk")
    return [("account line", ref) for ref in found.values_list("line__ref", flat=True)[:MOST_OF_A_KIND]]


def _valuations_below(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = Valuation.objects.filter(line__ref__in=refs).order_by("pk").values_list("ref", flat=True)
    return [("valuation", ref) for ref in found[:MOST_OF_A_KIND]]
