"""What happens to a form that is sent: carried out once, refused beside its field, or shown beside what somebody else saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render

from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.kernel.said import say
from fourfold.ground.operation.refused_files import note_file_refusal
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.web.forms import conflicts, new_token
from fourfold.ground.web.history import history_of
from fourfold.ground.web.once import already_sent, send_once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


def send(  # noqa: PLR0911  (each answer is one thing that can happen to a form)
    request: HttpRequest,
    form: Form,
    *,
    check: Callable[[], None],
    do: Callable[[Mapping[str, Any]], str],
    show: Callable[[], HttpResponse],
    stored: Callable[[Any], Mapping[str, Any]] | None = None,
    files: str = "",
) -> HttpResponse:
    """Carries out a valid form by `do`, which answers with the address to go on to; else shows the page.

    `check` raises NotAllowed where the person may not; a form that was carried out before leads on all the same.
    `stored` gives the form's fields as a row holds them, for the page on which two people's texts stand side by side.
    `files` names the field beside which a file that cannot be taken is refused.
    """
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
    check()
    if request.method != "POST":
        return show()
    if not form.is_valid():
        return _refused(show)
    try:
        with send_once(request, form) as sent:
            sent.result = do(form.cleaned_data)
    except NotAccepted as refusal:
        note_file_refusal(request, refusal)
        form.add_error(files or None, str(refusal))
        return _refused(show)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _refused(show)
    except ChangedMeanwhile as meanwhile:
        if stored is None:
            raise
        return _both(request, form, meanwhile.current, stored(meanwhile.current))
    return redirect(sent.result)


def reason_against(check: Callable[[], None]) -> str:
    """The sentence of a check that refuses, for beside the button that cannot be pressed; nothing where it lets through."""
    try:
        check()
    except NotAllowed as refusal:
        return str(refusal)
    return ""


def _refused(show: Callable[[], HttpResponse]) -> HttpResponse:
    page = show()
    page.status_code = 422
    return page


def _both(request: HttpRequest, form: Form, current: Any, stored: Mapping[str, Any]) -> HttpResponse:
    last = next(iter(history_of(current)), None)
    return render(
        request,
        "ground/web/both.jinja",
        {
            "rows": conflicts(form, stored),
            "version": current.version,
            "once": new_token(),
            "who": last[1] if last else say("Someone else"),
            "when": last[0] if last else "",
        },
        status=409,
    )
