"""Which version stands, which stood, and when it is due for review."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold.define.actions import policies
from fourfold.define.models import PolicyState
from fourfold.define.queries import policies as read
from fourfold.define.rules.review import ReviewState
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from tests.builders.define import a_draft, a_lead, a_policy, adopted
from tests.builders.ground import an_organisation

pytestmark = pytest.mark.django_db

SPRING_2024, SPRING_2026 = date(2024, 4, 2), date(2026, 4, 7)


def test_the_version_of_a_day_is_the_one_that_stood_on_it() -> None:
    by = a_lead()
    first = a_policy(by, on=SPRING_2024)
    with as_tenant(by.organisation_id):
        draft = policies.new_version(by=by, policy=first.policy)
        assert read.draft_version(by.organisation_id) == draft
        assert read.adopted_version(by.organisation_id) == first
        second = adopted(by, policies.put_out_for_comment(by=by, version=draft), on=SPRING_2026)
        owner = by.organisation_id
        assert read.adopted_policy(owner, on=date(2024, 4, 1)) is None
        assert read.adopted_policy(owner, on=SPRING_2024) == first
        assert read.adopted_policy(owner, on=date(2026, 4, 6)) == first
        assert read.adopted_policy(owner, on=SPRING_2026) == second
        assert (read.adopted_version(owner), read.draft_version(owner)) == (second, None)
        assert list(read.versions_of(first.policy)) == [second, first]
        assert read.version_numbered(policy_ref=first.policy.ref, number=1) == first


def test_two_versions_of_one_day_give_the_later() -> None:
    by = a_lead()
    first = a_policy(by)
    with as_tenant(by.organisation_id):
        draft = policies.new_version(by=by, policy=first.policy)
        second = adopted(by, policies.put_out_for_comment(by=by, version=draft))
        assert second.adopted_on == first.adopted_on
        assert read.adopted_policy(by.organisation_id, on=date(2026, 12, 1)) == second


def test_an_organisation_without_a_policy_has_none() -> None:
    stranger = an_organisation().pk
    a_policy()
    with as_tenant(stranger):
        assert read.policy_of(stranger) is None
        assert read.adopted_version(stranger) is None
        assert read.adopted_policy(stranger, on=SPRING_2026) is None
        assert read.draft_version(stranger) is None


def test_everyone_is_shown_adopted_policies_by_the_name_of_the_organisation() -> None:
    last, first = (
        a_policy(a_lead(an_organisation(name))) for name in ("Zeal Borough Council", "Ambley Borough Council")
    )
    a_draft()
    with as_tenant(EVERYONE):
        assert list(read.published_policies()) == [first, last]
        found = read.policy_with(first.policy.ref)
        assert found is not None
        assert found.owner.name == "Ambley Borough Council"


def test_only_a_version_that_stands_is_due_for_review() -> None:
    by = a_lead()
    version = a_policy(by, on=date(2024, 2, 29))
    with as_tenant(by.organisation_id):
        due = read.review_of(version, on=date(2026, 3, 1))
        assert due is not None
        assert (due.due_on, due.state) == (date(2026, 2, 28), ReviewState.LAPSED)
        draft = policies.new_version(by=by, policy=version.policy)
        assert read.review_of(draft, on=SPRING_2026) is None
        adopted(by, policies.put_out_for_comment(by=by, version=draft))
        version.refresh_from_db()
        assert version.state == PolicyState.SUPERSEDED
        assert read.review_of(version, on=SPRING_2026) is None
