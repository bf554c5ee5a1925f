"""Why a sealed thing stays sealed. Each message can be shown to the person it happened to."""

from __future__ import annotations


class CannotOpen(Exception):
    """What was sealed stays sealed; the subclasses say why. Nothing of the plaintext is in any message."""


class WrongPassphrase(CannotOpen):
    """The passphrase does not unlock the opener's key (or the stored key was altered: the two look the same)."""


class NotEnoughOpeners(CannotOpen):
    """Fewer different openers' shares than the tender needs."""


class TooEarly(CannotOpen):
    """The deadline for bids has not passed, so the server keeps its share."""


class Tampered(CannotOpen):
    """What is stored was altered, is not ours, or was sealed to another key."""


class WrongContext(CannotOpen):
    """Sealed for another tender, bidder or opener than the one named."""


class WrongResumeCode(CannotOpen):
    """The code typed is not one that we could have given: its check characters do not fit."""
