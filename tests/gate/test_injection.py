"""What is sent to sqlmap is what the pages would send, and what it says is understood."""

from __future__ import annotations

import pytest

from gate.forms import Form, forms_in
from gate.injection import SECONDS_EACH, how_it_ended, parameters_in

PAGE = """
<form action="/search/"><input name="q" type="search"></form>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="abc">
  <input type="radio" name="cycle" value="2"><input type="radio" name="cycle" value="3">
  <select name="kind"><option value="">Choose</option><option value="works">Works</option></select>
  <textarea name="words">As it stands</textarea><input type="file" name="evidence"><input type="checkbox" name="agreed">
  <button type="submit">Send</button><button name="then" value="again">Send and begin another</button>
</form><input name="outside">
"""


def test_forms_are_read_with_what_a_browser_would_send() -> None:
    assert forms_in(PAGE, "/here/") == [
        Form("GET", "/search/", {"q": "1"}),
        Form(
            "POST",
            "/here/",
            {
                "csrfmiddlewaretoken": "abc",
                "cycle": "2",
                "kind": "works",
                "words": "Words",
                "agreed": "1",
                "then": "again",
            },
        ),
    ]


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("[INFO] sqlmap identified the following injection point(s) with a total of 41", "injectable"),
        ("[CRITICAL] all tested parameters do not appear to be injectable. Try", "clean"),
        ("[CRITICAL] no parameter(s) found for testing in the provided data", "nothing to test"),
        ("[CRITICAL] unable to connect to the target URL", "[CRITICAL] unable to connect to the target URL"),
        ("", "no answer"),
    ],
)
def test_what_sqlmap_says_is_understood(said: str, how: str) -> None:
    assert how_it_ended(said, seconds=1.0) == how


def test_one_that_was_cut_short_is_not_taken_for_clean() -> None:
    assert (
        how_it_ended("[INFO] testing 'SQLite > 2.0 stacked queries'", seconds=SECONDS_EACH) == "out of time"
    )


def test_parameters_are_counted_once_each() -> None:
    said = (
        "testing if GET parameter 'q' is dynamic\ntesting for SQL injection on GET parameter 'q'\n"
        "testing for SQL injection on URI parameter '#1*'\ntesting for SQL injection on URI parameter '#1*'\n"
    )
    assert parameters_in(said) == {"GET q", "URI #1*"}
