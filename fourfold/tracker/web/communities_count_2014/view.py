"""Communities Count, 2014: every printed figure beside the recounted one, and what contradicts what."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.said import say, side_by_side
from fourfold.tracker.exchange.figures_beside import beside_as_csv
from fourfold.tracker.exchange.wave_2014 import beside_of_2014, charts_of_2014, file_of_2014
from fourfold.tracker.rules.figures.published import Figure, Printed
from fourfold.tracker.rules.figures.side_by_side import printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from fourfold.tracker.exchange.wave_2014 import Chart
    from fourfold.tracker.rules.figures.recount import Counted
    from fourfold.tracker.rules.figures.side_by_side import Beside


UNITS = {
    "count": say("Number"),
    "date": say("Date"),
    "gbp": say("Pounds"),
    "gbp_per_year": say("Pounds a year"),
    "months": say("Months"),
    "people": say("People"),
    "percent": say("Per cent"),
    "properties": say("Homes"),
    "weeks": say("Weeks"),
    "year": say("Year"),
    "years": say("Years"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """`counted` in words: 37.0% (74 of 200)."""

    beside: Beside
    about: str
    counted: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """`counts` are label and number, where the report prints numbers; `shares` label and percent of 100."""

    chart: Chart
    counts: tuple[tuple[str, Decimal], ...] = ()
    shares: tuple[tuple[str, Decimal, int], ...] = ()


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    return render(request, "tracker/web/communities_count_2014/page.jinja", _content())


@require_safe
def as_csv(_request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(beside_as_csv(beside_of_2014()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="communities-count-2014-figures.csv"'
    return answer


def _content() -> dict[str, object]:
    """The counting is kept; the words are said for each reader."""
    rows = [_row(each) for each in beside_of_2014()]
    places: dict[str, list[Row]] = {}
    for row in rows:
        places.setdefault(row.beside.statement.where, []).append(row)
    file = file_of_2014()
    return {
        "source": file.source,
        "rows": rows,
        "contradicted": [row for row in rows if not row.beside.holds],
        "places": places,
        "beyond": file.beyond,
        "charts": list(_drawn()),
        "printed": printed,
        "units": UNITS,
    }


def _row(beside: Beside) -> Row:
    return Row(
        beside,
        side_by_side(dict.fromkeys(beside.about), "; "),
        side_by_side((_in_words(each, beside) for each in beside.counted), "; "),
    )


def _in_words(counted: Counted, beside: Beside) -> str:
    statement = beside.statement
    if isinstance(statement, Figure) and statement.kind is Printed.COUNT:
        return str(counted.count)
    if counted.percent is None:
        return say("nobody")
    return say(
        "{percent}% ({count} of {base})",
        percent=f"{float(counted.percent):.1f}",
        count=counted.count,
        base=counted.base,
    )


def _drawn() -> Iterator[Drawn]:
    by_id = {each.statement.id: each.statement for each in beside_of_2014()}
    for chart in charts_of_2014():
        bars, kinds = [], set()
        for bar in chart.bars:
            figures = [each for name in bar.of if isinstance(each := by_id[name], Figure)]
            kinds |= {each.kind for each in figures}
            bars.append((bar.label, sum((each.low for each in figures), Decimal(0))))
        if kinds == {Printed.COUNT}:
            yield Drawn(chart, counts=tuple(bars))
        else:
            yield Drawn(chart, shares=tuple((label, percent, 100) for label, percent in bars))
