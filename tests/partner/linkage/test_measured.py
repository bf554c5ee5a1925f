"""Precision and recall on the labelled pairs, with what can be said of them at 95%; below the bar this fails.

How the pairs were drawn and judged, and by whom: tests/data/linkage/README.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from fourfold.partner.rules.linkage.linking import Verdict
from fourfold.tracker.rules.estimation.intervals import wilson
from tests.builders.linkage import Label, labels, labels_of_other_councils, link_suppliers
from tests.partner.linkage.drawing import half_of, suppliers

TOLD = Path(__file__).parents[3] / "docs" / "explanation" / "linkage.md"
PRECISION, RECALL, FEWEST_PAIRS = 0.99, 0.95, 400


@dataclass(frozen=True, slots=True)
class Measured:
    """`right` and `wrong` links, true pairs `missed`, and suppliers left for a person."""

    pairs: int
    right: int
    wrong: int
    missed: int
    looked_at: int

    @property
    def precision(self) -> tuple[float, float]:
        """With the lower end of its interval."""
        return _with_low(self.right, self.right + self.wrong)

    @property
    def recall(self) -> tuple[float, float]:
        return _with_low(self.right, self.right + self.missed)

    def row(self, name: str) -> str:
        """As the documentation tells it."""
        shares = " | ".join(f"{share:.3f} | {low:.3f}" for share, low in (self.precision, self.recall))
        return f"| {name} | {self.pairs} | {self.right} | {self.wrong} | {self.missed} | {self.looked_at} | {shares} |"


def measure(told: Sequence[Label], names: Iterable[str], *, doubtful_as: str = "") -> Measured:
    """A link to a body that is not marked `yes` is wrong, whether the pair is among those labelled or not.

    Doubtful pairs say nothing, or what they are taken for.
    """
    wanted = {
        _pair(each)
        for each in told
        if each.match == "yes" or (each.match, doubtful_as) == ("doubtful", "yes")
    }
    silent = {_pair(each) for each in told if each.match == "doubtful" and not doubtful_as}
    links = [each for each in _linked() if each[0] in set(names)]
    made = {(name, key) for name, key, verdict in links if verdict is Verdict.LINKED} - silent
    return Measured(
        pairs=len(told),
        right=len(made & wanted),
        wrong=len(made - wanted),
        missed=len(wanted - made),
        looked_at=sum(verdict is Verdict.LOOK for _, _, verdict in links),
    )


@cache
def _linked() -> tuple[tuple[str, str, Verdict], ...]:
    """Each supplier with its likeliest body: those of the three files together, those of the other councils together."""
    return tuple(
        (each.supplier.name, each.candidates[0].body.key if each.candidates else "", each.verdict)
        for names in (suppliers(), sorted({each.supplier for each in labels_of_other_councils()}))
        for each in link_suppliers(names)
    )


def _pair(label: Label) -> tuple[str, str]:
    return label.supplier, label.candidate


def _with_low(having: int, of: int) -> tuple[float, float]:
    return having / of, wilson(having / of, of).low


def three_files(**more: str) -> Measured:
    return measure(labels(), suppliers(), **more)


def of_half(half: str) -> Measured:
    return measure(
        [each for each in labels() if each.half == half],
        [name for name in suppliers() if half_of(name) == half],
    )


def other_councils(**more: str) -> Measured:
    told = labels_of_other_councils()
    return measure(told, [each.supplier for each in told], **more)


def all_pairs() -> Measured:
    told = (*labels(), *labels_of_other_councils())
    return measure(told, [*suppliers(), *(each.supplier for each in labels_of_other_councils())])


@pytest.mark.parametrize("measured", [three_files, other_councils, all_pairs])
def test_the_bar_is_met(measured: Callable[[], Measured]) -> None:
    found = measured()
    assert found.precision[0] >= PRECISION, found
    assert found.recall[0] >= RECALL, found


def test_enough_pairs_were_labelled_and_the_final_half_alone_meets_the_bar() -> None:
    found = of_half("final")
    assert found.pairs >= FEWEST_PAIRS
    assert found.precision[0] >= PRECISION
    assert found.recall[0] >= RECALL


def test_what_is_missed_waits_for_a_person() -> None:
    """No true pair is lost: each is linked or offered first."""
    told = (*labels(), *labels_of_other_councils())
    offered = {(name, key) for name, key, verdict in _linked() if verdict is not Verdict.NOT}
    assert {_pair(each) for each in told if each.match == "yes"} <= offered


@pytest.mark.parametrize(
    ("name", "measured"),
    [
        ("tuning half", lambda: of_half("tuning")),
        ("final half", lambda: of_half("final")),
        ("three files", three_files),
        ("other councils", other_councils),
        ("all", all_pairs),
        ("all three files, doubtful as the same", lambda: three_files(doubtful_as="yes")),
        ("all three files, doubtful as another", lambda: three_files(doubtful_as="no")),
        ("other councils, doubtful as the same", lambda: other_councils(doubtful_as="yes")),
        ("other councils, doubtful as another", lambda: other_councils(doubtful_as="no")),
    ],
)
def test_the_documentation_tells_what_was_measured(name: str, measured: Callable[[], Measured]) -> None:
    assert measured().row(name) in TOLD.read_text(encoding="utf-8"), measured().row(name)
