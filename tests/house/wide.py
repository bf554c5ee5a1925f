"""A language of wide letters, into which everything of ours is translated: what stays narrow on a page was not said by us, or
not in a way that can be translated.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

import fourfold
from fourfold.ground.web.jinja import environment
from fourfold.ground.words.messages import of_code, of_templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_django.fixtures import Settings

    from fourfold.ground.words.messages import Message

PACKAGE: Final = Path(fourfold.__file__).parent
# Its plural rules and its folder in Django are Welsh; its words are nobody's.
CODE: Final = "cy"
_FORMS: Final = 6
_WIDE: Final = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in map(chr, range(33, 127)) if narrow.isalpha()}


def wide(sentence: str) -> str:
    """The sentence in wide letters, its marks as they are."""
    return "".join(
        part if part.startswith(("{", "<")) else part.translate(_WIDE)
        for part in re.split(r"(\{\w+\}|</?\d+>)", sentence)
    )


def narrow_again(text: str) -> str:
    return text.translate({wide_one: narrow for narrow, wide_one in _WIDE.items()})


@cache
def said() -> Sequence[Message]:
    """Every sentence of templates and code."""
    return [*of_templates(PACKAGE, environment()), *of_code(PACKAGE)]


def write_wide(folder: Path) -> None:
    made = Catalog(locale=CODE)
    for each in said():
        if each.many:
            made.add((each.one, each.many), [wide(each.one), *[wide(each.many)] * (_FORMS - 1)])
        else:
            made.add(each.one, wide(each.one))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{CODE}.po").open("wb") as file:
        write_po(file, made)


def offer(settings: Settings, folder: Path) -> None:
    """The language is one of the installation's, for the length of a test."""
    write_wide(folder)
    settings.WORDS_DIRS = [folder]
    settings.LANGUAGES = [*settings.LANGUAGES, (CODE, "Cymraeg")]
    settings.TEMPLATES = [*settings.TEMPLATES]  # which makes its engines anew
