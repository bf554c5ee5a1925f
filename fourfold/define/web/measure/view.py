from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from fourfold.define.actions import cascade, proxies
from fourfold.define.actions.policies import check_can_edit
from fourfold.define.models import Measure, Outcome
from fourfold.define.queries.proxies import history_of, in_force
from fourfold.define.web.measure.form import MeasureForm
from fourfold.define.web.policy.view import reason
from fourfold.define.web.priority.view import policy_address
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.spine.registry import strip
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.conflict.view import conflict_page
from fourfold.ground.web.once import already_sent, send_once

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_FIELDS = ("title", "unit", "counts", "evidence", "once_per_person")


def _measure(ref: str) -> Measure:
    return found(
        Measure.objects.filter(ref=ref).select_related("outcome__priority__policy_version__policy", "owner").first(),
    )


@require_GET
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """A measure: what counts, what it is worth by which source, and all that was promised and delivered of it."""
    measure = _measure(ref)
    by = getattr(request, "actor", None)
    own = by is not None and by.organisation_id == measure.owner_id
    standing = list(in_force([measure.pk]))
    return render(
        request,
        "define/web/measure/page.jinja",
        {
            "measure": measure,
            "version": measure.outcome.priority.policy_version,
            "own": own,
            "strip": strip("measure", ref),
            "proxies": standing,
            "earlier": [each for each in history_of(measure.pk) if each not in standing],
            "cannot_value": reason(lambda: proxies.check_can_record(by, measure)) if own else "",
        },
    )


@signed_in
def add(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    outcome = found(Outcome.objects.filter(ref=ref).select_related("priority__policy_version__policy").first())
    version = outcome.priority.policy_version
    check_can_edit(by, version)
    form = MeasureForm(request.POST or None)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            try:
                with send_once(request, form) as sent:
                    cascade.add_measure(by=by, outcome=outcome, **{name: form.cleaned_data[name] for name in _FIELDS})
                    sent.result = policy_address(version)
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    return render(
        request,
        "define/web/measure/form.jinja",
        {"form": form, "version": version, "outcome": outcome, "measure": None},
        status=422 if form.errors else 200,
    )


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    measure = _measure(ref)
    version = measure.outcome.priority.policy_version
    check_can_edit(by, version)
    form = MeasureForm(request.POST or None, initial=_stored(measure) | {"version": measure.version})
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            given = form.cleaned_data
            seen = measure.version if given["version"] is None else given["version"]
            try:
                with send_once(request, form) as sent:
                    cascade.edit_measure(by=by, measure=measure, seen=seen, **{name: given[name] for name in _FIELDS})
                    sent.result = policy_address(version)
            except ChangedMeanwhile:
                current = _measure(ref)
                return conflict_page(request, form, stored=_stored(current), version=current.version, section="define")
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    return render(
        request,
        "define/web/measure/form.jinja",
        {"form": form, "version": version, "outcome": measure.outcome, "measure": measure},
        status=422 if form.errors else 200,
    )


@require_POST
@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    measure = _measure(ref)
    version = measure.outcome.priority.policy_version
    cascade.remove_measure(by=actor_of(request), measure=measure)
    return redirect(policy_address(version))


def _stored(measure: Measure) -> dict[str, object]:
    return {name: getattr(measure, name) for name in _FIELDS}
