from fourfold.partner.models.asking import Asking
from fourfold.partner.models.confirmation import Confirmation, ConfirmationState
from fourfold.partner.models.delivery import Delivery, DeliveryEvidence, DeliveryState
from fourfold.partner.models.verification import Verification

__all__ = (
    "Asking",
    "Confirmation",
    "ConfirmationState",
    "Delivery",
    "DeliveryEvidence",
    "DeliveryState",
    "Verification",
)
