from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import begun_large, say
from fourfold.ground.spine.words import KIND_WORDS
from fourfold.ground.web.forms import OnceField

if TYPE_CHECKING:
    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.successions.queries import Left, Passing


class HandOnForm(forms.Form):
    """Of several successors, one question for each thing; of one only, a button."""

    once = OnceField()

    def __init__(self, *args: Any, passing: Passing, left: Left, **options: Any) -> None:
        super().__init__(*args, **options)
        self._bodies = {one.ref: one for one in passing.successors}
        self.refs: list[str] = []
        if not passing.is_split:
            return
        choices = [*((one.ref, one.name) for one in passing.successors), ("", say("Decide later"))]
        for thing in left.things:
            self._ask(
                thing.ref,
                say("{kind}: {title}", kind=begun_large(KIND_WORDS[thing.kind][0]), title=thing.title),
                choices,
            )
        for part in left.parts:
            self._ask(
                part.thing,
                say(
                    "A part in a {kind} of {name} ({thing})",
                    kind=part.kind,
                    name=part.owner.name,
                    thing=part.thing,
                ),
                choices,
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[f"to-{ref}"] for ref in self.refs]

    def chosen(self) -> dict[str, Organisation]:
        given = {ref: self.cleaned_data[f"to-{ref}"] for ref in self.refs}
        return {ref: self._bodies[body] for ref, body in given.items() if body}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.refs and not self.errors and not self.chosen():
            self.add_error(f"to-{self.refs[0]}", say("Say of one thing at least where it goes"))
        return cleaned

    def _ask(self, ref: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.refs.append(ref)
        self.fields[f"to-{ref}"] = forms.ChoiceField(
            label=label, choices=choices, widget=forms.RadioSelect, required=False
        )
