"""Triple-S read back: the description, the data in fixed columns, and both as the answers of an instrument."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.parsers import expat  # nosec B407  (entities, on which its dangers rest, are refused)

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.faults import BadSurvey, Fault, refuse
from fourfold.tracker.rules.instrument.questionnaire import Instrument
from fourfold.tracker.rules.wave.multiples import multiple_names
from fourfold.tracker.rules.wave.reading import Read, ReadTable
from fourfold.tracker.rules.wave.table import Column, Holds, columns_of

MOST_BYTES: Final = 50_000_000
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")
_LINES: Final = re.compile(r"\r\n|\n|\r")
Value = Read | tuple[str, ...]


@dataclass(slots=True)
class Variable:
    """`values` are the words of its codes; `literal` where codes are letters. `start` is counted from 0."""

    name: str = ""
    label: str = ""
    kind: str = ""
    start: int = 0
    width: int = 0
    values: dict[str, str] = field(default_factory=dict)
    subfields: int = 0
    subwidth: int = 0
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    title: str
    variables: tuple[Variable, ...]
    rows: tuple[Mapping[str, Value], ...]


def read_triple_s(description: bytes, data: bytes) -> Survey:
    """Raises BadSurvey; places are the respondent's row and the variable's name."""
    if max(len(description), len(data)) > MOST_BYTES:
        raise refuse(say("the file is larger than 50 MB"))
    title, variables = _Description().read(description)
    found = _ENCODING.search(description[:200])
    try:
        text = data.decode(found[1].decode() if found else "utf-8").removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError):
        raise refuse(say("the data are not in the letters that the description says they are in")) from None
    # Only what ends a line in a file does; letters beyond ASCII that some count as ends do not.
    lines = _LINES.split(text)
    faults: list[Fault] = []
    rows: list[dict[str, Value]] = []
    for number, line in enumerate(lines[:-1] if not lines[-1] else lines, start=1):
        row: dict[str, Value] = {}
        for each in variables:
            try:
                row[each.name] = _value(each, line[each.start : each.start + each.width])
            except ValueError as wrong:
                faults.append(Fault(str(wrong), each.name, number))
        rows.append(row)
    if faults:
        raise BadSurvey(faults)
    return Survey(title, tuple(variables), tuple(rows))


def as_table(survey: Survey, instrument: Instrument) -> ReadTable:
    """The instrument's columns: a variable with several answers is a flag for each code. Raises BadSurvey."""
    columns = columns_of(instrument, weighted=True)
    flags: dict[str, list[Column]] = {}
    for question, name in multiple_names(columns).items():
        flags[name] = [
            column for column in columns if column.question == question and column.holds is Holds.FLAG
        ]
    names: list[str] = []
    for variable in survey.variables:
        names += (
            [column.name for column in flags[variable.name]] if variable.name in flags else [variable.name]
        )
    rows: list[tuple[Read, ...]] = []
    faults: list[Fault] = []
    for number, row in enumerate(survey.rows, start=1):
        cells: list[Read] = []
        for variable in survey.variables:
            value = row[variable.name]
            if variable.name not in flags:
                cells.append(" ".join(value) if isinstance(value, tuple) else value)
                continue
            codes = value if isinstance(value, tuple) else ()
            known = {choice.code: str(choice.number) for choice in flags[variable.name][0].choices}
            strange = sorted(set(codes) - set(known.values()))
            faults += [
                Fault(say("{number} is the number of no code", number=code), variable.name, number)
                for code in strange
            ]
            ticked = (known[column.code] in codes for column in flags[variable.name])
            cells += [None if value is None else Decimal(int(tick)) for tick in ticked]
        rows.append(tuple(cells))
    if faults:
        raise BadSurvey(faults)
    return ReadTable(tuple(names), tuple(rows), numbered=True)


def _value(variable: Variable, text: str) -> Value:
    stripped = text.strip()
    if not stripped:
        return None
    match variable.kind:
        case "character":
            return text.rstrip(" ")
        case "multiple":
            return _codes(variable, text)
        case "date":
            return _day(stripped)
        case "quantity" | "single" | "logical" if not variable.literal:
            number = _number(stripped)
            if variable.kind == "single" and variable.values and _plain(number) not in variable.values:
                raise ValueError(say("{number} is the number of no code", number=_plain(number)))
            return number
        case _:
            return stripped


def _codes(variable: Variable, text: str) -> tuple[str, ...]:
    if variable.subfields:
        width = variable.subwidth or len(text) // variable.subfields
        parts = (text[place : place + width].strip() for place in range(0, width * variable.subfields, width))
        # An empty subfield is blank, or nought where nought is no code.
        codes = tuple(_plain(_number(part)) for part in parts if part)
        return tuple(dict.fromkeys(code for code in codes if code != "0" or "0" in variable.values))
    if not set(text.strip()) <= {"0", "1", " "}:
        raise ValueError(say("{text} are not marks of nought and one", text=text))
    return tuple(str(place) for place, mark in enumerate(text, start=1) if mark == "1")


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007  (a day has no time zone)
    except ValueError:
        message = say("{text} is not a day such as 20261123", text=text)
        raise ValueError(message) from None


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(say("{text} is not a number", text=text))
    return number


def _plain(number: Decimal) -> str:
    return str(int(number)) if number == number.to_integral_value() else f"{number:f}"


class _Description:
    """Goes through the XML once; what a description of fixed columns needs is kept, comments and modes are not."""

    def __init__(self) -> None:
        self.title = ""
        self.variables: list[Variable] = []
        self.words: list[str] = []
        self.path: list[str] = []
        self.code = ""
        self.version = ""

    def read(self, content: bytes) -> tuple[str, list[Variable]]:
        reader = expat.ParserCreate()
        reader.StartElementHandler, reader.EndElementHandler = self.start, self.end
        reader.CharacterDataHandler = self.words.append
        reader.EntityDeclHandler = _declares
        try:
            reader.Parse(content, True)  # noqa: FBT003  (expat takes it by position alone)
        except expat.ExpatError as error:
            raise refuse(say("the description is no XML: {what}", what=str(error))) from None
        if self.version not in {"1.1", "1.2", "2.0"}:
            raise refuse(say("the description is no Triple-S of version 1.1 to 2.0"))
        if not self.variables:
            raise refuse(say("the description has no variable"))
        names = [each.name for each in self.variables]
        if len(set(names)) < len(names):
            raise refuse(say("two variables have the same name"))
        return self.title, self.variables

    def start(self, tag: str, given: dict[str, str]) -> None:
        self.path.append(tag)
        match tag:
            case "sss":
                self.version = given.get("version", "")
            case "hierarchy":
                raise refuse(say("surveys of several levels are not read"))
            case "record" if given.get("format", "fixed") != "fixed":
                raise refuse(say("only data in fixed columns are read: export them so"))
            case "variable":
                literal = given.get("format") == "literal"
                self.variables.append(Variable(kind=given.get("type", ""), literal=literal))
            case "position":
                start = _whole(given.get("start", ""))
                finish = _whole(given.get("finish") or given.get("start", ""))
                if start < 1 or finish < start:
                    raise refuse(say("a variable ends before it begins, or begins before the first column"))
                self.variables[-1].start, self.variables[-1].width = start - 1, finish - start + 1
            case "spread":
                self.variables[-1].subfields = _whole(given.get("subfields", ""))
                self.variables[-1].subwidth = _whole(given.get("width") or "0")
            case "value":
                self.code = given.get("code", "")
        if tag not in {"text", "br"}:
            self.words.clear()

    def end(self, tag: str) -> None:
        self.path.pop()
        words = " ".join("".join(self.words).split())
        inside = self.path[-1] if self.path else ""
        if tag == "title":
            self.title = words
        elif tag == "name" and inside == "variable":
            self.variables[-1].name = words
        elif tag == "label":
            self.variables[-1].label = words
        elif tag == "value":
            each = self.variables[-1]
            each.values[self.code if each.literal else _plain(_number_of(self.code))] = words
        elif tag == "br":
            self.words.append(" ")


def _number_of(code: str) -> Decimal:
    try:
        return _number(code)
    except ValueError as wrong:
        raise refuse(say("a code of the description is wrong: {what}", what=str(wrong))) from None


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9):  # noqa: PLR2004
        raise refuse(say("the description gives a place that is no number: “{text}”", text=text))
    return int(text)


def _declares(*_: object) -> None:
    raise refuse(say("the description declares entities, which no survey needs"))
