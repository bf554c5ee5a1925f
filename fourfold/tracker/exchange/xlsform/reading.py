"""An XLSForm as an instrument.

Whatever pyxform takes is taken. What an instrument cannot say is kept as it is written, given back in the next XLSForm, and
named with its row, its column and the reason; nothing falls away in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.exchange.instrument.file import from_tree
from fourfold.tracker.exchange.instrument.tree import tree_of_condition
from fourfold.tracker.exchange.xlsform.choices import Lists, extras, read_lists, texts
from fourfold.tracker.exchange.xlsform.formulas import alone_in, read_bounds, read_condition
from fourfold.tracker.exchange.xlsform.head import ID, READ, other_sheets, read_head, settings_of
from fourfold.tracker.exchange.xlsform.judge import XlsFormRefused, judge
from fourfold.tracker.exchange.xlsform.sheets import Row, Sheet, language_of, read_sheets
from fourfold.tracker.exchange.xlsform.types import (
    NO,
    PLAIN,
    WHOLE,
    YES,
    Note,
    block_of,
    is_modelled,
    is_off,
    select,
)
from fourfold.tracker.rules.instrument.conditions import Foreign
from fourfold.tracker.rules.instrument.questionnaire import Kind

if TYPE_CHECKING:
    from fourfold.tracker.exchange.xlsform.types import Select
    from fourfold.tracker.rules.instrument.questionnaire import Instrument

# Keys of a question that no column of XLSForm has, and so stand in a column of ours.
OURS: Final = ("core", "from_frame", "origin", "disclosure", "bands")

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReadForm:
    instrument: Instrument
    notes: tuple[Note, ...]
    warnings: tuple[str, ...]


def read_xlsform(content: bytes, *, name: str, language: str = "en") -> ReadForm:
    """`name` is the form's where it has none; `language` that of words whose column names none.

    Raises XlsFormRefused, and JudgeMissing where pyxform is not installed.
    """
    sheets = read_sheets(content)
    warnings = judge(content)
    if "survey" not in sheets:
        raise XlsFormRefused(say("there is no sheet survey"))
    spoken = settings_of(sheets)["default_language"]
    reader = _Reader(sheets, language=language_of(spoken) if spoken else language)
    tree = reader.tree(name=name)
    instrument, faults = from_tree(tree)
    if instrument is None:
        raise XlsFormRefused("\n".join(f"{'.'.join(path)}: {what}" for path, what in faults))
    return ReadForm(instrument, tuple(reader.notes), warnings)


@dataclass(slots=True)
class _Reader:
    sheets: dict[str, Sheet]
    language: str
    notes: list[Note] = field(default_factory=list)
    lists: Lists = field(default_factory=Lists)
    # The questions met so far: a condition may look at these. And every name taken.
    kinds: dict[str, Kind] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    others: dict[str, Tree] = field(default_factory=dict)

    def tree(self, *, name: str) -> Tree:
        survey = self.sheets["survey"]
        self.lists = read_lists(self.sheets.get("choices"), language=self.language)
        self.notes += self.lists.notes
        for sheet in (self.sheets[name] for name in sorted(READ & set(self.sheets))):
            for stray in sheet.strays:
                self.notes.append(Note(sheet.name, stray.row, stray.column, stray.what))
        rows = list(survey.rows)
        self._know_kinds(rows)
        items = self.items(rows)
        if not items:
            raise XlsFormRefused(say("nothing is asked"))
        head = read_head(self.sheets, name=name, language=self.language)
        kept, notes = other_sheets(self.sheets, self.lists)
        self.notes += notes
        return {**head, "sheets": kept, "answers": self.lists.trees, "items": items}

    def _know_kinds(self, rows: list[Row]) -> None:
        """A condition may look at any question that is asked here, wherever it stands; the checker of routes says more."""
        inside = 0
        for row in rows:
            edge, kind = block_of(row)
            if is_off(row):
                continue
            if edge and kind != "group":
                inside += 1 if edge == "begin" else -1
            found = self._kind(row)
            if found and not inside and row["name"] not in self.kinds:
                self.kinds[row["name"]] = found

    def _kind(self, row: Row) -> Kind | None:
        chosen = select(row["type"])
        if chosen:
            return chosen.kind if chosen.answers in self.lists.trees else None
        return PLAIN.get(row["type"].strip().lower())

    def items(self, rows: list[Row]) -> list[Tree]:
        """Takes rows from the front, to the end of the group or of the sheet."""
        found: list[Tree] = []
        while rows:
            row = rows.pop(0)
            edge, kind = block_of(row)
            if edge == "end":
                self._end(row)
                break
            why = self._why_carried(row, edge=edge, kind=kind)
            if why:
                found.append(self._carried(row, rows, why=why, whole=bool(edge)))
            elif edge:
                found.append(self._section(row, rows))
            else:
                self._question(row, found)
        return found

    def _why_carried(self, row: Row, *, edge: str, kind: str) -> str:
        name, written = row["name"], row["type"].strip()
        chosen = select(written)
        if not written:
            why = say("the row has no type, and pyxform passes over it")
        elif is_off(row):
            why = say("it is switched off")
        elif edge and kind != "group":
            why = say("what is asked several times cannot be held")
        elif not edge and not chosen and written.lower() not in PLAIN:
            why = say("{type} cannot be asked here", type=written)
        elif chosen and chosen.answers not in self.lists.trees:
            why = say("its list of answers cannot be held")
        elif not ID.fullmatch(name):
            why = say("it has no name that a variable can have")
        elif name in self.names:
            why = say("its name is that of an earlier row")
        else:
            return ""
        return why

    def _carried(self, row: Row, rows: list[Row], *, why: str, whole: bool) -> Tree:
        held, deep = [row], int(whole)
        while deep and rows:
            held.append(rows.pop(0))
            edge, _ = block_of(held[-1])
            deep += {"begin": 1, "end": -1}.get(edge, 0)
        said = say("kept, and not asked here: {why}", why=why)
        self.notes += [Note("survey", each.number, each.cells[0][0].column, said) for each in held]
        return {"kind": "carried", "why": f"{why}", "rows": [each.written() for each in held]}

    def _end(self, row: Row) -> None:
        for heading, _ in row.cells:
            if heading.base != "type":
                what = say("left out, as pyxform does: the end of a group says nothing more")
                self.notes.append(Note("survey", row.number, heading.column, what))

    def _section(self, row: Row, rows: list[Row]) -> Tree:
        self.names.add(row["name"])
        tree = {
            "kind": "section",
            "id": row["name"],
            "title": texts(row, "label", language=self.language),
            "kept": self._kept(row, beside={"hint", "guidance_hint", "constraint", "required"}),
            **self._asked_when(row),
        }
        tree["items"] = self.items(rows)
        return tree

    def _question(self, row: Row, found: list[Tree]) -> None:
        ours, chosen = extras(row), select(row["type"])
        parent = self.others.get(row["name"])
        if ours.get("other_of") and parent is not None:
            parent["other"]["asks"] = texts(row, "label", language=self.language)
            self.names.add(row["name"])
            return
        self.names.add(row["name"])
        kind = chosen.kind if chosen else PLAIN[row["type"].strip().lower()]
        tree: Tree = {
            "kind": "scale" if ours.get("kind") == "scale" and kind is Kind.SINGLE else str(kind),
            "id": row["name"],
            "asks": texts(row, "label", language=self.language),
            "hint": texts(row, "hint", language=self.language),
            "interviewer": texts(row, "guidance_hint", language=self.language),
            **self._asked_when(row),
            **{key: ours[key] for key in OURS if key in ours},
        }
        if row["type"].strip().lower() in WHOLE:
            tree["whole"] = "yes"
        beside = self._bounds(row, kind, chosen, tree)
        if chosen:
            self._answers(chosen, ours, tree)
        tree["kept"] = self._kept(row, beside=beside)
        found.append(tree)

    def _bounds(self, row: Row, kind: Kind, chosen: Select | None, tree: Tree) -> set[str]:
        """What of required and constraint is only kept."""
        beside: set[str] = set()
        if row["required"].lower() in YES:
            tree["required"] = "yes"
        elif row["required"].lower() not in NO:
            beside.add("required")
        if row["constraint"]:
            answers = self.lists.trees[chosen.answers] if chosen else []
            keys = read_bounds(row["constraint"], kind, answers=len(answers))
            alone = alone_in(row["constraint"])
            # That codes stand alone is said by our own column of the choices; a constraint must say the same.
            if keys is None or not alone <= {each["code"] for each in answers if each.get("alone")}:
                beside.add("constraint")
            else:
                tree.update(keys)
        return beside

    def _answers(self, chosen: Select, ours: Any, tree: Tree) -> None:
        tree["answers"] = chosen.answers
        other = ours.get("other")
        if chosen.or_other:
            # As pyxform does: one answer more, and a field for its words.
            tree["answers"] = f"{chosen.answers}_or_other"
            whole = self.lists.trees[chosen.answers]
            if any(each["code"] == "other" for each in whole):
                tree["answers"] = chosen.answers
            else:
                more = {"code": "other", "says": {self.language: "Other"}}
                self.lists.trees.setdefault(tree["answers"], [*whole, more])
            tree["other"] = {"code": "other", "asks": {self.language: "Specify other."}}
        elif isinstance(other, str):
            tree["other"] = {"code": other, "asks": {}}
        if "other" in tree:
            self.others[f"{tree['id']}_{tree['other']['code']}"] = tree

    def _asked_when(self, row: Row) -> Tree:
        formula = row["relevant"]
        if not formula:
            return {}
        condition = read_condition(formula, self.kinds)
        if isinstance(condition, Foreign):
            what = say("the formula is kept and cannot be told here: no interview can be led by it")
            self.notes.append(Note("survey", row.number, _column(row, "relevant"), what))
        return {"asked_when": tree_of_condition(condition)}

    def _kept(self, row: Row, *, beside: set[str]) -> dict[str, str]:
        kept: dict[str, str] = {}
        for heading, text in row.cells:
            if is_modelled(heading.base) and heading.base not in beside:
                continue
            kept[heading.written] = text
            what = say("the column {column} is kept, and nothing here goes by it", column=heading.written)
            self.notes.append(Note("survey", row.number, heading.column, what))
        return kept


def _column(row: Row, base: str) -> int:
    return next((heading.column for heading, _ in row.cells if heading.base == base), 0)
