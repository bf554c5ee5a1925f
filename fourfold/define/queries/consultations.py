"""Who was asked about a draft, what they said, and who put their name to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.models import (
    CommentState,
    CoSignature,
    PolicyComment,
    PolicyInvitation,
    PolicyState,
    SignatureState,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fourfold.define.models import PolicyVersion


def comments_on(version: PolicyVersion) -> QuerySet[PolicyComment]:
    """Those that the reader may see, the earliest first: its owner all, everybody else those that are shown and their own."""
    return PolicyComment.objects.filter(policy_version=version).order_by("said_at", "pk")


def shown_comments(version: PolicyVersion) -> QuerySet[PolicyComment]:
    return comments_on(version).filter(state=CommentState.SHOWN)


def without_answer(version: PolicyVersion) -> QuerySet[PolicyComment]:
    """Shown, and not answered yet."""
    return shown_comments(version).filter(answer="")


def waiting_comments(version: PolicyVersion) -> QuerySet[PolicyComment]:
    return comments_on(version).filter(state=CommentState.WAITING)


def comment_with(ref: str) -> PolicyComment | None:
    return (
        PolicyComment.objects.filter(ref=ref)
        .select_related("policy_version__policy", "said_by", "owner")
        .first()
    )


def invitations_to(version: PolicyVersion) -> QuerySet[PolicyInvitation]:
    """To its owner all of them, to a partner its own."""
    return (
        PolicyInvitation.objects.filter(policy_version=version).select_related("organisation").order_by("pk")
    )


def invitation_of(version: PolicyVersion, *, organisation: int) -> PolicyInvitation | None:
    return PolicyInvitation.objects.filter(policy_version=version, organisation_id=organisation).first()


def co_signatures_of(version: PolicyVersion) -> QuerySet[CoSignature]:
    """To its owner all of them, to others those accepted and their own."""
    return CoSignature.objects.filter(policy_version=version).select_related("organisation", "answered_by")


def co_signature_of(version: PolicyVersion, *, organisation: int) -> CoSignature | None:
    return co_signatures_of(version).filter(organisation_id=organisation).first()


def co_signature_with(ref: str) -> CoSignature | None:
    return (
        CoSignature.objects.filter(ref=ref)
        .select_related("policy_version__policy", "organisation", "owner")
        .first()
    )


def names_under(version: PolicyVersion) -> list[str]:
    """The organisations that put their names to the version, in the order of their names."""
    signed = co_signatures_of(version).filter(state=SignatureState.ACCEPTED)
    return list(signed.order_by("organisation__name").values_list("organisation__name", flat=True))


def asked_of(organisation: int) -> list[tuple[PolicyVersion, bool]]:
    """The drafts of others on which `organisation` was asked, and whether its name is asked for and not answered."""
    invited = PolicyInvitation.objects.filter(
        organisation_id=organisation, policy_version__state=PolicyState.CONSULTING
    ).select_related("policy_version__policy", "policy_version__owner")
    asked = set(
        CoSignature.objects.filter(organisation_id=organisation, state=SignatureState.ASKED).values_list(
            "policy_version_id", flat=True
        )
    )
    return [(each.policy_version, each.policy_version_id in asked) for each in invited]
