"""`./run soak`: what is too slow for every day. Tests marked `soak`, every property with fifty times the examples, and
sqlmap over every form. What came of it is kept in `benchmarks/soak.md`.
"""

from __future__ import annotations

import signal
import sys

from gate import components, injection
from gate.postgres import ClusterFailed
from gate.test import on_postgresql, run_pytest

MANY_EXAMPLES = ["-p", "gate.many_examples", "--ignore=tests/journeys"]


def main() -> int:
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    still_missing = components.install_missing()
    if still_missing:
        print(components.how_to_install(still_missing), file=sys.stderr)
        return 2
    print("== Soak on SQLite", flush=True)
    first = run_pytest(MANY_EXAMPLES, "", [])
    print("\n== Soak on PostgreSQL", flush=True)
    earlier = [f"On SQLite pytest ended with exit status {first}: see above."] if first else []
    try:
        second = on_postgresql(MANY_EXAMPLES, earlier)
    except ClusterFailed as problem:
        print(f"PostgreSQL could not be started. {problem}", file=sys.stderr)
        return 1
    print("\n== sqlmap over every form and parameter", flush=True)
    third = injection.main()
    return 1 if first or second or third else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
