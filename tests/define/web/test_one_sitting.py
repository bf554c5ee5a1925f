"""A policy in one sitting, page by page: kept as it is answered, checked, made into a draft once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from fourfold.define.exchange.ready_policies import ready_set
from fourfold.define.models import Backing, Measure, Policy, PolicyVersion, Sitting
from fourfold.define.queries.cascades import gaps_of
from fourfold.ground.organisations.tables import Organisation, SizeBand
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from fourfold.ground.trail.declaration import declared
from tests.builders.browsing import signed_in, source, words
from tests.builders.define import a_draft, a_lead
from tests.define.web.test_pages import beside, count

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

BASE = "/define/policies/one-sitting/"
THEMES = [each.key for each in ready_set().themes]
ANSWERS: dict[str, dict[str, Any]] = {
    "title": {"title": "Our policy", "size_band": SizeBand.STAFF_UNDER_10},
    "themes": {"themes": THEMES[:2]},
    "needs": {THEMES[0]: "Two workshops closed."},
    "doing": {"doing": "عندنا حديقة"},
    "lead": {"post": "The {clerk} <b>"},
    "adoption": {"body": "The trustees"},
    "review": {"review_years": "1"},
}


@pytest.fixture
def by() -> Actor:
    return a_lead()


def answered(browser: Client, **changed: Any) -> str:
    """Every question in its order; where the last answer leads."""
    address = f"{BASE}title/"
    for step, given in {**ANSWERS, **changed}.items():
        assert address == f"{BASE}{step}/"
        answer = browser.post(address, given)
        assert answer.status_code == 302, (step, source(answer))
        address = answer["Location"]
    return address


def test_seven_answers_give_a_whole_draft_and_are_then_gone(by: Actor) -> None:
    lead = signed_in(by)
    assert "Begin" in words(lead.get(BASE))
    check = answered(lead)
    assert check == f"{BASE}check/"
    page = words(lead.get(check))
    for said in (
        "Two workshops closed.",
        "عندنا حديقة",
        "The {clerk} &lt;b&gt;",
        "The trustees",
        "Our policy",
    ):
        assert said in page
    once = {"once": "a-token-of-a-draft-made-twice"}
    tasks = lead.post(check, once)["Location"]
    assert lead.post(check, once)["Location"] == tasks

    assert "Your draft is whole" in words(lead.get(tasks))
    assert [count(each, by.organisation_id) for each in (Policy, PolicyVersion, Sitting)] == [1, 1, 0]
    with as_tenant(by.organisation_id):
        version = PolicyVersion.objects.get()
        assert (version.adopting_body, version.review_years, gaps_of(version)) == ("The trustees", 1, ())
        behind = {
            (each.principle.title, each.outcome_id) for each in Backing.objects.select_related("principle")
        }
        assert len(behind) == 2
        assert {title for title, _ in behind} == {version.principles.all()[0].title}
    assert count(Measure, by.organisation_id) == 2, "one for each priority of a small body"
    assert lead.get(BASE).status_code == lead.get(check).status_code == 403, "there is a policy now"


def test_one_goes_on_where_one_left_and_no_question_is_skipped(by: Actor) -> None:
    lead = signed_in(by)
    assert lead.get(f"{BASE}review/")["Location"] == f"{BASE}title/"
    assert lead.get(f"{BASE}check/")["Location"] == f"{BASE}title/"
    lead.post(f"{BASE}title/", ANSWERS["title"])
    lead.post(f"{BASE}themes/", ANSWERS["themes"])
    again = signed_in(by)
    assert "5 questions left" in words(again.get(BASE))
    assert again.get(f"{BASE}review/")["Location"] == f"{BASE}needs/"
    # Another lead of the same body has answers of their own.
    colleague = signed_in(beside(by, Role.LEAD))
    assert colleague.get(f"{BASE}needs/")["Location"] == f"{BASE}title/"
    assert lead.post(f"{BASE}check/", {}).status_code == 404, "there is nothing whole to make"
    assert count(Policy, by.organisation_id) == 0


@pytest.mark.parametrize(
    ("step", "given", "sentence"),
    [
        ("title", {"title": "", "size_band": SizeBand.STAFF_UNDER_10}, "There is a problem"),
        ("title", {"title": "x" * 201, "size_band": SizeBand.STAFF_UNDER_10}, "at most 200"),
        ("title", {"title": "A\x00B", "size_band": SizeBand.STAFF_UNDER_10}, "Null characters"),
        ("title", {"title": "Ours", "size_band": "enormous"}, "There is a problem"),
        ("themes", {}, "Choose at least one"),
        ("themes", {"themes": THEMES[:4]}, "You chose 4; the most is 3"),
        ("themes", {"themes": ["nothing of the kind"]}, "There is a problem"),
        ("needs", {THEMES[0]: "word " * 121}, "the most is 120"),
        ("doing", {"doing": "word " * 201}, "the most is 200"),
        ("lead", {"post": "x" * 121}, "at most 120"),
        ("adoption", {"body": " "}, "There is a problem"),
        ("review", {"review_years": "7"}, "There is a problem"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_the_answers_before_it_stay(
    by: Actor, step: str, given: dict[str, Any], sentence: str
) -> None:
    lead = signed_in(by)
    for earlier, answers in ANSWERS.items():
        if earlier == step:
            break
        lead.post(f"{BASE}{earlier}/", answers)

    answer = lead.post(f"{BASE}{step}/", given)

    assert (answer.status_code, sentence in source(answer)) == (422, True)
    assert lead.get(f"{BASE}check/")["Location"] == f"{BASE}{step}/"


def test_a_larger_body_counts_more_and_a_known_size_is_not_asked(by: Actor) -> None:
    with declared(person=None, organisation=None, reason="For a test"):
        Organisation.objects.filter(pk=by.organisation_id).update(size_band=SizeBand.POPULATION_OVER_300K)
    lead = signed_in(by)
    assert "size_band" not in source(lead.get(f"{BASE}title/"))
    check = answered(lead, title={"title": "Our policy"})
    lead.post(check, {})
    assert count(Measure, by.organisation_id) > 2


def test_only_a_lead_without_a_policy_is_asked(by: Actor) -> None:
    pages = (BASE, f"{BASE}title/", f"{BASE}check/")
    approver = signed_in(beside(by, Role.APPROVER))
    for page in pages:
        assert (approver.get(page).status_code, Client().get(page).status_code) == (403, 302), page
    assert signed_in(by).get(f"{BASE}nothing/").status_code == 404
    a_draft(by)
    for page in pages:
        assert signed_in(by).get(page).status_code == 403, page
