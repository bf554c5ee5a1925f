"""A real mail server on this machine, for the length of a test."""

from __future__ import annotations

import socket
from asyncio import WriteTransport
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage


@dataclass
class Got:
    """What the server was handed, and what it is to say: a full reply, or nothing at all before it closes the line."""

    mails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    to_sender: str = "250 OK"
    to_recipient: str = "250 OK"
    to_data: str = "250 OK"
    hangs_up: bool = False

    async def handle_MAIL(  # noqa: N802  (the server's name for it)
        self, _server: SMTP, _session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.to_sender.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return self.to_sender

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return self.to_recipient

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.to_data.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
            self.raw.append(envelope.content)
            self.to.extend(envelope.rcpt_tos)
        if self.hangs_up:
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
        return self.to_data


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def a_mail_server(**options: Any) -> Iterator[tuple[Got, int]]:
    """Yields what it got and the port that it listens on."""
    got = Got()
    port = free_port()
    controller = Controller(got, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield got, port
    finally:
        controller.stop()
