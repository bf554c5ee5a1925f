"""Whether what is asked keeps to the subject-matter of the contract, and rewards where the benefit falls.

Words are looked for, and the words that were found are shown: a person decides what they mean. Nothing is refused.
Each sign, with its source, is worked in `tests/worked_examples/tender_design/subject_matter.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Sequence


class Sign(StrEnum):
    BIDDERS_PLACE = "bidders_place"
    NOT_ABOUT_THE_CONTRACT = "not_about_the_contract"
    PRIORITY_NOT_CHOSEN = "priority_not_chosen"


@dataclass(frozen=True, slots=True)
class Warned:
    """`found` are the words that it goes by. `source` says where the rule comes from, with its address."""

    sign: Sign
    words: str
    found: tuple[str, ...]
    source: str
    href: str


_WHO: Final = (
    r"(?:bidders?|suppliers?|contractors?|firms?|compan(?:y|ies)|business(?:es)?|tenderers?|providers?)"
)
_SITS: Final = r"(?:based|located|headquartered|registered)"
_ADDRESS: Final = r"(?:post\s?code|address|head\s?office|headquarters|registered\s+office)"
# Said of who bids, not of whom it is for. A benefit may well fall in a place: “jobs for local people” is none of these.
_BIDDERS_PLACE: Final = re.compile(
    rf"""\b(?:
        local(?:ly[ -]based)?\s+{_WHO}
        | {_WHO}\s+(?:(?:that|who|which)\s+)?(?:(?:are|is)\s+)?{_SITS}\s+(?:in|within|near)
        | (?:must|should)\s+be\s+{_SITS}\s+(?:in|within|near)
        | based\s+(?:in|within)\s+the\s+(?:borough|county|city|district|area|region|parish)
        | {_ADDRESS}\s+of\s+(?:the|your|each)\s+{_WHO}
        | {_WHO}['’]s?\s+{_ADDRESS}
        | your\s+{_ADDRESS}
        | (?:distance|miles)\s+(?:from|to)\s+(?:the\s+|your\s+)?(?:{_WHO}|office|premises)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Said of what the bidder does elsewhere and in general, not of this contract.
_NOT_ABOUT_THE_CONTRACT: Final = re.compile(
    r"""\b(?:
        (?:corporate|company|group)[ -]?wide
        | across\s+(?:your|the)\s+(?:whole\s+)?(?:business|company|group|organisation)
        | (?:your|its)\s+(?:charitable\s+giving|charity\s+of\s+the\s+year|philanthrop(?:y|ic)|csr)
        | (?:your|its)\s+corporate\s+social\s+responsibility
        | (?:donat(?:e|ions?)|sponsor(?:ship)?)\s+(?:to|of)\s+(?:the\s+)?(?:council|mayor|authority|charity)
        | in\s+(?:the\s+)?(?:last|past|previous)\s+\w+\s+years?\s+(?:have\s+you|did\s+you|has\s+your)
        | on\s+other\s+contracts
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CRITERIA_SOURCE: Final = (
    say(
        "Procurement Act 2023, section 23(2)(a): award criteria relate to the subject-matter of the contract"
    ),
    "https://www.legislation.gov.uk/ukpga/2023/54/section/23",
)
_PLACE_SOURCE: Final = (
    say(
        "Procurement Act 2023, section 12(2): suppliers are treated the same unless a difference justifies otherwise"
    ),
    "https://www.legislation.gov.uk/ukpga/2023/54/section/12",
)
_PRIORITY_SOURCE: Final = (say("What your organisation decided for this contract"), "")


def warnings(texts: Sequence[str], *, priority: str, chosen: Sequence[str]) -> tuple[Warned, ...]:
    """What is worth a second thought about an ask or a question. `texts` are its words; `priority` is that of its measure,
    `chosen` those that this contract is asked for (none where nobody decided).
    """
    signs = []
    place = _found(_BIDDERS_PLACE, texts)
    if place:
        signs.append(
            Warned(
                Sign.BIDDERS_PLACE,
                say(
                    "It seems to reward where a bidder is based. Ask for where the benefit falls instead: who gets the work, "
                    "the "
                    "training or the custom, wherever the bidder comes from"
                ),
                place,
                *_PLACE_SOURCE,
            )
        )
    elsewhere = _found(_NOT_ABOUT_THE_CONTRACT, texts)
    if elsewhere:
        signs.append(
            Warned(
                Sign.NOT_ABOUT_THE_CONTRACT,
                say(
                    "It seems to ask about the bidder’s business in general. Ask what the bidder will do under this contract"
                ),
                elsewhere,
                *_CRITERIA_SOURCE,
            )
        )
    if priority and chosen and priority not in chosen:
        signs.append(
            Warned(
                Sign.PRIORITY_NOT_CHOSEN,
                say(
                    "Its priority was not chosen for this contract. If it does not belong to what is bought here, do not "
                    "score it"
                ),
                (priority,),
                *_PRIORITY_SOURCE,
            )
        )
    return tuple(signs)


def _found(pattern: re.Pattern[str], texts: Sequence[str]) -> tuple[str, ...]:
    found = (" ".join(match.group().split()) for text in texts for match in pattern.finditer(text))
    return tuple(dict.fromkeys(found))
