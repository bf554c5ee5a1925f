"""Bidders are told by the law of the procurement, the buyer stands still, and only then is the contract signed."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, InternalError, OperationalError, transaction

from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.integrate.actions import contracts, evaluation, exclusion, indicators, outcome, outcome_mail
from fourfold.integrate.exchange.notice_release import package
from fourfold.integrate.exchange.ocds import ReadRelease, read_ocds
from fourfold.integrate.exchange.record_pdf import record_pdf
from fourfold.integrate.models import (
    Award,
    AwardOutcome,
    Contract,
    OutcomeLetter,
    Procurement,
    PublishedNotice,
)
from fourfold.integrate.queries.award_report import award_report
from fourfold.integrate.queries.notice_facts import notice_facts
from fourfold.integrate.queries.notices import notice_with, notices_of
from fourfold.integrate.queries.outcomes import letters_by_tender, letters_to
from fourfold.integrate.queries.waiting import waiting_for
from fourfold.integrate.rules.notices import fields
from fourfold.integrate.rules.record import read_plain
from tests.builders.ground import TODAY
from tests.builders.integrate import (
    AFTER,
    a_bid,
    a_bidder,
    a_tender,
    awarded,
    declares,
    moderated,
    moderates,
    scored,
    sealed,
)
from tests.builders.routes import publishes, signs, tells

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db


def test_below_the_threshold_each_bidder_gets_feedback_and_nothing_of_the_others_but_the_winner() -> None:
    to = a_tender()
    bidders = [a_bidder(), a_bidder(), a_bidder()]
    for bidder, price in zip(bidders, ("400000.00", "500000.00", "612345.67"), strict=True):
        sealed(to, bidder, a_bid(to, price=price))
    moderated(to, [5, 4, 2])
    decision = awarded(to)
    with as_tenant(to.buyer.pk):
        report = award_report(to.procurement, Award.objects.get(), interests=True)
        assert "612,345.67" in str(report)
        assert record_pdf(report).startswith(b"%PDF")
    told = tells(to, decision)
    assert (told.law, told.letters, told.must_stand_still) == ("below-threshold", "feedback", False)
    names = {bidder.organisation_id: bidder.organisation_name for bidder in bidders}
    for place, bidder in enumerate(bidders, start=1):
        others = [
            name
            for key, name in names.items()
            if key not in {bidder.organisation_id, bidders[0].organisation_id}
        ]
        with as_tenant(bidder.organisation_id):
            (letter,) = letters_to(bidder.organisation_id, to.key)
            text = str(read_plain(letter.body))
            assert OutcomeLetter.objects.count() == 1
        assert "Agreed." in text
        assert not any(name in text for name in others)
        assert (f"Your bid came {place}" in text) is (place > 1)
        # The winner learns nothing of the losers, the losers not each other's prices.
        assert ("400,000.00" in text) is (place == 1)
    with as_tenant(EVERYONE):
        assert not OutcomeLetter.objects.exists()
    with as_tenant(to.buyer.pk):
        mails = OutboxMail.objects.filter(kind=outcome_mail.OUTCOME_MAIL)
        assert mails.count() == 3
        # What is in the letters is not in the mails.
        assert not any("winner" in mail.text.lower() or "Agreed." in mail.text for mail in mails)
        with pytest.raises(NotAllowed, match="told already"):
            outcome.tell(by=to.commissioner, award=Award.objects.get(), on=TODAY, at=AFTER)
        with (
            pytest.raises((IntegrityError, InternalError, OperationalError)),
            transaction.atomic(),
            change(by=to.commissioner, owner=to.buyer.pk, reason="Tampering"),
        ):
            OutcomeLetter.objects.update(body={})
    signs(to, decision)


def test_who_was_excluded_is_told_why_and_that_there_is_something_to_read() -> None:
    to = a_tender()
    winner, out = a_bidder(), a_bidder()
    sealed(to, winner, a_bid(to, price="400000.00"))
    sealed(to, out, a_bid(to, price="300000.00"))
    scored(to, [4, 4])
    declares(to, to.commissioner)
    judged, excluded = to.opened
    with as_tenant(to.buyer.pk):
        exclusion.exclude(by=to.commissioner, opened_bid=excluded, because="A false declaration.")
    moderates(to, to.commissioner, judged)
    with as_tenant(to.buyer.pk):
        evaluation.close_moderation(by=to.commissioner, procurement=to.procurement)
    tells(to, awarded(to))
    with as_tenant(out.organisation_id):
        (letter,) = letters_to(out.organisation_id, to.key)
        text = str(read_plain(letter.body))
        (waiting,) = waiting_for(out, at=AFTER, most=5)
        assert letters_by_tender(out.organisation_id, [to.key]) == {to.key: letter}
    assert waiting.href == f"/outcomes/{letter.ref}/"
    assert "The buyer excluded it: A false declaration." in text
    assert "Not marked, since the bid was set aside" in text
    assert winner.organisation_name in text
    # The winner's marks with their reasons are there, its price is not.
    assert "Agreed." in text
    assert "400,000" not in text


def test_under_the_act_the_standstill_begins_with_the_notice_and_nobody_signs_before_it_ends() -> None:
    to = a_tender()
    bidder, other = a_bidder(), a_bidder()
    sealed(to, bidder, a_bid(to, price="5400000.00"))
    sealed(to, other, a_bid(to, price="6000000.00"))
    moderated(to, [5, 3])
    decision = awarded(to)
    above_the_threshold(to.key, to.buyer.pk, to.commissioner)
    with pytest.raises(NotAllowed, match="Tell the bidders first"):
        signs(to, decision)
    told = tells(to, decision, on=date(2026, 12, 17))
    assert (told.law, told.letters, told.standstill_until) == ("procurement-act-2023", "summary", None)
    with as_tenant(to.buyer.pk):
        words = [each.words for each in waiting_for(to.commissioner, at=AFTER, most=5)]
        assert "Publish the contract award notice" in words
        with pytest.raises(NotAllowed, match="3 key performance indicators"):
            contracts.check_can_sign(to.commissioner, _award(), on=date(2027, 2, 1))
        for title in ("Repairs done at the first visit", "Tenants content", "Apprenticeships completed"):
            indicators.add(by=to.manager, award=_award(), title=title, target="95 of 100 in each quarter")
        with pytest.raises(NotAllowed, match="contract award notice was published"):
            contracts.check_can_sign(to.commissioner, _award(), on=date(2027, 2, 1))
    with pytest.raises(Refused, match="after the letters"):
        publishes(to, "uk6", on=date(2026, 12, 16))
    publishes(to, "uk6", on=date(2026, 12, 18))
    with as_tenant(to.buyer.pk):
        # Worked by hand: 18, 21 to 24, 29 to 31 December; Christmas Day and its neighbour's substitute do not count.
        assert AwardOutcome.objects.get().standstill_until == date(2026, 12, 31)
        with pytest.raises(NotAllowed, match="end of 31 December 2026"):
            contracts.check_can_sign(to.commissioner, _award(), on=date(2026, 12, 31))
        with pytest.raises(NotAllowed):
            outcome.override(by=to.commissioner, award=_award(), because="No time.", on=TODAY)
        with pytest.raises(Refused):
            outcome.override(by=to.approver, award=_award(), because=" ", on=TODAY)
    signs(to, decision, on=date(2027, 1, 1))
    with as_tenant(to.buyer.pk):
        details = notice_with(to.procurement, "uk7")
        assert details is not None
        assert details.due_on == date(2027, 1, 31)
        waiting = {each.words: each.until for each in waiting_for(to.commissioner, at=AFTER, most=5)}
        assert waiting["Publish the contract details notice"] == date(2027, 1, 31)
        facts = notice_facts(to.procurement, details)
        told_of = {field.name: field.value for field in fields(facts)}
        assert told_of["Date signed"] == "1 January 2027"
        assert told_of["Repairs done at the first visit"].startswith("95 of 100")
        assert told_of["CPV classifications"] == ""
        assert [each.kind for each in notices_of(to.procurement)] == ["UK4", "UK6", "UK7"]
        body = PublishedNotice.objects.get(kind="UK6").body
        assert body["awards"][0]["value"] == {"amount": 5400000.0, "currency": "GBP"}
        assert body["bids"]["statistics"][0]["value"] == 2
        whole = json.dumps(package(body, uri="https://buyer.example/uk6.json", publisher="A buyer"))
        (read,) = [each for each in read_ocds(whole.encode()) if isinstance(each, ReadRelease)]
        # The prefix is registered with nobody, and the bodies of this test stand in no register: nothing else is remarked on.
        assert {remark.code for remark in read.remarks} == {"ocid_odd", "identifier_missing"}
        with pytest.raises(NotAllowed, match="already recorded"):
            contracts.check_can_sign(to.commissioner, _award(), on=date(2027, 2, 1))
        assert Contract.objects.count() == 1


def test_a_standstill_is_not_waited_for_only_by_an_approver_with_a_reason_and_a_name() -> None:
    to = a_tender()
    sealed(to, a_bidder(), a_bid(to, price="4000000.00"))
    moderated(to, [4])
    decision = awarded(to)
    above_the_threshold(to.key, to.buyer.pk, to.commissioner)
    tells(to, decision)
    publishes(to, "uk6")
    with as_tenant(to.buyer.pk):
        kept = outcome.override(by=to.approver, award=_award(), because="A flood.", on=TODAY)
        assert (kept.overridden_by_id, kept.overridden_because) == (to.approver.person_id, "A flood.")
        with pytest.raises(NotAllowed, match="over already"):
            outcome.check_can_override(to.approver, _award())
    assert signs(to, decision).amount == Decimal("4000000.00")


def test_where_the_record_does_not_tell_the_law_somebody_says_it_and_2015_has_letters_with_ten_days() -> None:
    to = a_tender()
    for price in ("400000.00", "500000.00"):
        sealed(to, a_bidder(), a_bid(to, price=price))
    moderated(to, [5, 4])
    decision = awarded(to)
    with (
        as_tenant(to.buyer.pk),
        change(by=to.commissioner, owner=to.buyer.pk, reason="For a test"),
    ):
        type(to.procurement).objects.update(amount=None)
    with pytest.raises(Refused) as refused:
        tells(to, decision)
    assert refused.value.field == "law"
    with pytest.raises(NotAllowed, match="Tell the bidders first"):
        signs(to, decision)
    told = tells(to, decision, law="pcr-2015", on=date(2026, 12, 15))
    # The tenth day is Christmas Day; the next working day is 29 December.
    assert (told.letters, told.standstill_until) == ("standstill", date(2026, 12, 29))
    with as_tenant(to.buyer.pk):
        assert all("29 December 2026" in str(each.body) for each in OutcomeLetter.objects.all())
        assert "uk6" not in [each.slug for each in notices_of(to.procurement)]


def above_the_threshold(key: int, owner: int, by: Actor) -> None:
    """The estimate of a tender that is judged already does not change by any action; here it does."""
    with as_tenant(owner), change(by=by, owner=owner, reason="For a test"):
        Procurement.objects.filter(pk=key).update(amount=Decimal(9_000_000))


def _award() -> Award:
    return Award.objects.select_related("procurement", "opened_bid__bidder").get()
