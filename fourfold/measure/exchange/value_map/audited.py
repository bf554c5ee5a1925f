"""A map with what a report prints of it, audited: the answer as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fourfold.measure.exchange.value_map.answer import settings
from fourfold.measure.exchange.value_map.faults import Fault, MapRefused
from fourfold.measure.exchange.value_map.reading import map_from_tree
from fourfold.measure.rules.audit.auditing import audit
from fourfold.measure.rules.audit.report import Pool, Report, ReportRow, ReportTotals, Scenario
from fourfold.measure.rules.valuation.precision import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.measure.exchange.value_map.form import Form
    from fourfold.measure.exchange.value_map.printed_form import PrintedForm, PrintedRow, PrintedScenario
    from fourfold.measure.exchange.value_map.reading import ReadMap
    from fourfold.measure.rules.audit.findings import Finding

FORM: Final = "fourfold value map audit 1"
_TOTALS: Final = ("present_value", "inputs", "npv", "ratio", "net_ratio")


def audited(read: ReadMap) -> dict[str, Any]:
    """What `fourfold value-map audit` prints. Raises MapRefused where nothing is printed, or a scenario is no map."""
    found = audit(read.map.central, report(read))
    if not found.checked:
        raise MapRefused([Fault("/printed", "there is no printed figure to audit: give some under printed")])
    return {
        "form": FORM,
        "title": read.title,
        "settings": settings(read),
        "checked": found.checked,
        "agree": found.checked - len({(each.name, each.place) for each in found.findings}),
        "right_by_rounded_figures": [name.pointer for name in found.carried],
        "explains_the_whole": None
        if found.whole is None
        else {
            "kind": found.whole.kind.value,
            "setting": found.whole.setting,
            "changed": dict(found.whole.changed),
        },
        "disagree": [_finding(each) for each in found.findings],
    }


def report(read: ReadMap) -> Report:
    form = read.form
    printed = form.printed
    rows = []
    for place, row in enumerate(form.rows):
        beside = printed.per_row[place] if printed is not None and place < len(printed.per_row) else None
        rows.append(_row(row.printed, beside))
    if printed is None:
        return Report(tuple(rows))
    for place, pool in enumerate(printed.pooled):
        if any(not 0 <= row < len(rows) for row in pool.rows):
            raise MapRefused([Fault(f"/printed/pooled/{place}/rows", "there is no such row: the first is 0")])
    return Report(
        tuple(rows),
        _totals(printed),
        tuple(_scenario(form, each, place) for place, each in enumerate(printed.scenarios)),
        tuple(Pool(each.label, tuple(each.rows), each.of, tuple(each.value)) for each in printed.pooled),
    )


def _row(*given: PrintedRow | None) -> ReportRow:
    """What is printed of a row, wherever in the form it was put."""
    known = [each for each in given if each is not None]
    years = max((len(each.by_year) for each in known), default=0)
    return ReportRow(
        tuple(cell for each in known for cell in each.impact),
        tuple(
            tuple(cell for each in known if year < len(each.by_year) for cell in each.by_year[year])
            for year in range(years)
        ),
        tuple(cell for each in known for cell in each.present_value),
    )


def _totals(printed: PrintedForm) -> ReportTotals:
    cells = {name: tuple(getattr(printed, name)) for name in _TOTALS}
    return ReportTotals(by_year=tuple(tuple(cell) for cell in printed.by_year), **cells)


def _scenario(form: Form, each: PrintedScenario, place: int) -> Scenario:
    """The main map with what the scenario changes."""
    tree = form.model_dump(exclude_unset=True, exclude={"printed"})
    tree["settings"] |= each.settings
    for row in tree["rows"]:
        row.pop("printed", None)
        row.update(each.every_row)
    for key, changes in each.rows.items():
        if not key.isdecimal() or int(key) >= len(tree["rows"]):
            raise MapRefused(
                [Fault(f"/printed/scenarios/{place}/rows/{key}", "there is no such row: the first is 0")]
            )
        tree["rows"][int(key)] |= changes
    try:
        read = map_from_tree(tree)
    except MapRefused as refusal:
        raise MapRefused(
            [
                Fault(f"/printed/scenarios/{place} makes {fault.pointer}", fault.what)
                for fault in refusal.faults
            ]
        ) from None
    cells = {name: tuple(getattr(each, name)) for name in _TOTALS if name != "inputs"}
    return Scenario(each.name, read.map.central, ReportTotals(**cells))


def _finding(each: Finding) -> dict[str, Any]:
    return {
        "cell": each.name.pointer,
        "row": each.name.row,
        "of": each.place or None,
        "printed": each.printed.text,
        "where": each.printed.where or None,
        "calculated": _text(each.calculated),
        "kind": each.kind.value,
        "right_if": each.setting or None,
        "changed": dict(each.changed),
        "also_possible": [
            {"kind": also.kind.value, "right_if": also.setting, "changed": dict(also.changed)}
            for also in each.also
        ],
        "follows_from": [name.pointer for name in each.follows],
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
