"""Pages with one form about a draft: what they show, and the question before a part of it is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import messages
from django.shortcuts import redirect

from fourfold.define.actions.drafts import check_can_edit
from fourfold.define.web.sure import SureForm
from fourfold.define.web.task_page import task_page
from fourfold.define.web.write_policy.view import tasks_address
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of
from fourfold.ground.web.once import already_sent
from fourfold.ground.web.sending import send

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import (
        ContractStep,
        Measure,
        Outcome,
        PolicyVersion,
        Principle,
        Priority,
        PriorityDefault,
        StrategicCommitment,
    )

Part = TypeVar(
    "Part",
    "ContractStep",
    "Measure",
    "Outcome",
    "Principle",
    "Priority",
    "PriorityDefault",
    "StrategicCommitment",
)


def form_page(
    request: HttpRequest,
    form: Form,
    version: PolicyVersion,
    *,
    heading: str,
    button: str,
    words: str = "",
    kind: str = "",
    back: str = "",
) -> HttpResponse:
    """A `task_page` about a draft; `back` leads elsewhere than to its tasks."""
    return task_page(
        request,
        form,
        heading=heading,
        caption=say("{title}, version {number}", title=version.policy.title, number=version.number),
        back=back or tasks_address(version),
        button=button,
        words=words,
        kind=kind,
    )


def writing(
    request: HttpRequest,
    form: Form,
    version: PolicyVersion,
    *,
    do: Callable[[Mapping[str, Any]], str],
    heading: str,
    button: str,
    words: str = "",
    back: str = "",
    stored: Callable[[Any], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """A part of a draft is added or, where `stored` is given, changed: by whoever may edit the version."""
    return send(
        request,
        form,
        check=lambda: check_can_edit(actor_of(request), version),
        do=do,
        show=lambda: form_page(
            request, form, version, heading=heading, button=button, words=words, back=back
        ),
        stored=stored,
    )


def removal(
    request: HttpRequest,
    *,
    find: Callable[[], Part],
    within: Callable[[Part], PolicyVersion],
    remove: Callable[[Part, int], None],
    button: str,
    words: str,
    back: Callable[[PolicyVersion], str] = tasks_address,
) -> HttpResponse:
    """Asks whether a part of a draft should go, and removes it. `remove` is given the part and the version that was shown;
    `back` is the address of the page that lists such parts.
    """
    by = actor_of(request)
    # Sent twice, what was to be removed is not there any more: the second sending is led on before it is looked for.
    earlier = already_sent(request, SureForm(request.POST)) if request.method == "POST" else ""
    if earlier:
        return redirect(earlier)
    part = find()
    version = within(part)
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": part.version})

    def remove_it(given: Mapping[str, Any]) -> str:
        remove(part, given["version"] or 0)
        messages.success(request, say("“{title}” was removed from the draft.", title=part.title))
        return back(version)

    return send(
        request,
        form,
        check=lambda: check_can_edit(by, version),
        do=remove_it,
        show=lambda: form_page(
            request,
            form,
            version,
            heading=say("Remove “{title}”?", title=part.title),
            button=button,
            words=words,
            kind="warning",
            back=back(version),
        ),
    )
