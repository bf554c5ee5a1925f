"""Every relative link of every Markdown file leads to a file, and to a heading where it names one."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {".git", ".venv", ".tools", "var", "node_modules"}

FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|^\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def broken_links(root: Path) -> list[str]:
    """One line per link that leads nowhere, as `file: link (why)`; pages of other sites are not visited."""
    problems = []
    for page in sorted(root.rglob("*.md")):
        if NOT_OURS.intersection(page.relative_to(root).parts):
            continue
        for match in LINK.finditer(CODE.sub("", FENCE.sub("", page.read_text(encoding="utf-8")))):
            link = match.group(1) or match.group(2)
            if not ELSEWHERE.match(link) and (why := _why_broken(page, link, root)):
                problems.append(f"{page.relative_to(root)}: {link} ({why})")
    return problems


def anchors(page: Path) -> set[str]:
    """The names GitHub gives the headings of `page`: lower case, punctuation dropped, spaces to hyphens."""
    names: set[str] = set()
    for heading in HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        again = sum(1 for known in names if known == name or re.fullmatch(re.escape(name) + r"-\d+", known))
        names.add(f"{name}-{again}" if again else name)
    return names


def _why_broken(page: Path, link: str, root: Path) -> str:
    path, _, anchor = unquote(link).partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.is_relative_to(root):
        return "it leaves the project"
    if not target.exists():
        return "no such file"
    if anchor and target.suffix == ".md" and anchor not in anchors(target):
        return "no such heading"
    return ""


if __name__ == "__main__":
    found = broken_links(ROOT)
    print("\n".join(found))
    sys.exit(1 if found else 0)
