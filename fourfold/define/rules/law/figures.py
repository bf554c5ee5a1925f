"""The keys of the dated figures with which values are compared."""

from typing import Final

SERVICES_CENTRAL: Final = "law.thresholds.services_central"
SERVICES_SUB_CENTRAL: Final = "law.thresholds.services_sub_central"
WORKS: Final = "law.thresholds.works"
LIGHT_TOUCH: Final = "law.thresholds.light_touch"
VAT_RATE: Final = "law.vat.standard_rate"
INDICATORS_ABOVE: Final = "law.procurement_act_2023.indicators_above"
COPY_ABOVE: Final = "law.procurement_act_2023.copy_of_contract_above"
CODE_CONTRACTS_ABOVE: Final = "law.transparency_code_2015.contracts_above"
SCOTTISH_CONTRACTS_FROM: Final = "law.scotland.regulated_contracts_from"
SCOTTISH_WORKS_FROM: Final = "law.scotland.regulated_works_from"
SCOTTISH_BENEFITS_FROM: Final = "law.scotland.community_benefits_from"
WELSH_CONSTRUCTION_FROM: Final = "law.wales.major_construction_from"
NI_SERVICES_ABOVE: Final = "law.northern_ireland.services_above"
NI_CONSTRUCTION_ABOVE: Final = "law.northern_ireland.construction_above"
