"""What a sound or video file is, and how long: by small readers that never stumble."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.media.found import RecordingError
from coursepack.media.recording import ENDINGS, Recording, look
from coursepack.media.types import TYPES
from tests import media
from tests.conftest import ROOT

GOOD = {
    ".mp3": media.mp3(3.6),
    ".wav": media.wav(3.6),
    ".ogg": media.ogg(3.6, "vorbis"),
    ".opus": media.ogg(3.6),
    ".m4a": media.mp4(3.6, video=None),
    ".mp4": media.mp4(3.6),
    ".webm": media.webm(3.6),
}


def seen(data: bytes, ending: str, folder: Path) -> Recording:
    path = folder / f"recording{ending}"
    path.write_bytes(data)
    return look(path, ending)


@pytest.mark.parametrize("ending", GOOD)
def test_how_long_it_is(ending: str, tmp_path: Path) -> None:
    found = seen(GOOD[ending], ending, tmp_path)
    assert found.seconds == pytest.approx(3.6, abs=0.04)
    assert found.sound
    assert (found.size == (320, 200)) == (ending in ENDINGS["video"])
    assert found.everywhere == (ending in (".mp3", ".wav", ".m4a", ".mp4"))
    assert not found.late


def test_every_ending_is_known() -> None:
    assert set(GOOD) == {ending for endings in ENDINGS.values() for ending in endings}
    assert all(TYPES[ending].startswith(f"{kind}/") for kind, endings in ENDINGS.items() for ending in endings)


def test_the_recordings_of_the_example() -> None:
    """Made by real coders; the lengths are those that ffprobe tells."""
    folder = ROOT / "courses/every-block/media"
    sound, film = look(folder / "offer.mp3", ".mp3"), look(folder / "room.mp4", ".mp4")
    assert sound.seconds == pytest.approx(16.953, abs=0.002)
    assert film.seconds == pytest.approx(26.0, abs=0.05)
    assert (film.size, film.codecs, film.late) == ((640, 400), ("h264", "aac"), False)


def test_a_tag_before_and_tags_behind_an_mp3(tmp_path: Path) -> None:
    tagged = media.mp3(3.6, tag=bytes(300)) + b"TAG" + bytes(125)
    assert seen(tagged, ".mp3", tmp_path).seconds == pytest.approx(3.6, abs=0.04)


def test_a_first_frame_that_is_no_sound(tmp_path: Path) -> None:
    frame = b"\xff\xfb\x18\xc4" + bytes(17) + b"Xing" + bytes(119)
    assert seen(frame + media.mp3(3.6), ".mp3", tmp_path).seconds == pytest.approx(3.6, abs=0.001)


def test_a_video_that_a_phone_has_turned(tmp_path: Path) -> None:
    upright = struct.pack(">9L", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    turned = struct.pack(">9L", 0, 0x10000, 0, 0xFFFF0000, 0, 0, 0, 0, 0x40000000)
    assert seen(media.mp4().replace(upright, turned, 1), ".mp4", tmp_path).size == (200, 320)


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (media.mp4(video=b"hvc1"), ".mp4"),
        (media.mp4(profile=244), ".mp4"),
        (media.mp4(sound=b"Opus"), ".mp4"),
        (media.wav(code=6), ".wav"),
        (media.mp4(video=None, sound=b"alac"), ".m4a"),
    ],
)
def test_what_not_every_browser_plays(data: bytes, ending: str, tmp_path: Path) -> None:
    assert not seen(data, ending, tmp_path).everywhere


def test_an_index_at_the_end_is_noticed(tmp_path: Path) -> None:
    assert seen(media.mp4(late=True), ".mp4", tmp_path).late


META = media.box(b"meta", bytes(4), media.box(b"keys", b"com.apple.quicktime.location.ISO6709"))


@pytest.mark.parametrize("more", [media.box(b"udta", media.box(b"\xa9xyz", b"+51.5-000.1/")), META])
def test_where_it_was_recorded_is_noticed(more: bytes, tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="where it was recorded") as caught:
        seen(media.mp4(more=more), ".mp4", tmp_path)
    assert caught.value.code == "CP118"


@pytest.mark.parametrize(
    ("data", "ending", "code"),
    [
        *((GOOD[".webm"], ending, "CP115") for ending in GOOD if ending != ".webm"),
        (GOOD[".mp3"], ".webm", "CP115"),
        (b"", ".mp3", "CP115"),
        (media.webm(doctype=b"matroska"), ".webm", "CP115"),
        (media.mp4(brand=b"qt  "), ".mp4", "CP115"),
        (media.mp4(), ".m4a", "CP115"),
        (media.mp4(video=None), ".mp4", "CP115"),
        (media.webm(codecs=("A_OPUS",)), ".webm", "CP115"),
        (media.ogg(end=False), ".opus", "CP117"),
        *((data[: len(data) * 2 // 3], ending, "CP117") for ending, data in GOOD.items()),
    ],
)
def test_what_is_not_what_it_says(data: bytes, ending: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(RecordingError) as caught:
        seen(data, ending, tmp_path)
    assert caught.value.code == code


@given(ending=st.sampled_from(sorted(GOOD)), data=st.data())
def test_damage_never_makes_a_reader_stumble(ending: str, data: st.DataObject, tmp_path: Path) -> None:
    whole = bytearray(GOOD[ending])
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, min(len(whole) - 1, 600)))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    try:
        found = seen(bytes(whole[:cut]), ending, tmp_path)
    except RecordingError:
        return
    assert found.seconds is None or found.seconds >= 0
