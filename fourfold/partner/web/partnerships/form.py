"""What the lead of a partnership fills in, and what its members say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.files.kinds import ACCEPT, ACCEPTED
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, MoneyField, OnceField, VersionField
from fourfold.ground.web.organisations.picker import OrganisationField
from fourfold.partner.actions.partnership_outcomes import Came
from fourfold.partner.actions.partnerships import Agreement, Described
from fourfold.partner.models import Brought, MemberRole
from fourfold.partner.rules.partnership.satisfaction import Satisfaction
from fourfold.partner.rules.partnership.savings import Confidence, SavingMethod

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.define.queries.standing_priorities import Priority
    from fourfold.partner.models import DirectoryList, PartnershipMember


class PartnershipForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label=say("What it is called"),
        max_length=200,
        error_messages={"required": say("Say what it is called")},
    )
    purpose = LongTextField(
        label=say("What it is for"),
        rows=4,
        max_length=4_000,
        error_messages={"required": say("Say what it is for")},
    )
    starts_on = DayField(label=say("First day"), error_messages={"required": say("Enter the first day")})
    ends_on = DayField(label=say("Last day (if there is one)"), required=False)
    priorities = forms.MultipleChoiceField(
        label=say("Priorities that it shares"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=say("Of your organisation’s policy as it stands."),
    )
    agreement = forms.FileField(
        label=say("The agreement (optional)"),
        required=False,
        max_length=200,
        help_text=say("Upload {accepted}. Up to 20 MB.", accepted=ACCEPTED),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    agreed_on = DayField(label=say("When it was agreed (optional)"), required=False)
    shown = forms.BooleanField(
        label=say("Show it to everyone"),
        required=False,
        help_text=say(
            "Members read it always. If everyone may, others see which sectors work together, and what came of it. How "
            "content each member is nobody but you and it can read."
        ),
    )

    def __init__(self, *args: Any, priorities: Iterable[Priority], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["priorities"]
        field.choices = [(each.ref, each.title) for each in priorities]  # type: ignore[attr-defined]  # a choice field
        if not field.choices:  # type: ignore[attr-defined]
            del self.fields["priorities"]

    def described(self) -> Described:
        given = self.cleaned_data
        file = given["agreement"]
        return Described(
            title=given["title"],
            purpose=given["purpose"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            agreed_on=given["agreed_on"],
            priorities=given.get("priorities", ()),
            agreement=Agreement(file.name, file.read()) if file else None,
            shown=given["shown"],
        )


class MemberForm(forms.Form):
    once = OnceField()
    organisation = OrganisationField(label=say("The organisation"), required=False)
    entry = forms.CharField(
        label=say("Or an entry of your own lists in the directory"),
        required=False,
        max_length=250,
        help_text=say("Type its name as it stands there, or its reference"),
    )
    role = forms.ChoiceField(
        label=say("What it does"),
        choices=[(value, label) for value, label in MemberRole.choices if value != MemberRole.LEAD],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what it does")},
    )


class ListForm(forms.Form):
    once = OnceField()
    list = forms.ChoiceField(
        label=say("Which list"),
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose a list")},
    )

    def __init__(self, *args: Any, lists: Iterable[DirectoryList], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["list"].choices = [  # type: ignore[attr-defined]  # a choice field
            (each.ref, say("{publisher}, {file}", publisher=each.publisher, file=each.file_name))
            for each in lists
        ]


def _member_field(members: Iterable[PartnershipMember], label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(each.ref, each.name) for each in members],
        widget=forms.Select,
        error_messages={"required": say("Choose a member")},
    )


class BringsForm(forms.Form):
    once = OnceField()
    kind = forms.ChoiceField(
        label=say("What it brings"),
        choices=Brought.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what it brings")},
    )
    words = forms.CharField(
        label=say("In a few words"),
        max_length=300,
        help_text=say("For example: two job coaches, a hall on Tuesdays. Name no person."),
        error_messages={"required": say("Say what it brings")},
    )
    amount = MoneyField(label=say("How much, if it is money"), required=False)
    field_order = ("once", "member", "kind", "words", "amount")

    def __init__(self, *args: Any, members: Iterable[PartnershipMember], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["member"] = _member_field(members, say("Who brings it"))
        self.order_fields(self.field_order)


class BenefitForm(forms.Form):
    once = OnceField()
    what = LongTextField(
        label=say("What came of it"),
        rows=4,
        max_length=2_000,
        help_text=say("Do not name or describe anyone who benefited; a count is enough."),
        error_messages={"required": say("Say what came of it")},
    )
    starts_on = DayField(
        label=say("First day of that time"), error_messages={"required": say("Enter the first day")}
    )
    ends_on = DayField(
        label=say("Last day of that time"), error_messages={"required": say("Enter the last day")}
    )
    amount = MoneyField(
        label=say("What that agency saved (if it did)"),
        required=False,
        help_text=say("In that time. Leave it empty where nothing was saved, or nobody knows how much."),
    )
    budget = forms.CharField(
        label=say("In which budget"),
        required=False,
        max_length=120,
        help_text=say("For example: custody, homelessness prevention"),
    )
    method = forms.ChoiceField(
        label=say("How the saving was found"),
        required=False,
        choices=[("", say("Nothing was saved")), *((each.value, each.words) for each in SavingMethod)],
        widget=forms.Select,
    )
    confidence = forms.ChoiceField(
        label=say("How sure it is"),
        required=False,
        choices=[("", say("Nothing was saved")), *((each.value, each.words) for each in Confidence)],
        widget=forms.Select,
    )
    field_order = (
        "once",
        "member",
        "what",
        "starts_on",
        "ends_on",
        "amount",
        "budget",
        "method",
        "confidence",
    )

    def __init__(self, *args: Any, members: Iterable[PartnershipMember], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["member"] = _member_field(members, say("For which agency"))
        self.order_fields(self.field_order)

    def came(self) -> Came:
        given = self.cleaned_data
        return Came(
            what=given["what"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            amount=given["amount"].amount if given["amount"] else None,
            budget=given["budget"],
            method=given["method"],
            confidence=given["confidence"],
        )


class RatingForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    score = forms.ChoiceField(
        label=say("How content is your organisation with the partnership?"),
        choices=[(each.value, each.words) for each in Satisfaction],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose one answer")},
    )
