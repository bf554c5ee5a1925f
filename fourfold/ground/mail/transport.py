"""Hands one mail over, and says truly whether it was taken: yes, surely not, or nobody can tell."""

from __future__ import annotations

import contextlib
import os
import smtplib
import ssl
import sys
import tempfile
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from fourfold.ground.mail.route import Route

_SECONDS: Final = 30.0
_TAKEN: Final = 250
_ALSO_TAKEN: Final = 251
_FOR_GOOD: Final = 500
# Seven bits only: no server on the way has a reason to write the mail anew.
_POLICY: Final = policy.SMTP.clone(cte_type="7bit")


class NotTaken(Exception):
    """The mail was surely not taken. `again`: later it may be."""

    def __init__(self, words: str, *, again: bool) -> None:
        super().__init__(words)
        self.again = again


class CannotTell(Exception):
    """The line broke after the mail was handed over and before the server said whether it has it."""


def hand_over(message: EmailMessage, route: Route) -> None:
    """Raises NotTaken or CannotTell; else the mail is on its way."""
    match route.how:
        case "console":
            sys.stderr.write(f"{message.as_string()}\n")
        case "file":
            _keep(message, route.folder)
        case _:
            _speak(message, route)


def _keep(message: EmailMessage, folder: Path) -> None:
    """One file for each mail, under its Message-ID: handed over twice, it is there once."""
    name = "".join(sign for sign in str(message["Message-ID"]) if sign.isalnum() or sign in "@.-")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix="writing-")
        with os.fdopen(handle, "wb") as file:
            file.write(message.as_bytes(policy=_POLICY))
        Path(temporary).replace(folder / f"{name}.eml")
    except OSError as problem:
        raise NotTaken(
            say("The folder for mail cannot be written to ({strerror}).", strerror=problem.strerror),
            again=True,
        ) from problem


def _speak(message: EmailMessage, route: Route) -> None:
    """SMTP, phase by phase: until the mail itself is sent nothing can have been taken, afterwards the server's word counts."""
    try:
        client = _connected(route)
    except (OSError, smtplib.SMTPException) as problem:
        raise NotTaken(
            say("The mail server could not be reached ({why}).", why=_why(problem)), again=True
        ) from problem
    with contextlib.closing(client):
        try:
            _begin(client, message, route)
        except (OSError, smtplib.SMTPException) as problem:
            raise NotTaken(
                say("The mail server did not go on with the mail ({why}).", why=_why(problem)), again=True
            ) from problem
        try:
            code, _ = client.data(message.as_bytes(policy=_POLICY))
        except smtplib.SMTPDataError as refused:
            _refuse(refused.smtp_code)
        except (OSError, smtplib.SMTPException) as problem:
            raise CannotTell(
                say("The line to the mail server broke while it took the mail ({why}).", why=_why(problem))
            ) from problem
        else:
            if code != _TAKEN:
                _refuse(code)
        with contextlib.suppress(OSError, smtplib.SMTPException):
            client.quit()


def _connected(route: Route) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if route.encryption == "tls":
        return smtplib.SMTP_SSL(route.host, route.port, timeout=_SECONDS, context=context)
    client = smtplib.SMTP(route.host, route.port, timeout=_SECONDS)
    if route.encryption == "starttls":
        try:
            client.starttls(context=context)
        except BaseException:
            client.close()
            raise
    return client


def _begin(client: smtplib.SMTP, message: EmailMessage, route: Route) -> None:
    if route.user:
        client.login(route.user, route.password)
    client.ehlo_or_helo_if_needed()
    for code, _ in (
        client.mail(parseaddr(str(message["From"]))[1]),
        client.rcpt(parseaddr(str(message["To"]))[1]),
    ):
        if code not in {_TAKEN, _ALSO_TAKEN}:
            _refuse(code)


def _refuse(code: int) -> None:
    """The server's own words may hold the address, so only its number is told."""
    again = code < _FOR_GOOD
    words = say("for the moment") if again else say("for good: check the address")
    raise NotTaken(
        say("The mail server refused the mail {words} (it said {code}).", words=words, code=code), again=again
    )


def _why(problem: Exception) -> str:
    code = getattr(problem, "smtp_code", None)
    return say("it said {code}", code=code) if code else type(problem).__name__
