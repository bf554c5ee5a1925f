"""An account from its draft to publication: who may take which step, what is refused, and that frozen stays frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from fourfold.define.models import Ledger
from fourfold.define.rules.valuation_rule import ProxyValue, value
from fourfold.ground.kernel.periods import Period
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.people.tables import Role
from fourfold.integrate.queries.contracts import contract_row
from fourfold.measure.actions import accounts
from fourfold.measure.models import Account, AccountLine, AccountLineVerification, AccountState, Valuation
from fourfold.measure.models.account import VALID_TRANSITIONS
from fourfold.measure.queries.accounts import account_content, account_page
from fourfold.measure.queries.five_figures import five_figures
from fourfold.measure.rules.fingerprint import fingerprint
from tests.builders.ground import TODAY, an_actor, an_organisation
from tests.builders.measure import (
    THIS_YEAR,
    a_published_account,
    a_signed_account,
    a_value,
    a_verified_delivery,
    account_now,
    an_account,
    an_assured_account,
    reverse_delivery,
    signatories,
)
from tests.builders.promises import NOW, a_delivery, a_promise

if TYPE_CHECKING:
    from collections.abc import Callable

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

# What brings an account of `a_promise()` into each state.
IN_STATE: dict[AccountState, Callable[..., Account]] = {
    AccountState.DRAFT: lambda promise, _: an_account(promise),
    AccountState.ASSURED: an_assured_account,
    AccountState.SIGNED: a_signed_account,
    AccountState.PUBLISHED: a_published_account,
}
# Each check, the state in which it lets through, and who may.
CHECKS: dict[str, tuple[Callable[[Actor, Account], bool], AccountState, set[Role]]] = {
    "refresh": (accounts.can_refresh, AccountState.DRAFT, {Role.LEAD, Role.CONTRACT_MANAGER}),
    "assure": (accounts.can_assure, AccountState.DRAFT, {Role.AUDITOR, Role.LEAD}),
    "send back": (accounts.can_send_back, AccountState.ASSURED, {Role.AUDITOR, Role.LEAD, Role.APPROVER}),
    "sign": (accounts.can_sign, AccountState.ASSURED, {Role.APPROVER}),
    "publish": (accounts.can_publish, AccountState.SIGNED, {Role.LEAD}),
    "correct": (accounts.can_correct, AccountState.PUBLISHED, {Role.LEAD, Role.CONTRACT_MANAGER}),
}


@pytest.mark.parametrize("role", list(Role))
def test_who_may_draw_up_an_account(role: Role) -> None:
    promise = a_promise()
    may = role in {Role.LEAD, Role.CONTRACT_MANAGER}
    with as_tenant(promise.buyer.pk):
        contract = contract_row(promise.contract.ref)
    at_the_buyer = an_actor(role=role, organisation=promise.buyer)
    assert accounts.can_draft(at_the_buyer) is may
    assert accounts.can_draft(at_the_buyer, contract) is may
    for other in (promise.supplier, an_organisation()):
        assert not accounts.can_draft(an_actor(role=role, organisation=other), contract)


@pytest.mark.parametrize("state", list(AccountState))
def test_the_truth_table_of_every_step(state: AccountState) -> None:
    promise = a_promise()
    account = IN_STATE[state](promise, signatories(promise.buyer))
    assert account.state == state
    assert account.drafted_by_id == promise.manager.person_id
    with as_tenant(promise.buyer.pk):
        for role in Role:
            ours = an_actor(role=role, organisation=promise.buyer)
            theirs = an_actor(role=role, organisation=promise.supplier)
            for name, (can, lets_through, roles) in CHECKS.items():
                assert can(ours, account) is (state == lets_through and role in roles), (name, role)
                assert not can(theirs, account), (name, role)
        everything = replace(promise.manager, roles=frozenset(Role))
        assert not accounts.can_assure(everything, account)
        assert not accounts.can_sign(everything, account)
        assert accounts.can_refresh(everything, account) is (state == AccountState.DRAFT)
        assert accounts.can_publish(everything, account) is (state == AccountState.SIGNED)


def test_every_state_and_every_move_is_walked_by_these_tests() -> None:
    assert set(IN_STATE) == set(AccountState) == set(VALID_TRANSITIONS)
    assert {to for moves in VALID_TRANSITIONS.values() for to in moves} == set(AccountState)


def test_the_refusals_say_why() -> None:
    promise = a_promise()
    account = an_account(promise)
    everything = replace(promise.manager, roles=frozenset(Role))
    with as_tenant(promise.buyer.pk):
        with pytest.raises(NotAllowed, match="You drew this account up, so somebody else must assure it"):
            accounts.assure(by=everything, account=account, on=TODAY)
        with pytest.raises(NotAllowed, match="You drew this account up, so somebody else must sign it"):
            accounts.sign(by=everything, account=account, on=TODAY)
        with pytest.raises(NotAllowed, match=r"published once it is signed\. This one is draft"):
            accounts.publish(by=signatories(promise.buyer).lead, account=account, on=TODAY, at=NOW)


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"title": "  "}, "title", "Enter a title"),
        ({"period": Period(date(2026, 11, 24), date(2027, 3, 31))}, "starts_on", "future"),
    ],
)
def test_what_cannot_be_accounted_for_is_refused_and_nothing_is_kept(
    changed: dict[str, Any], field: str, says: str
) -> None:
    promise = a_promise()
    with pytest.raises(Refused, match=says) as refused:
        an_account(promise, **changed)
    assert refused.value.field == field
    with as_tenant(promise.buyer.pk):
        assert not Account.objects.exists()


def test_a_figure_shown_is_the_query_it_is_bound_to_while_it_is_a_draft() -> None:
    promise = a_promise()
    a_verified_delivery(promise, quantity=10, verified="8")
    a_delivery(promise, quantity=5, recipient=False)
    for of_contract in (True, False):
        account = an_account(promise, of_contract=of_contract, period=THIS_YEAR)
        with as_tenant(promise.buyer.pk):
            (line,) = account_page(account).lines
            (now,) = five_figures([promise.commitment], on=TODAY, period=THIS_YEAR)
            assert line.figures == now.figures
            assert (line.figures.reported, line.figures.verified, line.counted) == (15, 8, 1)


def test_a_draft_that_is_out_of_date_says_so_is_not_assured_and_is_counted_anew() -> None:
    promise = a_promise()
    people = signatories(promise.buyer)
    a_verified_delivery(promise, quantity=10)
    account = an_account(promise)
    with as_tenant(promise.buyer.pk):
        assert not accounts.is_out_of_date(account, on=TODAY)
    for happens in (
        lambda: a_delivery(promise, quantity=1, recipient=False),
        lambda: a_verified_delivery(promise, quantity=3),
        lambda: a_value(promise),
        lambda: a_value(promise, value="1600.00"),
    ):
        happens()
        with as_tenant(promise.buyer.pk):
            assert accounts.is_out_of_date(account, on=TODAY)
            with pytest.raises(Refused, match="Count them anew first"):
                accounts.assure(by=people.auditor, account=account, on=TODAY)
            account = accounts.refresh(by=promise.manager, account=account, on=TODAY)
            assert not accounts.is_out_of_date(account, on=TODAY)
    with as_tenant(promise.buyer.pk):
        (line,) = account_page(account).lines
        assert (line.figures.reported, line.figures.verified) == (14, 13)
        assert [each.pounds.amount for each in line.worth] == [Decimal("20800.00")]


def test_a_commitment_outside_the_period_has_no_line_and_an_empty_account_is_not_assured() -> None:
    promise = a_promise()
    account = an_account(promise, period=Period(date(2024, 4, 1), date(2025, 3, 31)))
    with as_tenant(promise.buyer.pk):
        assert not AccountLine.objects.filter(account=account).exists()
        with pytest.raises(Refused, match="nothing to assure"):
            accounts.assure(by=signatories(promise.buyer).auditor, account=account, on=TODAY)


def test_only_what_was_done_in_the_period_is_counted() -> None:
    promise = a_promise()
    a_verified_delivery(promise, quantity=10)
    before = an_account(promise, period=Period(date(2025, 4, 1), date(2026, 3, 31)))
    with as_tenant(promise.buyer.pk):
        (line,) = account_page(before).lines
    assert (line.figures.reported, line.figures.verified, line.counted) == (0, 0, 0)
    assert line.figures.due > 0


def test_each_verification_is_valued_in_each_ledger_with_its_source_and_ledgers_are_never_added() -> None:
    promise = a_promise()
    a_value(promise, value="1500.00", low=Decimal(1000), high=Decimal(2000))
    a_value(promise, value="13000.00", ledger=Ledger.WELLBEING)
    a_verified_delivery(promise, quantity=10, verified="8")
    a_verified_delivery(promise, quantity=2)
    account = an_account(promise)
    with as_tenant(promise.buyer.pk):
        page = account_page(account)
        assert Valuation.objects.filter(line__account=account).count() == 4
    assert [
        (each.ledger_name, each.pounds.amount, each.pounds.low, each.pounds.high) for each in page.ledgers
    ] == [
        ("Saving to public budgets", Decimal("15000.00"), Decimal("10000.00"), Decimal("20000.00")),
        ("Wellbeing value", Decimal("130000.00"), None, None),
    ]
    assert {worth.source for worth in page.lines[0].worth} == {"Unit cost database, A combined authority"}
    assert page.without_proxy == ()


def test_what_has_no_value_stays_a_count_and_is_named() -> None:
    promise = a_promise()
    a_verified_delivery(promise)
    account = an_account(promise)
    with as_tenant(promise.buyer.pk):
        page = account_page(account)
    assert (page.ledgers, page.without_proxy) == ((), ("Apprenticeships",))


def test_valuing_again_by_the_stored_settings_gives_the_same_digits() -> None:
    promise = a_promise(unit="hours")
    a_value(promise, value="17.35", low=Decimal("3.33"), high=Decimal("20.01"))
    a_verified_delivery(promise, quantity=10, verified="7.33")
    account = an_account(promise)
    with as_tenant(promise.buyer.pk):
        (stored,) = Valuation.objects.filter(line__account=account)
    kept = stored.settings
    again = value(
        Decimal(kept["quantity"]),
        unit=kept["unit"],
        proxy=ProxyValue(
            ref=kept["proxy"],
            value=Decimal(kept["value"]),
            low=Decimal(kept["low"]),
            high=Decimal(kept["high"]),
            ledger=kept["ledger"],
            price_year=kept["price_year"],
            unit=kept["unit"],
        ),
    )
    assert (again.amount, again.low, again.high) == (stored.amount, stored.low, stored.high)
    assert stored.amount == Decimal("127.18")


def test_a_published_account_is_read_by_everyone_with_all_that_its_figures_stand_on() -> None:
    promise = a_promise()
    a_value(promise)
    proof = a_verified_delivery(promise)
    account = a_published_account(promise)
    for reader in (EVERYONE, promise.supplier.pk, an_organisation().pk):
        with as_tenant(reader):
            page = account_page(Account.objects.get(pk=account.pk))
            assert [(row.figures.verified, row.figures.published, row.counted) for row in page.lines] == [
                (10, 10, 1)
            ]
            assert page.lines[0].worth[0].pounds.amount == Decimal("15000.00")
            assert list(AccountLineVerification.objects.values_list("verification", flat=True)) == [proof.pk]


@pytest.mark.parametrize("state", [AccountState.DRAFT, AccountState.ASSURED, AccountState.SIGNED])
def test_before_that_it_is_its_owners_alone(state: AccountState) -> None:
    promise = a_promise()
    a_value(promise)
    a_verified_delivery(promise)
    account = IN_STATE[state](promise, signatories(promise.buyer))
    for reader in (EVERYONE, promise.supplier.pk, promise.recipient.pk):
        with as_tenant(reader):
            assert not Account.objects.filter(pk=account.pk).exists()
            assert not AccountLine.objects.exists()
            assert not AccountLineVerification.objects.exists()
            assert not Valuation.objects.exists()


def test_the_fingerprint_is_of_what_is_stored_and_later_events_change_neither() -> None:
    promise = a_promise()
    a_value(promise)
    proof = a_verified_delivery(promise)
    account = a_published_account(promise)
    with as_tenant(promise.buyer.pk):
        before = account_page(account)
        assert account.sha256 == fingerprint(account_content(account))
    a_value(promise, value="9999.00")
    a_verified_delivery(promise, quantity=5)
    reverse_delivery(promise, proof)
    with as_tenant(EVERYONE):
        now = account_now(account)
        assert account_page(now).lines[0].figures == before.lines[0].figures
        assert account_page(now).ledgers == before.ledgers
        assert fingerprint(account_content(now)) == account.sha256


@pytest.mark.parametrize(
    ("column", "other"),
    [("verified", Decimal(1)), ("contract_title", "Other"), ("supplier_name", "Other"), ("unit", "hours")],
)
def test_a_changed_figure_or_name_has_another_fingerprint(column: str, other: object) -> None:
    from fourfold.ground.people.changes import change

    promise = a_promise()
    a_verified_delivery(promise)
    account = a_published_account(promise)
    with change(by=promise.manager, owner=promise.buyer.pk, reason="For a test"):
        AccountLine.objects.filter(account=account).update(**{column: other})
        assert fingerprint(account_content(account)) != account.sha256


def test_two_editions_are_never_drawn_up_of_one_and_each_says_what_changed() -> None:
    promise = a_promise()
    account = a_published_account(promise)
    with as_tenant(promise.buyer.pk):
        with pytest.raises(Refused, match="Say what has changed"):
            accounts.correct(by=promise.manager, account=account, what_changed=" ", on=TODAY)
        edition = accounts.correct(
            by=promise.manager, account=account, what_changed="One more came.", on=TODAY
        )
        assert (edition.edition, edition.corrects_id, edition.state) == (2, account.pk, AccountState.DRAFT)
        with pytest.raises(NotAllowed, match="later edition"):
            accounts.correct(by=promise.manager, account=account, what_changed="Again.", on=TODAY)
        with pytest.raises(NotAllowed, match="Only a published account"):
            accounts.correct(by=promise.manager, account=edition, what_changed="Again.", on=TODAY)
        assert account_now(account) == account


def test_of_two_people_who_take_a_step_at_once_the_second_is_told() -> None:
    promise = a_promise()
    people = signatories(promise.buyer)
    account = an_account(promise)
    an_assured_account(promise, people, account)
    with as_tenant(promise.buyer.pk), pytest.raises(ChangedMeanwhile):
        accounts.assure(by=people.auditor, account=account, on=TODAY)


def test_an_account_sent_back_is_counted_anew_and_assured_again() -> None:
    promise = a_promise()
    people = signatories(promise.buyer)
    assured = an_assured_account(promise, people)
    a_verified_delivery(promise)
    with as_tenant(promise.buyer.pk):
        back = accounts.send_back(by=people.approver, account=assured)
        assert (back.state, back.assured_by_id) == (AccountState.DRAFT, None)
        anew = accounts.refresh(by=promise.manager, account=back, on=TODAY)
        assert accounts.assure(by=people.auditor, account=anew, on=TODAY).state == AccountState.ASSURED
        assert AccountLine.objects.get(account=anew).verified == 10


def test_an_account_counts_nobody_elses_contracts() -> None:
    promise, other = a_promise(), a_promise()
    whole, one = an_account(promise, of_contract=False), an_account(promise)
    with as_tenant(promise.buyer.pk):
        for account in (whole, one):
            assert {line.contract_ref for line in account.lines.all()} == {promise.contract.ref}
    with as_tenant(other.buyer.pk):
        assert not AccountLine.objects.exists()
