from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OnceField, VersionField
from fourfold.integrate.actions.priorities import Chosen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fourfold.integrate.queries.priorities import PriorityRow

MOST_REASON = 1_000


class PrioritiesForm(forms.Form):
    """A box for each priority of the adopted policy, and a line for why it departs from what is suggested."""

    once = OnceField()
    version = VersionField()

    def __init__(self, *args: Any, rows: Sequence[PriorityRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = rows
        for row in rows:
            self.fields[f"ask_{row.ref}"] = forms.BooleanField(
                label=say("Ask for it in this contract"), required=False, initial=row.asked
            )
            if row.suggested is not None:
                self.fields[f"because_{row.ref}"] = forms.CharField(
                    label=say("Why, if it is left out")
                    if row.suggested
                    else say("Why, if it is asked for all the same"),
                    max_length=MOST_REASON,
                    required=False,
                    initial=row.because,
                )

    def rows(self) -> Iterator[tuple[PriorityRow, Any, Any]]:
        """Each priority with its box and, where anything is suggested, its line."""
        for row in self.shown:
            yield (
                row,
                self[f"ask_{row.ref}"],
                self[f"because_{row.ref}"] if row.suggested is not None else None,
            )

    def chosen(self) -> dict[str, Chosen]:
        given = self.cleaned_data
        return {
            row.ref: Chosen(given[f"ask_{row.ref}"], given.get(f"because_{row.ref}", ""))
            for row in self.shown
        }
