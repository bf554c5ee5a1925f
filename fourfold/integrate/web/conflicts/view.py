"""Conflicts of interest of a procurement: who has influence, what they declared, what was decided, and the assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.people.tables import Role
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import conflicts, interests
from fourfold.integrate.queries.conflicts import (
    all_decisions,
    all_declarations,
    assessments_of,
    declaration_of,
    influence_of,
    people_with_influence,
    what_stops_assessment,
    what_the_assessment_lacks,
)
from fourfold.integrate.queries.procurements import people_who_may_open, procurement_of
from fourfold.integrate.web.conflicts.form import AdviserForm, AssessForm, DecideForm, EndForm, NameForm
from fourfold.integrate.web.declare.form import YES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor

# Who reads what others' interests are, beside those whom they concern: who decides on them, and who audits.
READERS = (Role.COMMISSIONER, Role.APPROVER, Role.AUDITOR)


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    form = AssessForm(request.POST or None)

    def check() -> None:
        if request.method == "POST":
            conflicts.check_can_assess(by, procurement)

    def do(given: Mapping[str, Any]) -> str:
        conflicts.assess(
            by=by, procurement=procurement, looked_for=given["looked_for"], on=timezone.localdate()
        )
        return _back(ref)

    def show() -> HttpResponse:
        people = people_with_influence(procurement)
        declared, decided, assessed = (
            all_declarations(procurement),
            all_decisions(procurement),
            assessments_of(procurement),
        )
        named = [each for who in people for each in who.named]
        return render(
            request,
            "integrate/web/conflicts/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "people": people,
                "lacks": what_the_assessment_lacks(procurement),
                "missing": what_stops_assessment(people),
                "assessments": assessed,
                "declarations": declared,
                "decisions": decided,
                "me": by.person_id,
                "reads": reads_interests(by),
                "can_declare": interests.can_declare(by, procurement),
                "cannot_assess": reason_against(lambda: conflicts.check_can_assess(by, procurement)),
                "decidable": {
                    who.declaration.pk
                    for who in people
                    if who.declaration is not None
                    and who.declaration.has_interest
                    and conflicts.can_decide(by, who.declaration)
                },
                "history": history_of(procurement, *named, *declared, *decided, *assessed),
            },
        )

    return send(request, form, check=check, do=do, show=show)


@signed_in
def name(request: HttpRequest, ref: str) -> HttpResponse:
    """Somebody with influence is named: a colleague, or an adviser by name."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    today = timezone.localdate()
    people = people_who_may_open(organisation=by.organisation_id, on=today)
    form = NameForm(request.POST or None, people=people)

    def do(given: Mapping[str, Any]) -> str:
        conflicts.name_influence(
            by=by,
            procurement=procurement,
            person=next((each for each in people if each.ref == given["person"]), None),
            name=given["name"],
            works_for=given["works_for"],
            part=given["part"],
            on=today,
        )
        return _back(ref)

    return send(
        request,
        form,
        check=lambda: conflicts.check_can_assess(by, procurement),
        do=do,
        show=lambda: render(
            request, "integrate/web/conflicts/name.jinja", {"form": form, "procurement": procurement}
        ),
    )


@signed_in
def end(request: HttpRequest, ref: str, influence: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    one = found(influence_of(procurement, influence))
    form = EndForm(request.POST or None)

    def do(given: Mapping[str, Any]) -> str:
        conflicts.end_influence(by=by, influence=one, because=given["because"], on=timezone.localdate())
        return _back(ref)

    return send(
        request,
        form,
        check=lambda: conflicts.check_can_assess(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/conflicts/end.jinja",
            {"form": form, "procurement": procurement, "one": one},
        ),
    )


@signed_in
def declare_for(request: HttpRequest, ref: str, influence: str) -> HttpResponse:
    """What an adviser without an account declared, written down by a colleague whom they told."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    one = found(influence_of(procurement, influence))
    form = AdviserForm(request.POST or None)

    def do(given: Mapping[str, Any]) -> str:
        interests.declare_for(
            by=by,
            adviser=one,
            has_interest=given["has_interest"] == YES,
            kind=given["kind"],
            detail=given["detail"],
            on=timezone.localdate(),
        )
        return _back(ref)

    return send(
        request,
        form,
        check=lambda: interests.check_can_declare_for(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/conflicts/declare_for.jinja",
            {"form": form, "procurement": procurement, "one": one},
        ),
    )


@signed_in
def decide(request: HttpRequest, ref: str, declaration: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    one = found(declaration_of(procurement, declaration))
    form = DecideForm(request.POST or None)

    def do(given: Mapping[str, Any]) -> str:
        conflicts.decide(
            by=by,
            declaration=one,
            outcome=given["outcome"],
            steps=given["steps"],
            on=timezone.localdate(),
        )
        return _back(ref)

    return send(
        request,
        form,
        check=lambda: conflicts.check_can_decide(by, one),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/conflicts/decide.jinja",
            {"form": form, "procurement": procurement, "one": one},
        ),
    )


def reads_interests(by: Actor) -> bool:
    return by.has(*READERS)


def _back(ref: str) -> str:
    return reverse("conflicts", kwargs={"ref": ref})
