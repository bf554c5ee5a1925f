"""Where account lines and valuations stand on the spine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from fourfold.ground.spine.registry import Step, register_above, register_below, register_kind
from fourfold.ground.web.filters import money
from fourfold.measure.models import AccountLine, AccountLineVerification, Valuation

if TYPE_CHECKING:
    from collections.abc import Sequence


def register() -> None:
    register_kind("account line", describe=_lines)
    register_kind("valuation", describe=_valuations)
    register_above("account line", _commitments_above)
    register_above("valuation", _lines_above)
    register_below("verification", _lines_below_verifications)
    register_below("account line", _valuations_below)


def _lines(refs: Sequence[str]) -> list[Step]:
    return [
        Step(
            "account line",
            line.ref,
            line.account.title,
            reverse("account", kwargs={"ref": line.account.ref}) + f"#line-{line.ref}",
            line.account.get_state_display(),
        )
        for line in AccountLine.objects.filter(ref__in=refs).select_related("account")
    ]


def _valuations(refs: Sequence[str]) -> list[Step]:
    return [
        Step(
            "valuation",
            each.ref,
            f"{money(each.amount)} by {each.proxy.title}",
            reverse("policy_measure", kwargs={"ref": each.proxy.measure.ref}),
        )
        for each in Valuation.objects.filter(ref__in=refs).select_related("proxy__measure")
    ]


def _commitments_above(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = AccountLine.objects.filter(ref__in=refs).values_list("commitment__ref", flat=True)
    return [("commitment", ref) for ref in found if ref]


def _lines_above(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = Valuation.objects.filter(ref__in=refs, line__isnull=False).values_list("line__ref", flat=True)
    return [("account line", ref) for ref in found]


def _lines_below_verifications(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = AccountLineVerification.objects.filter(verification__ref__in=refs).values_list("line__ref", flat=True)
    return [("account line", ref) for ref in found]


def _valuations_below(refs: Sequence[str]) -> list[tuple[str, str]]:
    return [("valuation", ref) for ref in Valuation.objects.filter(line__ref__in=refs).values_list("ref", flat=True)[:200]]
