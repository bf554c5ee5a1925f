"""What the Social Value Act would cover of what the organisation buys, if it reached further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.define.queries.law import law_version, the_law
from fourfold.define.rules.law import social_value_act
from fourfold.define.rules.law.scenarios import SCENARIOS
from fourfold.define.web.law_words import ANSWERS, AUTHORITIES, KINDS, NATIONS, VAT
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import scenarios
from fourfold.integrate.queries.scenarios import how_many, run_with, runs_of
from fourfold.integrate.rules import scenario_tallies
from fourfold.integrate.rules.likely_authority import likely_authority, likely_nation
from fourfold.integrate.rules.scenario_tallies import AS_IT_IS, Unknown, read_tallies
from fourfold.integrate.web.scenarios.form import ScenariosForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

QUESTIONS = {AS_IT_IS: say("As the Act is"), **{name.value: each.title for name, each in SCENARIOS.items()}}
UNKNOWN = {
    Unknown.KIND: say("Services, goods or works is not said"),
    Unknown.VALUE: say("The value is not known"),
    Unknown.CURRENCY: say("The value is not in pounds"),
}


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    buyer = Organisation.objects.get(pk=by.organisation_id)
    begun = {
        "authority": likely_authority(sector=buyer.sector, nation=buyer.nation, name=buyer.name),
        "nation": likely_nation(buyer.nation),
        "vat": "excluded",
        "day": min(timezone.localdate(), the_law().rules[social_value_act.KEY].still_in_force_on),
    }
    form = ScenariosForm(request.POST or None, initial=begun)
    cannot = reason_against(lambda: scenarios.check_can_ask(by))
    procurements, entries = how_many(by.organisation_id)

    def do(_given: Mapping[str, Any]) -> str:
        job = scenarios.ask(by=by, asked=form.asked(), at=timezone.now())
        return reverse("job", kwargs={"ref": job.ref})

    def show() -> HttpResponse:
        return render(
            request,
            "integrate/web/scenarios/page.jinja",
            {
                "form": form if not cannot else None,
                "cannot": cannot,
                "procurements": procurements,
                "entries": entries,
                "page": page_of(request, runs_of(by.organisation_id).defer("tallies")),
            },
        )

    if request.method == "GET":
        return show()
    return send(request, form, check=lambda: scenarios.check_can_ask(by), do=do, show=show)


@require_safe
@signed_in
def show(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    run = found(run_with(owner=by.organisation_id, ref=ref))
    asked = scenarios.read(run.facts)
    return render(
        request,
        "integrate/web/scenarios/run.jinja",
        {
            "run": run,
            "facts": [
                (say("Who buys"), AUTHORITIES[asked.authority]),
                (say("Mainly works in"), NATIONS[asked.nation]),
                (say("Values"), VAT[asked.vat]),
                (say("As if each began on"), asked.day),
            ],
            "lines": read_tallies(run.tallies),
            "by_kind": [
                (KINDS[kind], read_tallies(run.tallies, kind=kind.value)) for kind in scenario_tallies.KINDS
            ],
            "unknown": [(UNKNOWN[Unknown(name)], number) for name, number in run.tallies["unknown"].items()],
            "questions": QUESTIONS,
            "answers": {answer.value: words for answer, (words, _) in ANSWERS.items()},
            "history": history_of(run),
            "of_this_law": run.law_version == law_version(),
        },
    )
