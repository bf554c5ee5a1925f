"""What comes of asking: an answer, the reasons for it, what they rest on, and what has to be recorded by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fourfold.ground.kernel.dated_rules import Due, RuleKind
from fourfold.ground.kernel.sources import Source


class Answer(StrEnum):
    APPLIES = "applies"
    DOES_NOT_APPLY = "does-not-apply"
    GOOD_PRACTICE = "good-practice"
    UNCERTAIN = "uncertain"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step: what it says of this contract, and where the rule was read. `meaning` is the rule's part in our words.

    One reason of a ruling `decides`: the step that answered. Those after it are what to beware of.
    """

    says: str
    meaning: str = ""
    sources: tuple[Source, ...] = ()
    decides: bool = False


@dataclass(frozen=True, slots=True)
class ToRecord:
    """`due` is None where the words name no day that could be reckoned."""

    what: str
    by_when: str
    source: Source
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """`reasons` in the order of the steps, up to the one that decides, and then what to beware of.

    `hypothetical` names the scenario it belongs to, if any.

    `versions` are of every file relied on, by its key: with them the same answer can be found again in years.
    """

    rule: str
    title: str
    kind: RuleKind
    answer: Answer
    reasons: tuple[Reason, ...]
    to_record: tuple[ToRecord, ...]
    checked_on: date
    versions: tuple[tuple[str, str], ...]
    hypothetical: str = ""

    @property
    def deciding(self) -> Reason:
        return next(reason for reason in self.reasons if reason.decides)

    @property
    def beware(self) -> tuple[Reason, ...]:
        """The reasons after the one that decides."""
        return self.reasons[self.reasons.index(self.deciding) + 1 :]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source relied on, once, in the order of the reasons."""
        found: dict[tuple[str, str, str], Source] = {}
        every = [
            *(source for reason in self.reasons for source in reason.sources),
            *(each.source for each in self.to_record),
        ]
        for source in every:
            found.setdefault((source.title, source.href, source.says), source)
        return tuple(found.values())
