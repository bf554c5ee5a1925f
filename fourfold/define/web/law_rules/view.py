from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.queries.law import the_law
from fourfold.define.queries.law_calendar import calendar, law_figures
from fourfold.define.rules.law.every_rule import RULES
from fourfold.define.rules.law.facts import Nation
from fourfold.define.web.law_words import NATIONS, RULE_KINDS
from fourfold.ground.kernel.said import say_joined

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

FIRST_DRAWN: Final = date(2012, 1, 1)


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """Every rule over time, as a picture and a table, with where it was read; and every threshold."""
    law = the_law()
    rules = [law.rules[each.key] for each in RULES]
    return render(
        request,
        "define/web/law_rules/page.jinja",
        {
            "rules": [
                (
                    each,
                    RULE_KINDS[each.kind],
                    say_joined([NATIONS[Nation(nation)] for nation in each.nations]),
                )
                for each in rules
            ],
            "lanes": [(each.title, each.first_day, each.last_day, each.still_in_force_on) for each in rules],
            "first": FIRST_DRAWN,
            "last": date(timezone.localdate().year + 1, 1, 1),
            "figures": law_figures(law),
        },
    )


@require_safe
def to_read(request: HttpRequest) -> HttpResponse:
    """What of the law must be read again, the soonest first."""
    entries, today = calendar(the_law()), timezone.localdate()
    unread = sum(each.checked_on < today for each in entries)
    return render(
        request,
        "define/web/law_rules/to_read.jinja",
        {"entries": entries, "today": today, "unread": unread},
    )
