from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField
from fourfold.ground.web.organisations.picker import OrganisationField
from fourfold.integrate.actions.routes import Chosen
from fourfold.integrate.rules.routes import GROUNDS, Ground, Route

if TYPE_CHECKING:
    from fourfold.integrate.models import Invited, RouteChoice

MOST_SUPPLIERS: Final = 8
_SHOWN: Final = {
    Route.OPEN: (),
    Route.MULTI_STAGE: ("conditions",),
    Route.QUOTES: ("fewest_quotes", "quotes_rule"),
    Route.CALL_OFF: ("framework", "framework_reference"),
    Route.DIRECT: ("ground",),
}
_SUPPLIERS: Final = {Route.QUOTES: MOST_SUPPLIERS, Route.CALL_OFF: MOST_SUPPLIERS, Route.DIRECT: 1}


class RouteForm(forms.Form):
    """The fields of one route; the others are not there."""

    once = OnceField()
    version = VersionField()
    ground = forms.ChoiceField(
        label=say("The ground of the direct award"),
        choices=[(each.value, GROUNDS[each].title) for each in Ground],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose the ground")},
    )
    framework = forms.CharField(
        label=say("The framework"),
        max_length=300,
        help_text=say("Its title, as it was published"),
        error_messages={"required": say("Say which framework it is called off from")},
    )
    framework_reference = forms.CharField(
        label=say("Its reference (optional)"), max_length=100, required=False
    )
    fewest_quotes = forms.IntegerField(
        label=say("How many quotes your own rules want"),
        min_value=1,
        max_value=MOST_SUPPLIERS,
        widget=forms.TextInput(attrs={"data-width": "3", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": say("Enter how many, such as 3"),
            "invalid": say("Enter a whole number, such as 3"),
        },
    )
    quotes_rule = forms.CharField(
        label=say("Where that is laid down (optional)"),
        max_length=300,
        required=False,
        help_text=say("For example, Contract Procedure Rules, section 4"),
    )
    conditions = LongTextField(
        label=say("Conditions that a supplier must meet to be asked for a bid"),
        rows=6,
        help_text=say(
            "Only what is a proportionate way to see that it can perform the contract: its finances, its technical ability"
        ),
        error_messages={"required": say("Write the conditions")},
    )

    def __init__(self, *args: Any, route: Route, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.route = route
        for name in {name for shown in _SHOWN.values() for name in shown} - set(_SHOWN[route]):
            del self.fields[name]
        for number in range(1, _SUPPLIERS.get(route, 0) + 1):
            self.fields[f"supplier_{number}"] = OrganisationField(
                label=say("The supplier")
                if route is Route.DIRECT
                else say("Supplier {number}", number=number),
                required=number == 1,
                error_messages={"required": say("Name the supplier")},
            )
        self.fields["because"] = LongTextField(
            label=say("Why it is awarded without competition, and how the ground is met")
            if route is Route.DIRECT
            else say("Why this route"),
            rows=4,
            error_messages={"required": say("Say why")},
        )

    @property
    def suppliers(self) -> list[str]:
        return [name for name in self.fields if name.startswith("supplier_")]

    def chosen(self) -> Chosen:
        given = self.cleaned_data
        own = {name: given[name] for name in _SHOWN[self.route]}
        return Chosen(
            route=self.route,
            because=given["because"],
            suppliers=[given[name] for name in self.suppliers if given.get(name) is not None],
            **own,
        )


def initial(choice: RouteChoice | None, invited: list[Invited]) -> dict[str, Any]:
    """What the form of the route that stands begins with."""
    if choice is None:
        return {}
    names = (
        "because",
        "ground",
        "framework",
        "framework_reference",
        "fewest_quotes",
        "quotes_rule",
        "conditions",
    )
    return {
        **{name: getattr(choice, name) for name in names},
        **{f"supplier_{number}": each.supplier for number, each in enumerate(invited, start=1)},
    }  # fmt: skip
