"""Every page of Define: fetched, sent well and badly, by the wrong role, by others, and signed out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.define.models import Measure, PolicyState, PolicyVersion, Priority, Proxy
from fourfold.define.urls import urlpatterns
from fourfold.define.web.asking_urls import urlpatterns as what_is_asked
from fourfold.define.web.community_urls import urlpatterns as what_the_community_named
from fourfold.define.web.leader_urls import urlpatterns as who_leads
from fourfold.define.web.need_urls import urlpatterns as local_need
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Person, Role
from fourfold.ground.spine.registry import strip
from tests.builders.browsing import signed_in, source
from tests.builders.define import (
    a_cascade,
    a_draft,
    a_lead,
    a_policy,
    a_proxy,
    a_version_out_for_comment,
    adopted,
    an_approver,
    measures_of,
    outcomes_of,
    priorities_of,
)
from tests.builders.ground import an_actor

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

POLICY_FORM = {
    "title": "Social value here",
    "definition": "Every pound we spend does a second good.",
    "intent": "",
    "review_years": "2",
}
MEASURE_FORM = {
    "title": "Trees planted",
    "unit": "trees",
    "counts": "Trees that live after a year.",
    "evidence": "",
    "once_per_person": "no",
}
VALUE_FORM = {
    "title": "",
    "value": "£1,250",
    "low": "",
    "high": "",
    "ledger": "fiscal",
    "discount_class": "standard",
    "price_year": "2024",
    "source_title": "Unit cost database",
    "source_publisher": "A combined authority",
    "source_href": "https://example.org/unit-costs",
    "source_grade": "primary",
    "licence": "Open Government Licence v3.0",
    "read_on": "1 November 2025",
}


def beside(by: Actor, role: str) -> Actor:
    """Somebody else of the same organisation."""
    return an_actor(role=role, organisation=Organisation.objects.get(pk=by.organisation_id))


def at(version: PolicyVersion, page: str = "") -> str:
    with as_tenant(version.owner_id):
        return f"/define/policies/{version.policy.ref}/versions/{version.number}/{page}"


def now(version: PolicyVersion) -> PolicyVersion:
    with as_tenant(version.owner_id):
        return PolicyVersion.objects.get(pk=version.pk)


def count(model: Any, owner: int) -> int:
    with as_tenant(owner):
        return int(model.objects.filter(owner_id=owner).count())


def every_address(version: PolicyVersion) -> dict[str, str]:
    """By the name of its route, an address of each page of Define on `version`."""
    with as_tenant(version.owner_id):
        policy = version.policy.ref
    priority, outcome, measure = (
        priorities_of(version)[0].ref,
        outcomes_of(version)[0].ref,
        measures_of(version)[0].ref,
    )
    return {
        "define": "/define/",
        "published_policies": "/define/policies/",
        "new_policy": "/define/policies/new/",
        "new_policy_version": f"/define/policies/{policy}/new-version/",
        "policy_version": at(version),
        "policy_tasks": at(version, "tasks/"),
        "edit_policy": at(version, "edit/"),
        "consult_on_policy": at(version, "comment/"),
        "withdraw_policy": at(version, "withdraw/"),
        "adopt_policy": at(version, "adopt/"),
        "new_priority": at(version, "priorities/new/"),
        "policy_priority": f"/define/priorities/{priority}/",
        "edit_priority": f"/define/priorities/{priority}/edit/",
        "remove_priority": f"/define/priorities/{priority}/remove/",
        "new_outcome": f"/define/priorities/{priority}/outcomes/new/",
        "edit_outcome": f"/define/outcomes/{outcome}/edit/",
        "remove_outcome": f"/define/outcomes/{outcome}/remove/",
        "new_measure": f"/define/outcomes/{outcome}/measures/new/",
        "policy_measure": f"/define/measures/{measure}/",
        "edit_measure": f"/define/measures/{measure}/edit/",
        "remove_measure": f"/define/measures/{measure}/remove/",
        "set_value": f"/define/measures/{measure}/value/",
    }


# Whose pages are in test_consultation.py, test_publication.py, test_parts.py and test_one_sitting.py.
OF_ITS_LIFE = {
    "answer_comment",
    "ask_co_signer",
    "check_one_sitting",
    "co_sign",
    "comment_by_link",
    "comment_on_policy",
    "compare_versions",
    "edit_policy_background",
    "edit_principle",
    "edit_strategic_commitment",
    "invite_by_mail",
    "invite_to_comment",
    "look_at_comment",
    "new_principle",
    "new_strategic_commitment",
    "one_sitting",
    "one_sitting_step",
    "policy_consultation",
    "public_policy",
    "public_policy_docx",
    "public_policy_pdf",
    "public_policy_version",
    "remove_principle",
    "remove_strategic_commitment",
    "strategic_commitment",
}
FOR_EVERYONE = {"define", "published_policies"}
# What anyone may read once it is adopted.
READ = {"policy_version", "policy_priority", "policy_measure"}
LEAD_ALONE = {
    "edit_policy",
    "consult_on_policy",
    "withdraw_policy",
    "new_priority",
    "edit_priority",
    "remove_priority",
    "new_outcome",
    "edit_outcome",
    "remove_outcome",
    "new_measure",
    "edit_measure",
    "remove_measure",
    "set_value",
}


# The law, frameworks, packs and what values are known for have tests of their own.
OTHER_ROOMS = ("define/law/", "define/frameworks/", "define/packs/", "define/values/")


def test_the_tables_below_know_every_address() -> None:
    by = a_lead()
    names = {str(getattr(pattern, "name", "")) for pattern in urlpatterns}
    elsewhere = {
        str(getattr(pattern, "name", ""))
        for pattern in (*who_leads, *local_need, *what_is_asked, *what_the_community_named)
    }
    elsewhere |= {
        str(getattr(pattern, "name", ""))
        for pattern in urlpatterns
        if str(pattern.pattern).startswith(OTHER_ROOMS)
    }
    assert set(every_address(a_cascade(by, a_draft(by)))) | OF_ITS_LIFE == names - elsewhere


def test_a_draft_is_not_there_for_another_organisation_nor_read_without_signing_in() -> None:
    by = a_lead()
    version = a_cascade(by, a_draft(by))
    stranger = signed_in(a_lead())
    for name, address in every_address(version).items():
        signed_out = Client().get(address)
        assert by.organisation_name not in source(signed_out), name
        assert signed_out.status_code == (200 if name in FOR_EVERYONE else 302), name
        if name in FOR_EVERYONE | {"new_policy"}:
            continue
        assert stranger.get(address).status_code == 404, name
        if name not in READ | {"policy_tasks"}:
            assert stranger.post(address, {}).status_code == 404, name
    assert now(version).state == PolicyState.DRAFT


def test_only_a_lead_is_given_the_forms_of_a_draft_and_the_others_are_told_who() -> None:
    by = a_lead()
    version = a_cascade(by, a_draft(by))
    lead = signed_in(beside(by, Role.LEAD))
    others = [signed_in(beside(by, role)) for role in Role.values if role != Role.LEAD]
    for name, address in every_address(version).items():
        if name in LEAD_ALONE:
            assert lead.get(address).status_code == 200, name
        for other in others:
            if name in LEAD_ALONE:
                refused = other.get(address)
                assert (refused.status_code, other.post(address, {}).status_code) == (403, 403), name
                assert "Only a social value lead" in source(refused)
            elif name in READ | {"policy_tasks", "define", "adopt_policy"}:
                assert other.get(address).status_code == 200, name


def test_what_is_adopted_is_read_by_everyone_and_changed_by_no_one() -> None:
    by = a_lead()
    version = a_policy(by)
    lead, stranger = signed_in(by), signed_in(a_lead())
    for name, address in every_address(version).items():
        if name in READ:
            for reader in (Client(), stranger, lead):
                assert reader.get(address).status_code == 200, name
            assert Client().post(address).status_code == 405, name
        elif name in LEAD_ALONE - {"set_value"}:
            assert "no longer changes" in source(lead.get(address)), name
            assert (lead.get(address).status_code, lead.post(address, {}).status_code) == (403, 403), name
            assert "Only the organisation whose policy this is" in source(stranger.get(address)), name
    assert "Good for the people who live here" in source(Client().get(at(version)))
    assert "Our social value policy" in source(Client().get("/define/"))
    assert Person.objects.get(pk=by.person_id).name not in source(Client().get(at(version)))


def test_with_no_policy_the_page_says_what_will_be_here_and_who_begins() -> None:
    by = a_lead()
    page = source(signed_in(by).get("/define/"))
    assert "There is no policy yet" in page
    assert 'href="/define/policies/new/"' in page
    page = source(signed_in(beside(by, Role.EVALUATOR)).get("/define/"))
    assert 'href="/define/policies/new/"' not in page
    assert "Only a social value lead" in page


def test_a_policy_is_written_page_by_page_and_adopted_by_somebody_else() -> None:
    by = a_lead()
    lead = signed_in(by)
    tasks = lead.post("/define/policies/new/", POLICY_FORM)["Location"]
    assert "The policy has no priorities yet" in source(lead.get(tasks))
    base = tasks.removesuffix("tasks/")
    outcome_form = lead.post(
        base + "priorities/new/", {"title": "Green streets", "reason": "Hot summers", "top": "on"}
    )
    measure_form = lead.post(outcome_form["Location"], {"title": "Streets are cooler"})
    assert "has no measure" in source(lead.get(tasks))
    assert lead.post(measure_form["Location"], MEASURE_FORM).status_code == 302
    page = source(lead.get(tasks))
    assert "Still missing" not in page
    assert "Top three" in page
    assert "Cannot start yet" in page
    assert lead.post(base + "comment/", {}).status_code == 302
    by_themselves = source(lead.get(base + "adopt/"))
    assert "disabled" in by_themselves
    assert 'name="body"' not in by_themselves
    approver = signed_in(an_approver(by))
    form = source(approver.get(base + "adopt/"))
    assert "Streets are cooler" in form
    today = timezone.localdate()
    given = {"body": "Cabinet", "on": day_text(today)}
    check = source(approver.post(base + "adopt/", given))
    assert "Check before you adopt" in check
    assert "Adopt this policy" in check
    assert Client().get(base).status_code == 302
    assert approver.post(base + "adopt/", {**given, "sure": "yes"})["Location"] == base
    page = source(Client().get(base))
    assert f"{day_text(today)} by Cabinet" in page
    assert "Green streets" in page
    assert day_text(date(today.year + 2, today.month, min(today.day, 28)))[-4:] in page


def test_bad_input_is_refused_beside_its_field_and_nothing_typed_is_lost() -> None:
    by = a_lead()
    version = a_cascade(by, a_draft(by))
    lead = signed_in(by)
    addresses = every_address(version)
    long_words = "word " * 90
    for name, given, sentence in (
        (
            "edit_policy",
            {**POLICY_FORM, "definition": "", "version": "1"},
            "Say in a sentence what social value means",
        ),
        ("edit_policy", {**POLICY_FORM, "definition": long_words, "version": "1"}, "the most is 80"),
        ("edit_policy", {**POLICY_FORM, "review_years": "7", "version": "1"}, "There is a problem"),
        ("new_priority", {"title": "", "reason": "Kept <b>as typed</b>"}, "Enter the priority"),
        ("new_priority", {"title": "warm homes", "reason": "Kept <b>as typed</b>"}, "is a priority already"),
        ("new_outcome", {"title": " "}, "Enter the change that you hope to see"),
        ("new_outcome", {"title": "x" * 300}, "at most 250"),
        ("new_measure", {**MEASURE_FORM, "unit": "furlongs"}, "Choose a unit from the list"),
        ("new_measure", {**MEASURE_FORM, "counts": ""}, "Say what counts and what does not"),
        (
            "new_measure",
            {**MEASURE_FORM, "once_per_person": ""},
            "Say whether each person is counted once only",
        ),
        ("set_value", {**VALUE_FORM, "value": "-3"}, "There is a problem"),
        ("set_value", {**VALUE_FORM, "value": "0"}, "Enter a value above nothing"),
        ("set_value", {**VALUE_FORM, "low": "5"}, "Enter both ends of the range"),
        ("set_value", {**VALUE_FORM, "low": "5", "high": "7"}, "The value must lie within its range"),
        ("set_value", {**VALUE_FORM, "source_title": "n/a"}, "No figure without a source"),
        ("set_value", {**VALUE_FORM, "source_href": "javascript:alert(1)"}, "begins with https://"),
        ("set_value", {**VALUE_FORM, "read_on": "31 February 2025"}, "does not exist"),
        ("set_value", {**VALUE_FORM, "read_on": "1 January 2199"}, "or earlier"),
        ("set_value", {**VALUE_FORM, "price_year": "1066"}, "There is a problem"),
    ):
        answer = lead.post(addresses[name], given)
        assert answer.status_code == 422, (name, given)
        page = source(answer)
        assert sentence in page, (name, given)
        assert "Error:" in page
        if "reason" in given:
            assert "Kept &lt;b&gt;as typed&lt;/b&gt;" in page
    assert now(version).version == 1
    assert (count(Priority, by.organisation_id), count(Measure, by.organisation_id)) == (3, 3)
    assert count(Proxy, by.organisation_id) == 0


def test_a_form_sent_twice_is_carried_out_once() -> None:
    by = a_lead()
    version = a_cascade(by, a_draft(by))
    lead = signed_in(by)
    addresses = every_address(version)
    once = {"once": "a-token-of-a-form-sent-twice"}
    first = lead.post(addresses["new_priority"], {"title": "Health", "reason": "", **once})
    again = lead.post(addresses["new_priority"], {"title": "Health", "reason": "", **once})
    assert first["Location"] == again["Location"]
    assert count(Priority, by.organisation_id) == 4
    measure = measures_of(version)[0]
    once = {"once": "another-token-of-a-form-sent-twice", "version": str(measure.version)}
    first = lead.post(addresses["remove_measure"], once)
    again = lead.post(addresses["remove_measure"], once)
    assert first["Location"] == again["Location"]
    assert count(Measure, by.organisation_id) == 2
    once = {"once": "the-token-of-a-draft-withdrawn-twice"}
    assert lead.post(addresses["withdraw_policy"], once).status_code == 302
    assert lead.post(addresses["withdraw_policy"], once).status_code == 302
    assert now(version).state == PolicyState.WITHDRAWN


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        (
            "edit_policy",
            {**POLICY_FORM, "intent": "The first intent."},
            {**POLICY_FORM, "intent": "The second intent."},
        ),
        (
            "edit_priority",
            {"title": "The first title", "reason": ""},
            {"title": "The second title", "reason": ""},
        ),
        ("edit_outcome", {"title": "The first title"}, {"title": "The second title"}),
        (
            "edit_measure",
            {**MEASURE_FORM, "title": "The first title"},
            {**MEASURE_FORM, "title": "The second title"},
        ),
    ],
)
def test_the_second_of_two_editors_is_shown_both_and_may_choose(
    name: str,
    first: dict[str, str],
    second: dict[str, str],
) -> None:
    by = a_lead()
    version = a_cascade(by, a_draft(by))
    address = every_address(version)[name]
    colleague = beside(by, Role.LEAD)
    assert signed_in(colleague).post(address, {**first, "version": "1"}).status_code == 302
    lead = signed_in(by)
    answer = lead.post(address, {**second, "version": "1"})
    assert answer.status_code == 409
    page = source(answer)
    assert "The first" in page
    assert "The second" in page
    assert colleague.name in page
    assert 'name="version" value="2"' in page
    assert lead.post(address, {**second, "version": "2"}).status_code == 302


def test_what_was_changed_while_an_approver_read_is_read_again_before_it_is_adopted() -> None:
    by = a_lead()
    version = a_version_out_for_comment(by)
    approver = signed_in(an_approver(by))
    address = at(version, "adopt/")
    page = source(approver.get(address))
    as_read = page.split('name="as_read" value="')[1].split('"')[0]
    assert len(as_read) == 64
    outcome = outcomes_of(version)[0]
    given = {"title": "Something else entirely", "version": "1"}
    assert signed_in(by).post(f"/define/outcomes/{outcome.ref}/edit/", given).status_code == 302
    sent = {"body": "Cabinet", "on": day_text(timezone.localdate()), "as_read": as_read, "sure": "yes"}
    answer = approver.post(address, sent)
    assert answer.status_code == 422
    assert "changed while you were reading" in source(answer)
    assert now(version).state == PolicyState.CONSULTING


def test_a_policy_with_gaps_cannot_be_adopted_and_each_gap_leads_to_its_page() -> None:
    by = a_lead()
    version = a_version_out_for_comment(by)
    lead, approver = signed_in(by), signed_in(an_approver(by))
    measure, outcome = measures_of(version)[0], outcomes_of(version)[0]
    assert lead.post(f"/define/measures/{measure.ref}/remove/", {"version": "1"}).status_code == 302
    assert f'href="/define/outcomes/{outcome.ref}/measures/new/"' in source(lead.get(at(version, "tasks/")))
    page = source(approver.get(at(version, "adopt/")))
    assert "has no measure" in page
    assert "Something is missing" in page
    assert 'name="body"' not in page
    refused = approver.post(
        at(version, "adopt/"), {"body": "Cabinet", "on": "1 November 2025", "sure": "yes"}
    )
    assert refused.status_code == 403
    assert now(version).state == PolicyState.CONSULTING


def test_a_new_version_begins_as_a_copy_and_supersedes_the_one_before_when_adopted() -> None:
    by = a_lead()
    first = a_policy(by, on=date(2025, 3, 1))
    old = measures_of(first)[0]
    a_proxy(by, old, value="1500.00")
    lead = signed_in(by)
    with as_tenant(by.organisation_id):
        address = f"/define/policies/{first.policy.ref}/new-version/"
    tasks = lead.post(address, {})["Location"]
    assert tasks == at(first, "").replace("/1/", "/2/") + "tasks/"
    assert "A version is being written already" in source(lead.get(address))
    with as_tenant(by.organisation_id):
        second = PolicyVersion.objects.get(owner_id=by.organisation_id, number=2)
    assert (
        lead.post(at(second, "edit/"), {**POLICY_FORM, "title": "Ignored", "version": "1"}).status_code == 302
    )
    assert lead.post(at(second, "comment/"), {}).status_code == 302
    adopted(by, now(second), on=timezone.localdate())
    assert "Version 2 stands now" in source(Client().get(at(first)))
    new = measures_of(second)[0]
    page = source(Client().get(f"/define/measures/{new.ref}/"))
    assert "£1,500.00" in page
    assert f"/define/measures/{old.ref}/" in page
    assert "This measure was superseded" in source(Client().get(f"/define/measures/{old.ref}/"))
    assert "Our social value policy" in source(lead.get("/define/"))


def test_a_value_is_set_with_its_source_and_the_one_before_is_kept() -> None:
    by = a_lead()
    version = a_policy(by)
    measure = measures_of(version)[0]
    lead = signed_in(by)
    address = f"/define/measures/{measure.ref}/"
    assert "No value in pounds is set" in source(Client().get(address))
    assert lead.post(address + "value/", {**VALUE_FORM, "low": "1,000", "high": "2k"}).status_code == 302
    shown = source(lead.get(address + "value/"))
    after = shown.split('name="after" value="')[1].split('"')[0]
    assert lead.post(address + "value/", {**VALUE_FORM, "value": "1300", "after": after}).status_code == 302
    stale = lead.post(address + "value/", {**VALUE_FORM, "value": "1400", "after": after})
    assert stale.status_code == 422
    assert "Somebody else set a value" in source(stale)
    page = source(Client().get(address))
    assert "£1,300.00" in page
    assert "Superseded values" in page
    assert "£1,250.00" in page
    assert "Unit cost database" in page
    assert "2024 to 2025 prices" in page


def test_the_number_of_questions_does_not_grow_with_the_policy(django_assert_max_num_queries: Any) -> None:
    by = a_lead()
    version = a_policy(by)
    lead = signed_in(by)
    for address in ("/define/", at(version), f"/define/measures/{measures_of(version)[0].ref}/"):
        with django_assert_max_num_queries(24):
            assert lead.get(address).status_code == 200


def test_odd_addresses_are_not_found() -> None:
    by = a_lead()
    version = a_policy(by)
    lead = signed_in(by)
    with as_tenant(by.organisation_id):
        ref = version.policy.ref
    for address in (
        f"/define/policies/{ref}/versions/0/",
        f"/define/policies/{ref}/versions/99999999999999999999999/",
        "/define/policies/x%00y/versions/1/",
        "/define/measures/0000000000/",
        "/define/outcomes/0000000000/edit/",
        "/define/policies/0000000000/new-version/",
    ):
        assert lead.get(address).status_code == 404, address
    for odd in ("?page=9999", "?page=x"):
        assert Client().get("/define/policies/" + odd).status_code == 200


def test_the_spine_runs_from_priority_to_measure_and_back() -> None:
    by = a_lead()
    version = a_policy(by)
    priority, outcome, measure = priorities_of(version)[0], outcomes_of(version)[0], measures_of(version)[0]
    with as_tenant(by.organisation_id):
        down, up = strip("priority", priority.ref), strip("measure", measure.ref)
    assert down is not None
    assert up is not None
    assert [(level.kind, [step.ref for step in level.steps]) for level in down.below][:2] == [
        ("outcome", [outcome.ref]),
        ("measure", [measure.ref]),
    ]
    assert [(level.kind, level.steps[0].ref) for level in up.above] == [
        ("priority", priority.ref),
        ("outcome", outcome.ref),
    ]


def test_the_spine_of_a_draft_is_not_there_for_others() -> None:
    by, other = a_lead(), a_lead()
    version = a_cascade(by, a_draft(by))
    with as_tenant(other.organisation_id):
        assert strip("priority", priorities_of(version)[0].ref) is None
