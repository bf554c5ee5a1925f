"""Forms read what people type, say in words what they could not read, and give back every word of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from fourfold.ground.web.form_parts import errors_of, parts_of
from fourfold.ground.web.forms import (
    DayField,
    DayFieldsField,
    LongTextField,
    MoneyField,
    OnceField,
    QuantityField,
    VersionField,
    YesNoField,
    conflicts,
)
from tests.ground.web.markup import ours


class PolicyForm(forms.Form):
    once = OnceField()
    version = VersionField()
    title = forms.CharField(label="Title of the policy")
    email = forms.EmailField(label="Email address", required=False)
    words = LongTextField(label="What it is for", most_words=5, required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("works", "Works"), ("goods", "Goods")])
    service = forms.ChoiceField(label="Service", choices=[(str(n), f"Service {n}") for n in range(9)])
    who = forms.MultipleChoiceField(label="Who was asked?", choices=[("r", "Residents"), ("p", "Providers")])
    open = YesNoField(label="Is it open?")
    sure = forms.BooleanField(label="I am sure")
    adopted = DayField(label="Adopted on", latest=date(2026, 11, 23))
    starts = DayFieldsField(label="When does it start?")
    hours = QuantityField(unit="hours", label="Hours")
    worth = MoneyField(label="Worth")
    proof = forms.FileField(label="Evidence")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)


def posted(text: str) -> PolicyForm:
    return PolicyForm(QueryDict(text))


def errors(form: forms.Form) -> dict[str, str]:
    return {bound.name: parts_of(bound).error for bound in form if bound.errors}


GOOD = (
    "once=abcdefghijklmnop1234&version=3&title=A&words=Hello&kind=goods&service=4&who=r&who=p&open=no&sure=on&adopted=3+Nov+26"
    "&starts_day=1&starts_month=April&starts_year=2027&hours=1,550&worth=1.2m&secret=s"
)


def test_what_people_type_is_read() -> None:
    form = posted(GOOD)
    assert set(form.errors) == {"proof"}
    cleaned = form.cleaned_data
    assert (cleaned["adopted"], cleaned["starts"]) == (date(2026, 11, 3), date(2027, 4, 1))
    assert (cleaned["hours"].amount, cleaned["worth"].amount) == (Decimal(1550), Decimal(1_200_000))
    assert cleaned["open"] is False
    assert (cleaned["once"], cleaned["version"]) == ("abcdefghijklmnop1234", 3)


def test_everything_typed_comes_back_and_secrets_do_not() -> None:
    text = (
        "title=Thriving+<b>&email=not+one&words=%0D%0AFirst+line+is+empty%0D%0Aand+this+is+too+long&kind=goods&service=4&who=p&sure=on"
        "&adopted=31+November+2026&starts_day=40&starts_month=Foo&starts_year=x&hours=twelve&worth=1,23&secret=opensesame&once=abcdefghijklmnop1234&version=3"
    )
    form = posted(text)
    assert not form.is_valid()
    page = ours("fields(form) ~ ui.hidden_fields(form)", form=form)
    for typed in (
        "Thriving <b>",
        "not one",
        "31 November 2026",
        "40",
        "Foo",
        "twelve",
        "1,23",
        "abcdefghijklmnop1234",
    ):
        assert f'value="{typed}"' in unescape(page)
    assert 'value="goods" checked' in page
    assert 'value="p" checked' in page
    assert 'value="4" selected' in page
    # The browser takes one line break off the front of a text area, so that two are sent for one.
    assert ">\n\r\nFirst line is empty\r\nand this is too long</textarea>" in page
    assert "opensesame" not in page
    assert "<b>" not in page


def test_nothing_is_chosen_for_anyone() -> None:
    page = ours("fields(form)", form=PolicyForm())
    assert " checked" not in page
    assert "govuk-error" not in page


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("title", "Enter the title of the policy"),
        ("kind", "Choose the kind"),
        ("who", "Answer the question: Who was asked?"),
        ("sure", "Tick “I am sure” to go on"),
        ("proof", "Choose a file for the evidence"),
        ("hours", "Enter the hours"),
    ],
)
def test_what_is_missing_is_asked_for_in_words(name: str, message: str) -> None:
    assert errors(posted("x="))[name] == message


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31 November 2026", "31 November 2026 does not exist: November 2026 has 30 days"),
        ("23/13/2026", "There is no month 13. Enter the day before the month, such as 23/11/2026"),
        (
            "yesterday",
            "“yesterday” is not a whole date. Enter the day, month and year, such as 23 November 2026",
        ),
        ("24 November 2026", "The date must be 23 November 2026 or earlier"),
    ],
)
def test_a_day_that_cannot_be_is_explained(typed: str, message: str) -> None:
    assert errors(PolicyForm({"adopted": typed}))["adopted"] == message


@pytest.mark.parametrize(
    ("boxes", "message", "marked"),
    [
        ({"starts_day": "3", "starts_year": "2026"}, "The date must include a month", ("month",)),
        (
            {"starts_day": "40%", "starts_month": "1", "starts_year": "2026"},
            "“40%” is not a day of a month. Enter a number from 1 to 31",
            ("day",),
        ),
    ],
)
def test_the_boxes_at_fault_are_marked_and_the_summary_leads_to_them(
    boxes: dict[str, str], message: str, marked: tuple[str, ...]
) -> None:
    form = PolicyForm(boxes)
    parts = parts_of(form["starts"])
    assert (parts.error, parts.error_fields) == (message, marked)
    assert {"text": message, "href": f"#id_starts-{marked[0]}"} in errors_of(form)


def test_every_error_of_the_summary_leads_to_a_field_that_is_there() -> None:
    form = posted("version=3")
    page = ours("fields(form)", form=form)
    listed = errors_of(form)
    assert len(listed) == len(form.errors)
    for each in listed:
        assert f'id="{each["href"][1:]}"' in page


def test_too_many_words_are_counted() -> None:
    assert (
        errors(PolicyForm({"words": "one two three four five six seven"}))["words"]
        == "You wrote 7 words; the most is 5. Take out 2"
    )


def test_a_form_shown_twice_has_two_tokens_and_a_form_sent_back_keeps_its_own() -> None:
    first, second = (parts_of(PolicyForm()["once"]).value for _ in range(2))
    assert first
    assert first != second
    assert parts_of(PolicyForm({"once": first})["once"]).value == first


def test_a_token_that_is_none_is_refused() -> None:
    assert "cannot be sent as it is" in errors(PolicyForm({"once": "<script>"}))["once"]


def test_figures_are_shown_as_people_type_them() -> None:
    begins: dict[str, Any] = {
        "hours": Decimal("1550.00"),
        "worth": Decimal("1234.5"),
        "adopted": date(2026, 11, 3),
        "starts": date(2027, 4, 1),
    }
    form = PolicyForm(initial=begins)
    assert parts_of(form["hours"]).value == "1,550"
    assert parts_of(form["worth"]).value == "1,234.50"
    assert parts_of(form["adopted"]).value == "3 November 2026"
    assert parts_of(form["starts"]).values == ("1", "4", "2027")


def test_two_editors_see_theirs_beside_yours_and_the_choice_is_a_form_again() -> None:
    form = posted(GOOD)
    stored = {
        "title": "B",
        "words": "Hello",
        "kind": "works",
        "service": "4",
        "who": ["r"],
        "open": False,
        "sure": True,
        "adopted": date(2026, 11, 3),
        "starts": date(2027, 5, 1),
        "hours": Decimal(1550),
        "worth": Decimal(5),
    }
    rows = conflicts(form, stored)
    assert [row.name for row in rows if row.differs] == ["title", "kind", "who", "starts", "worth"]
    kind = next(row for row in rows if row.name == "kind")
    assert (kind.theirs, kind.yours, kind.their_value, kind.your_value) == (
        "Works",
        "Goods",
        "works",
        "goods",
    )
    page = ours('conflict(rows, "/p", 4)', rows=rows)
    assert 'name="kind" type="radio" value="works"' in page
    assert 'name="starts" type="radio" value="1 May 2027"' in page
    # What the page posts for three boxes is one text, and is read.
    chosen = PolicyForm({"starts": "1 May 2027"})
    assert "starts" not in chosen.errors
