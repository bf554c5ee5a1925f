from fourfold.define.models.measure import Measure
from fourfold.define.models.outcome import Outcome
from fourfold.define.models.policy import Policy
from fourfold.define.models.policy_version import PolicyState, PolicyVersion
from fourfold.define.models.priority import Priority
from fourfold.define.models.proxy import Ledger, Proxy

__all__ = ("Ledger", "Measure", "Outcome", "Policy", "PolicyState", "PolicyVersion", "Priority", "Proxy")
