"""What staff are told: planned by who leads, told, read back, put right; and what is not so is refused beside its field."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fourfold.define.models import StaffMessage
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Role
from tests.builders.browsing import signed_in, source, words
from tests.builders.define import a_lead
from tests.builders.leaders import an_appointment
from tests.define.web.test_pages import beside

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db
PLAN = {
    "words": "I ask for proof.", "audience": "Buyers", "audience_size": "20", "how": "A meeting",
    "planned_for": "1 March 2030",
}  # fmt: skip


@pytest.fixture
def by() -> Actor:
    return a_lead()


def stands(by: Actor) -> StaffMessage:
    with as_tenant(by.organisation_id):
        return StaffMessage.objects.get()


def test_a_message_is_planned_told_and_read_back_and_no_plan_any_more(by: Actor) -> None:
    who = an_appointment(by)
    lead, today = signed_in(by), day_text(timezone.localdate())
    assert "Nothing is planned yet" in words(lead.get("/define/messages/"))
    assert lead.post("/define/messages/new/", {**PLAN, "carried_by": who.ref}).status_code == 302
    at = f"/define/messages/{stands(by).ref}"
    assert lead.post(f"{at}/edit/", {**PLAN, "how": "A course", "version": "1"}).status_code == 302
    told = {"told_on": today, "reached": "15", "asked": "6", "said_back": "4", "learned": "", "version": "2"}
    assert lead.post(f"{at}/told/", told).status_code == 302

    page = words(lead.get("/define/messages/"))

    assert "1 of 1 message" in page
    assert "15 of 20 (75%), over 1 message" in page
    assert "4 of 6 (67%), over 1 message" in page
    for gone in ("edit", "remove"):
        assert lead.get(f"{at}/{gone}/").status_code == 403
        assert lead.post(f"{at}/{gone}/", {**PLAN, "version": "3"}).status_code == 403
    # What came of it may be put right.
    assert lead.post(f"{at}/told/", {**told, "reached": "16", "version": "3"}).status_code == 302
    assert (stands(by).reached, stands(by).how) == (16, "A course")


@pytest.mark.parametrize(
    ("page", "changed", "sentence"),
    [
        ("edit", {"words": " "}, "Enter what they should be able to say"),
        ("edit", {"audience_size": "0"}, "Leave it empty where nobody counted"),
        ("edit", {"planned_for": "soon"}, "There is a problem"),
        ("told", {"reached": "21"}, "It was planned for 20 people"),
        ("told", {"asked": "5", "said_back": ""}, "or neither"),
        ("told", {"asked": "5", "said_back": "6"}, "at most all could say it"),
        ("told", {"told_on": "1 March 2030"}, "There is a problem"),
    ],
)
def test_what_cannot_be_so_is_refused_and_what_was_typed_is_kept(
    by: Actor, page: str, changed: dict[str, str], sentence: str
) -> None:
    lead = signed_in(by)
    lead.post("/define/messages/new/", PLAN)
    today = timezone.localdate()
    given = PLAN if page == "edit" else {"told_on": day_text(today), "learned": "What I typed."}
    answer = lead.post(f"/define/messages/{stands(by).ref}/{page}/", {**given, "version": "1", **changed})
    assert (answer.status_code, sentence in source(answer)) == (422, True)
    assert ("What I typed." if page == "told" else "A meeting") in source(answer)
    assert stands(by).told_on is None


def test_others_read_or_do_not_and_the_database_refuses_what_no_form_would_send(by: Actor) -> None:
    lead = signed_in(by)
    lead.post("/define/messages/new/", PLAN)
    message = stands(by)
    beside_them, stranger = signed_in(beside(by, Role.EVALUATOR)), signed_in(a_lead())
    assert "I ask for proof." in words(beside_them.get("/define/messages/"))
    assert beside_them.post("/define/messages/new/", PLAN).status_code == 403
    assert "I ask for proof." not in words(stranger.get("/define/messages/"))
    assert stranger.get(f"/define/messages/{message.ref}/told/").status_code == 404
    today = timezone.localdate()
    wrong: tuple[dict[str, Any], ...] = (
        {"reached": 3},
        {"told_on": today, "reached": 21},
        {"told_on": today + timedelta(days=0), "asked": 3, "said_back": 4},
        {"told_on": today, "asked": 3},
    )
    for values in wrong:
        with (
            pytest.raises(IntegrityError),
            change(by=by, owner=by.organisation_id, reason="For a test"),
            transaction.atomic(),
        ):
            StaffMessage.objects.filter(pk=message.pk).update(**values)
    assert lead.post(f"/define/messages/{message.ref}/remove/", {"version": "1"}).status_code == 302
    with as_tenant(by.organisation_id):
        assert not StaffMessage.objects.exists()
