"""Pictures made ready at build: upright, in the web's colours, without metadata, no larger than they are shown, with WebP copies.

Pillow does the work, and is imported only when there is some. docs/decisions/0011-pictures.md says what depends on what.
"""

from __future__ import annotations

import hashlib
import io
import math
import os
import warnings
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from coursepack.media import cache as kept
from coursepack.media.prepared import Coded, Prepared
from coursepack.media.sizes import kind_of, size_of
from coursepack.media.strip import DamagedError, strip

if TYPE_CHECKING:
    from PIL import Image, ImageFile

RECIPE = 1  # raised when what is made of the same picture changes
SHOWN = 1440  # pixels across that a fine screen can use in the column
ZOOMED = 2000  # and in the large view
WIDTHS = (720, SHOWN)
BUDGET = 500 * 1024  # bytes of an original
MOST_PIXELS = 100_000_000
MOST_MOVING = 500_000_000  # pixels of all frames together
_KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp", ".gif": "gif"}
_WORTH = 1024  # bytes that a copy has to save, because each file costs a request and a line in the manifest
_TALLEST = {".webp": 16_383, ".jpeg": 65_500}  # what the formats can hold
_TURNS = dict(
    enumerate(
        ("FLIP_LEFT_RIGHT", "ROTATE_180", "FLIP_TOP_BOTTOM", "TRANSPOSE", "ROTATE_270", "TRANSVERSE", "ROTATE_90"), 2
    )
)


class Wanted(NamedTuple):
    """How a picture is used: `widest` is the most pixels across that a screen can use, `copies` whether WebP is of use."""

    widest: int
    copies: bool = True


class PictureError(Exception):
    """A picture that cannot be carried: `code`, message, `hint`; the message goes on after the file's name."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


def prepare_all(jobs: Mapping[str, tuple[Path, Wanted]]) -> dict[str, Prepared | PictureError]:
    """`prepare` for many files: each by its name in the course, with the file and its use."""

    def work(name: str) -> Prepared | PictureError:
        path, wanted = jobs[name]
        try:
            return prepare(path.read_bytes(), name, wanted)
        except PictureError as error:
            return error

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # remarks on odd metadata, all of which is thrown away
        if sum(not name.lower().endswith(".svg") for name in jobs) < 2:
            return {name: work(name) for name in jobs}
        from concurrent.futures import ThreadPoolExecutor  # the decoders and coders release the interpreter

        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            return dict(zip(jobs, pool.map(work, jobs), strict=True))


def prepare(data: bytes, name: str, wanted: Wanted) -> Prepared:
    """Make the picture `data` ready for its use. Raises `PictureError`.

    A result of an earlier build is taken from the cache when it was made by the very same tools.
    """
    if name.lower().endswith(".svg"):
        return Prepared(size_of(data))
    _judge(data, name)
    key = hashlib.sha256(
        f"{_tools()} {wanted.widest} {wanted.copies} {hashlib.sha256(data).hexdigest()}".encode()
    ).hexdigest()
    if (raw := kept.get(key)) is not None:
        return Prepared.from_bytes(raw)
    try:
        made = _make(data, wanted)
    except (PictureError, MemoryError):
        raise
    except Exception as error:  # whatever a decoder raises over a damaged file
        raise _damaged(error) from None
    kept.put(key, made.to_bytes())
    return made


def _judge(data: bytes, name: str) -> None:
    """What can be said before anything is decoded."""
    wanted, kind = _KINDS[PurePosixPath(name).suffix.lower()], kind_of(data)
    if kind != wanted:
        what = f"is a {kind.upper()} picture" if kind else f"is no {wanted.upper()} picture"
        hint = "give the file the ending that fits" if kind else "export the picture again"
        raise PictureError("CP110", what, hint)
    size = size_of(data)
    if size is None:
        raise PictureError("CP111", "does not say how large it is", "the file is damaged: export or copy it again")
    if size[0] * size[1] > MOST_PIXELS:
        message = f"has {size[0]} × {size[1]} pixels, over the limit of {MOST_PIXELS // 1_000_000} million"
        raise PictureError("CP112", message, f"save it with at most {ZOOMED} pixels across")


def _damaged(error: Exception) -> PictureError:
    told = str(error) or type(error).__name__
    return PictureError("CP111", "cannot be read to its end", f"the file is damaged: export or copy it again ({told})")


@cache
def _tools() -> str:
    """What the bytes of a result depend on besides the picture: this recipe, and the very libraries that are installed."""
    import deflate
    import PIL

    home = Path(PIL.__file__).parent
    parts = [
        f"{path.name}:{path.stat().st_size}" for path in sorted(home.glob("_[iw]*.so")) + sorted(home.glob("*.pyd"))
    ]
    # In a wheel the names of the bundled libraries hold digests of them.
    parts += sorted(path.name for path in home.parent.glob("[Pp]illow.libs/*"))
    parts.append(f"deflate:{Path(deflate.__file__).stat().st_size}")
    return f"{RECIPE} {PIL.__version__} {' '.join(parts)}"


def _make(data: bytes, wanted: Wanted) -> Prepared:
    kind = kind_of(data)
    image = _open(data, kind)
    if kind != "jpeg" and getattr(image, "is_animated", False):
        return _moving(data, kind, image)
    return _still(data, kind, image, wanted)


def _open(data: bytes, kind: str) -> ImageFile.ImageFile:
    """Only the decoders of our four kinds are ever loaded."""
    from PIL import Image

    for name in ("Gif", "Jpeg", "Png", "WebP"):
        import_module(f"PIL.{name}ImagePlugin")
    Image.MAX_IMAGE_PIXELS = None  # `_judge` has a limit of its own
    return Image.open(io.BytesIO(data), formats=[kind.upper()])


def _moving(data: bytes, kind: str, image: ImageFile.ImageFile) -> Prepared:
    """Kept as it is, but for its metadata; with its first picture for those who want no motion, and for paper."""
    count: int = getattr(image, "n_frames", 1)
    size = image.size
    if count * size[0] * size[1] > MOST_MOVING:
        message = (
            f"has {count} pictures of {size[0]} × {size[1]} pixels, together over {MOST_MOVING // 1_000_000} million"
        )
        raise PictureError("CP112", message, "make it shorter or smaller, or make it a video")
    first, once = None, 0.0
    for index in range(count):
        image.seek(index)
        image.load()
        first = first or _eight_bit(image).copy()
        once += float(image.info.get("duration") or 100) / 1000
    assert first
    times = image.info.get("loop", 0 if kind != "gif" else 1)  # a GIF without the word for it runs once
    still = Coded(size[0], ".webp", _webp(first, lossless=True))
    return Prepared(
        size,
        size,
        Coded(size[0], f".{kind}", strip(kind, data)),
        (),
        still,
        math.inf if times == 0 else once * times,
    )


def _still(data: bytes, kind: str, image: ImageFile.ImageFile, wanted: Wanted) -> Prepared:
    turn = _turn(image)
    original = image.size if turn < 5 else (image.size[1], image.size[0])
    width = _target(*original, wanted.widest)
    size = (width, max(1, round(original[1] * width / original[0])))
    flat = size if turn < 5 else (size[1], size[0])
    image.draft(None, flat)  # a large JPEG is decoded at a half, a quarter or an eighth
    image.load()
    deep = kind == "png" and data[24] == 16
    profile = _foreign(image)
    changed = turn > 1 or size != original or deep or image.mode == "CMYK" or bool(profile)
    pixels = _resized(_eight_bit(image), flat)
    if turn in _TURNS:
        from PIL import Image

        pixels = pixels.transpose(Image.Transpose[_TURNS[turn]])
    pixels = _web_colours(pixels, profile)
    graphic = kind in ("png", "gif") and _is_graphic(pixels)
    lossless = graphic or data[12:16] == b"VP8L"
    full = _full(data, kind, pixels, changed=changed, lossless=lossless)
    copies = _copies(pixels, full, lossless=lossless) if wanted.copies else ()
    return Prepared(size, original, full, copies)


def _turn(image: Image.Image) -> int:
    """Exif's orientation, 1 to 8; 1 when it says nothing that makes sense."""
    try:
        turn = image.getexif().get(0x0112, 1)
    except Exception:  # browsers pass over broken Exif data, too
        return 1
    return turn if turn in _TURNS else 1


def _target(width: int, height: int, widest: int) -> int:
    """Pixels across: at most `widest`, but in the large view more for a panorama, which would be a mere strip."""
    broad = round(widest * math.sqrt(0.5 * width / height)) if widest > SHOWN else 0
    return min(width, max(widest, broad))


def _foreign(image: Image.Image) -> bytes | None:
    """The colour profile, when it means the colours otherwise than the web does."""
    profile: bytes = image.info.get("icc_profile") or b""
    plain = image.mode in ("L", "LA", "1") or b"sRGB" in profile.replace(b"\0", b"")
    return None if plain else profile or None


def _eight_bit(image: Image.Image) -> Image.Image:
    """As L, LA, RGB, RGBA or CMYK; transparency as a channel, where there is any."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in image.info or image.mode in ("PA", "RGBa", "La"):
        image = image.convert("LA" if image.mode in ("1", "L", "La") else "RGBA")
    if image.mode not in ("L", "LA", "RGB", "RGBA", "CMYK"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    if image.mode in ("LA", "RGBA") and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert(image.mode[:-1])
    return image


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    from PIL import Image

    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)


def _web_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB, whatever profile the file carried: a browser that meets no profile takes colours as sRGB."""
    plain = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        from PIL import ImageCms

        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=plain)
        except (ImageCms.PyCMSError, OSError):  # a profile that is damaged, or of another colour space
            turned = None
        image = turned or image
    image = image.convert("RGB") if image.mode == "CMYK" else image
    image.info = {}
    return image


def _is_graphic(image: Image.Image) -> bool:
    """Whether it is drawn rather than photographed: such a picture packs well without loss, and would smear with it."""
    small = _resized(image, (min(image.width, 400), max(1, round(image.height * min(1, 400 / image.width)))))
    return len(_webp(small, lossless=True)) < 2 * len(_webp(small, lossless=False))


def _webp(image: Image.Image, *, lossless: bool) -> bytes:
    stream = io.BytesIO()
    if lossless:
        image.save(stream, "WEBP", lossless=True, quality=60, method=3)
    else:
        image.save(stream, "WEBP", quality=80, method=4)
    return stream.getvalue()


def _full(data: bytes, kind: str, pixels: Image.Image, *, changed: bool, lossless: bool) -> Coded:
    """The picture in the kind that the author chose, as it is if it can be; a photograph in a PNG becomes a JPEG when that is smaller."""
    plain = None if changed else strip(kind, data)
    heavy = plain is not None and len(plain) > BUDGET
    if plain is not None and (lossless or not heavy or kind == "gif"):
        return Coded(pixels.width, f".{kind}", plain)
    again = _coded(pixels, kind, lossless=lossless)
    if plain is not None and len(again.data) > 0.8 * len(plain):
        return Coded(pixels.width, f".{kind}", plain)
    return again


def _coded(pixels: Image.Image, kind: str, *, lossless: bool) -> Coded:
    stream = io.BytesIO()
    if kind == "webp":
        return Coded(pixels.width, ".webp", _webp(pixels, lossless=lossless))
    if kind == "jpeg" or (not lossless and pixels.mode in ("L", "RGB") and pixels.height <= _TALLEST[".jpeg"]):
        pixels.save(stream, "JPEG", quality=82, optimize=True, progressive=True)
        return Coded(pixels.width, ".jpeg", stream.getvalue())
    pixels.save(stream, "PNG", compress_level=1)  # `strip` packs it again
    return Coded(pixels.width, ".png", strip("png", stream.getvalue()))


def _copies(pixels: Image.Image, full: Coded, *, lossless: bool) -> tuple[Coded, ...]:
    """WebP in the widths that screens ask for; none when they would not save anything. A full picture in WebP is one of them."""
    last = min(pixels.width, SHOWN)
    copies: list[Coded] = []
    for width in sorted({*(width for width in WIDTHS if width < 0.8 * last), last}, reverse=True):
        pixels = _resized(pixels, (width, max(1, round(pixels.height * width / pixels.width))))
        if full[:2] == (width, ".webp"):
            copies.append(full)
        elif pixels.height <= _TALLEST[".webp"]:
            copies.append(Coded(width, ".webp", _webp(pixels, lossless=lossless)))
    sizes = [len(copy.data) for copy in copies]
    if not copies or min(sizes) + _WORTH > len(full.data) or max(sizes) > 1.1 * len(full.data):
        return ()
    return tuple(copy for copy in reversed(copies) if copy is not full)


__all__ = ["BUDGET", "SHOWN", "ZOOMED", "DamagedError", "PictureError", "Wanted", "prepare", "prepare_all"]
