"""Our macros give the markup of the GOV.UK Design System: held to its published macros."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ground.web.markup import oracle, ours, tokens

ITEMS = [{"value": "works", "text": "Works"}, {"value": "goods", "text": "Goods", "hint": {"text": "Things"}}]
OUR_ITEMS = '[("works", "Works"), {"value": "goods", "text": "Goods", "hint": "Things"}]'

CASES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "button": ('button("Save and go on")', "button", {"text": "Save and go on"}),
    "secondary button with a value": (
        'button("Keep", name="do", value="keep", kind="secondary")',
        "button",
        {"text": "Keep", "name": "do", "value": "keep", "classes": "govuk-button--secondary"},
    ),
    "link as button": ('link_button("Begin", "/begin")', "button", {"text": "Begin", "href": "/begin"}),
    "input": (
        'input("name", "Name", value="A & B", hint="As on its letters", width="20", autocomplete="organization")',
        "input",
        {
            "name": "name",
            "id": "name",
            "label": {"text": "Name"},
            "value": "A & B",
            "hint": {"text": "As on its letters"},
            "classes": "govuk-input--width-20",
            "autocomplete": "organization",
        },
    ),
    "input with an error, a prefix and a suffix": (
        'input("worth", "Worth", error="Enter an amount", prefix="£", suffix="a year", inputmode="decimal", spellcheck=false)',
        "input",
        {
            "name": "worth",
            "id": "worth",
            "label": {"text": "Worth"},
            "errorMessage": {"text": "Enter an amount"},
            "prefix": {"text": "£"},
            "suffix": {"text": "a year"},
            "inputmode": "decimal",
            "spellcheck": False,
        },
    ),
    "input whose label is the heading": (
        'input("name", "Name", heading=true, label_size="xl")',
        "input",
        {
            "name": "name",
            "id": "name",
            "label": {"text": "Name", "isPageHeading": True, "classes": "govuk-label--xl"},
        },
    ),
    "textarea": (
        'textarea("why", "Why", value="Two\nlines", error="Say why", hint="Briefly", rows=8)',
        "textarea",
        {
            "name": "why",
            "id": "why",
            "label": {"text": "Why"},
            "value": "Two\nlines",
            "rows": 8,
            "errorMessage": {"text": "Say why"},
            "hint": {"text": "Briefly"},
        },
    ),
    "select": (
        'select("kind", "Kind", [("works", "Works"), ("goods", "Goods")], value="goods", error="Choose one")',
        "select",
        {
            "name": "kind",
            "id": "kind",
            "label": {"text": "Kind"},
            "value": "goods",
            "items": [{"value": "works", "text": "Works"}, {"value": "goods", "text": "Goods"}],
            "errorMessage": {"text": "Choose one"},
        },
    ),
    "radios": (
        f'radios("kind", "Kind", {OUR_ITEMS}, value="goods", hint="One only", error="Choose one", legend_size="m")',
        "radios",
        {
            "name": "kind",
            "idPrefix": "kind",
            "fieldset": {"legend": {"text": "Kind", "classes": "govuk-fieldset__legend--m"}},
            "items": ITEMS,
            "value": "goods",
            "hint": {"text": "One only"},
            "errorMessage": {"text": "Choose one"},
        },
    ),
    "radios side by side": (
        'radios("open", "Is it open?", [("yes", "Yes"), ("no", "No")], inline=true)',
        "radios",
        {
            "name": "open",
            "idPrefix": "open",
            "classes": "govuk-radios--inline",
            "fieldset": {"legend": {"text": "Is it open?"}},
            "items": [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No"}],
        },
    ),
    "checkboxes": (
        f'checkboxes("kind", "Kinds", {OUR_ITEMS}, values=["works"], hint="All that fit", error="Choose some")',
        "checkboxes",
        {
            "name": "kind",
            "idPrefix": "kind",
            "fieldset": {"legend": {"text": "Kinds"}},
            "items": ITEMS,
            "values": ["works"],
            "hint": {"text": "All that fit"},
            "errorMessage": {"text": "Choose some"},
        },
    ),
    "three boxes for a day": (
        'date_input("on", "When?", day="3", year="2026", hint="For example, 23 11 2026", error="Enter a month", error_fields=["month"])',
        "date-input",
        {
            "id": "on",
            "fieldset": {"legend": {"text": "When?"}, "role": "group"},
            "hint": {"text": "For example, 23 11 2026"},
            "errorMessage": {"text": "Enter a month"},
            "items": [
                {
                    "id": "on-day",
                    "name": "on_day",
                    "label": "Day",
                    "value": "3",
                    "classes": "govuk-input--width-2",
                },
                {
                    "id": "on-month",
                    "name": "on_month",
                    "label": "Month",
                    "classes": "govuk-input--width-2 govuk-input--error",
                },
                {
                    "id": "on-year",
                    "name": "on_year",
                    "label": "Year",
                    "value": "2026",
                    "classes": "govuk-input--width-4",
                },
            ],
        },
    ),
    "file": (
        'file_upload("proof", "Evidence", hint="A PDF", error="Choose a file")',
        "file-upload",
        {
            "name": "proof",
            "id": "proof",
            "label": {"text": "Evidence"},
            "hint": {"text": "A PDF"},
            "errorMessage": {"text": "Choose a file"},
        },
    ),
    "error summary": (
        'errors_list([{"text": "Enter a name", "href": "#name"}, {"text": "Not now"}])',
        "error-summary",
        {
            "titleText": "There is a problem",
            "errorList": [{"text": "Enter a name", "href": "#name"}, {"text": "Not now"}],
        },
    ),
    "summary list": (
        'summary_list([("Value", "£1"), {"key": "Day", "value": "Today", "actions": [{"text": "Change", "href": "/c", "hidden": "the day"}]}])',
        "summary-list",
        {
            "rows": [
                {"key": {"text": "Value"}, "value": {"text": "£1"}},
                {
                    "key": {"text": "Day"},
                    "value": {"text": "Today"},
                    "actions": {"items": [{"text": "Change", "href": "/c", "visuallyHiddenText": "the day"}]},
                },
            ],
        },
    ),
    "table": (
        'table("Promises", ["What", {"text": "How much", "numeric": true}], [["Weeks", "624"]])',
        "table",
        {
            "caption": "Promises",
            "captionClasses": "govuk-table__caption--m",
            "firstCellIsHeader": True,
            "head": [{"text": "What"}, {"text": "How much", "format": "numeric"}],
            "rows": [[{"text": "Weeks"}, {"text": "624", "format": "numeric"}]],
        },
    ),
    "tag": ('tag("Draft", "grey")', "tag", {"text": "Draft", "classes": "govuk-tag--grey"}),
    "warning": (
        'warning_text("It is final")',
        "warning-text",
        {"text": "It is final", "iconFallbackText": "Warning"},
    ),
    "inset": ('inset_text("By the way")', "inset-text", {"text": "By the way"}),
    "details": (
        'details("Why we ask", "Because")',
        "details",
        {"summaryText": "Why we ask", "text": "Because"},
    ),
    "back link": ('back_link("/")', "back-link", {"href": "/", "text": "Back"}),
    "breadcrumbs": (
        'breadcrumbs([("Home", "/"), ("Contracts", "/contracts")])',
        "breadcrumbs",
        {"items": [{"text": "Home", "href": "/"}, {"text": "Contracts", "href": "/contracts"}]},
    ),
    "task list": (
        'task_list([{"title": "Name a lead", "href": "/l", "hint": "Senior", "status": "To do", "colour": "blue"}, {"title": "Adopt", "status": "Later"}])',
        "task-list",
        {
            "items": [
                {
                    "title": {"text": "Name a lead"},
                    "href": "/l",
                    "hint": {"text": "Senior"},
                    "status": {"tag": {"text": "To do", "classes": "govuk-tag--blue"}},
                },
                {"title": {"text": "Adopt"}, "status": {"text": "Later"}},
            ],
        },
    ),
    "panel": (
        'panel("Adopted", "In force today")',
        "panel",
        {"titleText": "Adopted", "text": "In force today"},
    ),
    "notification": (
        'notification_banner("Something changed", id="govuk-notification-banner")',
        "notification-banner",
        {"text": "Something changed", "titleId": "govuk-notification-banner-title"},
    ),
}


@pytest.mark.parametrize(("call", "component", "params"), CASES.values(), ids=CASES.keys())
def test_the_markup_is_the_design_systems(call: str, component: str, params: dict[str, Any]) -> None:
    expected = tokens(oracle(component, params))
    assert len(expected) > 2
    assert tokens(ours(call)) == expected
