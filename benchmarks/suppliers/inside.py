"""The ways and what they find, in a program that has Django ready."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from fourfold.ground.kernel.names import matched_as
from fourfold.ground.organisations.reference import lists
from fourfold.partner.exchange.linkage.bodies import bodies_of
from fourfold.partner.exchange.linkage.spend import read_spend
from fourfold.partner.rules.linkage.bodies import Body, Supplier
from fourfold.partner.rules.linkage.linking import Directory
from tests.builders.linkage import A_DAY, labels

SPEND = Path(__file__).resolve().parents[2] / "tests" / "data" / "spend"
# As in the directory's own search, and what trying on made-up names found to be the best.
ALIKE_FROM = (80, 88, 95)
BAR_SECONDS, PRECISION, RECALL = 5.0, 0.99, 0.95
Links = set[tuple[str, str]]


def by_weights(bodies: Sequence[Body], suppliers: Sequence[str]) -> Links:
    """The directory made ready included."""
    linked = Directory(bodies).link([Supplier(name, on=A_DAY) for name in suppliers])
    return {(each.supplier.name, each.body.key) for each in linked if each.body is not None}


def by_likeness(least: int) -> Callable[[Sequence[Body], Sequence[str]], Links]:
    def way(bodies: Sequence[Body], suppliers: Sequence[str]) -> Links:
        named = [(matched_as(name), body.key) for body in bodies for name in (body.name, *body.other_names)]
        plain = [name for name, _ in named]
        found = set()
        for supplier in suppliers:
            best = process.extractOne(
                matched_as(supplier), plain, scorer=fuzz.token_sort_ratio, score_cutoff=least
            )
            if best is not None:
                found.add((supplier, named[best[2]][1]))
        return found

    return way


def right(links: Links) -> tuple[int, int, int]:
    """Right, wrong and missed by the labels; doubtful pairs say nothing."""
    yes = {_pair(each.supplier, each.candidate) for each in labels() if each.match == "yes"}
    doubtful = {_pair(each.supplier, each.candidate) for each in labels() if each.match == "doubtful"}
    made = {_pair(*link) for link in links} - doubtful
    return len(made & yes), len(made - yes), len(yes - made)


def _pair(supplier: str, key: str) -> tuple[str, str]:
    return supplier, key.rsplit(maxsplit=1)[-1]


def suppliers() -> list[str]:
    files = sorted(SPEND.glob("*.csv"))
    lines = (
        line
        for file in files
        if file.name != "SOURCES.csv"
        for line in read_spend(file.read_bytes(), name=file.name).lines
    )
    return sorted({line.supplier for line in lines})


def main(rounds: int) -> None:
    """Prints what was found, and ends with 1 where the bar is not met."""
    began = time.process_time()
    names = suppliers()
    bodies = bodies_of(lists.councils(), lists.providers())
    read = time.process_time() - began
    print(f"{len(names):,} suppliers and {len(bodies):,} bodies read in {read:.2f} s of processor")
    ways = {"weights": by_weights, **{f"likeness from {least}": by_likeness(least) for least in ALIKE_FROM}}
    took: dict[str, list[float]] = {name: [] for name in ways}
    found: dict[str, Links] = {}
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.process_time()
            found[name] = way(bodies, names)
            took[name].append(time.process_time() - began)
    met = True
    print("| | processor s | right | wrong | missed | precision | recall |\n|---|--:|--:|--:|--:|--:|--:|")
    for name, links in found.items():
        good, wrong, missed = right(links)
        precision, recall = good / (good + wrong), good / (good + missed)
        seconds = statistics.median(took[name])
        print(f"| {name} | {seconds:.2f} | {good} | {wrong} | {missed} | {precision:.3f} | {recall:.3f} |")
        if name == "weights":
            met = seconds <= BAR_SECONDS and precision >= PRECISION and recall >= RECALL
    print(f"memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    raise SystemExit(0 if met else 1)
