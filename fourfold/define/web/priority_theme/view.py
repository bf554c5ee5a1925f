"""What a priority is about, said by the lead where its measures do not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse

from fourfold.define.actions import priority_theme
from fourfold.define.actions.needs import check_can_choose_beside
from fourfold.define.queries.spine_things import priority_with
from fourfold.define.queries.themes import said_of
from fourfold.define.rules.themes import THEME_WORDS
from fourfold.define.web.task_page import task
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import OnceField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

MEASURES_TELL = "measures"


class ThemeForm(forms.Form):
    once = OnceField()
    theme = forms.ChoiceField(
        label=say("What is it about?"),
        choices=[
            *((theme.value, words) for theme, words in THEME_WORDS.items()),
            (MEASURES_TELL, say("Let its measures tell")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what it is about")},
    )


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    priority = found(priority_with(ref))
    found(priority if priority.owner_id == by.organisation_id else None)
    address = reverse("policy_priority", kwargs={"ref": ref})
    form = ThemeForm(
        request.POST if request.method == "POST" else None,
        initial={"theme": said_of([priority.pk]).get(priority.pk, MEASURES_TELL)},
    )

    def do(given: Mapping[str, Any]) -> str:
        theme = given["theme"]
        priority_theme.tell(by=by, priority=priority, theme="" if theme == MEASURES_TELL else theme)
        return address

    return task(
        request,
        form,
        check=lambda: check_can_choose_beside(by, priority),
        do=do,
        heading=say("What a priority is about"),
        caption=priority.title,
        back=address,
        button=say("Keep this"),
        words=say(
            "It decides under which theme your balance shows it, and how your policy is compared with others’."
        ),
    )
