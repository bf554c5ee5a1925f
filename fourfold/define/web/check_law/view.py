from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fourfold.define.queries.law import rulings_on
from fourfold.define.rules.law.typed_facts import REQUIRED, typed_again
from fourfold.define.web.check_law.form import ContractForm
from fourfold.define.web.law_words import facts_in_words, in_groups, last_checked
from fourfold.ground.web.counted import counted

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.define.rules.law.facts import Facts
    from fourfold.define.rules.law.scenarios import Scenario

EDIT: Final = "edit"


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
    unread = last_checked(rulings)
    return render(
        request,
        "define/web/check_law/rulings.jinja",
        {
            "facts": facts_in_words(facts),
            "asked": _address(facts, scenario),
            "change": f"{_address(facts, scenario)}&{EDIT}=1",
            "program": f"{reverse('api:api_check_law')}?{_query(facts, scenario)}",
            # The same question on the last day for which every rule was checked.
            "last_checked": None
            if unread is None
            else (unread, _address(replace(facts, on=unread), scenario)),
            **in_groups(rulings),
        },
    )


def _address(facts: Facts, scenario: Scenario | None) -> str:
    return f"{reverse('check_law')}?{_query(facts, scenario)}"


def _query(facts: Facts, scenario: Scenario | None) -> str:
    return urlencode(
        {**typed_again(facts), **({} if scenario is None else {"scenario": scenario.name.value})}
    )
