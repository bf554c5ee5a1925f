"""A banner book of 50 questions by 20 columns over 1,000,000 weighted respondents, against others on the same work in the
same run.

Ours makes finished tables: bases, percentages, standard errors, intervals, letters, Rao and Scott's test, what is to be
withheld, rounding. The others add up the cells; percentages, tests and letters are then made of their sums by one plain way.
The run fails where a letter differs. Programs take turns. `--r` and `--svy PYTHON` time R's survey and svy on a few tables,
with standard errors and Rao and Scott's test, and scale them up to all 250.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.survey.made_up import BANNERS, QUESTIONS, made_up, plan_of, survey_of
from fourfold.tracker.exchange.table_book.making import files_of, make_book
from fourfold.tracker.rules.estimation.column_tests import Comparison
from fourfold.tracker.rules.tables.tabulate import book
from tests.tracker.table_books import answers, as_data, as_file, specification

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.survey.made_up import MadeUp
    from benchmarks.survey.peers import Letters
    from fourfold.tracker.rules.tables.table import Book

ROOT = Path(__file__).resolve().parents[1]
OURS = "Fourfold"
BY_R = ROOT / "benchmarks" / "survey" / "by_r.R"
BY_SVY = ROOT / "benchmarks" / "survey" / "by_svy.py"
# Few tables of each kind of question, for programs that take long.
SOME = tuple(f"{question}:{banner}" for question, banner in zip(QUESTIONS[:5], BANNERS, strict=True))
SMALL = 200


@dataclass(slots=True)
class Spent:
    """Seconds by the clock, and of all processors."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def of(self, what: Callable[[], object]) -> object:
        clock, processor = time.perf_counter(), time.process_time()
        found = what()
        self.clock.append(time.perf_counter() - clock)
        self.processor.append(time.process_time() - processor)
        return found


def letters_of(made: Book) -> Letters:
    """As the peers have them: in each block the columns are A to D."""
    found: Letters = {}
    for table in made.tables:
        for at, banner in enumerate(BANNERS):
            first = 1 + 4 * at
            names = {
                column.letter: "ABCD"[which] for which, column in enumerate(table.columns[first : first + 4])
            }
            names |= {name.lower(): letter.lower() for name, letter in names.items()}
            found[table.key, banner] = [
                ["".join(names[each] for each in cell.letters) for cell in row.cells[first : first + 4]]
                for row in table.rows
            ]
    return found


def compared(respondents: int, rounds: int) -> dict[str, Spent]:
    from benchmarks.survey.peers import PEERS, lettered  # noqa: PLC0415  their libraries take memory that is not ours

    made = made_up(respondents)
    survey, plan = survey_of(made), plan_of(Comparison.POOLED_EFFECTIVE)
    loaded = [(peer, peer.load(made)) for peer in PEERS]
    spent = {name: Spent() for name in (OURS, *(peer.name for peer in PEERS))}
    for _ in range(rounds):
        ours = spent[OURS].of(lambda: book(survey, plan))
        expected = letters_of(ours)  # type: ignore[arg-type]
        for peer, data in loaded:
            found = spent[peer.name].of(lambda: lettered(peer.run(data)))  # noqa: B023  (called at once)
            assert found == expected, f"{peer.name} has other letters"
    return spent


def by_design(respondents: int, rounds: int) -> Spent:
    """Letters by the design's own variance, with strata and finite population correction."""
    survey, plan, spent = survey_of(made_up(respondents)), plan_of(Comparison.DESIGN), Spent()
    for _ in range(rounds):
        spent.of(lambda: book(survey, plan))
    return spent


def by_others(program: list[str], respondents: int) -> tuple[float, dict[str, float]]:
    """Seconds for all 250 tables, scaled from `SOME`, and the p-values of these."""
    made = made_up(respondents)
    wanted = {name: made.answers[name] for pair in SOME for name in pair.split(":")}
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*wanted, "w", "stratum", "size"])
        columns = [*(each.tolist() for each in wanted.values()), made.weights.tolist(), made.strata.tolist()]
        writer.writerows(zip(*columns, made.sizes[made.strata].tolist(), strict=True))
        file.flush()
        done = subprocess.run(  # noqa: S603  programs that were named on the command line
            [*program, file.name, *SOME], capture_output=True, text=True, check=True
        )
    rows = [line.split() for line in done.stdout.splitlines()]
    p = {f"{question}:{banner}": float(p) for question, banner, _, p in rows}
    return sum(float(row[2]) for row in rows) * len(QUESTIONS) * len(BANNERS) / len(SOME), p


def our_p(respondents: int) -> dict[str, float]:
    made = book(survey_of(made_up(respondents)), plan_of(Comparison.DESIGN))
    return {
        pair: test.exact_p
        for pair in SOME
        for table in [made.table(pair.split(":")[0])]
        if table is not None
        for test in table.tests
        if test.block == pair.split(":")[1] and test.exact_p is not None
    }


def small_book() -> Spent:
    """200 respondents, 50 questions with means and top two, from the bytes of two files to a workbook and a Markdown page."""
    specified, data = as_file(specification(50)), as_data(answers(SMALL, 50))
    spent = Spent()
    for _ in range(6):
        spent.of(lambda: _whole(specified, data))
    return spent


def _whole(specified: bytes, data: bytes) -> int:
    made = make_book(specified, data, place="specification")
    return sum(len(each) for name in ("book.xlsx", "book.md") for each in files_of(made, name).values())


def memory(respondents: int, only: str) -> float:
    """Peak of a process that does that alone, interpreter and libraries included, in MB."""
    program = [sys.executable, "-m", "benchmarks.survey_tables", "--only", only]
    done = subprocess.run(  # noqa: S603  this program, with what was read as a number
        [*program, "--respondents", str(respondents)], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    return float(done.stdout)


def one(respondents: int, name: str) -> None:
    """What `memory` measures."""
    made: MadeUp = made_up(respondents)
    if name == OURS:
        book(survey_of(made), plan_of(Comparison.POOLED_EFFECTIVE))
    elif name != "data":
        from benchmarks.survey.peers import PEERS  # noqa: PLC0415  (only who asks for it waits for it)

        peer = next(peer for peer in PEERS if peer.name == name)
        peer.run(peer.load(made))
    # Not the peak of getrusage, which a process takes over from the one that started it.
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    print(next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024)


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench survey_tables", description=__doc__)
    parser.add_argument("--respondents", type=int, default=1_000_000, help="how many (1000000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often programs take turns (5)")
    parser.add_argument("--r", action="store_true", help="also R's survey, which takes minutes")
    parser.add_argument("--svy", metavar="PYTHON", help="also svy, by an interpreter that has it")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        one(given.respondents, given.only)
        return 0
    print(f"Data: {made_up(given.respondents).megabytes:.0f} MB in bytes and float32\n")
    spent = compared(given.respondents, given.rounds)
    ours = spent[OURS]
    print("| | processor s | clock s | ratio of processor | ratio of clock | memory of the process, MB |")
    print("|---|--:|--:|--:|--:|--:|")
    for name, each in spent.items():
        ratios = [
            statistics.median(a / b for a, b in zip(theirs, own, strict=True))
            for theirs, own in ((each.processor, ours.processor), (each.clock, ours.clock))
        ]
        print(
            f"| {name} | {statistics.median(each.processor):.2f} | {statistics.median(each.clock):.2f} "
            f"| {ratios[0]:.1f} | {ratios[1]:.1f} | {memory(given.respondents, name):.0f} |",
            flush=True,
        )
    design = statistics.median(by_design(given.respondents, given.rounds).processor)
    print(f"\nBy the design, strata and finite population correction: {design:.2f} s of one core")
    others = {"R survey": ["Rscript", str(BY_R)]} if given.r else {}
    others |= {"svy": [given.svy, str(BY_SVY)]} if given.svy else {}
    for name, program in others.items():
        seconds, p = by_others(program, given.respondents)
        off = max(abs(p[pair] - mine) / max(mine, 1e-12) for pair, mine in our_p(given.respondents).items())
        print(
            f"{name}, scaled from {len(SOME)} tables: {seconds:.0f} s of processor, {seconds / design:.0f} times; "
            f"p differs by {off:.1e} at most"
        )
    small = small_book()
    print(
        f"\n{SMALL} respondents, 54 tables by 17 columns, files to workbook and page: "
        f"{statistics.median(small.processor[1:]):.2f} s of processor, {statistics.median(small.clock[1:]):.2f} s by the clock; "
        f"the first time in a process {small.processor[0]:.2f} and {small.clock[0]:.2f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
