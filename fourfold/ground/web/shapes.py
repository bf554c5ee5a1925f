"""Small shapes that the components take in more than one form, brought to one; and the words and colours of states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zlib import crc32

from fourfold.ground.kernel.said import begun_large, say
from fourfold.ground.spine.words import KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Choice:
    value: str = ""
    text: object = ""
    hint: object = ""
    conditional: object = ""
    disabled: bool = False
    divider: str = ""
    group: tuple[Choice, ...] = ()


def choices_of(items: Iterable[object], conditional: Mapping[str, object] | None = None) -> list[Choice]:
    """(value, text) pairs, mappings, groups as Django nests them, or Choices, as Choices."""
    under = conditional or {}
    found: list[Choice] = []
    for item in items:
        if isinstance(item, Choice):
            found.append(item)
        elif isinstance(item, dict):
            found.append(Choice(**{**item, "value": str(item.get("value", ""))}))
        elif isinstance(item, (tuple, list)) and isinstance(item[1], (tuple, list)):
            found.append(Choice(text=item[0], group=tuple(choices_of(item[1], under))))
        elif isinstance(item, (tuple, list)):
            value = "" if item[0] is None else str(item[0])
            found.append(Choice(value, item[1], conditional=under.get(value, "")))
        else:
            found.append(Choice(str(item), item))
    return found


def short_id(text: object) -> str:
    """An id that is the same for the same text on every page."""
    return f"{crc32(str(text).encode()):08x}"


# What waits is yellow, what a person is doing is light blue, what stands is green, what is refused or broken is red,
# what is over is grey. The words always stand in the tag: no state is told by its colour alone.
STATE_COLOURS: Final[dict[str, str]] = {
    **dict.fromkeys(("draft", say("not started"), say("in preparation"), "proposed", "planned"), "grey"),
    **dict.fromkeys(
        (
            "submitted",
            "asked",
            "waiting",
            say("waiting to be looked at"),
            say("awaiting adoption"),
            "reported",
            "due",
            say("due soon"),
        ),
        "yellow",
    ),
    **dict.fromkeys(("returned", say("to confirm")), "yellow"),
    **dict.fromkeys(
        (
            "open",
            say("in progress"),
            say("under way"),
            say("under review"),
            say("out for comment"),
            say("in evaluation"),
            "sealed",
            "active",
        ),
        "light-blue",
    ),
    **dict.fromkeys(("confirmed", "moderated", "recommended", "accepted"), "blue"),
    **dict.fromkeys(
        (
            "verified",
            "adopted",
            say("in force"),
            "awarded",
            "done",
            "complete",
            "completed",
            "approved",
            "delivered",
            "met",
            "resolved",
            say("shown with the policy"),
            say("put its name to it"),
        ),
        "green",
    ),
    **dict.fromkeys(("published",), "purple"),
    **dict.fromkeys(
        ("disputed", "overdue", "missed", "rejected", "refused", "failed", "unsuccessful"), "red"
    ),
    **dict.fromkeys(
        (
            say("at risk"),
            "recovery",
            say("partly verified"),
            say("partly met"),
            say("trying again"),
            say("being cancelled"),
        ),
        "orange",
    ),
    **dict.fromkeys(
        ("closed", "withdrawn", "expired", "superseded", "cancelled", "archived", "ended", "varied"), "grey"
    ),
}


# Codes of the Open Contracting Data Standard, as publishers give them.
CODE_WORDS: Final[dict[str, str]] = {
    "planning": say("planning"),
    "planned": say("planned"),
    "active": say("active"),
    "cancelled": say("cancelled"),
    "unsuccessful": say("unsuccessful"),
    "complete": say("complete"),
    "withdrawn": say("withdrawn"),
    "works": say("works"),
    "goods": say("goods"),
    "services": say("services"),
}


def state_words(state: object) -> str:
    """The words of a state: the label of a Django choice where it has one, or its value with spaces, capital first."""
    words = CODE_WORDS.get(str(state)) or str(getattr(state, "label", state))
    return begun_large(words.replace("_", " ") if "_" in words else words)


def state_colour(state: object) -> str:
    return STATE_COLOURS.get(state_words(state).lower(), "grey")


def kind_words(kind: str, *, large: bool = False) -> str:
    """What one thing of a kind is called; `large` where that begins a line."""
    one = KIND_WORDS[kind][0]
    return begun_large(one) if large else one


SHAPES: Final[dict[str, Callable[..., object]]] = {"choices_of": choices_of}
SHAPE_FILTERS: Final[dict[str, Callable[..., object]]] = {
    "kind_words": kind_words,
    "short_id": short_id,
    "state_words": state_words,
    "state_colour": state_colour,
}
