"""Reading OCDS, the Open Contracting Data Standard 1.1 (https://standard.open-contracting.org/1.1/en/).

    for item in read_ocds(Path("releases.json")):
        if isinstance(item, Remark):   # left out, or about the whole file
            ...
        else:                          # a ReadRelease, with its own item.remarks
            ...

The reader reports and never repairs. `NotOcds` is the only error besides OSError. Texts are as published (HTML entities
and all; `plain(text)` for display) and can be stored in any database; their lengths are the publisher's.
"""

from fourfold.integrate.exchange.ocds.envelope import count_ocds, read_ocds
from fourfold.integrate.exchange.ocds.node import Moment
from fourfold.integrate.exchange.ocds.remarks import NotOcds, Remark, Severity
from fourfold.integrate.exchange.ocds.shapes import (
    Identifier,
    Publication,
    PublishedPeriod,
    PublishedValue,
    ReadAward,
    ReadContract,
    ReadCriterion,
    ReadLot,
    ReadParty,
    ReadRelease,
    Supplier,
    ValueBasis,
    plain,
)

__all__ = [
    "Identifier",
    "Moment",
    "NotOcds",
    "Publication",
    "PublishedPeriod",
    "PublishedValue",
    "ReadAward",
    "ReadContract",
    "ReadCriterion",
    "ReadLot",
    "ReadParty",
    "ReadRelease",
    "Remark",
    "Severity",
    "Supplier",
    "ValueBasis",
    "count_ocds",
    "plain",
    "read_ocds",
]
