"""What a browser calls itself, in words that its owner knows it by."""

from __future__ import annotations

from typing import Final

from fourfold.ground.kernel.said import say

# The first that is found counts: Edge and Opera also say Chrome, and Chrome also says Safari.
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", say("Samsung Internet")),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
# Android also says Linux, and an iPhone also says Mac OS X.
_SYSTEMS: Final = (
    ("iPhone", say("an iPhone")),
    ("iPad", say("an iPad")),
    ("Android", "Android"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
)


def device_words(agent: str) -> str:
    """For example Firefox on Windows, from the User-Agent header; what cannot be told is not guessed."""
    browser = next((words for mark, words in _BROWSERS if mark in agent), "")
    system = next((words for mark, words in _SYSTEMS if mark in agent), "")
    return (
        say("{browser} on {system}", browser=browser or "A browser", system=system)
        if system
        else browser or say("An unknown device")
    )
