from fourfold.define.models.lead_act import ActKind, LeadAct
from fourfold.define.models.lead_appointment import Ending, LeadAppointment, LeadPriority, LeadRole
from fourfold.define.models.leadership import Leadership, LeadShown
from fourfold.define.models.measure import Measure
from fourfold.define.models.need import NeedFigure, NeedImport, NeedPlace, PriorityNeed
from fourfold.define.models.outcome import Outcome
from fourfold.define.models.policy import Policy
from fourfold.define.models.policy_version import PolicyState, PolicyVersion
from fourfold.define.models.priority import Priority
from fourfold.define.models.proxy import Ledger, Proxy
from fourfold.define.models.service import Service

__all__ = (
    "ActKind",
    "Ending",
    "LeadAct",
    "LeadAppointment",
    "LeadPriority",
    "LeadRole",
    "LeadShown",
    "Leadership",
    "Ledger",
    "Measure",
    "NeedFigure",
    "NeedImport",
    "NeedPlace",
    "Outcome",
    "Policy",
    "PolicyState",
    "PolicyVersion",
    "Priority",
    "PriorityNeed",
    "Proxy",
    "Service",
)
