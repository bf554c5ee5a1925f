"""How bids will be judged: criteria of price, quality, social, environmental and one's own, adding to 100."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.define.queries.issues import group_with, groups_beside, groups_of
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.integrate.actions import criteria
from fourfold.integrate.models import Family
from fourfold.integrate.queries.least_social_weight import least_social_weight
from fourfold.integrate.queries.myths import myths_beside
from fourfold.integrate.queries.priorities import decided_for
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.web.weights.form import FEWEST_ROWS, MOST_ROWS, WeightsForm, initial_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.define.queries.issues import GroupNamed
    from fourfold.integrate.models import Procurement


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    criteria.check_can_set_weights(by, procurement)
    standing = list(procurement.criteria.all())
    if request.method != "POST":
        rows = max(FEWEST_ROWS, len(standing) + 1)
        initial = {**initial_of(standing), **_begun_from_named(by.organisation_id, request, len(standing))}
        form = WeightsForm(rows=min(rows, MOST_ROWS), initial={**initial, "version": procurement.version})
        return _page(request, procurement, form)
    rows = _rows(request)
    if "add" in request.POST:
        # One more row, and what was typed stays as it was typed.
        typed = {name: value for name, value in request.POST.items() if name != "rows"}
        return _page(request, procurement, WeightsForm(rows=min(rows + 1, MOST_ROWS), initial=typed))
    form = WeightsForm(request.POST, rows=rows)
    crossed = False
    if form.is_valid():
        weightings, places = form.weightings()
        least = least_social_weight(on=timezone.localdate())
        try:
            weighed = criteria.set_weights(
                by=by,
                procurement=procurement,
                weightings=weightings,
                version=form.cleaned_data["version"] or 0,
                trivial_below=least.points if least else None,
            )
        except ChangedMeanwhile:
            crossed = True
            procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
            form.data = {**request.POST.dict(), "version": str(procurement.version)}
        except Refused as refusal:
            form.add_error(_field_on_page(refusal.field, places), str(refusal))
        else:
            for flag in weighed.flags:
                messages.warning(request, _with_source(flag, least.source.title if least else ""))
            for flag in weighed.trivial:
                messages.warning(request, _with_source(flag, ""))
            return redirect("procurement", ref=ref)
    return _page(request, procurement, form, crossed=crossed)


def _page(
    request: HttpRequest, procurement: Procurement, form: WeightsForm, *, crossed: bool = False
) -> HttpResponse:
    return render(
        request,
        "integrate/web/weights/page.jinja",
        {
            "form": form,
            "procurement": procurement,
            "may_add": form.count < MOST_ROWS,
            "crossed": crossed,
            "standing": list(procurement.criteria.all()) if crossed else [],
            "named": _named(procurement),
            "myths": myths_beside("weights"),
        },
        status=409 if crossed else 422 if form.is_bound and form.errors else 200,
    )


def _named(procurement: Procurement) -> list[GroupNamed]:
    """What the community named and somebody wrote a question about: of the priorities this contract is asked for, or of
    all before anybody decided.
    """
    decided = [each.priority.title for each in decided_for(procurement) if each.asked]
    groups = groups_beside(procurement.owner_id, decided) if decided else groups_of(procurement.owner_id)
    return [each for each in groups if each.criterion]


def _begun_from_named(owner: int, request: HttpRequest, place: int) -> dict[str, str]:
    """The next row begun from a group of issues, where its reference is in the address."""
    wanted = request.GET.get("named", "")
    group = group_with(owner=owner, ref=wanted) if wanted else None
    if group is None or place >= MOST_ROWS:
        return {}
    return {
        f"family_{place}": Family.OWN.value,
        f"title_{place}": group.title,
        f"question_{place}": group.criterion,
    }


def _rows(request: HttpRequest) -> int:
    # Three digits are more than there can be rows.
    typed = request.POST.get("rows", "")[:3]
    return min(max(int(typed), 1), MOST_ROWS) if typed.isascii() and typed.isdigit() else FEWEST_ROWS


def _field_on_page(field: str, places: list[int]) -> str | None:
    """The action counts the rows that are used; the page counts all."""
    name, _, place = field.rpartition("_")
    return f"{name}_{places[int(place)]}" if name else None


def _with_source(flag: str, source: str) -> str:
    return (
        say("{flag} ({source}). It stands as you set it.", flag=flag, source=source)
        if source
        else say("{flag}. It stands as you set it.", flag=flag)
    )
