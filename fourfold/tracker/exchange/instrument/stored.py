"""Questionnaires as a wave keeps them: from the 2014 file or an XLSForm workbook, and read back."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.tracker.actions.instruments import Taken
from fourfold.tracker.exchange.instrument.file import read_instrument
from fourfold.tracker.exchange.instrument.shipped import shipped_instrument
from fourfold.tracker.exchange.instrument.tree import as_yaml
from fourfold.tracker.exchange.xlsform.judge import JudgeMissing, XlsFormRefused
from fourfold.tracker.exchange.xlsform.reading import read_xlsform
from fourfold.tracker.models import TakenFrom
from fourfold.tracker.rules.instrument.routes import route_faults
from fourfold.tracker.rules.instrument.versions import fingerprint, without_wording

if TYPE_CHECKING:
    from fourfold.tracker.models import InstrumentVersion
    from fourfold.tracker.rules.instrument.questionnaire import Instrument

OF_2014: Final = "communities-count-2014"
# The largest of the forms that pyxform tests itself with has 200 KB.
MOST_BYTES: Final = 2 * 1024 * 1024
_TOLD: Final = 5


def from_2014() -> Taken:
    instrument = shipped_instrument(OF_2014)
    return Taken(as_yaml(instrument), fingerprint(instrument), TakenFrom.SHIPPED)


def from_xlsform(content: bytes, *, name: str) -> Taken:
    """Raises Refused with what must be mended: a workbook that is no XLSForm, or a route that nobody can be led along."""
    if len(content) > MOST_BYTES:
        raise Refused(say("The workbook is larger than 2 MB, the most that is taken"), field="file")
    try:
        read = read_xlsform(content, name=name.rpartition(".")[0] or name)
    except (JudgeMissing, XlsFormRefused) as refusal:
        raise Refused(str(refusal), field="file") from refusal
    bars = _bars(read.instrument)
    if bars:
        raise Refused("; ".join(bars[:_TOLD]), field="file")
    notes = [
        (say("sheet {sheet}, row {row}", sheet=each.sheet, row=each.row), each.what) for each in read.notes
    ]
    notes += [(say("the whole form"), each) for each in read.warnings]
    return Taken(
        as_yaml(read.instrument), fingerprint(read.instrument), TakenFrom.XLSFORM, file_name=name, notes=notes
    )


def instrument_of(version: InstrumentVersion) -> Instrument:
    """The questionnaire of that version."""
    return _read(version.content)


@lru_cache(maxsize=8)
def _read(content: str) -> Instrument:
    return read_instrument(content.encode(), place="questionnaire")


def _bars(instrument: Instrument) -> list[str]:
    faults = [f"{each.question}: {each.what}" for each in route_faults(instrument) if each.bars]
    unworded = [
        say("{question}: there is no wording in {language}", question=each, language=instrument.languages[0])
        for each in without_wording(instrument)
    ]
    return [*faults, *unworded]
