from __future__ import annotations

from typing import Any, cast

from django import forms

from fourfold.define.rules.law.facts import Kind
from fourfold.define.web.facts_form import FactsForm, choices_of
from fourfold.define.web.law_words import KINDS
from fourfold.ground.web.forms import OnceField

NOT_BOUGHT = (Kind.PLANNING, Kind.ASSET_DISPOSAL)


class AskTheLawForm(FactsForm):
    """The facts of one procurement, which buys something."""

    once = OnceField()

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        kind = cast("forms.ChoiceField", self.fields["kind"])
        kind.choices = choices_of({each: words for each, words in KINDS.items() if each not in NOT_BOUGHT})
