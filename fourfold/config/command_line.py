"""`fourfold …`: one command line, each storey brings its part.

The answer alone goes to standard output, everything else to standard error. Exit 0: answered; 2: refused, with the
reason; 1: it broke.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys

from fourfold.ground.commands import CommandRefused

# These calculate with files alone: Django stays asleep, which saves seconds and half of the memory.
WITHOUT_INSTALLATION = {
    ("value-map",): "fourfold.measure.commands.value_map",
    ("tracker", "tables"): "fourfold.tracker.commands.tables",
    ("tracker", "report"): "fourfold.tracker.commands.tables",
    ("tracker", "specification"): "fourfold.tracker.commands.tables",
}
STOREYS = ("ground", "define", "integrate", "partner", "measure", "tracker", "hub")


def parser() -> argparse.ArgumentParser:
    """The whole command line. Every module in a storey's `commands` package that has `register` adds to it."""
    top = argparse.ArgumentParser(
        prog="fourfold", description="Define, integrate, partner for and measure social value."
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    django = verbs.add_parser(
        "django", help="Run one of Django's own commands (migrate, makemigrations, shell …)."
    )
    django.add_argument("arguments", nargs=argparse.REMAINDER)
    django.set_defaults(run=_django)
    for storey in STOREYS:
        try:
            package = importlib.import_module(f"fourfold.{storey}.commands")
        except ModuleNotFoundError:
            continue
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
            commands = importlib.import_module(f"{package.__name__}.{module.name}")
            register = getattr(commands, "register", None)
            if register is not None:
                register(verbs)
    return top


def main(arguments: list[str] | None = None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    named = WITHOUT_INSTALLATION.get(tuple(words[:1])) or WITHOUT_INSTALLATION.get(tuple(words[:2]))
    if named is not None:
        alone = argparse.ArgumentParser(prog="fourfold")
        module = importlib.import_module(named)
        module.register(alone.add_subparsers(dest="verb", required=True, metavar="VERB"))
        return _run(alone.parse_args(words))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.config.settings")
    import django

    from fourfold.config.environment import BadEnvironment

    try:
        django.setup()
    except BadEnvironment as faults:
        print(f"fourfold cannot start:\n{faults}", file=sys.stderr)
        return 2
    return _run(parser().parse_args(arguments))


def _run(given: argparse.Namespace) -> int:
    try:
        result: int = given.run(given)
    except CommandRefused as refusal:
        print(f"fourfold: {refusal}", file=sys.stderr)
        return 2
    return result


def _django(given: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["fourfold django", *given.arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main())
