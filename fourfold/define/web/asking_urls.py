"""What the policy asks for in which contract, what its priorities are about, and how they compare with those of peers."""

from django.urls import URLPattern, URLResolver, path

from fourfold.define.web.ask_by_contract import view as ask_by_contract
from fourfold.define.web.peers import view as peers
from fourfold.define.web.priority_theme import view as priority_theme

_CONTRACTS = "define/policies/<str:ref>/versions/<int:number>/contracts"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_CONTRACTS}/", ask_by_contract.view, name="policy_contracts"),
    path(f"{_CONTRACTS}/ask/", ask_by_contract.new_line, name="new_priority_default"),
    path(f"{_CONTRACTS}/limit/", ask_by_contract.set_step, name="set_contract_step"),
    path(
        "define/contract-lines/<str:ref>/remove/", ask_by_contract.remove_line, name="remove_priority_default"
    ),
    path(
        "define/contract-limits/<str:ref>/remove/", ask_by_contract.remove_step, name="remove_contract_step"
    ),
    path("define/peers/", peers.view, name="peers"),
    path("define/peers/count-us/", peers.set_counted, name="count_with_peers"),
    path("define/priorities/<str:ref>/about/", priority_theme.view, name="priority_theme"),
]
