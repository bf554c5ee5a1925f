from __future__ import annotations

from pathlib import Path

from gate.links import broken_links


def test_links_that_lead_nowhere_are_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "guide.md").write_text("# What is *due*, and when?\n\n## Twice\n\n## Twice\n")
    (tmp_path / "README.md").write_text(
        "[a](docs/guide.md) [b](docs/guide.md#what-is-due-and-when) [c](docs/guide.md#twice-1) [d](https://example.org/x)\n"
        "[e](docs/gone.md) [f](docs/guide.md#nowhere) [g](../outside.md) `[h](code.md)`\n"
        "```\n[i](fenced.md)\n```\n"
    )

    assert broken_links(tmp_path) == [
        "README.md: docs/gone.md (no such file)",
        "README.md: docs/guide.md#nowhere (no such heading)",
        "README.md: ../outside.md (it leaves the project)",
    ]
