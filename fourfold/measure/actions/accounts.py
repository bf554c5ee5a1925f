"""An account from its draft to publication: four people's work, and read-only at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.queries.proxies import as_value, publishable
from fourfold.define.rules.valuation_rule import value
from fourfold.ground.kernel.periods import Period
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Right, share
from fourfold.ground.people.actor import NotAllowed, check_other_eyes, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.queries.commitments import commitments_of_contracts, commitments_of_owner
from fourfold.measure.models import Account, AccountLine, AccountLineVerification, AccountState, Valuation
from fourfold.measure.models.account import VALID_TRANSITIONS
from fourfold.measure.queries.accounts import FIGURES, account_content
from fourfold.measure.queries.five_figures import CommitmentFigures, five_figures
from fourfold.measure.queries.worth import may_value
from fourfold.measure.rules.fingerprint import fingerprint
from fourfold.partner.queries.delivered import verifications_between

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from fourfold.define.queries.proxies import Proxy
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.commitments import CommitmentRow
    from fourfold.integrate.queries.contracts import ContractRow
    from fourfold.partner.queries.delivered import VerifiedRow


def check_can_draft(by: Actor, contract: ContractRow | None = None) -> None:
    check_role(by, Role.LEAD, Role.CONTRACT_MANAGER, to=say("draw up an account"))
    if contract is not None and contract.owner_id != by.organisation_id:
        message = say("Only the buyer draws up the account of a contract.")
        raise NotAllowed(message)


def can_draft(by: Actor, contract: ContractRow | None = None) -> bool:
    try:
        check_can_draft(by, contract)
    except NotAllowed:
        return False
    return True


def draft(
    *,
    by: Actor,
    contract: ContractRow | None,
    period: Period,
    title: str,
    on: date,
) -> Account:
    """An account of one contract, or of the whole organisation where `contract` is None, for what fell in `period`."""
    check_can_draft(by, contract)
    if not title.strip():
        message = say("Enter a title for the account")
        raise Refused(message, field="title")
    if period.start > on:
        message = say("The period lies in the future; there is nothing to account for yet")
        raise Refused(message, field="starts_on")
    with change(by=by, owner=by.organisation_id, reason=say("Drew up an account")):
        ref = new_reference()
        account = Account.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            contract_id=None if contract is None else contract.pk,
            title=title.strip(),
            starts_on=period.start,
            ends_on=period.end,
            drafted_by_id=by.person_id,
        )
        _fill(account, on)
    return account


def check_can_refresh(by: Actor, account: Account) -> None:
    check_can_draft(by)
    _check_own(by, account)
    if account.state != AccountState.DRAFT:
        message = say(
            "This account is {state}; its figures no longer change.",
            state=account.get_state_display().lower(),
        )
        raise NotAllowed(message)


def can_refresh(by: Actor, account: Account) -> bool:
    return _allowed(check_can_refresh, by, account)


def refresh(*, by: Actor, account: Account, on: date) -> Account:
    """Counts a draft's figures anew from the rows that stand today."""
    check_can_refresh(by, account)
    with change(by=by, owner=account.owner_id, reason=say("Counted an account's figures anew")):
        _empty(account)
        _fill(account, on)
        return update(account, version=account.version)


def check_can_assure(by: Actor, account: Account) -> None:
    check_role(by, Role.AUDITOR, Role.LEAD, to=say("assure an account"))
    _check_own(by, account)
    check_other_eyes(
        by, account.drafted_by_id, or_else=say("You drew this account up, so somebody else must assure it.")
    )
    _check_state(account, AccountState.DRAFT, say("Only a draft is assured."))


def can_assure(by: Actor, account: Account) -> bool:
    return _allowed(check_can_assure, by, account)


def is_out_of_date(account: Account, *, on: date) -> bool:
    """Whether a draft shows other figures than counting it anew today would. Never true of what is frozen."""
    return account.state == AccountState.DRAFT and _changed_since_counted(account, on)


def assure(*, by: Actor, account: Account, on: date) -> Account:
    """Somebody who did not draw it up has followed its figures to their evidence; they are locked from here on.

    Refuses figures that are no longer what the rows say: what is locked is what stands.
    """
    check_can_assure(by, account)
    if not account.lines.exists():
        message = say("There are no commitments in this account, so there is nothing to assure")
        raise Refused(message)
    if is_out_of_date(account, on=on):
        message = say(
            "What was delivered or how it is valued has changed since these figures were counted. Count them anew first"
        )
        raise Refused(message)
    with change(by=by, owner=account.owner_id, reason=say("Assured an account")):
        return _move(account, AccountState.ASSURED, assured_by_id=by.person_id)


def check_can_send_back(by: Actor, account: Account) -> None:
    check_role(by, Role.AUDITOR, Role.LEAD, Role.APPROVER, to=say("send an account back"))
    _check_own(by, account)
    _check_state(account, AccountState.ASSURED, say("Only an assured account is sent back."))


def can_send_back(by: Actor, account: Account) -> bool:
    return _allowed(check_can_send_back, by, account)


def send_back(*, by: Actor, account: Account) -> Account:
    check_can_send_back(by, account)
    with change(by=by, owner=account.owner_id, reason=say("Sent an account back")):
        return _move(account, AccountState.DRAFT, assured_by_id=None)


def check_can_sign(by: Actor, account: Account) -> None:
    check_role(by, Role.APPROVER, to=say("sign an account"))
    _check_own(by, account)
    check_other_eyes(
        by, account.drafted_by_id, or_else=say("You drew this account up, so somebody else must sign it.")
    )
    _check_state(account, AccountState.ASSURED, say("An account is signed once it is assured."))


def can_sign(by: Actor, account: Account) -> bool:
    return _allowed(check_can_sign, by, account)


def sign(*, by: Actor, account: Account, on: date) -> Account:
    check_can_sign(by, account)
    with change(by=by, owner=account.owner_id, reason=say("Signed an account")):
        return _move(account, AccountState.SIGNED, signed_by_id=by.person_id, signed_on=on)


def check_can_publish(by: Actor, account: Account) -> None:
    check_role(by, Role.LEAD, to=say("publish an account"))
    _check_own(by, account)
    _check_state(account, AccountState.SIGNED, say("An account is published once it is signed."))


def can_publish(by: Actor, account: Account) -> bool:
    return _allowed(check_can_publish, by, account)


def publish(*, by: Actor, account: Account, on: date, at: datetime) -> Account:
    """Publishes it for everyone, with the fingerprint of its figures. From here on it never changes."""
    check_can_publish(by, account)
    owner = Organisation.objects.get(pk=account.owner_id)
    with change(by=by, owner=owner.pk, reason=say("Published an account")):
        published = _move(
            account, AccountState.PUBLISHED, published_at=at, sha256=fingerprint(account_content(account))
        )
        share(
            owner=owner,
            thing=account.root,
            kind="account",
            organisation=None,
            right=Right.SEE,
            on=on,
            reason="Published",
        )
    return published


def check_can_correct(by: Actor, account: Account) -> None:
    check_can_draft(by)
    _check_own(by, account)
    _check_state(
        account, AccountState.PUBLISHED, say("Only a published account is corrected by a new edition.")
    )
    if Account.objects.filter(corrects=account).exists():
        message = say("There is a later edition of this account already.")
        raise NotAllowed(message)


def can_correct(by: Actor, account: Account) -> bool:
    return _allowed(check_can_correct, by, account)


def correct(*, by: Actor, account: Account, what_changed: str, on: date) -> Account:
    """A new edition, drawn up from the rows as they stand today; the published one stays as it was."""
    check_can_correct(by, account)
    if not what_changed.strip():
        message = say("Say what has changed since the edition that is published")
        raise Refused(message, field="what_changed")
    with change(by=by, owner=account.owner_id, reason=say("Drew up a corrected edition of an account")):
        ref = new_reference()
        edition = Account.objects.create(
            owner_id=account.owner_id,
            ref=ref,
            root=ref,
            contract_id=account.contract_id,
            title=account.title,
            starts_on=account.starts_on,
            ends_on=account.ends_on,
            edition=account.edition + 1,
            corrects=account,
            what_changed=what_changed.strip(),
            drafted_by_id=by.person_id,
        )
        _fill(edition, on)
    return edition


def _allowed(check: Callable[[Actor, Account], None], by: Actor, account: Account) -> bool:
    try:
        check(by, account)
    except NotAllowed:
        return False
    return True


def _check_own(by: Actor, account: Account) -> None:
    if account.owner_id != by.organisation_id:
        message = say("Only the organisation whose account this is can change it.")
        raise NotAllowed(message)


def _check_state(account: Account, state: AccountState, otherwise: str) -> None:
    if account.state != state:
        message = say(
            "{otherwise} This one is {state}.", otherwise=otherwise, state=account.get_state_display().lower()
        )
        raise NotAllowed(message)


def _move(account: Account, to: AccountState, **values: object) -> Account:
    if to not in VALID_TRANSITIONS[AccountState(account.state)]:
        message = say(
            "An account that is “{state}” cannot become “{label}”.",
            state=account.get_state_display(),
            label=to.label,
        )
        raise Refused(message)
    return update(account, version=account.version, state=to, **values)


def _empty(account: Account) -> None:
    lines = AccountLine.objects.filter(account=account)
    Valuation.objects.filter(line__in=lines).delete()
    AccountLineVerification.objects.filter(line__in=lines).delete()
    lines.delete()


def _fill(account: Account, on: date) -> None:
    """The lines of every commitment that the period touches, what each counts, and its worth where a proxy is in force."""
    commitments = _commitments_in(account)
    verified = _verified_in(account, commitments, on)
    proxies = list(publishable({row.measure_id for row in commitments}))
    for found in five_figures(commitments, on=on, period=_period(account)):
        line = _line(account, found)
        counted = verified.get(found.commitment.pk, [])
        AccountLineVerification.objects.bulk_create(
            AccountLineVerification(
                owner_id=account.owner_id,
                root=account.root,
                line=line,
                verification_id=each.pk,
                delivery_ref=each.delivery_ref,
                quantity=each.quantity,
                ended_on=each.ends_on,
            )
            for each in counted
        )
        Valuation.objects.bulk_create(
            _valuation(account, line, each, found.commitment.unit, proxy)
            for proxy in proxies
            if proxy.measure_id == found.commitment.measure_id
            and may_value(proxy, at_cost=found.commitment.at_cost)
            for each in counted
        )


def _changed_since_counted(account: Account, on: date) -> bool:
    """Whether counting anew on that day would give other figures, count other verifications, or value them otherwise."""
    commitments = _commitments_in(account)
    proxies = list(publishable({row.measure_id for row in commitments}))
    verified = _verified_in(account, commitments, on)
    today = {
        (found.commitment.pk, *(getattr(found.figures, name) for name in FIGURES))
        for found in five_figures(commitments, on=on, period=_period(account))
    }
    lines = AccountLine.objects.filter(account=account)
    valued_today = {
        (each.pk, proxy.pk)
        for row in commitments
        for each in verified.get(row.pk, [])
        for proxy in proxies
        if proxy.measure_id == row.measure_id and may_value(proxy, at_cost=row.at_cost)
    }
    return (
        today != set(lines.values_list("commitment", *FIGURES))
        or {each.pk for rows in verified.values() for each in rows}
        != set(AccountLineVerification.objects.filter(line__in=lines).values_list("verification", flat=True))
        or valued_today != set(Valuation.objects.filter(line__in=lines).values_list("verification", "proxy"))
    )


def _period(account: Account) -> Period:
    return Period(account.starts_on, account.ends_on)


def _commitments_in(account: Account) -> list[CommitmentRow]:
    return [
        row for row in _commitments(account) if Period(row.starts_on, row.ends_on).overlaps(_period(account))
    ]


def _verified_in(
    account: Account, commitments: list[CommitmentRow], on: date
) -> dict[int, list[VerifiedRow]]:
    found: dict[int, list[VerifiedRow]] = {}
    for row in verifications_between(
        [each.pk for each in commitments], account.starts_on, min(account.ends_on, on)
    ):
        if row.stands:
            found.setdefault(row.commitment, []).append(row)
    return found


def _commitments(account: Account) -> list[CommitmentRow]:
    if account.contract_id is None:
        return commitments_of_owner(account.owner_id)
    return commitments_of_contracts([account.contract_id])


def _line(account: Account, found: CommitmentFigures) -> AccountLine:
    row, figures = found.commitment, found.figures
    return AccountLine.objects.create(
        owner_id=account.owner_id,
        root=account.root,
        account=account,
        commitment_id=row.pk,
        measure_id=row.measure_id,
        measure_title=row.measure_title,
        unit=row.unit,
        contract_ref=row.contract_ref,
        contract_title=row.contract_title,
        supplier_name=row.supplier_name,
        commitment_number=row.number,
        committed=figures.committed,
        due=figures.due,
        reported=figures.reported,
        confirmed=figures.confirmed,
        verified=figures.verified,
    )


def _valuation(account: Account, line: AccountLine, each: VerifiedRow, unit: str, proxy: Proxy) -> Valuation:
    worth = value(each.quantity, unit=unit, proxy=as_value(proxy))
    return Valuation(
        owner_id=account.owner_id,
        root=account.root,
        line=line,
        verification_id=each.pk,
        proxy=proxy,
        quantity=each.quantity,
        amount=worth.amount,
        low=worth.low,
        high=worth.high,
        # With the source as it stands today: an account is read by people who may not see the proxy, and outlives it.
        settings={
            **worth.settings,
            "proxy_title": proxy.title,
            "measure_ref": proxy.measure.ref,
            "source_title": proxy.source_title,
            "source_publisher": proxy.source_publisher,
            "source_href": proxy.source_href,
            "source_grade": proxy.source_grade,
            "source_read_on": proxy.read_on.isoformat(),
            "licence": proxy.licence,
        },
    )
