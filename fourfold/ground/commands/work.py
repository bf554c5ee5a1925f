"""`fourfold work`: carries out what pages and the timetable asked for, until it is stopped."""

from __future__ import annotations

import argparse
import os
import signal
import sys

from fourfold.ground.commands import CommandRefused
from fourfold.ground.jobs.work import Worker, named_after_process, work

SHORTEST_POLL = 0.05
LONGEST_POLL = 60.0


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser(
        "work",
        help="Carry out jobs and the timetable. Stops after the present job on Ctrl+C or SIGTERM; start as many as you like.",
    )
    verb.add_argument("--once", action="store_true", help="Stop as soon as nothing is due.")
    verb.add_argument(
        "--poll", type=_poll, default=1.0, metavar="SECONDS", help="How often to look at an empty queue (1)."
    )
    verb.add_argument(
        "--beside",
        type=int,
        metavar="PID",
        help="Stop when this process, which started the worker, has ended.",
    )
    verb.set_defaults(run=_run)


def _poll(typed: str) -> float:
    try:
        seconds = float(typed)
    except ValueError:
        seconds = 0.0
    if not SHORTEST_POLL <= seconds <= LONGEST_POLL:
        message = f"{typed} is not a number of seconds from {SHORTEST_POLL} to {LONGEST_POLL:.0f}"
        raise argparse.ArgumentTypeError(message)
    return seconds


def _run(given: argparse.Namespace) -> int:
    if given.beside is not None and given.beside != os.getppid():
        message = f"--beside is for the process that starts the worker, and that is not {given.beside}."
        raise CommandRefused(message)
    asked_to_stop = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal asked_to_stop
        asked_to_stop = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)

    def stopping() -> bool:
        # A process whose parent has ended is given another one.
        return asked_to_stop or (given.beside is not None and os.getppid() != given.beside)

    done = work(Worker(named_after_process(), stopping=stopping), poll=given.poll, until_idle=given.once)
    print(f"{done} jobs carried out.", file=sys.stderr)
    return 0
