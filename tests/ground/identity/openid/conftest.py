"""The provider's process, started once; and one organisation that signs its people in there."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[4]
CLIENT_ID = "fourfold-at-hartwell"
SECRET = "a secret with / and + and : in it, of the client"
PROVIDERS_PASSWORD = "the-password-at-work"
BACK = "http://testserver/sign-in/organisation/return/"
PEOPLE = {
    "ada": ["ada@hartwell.example", ""],
    "sam": ["sam@hartwell.example", "mfa"],
    "una": ["una@hartwell.example", "unverified"],
    "sid": ["sid@hartwell.example", "silent"],
    "gus": ["gus@elsewhere.example", ""],
    "zoe": ["zoe@hartwell.example", ""],
}
PATIENCE_S = 60


def new_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


class Provider:
    def __init__(self, folder: Path) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port: int = listener.getsockname()[1]
        self.folder = folder
        self.issuer = f"http://127.0.0.1:{self.port}/o"
        self.told: dict[str, Any] = {
            "port": self.port, "issuer": self.issuer, "client_id": CLIENT_ID, "secret": SECRET, "back": BACK,
            "password": PROVIDERS_PASSWORD, "people": PEOPLE, "key": new_key(), "earlier_keys": [], "seconds": 600,
            "thin": False,
        }  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **changed: Any) -> None:
        """Anew, with what is `changed` of what it was told, and the same database."""
        self.stop()
        (self.folder / "told.json").write_text(json.dumps({**self.told, **changed}))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.ground.identity.openid.provider", str(self.folder)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": ""},
        )
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                urllib.request.urlopen(f"{self.issuer}/.well-known/openid-configuration", timeout=5).close()  # noqa: S310  (our own)
            except OSError:
                assert self.process.poll() is None, "the provider ended by itself"
                assert time.monotonic() < until, "the provider does not answer"
                time.sleep(0.1)
            else:
                return

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None

    def let(self, name: str, way: str, *, password: str = PROVIDERS_PASSWORD) -> str:
        """Goes to `way` as a browser, signs in on the provider's own form, and says where it then leads."""
        with requests.Session() as browser:
            page = browser.get(way, timeout=20)
            for _ in range(2):
                if "password" not in page.text:
                    break
                hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|next)" value="([^"]*)"', page.text))
                hidden["next"] = hidden["next"].replace("&amp;", "&")
                page = browser.post(
                    page.url,
                    {**hidden, "username": name, "password": password},
                    timeout=20,
                    allow_redirects=False,
                )
                while page.is_redirect and not page.headers["Location"].startswith(BACK):
                    page = browser.get(
                        urljoin(page.url, page.headers["Location"]),
                        timeout=20,
                        allow_redirects=False,
                    )
            assert page.is_redirect, f"{page.status_code}: {page.text[:2000]}"
            return page.headers["Location"]


def parameters(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@pytest.fixture(scope="session")
def _the_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    provider = Provider(tmp_path_factory.mktemp("provider"))
    provider.start()
    yield provider
    provider.stop()


@pytest.fixture
def provider(_the_provider: Provider, settings: Any) -> Provider:
    """As it was told at first, whatever the test before told it."""
    settings.PROVIDER_HTTP_ON_LOOPBACK = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    told = json.loads((_the_provider.folder / "told.json").read_text())
    if _the_provider.process is None or told != json.loads(json.dumps(_the_provider.told)):
        _the_provider.start()
    return _the_provider
