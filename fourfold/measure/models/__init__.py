from fourfold.measure.models.account import Account, AccountLine, AccountLineVerification, AccountState
from fourfold.measure.models.valuation import Valuation

__all__ = ("Account", "AccountLine", "AccountLineVerification", "AccountState", "Valuation")
