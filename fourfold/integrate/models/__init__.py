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
from fourfold.integrate.models.commitment import Basis, Commitment, CommitmentQuarter, CommitmentState
from fourfold.integrate.models.consideration import Consideration
from fourfold.integrate.models.contract import Contract
from fourfold.integrate.models.criterion import Criterion, Family
from fourfold.integrate.models.evaluation import MOST_POINTS, Declaration, Moderation, Score
from fourfold.integrate.models.evidence_pack import EvidencePack
from fourfold.integrate.models.notice import NoticeKind, PublishedNotice
from fourfold.integrate.models.offer import Offer
from fourfold.integrate.models.opened_bid import BidAnswer, OpenedBid
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
from fourfold.integrate.models.register_import import RegisterImport
from fourfold.integrate.models.register_party import RegisterParty
from fourfold.integrate.models.route_choice import (
    Invited,
    NoAward,
    ParticipationRequest,
    RouteChoice,
    Selection,
)
from fourfold.integrate.models.stored_ruling import StoredRuling
from fourfold.integrate.models.variation import ChangeKind, Variation, VariationChange, VariationState

__all__ = (
    "ENDED_WITHOUT",
    "MOST_POINTS",
    "AgreedPromise",
    "Ask",
    "Award",
    "AwardOutcome",
    "Basis",
    "Bid",
    "BidAnswer",
    "BidState",
    "ChangeKind",
    "Commitment",
    "CommitmentQuarter",
    "CommitmentState",
    "Consideration",
    "Contract",
    "Criterion",
    "Declaration",
    "EvidencePack",
    "Family",
    "GoverningLaw",
    "Indicator",
    "Invited",
    "LetterKind",
    "Moderation",
    "NoAward",
    "NoteKind",
    "NoticeKind",
    "Offer",
    "OpenedBid",
    "OpenersKey",
    "OpenersShare",
    "OpeningKey",
    "OutcomeLetter",
    "ParticipationRequest",
    "Procurement",
    "ProcurementKind",
    "ProcurementNote",
    "ProcurementPriority",
    "ProcurementRoute",
    "ProcurementService",
    "ProcurementState",
    "PublishedNotice",
    "ReceivedRelease",
    "RegisterCriterion",
    "RegisterEntry",
    "RegisterImport",
    "RegisterParty",
    "RouteChoice",
    "Score",
    "Selection",
    "StoredRuling",
    "Variation",
    "VariationChange",
    "VariationState",
)
