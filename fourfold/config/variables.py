"""Reads variables one by one: every fault is written down with what to do, and the next one is looked at too."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORTEST_SECRET = 32
# These may stand in a file instead, named by the same word with _FILE: as container engines hand secrets over.
IN_A_FILE = (
    "DATABASE_URL",
    "FOURFOLD_MAIL",
    "FOURFOLD_METRICS_TOKEN",
    "FOURFOLD_SEALING_SECRET",
    "FOURFOLD_SECRET_KEY",
)

_YES = {"1", "true", "yes", "on"}
_NO = {"", "0", "false", "no", "off"}


@dataclass(slots=True)
class Reader:
    """Answers with something usable even where a variable is wrong, so that the next one is looked at too."""

    given: Mapping[str, str]
    faults: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        given = self.given.get(name, "").strip()
        file = self.given.get(f"{name}_FILE", "").strip() if name in IN_A_FILE else ""
        if given and file:
            self.faults.append(f"{name} and {name}_FILE are both set. Keep one of them.")
        if not file:
            return given
        try:
            return Path(file).read_text().strip()
        except (OSError, UnicodeDecodeError) as problem:
            self.faults.append(f"{name}_FILE is {file!r}, which cannot be read ({why(problem)}).")
            return ""

    def yes(self, name: str) -> bool:
        given = self.text(name).lower()
        if given not in _YES | _NO:
            self.faults.append(f"{name} is {given!r}. Set it to yes or no.")
        return given in _YES

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        given = self.text(name) or str(default)
        if given.isascii() and given.isdecimal() and least <= int(given) <= most:
            return int(given)
        self.faults.append(f"{name} is {given!r}. Set it to a number from {least} to {most}.")
        return default

    def one_of(self, name: str, known: tuple[str, ...], default: str) -> str:
        given = self.text(name) or default
        found = next((word for word in known if word.lower() == given.lower()), None)
        if found is None:
            self.faults.append(f"{name} is {given!r}. Set it to one of: {', '.join(known)}.")
        return found or default

    def secret(self, name: str, path: Path) -> str:
        """From the environment, or one made once and kept beside the data, readable by its owner alone."""
        given = self.text(name)
        if given and len(given) < SHORTEST_SECRET:
            self.faults.append(
                f"{name} has {len(given)} characters; it needs at least {SHORTEST_SECRET} random ones. "
                "`openssl rand -base64 48` makes some."
            )
        if given or self.faults:
            # With faults nothing is written: the directory may be the wrong one.
            return given
        try:
            kept = _kept_secret(path)
        except OSError as problem:
            self.faults.append(f"{name} is not set, and {path} cannot be kept instead ({why(problem)}).")
            return ""
        if len(kept) < SHORTEST_SECRET:
            self.faults.append(
                f"{path} holds {len(kept)} characters and was cut short. Put it back from where you keep it."
            )
        return kept


def _kept_secret(path: Path) -> str:
    """Written whole under another name first: of two processes that start at once one wins, and both read the same."""
    if not path.exists():
        arriving = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        handle = os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(48))
            with suppress(FileExistsError):
                os.link(arriving, path)
        finally:
            arriving.unlink()
    return path.read_text().strip()


def why(problem: Exception) -> str:
    """What the operating system says of it, without the path, which the sentence around it names."""
    return getattr(problem, "strerror", None) or type(problem).__name__
