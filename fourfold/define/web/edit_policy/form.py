from django import forms

from fourfold.ground.web.forms import LongTextField, OnceField, VersionField


class PolicyForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label="Title", max_length=200, initial="Social value policy", error_messages={"required": "Enter a title for the policy"},
    )
    definition = LongTextField(
        label="What social value means for you",
        rows=3,
        most_words=80,
        help_text="In a sentence that you would say to a neighbour.",
        error_messages={"required": "Say in a sentence what social value means for you"},
    )
    intent = LongTextField(
        label="Your intent", rows=6, required=False, help_text="What you will do, across everything that you buy and run.",
    )
    review_years = forms.TypedChoiceField(
        label="How often will you review it?",
        choices=((1, "Every year"), (2, "Every two years"), (3, "Every three years")),
        coerce=int,
        initial=1,
        widget=forms.RadioSelect,
    )
