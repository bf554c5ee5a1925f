"""An award is told: each bidder gets what the law of the procurement asks for, and the buyer stands still before signing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Right, share
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.interests import check_free_of_interest
from fourfold.integrate.actions.outcome_mail import post_outcome
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.models import Award, AwardOutcome, LetterKind, OutcomeLetter, ProcurementState
from fourfold.integrate.queries.bank_holidays import bank_holidays
from fourfold.integrate.queries.governing_law import governing_law
from fourfold.integrate.queries.outcome_letters import letters_for
from fourfold.integrate.queries.outcomes import duty_of
from fourfold.integrate.rules.outcome import Law
from fourfold.integrate.rules.outcome_letter import TITLES
from fourfold.integrate.rules.record import plain
from fourfold.integrate.rules.standstill import standstill
from fourfold.integrate.rules.working_days import NotInCalendar

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import OpenedBid
    from fourfold.integrate.rules.outcome import OutcomeDuty
    from fourfold.integrate.rules.record import Record
    from fourfold.integrate.rules.standstill import Standstill


def check_can_tell(by: Actor, award: Award) -> None:
    check_role(by, Role.COMMISSIONER, to=say("tell the bidders of an award"))
    if award.owner_id != by.organisation_id:
        message = say("Only the buying organisation tells of its awards.")
        raise NotAllowed(message)
    if award.approved_by_id is None or award.set_aside_because:
        message = say("Bidders are told once the award is approved.")
        raise NotAllowed(message)
    if award.procurement.state != ProcurementState.AWARDED:
        message = say("Bidders are told between the award and the contract.")
        raise NotAllowed(message)
    if AwardOutcome.objects.filter(award=award).exists():
        message = say("The bidders of this award are told already.")
        raise NotAllowed(message)


def can_tell(by: Actor, award: Award) -> bool:
    try:
        check_can_tell(by, award)
    except NotAllowed:
        return False
    return True


def which_law(award: Award, said: str, *, light_touch: bool) -> tuple[Law, str, bool]:
    """The law as the record tells it; where it does not, as a person said it, who answers for it."""
    governed = governing_law(award.procurement)
    if governed.law is not None:
        return governed.law, governed.because, governed.light_touch or light_touch
    if said not in set(Law):
        message = say("Say which law governs this procurement")
        raise Refused(message, field="law")
    return (
        Law(said),
        say("Said by the commissioner, for this cannot be told: {because}", because=governed.because),
        light_touch,
    )


def tell(
    *, by: Actor, award: Award, law: str = "", light_touch: bool = False, on: date, at: datetime
) -> AwardOutcome:
    """Sends the letters that the law asks for, and records what is due before signing.

    `law` is asked for where the record does not tell it. Under the Regulations of 2015 the standstill begins with the
    letters; under the Act with the contract award notice.
    """
    check_can_tell(by, award)
    governs, because, light = which_law(award, law, light_touch=light_touch)
    duty = duty_of(award, governs, light_touch=light)
    period = _period(Law.PCR, on) if duty.standstill and governs is Law.PCR else None
    with change(by=by, owner=award.owner_id, reason=say("Told the bidders of an award")):
        standing(award.procurement_id)
        check_can_tell(by, Award.objects.select_related("procurement").get(pk=award.pk))
        outcome: AwardOutcome = AwardOutcome.objects.create(
            owner_id=award.owner_id,
            root=award.root,
            award=award,
            law=governs.value,
            law_because=because,
            light_touch=light,
            letters=duty.letters.value,
            told_by_id=by.person_id,
            told_on=on,
            must_stand_still=duty.standstill,
            needs_award_notice=duty.award_notice,
            **_days(period),
        )
        for opened, body in letters_for(award, duty.letters, standstill=_words(duty, period)):
            ready = say("{kind} for your organisation is ready to read.", kind=TITLES[duty.letters])
            send_letter(award, opened, body, LetterKind(duty.letters.value), ready=ready, on=on, at=at)
    return outcome


def send_letter(
    award: Award, opened: OpenedBid, body: Record, kind: LetterKind, *, ready: str, on: date, at: datetime
) -> None:
    """Keeps the letter, opens it to its bidder, and mails that it can be read; within the caller's change."""
    ref = new_reference()
    letter = OutcomeLetter.objects.create(
        owner_id=award.owner_id,
        ref=ref,
        root=ref,
        procurement=award.procurement,
        award=award,
        opened_bid=opened,
        bidder_id=opened.bidder_id,
        kind=kind,
        body=plain(body),
        sent_on=on,
    )
    share(
        owner=award.procurement.owner,
        thing=ref,
        kind="award letter",
        organisation=opened.bidder,
        right=Right.SEE,
        on=on,
        reason=say("Told of the award"),
    )
    post_outcome(
        award.procurement,
        bidder=opened.bidder_id,
        ready=ready,
        href=reverse("outcome_letter", kwargs={"ref": letter.ref}),
        key=letter.ref,
        on=on,
        at=at,
    )


def begin_standstill(award: Award, *, published_on: date) -> None:
    """From the contract award notice on, where the law asks for it; within the change that records the notice."""
    outcome = AwardOutcome.objects.filter(award=award).first()
    if outcome is None or outcome.law != Law.ACT or not outcome.must_stand_still:
        return
    update(outcome, version=outcome.version, **_days(_period(Law.ACT, published_on)))


def check_can_override(by: Actor, award: Award) -> None:
    check_role(by, Role.APPROVER, to=say("end a standstill before its time"))
    if award.owner_id != by.organisation_id:
        message = say("Only the buying organisation decides on its standstill.")
        raise NotAllowed(message)
    outcome = AwardOutcome.objects.filter(award=award).first()
    if outcome is None or not (outcome.must_stand_still or outcome.standstill_until):
        message = say("No standstill is due here.")
        raise NotAllowed(message)
    if outcome.overridden_on is not None or award.procurement.state != ProcurementState.AWARDED:
        message = say("The standstill is over already.")
        raise NotAllowed(message)
    check_free_of_interest(by, award.procurement, to=say("end its standstill"))


def can_override(by: Actor, award: Award) -> bool:
    try:
        check_can_override(by, award)
    except NotAllowed:
        return False
    return True


def override(*, by: Actor, award: Award, because: str, on: date) -> AwardOutcome:
    """The contract may be signed although the standstill has not ended; with the reason and the name of who decided it."""
    check_can_override(by, award)
    if not because.strip():
        message = say("Say why it is not waited for; it stays on record with your name")
        raise Refused(message, field="because")
    with change(by=by, owner=award.owner_id, reason=say("Ended a standstill before its time")):
        outcome = AwardOutcome.objects.get(award=award)
        return update(
            outcome,
            version=outcome.version,
            overridden_because=because.strip(),
            overridden_by_id=by.person_id,
            overridden_on=on,
        )


def _period(law: Law, begins_on: date) -> Standstill:
    try:
        return standstill(law, begins_on, bank_holidays())
    except NotInCalendar as unknown:
        raise Refused(str(unknown)) from unknown


def _days(period: Standstill | None) -> dict[str, object]:
    if period is None:
        return {}
    return {
        "standstill_from": period.first,
        "standstill_until": period.last,
        "standstill_steps": [str(each) for each in period.steps],
    }


def _words(duty: OutcomeDuty, period: Standstill | None) -> list[str]:
    """For the letters. Under the Act the days are those of the notice, which comes after them."""
    if period is not None:
        return [*period.steps]
    if duty.standstill:
        return [
            say(
                "The contract is not entered into before eight working days have passed, beginning with the day on which the "
                "contract award notice is published."
            )
        ]
    return []
