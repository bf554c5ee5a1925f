"""A pack under licence: uploaded, its columns named, brought in, and taken out again while nothing uses it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.models import Pack, PackMeasure, PackState, PackValue, RememberedHeading
from fourfold.define.models.pack import VALID_TRANSITIONS
from fourfold.define.queries.packs import uses_of
from fourfold.define.rules.licences import LicenceState, standing
from fourfold.define.rules.pack_columns import faults_of_mapping
from fourfold.ground.kernel.column_guess import normal
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say, say_joined
from fourfold.ground.kernel.sources import is_placeholder
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from fourfold.define.rules.pack_columns import Column
    from fourfold.define.rules.pack_rows import Checked
    from fourfold.ground.people.actor import Actor

_LONGEST = {
    "title": 200,
    "edition": 40,
    "publisher": 200,
    "licence_holder": 200,
    "licence": 200,
    "licence_terms": 5_000,
}


@dataclass(frozen=True, slots=True)
class PackWords:
    """What is said of a pack. `expires_on` is the last day of its licence, None where it states no end."""

    title: str
    edition: str
    publisher: str
    licence_holder: str
    licence: str
    licence_terms: str
    expires_on: date | None
    kind: str
    price_year: int | None


def check_can_bring(by: Actor) -> None:
    check_role(by, Role.LEAD, to=say("bring in measures and values under licence"))


def can_bring(by: Actor) -> bool:
    return by.has(Role.LEAD)


def check_can_go_on(by: Actor, pack: Pack) -> None:
    """To name columns, bring in or discard what was uploaded."""
    check_can_bring(by)
    if pack.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that holds the licence can do this."))
    if pack.state != PackState.UPLOADED:
        raise NotAllowed(say("This pack is {state}.", state=pack.get_state_display().lower()))


def can_go_on(by: Actor, pack: Pack) -> bool:
    try:
        check_can_go_on(by, pack)
    except NotAllowed:
        return False
    return True


def upload(
    *,
    by: Actor,
    words: PackWords,
    file_name: str,
    content: bytes,
    sheet: str,
    columns: Mapping[int, Column],
    at: datetime,
    on: date,
) -> Pack:
    """Keeps the file until it is brought in. Refused without a licence, and where that has ended."""
    check_can_bring(by)
    _check_words(words, on)
    ref = new_reference()
    with change(by=by, owner=by.organisation_id, reason=say("Uploaded a pack under licence")):
        return Pack.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            **{name: getattr(words, name).strip() for name in _LONGEST},
            expires_on=words.expires_on,
            kind=words.kind,
            price_year=words.price_year,
            file_name=file_name[-250:],
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            sheet=sheet,
            columns=_stored(columns),
            brought_by_id=by.person_id,
            uploaded_at=at,
        )


def choose_columns(
    *,
    by: Actor,
    pack: Pack,
    seen: int,
    sheet: str,
    headings: Sequence[str],
    columns: Mapping[int, Column],
) -> Pack:
    """What each heading holds; remembered for the next file. Refused while a needed column is missing or given twice."""
    check_can_go_on(by, pack)
    faults = faults_of_mapping(columns)
    if lacking := [each.column.words for each in faults if not each.twice]:
        raise Refused(say("Choose which headings hold these: {columns}", columns=say_joined(lacking)))
    for each in faults:
        words = each.column.words
        raise Refused(say("“{column}” is given to more than one heading. Choose one", column=words))
    with change(by=by, owner=pack.owner_id, reason=say("Named the columns of a pack")):
        for place, heading in enumerate(headings):
            if heading:
                _remember(pack, normal(heading), columns.get(place))
        return update(pack, version=seen, sheet=sheet, columns=_stored(columns))


def bring_in(*, by: Actor, pack: Pack, seen: int, checked: Checked, at: datetime, on: date) -> Pack:
    """Takes in every row without a fault. Refused where no row is, the columns moved, or the licence has ended."""
    check_can_go_on(by, pack)
    if checked.moved:
        raise Refused(
            say(
                "The cells of this file seem to stand beside their headings. Mend the file and upload it again"
            )
        )
    if not checked.measures:
        raise Refused(say("No row of this file can be taken. Mend the file and upload it again"))
    _check_in_force(pack.expires_on, on)
    if Pack.objects.filter(
        owner_id=pack.owner_id, title=pack.title, edition=pack.edition, state=PackState.IN_USE
    ).exists():
        raise Refused(
            say(
                "“{title}”, {edition} is brought in already. Take it out first, or give this one another edition",
                title=pack.title,
                edition=pack.edition,
            )
        )
    with change(by=by, owner=pack.owner_id, reason=say("Brought in a pack under licence")):
        standing_pack = Pack.objects.select_for_update().get(pk=pack.pk)
        check_can_go_on(by, standing_pack)
        _fill(standing_pack, checked)
        return _move(
            standing_pack,
            PackState.IN_USE,
            seen,
            content=b"",
            brought_at=at,
            left_out=len({fault.row for fault in checked.faults}),
        )


def discard(*, by: Actor, pack: Pack, seen: int, at: datetime) -> Pack:
    """Lets go of what was uploaded and not brought in: the file is emptied."""
    check_can_go_on(by, pack)
    with change(by=by, owner=pack.owner_id, reason=say("Discarded an uploaded pack")):
        return _move(pack, PackState.DISCARDED, seen, content=b"", ended_at=at)


def check_can_undo(by: Actor, pack: Pack) -> None:
    check_can_bring(by)
    if pack.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that holds the licence can do this."))
    if pack.state != PackState.IN_USE:
        raise NotAllowed(say("This pack is {state}.", state=pack.get_state_display().lower()))
    uses = uses_of(pack)
    if uses.any:
        raise NotAllowed(
            say(
                "Measures or values of this pack stand in your policy, so it stays. What is in use is superseded, "
                "never taken away."
            )
        )


def can_undo(by: Actor, pack: Pack) -> bool:
    try:
        check_can_undo(by, pack)
    except NotAllowed:
        return False
    return True


def undo(*, by: Actor, pack: Pack, seen: int, at: datetime) -> Pack:
    """Takes a pack out again, with all its measures and values, while nothing uses them."""
    check_can_undo(by, pack)
    with change(by=by, owner=pack.owner_id, reason=say("Took a pack out again")):
        standing_pack = Pack.objects.select_for_update().get(pk=pack.pk)
        check_can_undo(by, standing_pack)
        ended = _move(standing_pack, PackState.UNDONE, seen, ended_at=at)
        PackValue.objects.filter(measure__pack=ended).delete()
        PackMeasure.objects.filter(pack=ended).delete()
    return ended


def _fill(pack: Pack, checked: Checked) -> None:
    common = {"owner_id": pack.owner_id, "root": pack.root}
    measures = PackMeasure.objects.bulk_create(
        PackMeasure(
            **common,
            pack=pack,
            row=each.row,
            theme=each.theme,
            outcome=each.outcome,
            code=each.code,
            title=each.title,
            unit=each.unit,
            counts=each.counts,
            counts_not=each.counts_not,
            evidence=each.evidence,
            once_per_person=each.once_per_person,
            excludes=list(each.excludes),
            sdgs=list(each.sdgs),
        )
        for each in checked.measures
    )
    PackValue.objects.bulk_create(
        PackValue(
            **common,
            measure=measure,
            kind=value.kind.value,
            value=value.value,
            low=value.low,
            high=value.high,
            price_year=value.price_year,
        )
        for measure, row in zip(measures, checked.measures, strict=True)
        for value in row.values
    )


def _remember(pack: Pack, heading: str, column: Column | None) -> None:
    held = RememberedHeading.objects.filter(owner_id=pack.owner_id, heading=heading).first()
    named = "" if column is None else column.value
    if held is None:
        ref = new_reference()
        RememberedHeading.objects.create(
            owner_id=pack.owner_id, ref=ref, root=ref, heading=heading, column=named
        )
    elif held.column != named:
        update(held, version=held.version, column=named)


def _stored(columns: Mapping[int, Column]) -> dict[str, str]:
    return {str(place): column.value for place, column in columns.items()}


def _move(pack: Pack, to: PackState, seen: int, **values: object) -> Pack:
    if to not in VALID_TRANSITIONS[PackState(pack.state)]:
        raise Refused(say("This pack is {state}.", state=pack.get_state_display().lower()))
    return update(pack, version=seen, state=to, **values)


def _check_words(words: PackWords, on: date) -> None:
    for field, longest in _LONGEST.items():
        text = getattr(words, field)
        if is_placeholder(text):
            raise Refused(
                say("Say it in words: what is not known of a licence cannot be relied on"), field=field
            )
        if len(text.strip()) > longest:
            raise Refused(say("Say it in {longest} characters or fewer", longest=longest), field=field)
    _check_in_force(words.expires_on, on)


def _check_in_force(expires_on: date | None, on: date) -> None:
    held = standing(expires_on, on=on)
    if held.state is LicenceState.LAPSED:
        raise Refused(
            say("{held}. A pack can be brought in only while its licence is in force", held=held.words),
            field="expires_on",
        )
