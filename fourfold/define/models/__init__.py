from fourfold.define.models.measure import Measure
from fourfold.define.models.outcome import Outcome
from fourfold.define.models.pack import Pack, PackState
from fourfold.define.models.pack_measure import PackMeasure
from fourfold.define.models.pack_value import PackValue
from fourfold.define.models.policy import Policy
from fourfold.define.models.policy_version import PolicyState, PolicyVersion
from fourfold.define.models.priority import Priority
from fourfold.define.models.proxy import Ledger, Proxy
from fourfold.define.models.proxy_overlap import ProxyOverlap
from fourfold.define.models.remembered_heading import RememberedHeading

__all__ = (
    "Ledger",
    "Measure",
    "Outcome",
    "Pack",
    "PackMeasure",
    "PackState",
    "PackValue",
    "Policy",
    "PolicyState",
    "PolicyVersion",
    "Priority",
    "Proxy",
    "ProxyOverlap",
    "RememberedHeading",
)
