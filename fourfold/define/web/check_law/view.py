from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fourfold.define.queries.law import rulings_on
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.typed_facts import REQUIRED, typed_again
from fourfold.define.web.check_law.form import ContractForm
from fourfold.define.web.law_words import ANSWERS, RULE_KINDS, facts_in_words, how_the_rest_stands
from fourfold.ground.web.counted import counted

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from fourfold.define.rules.law.answers import Ruling
    from fourfold.define.rules.law.facts import Facts
    from fourfold.define.rules.law.scenarios import Scenario

EDIT: Final = "edit"
IN_FULL: Final = (Answer.APPLIES, Answer.UNCERTAIN, Answer.GOOD_PRACTICE)


@require_safe
@counted
def view(request: HttpRequest) -> HttpResponse:
    """A form, and with the facts of a contract in the address the rulings on it. Nothing is stored; nobody need sign in."""
    if not any(request.GET.get(name) for name in REQUIRED):
        return _asked(request, ContractForm())
    form = ContractForm(request.GET)
    if not form.is_valid() or EDIT in request.GET:
        return _asked(request, form)
    return _answered(request, form.facts, form.chosen_scenario)


def _asked(request: HttpRequest, form: ContractForm) -> HttpResponse:
    return render(request, "define/web/check_law/page.jinja", {"form": form})


def _answered(request: HttpRequest, facts: Facts, scenario: Scenario | None) -> HttpResponse:
    rulings = rulings_on(facts, scenario)
    law = [each for each in rulings if not each.hypothetical]
    return render(
        request,
        "define/web/check_law/rulings.jinja",
        {
            "facts": facts_in_words(facts),
            "asked": _address(facts, scenario),
            "change": f"{_address(facts, scenario)}&{EDIT}=1",
            "program": f"{reverse('api:api_check_law')}?{_query(facts, scenario)}",
            "in_full": [(answer, [each for each in law if each.answer is answer]) for answer in IN_FULL],
            "hypothetical": [each for each in rulings if each.hypothetical],
            "not_checked": [each for each in law if each.answer is Answer.NOT_CHECKED],
            "outside": [each for each in law if each.answer is Answer.DOES_NOT_APPLY],
            "last_checked": _last_checked(law, facts, scenario),
            "answers": ANSWERS,
            "kinds": RULE_KINDS,
            "counts": {answer.value: sum(each.answer is answer for each in law) for answer in Answer},
            "the_rest": how_the_rest_stands(law),
        },
    )


def _last_checked(law: list[Ruling], facts: Facts, scenario: Scenario | None) -> tuple[date, str] | None:
    """Where rules were not checked for that day: the last day for which all of them were, and the same question on it."""
    days = [each.checked_on for each in law if each.answer is Answer.NOT_CHECKED]
    return (min(days), _address(replace(facts, on=min(days)), scenario)) if days else None


def _address(facts: Facts, scenario: Scenario | None) -> str:
    return f"{reverse('check_law')}?{_query(facts, scenario)}"


def _query(facts: Facts, scenario: Scenario | None) -> str:
    return urlencode(
        {**typed_again(facts), **({} if scenario is None else {"scenario": scenario.name.value})}
    )
