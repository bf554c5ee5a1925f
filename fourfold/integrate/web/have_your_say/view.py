"""What everybody reads and answers, without an account: the consultations that are listed, and one by its link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.people import request_counts
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.client_address import address_of
from fourfold.ground.web import errors
from fourfold.ground.web.access import found
from fourfold.ground.web.counted import counted
from fourfold.ground.web.paging import page_of
from fourfold.integrate.actions import saying
from fourfold.integrate.queries.consultations import for_everybody, listed_for_everybody
from fourfold.integrate.rules.consultation_results import read_results
from fourfold.integrate.web.have_your_say.form import AnswerForm, IdeaForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.queries.consultations import Consultation

# To one form from one address in a minute: a library, where many sit behind one, gets by with it.
ANSWERS_A_MINUTE: Final = 30


@require_safe
@counted
def listed(request: HttpRequest) -> HttpResponse:
    on = timezone.localdate()
    page = page_of(request, listed_for_everybody())
    return render(
        request,
        "integrate/web/have_your_say/list.jinja",
        {"page": page, "rows": [(each, saying.takes_answers(each, on=on)) for each in page.object_list]},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@counted
def view(request: HttpRequest, ref: str) -> HttpResponse:
    one = found(for_everybody(ref))
    on = timezone.localdate()
    form = AnswerForm(request.POST if request.method == "POST" else None, questions=list(one.questions.all()))
    return _answered(
        request,
        one,
        form,
        lambda: saying.answer(consultation=one, said=form.said(), on=on),
        "integrate/web/have_your_say/page.jinja",
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@counted
def propose(request: HttpRequest, ref: str) -> HttpResponse:
    one = found(for_everybody(ref))
    found(one if one.takes_ideas else None)
    form = IdeaForm(request.POST if request.method == "POST" else None)
    return _answered(
        request,
        one,
        form,
        lambda: saying.propose(consultation=one, proposed=form.proposed(), on=timezone.localdate()),
        "integrate/web/have_your_say/idea.jinja",
    )


def _answered(
    request: HttpRequest, one: Consultation, form: Form, do: Callable[[], object], template: str
) -> HttpResponse:
    """The page with its form; sent, it leads to thanks, or back to what was typed with what is wrong beside it."""
    if request.method == "POST":
        wait = request_counts.let_through(
            key=request_counts.key_of_address(f"{address_of(request)} {request.path}"),
            allowed=ANSWERS_A_MINUTE,
            at=timezone.now(),
        )
        if wait:
            return errors.too_many(request, wait)
        if form.is_valid():
            try:
                do()
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            except NotAllowed as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect(f"{request.path}?sent=1")
    return render(
        request,
        template,
        {
            "form": form,
            "consultation": one,
            "open": saying.takes_answers(one, on=timezone.localdate()),
            "results": None if one.results is None else read_results(one.results),
            "changes": list(one.changes.all()),
            "sent": request.GET.get("sent") == "1",
        },
        status=422 if form.is_bound and form.errors else 200,
    )
