"""For how much of what is bought social value is considered, as a picture and a table."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.shortcuts import render
from django.views.decorators.http import require_GET

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.integrate.queries.share_considered import share_considered_by
from fourfold.integrate.rules.share_considered import By, Fate, whole

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.rules.share_considered import Line

WORDS: Final = {
    By.SERVICE: say("service"),
    By.KIND: say("kind"),
    By.SIZE: say("size"),
    By.YEAR: say("year"),
}
# More groups than this make a picture that nobody reads; the table has all of them.
MOST_BARS: Final = 15


@require_GET
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    asked = request.GET.get("by", "")
    group = By(asked) if asked in set(By) else By.KIND
    in_value = request.GET.get("in") == "value"
    lines = share_considered_by(by.organisation_id, group)
    return render(
        request,
        "integrate/web/share_considered/page.jinja",
        {
            "by": group.value,
            "words": WORDS[group],
            "choices": [(each.value, words) for each, words in WORDS.items()],
            "in_value": in_value,
            "lines": lines,
            "whole": whole(lines),
            "Fate": Fate,
            "run_here": _bars(lines, Fate.CONSIDERED, in_value=in_value),
            "mentioned": _bars(lines, Fate.MENTIONED, in_value=in_value),
            "most": MOST_BARS,
        },
    )


def _bars(lines: list[Line], fate: Fate, *, in_value: bool) -> list[tuple[str, Decimal, Decimal]]:
    """Of each group that has any, the part with that fate and the whole it is a part of."""
    found = []
    for line in lines:
        part, all_of_them = line.of(fate), line.run_here if fate is Fate.CONSIDERED else line.read
        if in_value and all_of_them.count:
            found.append((line.group, part.amount, all_of_them.amount))
        elif all_of_them.count:
            found.append((line.group, Decimal(part.count), Decimal(all_of_them.count)))
    return found[:MOST_BARS]
