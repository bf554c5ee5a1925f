"""Reading OCDS: two real files counted twice, and everything that can stand where it should not."""

from __future__ import annotations

import copy
import hashlib
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fourfold.integrate.exchange.ocds import (
    NotOcds,
    PublishedValue,
    ReadRelease,
    Remark,
    Severity,
    ValueBasis,
    plain,
    read_ocds,
)
from fourfold.integrate.exchange.ocds.criteria import read_weight
from fourfold.integrate.exchange.ocds.decoding import canonical, decode

DATA = Path(__file__).parents[2] / "data" / "ocds"
CONTRACTS_FINDER = DATA / "contracts_finder_2019_100.json"
SELL2WALES = DATA / "sell2wales_2025_A_45.json"
RELEASE: dict[str, Any] = {
    "ocid": "ocds-b5fd17-1", "id": "1", "date": "2026-01-02T00:00:00Z", "tag": ["tender"],
    "parties": [{"id": "b", "name": "Kirklees Council", "roles": ["buyer"],
                 "identifier": {"scheme": "GB-LAE", "id": "KIR"}}],
    "buyer": {"id": "b", "name": "Kirklees Council"},
    "tender": {"id": "t", "title": "Repairs", "value": {"amount": 1000, "currency": "GBP"}},
}  # fmt: skip


def a_release(**tender: Any) -> dict[str, Any]:
    release = copy.deepcopy(RELEASE)
    release["tender"] |= tender
    return release


def as_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


def read(value: Any) -> list[ReadRelease | Remark]:
    return list(read_ocds(value if isinstance(value, bytes) else as_bytes(value)))


def releases(items: list[ReadRelease | Remark]) -> list[ReadRelease]:
    return [item for item in items if isinstance(item, ReadRelease)]


def one(value: Any) -> ReadRelease:
    (item,) = read(value)
    assert isinstance(item, ReadRelease)
    return item


def codes(release: ReadRelease) -> list[str]:
    return [remark.code for remark in release.remarks]


# The two real files. Each count is made a second time from the JSON itself, without the reader.


def test_contracts_finder_as_it_is() -> None:
    items = read(CONTRACTS_FINDER.read_bytes())
    found = releases(items)
    raw = json.loads(CONTRACTS_FINDER.read_bytes())["releases"]
    assert len(items) == len(found) == len(raw) == 100
    assert sum(len(r.parties) for r in found) == sum(len(r["parties"]) for r in raw) == 889
    suppliers = sum(len(a["suppliers"]) for r in raw for a in r["awards"])
    assert sum(len(a.suppliers) for r in found for a in r.awards) == suppliers == 789
    items_with_cpv = {(r["ocid"], i["classification"]["id"]) for r in raw for i in r["tender"]["items"]}
    assert sum(len(r.cpv_codes) for r in found) == len(items_with_cpv) == 315
    for release, published in zip(found, raw, strict=True):
        assert release.title == published["tender"]["title"].strip()
        assert release.value is not None
        assert release.value.amount == Decimal(str(published["tender"]["value"]["amount"]))
        assert release.suitable_for_sme is published["tender"]["xClassifications"]["isSuitableForSme"]
        assert release.buyer is not None
        assert release.buyer.name == published["buyer"]["name"].strip()
    remarks = Counter(code for release in found for code in codes(release))
    parties = [p.get("identifier", {}) for r in raw for p in r["parties"]]
    assert (
        remarks["identifier_missing"] == sum(not p.get("scheme") and not p.get("id") for p in parties) == 755
    )
    assert (
        remarks["identifier_without_code"] == sum(bool(p.get("scheme")) and not p["id"] for p in parties) == 6
    )
    odd = sum(p.get("scheme") == "GB-COH" and len(p["id"]) != 8 for p in parties)
    assert remarks["company_number_odd"] == odd == 32
    amounts = [place["value"]["amount"] for r in raw for place in (r["tender"], *r["awards"])]
    assert remarks["value_zero"] == sum(amount == 0 for amount in amounts) == 59
    assert remarks["value_implausible"] == sum(0 < amount < 10 for amount in amounts) == 6
    addresses = [p["contactPoint"].get("uri") or "" for r in raw for p in r["parties"]]
    assert remarks["address_malformed"] == sum(bool(a) and "://" not in a for a in addresses) == 11
    repeated = sum(
        len(names := [s["name"].lower() for s in a["suppliers"]]) - len(set(names))
        for r in raw
        for a in r["awards"]
    )
    assert remarks["supplier_repeated"] == repeated == 2
    assert sum(remarks.values()) == 755 + 6 + 32 + 59 + 6 + 11 + 2


def test_sell2wales_as_it_is() -> None:
    items = read(SELL2WALES.read_bytes())
    found = releases(items)
    raw = json.loads(SELL2WALES.read_bytes())["releases"]
    assert len(items) == len(found) == len(raw) == 45
    lots = [lot for r in raw for lot in r["tender"]["lots"]]
    assert sum(len(r.lots) for r in found) == len(lots) == 122
    published = [c for lot in lots for c in lot.get("awardCriteria", {}).get("criteria", [])]
    read_criteria = [c for r in found for lot in r.lots for c in lot.criteria]
    assert len(read_criteria) == len(published) == 140
    numbers = [c["description"].rstrip("%") for c in published if "description" in c]
    assert [c.weight for c in read_criteria if c.weight is not None] == [Decimal(n) for n in numbers]
    assert len(numbers) == 124
    remarks = Counter(code for release in found for code in codes(release))
    sums = [
        sum(Decimal(c["description"].rstrip("%")) for c in lot["awardCriteria"]["criteria"])
        for lot in lots
        if all("description" in c for c in lot.get("awardCriteria", {}).get("criteria", [{}]))
    ]
    assert (len(sums), remarks["weights_do_not_add_up"]) == (62, sum(s != 100 for s in sums)) == (62, 22)
    assert remarks["weights_not_given"] == sum(c == {"type": "price"} for c in published) == 16
    assert remarks["weight_zero"] == sum(Decimal(n) == 0 for n in numbers) == 9
    assert remarks["identifier_missing"] == sum(len(r["parties"]) for r in raw) == 95
    assert remarks["value_implausible"] == 1
    assert sum(remarks.values()) == 22 + 16 + 9 + 95 + 1
    assert sum(r.documents for r in found) == sum(len(r["tender"]["documents"]) for r in raw) == 180
    texts = [json.dumps(r).lower() for r in raw]
    for phrase, count in (("social value", 9), ("community benefit", 28)):
        assert sum(phrase in r.social_value_words for r in found) == sum(phrase in t for t in texts) == count
    assert sum(bool(r.social_value_words) for r in found) == 29


def test_the_difference_is_named_where_real_weights_do_not_add_up() -> None:
    lot = releases(read(SELL2WALES.read_bytes()))[6].remarks
    words = [remark for remark in lot if remark.code == "weights_do_not_add_up"]
    assert words[0].where == "release 7, /releases/6/tender/lots/0/awardCriteria"
    assert words[0].words == "The weights here do not add to 100. They add to 73.7; 26.3 is missing"


@pytest.mark.parametrize("path", [CONTRACTS_FINDER, SELL2WALES])
def test_the_body_is_what_was_received(path: Path) -> None:
    raw = json.loads(path.read_bytes())["releases"]
    for release, published in zip(releases(list(read_ocds(path))), raw, strict=True):
        assert json.loads(release.body) == published
        assert release.sha256 == hashlib.sha256(release.body).hexdigest()


def test_the_sources_of_the_real_files_are_told() -> None:
    told = (DATA / "SOURCES.csv").read_text()
    assert all(path.name in told for path in DATA.glob("*.json"))


# Envelopes.


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        ({"releases": [RELEASE]}, "/releases/0"),
        ({"records": [{"ocid": "x", "compiledRelease": RELEASE}]}, "/records/0/compiledRelease"),
        ({"ocid": "x", "compiledRelease": RELEASE}, "/compiledRelease"),
        ([RELEASE], "/0"),
        ([{"releases": [RELEASE]}], "/0/releases/0"),
        (RELEASE, ""),
    ],
)
def test_each_envelope_gives_its_release(value: Any, pointer: str) -> None:
    release = one(value)
    assert (release.pointer, release.ocid, release.remarks) == (pointer, "ocds-b5fd17-1", ())


def test_a_record_without_compiled_release_gives_its_latest() -> None:
    dated = [RELEASE | {"id": day, "date": f"2026-01-{day}T00:00:00Z"} for day in ("05", "09", "07")]
    release = one({"records": [{"ocid": "x", "releases": [*dated, {"url": "https://example.org/1"}]}]})
    assert (release.release_id, release.pointer) == ("09", "/records/0/releases/1")


def test_a_record_of_links_only_is_left_out() -> None:
    linked = {"ocid": "x", "releases": [{"url": "https://example.org/1"}]}
    (remark,) = read({"records": [linked]})
    assert isinstance(remark, Remark)
    assert (remark.code, remark.severity, remark.pointer) == (
        "release_missing",
        Severity.LEFT_OUT,
        "/records/0",
    )


def test_json_lines_and_a_bad_line_among_them() -> None:
    lines = b"\n".join(
        [as_bytes(RELEASE), b"", as_bytes({"releases": [RELEASE | {"id": "2"}]}), b'{"ocid": ']
    )
    first, second, bad = read(lines)
    assert isinstance(first, ReadRelease)
    assert isinstance(second, ReadRelease)
    assert (first.line, second.line, second.pointer) == (1, 3, "/releases/0")
    assert isinstance(bad, Remark)
    assert (bad.code, bad.line, bad.severity) == ("line_unreadable", 4, Severity.LEFT_OUT)
    assert bad.where == "line 4, the whole file"


def test_the_publication_is_kept() -> None:
    package = {
        "uri": "u",
        "publisher": {"name": "P"},
        "license": "L",
        "publishedDate": "D",
        "releases": [RELEASE],
    }
    publication = one(package).publication
    assert (publication.publisher, publication.licence, publication.uri, publication.published) == (
        "P",
        "L",
        "u",
        "D",
    )


@pytest.mark.parametrize(
    ("data", "what", "line", "column"),
    [
        (b"", "The file is empty", None, None),
        (b" \n ", "The file is empty", None, None),
        (b"PK\x03\x04rest", "a zip file or a spreadsheet", None, None),
        (b"%PDF-1.7", "a PDF", None, None),
        (b"<!doctype html>", "a web page or XML", None, None),
        (json.dumps({"releases": []}).encode("utf-16"), "UTF-16", 1, 1),
        (json.dumps({"releases": []}).encode("utf-16-le"), "UTF-16", 1, 1),
        ('{\n "title": "the council’s"'.encode("cp1252"), "Windows-1252, in which this byte is “’”", 2, 23),
        (b'{"releases": [\n{"ocid": "x",}]}', "not JSON: ", 2, None),
        (b"ocid,title\n1,2", "not JSON", 1, 1),
        (b'{"a": NaN}', "NaN as a number", None, None),
        (b"[" * 200 + b"]" * 200, "more than 100 levels deep", None, None),
        (b"[" * 100_000, "nested too deeply", None, None),
        (b"3", "no releases, no records and no ocid", None, None),
        (b"[]", "JSON but not OCDS", None, None),
        (b'{"grants": []}', "360Giving", None, None),
        (b'{"type": "FeatureCollection"}', "GeoJSON", None, None),
        (b'{"releases": []}', "no releases in it", None, None),
    ],
)
def test_what_is_no_ocds_is_refused_at_once_with_what_where_and_what_to_do(
    data: bytes,
    what: str,
    line: int | None,
    column: int | None,
) -> None:
    with pytest.raises(NotOcds) as refused:
        read_ocds(data)
    assert what in refused.value.what
    assert refused.value.to_do in str(refused.value)
    assert refused.value.line == line
    if column is not None:
        assert refused.value.column == column


def test_a_byte_order_mark_and_a_repeated_key_are_remarked() -> None:
    text = b"\xef\xbb\xbf" + as_bytes(RELEASE)[:-1] + b', "id": "7"}'
    mark, key, release = read(text)
    assert isinstance(mark, Remark)
    assert isinstance(key, Remark)
    assert isinstance(release, ReadRelease)
    assert (mark.code, key.code, release.release_id) == ("byte_order_mark", "key_repeated", "7")


# Releases beside each other.


def test_the_same_release_again_is_left_out_whatever_its_layout() -> None:
    again = dict(reversed(RELEASE.items()))
    first, repeated = read({"releases": [RELEASE, again]})
    assert isinstance(first, ReadRelease)
    assert isinstance(repeated, Remark)
    assert (repeated.code, repeated.index, repeated.severity) == ("release_repeated", 1, Severity.LEFT_OUT)


def test_the_same_id_with_other_content_is_kept_and_remarked() -> None:
    _, second = releases(read({"releases": [RELEASE, a_release(title="Other")]}))
    assert codes(second) == ["release_id_reused"]


def test_an_earlier_release_after_a_later_one_is_remarked() -> None:
    days = [RELEASE | {"id": str(day), "date": f"2026-01-0{day}T00:00:00Z"} for day in (2, 3, 1)]
    found = releases(read({"releases": days}))
    assert [codes(release) for release in found] == [[], [], ["release_out_of_order"]]


@pytest.mark.parametrize("ocid", [None, "", " ", [], {}])
def test_a_release_without_ocid_is_left_out(ocid: Any) -> None:
    _, remark = read({"releases": [RELEASE, RELEASE | {"ocid": ocid}]})
    assert isinstance(remark, Remark)
    assert (remark.code, remark.severity) == ("ocid_missing", Severity.LEFT_OUT)


# Inside a release.


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("40", "40"), ("40.00", "40.00"), ("60%", "60"), ("60 %", "60"), ("63.7", "63.7"), ("0", "0"), ("100", "100"),
        ("Price 40", "40"), ("Quality: 60", "60"), ("Quality (60%)", "60"), ("Price - 40", "40"), ("60% quality", "60"),
        ("Weighting: 35%", "35"), ("30 per cent", "30"), ("10 points", "10"),
        ("", None), ("101", None), ("-5", None), ("Price -5%", None), ("60/40", None), ("Price 40, quality 60", None),
        ("Price 40%, quality 60%", None), ("Lot 2", None), ("Stage 3", None), ("1.3.5", None), ("ISO 9001", None),
        ("Suppliers spend at least 20% of the contract with small firms", None), ("forty", None),
    ],
)  # fmt: skip
def test_weights_as_people_publish_them(text: str, weight: str | None) -> None:
    assert read_weight(text) == (None if weight is None else Decimal(weight))


@pytest.mark.parametrize(
    ("criterion", "text", "weight"),
    [
        ({"description": 40}, "40", "40"),
        ({"description": "Price 40"}, "Price 40", "40"),
        ({"name": "Price 40%"}, "Price 40%", "40"),
        ({"name": "Envelope 2"}, "", None),
        ({"weight": "40.00"}, "40.00", "40.00"),
        ({"numbers": [{"number": 40, "weight": "percentageExact"}], "description": "7"}, "40", "40"),
        ({"numbers": [{"number": 4, "weight": "order"}]}, "4 (order)", None),
        ({"description": "1.3.5"}, "1.3.5", None),
    ],
)
def test_where_a_weight_stands(criterion: dict[str, Any], text: str, weight: str | None) -> None:
    release = one(a_release(awardCriteria={"criteria": [{"type": "price"} | criterion]}))
    (found,) = release.criteria
    assert (found.weight_text, found.weight) == (text, None if weight is None else Decimal(weight))
    assert ("weight_unreadable" in codes(release)) == (weight is None and bool(text))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"amount": -1, "currency": "GBP"}, "value_negative"),
        ({"amount": 0, "currency": "GBP"}, "value_zero"),
        ({"amount": 0.01, "currency": "GBP"}, "value_implausible"),
        ({"amount": 10**13, "currency": "GBP"}, "value_implausible"),
        ({"amount": 10**15, "currency": "GBP"}, "number_unknown"),
        ({"amount": "1000", "currency": "GBP"}, "number_as_text"),
        ({"amount": "a lot", "currency": "GBP"}, "number_unknown"),
        ({"amount": True, "currency": "GBP"}, "wrong_kind"),
        ({"amount": 1000}, "currency_missing"),
        ("1000", "wrong_kind"),
    ],
)
def test_odd_values_are_remarked(value: Any, code: str) -> None:
    assert codes(one(a_release(value=value))) == [code]


def test_net_and_gross_where_they_are_said() -> None:
    both = {"amount": 100, "amountGross": 120, "currency": "GBP"}
    assert one(a_release(value=both)).value == PublishedValue(
        Decimal(100),
        "100",
        "GBP",
        ValueBasis.NET,
        Decimal(120),
    )
    gross = one(a_release(value={"amountGross": 120, "currency": "GBP"})).value
    assert gross is not None
    assert (gross.amount, gross.basis) == (Decimal(120), ValueBasis.GROSS)


def test_a_lot_in_another_currency_is_remarked() -> None:
    release = one(a_release(lots=[{"id": "1", "value": {"amount": 500, "currency": "EUR"}}]))
    assert [(r.code, r.pointer) for r in release.remarks] == [("currencies_differ", "/tender/lots/0/value")]


@pytest.mark.parametrize(
    ("date", "code"),
    [
        ("soon", "date_unknown"), ("2026-02-30T00:00:00Z", "date_unknown"), ("0001-01-01T00:00:00Z", "date_unknown"),
        ("2026-02-03", "date_without_zone"), ("2026-02-03T10:00:00", "date_without_zone"), ([], "wrong_kind"),
    ],
)  # fmt: skip
def test_odd_dates_are_remarked(date: Any, code: str) -> None:
    assert codes(one(a_release(tenderPeriod={"endDate": date}))) == [code]


def test_a_period_that_ends_before_it_starts() -> None:
    period = {"startDate": "2026-03-01T00:00:00Z", "endDate": "2026-02-28T23:59:59Z"}
    assert codes(one(a_release(contractPeriod=period))) == ["ends_before_start"]
    same_moment = {"startDate": "2026-03-01T01:00:00+01:00", "endDate": "2026-03-01T00:00:00Z"}
    assert codes(one(a_release(contractPeriod=same_moment))) == []


def test_a_buyer_who_is_no_party_is_still_named() -> None:
    release = one(RELEASE | {"buyer": {"id": "z", "name": "Leeds"}})
    assert release.buyer is not None
    assert (release.buyer.name, codes(release)) == ("Leeds", ["buyer_not_a_party"])


def test_a_supplier_of_two_awards_is_not_named_twice() -> None:
    supplier = {"id": "s", "name": "Acme Ltd"}
    awards = [{"id": "1", "suppliers": [supplier]}, {"id": "2", "suppliers": [supplier]}]
    assert codes(one(RELEASE | {"awards": awards})) == []
    awards[0]["suppliers"] = [supplier, {"id": "s2", "name": "ACME  Ltd"}]
    assert codes(one(RELEASE | {"awards": awards})) == ["supplier_repeated"]


@pytest.mark.parametrize(
    "address", ["www.example.org", "http://", "https://exa mple.org", "http://[", "ftp://a.b"]
)
def test_addresses_that_lead_nowhere(address: str) -> None:
    release = one(a_release(documents=[{"id": "1", "url": address}]))
    assert [(r.code, r.pointer) for r in release.remarks] == [
        ("address_malformed", "/tender/documents/0/url")
    ]


def test_entities_are_kept_as_published_and_shown_plain() -> None:
    release = one(a_release(title="Fire &amp; flood", description="<p>One</p><p>Two &lt; three</p>\r\n5 < 6"))
    assert (release.title, release.title_plain) == ("Fire &amp; flood", "Fire & flood")
    assert release.description_plain == "One\nTwo < three\n\n5 < 6"
    assert plain("a < b > c") == "a < b > c"


def test_what_no_database_stores_is_remarked_and_the_body_keeps_it() -> None:
    release = one(a_release(title="A\x00B\ud800"))
    assert (release.title, codes(release)) == ("A\ufffdB\ufffd", ["unprintable"])
    assert json.loads(release.body)["tender"]["title"] == "A\x00B\ud800"


def test_numbers_stay_as_they_were_written() -> None:
    text = b'{"b": [1.00, 4e1, 123456789012345678901234567890], "a": {"\xc3\xa9": null}}'
    ((_, value),) = decode(text).values
    assert canonical(value) == b'{"a":{"\\u00e9":null},"b":[1.00,4e1,123456789012345678901234567890]}'


# Anything at all.


def _pointers(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [path, *(p for key, child in children for p in _pointers(child, (*path, key)))]


def _short(release: dict[str, Any]) -> dict[str, Any]:
    """With its parties and the like cut to three, so that each place has a fair chance of being hit."""
    return {
        key: value[:3] if isinstance(value, list) else _short(value) if isinstance(value, dict) else value
        for key, value in release.items()
    }


REAL = [
    _short(json.loads(path.read_bytes())["releases"][place])
    for path in (CONTRACTS_FINDER, SELL2WALES)
    for place in (3, 6)
]
PLACES = [(release, pointer) for release in REAL for pointer in _pointers(release)]
ODD_TEXT = st.sampled_from(["", "\x00", "\ud800", "http://[", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
                            "1e999", "40%", "²", "٤٠", "&#0;", "CPV", "~/"])  # fmt: skip
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | ODD_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | ODD_TEXT | st.sampled_from(
        ["id", "ocid", "name", "amount", "scheme", "url", "criteria", "numbers", "date", "releases"]), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


def plant(release: dict[str, Any], pointer: tuple[Any, ...], value: Any) -> Any:
    planted = copy.deepcopy(release)
    if not pointer:
        return value
    place: Any = planted
    for key in pointer[:-1]:
        place = place[key]
    place[pointer[-1]] = value
    return planted


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(PLACES) - 1), JSON_VALUES), min_size=1, max_size=3))
def test_any_value_anywhere_in_a_real_release_is_read_or_left_out(plantings: list[tuple[int, Any]]) -> None:
    planted = [plant(*PLACES[place], value) for place, value in plantings]
    items = read({"releases": planted})
    assert {item.index for item in items} == set(range(len(planted)))
    for item in items:
        remarks = [item] if isinstance(item, Remark) else list(item.remarks)
        for remark in remarks:
            (remark.where + remark.words + remark.code).encode()
        if isinstance(item, ReadRelease):
            assert json.loads(item.body) == planted[item.index]
            assert all(remark.severity is Severity.NOTE for remark in remarks)
            for text in (item.title, item.description_plain, item.ocid, *item.cpv_codes, *item.tags):
                text.encode()
                assert "\x00" not in text


@settings(max_examples=300)
@given(st.binary(max_size=200) | st.text().map(str.encode) | JSON_VALUES.map(as_bytes))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        items = read(data)
    except NotOcds as refused:
        assert refused.to_do  # noqa: PT017
    else:
        assert items


@settings(max_examples=200)
@given(st.integers(0, 10**6), st.binary(max_size=3))
def test_a_real_file_with_bytes_changed_or_cut_is_read_or_refused(at: int, change: bytes) -> None:
    data = as_bytes({"releases": REAL})
    at %= len(data)
    for changed in (data[:at], data[:at] + change + data[at + len(change) :]):
        try:
            assert read(changed)
        except NotOcds as refused:
            assert str(refused)  # noqa: PT017
