import pytest

from fourfold.ground.kernel.sources import is_placeholder


@pytest.mark.parametrize(
    "text", ["", "  ", "n/a", "N/A", "na", "tbc", "TBD", "todo", "[TODO]", "-", "\u2014", "?", "...", "none"]
)
def test_what_stands_where_an_answer_should(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["£12.21", "Nagle", "10%", "A note on todo lists", "0"])
def test_what_is_an_answer(text: str) -> None:
    assert not is_placeholder(text)
