"""Names of organisations in the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SAME_WORDS: Final = {
    "ltd": "limited",
    "co operative": "cooperative",
    "public limited company": "plc",
}
_WRITTEN_OTHERWISE = re.compile(r"\b(?:" + "|".join(sorted(_SAME_WORDS, key=len, reverse=True)) + r")\b")
# A council signs as "The Council of the City of …" or "The Mayor and Burgesses of the London Borough of …".
_BEFORE_THE_NAME = re.compile(
    r"^(?:the )?"
    r"(?:(?:council|(?:lord )?mayor and (?:burgesses|citizens)) of (?:the )?"
    r"(?=(?:(?:london|royal|metropolitan) )*(?:borough|city|county|district|isles) ))?",
)


def matched_as(name: str) -> str:
    """`name` in lower case and plain words, so that two ways of writing one name are equal.

    "&" is "and", "Ltd" is "limited", accents and apostrophes go, other punctuation parts words, and "The", "Council of"
    and "Mayor and Burgesses of" at the beginning are left off. Two different bodies may still share a name: equality
    here is a match only where a single body answers to it. Empty where the text has neither letter nor digit.
    """
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)
    ).casefold()
    plain = re.sub(r"['’‘ʼ`´]", "", plain.replace("&", " and "))
    # Initials hold together without their stops: "p.l.c.", "Y.M.C.A.".
    plain = re.sub(
        r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?", lambda found: found.group().replace(".", "") + " ", plain
    )
    plain = " ".join(re.findall(r"[^\W_]+", plain))
    plain = _WRITTEN_OTHERWISE.sub(lambda found: _SAME_WORDS[found.group()], plain)
    return _BEFORE_THE_NAME.sub("", plain) or plain
