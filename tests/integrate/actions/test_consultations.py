"""A consultation from its first line to what was changed because of it: who may what, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from fourfold.define.models import CommunityIssue
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import (
    consultation_changes,
    consultation_events,
    consultation_issues,
    consultation_questions,
    consultation_results,
    consultations,
    criteria,
    moderation_of_answers,
    saying,
)
from fourfold.integrate.actions.consultation_changes import Told
from fourfold.integrate.models import (
    ConsultationAnswer,
    ConsultationChange,
    ConsultationEvent,
    ConsultationIdea,
    ConsultationResponse,
    Procurement,
)
from fourfold.integrate.queries.consultations import consultation_page, for_everybody, who_was_asked
from fourfold.integrate.queries.involvement import gaps_by_procurement, map_of, over_all
from tests.builders.asking import LAST, a_consultation, an_open_consultation, answers, now, said, written
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import a_buyer, a_considered_procurement, a_procurement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"procurement": "NOSUCHREF0"}, "procurement"),
        ({"service": "NOSUCHREF0"}, "service"),
        ({"title": " "}, "title"),
        ({"purpose": ""}, "purpose"),
        ({"closes_on": TODAY - timedelta(days=1)}, "closes_on"),
        ({"moderator": "NOBODY1234"}, "moderator"),
    ],
)
def test_a_consultation_is_about_something_and_says_why(wrong: dict[str, Any], field: str) -> None:
    by = a_buyer()
    about = a_procurement(by)
    with as_tenant(by.organisation_id), pytest.raises(Refused) as refusal:
        consultations.start(by=by, written=written(by, about, **wrong), on=TODAY)
    assert refusal.value.field == field


def test_people_are_asked_only_when_notice_day_questions_and_moderator_are_there() -> None:
    by = a_buyer()
    one = a_consultation(by, a_procurement(by), privacy_notice="", closes_on=None, moderator="")
    with as_tenant(by.organisation_id):
        with pytest.raises(NotAllowed, match=r"privacy notice; choose a last day .* name who"):
            consultations.check_can_open(by, now(one), on=TODAY)
        for question in one.questions.all():
            consultation_questions.remove(by=by, question=question)
        with pytest.raises(NotAllowed, match="at least one question"):
            consultations.check_can_open(by, now(one), on=TODAY)
    with as_tenant(EVERYONE):
        assert for_everybody(one.ref) is None


@pytest.mark.parametrize("choices", [[], ["One"], ["One", "one"], ["x" * 121, "y"]])
def test_a_question_with_answers_has_at_least_two_different_ones(choices: list[str]) -> None:
    by = a_buyer()
    one = a_consultation(by, a_procurement(by))
    with as_tenant(by.organisation_id), pytest.raises(Refused) as refusal:
        consultation_questions.add(by=by, consultation=one, kind="one", words="Which?", choices=choices)
    assert refusal.value.field == "choices"


def test_somebody_answers_without_an_account_once_and_of_the_postcode_half_is_kept() -> None:
    by = a_buyer()
    one = an_open_consultation(by, a_procurement(by))
    with as_tenant(EVERYONE):
        read = for_everybody(one.ref)
        assert read is not None
        for _ in range(2):
            saying.answer(consultation=read, said=said(read, 1, words="The lift is slow."), on=TODAY)
        assert not ConsultationResponse.objects.exists()
        with pytest.raises(Refused, match="first half"):
            saying.answer(consultation=read, said=said(read, 2, postcode="12 High Street"), on=TODAY)
        with pytest.raises(Refused, match="at least one"):
            saying.answer(consultation=read, said=said(read, 3, words="", chosen={}), on=TODAY)
        with pytest.raises(NotAllowed, match="closed"):
            saying.answer(consultation=read, said=said(read, 4), on=LAST + timedelta(days=1))
    with as_tenant(by.organisation_id):
        kept = ConsultationResponse.objects.get()
        assert (kept.district, kept.state, kept.looked_at_by) == ("SY1", "waiting", None)
        assert ConsultationAnswer.objects.filter(response=kept).count() == 3
    assert answers(one, 5).state == "shown"


def test_places_that_are_no_answer_are_not_taken_and_one_of_several_is_one() -> None:
    by = a_buyer()
    one = an_open_consultation(by, a_procurement(by))
    with as_tenant(by.organisation_id):
        several, single, _ = one.questions.all()
        twice = said(one, 1, chosen={single.ref: [0, 1]})
        with pytest.raises(Refused, match="Choose one"):
            saying.answer(consultation=one, said=twice, on=TODAY)
    answers(one, 2, chosen={several.ref: [0, 0, 7, -1], single.ref: [9]})
    with as_tenant(by.organisation_id):
        assert list(ConsultationAnswer.objects.values_list("choice", flat=True)) == [0]


def test_one_named_person_hides_with_a_reason_and_nothing_is_lost() -> None:
    by = a_buyer()
    other = an_actor(role=Role.LEAD, organisation=Organisation.objects.get(pk=by.organisation_id))
    one = an_open_consultation(by, a_procurement(by))
    kept = answers(one, 1, words="My neighbour Ann drinks.")
    look = moderation_of_answers.look_at
    with as_tenant(by.organisation_id):
        assert not moderation_of_answers.can_moderate(other, now(one))
        with pytest.raises(Refused, match="why"):
            look(by=by, said=kept, seen=kept.version, show=False)
        look(by=by, said=kept, seen=kept.version, show=False, why="It names somebody.")
        hidden = ConsultationResponse.objects.get(pk=kept.pk)
        assert (hidden.hidden_because, hidden.looked_at_by_id) == ("It names somebody.", by.person_id)
        consultations.name_moderator(
            by=by, consultation=now(one), moderator=other.person_ref, seen=now(one).version, on=TODAY
        )
        assert not moderation_of_answers.can_moderate(by, now(one))
        fresh = ConsultationResponse.objects.select_related("consultation__moderator").get(pk=kept.pk)
        look(by=other, said=fresh, seen=fresh.version, show=True)


def test_results_are_published_when_nothing_waits_with_small_counts_withheld_and_hidden_ones_left_out() -> (
    None
):
    by = a_buyer()
    one = an_open_consultation(by, a_procurement(by))
    for number in range(40):
        answers(one, number)
    waiting = answers(one, 40, words="Warmth first.")
    hidden = answers(one, 41, words="An insult.")
    with as_tenant(by.organisation_id):
        moderation_of_answers.look_at(by=by, said=hidden, seen=1, show=False, why="An insult.")
        consultation_events.record(
            by=by,
            consultation=one,
            event=consultation_events.Event("An evening", TODAY, "Hall", 25, 3, "Somebody cried."),
        )
        consultations.close(by=by, consultation=one, seen=now(one).version)
        with pytest.raises(NotAllowed, match="1 of what people said wait"):
            consultation_results.publish(by=by, consultation=now(one), seen=now(one).version, on=TODAY)
        moderation_of_answers.show_all(by=by, consultation=now(one), kind="response", refs=[waiting.ref])
        consultation_results.publish(by=by, consultation=now(one), seen=now(one).version, on=TODAY)
    with as_tenant(EVERYONE):
        read = for_everybody(one.ref)
        assert read is not None
        results: Any = read.results
        assert not ConsultationEvent.objects.exists()
    assert results["responses"] == 41
    assert results["questions"][2]["said"] == ["Warmth first."]
    assert (results["events"][0]["residents"], results["events"][0]["providers"]) == (25, "withheld")
    assert "insult" not in str(results)
    assert "cried" not in str(results)
    assert sum(count for _, count in results["questions"][0]["rows"]) == 41


def test_an_idea_waits_and_what_changed_is_tied_to_what_it_changed_and_outlives_it() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by, with_ask=False)
    one = an_open_consultation(by, procurement)
    with as_tenant(by.organisation_id):
        idea = saying.propose(
            consultation=now(one),
            proposed=saying.Proposed(
                "Share the van", "Depot", Decimal(4_000), "One hire less", "of-a-test-idea-1"
            ),
            on=TODAY,
        )
        social = procurement.criteria.get(family="social")
        told: dict[str, Any] = {
            "you_said": "Share the van.",
            "we_did": "Social value asks for it.",
            "changed": True,
            "about": f"criterion {social.ref}",
            "idea": idea.ref,
            "saving": Decimal(3_500),
            "saving_because": "",
        }
        with pytest.raises(Refused, match="how the saving"):
            consultation_changes.tell(by=by, consultation=now(one), told=Told(**told), on=TODAY)
        told["saving_because"] = "Quotes of 2026"
        kept = consultation_changes.tell(by=by, consultation=now(one), told=Told(**told), on=TODAY)
        assert (kept.criterion, kept.idea) == (social, idea)
        fresh = Procurement.objects.get(pk=procurement.pk)
        criteria.set_weights(
            by=by,
            procurement=fresh,
            weightings=[criteria.Weighting("price", "Price", Decimal(100))],
            version=fresh.version,
            trivial_below=None,
        )
        after = ConsultationChange.objects.get(pk=kept.pk)
        assert after.about == "Criterion: Social value"
        assert ConsultationIdea.objects.get().state == "waiting"
    with as_tenant(EVERYONE):
        read = for_everybody(one.ref)
        assert read is not None
        assert [each.we_did for each in read.changes.all()] == ["Social value asks for it."]


def test_what_was_heard_is_counted_in_define_and_fills_the_record() -> None:
    by = a_buyer(Role.COMMISSIONER, Role.LEAD)
    procurement = a_procurement(by)
    one = an_open_consultation(by, procurement)
    answers(one, 1)
    with as_tenant(by.organisation_id):
        consultation_issues.take_up(
            by=by,
            consultation=now(one),
            words="Lifts are slow",
            times=6,
            at_an_event=False,
            heard_on=TODAY,
            on=TODAY,
        )
        issue = CommunityIssue.objects.get()
        assert (issue.named_by, issue.times, issue.source) == ("How should we repair homes?", 6, "survey")
        assert [each.issue for each in consultation_page(now(one)).issues] == [issue]
        with pytest.raises(Refused):
            consultation_issues.take_up(
                by=by, consultation=now(one), words=" ", times=1, at_an_event=True, heard_on=TODAY, on=TODAY
            )
        assert CommunityIssue.objects.count() == 1
        words = who_was_asked(procurement, on=TODAY)
        assert "“How should we repair homes?”, answers by 23 November 2026: 1" in words


def test_the_map_is_drawn_from_records_and_over_all_procurements() -> None:
    by = a_buyer()
    procurement, other = a_considered_procurement(by, with_ask=False), a_procurement(by)
    one = an_open_consultation(by, procurement)
    answers(one, 1)
    with as_tenant(by.organisation_id):
        cells = {(cell.part, cell.stage): cell for row in map_of(procurement).rows for cell in row}
        assert cells["residents", "design"].had[0].who == "Answers to consultations: 1"
        assert cells["staff", "design"].somebody
        assert cells["groups", "design"].gap
        shown = over_all(by.organisation_id)
        assert (shown.procurements, shown.share["residents", "design"]) == (2, 1)
        assert gaps_by_procurement(by.organisation_id, [procurement, other]) == {
            procurement.pk: 7,
            other.pk: 8,
        }


def test_the_database_keeps_a_consultation_whole() -> None:
    by = a_buyer()
    one = an_open_consultation(by, a_procurement(by))
    with as_tenant(by.organisation_id), change(by=by, owner=by.organisation_id, reason="For a test"):
        every: list[dict[str, Any]] = [
            {"privacy_notice": ""},
            {"closes_on": None},
            {"results": {}},
            {"state": "published"},
        ]
        for wrong in every:
            with pytest.raises(DatabaseError), transaction.atomic():
                type(one).objects.filter(pk=one.pk).update(**wrong)
