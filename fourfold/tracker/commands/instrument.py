"""`fourfold tracker instrument …`: a questionnaire shown, checked, printed, and exchanged as XLSForm."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fourfold.ground.commands import CommandRefused
from fourfold.tracker.commands.verb import tracker
from fourfold.tracker.exchange.instrument.file import InstrumentFault, lines_of_questions, read_instrument
from fourfold.tracker.exchange.instrument.file_parts import schema
from fourfold.tracker.exchange.instrument.markdown import as_markdown
from fourfold.tracker.exchange.instrument.pdf import as_pdf
from fourfold.tracker.exchange.instrument.shipped import SHIPPED, content_of, shipped_instrument
from fourfold.tracker.exchange.instrument.tree import as_tree, as_yaml
from fourfold.tracker.exchange.xlsform.judge import JudgeMissing, XlsFormRefused
from fourfold.tracker.exchange.xlsform.reading import read_xlsform
from fourfold.tracker.exchange.xlsform.writing import write_xlsform
from fourfold.tracker.rules.instrument.printed import printed
from fourfold.tracker.rules.instrument.questionnaire import questions
from fourfold.tracker.rules.instrument.routes import route_faults
from fourfold.tracker.rules.instrument.versions import (
    core_changes,
    fingerprint,
    partners,
    without_wording,
    wordings,
)

if TYPE_CHECKING:
    import argparse

    from fourfold.tracker.rules.instrument.questionnaire import Asked, Instrument


SHIPPED_2014 = "communities-count-2014"


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    noun = tracker(verbs).add_parser("instrument", help="The questionnaire: show, check, print, exchange.")
    whats = noun.add_subparsers(dest="what", required=True, metavar="WHAT")
    show = _verb(
        whats, "show", "Its questions in order, whom each is asked, and what is printed or inferred."
    )
    show.set_defaults(run=_show)
    check = _verb(whats, "check", "Whether a respondent can be led through it, and who has signed it off.")
    check.add_argument(
        "--against",
        metavar="FILE",
        help="The instrument of the wave before: what changed of the stable core.",
    )
    check.set_defaults(run=_check)
    paper = _verb(whats, "print", "A copy for a person with a pen, its routes in words: Markdown, or PDF.")
    paper.add_argument(
        "--to", type=Path, metavar="FILE", help="A file ending in .md or .pdf; else Markdown is shown."
    )
    paper.add_argument(
        "--language", help="Such as cy. Wordings that are not there are printed in the first language."
    )
    paper.add_argument(
        "--for", dest="reader", choices=["interviewer", "respondent"], default="interviewer",
        help="With the interviewer's notes and what the frame fills in (the default), or without.",
    )  # fmt: skip
    paper.set_defaults(run=_print)
    to_form = _verb(whats, "to-xlsform", "Write it as an XLSForm workbook.")
    to_form.add_argument("--to", type=Path, required=True, metavar="FILE.xlsx", help="The workbook to write.")
    to_form.set_defaults(run=_to_xlsform)
    described = whats.add_parser("schema", help="The file's format as JSON Schema, for editors.")
    described.set_defaults(run=_schema)
    from_form = whats.add_parser("from-xlsform", help="Take an XLSForm workbook as an instrument, as YAML.")
    from_form.add_argument("form", type=Path, metavar="FORM", help="A workbook, .xlsx or .xls.")
    from_form.add_argument(
        "--to", type=Path, metavar="FILE.yaml", help="The file to write; else it is shown."
    )
    from_form.add_argument(
        "--language", default="en", help="Of words whose column names no language (default: en)."
    )
    from_form.add_argument("--json", action="store_true", help="The answer as JSON.")
    from_form.set_defaults(run=_from_xlsform)


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, words: str
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=words)
    verb.add_argument(
        "instrument",
        nargs="?",
        default=SHIPPED_2014,
        metavar="INSTRUMENT",
        help=f"A YAML file, or the name of one that ships: {', '.join(SHIPPED)} (the default).",
    )
    verb.add_argument("--json", action="store_true", help="The answer as JSON.")
    return verb


def instrument_named(name: str) -> Instrument:
    """One that ships, or a file. Raises CommandRefused."""
    if name in SHIPPED:
        return shipped_instrument(name)
    try:
        return read_instrument(Path(name).read_bytes(), place=Path(name).name)
    except (OSError, InstrumentFault) as refusal:
        raise CommandRefused(str(refusal)) from refusal


def tell(answer: dict[str, Any], lines: list[str], *, as_json: bool) -> int:
    print(json.dumps(answer, indent=2, ensure_ascii=False, default=str) if as_json else "\n".join(lines))
    return 0


def _show(given: argparse.Namespace) -> int:
    instrument = instrument_named(given.instrument)
    asked = questions(instrument)
    first = instrument.languages[0]
    lines = [f"{instrument.title.get(first, instrument.id)}, version {instrument.version}"]
    lines += [f"  {_languages(instrument)}", *([f"  {instrument.notice}"] if instrument.notice else []), ""]
    lines += [_in_a_line(each, first) for each in asked]
    return tell(as_tree(instrument), lines, as_json=given.json)


def _in_a_line(each: Asked, language: str) -> str:
    question = each.question
    marks = [
        str(question.kind),
        *(["core"] if question.core else []),
        *(["routed"] if each.when else []),
        *([f"{question.origin.evidence}: {question.origin.where}"] if question.origin else []),
    ]
    return f"{each.id}  {question.asks.get(language, '—')}  ({'; '.join(marks)})"


def _languages(instrument: Instrument) -> str:
    told = []
    for language, (there, all_of_them) in wordings(instrument).items():
        state = "whole" if there == all_of_them else "absent" if not there else f"{there} of {all_of_them}"
        told.append(f"{language}: {state}")
    return ", ".join(told)


def _check(given: argparse.Namespace) -> int:
    instrument = instrument_named(given.instrument)
    faults = route_faults(instrument)
    unworded = without_wording(instrument)
    changes = core_changes(instrument_named(given.against), instrument) if given.against else ()
    signed = partners(instrument)
    lines_of = _lines_of(given.instrument)
    bars = [f"{_where(each.question, lines_of)}: {each.what}" for each in faults if each.bars]
    bars += [f"{name}: no wording in {instrument.languages[0]}" for name in unworded]
    looks = [f"{_where(each.question, lines_of)}: {each.what}" for each in faults if not each.bars]
    answer = {
        "instrument": instrument.id,
        "version": instrument.version,
        "fingerprint": fingerprint(instrument),
        "questions": len(questions(instrument)),
        "wordings": {
            language: {"there": have, "of": need} for language, (have, need) in wordings(instrument).items()
        },
        "bars": bars,
        "worth_a_look": looks,
        "core_changes": [{"question": each.question, "what": each.what} for each in changes],
        "partners": [{"name": each.name, "signed": each.signed, "lapsed": each.lapsed} for each in signed],
    }
    lines = [
        f"{instrument.id} {instrument.version}: {len(questions(instrument))} questions, {_languages(instrument)}",
        f"fingerprint {fingerprint(instrument)}",
        *(f"bars: {each}" for each in bars),
        *(f"worth a look: {each}" for each in looks),
        *(f"core changed: {each.question}: {each.what}" for each in changes),
        *(f"partner: {each.name}: {_signed(signed=each.signed, lapsed=each.lapsed)}" for each in signed),
    ]
    tell(answer, lines, as_json=given.json)
    return 1 if bars or changes else 0


def _lines_of(name: str) -> dict[str, int]:
    return lines_of_questions(content_of(name) if name in SHIPPED else Path(name).read_bytes())


def _where(question: str, lines_of: dict[str, int]) -> str:
    return f"line {lines_of[question]}, {question}" if question in lines_of else question


def _signed(*, signed: bool, lapsed: bool) -> str:
    if signed:
        return "signed this text"
    return "signed a text that has changed since" if lapsed else "has not signed"


def _print(given: argparse.Namespace) -> int:
    instrument = instrument_named(given.instrument)
    language = given.language or instrument.languages[0]
    if language not in instrument.languages:
        message = f"{instrument.id} is not in {language}; it is in {', '.join(instrument.languages)}."
        raise CommandRefused(message)
    sheet = printed(instrument, language=language, for_interviewer=given.reader == "interviewer")
    if given.to is None:
        return tell(asdict(sheet), [as_markdown(sheet).rstrip()], as_json=given.json)
    if given.to.suffix not in {".md", ".pdf"}:
        message = f"{given.to}: print writes .md or .pdf."
        raise CommandRefused(message)
    content = as_markdown(sheet).encode() if given.to.suffix == ".md" else as_pdf(sheet)
    _written(given.to, content)
    return tell({"written": str(given.to)}, [f"Written: {given.to}"], as_json=given.json)


def _schema(_: argparse.Namespace) -> int:
    print(json.dumps(schema(), indent=1, ensure_ascii=False))
    return 0


def _to_xlsform(given: argparse.Namespace) -> int:
    instrument = instrument_named(given.instrument)
    _written(given.to, write_xlsform(instrument))
    return tell({"written": str(given.to)}, [f"Written: {given.to}"], as_json=given.json)


def _from_xlsform(given: argparse.Namespace) -> int:
    try:
        read = read_xlsform(given.form.read_bytes(), name=given.form.stem, language=given.language)
    except (OSError, JudgeMissing, XlsFormRefused) as refusal:
        message = f"{given.form.name}: {refusal}"
        raise CommandRefused(message) from refusal
    for note in read.notes:
        print(note, file=sys.stderr)
    for warning in read.warnings:
        print(f"pyxform: {warning}", file=sys.stderr)
    text = as_yaml(read.instrument)
    if given.to:
        _written(given.to, text.encode())
    answer = {
        "instrument": as_tree(read.instrument),
        "kept_or_left_out": [
            {"sheet": each.sheet, "row": each.row, "column": each.column + 1, "what": each.what}
            for each in read.notes
        ],
        "warnings": list(read.warnings),
    }
    return tell(answer, [f"Written: {given.to}" if given.to else text.rstrip()], as_json=given.json)


def _written(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as problem:
        message = f"{path} cannot be written: {(problem.strerror or str(problem)).lower()}"
        raise CommandRefused(message) from problem
