from __future__ import annotations

from django import forms

from fourfold.define.queries.framework_files import shipped_frameworks
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import short_choices


class SearchForm(forms.Form):
    """Read from the address; what cannot be read is left out of the search."""

    q = forms.CharField(label=say("Words in a measure"), required=False, max_length=100)
    framework = forms.ChoiceField(label=say("Framework"), required=False)
    sector = forms.ChoiceField(
        label=say("For whom"),
        required=False,
        choices=[
            ("", say("Everyone")),
            ("local_authority", say("Councils")),
            ("housing_association", say("Housing associations")),
        ],
    )

    def offer(self) -> SearchForm:
        self.fields["framework"] = forms.ChoiceField(
            label=say("Framework"),
            required=False,
            choices=short_choices(
                [(key, f"{each.title}, {each.edition}") for key, each in shipped_frameworks().items()],
                empty=say("All of them"),
            ),
        )
        self.order_fields(["q", "framework", "sector"])
        return self
