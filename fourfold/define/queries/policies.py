"""Policies as pages and the storeys above read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.models import Policy, PolicyState, PolicyVersion
from fourfold.define.rules.review import Review, review
from fourfold.define.rules.survey_status import SurveyAnswer, survey_answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet


def _versions() -> QuerySet[PolicyVersion]:
    return PolicyVersion.objects.select_related("policy", "adopted_by", "drafted_by", "owner")


def policy_of(owner: int) -> Policy | None:
    return Policy.objects.filter(owner_id=owner).first()


def policy_with(ref: str) -> Policy | None:
    return Policy.objects.filter(ref=ref).select_related("owner").first()


def adopted_version(owner: int) -> PolicyVersion | None:
    """The version that stands now."""
    return _versions().filter(owner_id=owner, state=PolicyState.ADOPTED).first()


def adopted_policy(owner: int, *, on: date) -> PolicyVersion | None:
    """The version that stood on that day, whatever has superseded it since; None before the first was adopted."""
    return (
        _versions()
        .filter(owner_id=owner, state__in=(PolicyState.ADOPTED, PolicyState.SUPERSEDED), adopted_on__lte=on)
        .order_by("-adopted_on", "-number")
        .first()
    )


def draft_version(owner: int) -> PolicyVersion | None:
    """The version being written or out for comment."""
    return _versions().filter(owner_id=owner, state__in=(PolicyState.DRAFT, PolicyState.CONSULTING)).first()


def versions_of(policy: Policy) -> QuerySet[PolicyVersion]:
    """Those that the reader may see, the latest first."""
    return _versions().filter(policy=policy)


def with_the_one_before(
    versions: Sequence[PolicyVersion],
) -> list[tuple[PolicyVersion, PolicyVersion | None]]:
    """Each version with the one that stood before it, of those given; drafts that were withdrawn are before nothing."""
    stood = [each for each in versions if each.state in (PolicyState.ADOPTED, PolicyState.SUPERSEDED)]
    return [
        (
            each,
            max((one for one in stood if one.number < each.number), key=lambda one: one.number, default=None),
        )
        for each in versions
    ]


def version_numbered(*, policy_ref: str, number: int) -> PolicyVersion | None:
    return _versions().filter(policy__ref=policy_ref, number=number).first()


def standing_version(*, policy_ref: str) -> PolicyVersion | None:
    """The adopted version of that policy, where the reader may see it."""
    return _versions().filter(policy__ref=policy_ref, state=PolicyState.ADOPTED).first()


def survey_answer_of(owner: int, *, on: date) -> SurveyAnswer:
    """What the records of `owner` answer to the survey's question on a written policy."""
    adopted = adopted_version(owner)
    return survey_answer(
        adopted_on=None if adopted is None else adopted.adopted_on,
        review_years=1 if adopted is None else adopted.review_years,
        being_written=draft_version(owner) is not None,
        on=on,
    )


def published_policies() -> QuerySet[PolicyVersion]:
    """Every adopted version that the reader may see, by the name of its organisation."""
    return _versions().filter(state=PolicyState.ADOPTED).order_by("owner__name", "pk")


def standing_versions() -> list[tuple[int, int]]:
    """The keys of every adopted version and of its owner. As maintenance."""
    rows = PolicyVersion.objects.filter(state=PolicyState.ADOPTED).order_by("pk")
    return list(rows.values_list("pk", "owner_id"))


def review_of(version: PolicyVersion, *, on: date) -> Review | None:
    """When the adopted version is due for review; None for one that does not stand."""
    if version.adopted_on is None or version.state != PolicyState.ADOPTED:
        return None
    return review(version.adopted_on, years=version.review_years, on=on)
