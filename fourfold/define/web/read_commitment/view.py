from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.actions.drafts import can_edit
from fourfold.define.queries.parts import commitment_with
from fourfold.ground.spine.registry import strip
from fourfold.ground.web.access import found
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sign_in.view import ask_to_sign_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor


@require_safe
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """A commitment of the policy, with all that came of the priority that it serves."""
    by: Actor | None = getattr(request, "actor", None)
    commitment = commitment_with(ref)
    if commitment is None and by is None:
        return ask_to_sign_in(request)
    commitment = found(commitment)
    version = commitment.policy_version
    overdue = commitment.due_on is not None and commitment.due_on < timezone.localdate()
    return render(
        request,
        "define/web/read_commitment/page.jinja",
        {
            "commitment": commitment,
            "version": version,
            "overdue": overdue,
            "strip": strip("strategic commitment", ref),
            "history": history_of(commitment),
            "can_edit": by is not None and can_edit(by, version),
        },
    )
