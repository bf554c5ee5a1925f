"""A list of contacts into the frame: from its upload, over its check, to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.tracker.actions import frame_lists, frame_rows
from fourfold.tracker.exchange.frame_list.reading import guess, read_list
from fourfold.tracker.exchange.frame_list.sorting import sort_list
from fourfold.tracker.models import FrameListState, Standing
from fourfold.tracker.queries.frame_lists import secret_of
from fourfold.tracker.rules.frame.fates import Fate
from fourfold.tracker.rules.frame.placing import Where

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.tracker.exchange.frame_list.sorting import Listed
    from fourfold.tracker.models import FrameList, WaitingList, Wave
    from fourfold.tracker.rules.frame.fates import Check
    from fourfold.tracker.rules.frame.rows import Fault

AT_ONCE: Final = 200
_STANDING: Final = {
    Where.SURE: Standing.SURE,
    Where.ALONE: Standing.ALONE,
    Where.DOUBTFUL: Standing.DOUBTFUL,
}


def upload(
    *, by: Actor, wave: Wave, source: str, terms: str, name: str, content: bytes, at: datetime
) -> FrameList:
    """Reads the file before anything is kept. Raises NotReadable."""
    frame_lists.check_can_bring(by, wave)
    table = read_list(content, name=name)
    return frame_lists.upload(
        by=by,
        wave=wave,
        source=source,
        terms=terms,
        name=name,
        content=content,
        sheet=table.sheet,
        columns=guess(table.headings),
        at=at,
    )


def check_list(waiting: WaitingList) -> Check:
    """What would become of each row, as the frame stands. Raises NotReadable."""
    with as_tenant(waiting.owner_id):
        _, check, _ = sort_list(waiting, secret=secret_of(waiting.owner_id))
    return check


def take_list(
    *,
    by: Actor,
    waiting: WaitingList,
    at: datetime,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> FrameList:
    """Takes in every row that can be. What broke off before is completed."""
    record = waiting.frame_list
    with as_tenant(waiting.owner_id):
        listed, check, faults = sort_list(waiting, secret=secret_of(waiting.owner_id))
    if record.state == FrameListState.UPLOADED:
        record = frame_lists.begin_to_take(
            by=by,
            record=record,
            rows=sum(check.counts.values()),
            fates={fate: count for fate, count in check.counts.items() if count},
            left_out=_left_out(listed, faults),
        )
        # What is read again comes without its wave, which a job could not ask for.
        record.wave = waiting.frame_list.wave
    rows = [_asked(each) for each in listed if each.fate.is_taken or each.fate is Fate.HERE]
    for start in range(0, len(rows), AT_ONCE):
        frame_rows.take_rows(by=by, record=record, rows=rows[start : start + AT_ONCE])
        progress(min(start + AT_ONCE, len(rows)), len(rows))
    return frame_lists.finish(by=by, record=record, at=at)


def _left_out(listed: Sequence[Listed], faults: Sequence[Fault]) -> list[dict[str, object]]:
    """Row, column and reason, and nothing that the row says of anyone."""
    refused = [
        {"row": each.row, "column": each.column, "fate": str(Fate.REFUSED), "words": str(each.heading)}
        for each in faults
    ]
    others = [
        {"row": each.row.number, "column": "", "fate": str(each.fate), "words": ""}
        for each in listed
        if each.fate.is_left_out
    ]
    return sorted([*refused, *others], key=lambda each: int(str(each["row"])))


def _asked(listed: Listed) -> frame_rows.Asked:
    row, placed = listed.row, listed.placed
    place = frame_rows.Place(
        known_as=listed.known_as,
        name=row.organisation,
        standing=_STANDING[placed.where].value,
        body=placed.body,
        sector=row.sector,
        size_band=row.size_band,
        why=placed.words,
        candidates=tuple(
            {"organisation": may.body, "name": may.name, "words": may.words} for may in placed.may_be
        ),
    )
    return frame_rows.Asked(place, listed.known_by, row.number, row.name, row.post, row.email, row.phone)
