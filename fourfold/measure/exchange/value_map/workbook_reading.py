"""The practitioner's spreadsheet read: columns by their headings, in whatever order, and what it calculates as printed figures.

Cells are read as values, never as formulas: a formula in text is refused where a number belongs.
"""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from fourfold.ground.kernel.said import say
from fourfold.measure.exchange.value_map.faults import Fault, MapRefused
from fourfold.measure.exchange.value_map.reading import ReadMap, map_from_tree

MOST_UNPACKED: Final = 100_000_000
FEWEST_HEADINGS: Final = 5
_HEADINGS: Final = {
    "stakeholder": ("stakeholder", "stakeholders", "who changes", "group"),
    "outcome": ("outcome", "outcomes", "outcome description"),
    "stakeholders": ("count", "number of people", "population", "how many in group"),
    "input_value": ("inputs value", "value of inputs", "financial value of inputs"),
    "inputs": ("inputs", "input", "what they invest"),
    "outputs": ("outputs", "output"),
    "indicator": ("indicator",),
    "kind": ("kind",),
    "rate_class": ("rate class",),
    "quantity": ("quantity", "quantity number of people experiencing", "scale"),
    "proxy": ("financial proxy value", "proxy value", "value of proxy", "value"),
    "duration_years": ("duration", "duration years", "duration of outcome years"),
    "deadweight": ("deadweight",),
    "displacement": ("displacement",),
    "attribution": ("attribution",),
    "leakage": ("leakage",),
    "drop_off": ("drop off", "dropoff"),
    "impact": ("impact",),
    "present_value": ("present value", "pv"),
}
_KEYS: Final = {name: key for key, names in _HEADINGS.items() for name in names}
_YEAR = re.compile(r"year (?P<year>[0-9]{1,3})")
_TOTALS: Final = {
    "total present value": "present_value",
    "total inputs": "inputs",
    "net present value": "npv",
    "ratio": "ratio",
    "social return": "ratio",
    "net ratio": "net_ratio",
}
_TEXTS: Final = ("stakeholder", "outcome", "inputs", "outputs", "indicator", "kind", "rate_class")

Sheet = list[list[Any]]


def read_workbook(content: bytes) -> ReadMap:
    """Raises MapRefused; places are cells, such as "Value map, row 9, Deadweight"."""
    sheets = _sheets(content)
    name, line, columns = _table(sheets)
    rows, printed, totals = _rows(sheets[name][line + 1 :], columns)
    tree: dict[str, Any] = {
        "settings": _settings(sheets),
        "inputs": _inputs(sheets, sheets[name][line + 1 :], columns),
        "rows": [
            row | ({"printed": cells} if cells else {}) for row, cells in zip(rows, printed, strict=True)
        ],
    }
    if totals:
        tree["printed"] = totals
    try:
        return map_from_tree(tree)
    except MapRefused as refusal:
        raise MapRefused([_placed(fault, name, line) for fault in refusal.faults]) from None


def _sheets(content: bytes) -> dict[str, Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise _refused(say("the workbook unpacks to more than 100 MB: that is no value map"))
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except (zipfile.BadZipFile, CalamineError) as error:
        raise _refused(say("this is not a workbook that can be read: {what}", what=str(error)[:80])) from None


def _table(sheets: dict[str, Sheet]) -> tuple[str, int, dict[int, str]]:
    """The sheet, line and columns of the headings. A bare "value" after "inputs" is theirs, after a proxy the proxy's."""
    for name, sheet in sheets.items():
        for line, cells in enumerate(sheet):
            columns: dict[int, str] = {}
            for column, cell in enumerate(cells):
                title = re.sub(r"[^a-z0-9]+", " ", str(cell).lower()).strip()
                key = _KEYS.get(title)
                if title == "value" and list(columns.values())[-1:] == ["inputs"]:
                    key = "input_value"
                year = _YEAR.fullmatch(title)
                if year is not None and year["year"] != "0":
                    key = f"year {year['year']}"
                if key is not None and key not in columns.values():
                    columns[column] = key
            if len(columns) >= FEWEST_HEADINGS and {"outcome", "duration_years"} <= set(columns.values()):
                return name, line, columns
    raise _refused(
        say(
            "no table of a value map: one line must have headings such as Stakeholder, Outcome, Quantity, Duration"
        )
    )


def _rows(
    lines: Sheet, columns: dict[int, str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    printed: list[dict[str, Any]] = []
    totals: dict[str, Any] = {}
    for cells in lines:
        named = {
            key: cells[column]
            for column, key in columns.items()
            if column < len(cells) and cells[column] != ""
        }
        title = re.sub(r"[^a-z]+", " ", str(named.get("stakeholder", "")).lower()).strip()
        if title in _TOTALS:
            numbers = [cell for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool)]
            if numbers:
                totals[_TOTALS[title]] = _number(numbers[-1])
        elif "outcome" in named:
            row = {
                key: str(value) if key in _TEXTS else _number(value)
                for key, value in named.items()
                if not key.startswith("year ") and key not in {"impact", "present_value", "input_value"}
            }
            if "quantity" not in row and "impact" in named:
                row["impact"] = _number(named["impact"])
                for key in ("deadweight", "displacement", "attribution", "leakage", "proxy"):
                    row.pop(key, None)
            rows.append({"stakeholder": ""} | row)
            printed.append(_printed(named, calculated="quantity" in row))
    return rows, printed, totals


def _printed(named: dict[str, Any], *, calculated: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if calculated and "impact" in named:
        found["impact"] = _number(named["impact"])
    years = [key for key in named if key.startswith("year ")]
    if years:
        last = max(int(key.removeprefix("year ")) for key in years)
        found["by_year"] = [
            _number(named[f"year {year}"]) if f"year {year}" in named else None for year in range(1, last + 1)
        ]
    if "present_value" in named:
        found["present_value"] = _number(named["present_value"])
    return found


def _inputs(sheets: dict[str, Sheet], lines: Sheet, columns: dict[int, str]) -> list[dict[str, Any]]:
    """From a sheet of their own, or from the column of the table that has their value."""
    if "Inputs" in sheets:
        found = []
        for cells in sheets["Inputs"][1:]:
            label, amount, year, public = (*cells[:4], "", "", "", "")[:4]
            if label not in {"", "Total"}:
                one: dict[str, Any] = {
                    "label": str(label),
                    "amount": _number(amount),
                    "public": public == "yes",
                }
                if year != "":
                    one["year"] = int(year)
                found.append(one)
        return found
    at = {key: column for column, key in columns.items()}
    if "input_value" not in at:
        return []
    return [
        {
            "label": str(cells[at["inputs"]] if "inputs" in at else "Input"),
            "amount": _number(cells[at["input_value"]]),
        }
        for cells in lines
        if at["input_value"] < len(cells) and cells[at["input_value"]] != ""
    ]


def _settings(sheets: dict[str, Sheet]) -> dict[str, Any]:
    """From cells beside their names, on whatever sheet: "Discount rate", "Timing", "Partial year", "Price year", "Currency"."""
    found: dict[str, Any] = {}
    bands: dict[str, list[dict[str, Any]]] = {}
    for sheet in sheets.values():
        for cells in sheet:
            for column, cell in enumerate(cells[:-1]):
                name, value = str(cell).strip().lower(), cells[column + 1]
                if value == "":
                    continue
                if name in {"timing", "partial year", "price year", "currency"}:
                    found.setdefault(name.replace(" ", "_"), str(_number(value)))
                elif name in {"discount rate", "discount rate (%)"}:
                    found.setdefault("discount_rate", _number(value))
                elif name.startswith("discount rate, "):
                    first, last = (*cells[column + 2 : column + 4], "", "")[:2]
                    band: dict[str, Any] = {"from_year": int(first or 1), "rate": _number(value)}
                    if last != "":
                        band["to_year"] = int(last)
                    bands.setdefault(name.removeprefix("discount rate, "), []).append(band)
    if bands:
        one = next(iter(bands.values()))
        found["discount_schedule"] = {name: bands.get(name, one) for name in ("standard", "health")}
        found.pop("discount_rate", None)
    return found


def _number(value: object) -> object:
    """A number by its shortest digits; text as it stands, for the reader of the form to judge."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(repr(value))
        return f"{number.normalize():f}" if number.is_finite() else str(value)
    return value if isinstance(value, bool) else str(value)


def _placed(fault: Fault, sheet: str, line: int) -> Fault:
    found = re.match(r"/rows/(?P<row>[0-9]+)(?P<key>/[a-z_]+)?", fault.pointer)
    if found is None:
        return fault
    row = line + 2 + int(found["row"])
    return Fault(f"{sheet}, row {row}{(found['key'] or '').replace('/', ', ')}", fault.what)


def _refused(what: str) -> MapRefused:
    return MapRefused([Fault("", what)])
