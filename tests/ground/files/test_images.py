"""Of a picture its points are kept, upright, and nothing that tells where or with what it was taken."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fourfold.ground.files import images
from fourfold.ground.files.kinds import Examined, examined
from fourfold.ground.files.refusals import NotAccepted
from tests.ground.files.made import a_photo

PLANTED = (b"SECRET", b"Exif", b"GPS", b"xmpmeta", b"eXIf", b"http://ns.adobe.com")


def kept(content: bytes, name: str = "photo.jpg") -> tuple[Examined, bytes, Image.Image]:
    found = examined(io.BytesIO(content), name=name)
    found.content.seek(0)
    written = found.content.read()
    return found, written, Image.open(io.BytesIO(written))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@settings(deadline=None)
@given(north=st.floats(0, 89), west=st.floats(0, 179), held=st.integers(1, 8))
def test_where_and_with_what_a_photo_was_taken_is_gone(
    kind: str, north: float, west: float, held: int
) -> None:
    sent = a_photo(kind, north=north, west=west, held=held)
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825), (
        "the photo that was sent says where it was taken"
    )
    _, written, picture = kept(sent)
    assert not picture.getexif()
    assert not picture.getexif().get_ifd(0x8825)
    assert not {"exif", "xmp", "comment", "icc_profile", "photoshop"} & set(picture.info)
    assert not [word for word in PLANTED if word in written]


def test_what_follows_the_end_of_a_picture_is_gone() -> None:
    assert b"PK\x03\x04hidden" not in kept(a_photo() + b"PK\x03\x04hidden")[1]


def test_a_photo_taken_sideways_stands_upright() -> None:
    # Turned by a quarter (value 6 of the tag): what was its left half is on top.
    _, _, picture = kept(a_photo("PNG", (40, 20), held=6))
    assert picture.size == (20, 40)
    assert picture.getpixel((10, 5)) == (200, 0, 0)
    assert picture.getpixel((10, 35)) == (0, 0, 200)


def test_the_ending_and_the_kind_are_those_of_the_content() -> None:
    found, _, picture = kept(a_photo("PNG"), "C:\\photos\\site visit.jpg.exe")
    assert (found.media_type, found.name, picture.format) == ("image/png", "site visit.jpg.png", "PNG")


@pytest.mark.parametrize(
    ("mode", "becomes"), [("1", "RGB"), ("P", "RGB"), ("LA", "RGBA"), ("I;16", "L"), ("L", "L")]
)
def test_pictures_of_other_depths_are_taken(mode: str, becomes: str) -> None:
    content = io.BytesIO()
    Image.new(mode, (8, 8)).save(content, format="PNG")
    assert kept(content.getvalue())[2].mode == becomes


def test_sixteen_bits_of_grey_keep_their_shade() -> None:
    content = io.BytesIO()
    Image.new("I;16", (4, 4), 128 * 256).save(content, format="PNG")
    assert kept(content.getvalue())[2].getpixel((1, 1)) == 128


def a_bomb(width: int, height: int) -> bytes:
    """A PNG of some bytes that says it is large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [7_072, 10_000, 14_000, 60_000])
def test_more_points_than_can_be_decoded_safely_are_refused_before_they_are_decoded(
    side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "_upright", lambda _: pytest.fail("it was decoded"))
    with pytest.raises(NotAccepted, match="more than 50 million points"):
        kept(a_bomb(side, side))


def test_a_picture_cut_short_is_refused() -> None:
    with pytest.raises(NotAccepted, match=r"“site.jpg” is a damaged picture"):
        kept(a_photo(size=(400, 400))[:600], "site.jpg")
