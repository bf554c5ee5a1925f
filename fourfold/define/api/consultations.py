"""What was said of a draft and what was answered, and which organisations put their names to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from fourfold.define.actions import co_signers, comments
from fourfold.define.models import CommentState, SignatureState
from fourfold.define.queries import consultations
from fourfold.define.queries.cascades import cascade, wording
from fourfold.define.queries.policies import version_numbered
from fourfold.ground.api.etags import check_unchanged, shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.paging import Where, page, part_of
from fourfold.ground.api.shapes import Given, Line, Number, Page, Party, Reference, Shown, Words, YesOrNo
from fourfold.ground.organisations.queries import with_reference
from fourfold.ground.people.token_table import Scope

if TYPE_CHECKING:
    from fourfold.define.models import CoSignature, PolicyComment, PolicyVersion

router = Router(tags=["Comments and co-signers"])

READ, WRITE = Scope.DEFINE_READ, Scope.DEFINE_WRITE
_VERSION = "/policies/{ref}/versions/{number}"
_COMMENT = "/policy-comments/{ref}"
_SIGNATURE = "/co-signatures/{ref}"


class CommentShown(Shown):
    """`about` is the title of a priority, empty for the whole. `changed` is null before there is an answer."""

    ref: str
    said_for: str
    said_at: datetime
    about: str
    words: str
    state: CommentState
    why_kept_back: str
    changed: bool | None
    answer: str
    answered_on: date | None


class CommentWords(Given):
    words: Annotated[Words, Field(max_length=comments.MOST_CHARACTERS)]
    priority: Annotated[
        Reference | None, Field(description="The priority that it is about; the policy as a whole without.")
    ] = None


class CommentDecision(Given):
    show: YesOrNo
    why: Annotated[
        Line, Field(max_length=300, description="Why it is not shown; whoever said it can read this.")
    ] = ""


class CommentAnswer(Given):
    changed: Annotated[YesOrNo, Field(description="Whether something was changed because of it.")]
    words: Annotated[Words, Field(description="What was changed, or why nothing was.")]


class CoSignatureShown(Shown):
    """`wording` names the text as it stands now: a yes is given to this text and to no other."""

    ref: str
    organisation: Party
    state: SignatureState
    asked_on: date
    answered_on: date | None
    wording: str


class CoSignerSought(Given):
    organisation: Annotated[Reference, Field(description="An organisation that works here.")]


class CoSignerAnswer(Given):
    accept: Annotated[YesOrNo, Field(description="Whether your organisation puts its name to it.")]


@operation(router, "get", f"{_VERSION}/comments", scope=READ, answer=Page[CommentShown], public=True)
def list_comments(request: HttpRequest, ref: Reference, number: Number, where: Query[Where]) -> HttpResponse:
    """List the comments on a version that you may see.

    Its owner sees all; others see those that are shown, and their own.
    """
    version = found(version_numbered(policy_ref=ref, number=number))
    part = part_of(consultations.comments_on(version), where)
    return page(request, [_comment(each) for each in part.rows], part.next_cursor)


@operation(router, "post", f"{_VERSION}/comments", scope=WRITE, answer=CommentShown, status=201)
def comment_on_version(
    request: HttpRequest, ref: Reference, number: Number, given: CommentWords
) -> HttpResponse:
    """Comment on a version that is out for comment.

    A colleague's comment is shown at once. A partner's waits until the owner has looked at it.
    """
    version = found(version_numbered(policy_ref=ref, number=number))
    said = comments.comment(
        by=caller(request),
        version=version,
        words=given.words,
        priority=given.priority or "",
        on=timezone.localdate(),
        at=timezone.now(),
    )
    return shown(request, _comment(said), status=201)


@operation(router, "get", _COMMENT, scope=READ, answer=CommentShown, public=True)
def read_comment(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read a comment with its answer."""
    return shown(request, _comment(found(consultations.comment_with(ref))))


@operation(router, "post", f"{_COMMENT}/decision", scope=WRITE, answer=CommentShown, guarded=True)
def decide_on_comment(request: HttpRequest, ref: Reference, given: CommentDecision) -> HttpResponse:
    """Show a partner's comment with the policy, or keep it back for a reason.

    One that is shown needs an answer before the version can be adopted.
    """
    comment = _unchanged(request, ref)
    by = caller(request)
    if given.show:
        return shown(request, _comment(comments.show(by=by, comment=comment)))
    return shown(request, _comment(comments.keep_back(by=by, comment=comment, why=given.why)))


@operation(router, "put", f"{_COMMENT}/answer", scope=WRITE, answer=CommentShown, guarded=True)
def answer_comment(request: HttpRequest, ref: Reference, given: CommentAnswer) -> HttpResponse:
    """Answer a comment that is shown.

    It can be answered anew until the version is adopted.
    """
    comment = _unchanged(request, ref)
    answered = comments.answer(
        by=caller(request),
        comment=comment,
        seen=comment.version,
        changed=given.changed,
        words=given.words,
        on=timezone.localdate(),
    )
    return shown(request, _comment(answered))


@operation(router, "get", f"{_VERSION}/co-signatures", scope=READ, answer=Page[CoSignatureShown], public=True)
def list_co_signatures(
    request: HttpRequest, ref: Reference, number: Number, where: Query[Where]
) -> HttpResponse:
    """List the organisations that were asked for their names, as far as you may see.

    Its owner sees all; others see those that put their names to it, and their own.
    """
    version = found(version_numbered(policy_ref=ref, number=number))
    part = part_of(consultations.co_signatures_of(version), where)
    now = _wording(version)
    return page(request, [_signature(each, now) for each in part.rows], part.next_cursor)


@operation(router, "post", f"{_VERSION}/co-signatures", scope=WRITE, answer=CoSignatureShown, status=201)
def ask_co_signer(
    request: HttpRequest, ref: Reference, number: Number, given: CoSignerSought
) -> HttpResponse:
    """Ask an organisation to put its name to a version that is out for comment.

    It can read the draft from then on, and its people are written to.
    """
    version = found(version_numbered(policy_ref=ref, number=number))
    asked = co_signers.ask(
        by=caller(request),
        version=version,
        organisation=found(with_reference(given.organisation)),
        on=timezone.localdate(),
        at=timezone.now(),
    )
    return shown(request, _signature(asked, _wording(version)), status=201)


@operation(router, "get", _SIGNATURE, scope=READ, answer=CoSignatureShown, public=True)
def read_co_signature(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read what an organisation answered."""
    signature = found(consultations.co_signature_with(ref))
    return shown(request, _signature(signature, _wording(signature.policy_version)))


@operation(router, "post", f"{_SIGNATURE}/answer", scope=WRITE, answer=CoSignatureShown, guarded=True)
def answer_co_signature(request: HttpRequest, ref: Reference, given: CoSignerAnswer) -> HttpResponse:
    """Say for your organisation whether it puts its name to the version as it reads now."""
    signature = found(consultations.co_signature_with(ref))
    now = _wording(signature.policy_version)
    check_unchanged(request, _signature(signature, now))
    signed = co_signers.sign(
        by=caller(request),
        signature=signature,
        accept=given.accept,
        as_read=now,
        on=timezone.localdate(),
    )
    return shown(request, _signature(signed, now))


def _unchanged(request: HttpRequest, ref: str) -> PolicyComment:
    comment = found(consultations.comment_with(ref))
    check_unchanged(request, _comment(comment))
    return comment


def _wording(version: PolicyVersion) -> str:
    return wording(version, cascade(version))


def _comment(comment: PolicyComment) -> CommentShown:
    return CommentShown(
        ref=comment.ref,
        said_for=comment.said_for,
        said_at=comment.said_at,
        about=comment.about,
        words=comment.words,
        state=CommentState(comment.state),
        why_kept_back=comment.why_kept_back,
        changed=None if not comment.answer else comment.answer_kind == "changed",
        answer=comment.answer,
        answered_on=comment.answered_on,
    )


def _signature(signature: CoSignature, now: str) -> CoSignatureShown:
    asked = signature.organisation
    return CoSignatureShown(
        ref=signature.ref,
        organisation=Party(ref=asked.ref, name=asked.name),
        state=SignatureState(signature.state),
        asked_on=signature.asked_on,
        answered_on=signature.answered_on,
        wording=now,
    )
