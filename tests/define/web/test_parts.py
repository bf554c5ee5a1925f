"""Values, commitments and what else stands in a draft, by its forms: written, moved, removed, and sent badly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from fourfold.define.actions.cascade import MOST_PRIORITIES, add_outcome, add_priority
from fourfold.define.models import Outcome, Principle, Priority, StrategicCommitment
from fourfold.define.queries.cascades import gaps_of
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.tables import Role
from tests.builders.browsing import signed_in, source, words
from tests.builders.define import a_cascade, a_draft, a_lead, adopted, outcomes_of, priorities_of
from tests.define.web.test_pages import MEASURE_FORM, at, beside, count, now

if TYPE_CHECKING:
    from fourfold.define.models import PolicyVersion
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

RIGHT_TO_LEFT = "عمل جيد لأهل المكان"
COMMITMENT = {"title": "Publish each year", "answers": "The clerk", "due_on": "31 March 2027", "priority": ""}


@pytest.fixture
def by() -> Actor:
    return a_lead()


@pytest.fixture
def version(by: Actor) -> PolicyVersion:
    return a_draft(by)


def stands(table: type[Principle | StrategicCommitment], by: Actor) -> list[str]:
    with as_tenant(by.organisation_id):
        return list(table.objects.values_list("title", flat=True))


def ref_of(table: type[Principle | StrategicCommitment], title: str, by: Actor) -> str:
    with as_tenant(by.organisation_id):
        return str(table.objects.get(title=title).ref)


def test_values_are_added_moved_and_removed_after_a_question(by: Actor, version: PolicyVersion) -> None:
    lead = signed_in(by)
    for title in ("Ask first", "In proportion", "Buy here"):
        answer = lead.post(at(version, "values/new/"), {"title": title, "words": ""})
        assert answer["Location"] == at(version, "tasks/") + "#values"
    address = f"/define/principles/{ref_of(Principle, 'Buy here', by)}"
    moved = {"title": "Buy here where we can", "words": "Small firms.", "position": "1", "version": "1"}
    assert lead.post(f"{address}/edit/", moved).status_code == 302
    assert stands(Principle, by) == ["Buy here where we can", "Ask first", "In proportion"]
    assert lead.post(f"{address}/edit/", {**moved, "position": "9"}).status_code == 422
    assert "Remove “Buy here where we can”?" in words(lead.get(f"{address}/remove/"))
    with as_tenant(by.organisation_id):
        seen = str(Principle.objects.get(title="Buy here where we can").version)
    once = {"version": seen, "once": "a-token-of-a-removal-sent-twice"}
    assert lead.post(f"{address}/remove/", once)["Location"] == at(version, "tasks/")
    assert lead.post(f"{address}/remove/", once).status_code == 302, "sent twice it is led on"
    assert stands(Principle, by) == ["Ask first", "In proportion"]


def test_what_a_value_stands_behind_is_said_on_both_forms_and_read_on_every_page(
    by: Actor, version: PolicyVersion
) -> None:
    a_cascade(by, version)
    outcome = outcomes_of(version)[1]
    lead = signed_in(by)
    given = {"title": "Buy near", "words": "", "outcomes": [outcome.ref]}
    assert lead.post(at(version, "values/new/"), {**given, "outcomes": ["x"]}).status_code == 422
    assert lead.post(at(version, "values/new/"), given).status_code == 302
    lead.post(at(version, "values/new/"), {"title": "Be kind", "words": ""})
    form = source(lead.get(f"/define/outcomes/{outcome.ref}/edit/"))
    assert form.count("checked") == 1
    assert "Buy near" in form
    assert "No outcome carries the value “Be kind”" in words(lead.get(at(version, "tasks/")))
    kind = ref_of(Principle, "Be kind", by)
    with as_tenant(by.organisation_id):
        seen = str(Outcome.objects.get(pk=outcome.pk).version)
    changed = {"title": outcome.title, "principles": [kind], "version": seen}
    assert lead.post(f"/define/outcomes/{outcome.ref}/edit/", changed).status_code == 302
    assert "No outcome carries the value “Buy near”" in words(lead.get(at(version, "tasks/")))
    assert f"Be kind Stands behind {outcome.title}" in words(lead.get(at(version)))
    public = f"/policies/{version.policy.ref}/our-social-value-policy/versions/{version.number}/"
    page = words(lead.get(public, follow=True))
    assert "From our values to what we count" in page
    assert outcome.title in page.split("From our values to what we count")[1]


def test_how_a_priority_serves_the_plan_is_asked_once_there_is_a_plan(
    by: Actor, version: PolicyVersion
) -> None:
    lead = signed_in(by)
    priority = {"title": "Warm homes", "reason": "", "need": "", "serves": "Nobody is cold."}
    assert "serves" not in source(lead.get(at(version, "priorities/new/")))
    lead.post(at(version, "background/"), {"mission_title": "Plan to 2030", "version": "1"})
    assert "How it serves “Plan to 2030”" in words(lead.get(at(version, "priorities/new/")))
    assert lead.post(at(version, "priorities/new/"), priority).status_code == 302
    assert "How it serves the plan Nobody is cold." in words(lead.get(at(version)))


def test_a_commitment_serves_a_priority_of_its_version_and_keeps_its_number(
    by: Actor, version: PolicyVersion
) -> None:
    a_cascade(by, version)
    priority = priorities_of(version)[1]
    lead = signed_in(by)
    assert priority.title in source(lead.get(at(version, "commitments/new/")))
    for title in ("Publish each year", "Meet each spring"):
        given = {**COMMITMENT, "title": title, "priority": priority.ref}
        answer = lead.post(at(version, "commitments/new/"), given)
        assert answer["Location"] == at(version, "tasks/") + "#commitments"
    address = f"/define/commitments/{ref_of(StrategicCommitment, 'Meet each spring', by)}"
    assert priority.title in words(lead.get(f"{address}/"))
    given = {**COMMITMENT, "title": "Meet in May", "due_on": "", "version": "1"}
    assert lead.post(f"{address}/edit/", given).status_code == 302
    first = f"/define/commitments/{ref_of(StrategicCommitment, 'Publish each year', by)}"
    assert lead.post(f"{first}/remove/", {"version": "1"}).status_code == 302
    with as_tenant(by.organisation_id):
        left = StrategicCommitment.objects.get()
        assert (left.number, left.title, left.due_on, left.priority) == (2, "Meet in May", None, None)


def test_what_it_serves_and_who_was_involved_is_kept_or_refused(by: Actor, version: PolicyVersion) -> None:
    lead, page = signed_in(by), at(version, "background/")
    plan = {"mission_title": "The plan", "mission_href": "https://example.org/plan", "involved": "Tenants."}
    assert lead.post(page, {**plan, "version": "1"}).status_code == 302
    assert now(version).mission_href == "https://example.org/plan"
    for changed, sentence in (
        ({"mission_href": "javascript:alert(1)"}, "Enter a whole address"),
        ({"mission_title": ""}, "Enter what the plan is called"),
        ({"involved": "word " * 601}, "the most is 600"),
    ):
        answer = lead.post(page, {**plan, "version": "2", **changed})
        assert (answer.status_code, sentence in source(answer)) == (422, True), changed


def test_only_its_own_lead_is_given_the_forms(by: Actor, version: PolicyVersion) -> None:
    lead = signed_in(by)
    lead.post(at(version, "values/new/"), {"title": "Ask first", "words": ""})
    lead.post(at(version, "commitments/new/"), COMMITMENT)
    value = f"/define/principles/{ref_of(Principle, 'Ask first', by)}"
    commitment = f"/define/commitments/{ref_of(StrategicCommitment, 'Publish each year', by)}"
    forms = [
        at(version, "values/new/"), at(version, "commitments/new/"), at(version, "background/"),
        f"{value}/edit/", f"{value}/remove/", f"{commitment}/edit/", f"{commitment}/remove/",
    ]  # fmt: skip
    approver, stranger = signed_in(beside(by, Role.APPROVER)), signed_in(a_lead())
    for form in forms:
        assert [browser.get(form).status_code for browser in (lead, approver, stranger, Client())] == [
            200,
            403,
            404,
            302,
        ], form
        assert approver.post(form, COMMITMENT).status_code == 403, form
    assert stranger.get(f"{commitment}/").status_code == 404
    assert (stands(Principle, by), stands(StrategicCommitment, by)) == (["Ask first"], ["Publish each year"])


@pytest.mark.parametrize(
    ("page", "given", "sentence"),
    [
        ("values/new/", {"title": "", "words": ""}, "Enter"),
        ("values/new/", {"title": "A\x00B", "words": ""}, "Null characters"),
        ("values/new/", {"title": "x" * 201, "words": ""}, "at most 200"),
        ("values/new/", {"title": "Kept", "words": "word " * 121}, "the most is 120"),
        ("commitments/new/", {**COMMITMENT, "title": " "}, "There is a problem"),
        ("commitments/new/", {**COMMITMENT, "title": "x" * 301}, "at most 300"),
        ("commitments/new/", {**COMMITMENT, "answers": "\x00"}, "Null characters"),
        ("commitments/new/", {**COMMITMENT, "due_on": "31 February 2027"}, "does not exist"),
        ("commitments/new/", {**COMMITMENT, "priority": "7K3M9QX2TB"}, "There is a problem"),
        ("priorities/new/", {"title": "A\x00B", "reason": ""}, "Null characters"),
        ("priorities/new/", {"title": "x" * 201, "reason": ""}, "at most 200"),
        ("priorities/new/", {"title": "Kept", "reason": "word " * 301}, "the most is 300"),
        ("priorities/new/", {"title": "Kept", "reason": "x" * 200_000}, "at most"),
    ],
)
def test_what_cannot_be_taken_is_refused_beside_its_field(
    by: Actor, version: PolicyVersion, page: str, given: dict[str, str], sentence: str
) -> None:
    answer = signed_in(by).post(at(version, page), given)

    assert answer.status_code == 422
    assert sentence in source(answer)
    assert "Error:" in source(answer)
    assert [count(table, by.organisation_id) for table in (Principle, Priority, StrategicCommitment)] == [
        0
    ] * 3


def test_of_a_hundred_priorities_thirty_are_taken_and_the_rest_refused(
    by: Actor, version: PolicyVersion
) -> None:
    with as_tenant(by.organisation_id):
        for number in range(MOST_PRIORITIES - 1):
            add_priority(by=by, version=version, title=f"Priority {number}", reason="", top=False)
    lead = signed_in(by)
    statuses = [
        lead.post(at(version, "priorities/new/"), {"title": f"One more {number}"}).status_code
        for number in range(3)
    ]
    assert statuses == [302, 422, 422]
    refused = source(lead.post(at(version, "priorities/new/"), {"title": "One more"}))
    assert "has 30 priorities, which is the most" in refused
    assert count(Priority, by.organisation_id) == MOST_PRIORITIES
    assert lead.get(at(version)).status_code == 200


def test_text_from_right_to_left_is_kept_and_shown_in_its_direction(
    by: Actor, version: PolicyVersion
) -> None:
    lead = signed_in(by)
    with_controls = f"\u202e{RIGHT_TO_LEFT}\u202c"
    for title in (RIGHT_TO_LEFT, with_controls):
        given = {"title": title, "reason": RIGHT_TO_LEFT, "need": ""}
        assert lead.post(at(version, "priorities/new/"), given).status_code == 302
    assert lead.post(at(version, "values/new/"), {"title": RIGHT_TO_LEFT, "words": ""}).status_code == 302

    for page in (at(version), at(version, "tasks/")):
        assert RIGHT_TO_LEFT in words(lead.get(page)), page
    assert 'dir="auto"' in source(lead.get(at(version)))


def test_nothing_hangs_in_the_air_and_a_gap_is_shown_and_never_published(
    by: Actor, version: PolicyVersion
) -> None:
    lead = signed_in(by)
    # An outcome has a priority and a measure has an outcome: there is no form for one without.
    for nowhere in ("priorities/7K3M9QX2TB/outcomes", "outcomes/7K3M9QX2TB/measures"):
        assert lead.post(f"/define/{nowhere}/new/", {"title": "x", **MEASURE_FORM}).status_code == 404
    a_cascade(by, version)
    with as_tenant(by.organisation_id):
        add_outcome(by=by, priority=priorities_of(version)[0], title="An outcome that nobody counts")
        assert len(gaps_of(version)) == 1
    tasks = words(lead.get(at(version, "tasks/")))
    assert "An outcome that nobody counts” has no measure" in tasks
    lead.post(at(version, "comment/"), {})
    with pytest.raises(NotAllowed, match="Something is missing"):
        adopted(by, now(version))
    assert Client().get(at(version)).status_code == 302
    assert "An outcome that nobody counts" not in source(Client().get("/define/policies/"))
