from fourfold.integrate.models.ask import Ask
from fourfold.integrate.models.award import Award
from fourfold.integrate.models.bid import Bid, BidState
from fourfold.integrate.models.commitment import Basis, Commitment, CommitmentQuarter, CommitmentState
from fourfold.integrate.models.consideration import Consideration
from fourfold.integrate.models.consideration_version import ConsiderationVersion
from fourfold.integrate.models.consultation import Audience, Consultation, ConsultationState
from fourfold.integrate.models.consultation_answer import ConsultationAnswer
from fourfold.integrate.models.consultation_change import ConsultationChange
from fourfold.integrate.models.consultation_event import ConsultationEvent
from fourfold.integrate.models.consultation_idea import ConsultationIdea
from fourfold.integrate.models.consultation_issue import ConsultationIssue
from fourfold.integrate.models.consultation_question import ConsultationQuestion, QuestionKind
from fourfold.integrate.models.consultation_response import ConsultationResponse, Respondent, SaidState
from fourfold.integrate.models.contract import Contract
from fourfold.integrate.models.criterion import Criterion, Family
from fourfold.integrate.models.evaluation import MOST_POINTS, Declaration, Moderation, Score
from fourfold.integrate.models.gate_override import GateOverride
from fourfold.integrate.models.involvement import Involvement, Part, Stage
from fourfold.integrate.models.market_engagement import MarketEngagement
from fourfold.integrate.models.offer import Offer
from fourfold.integrate.models.opened_bid import BidAnswer, OpenedBid
from fourfold.integrate.models.opening_key import OpenersKey, OpenersShare, OpeningKey
from fourfold.integrate.models.procurement import Procurement, ProcurementKind, ProcurementState
from fourfold.integrate.models.procurement_priority import ProcurementPriority
from fourfold.integrate.models.procurement_service import ProcurementService
from fourfold.integrate.models.received_release import ReceivedRelease
from fourfold.integrate.models.register_criterion import RegisterCriterion
from fourfold.integrate.models.register_entry import RegisterEntry
from fourfold.integrate.models.register_import import RegisterImport
from fourfold.integrate.models.register_party import RegisterParty
from fourfold.integrate.models.scenario_run import ScenarioRun
from fourfold.integrate.models.stored_ruling import StoredRuling

__all__ = (
    "MOST_POINTS",
    "Ask",
    "Audience",
    "Award",
    "Basis",
    "Bid",
    "BidAnswer",
    "BidState",
    "Commitment",
    "CommitmentQuarter",
    "CommitmentState",
    "Consideration",
    "ConsiderationVersion",
    "Consultation",
    "ConsultationAnswer",
    "ConsultationChange",
    "ConsultationEvent",
    "ConsultationIdea",
    "ConsultationIssue",
    "ConsultationQuestion",
    "ConsultationResponse",
    "ConsultationState",
    "Contract",
    "Criterion",
    "Declaration",
    "Family",
    "GateOverride",
    "Involvement",
    "MarketEngagement",
    "Moderation",
    "Offer",
    "OpenedBid",
    "OpenersKey",
    "OpenersShare",
    "OpeningKey",
    "Part",
    "Procurement",
    "ProcurementKind",
    "ProcurementPriority",
    "ProcurementService",
    "ProcurementState",
    "QuestionKind",
    "ReceivedRelease",
    "RegisterCriterion",
    "RegisterEntry",
    "RegisterImport",
    "RegisterParty",
    "Respondent",
    "SaidState",
    "ScenarioRun",
    "Score",
    "Stage",
    "StoredRuling",
)
