from fourfold.measure.models.account import Account, AccountLine, AccountLineVerification, AccountState
from fourfold.measure.models.finding import Finding, FindingEvidence, FindingState
from fourfold.measure.models.valuation import Valuation
from fourfold.measure.models.value_map import ValueMap

__all__ = (
    "Account",
    "AccountLine",
    "AccountLineVerification",
    "AccountState",
    "Finding",
    "FindingEvidence",
    "FindingState",
    "Valuation",
    "ValueMap",
)
