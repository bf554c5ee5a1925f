from fourfold.integrate.models.ask import Ask
from fourfold.integrate.models.award import Award
from fourfold.integrate.models.bid import Bid, BidState
from fourfold.integrate.models.commitment import Basis, Commitment, CommitmentQuarter, CommitmentState
from fourfold.integrate.models.consideration import Consideration
from fourfold.integrate.models.contract import Contract
from fourfold.integrate.models.criterion import Criterion, Family
from fourfold.integrate.models.evaluation import MOST_POINTS, Declaration, Moderation, Score
from fourfold.integrate.models.offer import Offer
from fourfold.integrate.models.opened_bid import BidAnswer, OpenedBid
from fourfold.integrate.models.opened_file import OpenedFile
from fourfold.integrate.models.opening_key import OpenersKey, OpenersShare, OpeningKey
from fourfold.integrate.models.procurement import Procurement, ProcurementKind, ProcurementState
from fourfold.integrate.models.procurement_priority import ProcurementPriority
from fourfold.integrate.models.procurement_service import ProcurementService
from fourfold.integrate.models.received_release import ReceivedRelease
from fourfold.integrate.models.register_criterion import RegisterCriterion
from fourfold.integrate.models.register_entry import RegisterEntry
from fourfold.integrate.models.register_import import ImportPurpose, ImportState, RegisterImport
from fourfold.integrate.models.register_party import RegisterParty
from fourfold.integrate.models.release_again import ReleaseAgain
from fourfold.integrate.models.remembered_column import RememberedColumn
from fourfold.integrate.models.spend_line import SpendLine
from fourfold.integrate.models.stored_ruling import StoredRuling
from fourfold.integrate.models.waiting_sheet import WaitingSheet

__all__ = (
    "MOST_POINTS",
    "Ask",
    "Award",
    "Basis",
    "Bid",
    "BidAnswer",
    "BidState",
    "Commitment",
    "CommitmentQuarter",
    "CommitmentState",
    "Consideration",
    "Contract",
    "Criterion",
    "Declaration",
    "Family",
    "ImportPurpose",
    "ImportState",
    "Moderation",
    "Offer",
    "OpenedBid",
    "OpenedFile",
    "OpenersKey",
    "OpenersShare",
    "OpeningKey",
    "Procurement",
    "ProcurementKind",
    "ProcurementPriority",
    "ProcurementService",
    "ProcurementState",
    "ReceivedRelease",
    "RegisterCriterion",
    "RegisterEntry",
    "RegisterImport",
    "RegisterParty",
    "ReleaseAgain",
    "RememberedColumn",
    "Score",
    "SpendLine",
    "StoredRuling",
    "WaitingSheet",
)
