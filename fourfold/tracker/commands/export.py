"""`fourfold tracker export`: a wave's data in the formats that others read, in full or so that it may be published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fourfold.ground.commands import CommandRefused
from fourfold.tracker.commands.instrument import SHIPPED_2014, instrument_named, tell
from fourfold.tracker.commands.verb import tracker
from fourfold.tracker.exchange.wave.delimited import about, codebook_csv, data_csv, read_csv
from fourfold.tracker.exchange.wave.sav import MAGIC, SavMissing, data_sav, read_sav
from fourfold.tracker.exchange.wave.synthetic_2014 import synthetic_wave
from fourfold.tracker.exchange.wave.triple_s_reading import as_table, read_triple_s
from fourfold.tracker.exchange.wave.triple_s_writing import triple_s
from fourfold.tracker.exchange.wave.workbook import data_xlsx
from fourfold.tracker.rules.faults import BadSurvey
from fourfold.tracker.rules.instrument.engine import CannotBeAsked
from fourfold.tracker.rules.wave.anonymised import LEAST, anonymised
from fourfold.tracker.rules.wave.reading import ReadTable, wave_of
from fourfold.tracker.rules.wave.table import Table, Wave, table_of

if TYPE_CHECKING:
    import argparse

    from fourfold.tracker.rules.instrument.questionnaire import Instrument
    from fourfold.tracker.rules.wave.anonymised import Withheld

FORMATS: Final = ("csv", "xlsx", "sav", "triple-s")
CONFIDENTIAL: Final = "Confidential: as the respondents answered. Do not pass on."
OPEN: Final = "Open: no group of fewer than {least} organisations can be told apart."


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = tracker(verbs).add_parser(
        "export", help="A wave's data as CSV, XLSX, SAV or Triple-S, with a codebook."
    )
    export.add_argument(
        "data",
        nargs="?",
        type=Path,
        help="Answers as .csv, .sav or .sss (its data beside it). Without it: the synthetic respondents of 2014.",
    )
    export.add_argument(
        "--instrument",
        default=SHIPPED_2014,
        help="The questionnaire that was answered: a YAML file, or a name.",
    )
    export.add_argument("--to", choices=FORMATS, required=True, help="The format.")
    export.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="Where to write; it must be there."
    )
    export.add_argument(
        "--open", action="store_true", help="Only what may be published: no names, no words, no small groups."
    )
    export.add_argument(
        "--least",
        type=int,
        default=LEAST,
        help=f"Organisations in the smallest group of an open table (default: {LEAST}).",
    )
    export.add_argument("--json", action="store_true", help="The answer as JSON.")
    export.set_defaults(run=_export)


def _export(given: argparse.Namespace) -> int:
    withheld: tuple[Withheld, ...] = ()
    smallest = 0
    try:
        wave = _wave(given.data, instrument_named(given.instrument))
        if given.open:
            done = anonymised(wave, least=given.least)
            notice = (
                OPEN.format(least=given.least)
                if given.data
                else f"{wave.notice} {OPEN.format(least=given.least)}"
            )
            wave, withheld = replace(done.wave, notice=notice), done.withheld
            smallest = done.smallest_group
        table = table_of(wave)
        stem = "-".join(
            [given.data.stem if given.data else "synthetic-2014", *(["open"] if given.open else [])]
        )
        files = _files(table, given.to, stem)
        for name, content in files.items():
            (given.out / name).write_bytes(content)
    except (OSError, BadSurvey, CannotBeAsked, SavMissing) as refusal:
        raise CommandRefused(str(refusal)) from refusal
    written = [str(given.out / name) for name in files]
    answer = {
        "written": written,
        "respondents": len(table.rows),
        "variables": len(table.columns),
        "smallest_group": smallest or None,
        "withheld": [
            {"question": each.question, "what": each.what, "respondents": each.respondents}
            for each in withheld
        ],
    }
    lines = [f"{len(table.rows)} respondents, {len(table.columns)} variables"]
    lines += [f"Written: {path}" for path in written]
    lines += [f"{each.question}: {each.what} ({each.respondents} respondents)" for each in withheld]
    if smallest:
        lines.append(f"The smallest group that can be told apart has {smallest} organisations.")
    return tell(answer, lines, as_json=given.json)


def _wave(data: Path | None, instrument: Instrument) -> Wave:
    if data is None:
        return synthetic_wave()
    return wave_of(instrument, _table(data, instrument), notice=CONFIDENTIAL)


def _table(data: Path, instrument: Instrument) -> ReadTable:
    content = data.read_bytes()
    match data.suffix.lower():
        case ".sav":
            return read_sav(content, name=data.name)
        case ".sss" | ".xml":
            return as_table(read_triple_s(content, data.with_suffix(".asc").read_bytes()), instrument)
        case ".csv" if not content.startswith(MAGIC):
            return read_csv(content)
    if content.startswith(MAGIC):
        message = f"{data.name} is a SAV under another name: let it end in .sav."
    else:
        message = f"{data.name}: answers are read from .csv, .sav and .sss."
    raise CommandRefused(message)


def _files(table: Table, to: str, stem: str) -> dict[str, bytes]:
    match to:
        case "csv":
            return {
                f"{stem}.csv": data_csv(table),
                f"{stem}-codebook.csv": codebook_csv(table),
                f"{stem}-about.txt": about(table),
            }
        case "xlsx":
            return {f"{stem}.xlsx": data_xlsx(table)}
        case "sav":
            return {f"{stem}.sav": data_sav(table)}
        case _:
            made = triple_s(table, href=f"{stem}.asc")
            return {f"{stem}.sss": made.description, f"{stem}.asc": made.data}
