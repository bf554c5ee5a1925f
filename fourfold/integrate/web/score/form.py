"""Points and reasons for every scored criterion of one bid; the same form for a scorer and for the moderator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.web.forms import LongTextField, OnceField
from fourfold.integrate.models import MOST_POINTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.integrate.models import Criterion


class ScoreForm(forms.Form):
    once = OnceField()

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], scale: Mapping[int, str], **kwargs: Any
    ) -> None:
        """`scale` is what the points mean, as bidders were told."""
        super().__init__(*args, **kwargs)
        self.criteria, self.scale = criteria, scale
        for criterion in criteria:
            self.fields[f"points_{criterion.ref}"] = self.points_field(criterion)
            self.fields[f"reason_{criterion.ref}"] = LongTextField(
                label=say("Your reason for the points for “{title}”", title=criterion.title),
                rows=3,
                help_text=say("Against the words of the scale: what makes it these points and not the next."),
                error_messages={
                    "required": say("Give your reason for the points for “{title}”", title=criterion.title)
                },
            )

    def points_field(self, criterion: Criterion) -> forms.Field:
        return forms.TypedChoiceField(
            label=say("Points for “{title}”", title=criterion.title),
            choices=[
                (points, say("{points}: {words}", points=points, words=words))
                for points, words in sorted(self.scale.items())
            ],
            coerce=int,
            widget=forms.RadioSelect,
            error_messages={
                "required": say(
                    "Choose points from 0 to {most_points} for “{title}”",
                    most_points=MOST_POINTS,
                    title=criterion.title,
                )
            },
        )

    def points(self) -> dict[str, Any]:
        return {criterion.ref: self.cleaned_data[f"points_{criterion.ref}"] for criterion in self.criteria}

    def reasons(self) -> dict[str, str]:
        return {criterion.ref: self.cleaned_data[f"reason_{criterion.ref}"] for criterion in self.criteria}


class ModerateForm(ScoreForm):
    """Agreed points may lie between two of the scale."""

    def points_field(self, criterion: Criterion) -> forms.Field:
        return forms.DecimalField(
            label=say("Agreed points for “{title}”", title=criterion.title),
            help_text=side_by_side(
                say("{points}: {words}.", points=points, words=words)
                for points, words in sorted(self.scale.items())
            ),
            min_value=0,
            max_value=MOST_POINTS,
            decimal_places=2,
            max_digits=4,
            error_messages={"required": say("Enter the agreed points for “{title}”", title=criterion.title)},
        )
