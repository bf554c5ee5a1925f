"""A policy from draft to adoption and on to its next version: who may, what is refused, who reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from fourfold.define.actions import cascade, policies
from fourfold.define.models import Measure, Outcome, Policy, PolicyState, PolicyVersion, Priority, Proxy
from fourfold.define.models.policy_version import VALID_TRANSITIONS
from fourfold.define.queries.cascades import cascade as cascade_of
from fourfold.define.queries.cascades import gaps_of, wording
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import ChangedMeanwhile, Refused, change
from fourfold.ground.people.tables import Role
from tests.builders.define import (
    CASCADE,
    a_cascade,
    a_draft,
    a_lead,
    a_policy,
    a_proxy,
    a_version_out_for_comment,
    adopted,
    an_approver,
    measure_words,
    measures_of,
    outcomes_of,
    priorities_of,
)
from tests.builders.ground import TODAY, an_actor, an_organisation, trail

pytestmark = pytest.mark.django_db

WORDS: dict[str, Any] = {
    "title": "Our social value policy",
    "definition": "Good for the place",
    "intent": "",
    "review_years": 1,
}


def may(check: Callable[..., None], *things: Any) -> bool:
    said = ""
    try:
        check(*things)
    except NotAllowed as refusal:
        said = str(refusal)
    assert not said or said.endswith(".")
    return not said


def fresh(version: PolicyVersion) -> PolicyVersion:
    with as_tenant(version.owner_id):
        return PolicyVersion.objects.select_related("policy").get(pk=version.pk)


def a_colleague(beside: Actor, role: str) -> Actor:
    return an_actor(role=role, organisation=Organisation.objects.get(pk=beside.organisation_id))


def everything_in(version: PolicyVersion) -> list[object]:
    """The whole text of a version, down to the last measure."""
    with as_tenant(version.owner_id):
        now = PolicyVersion.objects.select_related("policy").get(pk=version.pk)
        return [
            (now.policy.title, now.definition, now.intent, now.review_years, now.number, now.adopted_on),
            list(
                Priority.objects.filter(policy_version=now).values_list(
                    "pk", "title", "reason", "top", "version"
                )
            ),
            list(Outcome.objects.filter(priority__policy_version=now).values_list("pk", "title", "version")),
            list(
                Measure.objects.filter(outcome__priority__policy_version=now).values_list(
                    "pk", "title", "unit", "counts", "version"
                )
            ),
        ]


# Who may


@pytest.mark.parametrize("role", list(Role))
def test_only_a_lead_begins_a_policy_and_an_organisation_has_one(role: Role) -> None:
    by = an_actor(role=role)
    with as_tenant(by.organisation_id):
        assert may(policies.check_can_start, by) is policies.can_draft(by) is (role == Role.LEAD)
    if role != Role.LEAD:
        with as_tenant(by.organisation_id), pytest.raises(NotAllowed, match="Only a social value lead"):
            policies.start(by=by, **WORDS)
        return
    a_draft(by)
    with as_tenant(by.organisation_id):
        assert not may(policies.check_can_start, by)
        with pytest.raises(NotAllowed, match="Start a new version"):
            policies.start(by=by, **WORDS)
        assert Policy.objects.count() == 1


@pytest.mark.parametrize("role", list(Role))
def test_only_a_lead_of_the_organisation_writes(role: Role) -> None:
    by = a_lead()
    version = a_draft(by)
    for actor, allowed in ((a_colleague(by, role), role == Role.LEAD), (an_actor(role=role), False)):
        with as_tenant(by.organisation_id):
            assert (
                may(policies.check_can_edit, actor, version) is policies.can_edit(actor, version) is allowed
            )


@pytest.mark.parametrize("role", list(Role))
def test_only_an_approver_of_the_organisation_adopts(role: Role) -> None:
    by = a_lead()
    version = a_version_out_for_comment(by)
    for actor, allowed in ((a_colleague(by, role), role == Role.APPROVER), (an_actor(role=role), False)):
        with as_tenant(by.organisation_id):
            assert (
                may(policies.check_can_adopt, actor, version) is policies.can_adopt(actor, version) is allowed
            )


@pytest.mark.parametrize("role", list(Role))
def test_only_a_lead_of_the_organisation_starts_a_new_version_and_one_at_a_time(role: Role) -> None:
    by = a_lead()
    policy = fresh(a_policy(by)).policy
    own, stranger = a_colleague(by, role), an_actor(role=role)
    with as_tenant(by.organisation_id):
        for actor, allowed in ((own, role == Role.LEAD), (stranger, False)):
            assert may(policies.check_can_start_new_version, actor, policy) is allowed
            assert policies.can_start_new_version(actor, policy) is allowed
        policies.new_version(by=by, policy=policy)
        assert not policies.can_start_new_version(own, policy)
        with pytest.raises(NotAllowed, match="being written already"):
            policies.new_version(by=by, policy=policy)


def test_nobody_adopts_what_they_drafted_whatever_roles_they_hold() -> None:
    both = an_actor(role=(Role.LEAD, Role.APPROVER))
    version = a_version_out_for_comment(both)
    with as_tenant(both.organisation_id):
        with pytest.raises(NotAllowed, match="You drafted this version"):
            policies.adopt(by=both, version=version, body="Cabinet", on=TODAY)
        assert fresh(version).state == PolicyState.CONSULTING


def test_nobody_adopts_what_they_wrote_in_though_another_drafted_it() -> None:
    by = a_lead()
    version = a_version_out_for_comment(by)
    organisation = Organisation.objects.get(pk=version.owner_id)
    both = an_actor(role=(Role.LEAD, Role.APPROVER), organisation=organisation)
    with as_tenant(version.owner_id):
        assert policies.can_adopt(both, version)
        measure = measures_of(version)[0]
        cascade.edit_measure(
            by=both,
            measure=measure,
            seen=measure.version,
            once_per_person=False,
            **measure_words(unit=measure.unit),
        )
        with pytest.raises(NotAllowed, match="You wrote in this version"):
            policies.adopt(by=both, version=fresh(version), body="Cabinet", on=TODAY)
        assert policies.can_adopt(an_approver(by), fresh(version))


def test_the_database_too_refuses_adoption_by_the_drafter_and_by_nobody() -> None:
    by = a_lead()
    version = a_version_out_for_comment(by)
    with change(by=by, owner=version.owner_id, reason="For a test"):
        for adopter in (by.person_id, None):
            with pytest.raises(IntegrityError), transaction.atomic():
                PolicyVersion.objects.filter(pk=version.pk).update(
                    state=PolicyState.ADOPTED,
                    adopted_by=adopter,
                    adopted_on=TODAY,
                    adopting_body="Cabinet",
                )


# Writing


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "  "}, "title"),
        ({"definition": "\n"}, "definition"),
        ({"review_years": 0}, "review_years"),
        ({"review_years": 4}, "review_years"),
    ],
)
def test_a_policy_without_its_words_is_refused_and_nothing_is_kept(
    changed: dict[str, Any], field: str
) -> None:
    by = a_lead()
    with as_tenant(by.organisation_id):
        with pytest.raises(Refused) as refused:
            policies.start(by=by, **{**WORDS, **changed})
        assert refused.value.field == field
        assert not Policy.objects.exists()


def test_a_draft_is_written_trimmed_by_whom_it_says() -> None:
    by = a_lead()
    with as_tenant(by.organisation_id):
        version = policies.start(by=by, title=" Ours ", definition=" Good ", intent=" Now ", review_years=3)
        assert (version.number, version.state, version.drafted_by_id) == (1, PolicyState.DRAFT, by.person_id)
        assert (version.policy.title, version.definition, version.intent, version.review_years) == (
            "Ours",
            "Good",
            "Now",
            3,
        )
    assert {entry.reason for entry in trail(owner=by.organisation_id, table="define_policyversion")} == {
        "Began a policy"
    }


def test_of_two_editors_the_second_is_told_and_nothing_of_the_first_is_lost() -> None:
    by = a_lead()
    version = a_draft(by)
    other = a_colleague(by, Role.LEAD)
    with as_tenant(by.organisation_id):
        policies.edit(
            by=by,
            version=version,
            seen=1,
            **{**WORDS, "title": "First", "definition": "What the first wrote"},
        )
        with pytest.raises(ChangedMeanwhile) as told:
            policies.edit(
                by=other,
                version=version,
                seen=1,
                **{**WORDS, "title": "Second", "definition": "What the second wrote"},
            )
        assert isinstance(told.value.current, PolicyVersion)
        assert told.value.current.definition == "What the first wrote"
        standing = fresh(version)
        assert (standing.definition, standing.policy.title, standing.version) == (
            "What the first wrote",
            "First",
            2,
        )
        policies.edit(by=other, version=standing, seen=2, **{**WORDS, "definition": "Both together"})
        assert fresh(version).definition == "Both together"


def test_the_title_changes_until_a_version_stands_and_then_no_more() -> None:
    by = a_lead()
    first = a_draft(by, title="Working title")
    with as_tenant(by.organisation_id):
        policies.edit(by=by, version=first, seen=1, **{**WORDS, "title": "Final title"})
        assert not policies.title_is_fixed(first)
        a_cascade(by, first)
        adopted(by, policies.put_out_for_comment(by=by, version=fresh(first)))
        draft = policies.new_version(by=by, policy=fresh(first).policy)
        assert policies.title_is_fixed(draft)
        with pytest.raises(Refused, match="An adopted version has this title") as refused:
            policies.edit(
                by=by,
                version=draft,
                seen=1,
                **{**WORDS, "title": "Another title", "definition": "Lost with it"},
            )
        assert refused.value.field == "title"
        assert (fresh(draft).policy.title, fresh(draft).definition) == ("Final title", WORDS["definition"])
        policies.edit(
            by=by, version=draft, seen=1, **{**WORDS, "title": "Final title", "definition": "Better"}
        )
        assert (fresh(draft).definition, fresh(first).definition) == ("Better", WORDS["definition"])


# Adoption


def test_gaps_block_adoption_and_filling_them_allows_it() -> None:
    by = a_lead()
    approver = an_approver(by)
    version = a_draft(by)
    with as_tenant(by.organisation_id):
        version = policies.put_out_for_comment(by=by, version=version)

        def refused() -> bool:
            with pytest.raises(
                NotAllowed, match="every priority needs an outcome and every outcome a measure"
            ):
                policies.adopt(by=approver, version=version, body="Cabinet", on=TODAY)
            assert not policies.can_adopt(approver, version)
            return fresh(version).state == PolicyState.CONSULTING and bool(gaps_of(version))

        assert refused()
        priority = cascade.add_priority(by=by, version=version, title="Work", reason="", top=False)
        assert refused()
        outcome = cascade.add_outcome(by=by, priority=priority, title="More people in work")
        assert refused()
        cascade.add_measure(by=by, outcome=outcome, once_per_person=False, **measure_words())
        assert gaps_of(version) == ()
        assert (
            policies.adopt(by=approver, version=version, body="Cabinet", on=TODAY).state
            == PolicyState.ADOPTED
        )


def test_a_draft_is_put_out_for_comment_before_it_is_adopted() -> None:
    by = a_lead()
    version = a_cascade(by, a_draft(by))
    with as_tenant(by.organisation_id), pytest.raises(NotAllowed, match="put out for comment first"):
        policies.adopt(by=an_approver(by), version=version, body="Cabinet", on=TODAY)


def test_adoption_says_who_when_and_in_whose_name() -> None:
    by = a_lead()
    version, approver = a_version_out_for_comment(by), an_approver(by)
    with as_tenant(by.organisation_id):
        with pytest.raises(Refused, match="Cabinet or the Board") as refused:
            policies.adopt(by=approver, version=version, body=" ", on=TODAY)
        assert refused.value.field == "body"
        stands = policies.adopt(by=approver, version=version, body=" Cabinet ", on=TODAY)
        assert (stands.adopted_by_id, stands.adopted_on, stands.adopting_body) == (
            approver.person_id,
            TODAY,
            "Cabinet",
        )
        with pytest.raises(NotAllowed, match="This version is adopted"):
            policies.adopt(by=approver, version=stands, body="Cabinet", on=TODAY)


def test_what_was_changed_while_it_was_read_is_not_adopted() -> None:
    by = a_lead()
    version, approver = a_version_out_for_comment(by), an_approver(by)
    with as_tenant(by.organisation_id):
        as_read = wording(fresh(version), cascade_of(version))
        measure = measures_of(version)[1]
        cascade.edit_measure(
            by=by,
            measure=measure,
            seen=1,
            once_per_person=False,
            **measure_words(unit="homes", counts="Other homes."),
        )
        with pytest.raises(Refused, match="changed while you were reading"):
            policies.adopt(by=approver, version=version, body="Cabinet", on=TODAY, as_read=as_read)
        assert fresh(version).state == PolicyState.CONSULTING
        as_read = wording(fresh(version), cascade_of(version))
        assert (
            policies.adopt(by=approver, version=version, body="Cabinet", on=TODAY, as_read=as_read).state
            == PolicyState.ADOPTED
        )


def every_change(by: Actor, version: PolicyVersion) -> dict[str, Callable[[], object]]:
    """Each action that writes in a version, ready to be done."""
    priority, outcome, measure = priorities_of(version)[0], outcomes_of(version)[0], measures_of(version)[0]
    described = {"once_per_person": True, **measure_words()}
    return {
        "edit": lambda: policies.edit(by=by, version=version, seen=version.version, **WORDS),
        "put out for comment": lambda: policies.put_out_for_comment(by=by, version=version),
        "withdraw": lambda: policies.withdraw(by=by, version=version),
        "add priority": lambda: cascade.add_priority(
            by=by, version=version, title="One more", reason="", top=False
        ),
        "edit priority": lambda: cascade.edit_priority(
            by=by,
            priority=priority,
            seen=priority.version,
            title="Another",
            reason="",
            top=True,
        ),
        "remove priority": lambda: cascade.remove_priority(by=by, priority=priority, seen=priority.version),
        "add outcome": lambda: cascade.add_outcome(by=by, priority=priority, title="One more"),
        "edit outcome": lambda: cascade.edit_outcome(
            by=by, outcome=outcome, seen=outcome.version, title="Another"
        ),
        "remove outcome": lambda: cascade.remove_outcome(by=by, outcome=outcome, seen=outcome.version),
        "add measure": lambda: cascade.add_measure(by=by, outcome=outcome, **described),
        "edit measure": lambda: cascade.edit_measure(
            by=by, measure=measure, seen=measure.version, **described
        ),
        "remove measure": lambda: cascade.remove_measure(by=by, measure=measure, seen=measure.version),
    }


def the_changes() -> list[str]:
    public = {name for name in vars(cascade) if name.startswith(("add_", "edit_", "remove_"))}
    assert len(public) == 9
    return sorted([*(name.replace("_", " ") for name in public), "edit", "put out for comment", "withdraw"])


@pytest.mark.parametrize("name", the_changes())
@pytest.mark.parametrize("end", [PolicyState.ADOPTED, PolicyState.SUPERSEDED, PolicyState.WITHDRAWN])
def test_no_action_changes_a_version_that_stands_or_stood(name: str, end: PolicyState) -> None:
    by = a_lead()
    version = a_version_out_for_comment(by)
    with as_tenant(by.organisation_id):
        # As a page holds it that was opened before: a moment ago this was still allowed.
        stale = every_change(by, fresh(version))[name]
        if end == PolicyState.WITHDRAWN:
            policies.withdraw(by=by, version=version)
        else:
            adopted(by, version)
        if end == PolicyState.SUPERSEDED:
            draft = policies.new_version(by=by, policy=fresh(version).policy)
            adopted(by, policies.put_out_for_comment(by=by, version=draft))
        assert fresh(version).state == end
        before = everything_in(version)
        for attempt in (stale, every_change(by, fresh(version))[name]):
            with pytest.raises(NotAllowed, match="no longer changes"):
                attempt()
        assert everything_in(version) == before


def test_states_move_along_their_table_and_no_other_way() -> None:
    assert set(VALID_TRANSITIONS) == set(PolicyState)
    by = a_lead()
    version = a_version_out_for_comment(by)
    with as_tenant(by.organisation_id), pytest.raises(Refused, match="cannot become"):
        policies.put_out_for_comment(by=by, version=version)


# The next version


def test_a_new_version_copies_the_cascade_and_supersedes_when_it_is_adopted() -> None:
    by = a_lead()
    first = a_policy(by, on=TODAY - timedelta(days=400))
    other = a_colleague(by, Role.LEAD)
    with as_tenant(by.organisation_id):
        draft = policies.new_version(by=other, policy=fresh(first).policy)
        assert (draft.number, draft.state, draft.drafted_by_id) == (2, PolicyState.DRAFT, other.person_id)
        assert (draft.definition, draft.intent, draft.review_years) == (
            first.definition,
            first.intent,
            first.review_years,
        )
        assert [(p.title, p.position, p.reason) for p in priorities_of(draft)] == [
            (p.title, p.position, p.reason) for p in priorities_of(first)
        ]
        assert [o.title for o in outcomes_of(draft)] == [each[1] for each in CASCADE]
        copies = measures_of(draft)
        assert [(m.title, m.unit, m.counts) for m in copies] == [
            (m.title, m.unit, m.counts) for m in measures_of(first)
        ]
        assert [m.supersedes_id for m in copies] == [m.pk for m in measures_of(first)]
        assert {m.root for m in copies} == {draft.root}
        # The copy is its own: what is changed in it leaves the adopted text alone.
        before = everything_in(first)
        cascade.edit_priority(
            by=other, priority=priorities_of(draft)[0], seen=1, title="Changed", reason="", top=False
        )
        assert everything_in(first) == before
        assert fresh(first).state == PolicyState.ADOPTED
        second = adopted(other, policies.put_out_for_comment(by=other, version=draft))
        assert (fresh(first).state, second.state) == (PolicyState.SUPERSEDED, PolicyState.ADOPTED)
        assert fresh(first).adopted_on == TODAY - timedelta(days=400)


def test_a_version_is_not_adopted_before_the_one_that_it_supersedes() -> None:
    by = a_lead()
    first = a_policy(by)
    with as_tenant(by.organisation_id):
        draft = policies.put_out_for_comment(
            by=by, version=policies.new_version(by=by, policy=fresh(first).policy)
        )
        with pytest.raises(Refused, match="was adopted on 23 November 2026") as refused:
            policies.adopt(by=an_approver(by), version=draft, body="Cabinet", on=date(2026, 11, 22))
        assert refused.value.field == "on"
        assert (fresh(first).state, fresh(draft).state) == (PolicyState.ADOPTED, PolicyState.CONSULTING)


def test_proxies_come_along_on_adoption_but_not_where_the_new_version_set_its_own_or_another_unit() -> None:
    by = a_lead()
    first = a_policy(by)
    kept, own, other_unit = measures_of(first)
    for measure in (kept, own, other_unit):
        a_proxy(by, measure, value="10.00")
    a_proxy(by, kept, value="12.00", low=None, high=None)
    with as_tenant(by.organisation_id):
        draft = policies.new_version(by=by, policy=fresh(first).policy)
        new_kept, new_own, new_unit = measures_of(draft)
        a_proxy(by, new_own, value="99.00")
        cascade.edit_measure(
            by=by, measure=new_unit, seen=1, once_per_person=False, **measure_words(unit="days")
        )
        adopted(by, policies.put_out_for_comment(by=by, version=draft))
        carried = Proxy.objects.filter(measure__in=[new_kept, new_own, new_unit]).order_by("pk")
        assert {(proxy.measure_id, str(proxy.value)) for proxy in carried} == {
            (new_kept.pk, "12.00"),
            (new_own.pk, "99.00"),
        }
        assert Proxy.objects.filter(measure=kept).count() == 2


# Who reads it


def what_is_seen(tenant: int) -> list[int]:
    with as_tenant(tenant):
        return [table.objects.count() for table in (Policy, PolicyVersion, Priority, Outcome, Measure, Proxy)]


@pytest.mark.parametrize("stranger", [True, False], ids=["another organisation", "everyone"])
def test_everyone_reads_what_is_adopted_and_nobody_else_the_draft(stranger: bool) -> None:
    reader = an_organisation().pk if stranger else EVERYONE
    by = a_lead()
    version = a_version_out_for_comment(by)
    a_proxy(by, measures_of(version)[0])
    assert what_is_seen(reader) == [0, 0, 0, 0, 0, 0]
    adopted(by, version)
    assert what_is_seen(reader) == [1, 1, 3, 3, 3, 1]
    with as_tenant(by.organisation_id):
        draft = policies.new_version(by=by, policy=fresh(version).policy)
    a_proxy(by, measures_of(draft)[1])
    assert what_is_seen(by.organisation_id) == [1, 2, 6, 6, 6, 2]
    assert what_is_seen(reader) == [1, 1, 3, 3, 3, 1]
    with as_tenant(by.organisation_id):
        policies.withdraw(by=by, version=draft)
    assert what_is_seen(reader) == [1, 1, 3, 3, 3, 1]


def test_a_superseded_version_stays_to_be_read_by_everyone() -> None:
    by = a_lead()
    first = a_policy(by)
    with as_tenant(by.organisation_id):
        draft = policies.new_version(by=by, policy=fresh(first).policy)
        adopted(by, policies.put_out_for_comment(by=by, version=draft))
    with as_tenant(EVERYONE):
        states = dict(PolicyVersion.objects.order_by().values_list("number", "state"))
    assert states == {1: PolicyState.SUPERSEDED, 2: PolicyState.ADOPTED}
