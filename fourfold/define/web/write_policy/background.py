"""Which plan the policy serves, and who was involved in writing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.define.actions import policies
from fourfold.define.queries.policies import version_numbered
from fourfold.define.web.draft_pages import writing
from fourfold.define.web.write_policy.view import tasks_address
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import PolicyVersion


class BackgroundForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    mission_title = forms.CharField(
        label=say("The plan it serves (optional)"),
        max_length=200,
        required=False,
        help_text=say("Your mission, corporate plan or strategy, by its title."),
    )
    mission_href = forms.URLField(
        label=say("Where it is read (optional)"),
        max_length=400,
        required=False,
        assume_scheme="https",
        help_text=say("Its address, beginning with https://"),
        error_messages={"invalid": say("Enter a whole address, such as https://example.org/plan")},
    )
    mission_words = LongTextField(
        label=say("The words of it that this policy serves (optional)"),
        rows=4,
        required=False,
        most_words=300,
    )
    involved = LongTextField(
        label=say("Who was involved in writing it (optional)"),
        rows=5,
        required=False,
        most_words=600,
        help_text=say("Groups, meetings and organisations rather than people’s names."),
    )


@signed_in
def view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    by = actor_of(request)
    version = found(version_numbered(policy_ref=ref, number=number))
    form = BackgroundForm(request.POST if request.method == "POST" else None, initial=stored(version))

    def keep(given: Mapping[str, Any]) -> str:
        words = {name: given[name] for name in _WORDS}
        policies.edit_background(by=by, version=version, seen=given["version"] or 0, **words)
        return tasks_address(version)

    return writing(
        request,
        form,
        version,
        do=keep,
        heading=say("What it serves and who was involved"),
        button=say("Keep these words"),
        stored=stored,
    )


_WORDS = ("mission_title", "mission_href", "mission_words", "involved")


def stored(version: PolicyVersion) -> dict[str, Any]:
    return {**{name: getattr(version, name) for name in _WORDS}, "version": version.version}
