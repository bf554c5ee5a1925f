"""The values of a pack under licence, set for a measure of its holder's own: seen by the holder and by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.actions.proxies import check_can_record
from fourfold.define.actions.proxy_details import check_latest
from fourfold.define.models import Ledger, Measure, Proxy
from fourfold.define.queries.proxies import in_force
from fourfold.define.rules.licences import LicenceState, standing
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change

if TYPE_CHECKING:
    from datetime import date

    from fourfold.define.models import PackValue
    from fourfold.ground.people.actor import Actor


def check_can_set(by: Actor, measure: Measure, value: PackValue, *, on: date) -> None:
    check_can_record(by, measure)
    pack = value.measure.pack
    if pack.owner_id != by.organisation_id or pack.state != "in_use":
        raise NotAllowed(say("Only values of a pack that your organisation has brought in can be set."))
    held = standing(pack.expires_on, on=on)
    if held.state is LicenceState.LAPSED:
        raise NotAllowed(say("{held}, so its values cannot be put to new use.", held=held.words))


def can_set(by: Actor, measure: Measure, value: PackValue, *, on: date) -> bool:
    try:
        check_can_set(by, measure, value, on=on)
    except NotAllowed:
        return False
    return True


def set_from_pack(
    *, by: Actor, measure: Measure, value: PackValue, on: date, after: str | None = None
) -> Proxy:
    """Refused for another unit, and where a value that everyone reads stands in that ledger: they would go on reading it
    as the one in force.
    """
    check_can_set(by, measure, value, on=on)
    theirs = value.measure
    if theirs.unit != measure.unit:
        raise Refused(say("The value is of another unit than the measure is counted in"), field="unit")
    ledger = Ledger(value.kind)
    with change(by=by, owner=measure.owner_id, reason=say("Set a value under licence")):
        standing_measure = Measure.objects.select_for_update().get(pk=measure.pk)
        check_latest(measure, after)
        before = in_force([measure.pk]).filter(ledger=ledger).first()
        if before is not None and before.pack_id is None:
            raise Refused(
                say(
                    "A value of this kind that everyone can read is in force. Set the one under licence in the next "
                    "version of the policy, where nothing stands yet"
                )
            )
        ref = new_reference()
        return Proxy.objects.create(
            owner_id=standing_measure.owner_id,
            ref=ref,
            root=ref,
            measure=standing_measure,
            title=theirs.title,
            value=value.value,
            low=value.low,
            high=value.high,
            ledger=ledger,
            kind=value.kind,
            once_per_person=theirs.once_per_person,
            price_year=value.price_year,
            source_title=say("{title}, {edition}", title=theirs.pack.title, edition=theirs.pack.edition)[
                :300
            ],
            source_publisher=theirs.pack.publisher,
            source_grade="primary",
            licence=theirs.pack.licence,
            read_on=on,
            supersedes=before,
            pack=theirs.pack,
            pack_code=theirs.code,
        )
