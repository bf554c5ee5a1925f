"""The kinds of fault that an audit tells apart, in words for a page."""

from typing import Final

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.audit.kinds import FaultKind

FAULT_WORDS: Final = {
    FaultKind.OTHER_RATE: say("Another rate than stated"),
    FaultKind.TOTAL_AS_YEARLY_RATE: say("The drop-off of several years stated as that of one"),
    FaultKind.PRINTED_TWICE: say("Printed twice, differently"),
    FaultKind.OTHER_PROXY: say("Another value for one than printed"),
    FaultKind.OTHER_DURATION: say("Lasts for another time than stated"),
    FaultKind.DROP_OFF_IN_FIRST_YEAR: say("Drop-off taken from the first year too"),
    FaultKind.VALUE_AFTER_THE_END: say("A value after the outcome has ended"),
    FaultKind.ROUNDED_RATE: say("The rate is printed rounded"),
    FaultKind.SHARE_AS_DEDUCTION: say("A share of one’s own taken off, or the other way round"),
    FaultKind.DEDUCTIONS_ADDED: say("Percentages added up, which multiply"),
    FaultKind.MISPRINTED_DIGITS: say("Digits misprinted"),
    FaultKind.POOL_SMALLER_THAN_PARTS: say("A whole smaller than one of its parts"),
    FaultKind.SUM_DIFFERS: say("A total that is not the sum of its parts"),
    FaultKind.OTHER_TIMING: say("Discounted from another point of the year"),
    FaultKind.OTHER_PARTIAL_YEAR: say("A last year that counts otherwise than stated"),
    FaultKind.NOT_DISCOUNTED: say("Not discounted"),
    FaultKind.ROUNDED_FIGURE: say("A figure is printed rounded"),
    FaultKind.NET_FOR_GROSS: say("The net ratio printed as the ratio"),
    FaultKind.GROSS_FOR_NET: say("The ratio printed as the net ratio"),
    FaultKind.OTHER_SETTINGS: say("A scenario under other settings than stated"),
    FaultKind.FOLLOWS: say("Follows from another fault"),
    FaultKind.UNEXPLAINED: say("None of the known faults explains it"),
}
