"""What is said is English text as any other, and remembers how it was said."""

from __future__ import annotations

import copy
import json

import pytest

from fourfold.ground.kernel.keeping import Keeping
from fourfold.ground.kernel.said import (
    Said,
    begun_large,
    begun_small,
    in_words,
    say,
    say_counted,
    say_joined,
    side_by_side,
)


class Backwards:
    """Says every pattern with its words the other way round; three forms of what is counted."""

    def gettext(self, message: str) -> str:
        return " ".join(reversed(message.split(" ")))

    def ngettext(self, _one: str, _many: str, count: int) -> str:
        return {1: "un", 2: "dau"}.get(count, "{count} o lawer")


def test_it_is_plain_english_wherever_it_goes() -> None:
    said = say("{name} ends on {day}", name="Roofs", day="Monday")
    assert said == "Roofs ends on Monday"
    assert json.dumps(said) == '"Roofs ends on Monday"'
    assert {said: 1}["Roofs ends on Monday"] == 1


def test_a_part_that_looks_like_a_place_is_left_as_it_is() -> None:
    assert say("{a} and {b}", a="{b}", b="x") == "{b} and x"


@pytest.mark.parametrize("same", [str, copy.deepcopy, copy.copy])
def test_it_remembers_through_str_and_copies(same: type) -> None:
    said = say("one two {three}", three=say("four five"))
    assert in_words(same(said), Backwards()) == "five four two one"


def test_an_error_keeps_what_it_was_told_with() -> None:
    assert in_words(str(ValueError(say("one two"))), Backwards()) == "two one"


@pytest.mark.parametrize(("count", "words"), [(1, "un"), (2, "dau"), (1200, "1,200 o lawer")])
def test_what_is_counted_has_the_forms_of_the_language(count: int, words: str) -> None:
    assert in_words(say_counted(count, "{count} promise", "{count} promises"), Backwards()) == words


def test_counted_in_english() -> None:
    assert say_counted(1, "{count} promise", "{count} promises") == "1 promise"
    assert say_counted(1200, "{count} promise", "{count} promises") == "1,200 promises"


def test_added_and_joined_it_is_still_said() -> None:
    assert in_words("a b: " + say("one two") + ".", Backwards()) == "a b: two one."
    assert say_joined(["a", "b", "c"]) == "a, b and c"
    assert say_joined(["a", "b"], last="or") == "a or b"
    assert say_joined(["a"]) == "a"
    assert not say_joined([])
    assert in_words(side_by_side([say("one two"), "three four"], ";"), Backwards()) == "two one;three four"
    assert not side_by_side([])


def test_a_beginning_is_small_or_large_in_english() -> None:
    assert begun_small("E-mail address") == "e-mail address"
    assert begun_small("PDF of it") == "PDF of it"
    assert begun_large(say("under way")) == "Under way"
    assert in_words(begun_large(say("under way")), Backwards()) == "way under"


def test_things_whose_text_is_said() -> None:
    kept = Keeping.parse("3 years")
    assert isinstance(str(kept), Said)
    assert in_words([kept, 3, None, "typed words"], Backwards()) == [
        "{count} o lawer".replace("{count}", "3"),
        3,
        None,
        "typed words",
    ]
