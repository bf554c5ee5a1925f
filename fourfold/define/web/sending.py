"""What happens to a form that is sent: once, refused beside its field, or shown beside what somebody else saved first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render

from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.history import history
from fourfold.ground.web.access import actor_of
from fourfold.ground.web.forms import conflicts, new_token
from fourfold.ground.web.once import already_sent, send_once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


def send(
    request: HttpRequest,
    form: Form,
    *,
    check: Callable[[], None],
    do: Callable[[Mapping[str, Any]], str],
    show: Callable[[], HttpResponse],
    stored: Callable[[Any], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """Carries out a valid form by `do`, which answers with the address to go on to; else shows the page.

    `check` raises NotAllowed where the person may not; a form that was carried out before leads on all the same.
    `stored` gives the form's fields as a row holds them, for the page on which two people's texts stand side by side.
    """
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
    check()
    if request.method != "POST" or not form.is_valid():
        return show()
    try:
        with send_once(request, form) as sent:
            sent.result = do(form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return show()
    except ChangedMeanwhile as meanwhile:
        if stored is None:
            raise
        return _both(request, form, meanwhile.current, stored(meanwhile.current))
    return redirect(sent.result)


def _both(request: HttpRequest, form: Form, current: Any, stored: Mapping[str, Any]) -> HttpResponse:
    steps = history(table=current._meta.db_table, row=current.pk, tenant=actor_of(request).organisation_id)
    editor = Person.objects.filter(pk=steps[-1].person).first() if steps and steps[-1].person is not None else None
    return render(
        request,
        "define/web/both.jinja",
        {
            "fields": conflicts(form, stored),
            "version": current.version,
            "once": new_token(),
            "who": "Someone else" if editor is None else editor.name,
            "when": steps[-1].at if steps else None,
        },
        status=409,
    )
