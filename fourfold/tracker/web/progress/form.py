from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.web.forms import OnceField
from fourfold.tracker.actions.quotas import MOST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.tracker.queries.frame import Stratum


class QuotaForm(forms.Form):
    """A number for each stratum of the frame; empty where none is wanted in particular."""

    once = OnceField()

    def __init__(
        self,
        *args: Any,
        strata: Sequence[Stratum],
        wanted: Mapping[tuple[str, str], int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {f"stratum_{place}": (each.sector, each.size_band) for place, each in enumerate(strata)}
        for name, each in zip(self.places, strata, strict=True):
            sector, band = each.words
            self.fields[name] = forms.IntegerField(
                label=side_by_side([sector or say("Kind not said"), band]),
                required=False,
                min_value=0,
                max_value=MOST,
                initial=wanted.get((each.sector, each.size_band)),
                widget=forms.TextInput(attrs={"data-width": "5", "inputmode": "numeric"}),
                help_text=say("{count} in the frame", count=f"{each.organisations:,}"),
                error_messages={
                    "invalid": say("Enter a whole number"),
                    "min_value": say("Enter a number of 0 or more"),
                    "max_value": say("Enter a number of {most} or less", most=f"{MOST:,}"),
                },
            )

    def wanted(self) -> dict[tuple[str, str], int | None]:
        return {stratum: self.cleaned_data[name] for name, stratum in self.places.items()}
