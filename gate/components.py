"""What the tests need that no Python package brings: a browser, the library its driver leans on, and PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import playwright

CHROMIUM = "chromium"
LIBATOMIC = "libatomic1"
POSTGRESQL = "postgresql"
OLDEST_POSTGRESQL = 15
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> Path | None:
    """FOURFOLD_CHROMIUM where set, or a Chromium on the path."""
    given = os.environ.get("FOURFOLD_CHROMIUM")
    if given:
        return Path(given) if Path(given).is_file() else None
    return next((Path(found) for found in map(shutil.which, BROWSERS) if found), None)


def driver_starts() -> bool:
    """Whether Playwright's own program runs: on a minimal Debian it lacks libatomic, and says so only when a test starts."""
    folder = Path(playwright.__file__).parent / "driver"
    node = next((path for path in (folder / "node", folder / "node.exe") if path.exists()), None)
    return (
        node is not None
        and subprocess.run([node, "--version"], check=False, capture_output=True).returncode == 0
    )


def find_postgresql() -> Path | None:
    """The newest directory that holds PostgreSQL's server programs, 15 or later."""
    folders = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdecimal()]
    folders.sort(key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    candidates = [path for path in folders if int(path.parent.name) >= OLDEST_POSTGRESQL]
    candidates += [Path(on_path).resolve().parent] if on_path else []
    needed = ("initdb", "pg_ctl", "postgres")
    return next((path for path in candidates if all((path / name).exists() for name in needed)), None)


def missing() -> list[str]:
    """The Debian packages that would bring what is not here."""
    here = {CHROMIUM: find_browser(), LIBATOMIC: driver_starts(), POSTGRESQL: find_postgresql()}
    return [package for package, found in here.items() if not found]


def install_missing() -> list[str]:
    """Installs what is missing through apt-get where this user may, and returns what is still missing after that."""
    wanted = missing()
    apt = shutil.which("apt-get")
    become_root = _as_root()
    if not wanted or apt is None or become_root is None:
        return wanted
    print(f"Installing {', '.join(wanted)} through apt-get", flush=True)
    install = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-o", "DPkg::Lock::Timeout=300"]
    subprocess.run([*install, "-qq", "update"], check=False, stdout=subprocess.DEVNULL)
    # One by one: a package this system does not know must not keep the others away.
    for package in wanted:
        add = [*install, "-qq", "install", "--yes", "--no-install-recommends", package]
        subprocess.run(add, check=False, stdout=subprocess.DEVNULL)
    return missing()


def how_to_install(packages: list[str]) -> str:
    return (
        f"The tests need {', '.join(packages)}, which this user may not install here. On Debian or Ubuntu an "
        f"administrator runs:\n    apt-get install {' '.join(packages)}\n"
        "Elsewhere: Chromium from your system's packages (or FOURFOLD_CHROMIUM=/path/to/chromium), and PostgreSQL 15 or "
        "later with initdb and pg_ctl on the PATH. Then run this again."
    )


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], check=False, stderr=subprocess.DEVNULL).returncode == 0:
        return [sudo, "-n"]
    return None


if __name__ == "__main__":
    still = install_missing()
    if still:
        print(how_to_install(still), file=sys.stderr)
    sys.exit(1 if still else 0)
