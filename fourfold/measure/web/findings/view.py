from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.people.queries import colleagues
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.measure.actions import findings
from fourfold.measure.queries.exceptions import exception_of, kind_named
from fourfold.measure.queries.findings import evidence_of, finding_of, findings_of, open_findings_about
from fourfold.measure.web.findings.form import CLOSE, AnswerForm, DecideForm, RaiseForm
from fourfold.partner.actions.deliveries import Upload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor


def _only(by: Actor) -> int | None:
    """Whose findings `by` sees: their own, and everybody's where they look through them."""
    return None if by.has(*findings.MAY_LOOK) else by.person_id


@require_safe
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    """The open findings, the most urgent first, ?closed=1 the others; one's own for who does not look through them."""
    by = actor_of(request)
    looks = by.has(*findings.MAY_LOOK)
    closed = request.GET.get("closed") == "1"
    rows = findings_of(by.organisation_id, closed=closed, person=_only(by))
    page = page_of(request, rows)
    return render(
        request,
        "measure/web/findings/list.jinja",
        {"page": page, "closed": closed, "looks": looks, "on": timezone.localdate()},
    )


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    finding = found(finding_of(owner=by.organisation_id, person=_only(by), ref=ref))
    return render(
        request,
        "measure/web/findings/page.jinja",
        {
            "finding": finding,
            "kind": kind_named(finding.kind),
            "evidence": evidence_of(finding),
            "history": history_of(finding),
            "cannot_answer": reason_against(lambda: findings.check_can_answer(by, finding)),
            "cannot_decide": reason_against(lambda: findings.check_can_decide(by, finding)),
        },
    )


@signed_in
def ask(request: HttpRequest, kind: str, thing: str) -> HttpResponse:
    """An auditor makes a finding of an exception."""
    by = actor_of(request)
    today = timezone.localdate()
    chosen = found(kind_named(kind))
    standing = open_findings_about(owner=by.organisation_id, kind=kind, things=[thing])
    exception = exception_of(chosen, thing=thing, owner=by.organisation_id, on=today)
    found(standing.get(thing) or exception)
    findings.check_can_raise(by)
    if thing in standing:
        return redirect("finding", ref=standing[thing])
    people = colleagues(organisation=by.organisation_id, on=today)
    form = RaiseForm(request.POST if request.method == "POST" else None, people=people)

    def do(given: Mapping[str, Any]) -> str:
        finding = findings.raise_finding(
            by=by,
            kind=chosen,
            thing=thing,
            words=given["words"],
            assigned_to=found(people.filter(ref=given["assigned_to"]).first()),
            due_on=given["due_on"],
            on=today,
        )
        return reverse("finding", kwargs={"ref": finding.ref})

    return send(
        request,
        form,
        check=lambda: findings.check_can_raise(by),
        do=do,
        show=lambda: render(
            request,
            "measure/web/findings/raise.jinja",
            {"form": form, "kind": chosen, "exception": exception},
        ),
    )


@signed_in
def answer(request: HttpRequest, ref: str) -> HttpResponse:
    """Who must act says what was done."""
    by = actor_of(request)
    finding = found(finding_of(owner=by.organisation_id, person=_only(by), ref=ref))
    form = AnswerForm(request.POST or None, request.FILES or None)
    address = reverse("finding", kwargs={"ref": ref})

    def do(given: Mapping[str, Any]) -> str:
        file = given["evidence"]
        findings.answer(
            by=by,
            finding=finding,
            words=given["words"],
            upload=Upload(name=file.name, content=file.read()) if file else None,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        return address

    return send(
        request,
        form,
        check=lambda: findings.check_can_answer(by, finding),
        do=do,
        show=lambda: render(request, "measure/web/findings/answer.jinja", {"form": form, "finding": finding}),
        files="evidence",
    )


@signed_in
def decide(request: HttpRequest, ref: str) -> HttpResponse:
    """Somebody other than who answered closes it, or sends it back."""
    by = actor_of(request)
    finding = found(finding_of(owner=by.organisation_id, person=_only(by), ref=ref))
    form = DecideForm(request.POST if request.method == "POST" else None)

    def do(given: Mapping[str, Any]) -> str:
        if given["decision"] == CLOSE:
            findings.close(by=by, finding=finding, words=given["words"], on=timezone.localdate())
        else:
            findings.send_back(by=by, finding=finding, words=given["words"])
        return reverse("finding", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: findings.check_can_decide(by, finding),
        do=do,
        show=lambda: render(request, "measure/web/findings/decide.jinja", {"form": form, "finding": finding}),
    )
