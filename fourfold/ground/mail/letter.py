"""What a mail says: plain paragraphs and at most one thing to do, written out as text and as simple HTML."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string

from fourfold.ground.kernel.said import say

_WIDTH = 76


@dataclass(frozen=True, slots=True)
class Letter:
    """`todo` is the words of the one link and its address on this site (beginning with /).

    Paragraphs are plain text; whatever they hold is shown as it is. `attachment` is a name and a text.
    """

    subject: str
    paragraphs: tuple[str, ...]
    todo: tuple[str, str] | None = None
    attachment: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        if not self.subject.strip() or not self.paragraphs:
            message = "A letter has a subject and something to say."
            raise ValueError(message)
        if self.todo is not None and not self.todo[1].startswith("/"):
            message = "What there is to do is done on a page of this site."
            raise ValueError(message)


def on_site(path: str) -> str:
    """The whole address of a page of this site."""
    return settings.SITE_ADDRESS.rstrip("/") + path


def written(letter: Letter, *, to: str, unsubscribe: str) -> tuple[str, str]:
    """The text and the HTML. `to` is the name it is addressed to, or empty; `unsubscribe` a whole address, or empty."""
    greeting = say("Hello {to},", to=to) if to else "Hello,"
    parts = [greeting, *(_wrapped(paragraph) for paragraph in letter.paragraphs)]
    todo = None if letter.todo is None else (letter.todo[0], on_site(letter.todo[1]))
    if todo is not None:
        # An address stands on a line of its own and is never folded, so that programs see where it ends.
        parts.append(f"{todo[0]}:\n{todo[1]}")
    foot = say(
        "This mail comes from Fourfold at {site_address}. Nobody reads answers to it.",
        site_address=settings.SITE_ADDRESS,
    )
    parts.append("-- \n" + _wrapped(foot))
    if unsubscribe:
        parts.append(say("To get no more mail of this kind:\n{unsubscribe}", unsubscribe=unsubscribe))
    html = render_to_string(
        "ground/mail/letter.jinja",
        {"letter": letter, "greeting": greeting, "todo": todo, "foot": foot, "unsubscribe": unsubscribe},
    )
    return "\n\n".join(parts) + "\n", html


def _wrapped(paragraph: str) -> str:
    return "\n".join(
        textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in paragraph.splitlines()
    )
