from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.queries.policies import version_numbered
from fourfold.define.queries.policy_texts import policy_text
from fourfold.define.rules.comparison import compare
from fourfold.ground.web.access import found
from fourfold.ground.web.sign_in.view import ask_to_sign_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def view(request: HttpRequest, ref: str, number: int, earlier: int) -> HttpResponse:
    """Two versions of a policy side by side, for whoever may read both."""
    later = version_numbered(policy_ref=ref, number=number)
    before = version_numbered(policy_ref=ref, number=earlier)
    if (later is None or before is None) and getattr(request, "actor", None) is None:
        return ask_to_sign_in(request)
    later, before, today = found(later), found(before), timezone.localdate()
    parts = compare(policy_text(before, on=today), policy_text(later, on=today))
    return render(
        request,
        "define/web/compare_versions/page.jinja",
        {
            "policy": later.policy,
            "owner": later.owner,
            "earlier": before,
            "later": later,
            "parts": parts,
            "nothing_changed": not any(part.changed for part in parts),
        },
    )
