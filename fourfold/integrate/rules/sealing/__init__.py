"""Sealed bids: what is stored cannot be read before two openers and the server, after the deadline, put a key together.

What this promises, given that the code runs unaltered: a copy of the database opens nothing; the database with the
server's secret opens nothing; one opener, even with both, opens nothing; no byte of a sealed thing can change,
and nothing can be moved to another tender or bidder, without opening failing.

What it cannot promise: an operator who alters the running code can copy a bid while the bidder types it, before
it is sealed, or an opener's passphrase while it is typed. The decision and its limits: docs/decisions/0010-sealed-bids.md.
"""

from fourfold.integrate.rules.sealing.box import open_sealed, receipt_hash, seal
from fourfold.integrate.rules.sealing.context import Context
from fourfold.integrate.rules.sealing.drafts import (
    decrypt_draft,
    draft_handle,
    draft_key,
    encrypt_draft,
    key_from_resume_code,
    resume_code,
)
from fourfold.integrate.rules.sealing.errors import (
    CannotOpen,
    NotEnoughOpeners,
    Tampered,
    TooEarly,
    WrongContext,
    WrongPassphrase,
    WrongResumeCode,
)
from fourfold.integrate.rules.sealing.files import decrypt_file, encrypt_file, file_key, stored_size
from fourfold.integrate.rules.sealing.openers import (
    OpenerKey,
    change_passphrase,
    make_opener_key,
    unlock_opener_key,
    unwrap_share,
)
from fourfold.integrate.rules.sealing.server import (
    keep_released_share,
    release_server_share,
    take_released_share,
)
from fourfold.integrate.rules.sealing.tender_key import TenderKey, make_tender_key, rebuild_private_key

__all__ = [
    "CannotOpen",
    "Context",
    "NotEnoughOpeners",
    "OpenerKey",
    "Tampered",
    "TenderKey",
    "TooEarly",
    "WrongContext",
    "WrongPassphrase",
    "WrongResumeCode",
    "change_passphrase",
    "decrypt_draft",
    "decrypt_file",
    "draft_handle",
    "draft_key",
    "encrypt_draft",
    "encrypt_file",
    "file_key",
    "keep_released_share",
    "key_from_resume_code",
    "make_opener_key",
    "make_tender_key",
    "open_sealed",
    "rebuild_private_key",
    "receipt_hash",
    "release_server_share",
    "resume_code",
    "seal",
    "stored_size",
    "take_released_share",
    "unlock_opener_key",
    "unwrap_share",
]
