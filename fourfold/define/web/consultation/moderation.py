"""A comment is shown or kept back, and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone

from fourfold.define.actions import comments
from fourfold.define.queries.consultations import comment_with
from fourfold.define.web.consultation.form import CHANGED, SHOW, AnswerForm, LookAtForm, stored
from fourfold.define.web.consultation.view import consultation_address
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import PolicyComment


@signed_in
def look_at(request: HttpRequest, ref: str) -> HttpResponse:
    """The lead decides whether what a partner said is shown with the policy."""
    by = actor_of(request)
    comment = found(comment_with(ref))
    form = LookAtForm(request.POST if request.method == "POST" else None)

    def do(given: Mapping[str, Any]) -> str:
        if given["decision"] == SHOW:
            comments.show(by=by, comment=comment)
            messages.success(request, say("The comment is shown. It needs an answer now."))
        else:
            comments.keep_back(by=by, comment=comment, why=given["why"])
            messages.success(request, say("The comment is not shown."))
        return consultation_address(comment.policy_version) + f"#{comment.ref}"

    return send(
        request,
        form,
        check=lambda: comments.check_can_look_at(by, comment),
        do=do,
        show=lambda: _page(request, form, comment, say("Show this comment?"), say("Keep this decision")),
    )


@signed_in
def answer(request: HttpRequest, ref: str) -> HttpResponse:
    """The lead says what changed because of a comment, or why nothing did."""
    by = actor_of(request)
    comment = found(comment_with(ref))
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=stored(comment))

    def do(given: Mapping[str, Any]) -> str:
        comments.answer(
            by=by,
            comment=comment,
            seen=given["version"] or 0,
            changed=given["kind"] == CHANGED,
            words=given["words"],
            on=timezone.localdate(),
        )
        messages.success(request, say("The answer is shown beside the comment."))
        return consultation_address(comment.policy_version) + f"#{comment.ref}"

    return send(
        request,
        form,
        check=lambda: comments.check_can_answer(by, comment),
        do=do,
        show=lambda: _page(request, form, comment, say("Answer this comment"), say("Keep this answer")),
        stored=stored,
    )


def _page(
    request: HttpRequest, form: Form, comment: PolicyComment, heading: str, button: str
) -> HttpResponse:
    page = {
        "form": form,
        "comment": comment,
        "heading": heading,
        "caption": say(
            "{title}, version {number}",
            title=comment.policy_version.policy.title,
            number=comment.policy_version.number,
        ),
        "back": consultation_address(comment.policy_version),
        "button": button,
    }
    return render(request, "define/web/consultation/comment.jinja", page)
