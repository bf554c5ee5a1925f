"""Releases beside the ones before them: repeated, changed under the same id, or out of order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from fourfold.ground.kernel.said import say
from fourfold.integrate.exchange.ocds.remarks import Remark, Severity
from fourfold.integrate.exchange.ocds.shapes import ReadRelease


@dataclass(slots=True)
class Sequence:
    """Remembers of each release its ids, digest and date; nothing else of it stays in memory."""

    _digests: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    _latest: dict[str, tuple[datetime, int]] = field(default_factory=dict)

    def place(self, release: ReadRelease) -> ReadRelease | Remark:
        """The release, with what its neighbours say about it; or the remark that leaves it out."""
        if not release.ocid:
            words = say("The release has no ocid, so nothing can tell which procurement it is about")
            return _remark(release, "ocid_missing", words, Severity.LEFT_OUT)
        added = []
        before = self._digests.setdefault((release.ocid, release.release_id), {})
        if release.sha256 in before:
            words = say(
                "This is release {before} again, with the same content", before=before[release.sha256] + 1
            )
            return _remark(release, "release_repeated", words, Severity.LEFT_OUT)
        if before and release.release_id:
            first = next(iter(before.values())) + 1
            added.append(
                _remark(
                    release,
                    "release_id_reused",
                    say("Release {first} has this id too, with other content", first=first),
                )
            )
        before[release.sha256] = release.index
        at = release.date.at if release.date else None
        latest = self._latest.get(release.ocid)
        if at is not None and (latest is None or at >= latest[0]):
            self._latest[release.ocid] = (at, release.index)
        elif at is not None and latest is not None:
            words = say(
                "Release {latest} of the same procurement stands before it in the file but is later",
                latest=latest[1] + 1,
            )
            added.append(_remark(release, "release_out_of_order", words))
        return replace(release, remarks=(*added, *release.remarks)) if added else release


def _remark(release: ReadRelease, code: str, words: str, severity: Severity = Severity.NOTE) -> Remark:
    return Remark(code, release.index, release.pointer, words, severity, release.line)
