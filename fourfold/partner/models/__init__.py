from fourfold.partner.models.asking import Asking
from fourfold.partner.models.confirmation import Confirmation, ConfirmationState
from fourfold.partner.models.delivery import Delivery, DeliveryEvidence, DeliveryState
from fourfold.partner.models.directory_entry import DirectoryEntry, EntryFact, EntryPlace
from fourfold.partner.models.directory_list import DirectoryList, ListState
from fourfold.partner.models.entry_link import EntryLink, LinkState
from fourfold.partner.models.grant import Grant
from fourfold.partner.models.introduction import Introduction, IntroductionState
from fourfold.partner.models.need import HelpKind, Need, NeedContact, NeedState
from fourfold.partner.models.offer_of_help import OfferOfHelp
from fourfold.partner.models.partnership import Partnership, PartnershipPriority
from fourfold.partner.models.partnership_benefit import PartnershipBenefit
from fourfold.partner.models.partnership_member import Brought, MemberBrings, MemberRole, PartnershipMember
from fourfold.partner.models.partnership_rating import PartnershipRating
from fourfold.partner.models.verification import Verification

__all__ = (
    "Asking",
    "Brought",
    "Confirmation",
    "ConfirmationState",
    "Delivery",
    "DeliveryEvidence",
    "DeliveryState",
    "DirectoryEntry",
    "DirectoryList",
    "EntryFact",
    "EntryLink",
    "EntryPlace",
    "Grant",
    "HelpKind",
    "Introduction",
    "IntroductionState",
    "LinkState",
    "ListState",
    "MemberBrings",
    "MemberRole",
    "Need",
    "NeedContact",
    "NeedState",
    "OfferOfHelp",
    "Partnership",
    "PartnershipBenefit",
    "PartnershipMember",
    "PartnershipPriority",
    "PartnershipRating",
    "Verification",
)
