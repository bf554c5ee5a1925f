"""The registers an organisation can be numbered in, under the codes of the org-id guide, and what such a number looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say


@dataclass(frozen=True, slots=True)
class Register:
    scheme: str
    name: str
    shape: str
    example: str


REGISTERS: Final = {
    register.scheme: register
    for register in (
        Register("GB-COH", say("Companies House"), r"\d{8}|[A-Z]{2}\d{6}|[A-Z]{2}\d{5}[A-Z]", "01234567"),
        Register("GB-CHC", say("Charity Commission for England and Wales"), r"\d{6,7}(-\d{1,3})?", "1000003"),
        Register("GB-SC", say("Scottish Charity Register"), r"SC\d{6}", "SC000123"),
        Register("GB-NIC", say("Charity Commission for Northern Ireland"), r"\d{6}", "100123"),
        Register("GB-MPR", say("Mutuals Public Register"), r"(IP|RS)?\d{1,6}R?", "12345R"),
        Register(
            "GB-SHPE", say("Registered providers of social housing in England"), r"[A-Z0-9]{4,6}", "L1234"
        ),
        Register("GB-UKPRN", say("UK Register of Learning Providers"), r"1\d{7}", "10001234"),
        Register("GB-NHS", say("NHS organisation codes"), r"[A-Z0-9]{3,10}", "RR8"),
        Register("GB-LAE", say("Councils in England"), r"[A-Z]{3,4}", "LDS"),
        Register("GB-LAS", say("Councils in Scotland"), r"[A-Z]{3}", "GLG"),
        Register("GB-PLA", say("Councils in Wales"), r"[A-Z]{3}", "CRF"),
        Register("GB-LANI", say("Councils in Northern Ireland"), r"[A-Z]{3}|NIR-[A-Z]", "BFS"),
        Register("GSS", say("Statistical area code"), r"[EWSNK]\d{8}", "E08000035"),
    )
}
# Those a person may enter a number of; councils and their areas come from the national list alone.
FOR_ENTRY: Final = ("GB-COH", "GB-CHC", "GB-SC", "GB-NIC", "GB-MPR", "GB-SHPE", "GB-UKPRN", "GB-NHS")


def register_name(scheme: str) -> str:
    return REGISTERS[scheme].name if scheme in REGISTERS else scheme


def normalise_code(scheme: str, typed: str) -> str:
    """The number as the register writes it: capitals, no spaces, company numbers with their leading noughts.

    Raises NotUnderstood where it cannot be a number of that register.
    """
    code = re.sub(r"\s", "", typed).upper()
    if scheme == "GB-COH" and code.isdigit():
        code = code.zfill(8)
    register = REGISTERS[scheme]
    if not re.fullmatch(register.shape, code, re.ASCII):
        raise NotUnderstood(
            say(
                "A number of {name} looks like {example}. Check it and type it again",
                name=register.name,
                example=register.example,
            )
        )
    return code
