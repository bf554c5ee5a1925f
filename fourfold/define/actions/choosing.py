"""A measure of a framework is chosen into a draft: its definition is copied, and where it comes from is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.actions import licensed_values
from fourfold.define.actions.cascade import ChosenFrom, add_measure
from fourfold.define.actions.drafts import check_can_draft
from fourfold.define.models import Measure
from fourfold.define.rules.frameworks import measure_coded
from fourfold.define.rules.licences import LicenceState, standing
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change

if TYPE_CHECKING:
    from datetime import date

    from fourfold.define.models import Outcome, Pack, PackMeasure
    from fourfold.define.rules.frameworks import Framework
    from fourfold.ground.people.actor import Actor

SHORT = 250


def check_can_use(by: Actor, pack: Pack, *, on: date) -> None:
    """New use of what is under licence: by a lead of its holder, while the pack is in use and its licence in force."""
    check_can_draft(by)
    if pack.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that holds the licence can use this."))
    if pack.state != "in_use":
        raise NotAllowed(say("This pack is not brought in, so nothing can be chosen from it."))
    held = standing(pack.expires_on, on=on)
    if held.state is LicenceState.LAPSED:
        raise NotAllowed(
            say(
                "{held}, so nothing new can be chosen from “{title}”. What you chose before stays as it is. "
                "Bring in the pack again once you have renewed the licence.",
                held=held.words,
                title=pack.title,
            )
        )


def can_use(by: Actor, pack: Pack, *, on: date) -> bool:
    try:
        check_can_use(by, pack, on=on)
    except NotAllowed:
        return False
    return True


def choose(*, by: Actor, outcome: Outcome, framework: Framework, code: str) -> Measure:
    """Copies an open framework's measure under an outcome of a draft. Refused where it stands there already."""
    placed = measure_coded(framework, code)
    if placed is None:
        raise Refused(say("There is no measure {code} in {title}", code=code, title=framework.title))
    measure = placed.measure
    _check_not_there(outcome, framework=framework.code, code=code)
    counts = measure.counts
    if measure.counts_not:
        counts = say(
            "{counts}\n\nDoes not count: {counts_not}", counts=measure.counts, counts_not=measure.counts_not
        )
    return add_measure(
        by=by,
        outcome=outcome,
        title=measure.title[:SHORT],
        unit=measure.unit,
        counts=counts,
        evidence=measure.evidence,
        once_per_person=bool(measure.once_per_person),
        chosen_from=ChosenFrom(framework.code, framework.edition, framework.version, code),
    )


def choose_from_pack(
    *,
    by: Actor,
    outcome: Outcome,
    measure: PackMeasure,
    title: str,
    counts: str,
    with_values: bool,
    on: date,
) -> Measure:
    """Takes a measure of a pack under licence into a draft, by its code and in the user's own words.

    The pack's words are not copied: a policy is read by everyone once it is adopted. Where `title` or `counts` is empty, the
    measure says only where its definition stands.
    """
    pack = measure.pack
    check_can_use(by, pack, on=on)
    _check_not_there(outcome, pack=pack, code=measure.code)
    for field, written, theirs in (("title", title, measure.title), ("counts", counts, measure.counts)):
        if written.strip() and written.strip().casefold() == theirs.strip().casefold():
            raise Refused(
                say(
                    "These are the pack’s own words, which its licence keeps to you. Say it in your own, or leave it empty"
                ),
                field=field,
            )
    with change(by=by, owner=by.organisation_id, reason=say("Chose a measure from a pack")):
        chosen = add_measure(
            by=by,
            outcome=outcome,
            title=title.strip()
            or say("Measure {code} of {title}", code=measure.code, title=pack.title)[:SHORT],
            unit=measure.unit,
            counts=counts.strip()
            or say(
                "As defined under {code} of {title}, {edition}. The definition is under licence and is shown to its "
                "holder alone.",
                code=measure.code,
                title=pack.title,
                edition=pack.edition,
            ),
            evidence="",
            once_per_person=bool(measure.once_per_person),
            chosen_from=ChosenFrom(edition=pack.edition, code=measure.code, pack=pack),
        )
        if with_values:
            for value in measure.values.all():
                licensed_values.set_from_pack(by=by, measure=chosen, value=value, on=on)
    return chosen


def _check_not_there(outcome: Outcome, *, code: str, framework: str = "", pack: Pack | None = None) -> None:
    there = Measure.objects.filter(outcome=outcome, framework=framework, pack=pack, framework_code=code)
    if there.exists():
        raise Refused(
            say("This measure stands under “{title}” already", title=outcome.title), field="outcome"
        )
