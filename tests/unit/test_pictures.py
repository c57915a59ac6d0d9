"""Pictures made ready: upright, in the web's colours, of the right size, and without a word about who took them where."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from coursepack.media.pictures import SHOWN, ZOOMED, PictureError, Wanted, prepare
from coursepack.media.prepared import Coded, Prepared
from coursepack.media.sizes import kind_of, size_of
from coursepack.media.strip import DamagedError, strip
from tests import media
from tests.media import SECRET, drawing, photo, saved

LARGE = Wanted(ZOOMED)


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEPACK_CACHE", "")


def pixels(coded: Coded) -> Image.Image:
    image = Image.open(io.BytesIO(coded.data))
    image.load()
    return image


def files(picture: Prepared) -> list[Coded]:
    return [one for one in (picture.full, picture.still, *picture.webp) if one]


def exif(turn: int = 1) -> bytes:
    """A camera's data: how it was held, whose it is, and where it was."""
    data = Image.Exif()
    data[0x0112] = turn
    data[0x013B] = SECRET.decode()
    data.get_ifd(0x8825)[1] = "N"
    data.get_ifd(0x8825)[29] = SECRET.decode()
    return data.tobytes()


def carrying_secrets() -> dict[str, bytes]:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    jpeg = saved(photo(), "JPEG", exif=exif(), comment=SECRET, xmp=SECRET)
    gif = saved(drawing(), "GIF", comment=SECRET)
    frames = media.moving(comment=SECRET)
    assert all(SECRET in data for data in (jpeg, gif, frames))
    return {
        "a.jpg": jpeg + b"\0\0\0\x18ftypmp42" + SECRET,
        "large.jpg": saved(photo(2400, 300), "JPEG", exif=exif(), comment=SECRET),
        "turned.jpg": saved(photo(), "JPEG", exif=exif(6), comment=SECRET),
        "a.png": saved(drawing(), "PNG", exif=exif(), pnginfo=text, icc_profile=profile()) + SECRET,
        "moving.png": media.moving(kind="PNG", pnginfo=text),
        "a.webp": saved(photo(), "WEBP", exif=exif(), xmp=SECRET),
        "moving.webp": media.moving(kind="WEBP", exif=exif(), xmp=SECRET),
        "a.gif": gif + SECRET,
        "moving.gif": frames + SECRET,
    }


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(("name", "data"), carrying_secrets().items(), ids=carrying_secrets())
def test_nothing_but_the_picture_travels(name: str, data: bytes) -> None:
    assert SECRET in data
    picture = prepare(data, name, LARGE)
    for coded in files(picture):
        assert SECRET not in coded.data
        image = pixels(coded)
        assert not dict(image.getexif())
        assert {"comment", "xmp", "icc_profile", "exif", "Comment", "XML:com.adobe.xmp"} & set(image.info) == set()
        assert picture.size
        assert size_of(coded.data) == image.size


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "JPEG"])
def test_stripping_changes_no_pixel(kind: str) -> None:
    options = {"lossless": True} if kind == "WEBP" else {}
    data = saved(drawing(), kind, exif=exif(), **options) if kind != "GIF" else saved(drawing(), kind)
    again = strip(kind.lower(), data)
    assert pixels(Coded(0, "", again)).convert("RGBA").tobytes() == pixels(Coded(0, "", data)).convert("RGBA").tobytes()
    assert strip(kind.lower(), again) == again


@pytest.mark.parametrize("turn", range(1, 9))
def test_it_stands_upright(turn: int) -> None:
    data = saved(drawing(90, 40), "JPEG", quality=95, exif=exif(turn))
    picture = prepare(data, "a.jpg", LARGE)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    assert upright
    assert picture.size == picture.original == upright.size
    assert picture.full
    assert alike(pixels(picture.full), upright)


def alike(one: Image.Image, other: Image.Image, most: float = 6) -> bool:
    """Whether the mean difference of a channel is small."""
    a, b = one.convert("RGB").tobytes(), other.convert("RGB").resize(one.size).tobytes()
    return sum(abs(x - y) for x, y in zip(a, b, strict=True)) / len(a) < most


KINDS = {
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    "JPEG": ("1", "L", "RGB", "CMYK"),
    "WEBP": ("L", "RGB", "RGBA"),
    "GIF": ("1", "L", "P", "RGB", "RGBA"),
}


@pytest.mark.parametrize("make", [drawing, photo])
@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind, modes in KINDS.items() for mode in modes])
def test_every_kind_of_pixels(kind: str, mode: str, make: Any) -> None:
    meant = make(800, 200, "L" if mode == "I;16" else mode)
    image = meant.convert("I").point(lambda v: v * 257).convert("I;16") if mode == "I;16" else meant
    picture = prepare(saved(image, kind), f"a.{kind.lower()}", LARGE)
    for coded in files(picture):
        assert alike(pixels(coded), meant, 40 if mode in ("1", "P") else 12)
        assert pixels(coded).mode in ("1", "L", "LA", "P", "RGB", "RGBA")


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_what_is_clear_stays_clear(kind: str) -> None:
    image = drawing(1800, 900, "RGBA")
    image.paste((0, 0, 0, 0), (700, 0, 1800, 900))
    picture = prepare(saved(image, kind), f"a.{kind.lower()}", Wanted(SHOWN))
    assert picture.size == (SHOWN, 720)
    for coded in files(picture):
        shown = pixels(coded).convert("RGBA")
        assert shown.getpixel((shown.width - 5, shown.height - 5))[3] == 0
        assert shown.getpixel((5, 5))[3] == 255


def test_colours_of_a_wider_space_are_turned_into_those_of_the_web() -> None:
    swapped = ImageCms.createProfile("LAB")
    odd = ImageCms.ImageCmsProfile(swapped).tobytes()  # not of this kind of pixels: passed over
    picture = prepare(saved(drawing(), "PNG", icc_profile=odd), "a.png", LARGE)
    assert picture.full
    assert alike(pixels(picture.full), drawing())
    wide = prepare(saved(photo(), "JPEG", quality=95, icc_profile=_wide()), "a.jpg", LARGE)
    assert wide.full
    assert not alike(pixels(wide.full), photo(), 1)


def _wide() -> bytes:
    """A profile like sRGB's, but with red and green exchanged and no name that says sRGB."""
    data = profile().replace(b"s\0R\0G\0B", b"o\0t\0h\0e").replace(b"sRGB", b"othe")
    red, green = data.index(b"rXYZ"), data.index(b"gXYZ")
    return data[:red] + b"gXYZ" + data[red + 4 : green] + b"rXYZ" + data[green + 4 :]


@pytest.mark.parametrize(
    ("size", "wanted", "shown", "copies"),
    [
        ((4032, 3024), LARGE, (2000, 1500), [720, 1440]),
        ((4032, 3024), Wanted(SHOWN), (1440, 1080), [720, 1440]),
        ((4032, 3024), Wanted(SHOWN, copies=False), (1440, 1080), []),
        ((1000, 500), LARGE, (1000, 500), [720, 1000]),
        ((800, 500), LARGE, (800, 500), [800]),
        ((300, 200), LARGE, (300, 200), [300]),
        ((8000, 500), LARGE, (5657, 354), [720, 1440]),
        ((8000, 500), Wanted(SHOWN), (1440, 90), [720, 1440]),
        ((900, 20_000), LARGE, (900, 20_000), [720]),
    ],
)
def test_sizes(size: tuple[int, int], wanted: Wanted, shown: tuple[int, int], copies: list[int]) -> None:
    picture = prepare(saved(photo(400, 200).resize(size), "JPEG", quality=98), "a.jpg", wanted)
    assert (picture.size, picture.original) == (shown, size)
    assert [coded.width for coded in picture.webp] in (copies, [])
    assert bool(picture.webp) == bool(copies) or size[1] == 20_000
    assert picture.full
    assert pixels(picture.full).size == shown
    for coded in picture.webp:
        assert pixels(coded).size == (coded.width, round(shown[1] * coded.width / shown[0]))


def test_a_photograph_in_a_png_becomes_a_jpeg_and_a_drawing_does_not() -> None:
    heavy = prepare(saved(photo(1000, 700), "PNG"), "a.png", LARGE)
    drawn = prepare(saved(drawing(3000, 2000), "PNG"), "a.png", LARGE)
    assert heavy.full
    assert drawn.full
    assert (heavy.full.ending, drawn.full.ending) == (".jpeg", ".png")
    assert pixels(drawn.full).size == (2000, 1333)


def test_a_small_picture_gets_no_copies() -> None:
    assert prepare(saved(drawing(), "PNG"), "a.png", LARGE).webp == ()


def test_a_drawing_in_svg_is_carried_as_it_is() -> None:
    assert prepare(b"<svg viewBox='0 0 640 480'/>", "a.svg", LARGE) == Prepared((640, 480))
    assert prepare(b"<svg/>", "a.SVG", LARGE) == Prepared(None)


@pytest.mark.parametrize(
    ("data", "name", "seconds"),
    [
        (media.moving(4), "a.gif", 0.4),
        (media.moving(4, loop=3), "a.gif", 1.2),
        (media.moving(4, loop=0), "a.gif", float("inf")),
        (media.moving(4, duration=0), "a.gif", 0.4),
        (media.moving(4, kind="WEBP", loop=2), "a.webp", 0.8),
        (media.moving(4, kind="PNG", loop=0), "a.png", float("inf")),
    ],
)
def test_what_moves_stays_as_it_is_and_can_stand_still(data: bytes, name: str, seconds: float) -> None:
    picture = prepare(data, name, LARGE)
    assert picture.seconds == pytest.approx(seconds)
    assert picture.full
    assert picture.still
    assert getattr(pixels(picture.full), "n_frames", 1) == 4
    assert alike(pixels(picture.still), drawing(40, 30))
    assert picture.webp == ()


def test_it_survives_the_way_into_a_file_and_back() -> None:
    for picture in (
        prepare(media.moving(loop=0), "a.gif", LARGE),
        prepare(saved(photo(900, 600), "PNG"), "a.png", LARGE),
    ):
        assert Prepared.from_bytes(picture.to_bytes()) == picture


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("a.png", saved(photo(), "JPEG"), "CP110", "is a JPEG picture"),
        ("a.jpg", media.moving(), "CP110", "is a GIF picture"),
        ("a.webp", b"<svg/>", "CP110", "is no WEBP picture"),
        ("a.gif", b"", "CP110", "is no GIF picture"),
        ("a.jpg", b"\xff\xd8\xff\xc0\0", "CP111", "does not say how large"),
        ("a.png", saved(photo(), "PNG")[:300], "CP111", "cannot be read to its end"),
        ("a.jpg", saved(photo(600, 400), "JPEG")[:-700], "CP111", "cannot be read to its end"),
        ("a.webp", saved(photo(600, 400), "WEBP")[:-700], "CP111", "cannot be read"),
        ("a.gif", media.moving()[:-60], "CP111", "cannot be read"),
    ],
)
def test_what_lies_or_is_damaged(name: str, data: bytes, code: str, words: str) -> None:
    with pytest.raises(PictureError) as caught:
        prepare(data, name, LARGE)
    assert caught.value.code == code
    assert words in str(caught.value)
    assert caught.value.hint


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that says, truly, that it has these pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + name + body + struct.pack(">L", zlib.crc32(name + body))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + width // 8)) for _ in range(height)) + packer.flush()
    head = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        bomb(16_000, 16_000),
        saved(photo(), "JPEG").replace(struct.pack(">HH", 40, 60), struct.pack(">HH", 65_000, 65_000), 1),
        b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\xfe\x3f\0\xfe\x3f\0" + bytes(8),
    ],
    ids=["png", "jpeg", "webp"],
)
def test_a_bomb_is_refused_before_it_is_decoded(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursepack.media.pictures._make", lambda *_: pytest.fail("decoded"))
    with pytest.raises(PictureError, match="over the limit of 100 million") as caught:
        prepare(data, f"a.{kind_of(data)}", LARGE)
    assert caught.value.code == "CP112"


def test_a_film_of_very_many_large_frames_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursepack.media.pictures.MOST_MOVING", 4000)
    with pytest.raises(PictureError, match="4 pictures of 40 × 30 pixels") as caught:
        prepare(media.moving(), "a.gif", LARGE)
    assert caught.value.code == "CP112"


def test_rows_that_unpack_to_more_than_the_picture_has(tmp_path: Path) -> None:
    data = bomb(16, 16)
    head = data[:33]
    body = zlib.compress(bytes(50_000_000), 9)
    false = (
        head
        + struct.pack(">L", len(body))
        + b"IDAT"
        + body
        + struct.pack(">L", zlib.crc32(b"IDAT" + body))
        + data[-12:]
    )
    with pytest.raises(DamagedError, match="more"):
        strip("png", false)


WHOLE = [
    ("a.png", saved(photo(), "PNG")),
    ("a.jpg", saved(photo(), "JPEG", exif=exif(6))),
    ("a.jpg", saved(photo(), "JPEG", progressive=True)),
    ("a.webp", saved(photo(), "WEBP", exif=exif(3))),
    ("a.webp", saved(photo(), "WEBP", lossless=True)),
    ("a.gif", media.moving(2)),
    ("a.webp", media.moving(2, kind="WEBP")),
    ("a.png", media.moving(2, kind="PNG")),
]


@settings(max_examples=250)
@given(st.sampled_from(WHOLE), st.data())
def test_damage_is_refused_or_harmless(whole: tuple[str, bytes], data: st.DataObject) -> None:
    name, raw = whole
    changed = bytearray(raw)
    for _ in range(data.draw(st.integers(0, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.just(len(changed)), st.integers(0, len(changed))))
    try:
        picture = prepare(bytes(changed[:cut]), name, LARGE)
    except PictureError:
        return
    assert picture.full
    assert pixels(picture.full).size == picture.size
