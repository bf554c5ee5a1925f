"""A large file, read piece by piece, says the same as when it is read whole: its releases, its remarks and its refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.integrate.exchange.ocds import (
    NotOcds,
    checks,
    count_ocds,
    decoding,
    envelope,
    node,
    read_ocds,
    streaming,
)

DATA = Path(__file__).parents[2] / "data" / "ocds"
RELEASE = {
    "ocid": "ocds-abc123-1",
    "id": "1",
    "date": "2025-03-01T09:00:00Z",
    "tender": {"title": "Café", "n": 1.50},
}
PUBLISHER = {"publisher": {"name": "Anyshire"}, "license": "OGL"}


def jsonl(*values: Any) -> bytes:
    return "\n".join(json.dumps(value) for value in values).encode()


FILES = {
    "package": json.dumps({**PUBLISHER, "releases": [RELEASE, {**RELEASE, "id": "2"}]}).encode(),
    "the envelope last": json.dumps(
        {"releases": [RELEASE], **PUBLISHER}, ensure_ascii=False, indent=3
    ).encode(),
    "records": json.dumps(
        {**PUBLISHER, "records": [{"ocid": "x", "compiledRelease": RELEASE}, {"ocid": "y"}]}
    ).encode(),
    "byte order mark": b"\xef\xbb\xbf" + json.dumps({"releases": [RELEASE]}).encode(),
    "something else among them": json.dumps({"releases": [RELEASE, None, 5, {"id": "no ocid"}]}).encode(),
    "a key twice": b'{"releases": [{"ocid": "ocds-abc123-1", "id": "1", "id": "2"}]}',
    "the list twice": b'{"releases": [{"ocid": "a"}], "releases": [{"ocid": "b"}]}',
    "lines": jsonl(RELEASE, {**RELEASE, "id": "2"}),
    "lines of packages": jsonl({**PUBLISHER, "releases": [RELEASE]}, {"releases": []}),
    "a bad line": jsonl(RELEASE) + b"\n{no}\n\n" + jsonl({**RELEASE, "id": "2"}),
    "lines with a mark": b"\xef\xbb\xbf" + jsonl(RELEASE, RELEASE),
    "one release": json.dumps(RELEASE).encode(),
    "a list": json.dumps([RELEASE, RELEASE]).encode(),
    "cut off": json.dumps({"releases": [RELEASE]}).encode()[:-9],
    "more behind": json.dumps({"releases": [RELEASE]}).encode() + b" x",
    "too deep": b'{"releases": [{"ocid": "a", "x": ' + b"[" * 120 + b"]" * 120 + b"}]}",
    "far too deep": b'{"releases": [{"ocid": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}]}",
    "no releases": b'{"releases": []}',
    "no OCDS": b'{"grants": [1]}',
    "no text": b'{"releases": [{"ocid": "\xff"}]}',
    "NaN": b'{"releases": [{"ocid": "a", "x": NaN}]}',
    "nothing": b" ",
}


def said(source: bytes | Path) -> Any:
    try:
        return count_ocds(source), list(read_ocds(source))
    except NotOcds as refusal:
        return str(refusal)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("piece", [1, 7, 1_000_000])
def test_by_piece_and_as_a_whole_are_the_same(name: str, piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = said(FILES[name])
    monkeypatch.setattr(envelope, "LARGE", -1)
    monkeypatch.setattr(streaming, "PIECE", piece)
    assert said(FILES[name]) == whole


@pytest.mark.parametrize("name", ["contracts_finder_2019_100.json", "sell2wales_2025_A_45.json"])
def test_a_real_file_on_disk_is_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = said((DATA / name).read_bytes())
    monkeypatch.setattr(envelope, "LARGE", -1)
    monkeypatch.setattr(envelope, "decode", None)
    monkeypatch.setattr(streaming, "PIECE", 10_000)
    assert said(DATA / name) == whole


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.text()
    | st.sampled_from(["\ue000", "\ue0001.5", '\ue000"', "\\ue000"])
    | st.decimals(allow_nan=False, allow_infinity=False).map(lambda number: decoding.Number(f"{number:f}")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_the_fixed_form_is_that_of_the_plain_writer_whatever_stands_in_it(value: Any) -> None:
    assert decoding.canonical(value) == "".join(decoding._written(value)).encode("ascii")


FIELDS = st.dictionaries(
    st.sampled_from(["a", "uri", "url", "href"]),
    JSON
    | st.sampled_from(["", " ", "http://a.org", "https://a.org/b?c=d#e", "www.a.org", "ftp://a.org", "http://a", "http://a.b c"]),
)  # fmt: skip


@given(FIELDS)
def test_the_short_ways_say_what_the_long_ones_say(value: dict[str, Any]) -> None:
    short, long = (node.Node(value, "/releases/0", node.Remarks(0, None)) for _ in range(2))
    names = ("a", "uri", "url", "nowhere")
    assert [short.text_of(name) for name in names] == [long.to(name).text() for name in names]
    assert short.texts_at(*names) == [long.to(name).text() for name in names]
    assert [short.texts_of(name) for name in names] == [long.to(name).texts() for name in names]
    assert [short.flag_of(name) for name in names] == [long.to(name).flag() for name in names]
    assert [len(list(short.each_of(name))) for name in names] == [
        len(list(long.to(name).each())) for name in names
    ]
    assert set(short.remarks.found) == set(long.remarks.found)


@given(st.lists(FIELDS, max_size=3) | FIELDS)
def test_an_address_is_remarked_wherever_it_stands(inner: Any) -> None:
    place = node.Node({"inner": inner}, "", node.Remarks(0, None))
    checks.check_addresses(place, decoding.canonical(place.value))

    def malformed(value: Any) -> int:
        if isinstance(value, list):
            return sum(map(malformed, value))
        if not isinstance(value, dict):
            return 0
        named = [value[name] for name in ("uri", "url", "href") if isinstance(value.get(name), str)]
        odd = sum(bool(text.strip()) and not checks.is_web_address(text.strip()) for text in named)
        return odd + sum(map(malformed, value.values()))

    assert len(place.remarks.found) == malformed(inner)
