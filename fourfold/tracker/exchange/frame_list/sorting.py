"""Every row of a list held against the directory, the frame and those who opted out: what becomes of it, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fourfold.ground.kernel.names import matched_as
from fourfold.ground.kernel.said import say
from fourfold.partner.rules.linkage.bodies import Supplier
from fourfold.partner.rules.linkage.linking import Candidate, Directory, Linked, Verdict
from fourfold.tracker.exchange.frame_list.reading import columns_of, reading_of, table_of
from fourfold.tracker.models import Standing
from fourfold.tracker.queries import frame_lists
from fourfold.tracker.rules.frame.fates import Check, Fate
from fourfold.tracker.rules.frame.keys import key_of_contact
from fourfold.tracker.rules.frame.placing import Placed, Where, known_as_body, place
from fourfold.tracker.rules.frame.rows import Row, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from fourfold.partner.rules.linkage.bodies import Body
    from fourfold.tracker.models import WaitingList, Wave
    from fourfold.tracker.rules.frame.rows import Fault


@dataclass(frozen=True, slots=True)
class Listed:
    """A row that says whom to ask. `known_as` is its organisation's key in the frame, `known_by` the contact's."""

    row: Row
    fate: Fate
    known_as: str
    known_by: str
    placed: Placed
    words: str


def sort_list(waiting: WaitingList, *, secret: str) -> tuple[list[Listed], Check, list[Fault]]:
    """All rows in their order; those that cannot be read are told apart. Raises NotReadable."""
    table = table_of(waiting)
    reading = reading_of(waiting, table, columns_of(waiting, table))
    check, rows = Check(), []
    faults: list[Fault] = []
    for item in read_rows(table.rows, reading):
        if isinstance(item, Row):
            rows.append(item)
            continue
        faults += item
        check.note(Fate.REFUSED, item[0].row, item[0].where, "", [_fault(each) for each in item])
    wave = waiting.frame_list.wave
    listed = list(_sorted(rows, wave, _placed(rows, on=wave.opens_on), secret))
    for each in listed:
        row = each.row
        where = say("row {row}", row=row.number)
        what = " · ".join(part for part in (row.organisation, row.name or row.email or row.phone) if part)
        check.note(each.fate, row.number, where, what, [each.words] if each.words else [])
    return listed, check, faults


def _fault(fault: Fault) -> str:
    return say("{where}: {words}", where=fault.where, words=fault.words)


def _placed(rows: Sequence[Row], *, on: date) -> dict[tuple[str, str], Placed]:
    """Where each organisation belongs, by its name and its number as the list gives them."""
    named = list(dict.fromkeys((row.organisation, row.code.upper()) for row in rows))
    bodies = frame_lists.directory_bodies()
    by_code, followed = frame_lists.bodies_by_code(), frame_lists.who_followed()
    linked = Directory(bodies.values()).link([Supplier(name) for name, _ in named])
    found = {}
    for key, by_name in zip(named, linked, strict=True):
        having = by_code.get(key[1], set()) if key[1] else set()
        link = _numbered(by_name, bodies[next(iter(having))]) if len(having) == 1 else by_name
        found[key] = place(link, followed, bodies, on=on)
    return found


def _numbered(link: Linked, body: Body) -> Linked:
    """A number in a register says it alone."""
    return Linked(
        link.supplier, Verdict.LINKED, (Candidate(body, (link.supplier.name, body.name), 0.0, (), 0.0),)
    )


def _sorted(
    rows: Iterable[Row], wave: Wave, placed: dict[tuple[str, str], Placed], secret: str
) -> Iterable[Listed]:
    frame = frame_lists.in_frame(wave)
    # What a person decided of a name holds for the next list that has it.
    by_name = {matched_as(name): each.known_as for each in frame for name in each.listed_as}
    left_out = {each.known_as: each.why for each in frame if each.standing == Standing.LEFT_OUT}
    doubtful = {each.known_as for each in frame if each.standing == Standing.DOUBTFUL}
    here = dict.fromkeys(frame_lists.contacts_in_frame(wave), "")
    out = frame_lists.opted_out(wave.owner_id)
    names = {each.known_as: each.name for each in frame}
    for row in rows:
        mine = placed[row.organisation, row.code.upper()]
        plain = matched_as(row.organisation)
        known_as = by_name.get(plain) or _known_as(mine, plain)
        decided = plain in by_name
        if decided and mine.where is Where.DOUBTFUL and known_as not in doubtful:
            mine = replace(mine, where=Where.ALONE, words="")
        known_by = key_of_contact(
            secret, email=row.email, name=row.name, phone=row.phone, organisation=known_as
        )
        fate, words = _fate(mine, known_as, known_by, left_out, here, out)
        name = mine.name or names.get(known_as, row.organisation)
        if fate is Fate.ADDED and matched_as(name) != plain:
            fate, words = Fate.JOINED, mine.words or say("it is {name}", name=name)
        if fate.is_taken:
            here[known_by] = say("row {row} is the same person", row=row.number)
        yield Listed(row, fate, known_as, known_by, mine, words)


def _known_as(placed: Placed, plain: str) -> str:
    return known_as_body(placed.body) if placed.where is Where.SURE else f"name {plain}"


def _fate(
    placed: Placed,
    known_as: str,
    known_by: str,
    left_out: dict[str, str],
    here: dict[str, str],
    out: set[str],
) -> tuple[Fate, str]:
    if known_by in out:
        return Fate.OPTED_OUT, say("asked to get no surveys")
    if known_as in left_out:
        return Fate.LEFT_OUT, left_out[known_as]
    if placed.where is Where.ENDED:
        return Fate.LEFT_OUT, placed.words
    if known_by in here:
        return Fate.HERE, here[known_by]
    if placed.where is Where.DOUBTFUL:
        return Fate.DOUBTFUL, placed.words
    return Fate.ADDED, ""
