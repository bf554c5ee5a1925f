"""Words of ours as they were said: English everywhere, and on a page in the language of who reads it.

`say("{name} ends on {day}", name=…, day=…)` is the English text, a `str` as any other: it is stored, compared, mailed and put
into a trail as English. It also remembers its pattern and its parts, by which `in_words` says it in another language.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_ALONE: Final = "{it}"
PLACE: Final = re.compile(r"\{(\w+)\}")


class Catalogue(Protocol):
    """What a language has for a pattern: its translation, or the pattern itself."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, one: str, many: str, count: int, /) -> str: ...


class Said(str):
    """English text that remembers how it was said. What is added to it is said with it; cut or formatted it is plain English."""

    __slots__ = ("how_many", "many", "parts", "pattern")
    pattern: str
    parts: Mapping[str, str]
    many: str
    how_many: int

    def __new__(cls, text: str, pattern: str = "", parts: Mapping[str, Any] | None = None) -> Self:
        made = super().__new__(cls, text)
        made.pattern = pattern or text
        # str() of a thing may be said as well: a quantity, a span of time.
        made.parts = {name: str(part) for name, part in (parts or {}).items()}
        made.many = ""
        made.how_many = 0
        return made

    def __str__(self) -> str:
        # So that str() of an error or a label keeps what it remembers.
        return self

    def __add__(self, after: str) -> str:
        return say("{before}{after}", before=self, after=after)

    def __radd__(self, before: str) -> str:
        return say("{before}{after}", before=before, after=self)

    def __mod__(self, _values: object) -> Self:
        # Django fills the words of an error with what goes with it; these are filled already.
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self


def say(pattern: str, /, **parts: object) -> str:
    """The pattern with each `{name}` replaced by the part of that name.

    >>> say("{name} ends on {day}", name="Roofs", day="23 November 2026")
    'Roofs ends on 23 November 2026'
    """
    return _said(pattern, parts)


def say_counted(count: int, /, one: str, many: str, **parts: object) -> str:
    """As `say`, with one pattern for exactly one and one for all other counts; `{count}` has its thousands apart.

    >>> say_counted(1200, "{count} promise", "{count} promises")
    '1,200 promises'
    """
    return _counted(count, one, many, parts)


def say_joined(items: Sequence[object], *, last: str = "and") -> str:
    """As "a", "a and b", "a, b and c"; `last` is "and" or "or".

    >>> say_joined(["ref", "title", "day"], last="or")
    'ref, title or day'
    """
    if not items:
        return Said("")
    first, *others = items
    joined = _item(first)
    for item in others[:-1]:
        joined = say("{before}, {after}", before=joined, after=item)
    if not others:
        return joined
    if last == "or":
        return say("{before} or {after}", before=joined, after=others[-1])
    return say("{before} and {after}", before=joined, after=others[-1])


def side_by_side(items: Iterable[object], between: str = " ") -> str:
    """What is said one after the other, with a mark between."""
    joined: str | None = None
    for item in items:
        joined = (
            _item(item)
            if joined is None
            else _said(f"{{before}}{between}{{after}}", {"before": joined, "after": item})
        )
    return joined or ""


def begun_small(text: object) -> str:
    """As it is said in the middle of a sentence: "E-mail address" as "e-mail address". Names keep their capitals."""
    plain = str(text)
    word = plain.partition(" ")[0]
    if len(word) == 1 or word[1:] != word[1:].lower():
        return _item(text)
    return Said(plain[:1].lower() + plain[1:], _ALONE, {"it": text})


def begun_large(text: object) -> str:
    """As it is said at the beginning: "under way" as "Under way"."""
    plain = str(text)
    return Said(plain[:1].upper() + plain[1:], _ALONE, {"it": text})


def _item(item: object) -> str:
    return item if isinstance(item, Said) else Said(str(item), _ALONE, {"it": item})


def plural(count: int, one: str, many: str = "") -> str:
    """As "1 promise", "3 promises". For templates, where `n|plural("promise")` is found and listed."""
    return _counted(count, f"{{count}} {one}", f"{{count}} {many or one + 's'}", {})


def in_words(value: Any, catalogue: Catalogue) -> Any:
    """What was said, in the catalogue's language; anything else as it is. Sequences are said item by item."""
    if isinstance(value, Said):
        pattern = (
            catalogue.ngettext(value.pattern, value.many, value.how_many)
            if value.many
            else catalogue.gettext(value.pattern)
        )
        return _filled(pattern, {name: in_words(part, catalogue) for name, part in value.parts.items()})
    if isinstance(value, (list, tuple)):
        return [in_words(item, catalogue) for item in value]
    if value is None or isinstance(value, (str, int, Decimal)):
        return value
    # A thing whose text is said: a quantity, a span of time.
    text = str(value)
    return in_words(text, catalogue) if isinstance(text, Said) else value


def _said(pattern: str, parts: Mapping[str, object]) -> Said:
    return Said(_filled(pattern, parts) if parts else pattern, pattern, parts)


def _counted(count: int, one: str, many: str, parts: Mapping[str, object]) -> Said:
    parts = {"count": f"{count:,}", **parts}
    made = Said(_filled(one if count == 1 else many, parts), one, parts)
    made.many, made.how_many = many, count
    return made


def _filled(pattern: str, parts: Mapping[str, object]) -> str:
    return PLACE.sub(lambda found: str(parts.get(found[1], found[0])), pattern)
