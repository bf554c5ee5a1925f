from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OnceField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.queries.commitments import CommitmentRow

MOST = 120  # as long as the column


class ClausesForm(forms.Form):
    once = OnceField()

    def __init__(self, *args: Any, promises: Sequence[CommitmentRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promises = promises
        for promise in promises:
            self.fields[_field(promise.number)] = forms.CharField(
                label=promise.measure_title,
                required=False,
                max_length=MOST,
                initial=promise.clause,
                error_messages={"max_length": say("Give the number of the clause, not its text")},
            )

    def clauses(self) -> dict[int, str]:
        return {one.number: self.cleaned_data[_field(one.number)] for one in self.promises}


def _field(number: int) -> str:
    return f"clause_{number}"
