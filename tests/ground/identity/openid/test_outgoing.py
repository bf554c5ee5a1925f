"""An address that a stranger typed leads nowhere that only this machine may look."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from fourfold.ground.identity.openid import outgoing
from fourfold.ground.identity.openid.outgoing import NotAsked, NotReached

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server on loopback that answers every connection with `answer`."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with line:
                try:
                    answer(line)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=10)


def saying(text: bytes) -> Callable[[socket.socket], None]:
    def answer(line: socket.socket) -> None:
        line.recv(65536)
        line.sendall(text)

    return answer


@pytest.fixture
def _loopback(settings: Any) -> None:
    settings.PROVIDER_HTTP_ON_LOOPBACK = True


@pytest.mark.parametrize(
    "address",
    [
        "http://login.example.org/",
        "ftp://login.example.org/",
        "file:///etc/passwd",
        "//login.example.org/",
        "login.example.org",
        "",
        "https://",
        "https://a:b@login.example.org/",
        "https://login.example.org/#x",
        "https://login.example.org:0/",
        "https://login.example.org:99999/",
        "https://[::1/",
        "https://login.example.org/\r\nHost: x",
        "https://login.example.org/ä",
        "https://login.example.org/a b",
        "https://\x00/",
    ],
)
def test_only_plain_https_addresses_are_asked(address: str) -> None:
    with pytest.raises(NotAsked):
        outgoing.ask(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0", "localhost", "10.0.0.1", "192.168.1.1", "172.16.0.1",
        "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "[::1]", "[fe80::1]", "[fd00::1]",
        "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::]",
    ],
)  # fmt: skip
def test_no_address_of_a_private_network_is_asked(host: str) -> None:
    with pytest.raises(NotReached):
        outgoing.ask(f"https://{host}/")


def test_of_a_name_with_several_addresses_all_must_be_public(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*_: Any, **__: Any) -> list[Any]:
        return [(0, 0, 0, "", (address, 443)) for address in ("93.184.215.14", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    with pytest.raises(NotAsked, match="private network"):
        outgoing.ask("https://login.example.org/")


def test_the_connection_goes_to_the_address_that_was_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that answers differently the second time is not asked a second time."""
    asked: list[Any] = []

    def found(*_: Any, **__: Any) -> list[Any]:
        return [(0, 0, 0, "", ("93.184.215.14" if not asked else "127.0.0.1", 443))]

    def connect(to: tuple[str, int], **_: Any) -> socket.socket:
        asked.append(to)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(NotReached):
        outgoing.ask("https://login.example.org/")
    assert asked == [("93.184.215.14", 443)]


def test_the_operator_may_name_a_host_of_a_private_network(settings: Any) -> None:
    settings.PROVIDER_HOSTS = frozenset({"localhost"})
    with listening(saying(b"not TLS")) as port, pytest.raises(NotReached) as problem:
        outgoing.ask(f"https://localhost:{port}/")
    assert not isinstance(problem.value, NotAsked)
    with pytest.raises(NotAsked):
        outgoing.ask(f"http://localhost:{port}/")


def test_a_certificate_that_nobody_vouches_for_is_refused(settings: Any, tmp_path: Path) -> None:
    settings.PROVIDER_HOSTS = frozenset({"localhost"})
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)

    def answer(line: socket.socket) -> None:
        with context.wrap_socket(line, server_side=True) as safe:
            safe.recv(100)

    with listening(answer) as port, pytest.raises(NotReached, match="no certificate that can be trusted"):
        outgoing.ask(f"https://localhost:{port}/")


@pytest.mark.usefixtures("_loopback")
def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with listening(
        saying(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
    ) as port:
        answer = outgoing.ask(f"http://127.0.0.1:{port}/")
    assert (answer.status, answer.is_fine) == (302, False)


@pytest.mark.usefixtures("_loopback")
@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"nonsense",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"\xff" * 70_000,
    ],
)
def test_what_is_no_answer_is_said_to_be_none(text: bytes) -> None:
    with listening(saying(text)) as port:
        try:
            answer = outgoing.ask(f"http://127.0.0.1:{port}/")
        except NotReached:
            return
    # A wrong length is read as no length, which is harmless.
    assert answer.body == b"{}"


@pytest.mark.usefixtures("_loopback")
def test_too_much_is_not_read_to_the_end() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"
    with (
        listening(saying(head + b"x" * (outgoing.MOST_BYTES + 10))) as port,
        pytest.raises(NotReached, match="sent more"),
    ):
        outgoing.ask(f"http://127.0.0.1:{port}/")


@pytest.mark.usefixtures("_loopback")
@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"])
def test_one_who_answers_drop_by_drop_is_cut_off(monkeypatch: pytest.MonkeyPatch, head: bytes) -> None:
    monkeypatch.setattr(outgoing, "PATIENCE_S", 0.6)

    def drip(line: socket.socket) -> None:
        line.recv(65536)
        line.sendall(head)
        for _ in range(100):
            line.sendall(b"x")
            time.sleep(0.1)

    began = time.monotonic()
    with listening(drip) as port, pytest.raises(NotReached, match="did not answer in time"):
        outgoing.ask(f"http://127.0.0.1:{port}/")
    assert time.monotonic() - began < 8


def test_public_addresses_are_public() -> None:
    assert outgoing.is_public("93.184.215.14")
    assert outgoing.is_public("2606:4700::1111")
    assert not outgoing.is_public("fe80::1%eth0")
    assert not outgoing.is_public("nonsense")
