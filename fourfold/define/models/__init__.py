from fourfold.define.models.backing import Backing
from fourfold.define.models.co_signature import CoSignature, SignatureState
from fourfold.define.models.community_issue import CommunityIssue, IssueGroup, IssueSource, IssueState
from fourfold.define.models.lead_act import ActKind, LeadAct
from fourfold.define.models.lead_appointment import Ending, LeadAppointment, LeadPriority, LeadRole
from fourfold.define.models.leadership import Leadership, LeadShown
from fourfold.define.models.measure import Measure
from fourfold.define.models.need import NeedFigure, NeedImport, NeedPlace, PriorityNeed
from fourfold.define.models.outcome import Outcome
from fourfold.define.models.pack import Pack, PackState
from fourfold.define.models.pack_measure import PackMeasure
from fourfold.define.models.pack_value import PackValue
from fourfold.define.models.peer import CountedWithPeers, PeerCount
from fourfold.define.models.policy import Policy
from fourfold.define.models.policy_comment import AnswerKind, CommentState, PolicyComment
from fourfold.define.models.policy_invitation import PolicyInvitation
from fourfold.define.models.policy_version import PolicyState, PolicyVersion
from fourfold.define.models.principle import Principle
from fourfold.define.models.priority import Priority
from fourfold.define.models.priority_default import ContractKind, ContractStep, PriorityDefault
from fourfold.define.models.priority_theme import PriorityTheme
from fourfold.define.models.proxy import Ledger, Proxy
from fourfold.define.models.proxy_overlap import ProxyOverlap
from fourfold.define.models.remembered_heading import RememberedHeading
from fourfold.define.models.service import Service
from fourfold.define.models.sitting import Sitting
from fourfold.define.models.staff_message import StaffMessage
from fourfold.define.models.strategic_commitment import StrategicCommitment

__all__ = (
    "ActKind",
    "AnswerKind",
    "Backing",
    "CoSignature",
    "CommentState",
    "CommunityIssue",
    "ContractKind",
    "ContractStep",
    "CountedWithPeers",
    "Ending",
    "IssueGroup",
    "IssueSource",
    "IssueState",
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
    "Pack",
    "PackMeasure",
    "PackState",
    "PackValue",
    "PeerCount",
    "Policy",
    "PolicyComment",
    "PolicyInvitation",
    "PolicyState",
    "PolicyVersion",
    "Principle",
    "Priority",
    "PriorityDefault",
    "PriorityNeed",
    "PriorityTheme",
    "Proxy",
    "ProxyOverlap",
    "RememberedHeading",
    "Service",
    "SignatureState",
    "Sitting",
    "StaffMessage",
    "StrategicCommitment",
)
