from fourfold.partner.models.asking import Asking
from fourfold.partner.models.confirmation import Confirmation, ConfirmationState
from fourfold.partner.models.delivery import Delivery, DeliveryEvidence, DeliveryState
from fourfold.partner.models.directory_entry import DirectoryEntry, EntryFact, EntryPlace
from fourfold.partner.models.directory_list import DirectoryList, ListState
from fourfold.partner.models.entry_link import EntryLink, LinkState
from fourfold.partner.models.grant import Grant
from fourfold.partner.models.verification import Verification

__all__ = (
    "Asking",
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
    "LinkState",
    "ListState",
    "Verification",
)
