"""Every command of the command line explains itself."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from fourfold.config.command_line import main, parser


def commands(of: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command below `of`, groups of commands included."""
    yield words
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from commands(below, (*words, name))


COMMANDS = list(commands(parser()))


def test_the_commands_a_newcomer_needs_are_there() -> None:
    assert {("setup",), ("django",), ("import", "ocds")} <= set(COMMANDS)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words) or "fourfold")
def test_help_is_answered(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([*words, "--help"])

    said = capsys.readouterr()
    assert end.value.code == 0
    assert said.out.startswith("usage: fourfold")
    assert said.err == ""


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["conjure"])

    said = capsys.readouterr()
    assert end.value.code == 2
    assert said.out == ""
    assert "conjure" in said.err
