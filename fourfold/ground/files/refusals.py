"""The errors of this room: their sentences are fit to print beside the field in which the file was chosen."""

from __future__ import annotations

from fourfold.ground.kernel.said import say


class NotAccepted(Exception):
    """The file cannot be taken. The sentence says what is wrong, where in the file, and what to do."""


class NoRoom(NotAccepted):
    """The file is good, and there is no room for it. It may be taken later."""


class NotScanned(NotAccepted):
    """There is a virus scanner, and it did not say of this file that it is clean. The same file may be taken later."""


class VirusFound(NotAccepted):
    """Nothing of the file was kept. `found` is the scanner's name for what is in it."""

    def __init__(self, *, name: str, found: str, sha256: str, size: int) -> None:
        super().__init__(
            say(
                "“{name}” has a virus in it ({found}) and was not taken. Nothing of it was kept. Have the "
                "computer it comes from looked after, and upload a clean copy.",
                name=name,
                found=found,
            )
        )
        self.name = name
        self.found = found
        self.sha256 = sha256
        self.size = size
