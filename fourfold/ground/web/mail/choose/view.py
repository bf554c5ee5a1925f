"""Which mail I get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import begun_large, say
from fourfold.ground.mail import actions
from fourfold.ground.mail.kinds import kinds_to_choose_from
from fourfold.ground.mail.queries import refused_by
from fourfold.ground.people.queries import person_with
from fourfold.ground.web.access import actor_of, signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def _choices() -> list[tuple[str, str]]:
    return [(kind.name, begun_large(kind.words)) for kind in kinds_to_choose_from()]


class ChooseMailForm(forms.Form):
    wanted = forms.MultipleChoiceField(
        label=say("Which mail do you want?"),
        help_text=say("What nobody can do without, such as a link to sign in, always comes"),
        required=False,
        choices=_choices,
        widget=forms.CheckboxSelectMultiple,
    )


@require_http_methods(["GET", "POST"])
@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    person = person_with(key=actor_of(request).person_id)
    refused = refused_by(person)
    wanted = [kind.name for kind in kinds_to_choose_from() if kind.name not in refused]
    form = ChooseMailForm(request.POST if request.method == "POST" else None, initial={"wanted": wanted})
    if form.is_bound and form.is_valid():
        actions.choose(person=person, wanted=form.cleaned_data["wanted"], at=timezone.now())
        messages.success(request, say("Your choice of mail is kept."))
        return HttpResponseRedirect(reverse("choose_mail"))
    return render(
        request,
        "ground/web/mail/choose/page.jinja",
        {"form": form, "person": person},
        status=422 if form.errors else 200,
    )
