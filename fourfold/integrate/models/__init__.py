from fourfold.integrate.models.agreed_change import AgreedChange
from fourfold.integrate.models.agreed_promise import AgreedPromise
from fourfold.integrate.models.ask import Ask
from fourfold.integrate.models.award import Award
from fourfold.integrate.models.award_outcome import (
    AwardOutcome,
    GoverningLaw,
    Indicator,
    LetterKind,
    OutcomeLetter,
)
from fourfold.integrate.models.bid import Bid, BidState
from fourfold.integrate.models.bid_clarification import BidClarification
from fourfold.integrate.models.clarification import BidderQuestion, Clarification, TenderInterest
from fourfold.integrate.models.commitment import Basis, Commitment, CommitmentQuarter, CommitmentState
from fourfold.integrate.models.conflicts_assessment import ConflictsAssessment, Moment
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
from fourfold.integrate.models.contract_staff import ContractStaff
from fourfold.integrate.models.criterion import Criterion, Family
from fourfold.integrate.models.declaration import Declaration, InterestDecision, InterestKind, Outcome
from fourfold.integrate.models.elsewhere import Elsewhere, ElsewhereBid, ElsewhereScore
from fourfold.integrate.models.evaluation import MOST_POINTS, Moderation, Score
from fourfold.integrate.models.evidence_pack import EvidencePack
from fourfold.integrate.models.gate_override import GateOverride
from fourfold.integrate.models.influence import Influence, Part
from fourfold.integrate.models.involvement import InvolvedPart, Involvement, Stage
from fourfold.integrate.models.joint_procurement import (
    TAKING_PART,
    JointBasis,
    JointPart,
    JointPartState,
    JointProcurement,
)
from fourfold.integrate.models.lots import Lot, LotDecision
from fourfold.integrate.models.market_engagement import MarketEngagement
from fourfold.integrate.models.notice import NoticeKind, PublishedNotice
from fourfold.integrate.models.offer import Offer
from fourfold.integrate.models.opened_bid import BidAnswer, OpenedBid
from fourfold.integrate.models.opened_file import OpenedFile
from fourfold.integrate.models.opening_key import OpenersKey, OpenersShare, OpeningKey
from fourfold.integrate.models.procurement import (
    ENDED_WITHOUT,
    Procurement,
    ProcurementKind,
    ProcurementRoute,
    ProcurementState,
)
from fourfold.integrate.models.procurement_note import NoteKind, ProcurementNote
from fourfold.integrate.models.procurement_priority import ProcurementPriority
from fourfold.integrate.models.procurement_service import ProcurementService
from fourfold.integrate.models.received_release import ReceivedRelease
from fourfold.integrate.models.register_criterion import RegisterCriterion
from fourfold.integrate.models.register_entry import RegisterEntry
from fourfold.integrate.models.register_import import ImportPurpose, ImportState, RegisterImport
from fourfold.integrate.models.register_party import RegisterParty
from fourfold.integrate.models.register_total import RegisterTotal
from fourfold.integrate.models.release_again import ReleaseAgain
from fourfold.integrate.models.remembered_column import RememberedColumn
from fourfold.integrate.models.reservation import Reservation
from fourfold.integrate.models.route_choice import (
    Invited,
    NoAward,
    ParticipationRequest,
    RouteChoice,
    Selection,
)
from fourfold.integrate.models.scenario_run import ScenarioRun
from fourfold.integrate.models.sight import Seen, Sight
from fourfold.integrate.models.spend_line import SpendLine
from fourfold.integrate.models.spend_total import SpendTotal
from fourfold.integrate.models.stored_ruling import StoredRuling
from fourfold.integrate.models.tender_method import ScaleStep, TenderMethod
from fourfold.integrate.models.variation import ChangeKind, Variation, VariationChange, VariationState
from fourfold.integrate.models.waiting_sheet import WaitingSheet
from fourfold.integrate.models.worded_promise import WordedPromise

__all__ = (
    "ENDED_WITHOUT",
    "MOST_POINTS",
    "TAKING_PART",
    "AgreedChange",
    "AgreedPromise",
    "Ask",
    "Audience",
    "Award",
    "AwardOutcome",
    "Basis",
    "Bid",
    "BidAnswer",
    "BidClarification",
    "BidState",
    "BidderQuestion",
    "ChangeKind",
    "Clarification",
    "Commitment",
    "CommitmentQuarter",
    "CommitmentState",
    "ConflictsAssessment",
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
    "ContractStaff",
    "Criterion",
    "Declaration",
    "Elsewhere",
    "ElsewhereBid",
    "ElsewhereScore",
    "EvidencePack",
    "Family",
    "GateOverride",
    "GoverningLaw",
    "ImportPurpose",
    "ImportState",
    "Indicator",
    "Influence",
    "InterestDecision",
    "InterestKind",
    "Invited",
    "InvolvedPart",
    "Involvement",
    "JointBasis",
    "JointPart",
    "JointPartState",
    "JointProcurement",
    "LetterKind",
    "Lot",
    "LotDecision",
    "MarketEngagement",
    "Moderation",
    "Moment",
    "NoAward",
    "NoteKind",
    "NoticeKind",
    "Offer",
    "OpenedBid",
    "OpenedFile",
    "OpenersKey",
    "OpenersShare",
    "OpeningKey",
    "Outcome",
    "OutcomeLetter",
    "Part",
    "ParticipationRequest",
    "Procurement",
    "ProcurementKind",
    "ProcurementNote",
    "ProcurementPriority",
    "ProcurementRoute",
    "ProcurementService",
    "ProcurementState",
    "PublishedNotice",
    "QuestionKind",
    "ReceivedRelease",
    "RegisterCriterion",
    "RegisterEntry",
    "RegisterImport",
    "RegisterParty",
    "RegisterTotal",
    "ReleaseAgain",
    "RememberedColumn",
    "Reservation",
    "Respondent",
    "RouteChoice",
    "SaidState",
    "ScaleStep",
    "ScenarioRun",
    "Score",
    "Seen",
    "Selection",
    "Sight",
    "SpendLine",
    "SpendTotal",
    "Stage",
    "StoredRuling",
    "TenderInterest",
    "TenderMethod",
    "Variation",
    "VariationChange",
    "VariationState",
    "WaitingSheet",
    "WordedPromise",
)
