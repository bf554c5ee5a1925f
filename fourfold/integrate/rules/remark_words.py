"""What the kinds of remarks on an imported register are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping

REMARK_WORDS: Final[Mapping[str, str]] = {
    "address_malformed": say("Address malformed"),
    "amount_to_the_penny": say("Amount to the penny"),
    "buyer_missing": say("Buyer missing"),
    "buyer_named_twice": say("Buyer named twice"),
    "buyer_not_a_party": say("Buyer not a party"),
    "byte_order_mark": say("Byte order mark"),
    "company_number_odd": say("Company number odd"),
    "cpv_odd": say("CPV odd"),
    "currencies_differ": say("Currencies differ"),
    "currency_missing": say("Currency missing"),
    "cut_short": say("Cut short"),
    "date_unknown": say("Date unknown"),
    "date_without_zone": say("Date without zone"),
    "ends_before_start": say("Ends before start"),
    "identifier_missing": say("Identifier missing"),
    "identifier_without_code": say("Identifier without code"),
    "identifier_without_scheme": say("Identifier without scheme"),
    "key_repeated": say("Key repeated"),
    "line_unreadable": say("Line unreadable"),
    "number_as_text": say("Number as text"),
    "number_unknown": say("Number unknown"),
    "ocid_missing": say("OCID missing"),
    "ocid_odd": say("OCID odd"),
    "ocid_too_long": say("OCID too long"),
    "party_ambiguous": say("Party that may be several"),
    "party_without_name": say("Party without name"),
    "release_id_reused": say("Release id reused"),
    "release_older": say("Release older than one that is here"),
    "release_missing": say("Release missing"),
    "release_out_of_order": say("Release out of order"),
    "release_repeated": say("Release repeated"),
    "release_without_date": say("Release without date"),
    "release_without_id": say("Release without id"),
    "row_refused": say("Row that could not be read"),
    "row_repeated": say("Contract that is in the file twice"),
    "supplier_repeated": say("Supplier repeated"),
    "tender_without_title": say("Tender without title"),
    "value_implausible": say("Value implausible"),
    "value_negative": say("Value negative"),
    "unprintable": say("Characters that cannot be stored"),
    "value_zero": say("Value zero"),
    "weight_unreadable": say("Weight unreadable"),
    "weight_zero": say("Weight zero"),
    "weights_do_not_add_up": say("Weights do not add up"),
    "weights_not_given": say("Weights not given"),
    "wrong_kind": say("Wrong kind"),
}
