"""Two names held against each other: how alike they are in their own words, in the kind of body, in the legal form."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fourfold.partner.rules.linkage.bodies import Body, Supplier
    from fourfold.partner.rules.linkage.words import Words

# From how many letters one slip is a slip and not another word.
_LONG: Final = 7


class Level(StrEnum):
    """What a comparison may find. Each belongs to one comparison, named before the dot."""

    WORDS_SAME = "words.same"
    WORDS_SLIP = "words.slip"
    WORDS_MORE = "words.more"
    WORDS_FEWER = "words.fewer"
    WORDS_SOME = "words.some"
    COUNCIL_SAME = "council.same"
    COUNCIL_FITS = "council.fits"
    COUNCIL_OTHER = "council.other"
    COUNCIL_UNSAID = "council.unsaid"
    KIND_SAME = "kind.same"
    KIND_LEFT_OFF = "kind.left off"
    KIND_UNSAID = "kind.unsaid"
    KIND_OTHER = "kind.other"
    KIND_NEITHER = "kind.neither"
    KIND_ADDED = "kind.added"
    FORM_SAME = "form.same"
    FORM_SAME_RARE = "form.same rare"
    FORM_LEFT_OFF = "form.left off"
    FORM_OTHER = "form.other"
    FORM_NEITHER = "form.neither"
    FORM_ADDED = "form.added"
    FORM_OF_COUNCIL = "form.of a council"
    NUMBER_SAME = "number.same"
    NUMBER_OTHER = "number.other"
    DAY_LIVING = "day.living"
    DAY_ENDED = "day.ended"
    DAY_NOT_YET = "day.not yet"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Final = {
    Level.WORDS_SAME: say("the words of its own are the same"),
    Level.WORDS_SLIP: say("the words of its own are the same but for a letter"),
    Level.WORDS_MORE: say("the supplier’s name has words more"),
    Level.WORDS_FEWER: say("the supplier’s name has fewer words"),
    Level.WORDS_SOME: say("only some words are the same"),
    Level.COUNCIL_SAME: say("it says that it is a council of the same kind"),
    Level.COUNCIL_FITS: say("it says that it is a council, of a kind that fits"),
    Level.COUNCIL_OTHER: say("it says that it is a council of another kind"),
    Level.COUNCIL_UNSAID: say("it bears the place’s name and does not say that it is a council"),
    Level.KIND_SAME: say("it says that it is the same kind of body"),
    Level.KIND_LEFT_OFF: say("it says less about what kind of body it is"),
    Level.KIND_UNSAID: say(
        "it does not say what kind of body it is, and the register does: it may be another of one family"
    ),
    Level.KIND_OTHER: say("it says that it is another kind of body"),
    Level.KIND_NEITHER: say("neither name says what kind of body it is"),
    Level.KIND_ADDED: say("it says what kind of body it is, and the register does not"),
    Level.FORM_SAME: say("both are limited"),
    Level.FORM_SAME_RARE: say("both have the same legal form, which few have"),
    Level.FORM_LEFT_OFF: say("the legal form is left off"),
    Level.FORM_OTHER: say("the legal form is another"),
    Level.FORM_NEITHER: say("neither name says a legal form"),
    Level.FORM_ADDED: say("it says a legal form, and the register does not"),
    Level.FORM_OF_COUNCIL: say("it says a legal form that no council has"),
    Level.NUMBER_SAME: say("it has the same number in a register"),
    Level.NUMBER_OTHER: say("it has another number in the same register"),
    Level.DAY_LIVING: say("it existed on the day"),
    Level.DAY_ENDED: say("it had ended by the day"),
    Level.DAY_NOT_YET: say("it began only after the day"),
}


def compare_words(supplier: Words, body: Words) -> tuple[Level, frozenset[str]] | None:
    """How alike, and the words that say so. None where no word is shared, not even by a slip.

    Names are the same too where only the spaces are others: “For Housing” is “ForHousing”.
    """
    ours, theirs = frozenset(supplier.own), frozenset(body.own)
    if ours == theirs or supplier.letters == body.letters:
        return Level.WORDS_SAME, theirs
    if len(supplier.own) == len(body.own) and all(map(_one_slip, supplier.own, body.own)):
        return Level.WORDS_SLIP, theirs
    shared = ours & theirs
    if not shared:
        return None
    if shared == theirs:
        return Level.WORDS_MORE, shared
    return (Level.WORDS_FEWER if shared == ours else Level.WORDS_SOME), shared


def _one_slip(one: str, other: str) -> bool:
    if one == other:
        return True
    # A first letter is rarely mistaken, and Horton is not Norton.
    alike = one[0] == other[0] and min(len(one), len(other)) >= _LONG
    return alike and OSA.distance(one, other, score_cutoff=1) == 1


def compare_kinds(supplier: Words, body: Words) -> Level:
    """Of a landlord. Where a name is the same but for its spaces, the kind of body is among its letters."""
    if supplier.letters == body.letters:
        return Level.KIND_SAME if body.kinds else Level.KIND_NEITHER
    if supplier.is_council != body.is_council:
        return Level.KIND_OTHER
    if not body.kinds:
        return Level.KIND_ADDED if supplier.kinds else Level.KIND_NEITHER
    if supplier.kinds == body.kinds:
        return Level.KIND_SAME
    if supplier.kinds < body.kinds:
        return Level.KIND_LEFT_OFF if supplier.kinds else Level.KIND_UNSAID
    return Level.KIND_OTHER


def compare_councils(supplier: Words, known: Iterable[frozenset[str]]) -> Level:
    """`known` are the kinds that each name of the council says: which of them one name says is chance."""
    said, each_known = supplier.kinds, list(known)
    if not supplier.is_council:
        return Level.COUNCIL_UNSAID
    if said in each_known:
        return Level.COUNCIL_SAME
    all_known = frozenset[str]().union(*each_known)
    if ("combined" in said) != ("combined" in all_known) or (said - all_known) & {"county", "city"}:
        return Level.COUNCIL_OTHER
    # A borough is no county, and no city that is not a borough as well.
    if "borough" in said - all_known and all_known & {"county", "city"}:
        return Level.COUNCIL_OTHER
    return Level.COUNCIL_FITS


def compare_forms(supplier: Words, body: Words, *, is_council: bool) -> Level:
    ours, theirs = supplier.forms, body.forms
    if is_council:
        return Level.FORM_OF_COUNCIL if ours else Level.FORM_NEITHER
    if not theirs:
        return Level.FORM_ADDED if ours else Level.FORM_NEITHER
    if ours == theirs:
        return Level.FORM_SAME if theirs == {"limited"} else Level.FORM_SAME_RARE
    return Level.FORM_OTHER if ours else Level.FORM_LEFT_OFF


def compare_numbers(supplier: Supplier, body: Body) -> Level | None:
    """None where no register numbers both."""
    shared = supplier.numbers.keys() & body.numbers.keys()
    if not shared:
        return None
    same = all(supplier.numbers[scheme] == body.numbers[scheme] for scheme in shared)
    return Level.NUMBER_SAME if same else Level.NUMBER_OTHER


def compare_days(supplier: Supplier, body: Body) -> Level | None:
    """None where no day is known of either."""
    day: date | None = supplier.on
    if day is None or (body.exists_from is None and body.exists_until is None):
        return None
    if body.exists_from is not None and day < body.exists_from:
        return Level.DAY_NOT_YET
    if body.exists_until is not None and day > body.exists_until:
        return Level.DAY_ENDED
    return Level.DAY_LIVING
