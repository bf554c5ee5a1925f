"""`fourfold tracker audit-figures`: whether one set of respondents can have given all figures of a publication."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fourfold.ground.commands import CommandRefused
from fourfold.tracker.commands import export, instrument
from fourfold.tracker.exchange.figure_file import FigureFileFault, read_figures
from fourfold.tracker.exchange.wave_2014 import as_csv, figures_of_2014
from fourfold.tracker.rules.figures.judge import Judge
from fourfold.tracker.rules.figures.population import TooWide
from fourfold.tracker.rules.figures.repair import smallest_repair
from fourfold.tracker.rules.figures.rounding import Rounding
from fourfold.tracker.rules.figures.rows import deal
from fourfold.tracker.rules.figures.solver import SolverMissing, Undecided
from fourfold.tracker.rules.figures.together import Together

if TYPE_CHECKING:
    import argparse

    from fourfold.tracker.rules.figures.published import FigureSet, Statement
    from fourfold.tracker.rules.figures.repair import Repair


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "tracker", help="The survey of the sector: its questionnaire, its data, and what is published of one."
    )
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")
    audit = nouns.add_parser(
        "audit-figures",
        help="Whether one set of respondents can have given all figures of a publication, and which must be wrong.",
    )
    audit.add_argument(
        "file",
        nargs="?",
        type=Path,
        help="The figures as YAML. Without it: the 2014 report Communities Count.",
    )
    audit.add_argument("--json", action="store_true", help="The answer as JSON.")
    audit.add_argument(
        "--rounding", choices=[str(each) for each in Rounding], help="Instead of the file's own."
    )
    audit.add_argument(
        "--conflicts",
        action="store_true",
        help="Also the minimal conflicts that prove it, which may not be all there are.",
    )
    audit.add_argument(
        "--rows", type=Path, help="Write synthetic respondents who reproduce the rest, as CSV."
    )
    audit.set_defaults(run=_audit)
    instrument.add_nouns(nouns)
    export.add_nouns(nouns)


def _audit(given: argparse.Namespace) -> int:
    try:
        figures = (
            read_figures(given.file.read_bytes(), place=given.file.name) if given.file else figures_of_2014()
        )
        rounding = Rounding(given.rounding) if given.rounding else figures.rounding
        judge = Judge(figures, rounding, Together())
        repair = smallest_repair(judge, progress=_tell)
        if given.rows:
            given.rows.write_text(as_csv(_rows(judge, repair)))
    except (OSError, FigureFileFault, SolverMissing, TooWide, Undecided) as refusal:
        raise CommandRefused(str(refusal)) from refusal
    answer = _answer(figures, rounding, repair, conflicts=given.conflicts)
    print(json.dumps(answer, indent=2, ensure_ascii=False) if given.json else _in_words(figures, answer))
    return 0


def _rows(judge: Judge, repair: Repair) -> list[dict[str, str]]:
    kept = frozenset(judge.of.by_id) - repair.dropped
    found = [(part, judge.respondents(number, kept) or ()) for number, part in enumerate(judge.parts)]
    return deal(judge.of, found)


def _tell(conflicts: int) -> None:
    print(f"{conflicts} conflicts found so far", file=sys.stderr)


def _answer(figures: FigureSet, rounding: Rounding, repair: Repair, *, conflicts: bool) -> dict[str, object]:
    answer: dict[str, object] = {
        "title": figures.title,
        "rounding": str(rounding),
        "statements": len(figures.statements),
        "hold_together": len(figures.statements) - len(repair.dropped),
        "given_up": sorted(repair.dropped),
        "as_light": [sorted(each) for each in repair.as_light],
    }
    if conflicts:
        answer["conflicts"] = [sorted(each) for each in repair.conflicts]
    return answer


def _in_words(figures: FigureSet, answer: dict[str, object]) -> str:
    lines = [
        f"{answer['hold_together']} of {answer['statements']} statements hold together ({answer['rounding']} rounding)."
    ]
    lines += [
        f"Cannot hold with the rest: {_described(figures.by_id[str(name)])}"
        for name in _listed(answer["given_up"])
    ]
    for conflict in _listed(answer.get("conflicts", [])):
        lines.append("Conflict:")
        lines += [f"  {_described(figures.by_id[str(each)])}" for each in _listed(conflict)]
    return "\n".join(lines)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _described(each: Statement) -> str:
    return f"{each.id} ({each.where}): {each.says}"
