from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from fourfold.ground.people.actor import Actor
from fourfold.ground.web.access import found
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against
from fourfold.integrate.queries.spend import paid_under
from fourfold.partner.actions.merging import check_can_change
from fourfold.partner.queries.directory import entry_with, read
from fourfold.partner.queries.directory_links import links_of
from fourfold.partner.queries.directory_need import need_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """All that is known of one organisation, each thing with where it was read and when."""
    entry = found(entry_with(ref))
    actor = getattr(request, "actor", None)
    by = actor if isinstance(actor, Actor) else None
    known = read(entry)
    is_owner = by is not None and by.organisation_id == entry.owner_id
    return render(
        request,
        "partner/web/directory_entry/page.jinja",
        {
            "entry": entry,
            "known": known,
            "needs": need_of([each.place for each in known.places]),
            "is_owner": is_owner,
            "links": links_of(entry) if is_owner else (),
            "paid": ()
            if by is None
            else list(paid_under(by.organisation_id, [entry.name, *(each.name for each in known.merged)])),
            "can_merge": is_owner
            and by is not None
            and not reason_against(lambda: check_can_change(by, entry)),
            "history": history_of(entry) if is_owner else (),
        },
    )
