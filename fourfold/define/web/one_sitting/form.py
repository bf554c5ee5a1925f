"""The seven questions, a form each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError

from fourfold.define.actions.policies import REVIEW_CYCLES
from fourfold.define.exchange.ready_policies import ready_set
from fourfold.define.rules.one_sitting import MOST_THEMES
from fourfold.define.web.write_policy.form import CYCLE_WORDS
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import SizeBand
from fourfold.ground.web.forms import LongTextField, OnceField

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_WORDS_OF_A_NEED: Final = 120


class Step(forms.Form):
    """`given` are the answers so far. A step gives its own as they are kept."""

    once = OnceField()

    def __init__(self, *args: Any, given: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = given

    def answers(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}


class TitleStep(Step):
    title = forms.CharField(
        label=say("What should your policy be called?"),
        max_length=200,
        help_text=say("You can change it until a version is adopted."),
    )
    size_band = forms.ChoiceField(
        label=say("How large is your organisation?"),
        choices=[(band.value, band.label) for band in SizeBand if band != SizeBand.NOT_KNOWN],
        help_text=say(
            "The draft counts one thing for each priority where you are small, and more where you are not."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.given.get("known_size"):
            del self.fields["size_band"]
        else:
            self.fields["size_band"].show_as = "select"  # type: ignore[attr-defined]


class ThemesStep(Step):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"] = forms.MultipleChoiceField(
            label=say("What matters most here?"),
            choices=[(each.key, f"{each.title}: {each.words}") for each in ready_set().themes],
            widget=forms.CheckboxSelectMultiple,
            help_text=say(
                "Choose up to three. Few priorities that you keep are worth more than many that you do not."
            ),
            error_messages={"required": say("Choose at least one")},
        )

    def clean_themes(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["themes"]
        if len(chosen) > MOST_THEMES:
            message = say(
                "You chose {count}; the most is {most}. Take out {too_many}",
                count=len(chosen),
                most=MOST_THEMES,
                too_many=len(chosen) - MOST_THEMES,
            )
            raise ValidationError(message)
        return chosen


class NeedsStep(Step):
    """A box for each theme that was chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = self.given.get("needs", {})
        for theme in ready_set().themes:
            if theme.key in self.given.get("themes", ()):
                self.fields[theme.key] = LongTextField(
                    label=say("Why does “{title}” matter here? (optional)", title=theme.title),
                    rows=3,
                    required=False,
                    most_words=MOST_WORDS_OF_A_NEED,
                    initial=needs.get(theme.key, ""),
                )

    def answers(self) -> dict[str, Any]:
        return {"needs": super().answers()}


class DoingStep(Step):
    doing = LongTextField(
        label=say("What do you do already? (optional)"),
        rows=5,
        required=False,
        most_words=200,
        help_text=say("A few lines: what you do for people and places here today, beyond your job."),
    )


class LeadStep(Step):
    post = forms.CharField(
        label=say("Who leads on it?"),
        max_length=120,
        help_text=say("A post rather than a person’s name, for example “The chief executive”."),
    )


class BodyStep(Step):
    body = forms.CharField(
        label=say("Who adopts the policy?"),
        max_length=200,
        help_text=say(
            "The body that decides, for example “the Board” or “the trustees”. Somebody else than you enters its decision."
        ),
    )


class ReviewStep(Step):
    review_years = forms.TypedChoiceField(
        label=say("How often will you review it?"),
        choices=[(years, CYCLE_WORDS[years]) for years in REVIEW_CYCLES],
        coerce=int,
        widget=forms.RadioSelect,
        help_text=say("You are reminded before it is due."),
    )


STEPS: Final[Mapping[str, type[Step]]] = {
    "title": TitleStep,
    "themes": ThemesStep,
    "needs": NeedsStep,
    "doing": DoingStep,
    "lead": LeadStep,
    "adoption": BodyStep,
    "review": ReviewStep,
}
