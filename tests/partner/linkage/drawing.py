"""Which pairs of a supplier and a registered body were put before the reader, drawn before there was a matcher.

The rule knows nothing of councils, companies or housing: it compares groups of three letters of the names as they stand. So it
cannot favour what a matcher does well. `python -m tests.partner.linkage.drawing` prints the pairs without a verdict.
"""

from __future__ import annotations

import csv
import hashlib
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"
REFERENCE = Path(__file__).parents[3] / "fourfold" / "ground" / "organisations" / "reference"
SEED = "linkage, June 2021"
# Heads of stratum A and B; below lies C, of which a part is drawn.
A_FROM, B_FROM, DRAWN_FROM_C = 0.55, 0.40, 150
SECOND_FROM = 0.60
SUPPLIER_COLUMNS: Mapping[str, str] = {
    "calderdale": "Supplier(Beneficiary) Name",
    "manchester": "Supplier Name",
    "salford": "Vendor Name",
}
# Not organisations: budgets of persons by kind of need, and names that the council withheld.
_NO_ORGANISATION = re.compile(r"20\d\d:|.*redacted", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    half: str
    stratum: str
    likeness: float
    supplier: str
    files: str
    candidate: str
    candidate_name: str


def suppliers() -> dict[str, str]:
    """Each name once, as written but for runs of spaces, with the files it stands in."""
    found: dict[str, set[str]] = defaultdict(set)
    for file, column in SUPPLIER_COLUMNS.items():
        with (DATA / "spend" / f"{file}_2021-06.csv").open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                name = " ".join(row[column].split())
                if not _NO_ORGANISATION.match(name):
                    found[name].add(file)
    return {name: " ".join(sorted(files)) for name, files in sorted(found.items())}


def half_of(supplier: str) -> str:
    """`tuning` or `final`, by the name alone, so that one supplier is never in both."""
    return "final" if hashlib.sha256(supplier.casefold().encode()).digest()[0] % 2 else "tuning"


def draw(names: Mapping[str, str]) -> list[Pair]:
    """All of A and B and a part of C, each with its likest body; in A also the second where that is much alike too."""
    index = _Index(_bodies())
    ranked = {name: index.likest(name) for name in names}
    low = [name for name, likest in ranked.items() if likest[0][0] < B_FROM]
    drawn = set(random.Random(SEED).sample(sorted(low), DRAWN_FROM_C))  # noqa: S311  (a sample, not a secret)
    pairs = []
    for name, likest in ranked.items():
        best = likest[0][0]
        stratum = "A" if best >= A_FROM else "B" if best >= B_FROM else "C"
        if stratum == "C" and name not in drawn:
            continue
        for place, (score, body, body_name) in enumerate(likest):
            if place == 0 or (stratum == "A" and score >= SECOND_FROM):
                pairs.append(
                    Pair(half_of(name), stratum, round(score, 3), name, names[name], body, body_name)
                )
    return pairs


def _bodies() -> list[tuple[str, str]]:
    """Councils under their two names, and providers that are no councils: those are in both lists."""
    bodies = []
    for row in _rows("uk_local_authorities.csv"):
        bodies += [
            (f"council {row['local-authority-code']}", name)
            for name in sorted({row["official-name"], row["nice-name"]})
        ]
    bodies += [
        (f"provider {row['registration_number']}", row["organisation_name"])
        for row in _rows("rsh_registered_providers_2024-04.csv")
        if row["designation"] != "Local authority"
    ]
    return bodies


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _threes(name: str) -> set[str]:
    plain = f" {' '.join(re.findall(r'[a-z0-9]+', name.casefold()))} "
    return {plain[at : at + 3] for at in range(len(plain) - 2)}


class _Index:
    def __init__(self, bodies: Sequence[tuple[str, str]]) -> None:
        self.bodies = [(body, name, _threes(name)) for body, name in bodies]
        self.having: dict[str, list[int]] = defaultdict(list)
        for place, (_, _, threes) in enumerate(self.bodies):
            for three in threes:
                self.having[three].append(place)

    def likest(self, supplier: str) -> list[tuple[float, str, str]]:
        """The two likest bodies by Dice's coefficient of groups of three letters; equals by their number."""
        threes = _threes(supplier)
        shared = Counter(place for three in threes for place in self.having.get(three, ()))
        best: dict[str, tuple[float, str, str]] = {}
        for place, many in shared.items():
            body, name, its = self.bodies[place]
            score = 2 * many / (len(threes) + len(its))
            if body not in best or score > best[body][0]:
                best[body] = (score, body, name)
        found = sorted(best.values(), key=lambda each: (-each[0], each[1]))[:2]
        return found or [(0.0, "", "")]


def write(pairs: Iterable[Pair]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([*Pair.__dataclass_fields__, "match", "reason"])
    for pair in pairs:
        writer.writerow([*(getattr(pair, field) for field in Pair.__dataclass_fields__), "", ""])


if __name__ == "__main__":
    write(draw(suppliers()))
