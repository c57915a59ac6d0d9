"""Pictures, recordings and captions with one fault each: what is said of it, where, and that nothing is built."""

import json
from pathlib import Path
from typing import Any

import pytest

from coursepack.checks import captions, recordings
from tests import media
from tests.faults.case import MARK, Act, Case, Place, Says, change, check, put, run
from tests.media import drawing, photo, saved

LESSON = "lessons/one.json"
IMAGE: Place = (LESSON, 13, 53)
VTT = "WEBVTT\n\n00:00.100 --> 00:01.500\nWelcome.\n"
VIDEO: dict[str, Any] = {
    "id": "film",
    "type": "video",
    "src": "media/film.mp4",
    "captions": [{"src": "media/film.en.vtt", "language": "en"}],
    "noDescriptionNeeded": "One person talks to the camera.",
    "transcript": "Welcome.",
}
AUDIO: dict[str, Any] = {"id": "sound", "type": "audio", "src": "media/sound.mp3", "transcript": "Welcome."}


def block(value: dict[str, Any], mark: str | None = None) -> list[Act]:
    """The files of a good recording, and a block on the second page; the mark stands before `mark` (None: before the block)."""
    text = json.dumps(value)
    text = text.replace(mark, MARK + mark) if mark else MARK + text if mark is None else text
    return [
        put("media/film.mp4", media.mp4()),
        put("media/sound.mp3", media.mp3()),
        put("media/film.en.vtt", VTT),
        change(LESSON, '{"id": "how-text"', f'{text},\n        {{"id": "how-text"'),
    ]


def but(value: dict[str, Any], *gone: str, **other: Any) -> dict[str, Any]:
    return {key: one for key, one in (value | other).items() if key not in gone}


def picture(name: str, data: bytes) -> list[Act]:
    return [put(f"img/{name}", data), change(LESSON, '"src": "img/Ward.png"', f'"src": {MARK}"img/{name}"')]


def film(data: bytes, name: str = "film.mp4") -> list[Act]:
    return [*block(but(VIDEO, src=f"media/{name}"), f'"media/{name}"'), put(f"media/{name}", data)]


def track(text: str, kind: str = "captions") -> list[Act]:
    return [*block(VIDEO, ""), put("media/film.en.vtt", text)]


PICTURES = [
    Case(
        "JPEG called PNG",
        picture("a.png", saved(photo(), "JPEG")),
        Says("CP110", "'img/a.png' is a JPEG picture", "the ending that fits"),
    ),
    Case(
        "SVG called PNG",
        picture("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        Says("CP110", "'img/a.png' is no PNG picture", "export"),
    ),
    Case("empty picture", picture("a.webp", b""), Says("CP110", "'img/a.webp' is no WEBP picture", "export")),
    Case(
        "header cut short",
        picture("a.jpg", b"\xff\xd8\xff\xc0\0"),
        Says("CP111", "'img/a.jpg' does not say how large it is", "damaged"),
    ),
    Case(
        "cut short",
        picture("a.jpg", saved(photo(400, 300), "JPEG")[:-400]),
        Says("CP111", "'img/a.jpg' cannot be read to its end", "copy it again"),
    ),
    Case(
        "too many pixels",
        picture("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\x02\0\0\0" + bytes(90)),
        Says("CP112", "'img/a.png' has 65536 × 65536 pixels, over the limit of 100 million", "at most 2000"),
    ),
    Case(
        "zoomed decoration",
        change(LESSON, '"decorative": true}', '"decorative": true, "zoom": ▸true}'),
        Says("CP013", "'zoom' must be false", "leave it out"),
    ),
]

RECORDINGS = [
    Case(
        "AVI",
        film(b"RIFF", "film.avi"),
        Says("CP026", "'media/film.avi' is not a video that browsers play", ".mp4, .webm"),
    ),
    Case(
        "video as a sound",
        block(but(AUDIO, src="media/film.mp4"), '"media/film.mp4"'),
        Says("CP026", "is not a sound file that browsers play", ".mp3"),
    ),
    Case(
        "SRT",
        [
            *block(but(VIDEO, captions=[{"src": "media/a.srt", "language": "en"}]), '"media/a.srt"'),
            put("media/a.srt", VTT),
        ],
        Says("CP026", "'media/a.srt' is not a WebVTT file", "write it as .vtt"),
    ),
    Case(
        "missing video",
        block(but(VIDEO, src="media/flim.mp4"), '"media/flim.mp4"'),
        Says("CP020", "video 'media/flim.mp4' is not", "'film.mp4'"),
    ),
    Case(
        "missing captions",
        block(but(VIDEO, captions=[{"src": "media/x.vtt", "language": "en"}]), '"media/x.vtt"'),
        Says("CP020", "caption file 'media/x.vtt'", ""),
    ),
    Case("WebM called MP4", film(media.webm()), Says("CP115", "'media/film.mp4' is no MP4 file", "another ending")),
    Case("no pictures", film(media.mp4(video=None)), Says("CP115", "holds no pictures", "audio block")),
    Case("cut short video", film(media.mp4()[:-100]), Says("CP117", "'media/film.mp4' is cut short", "again")),
    Case(
        "cut short sound",
        [*block(AUDIO, '"media/sound.mp3"'), put("media/sound.mp3", media.mp3()[:-9])],
        Says("CP117", "'media/sound.mp3' is cut short", "again"),
    ),
    Case(
        "WebM alone",
        film(media.webm(), "film.webm"),
        Says("CP116", "'media/film.webm' is not played by every browser (vp9, opus)", "'alternatives'"),
    ),
    Case("H.265", film(media.mp4(video=b"hvc1")), Says("CP116", "(h265, aac)", "H.264")),
    Case(
        "Ogg alone",
        [*block(but(AUDIO, src="media/a.ogg"), '"media/a.ogg"'), put("media/a.ogg", media.ogg())],
        Says("CP116", "'media/a.ogg' is not played by every browser (opus)", "an MP3"),
    ),
    Case(
        "place",
        film(media.mp4(more=media.box(b"udta", media.box(b"\xa9xyz", b"+51.5-000.1/")))),
        Says("CP118", "'media/film.mp4' tells where it was recorded", "-map_metadata -1"),
    ),
    Case(
        "another length",
        [*block(but(VIDEO, described="media/told.mp4"), '"media/told.mp4"'), put("media/told.mp4", media.mp4(9))],
        Says("CP126", "'media/told.mp4' is not as long as 'media/film.mp4'", "a block of its own"),
    ),
    Case(
        "no transcript",
        block(but(AUDIO, "transcript")),
        Says("CP124", "audio 'sound' has no transcript", "transcriptFile"),
    ),
    Case(
        "two transcripts",
        block(but(AUDIO, transcriptFile="text/why.md")),
        Says("CP017", "has both 'transcript' and 'transcriptFile'", "exactly one"),
    ),
    Case(
        "misspelt transcript",
        block({"id": "sound", "type": "audio", "src": "media/sound.mp3", "transkript": "x"}, '"transkript"'),
        Says("CP010", "'transkript'", "'transcript'"),
    ),
    Case(
        "no captions", block(but(VIDEO, "captions")), Says("CP122", "video 'film' has no captions", '"speech": false')
    ),
    Case(
        "two in one language",
        [
            *block(but(VIDEO, captions=[*VIDEO["captions"], {"src": "media/b.vtt", "language": "en"}]), '"en"}]'),
            put("media/b.vtt", VTT),
        ],
        Says("CP123", "there are two captions in 'en'", "keep one"),
    ),
    Case(
        "no description",
        block(but(VIDEO, "noDescriptionNeeded")),
        Says("CP125", "video 'film' has no audio description", "noDescriptionNeeded"),
    ),
    Case("script in a transcript", block(but(AUDIO, transcript="<script>"), '"<script>"'), Says("CP040", "", "")),
    Case(
        "no alternative text",
        block(but(VIDEO, poster={"src": "img/Ward.png"}), '{"src": "img/Ward.png"}'),
        Says("CP025", "has no text alternative", "decorative"),
    ),
]

CAPTIONS = [
    Case(
        "no header",
        track("1\n00:00:00,100 --> 00:00:01,000\nx\n"),
        Says("CP120", "does not begin with 'WEBVTT'", "first line", ("media/film.en.vtt", 1, 1)),
    ),
    Case(
        "comma",
        track(VTT.replace(".100", ",100")),
        Says("CP120", "these are no times", "a dot", ("media/film.en.vtt", 3, 1)),
    ),
    Case(
        "style",
        track(VTT + "\nSTYLE\n::cue { background: url(https://example.org/a) }\n"),
        Says("CP120", "STYLE is not carried", "remove", ("media/film.en.vtt", 6, 1)),
    ),
    Case(
        "script",
        track(VTT.replace("Welcome", "<script>alert(1)</script>")),
        Says("CP120", "the mark <script> is not carried", "<v>", ("media/film.en.vtt", 4, 1)),
    ),
    Case(
        "end before start",
        track(VTT.replace("01.500", "00.100")),
        Says("CP121", "a text ends at 00:00:00.100, not after its start", "second", ("media/film.en.vtt", 3, 1)),
    ),
    Case(
        "out of order",
        track(VTT + "\n00:00.000 --> 00:00.050\nx\n"),
        Says("CP121", "a text begins at 00:00:00.000, before the one above it", "order", ("media/film.en.vtt", 6, 1)),
    ),
    Case(
        "after the end",
        track(VTT + "\n00:30.000 --> 00:31.000\nx\n"),
        Says(
            "CP121",
            "a text ends at 00:00:31.000, after the recording's end at 00:00:02.000",
            "another recording",
            ("media/film.en.vtt", 6, 1),
        ),
    ),
    Case(
        "not UTF-8",
        [*block(VIDEO, ""), put("media/film.en.vtt", b"WEBVTT\n\n\xff")],
        Says("CP009", "not UTF-8", "", ("media/film.en.vtt", 3, 1)),
    ),
]


@pytest.mark.parametrize("case", [*PICTURES, *RECORDINGS, *CAPTIONS], ids=lambda case: case.name)
def test_fault(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


def test_captions_that_are_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captions, "LONGEST", 20)
    says = Says("CP024", "'media/film.en.vtt' has 0 KB, over the limit of 0 KB", "are these captions?")
    check(Case("long", block(VIDEO, '"media/film.en.vtt"'), says), tmp_path)


def test_good_ones_are_accepted(base: Path) -> None:
    silent = but(VIDEO, "captions", id="silent", speech=False)
    both = but(VIDEO, id="both", src="media/film.webm", alternatives=["media/film.mp4"], described="media/film.mp4")
    for value in (VIDEO, AUDIO, silent, both):
        for act in block(value, ""):
            act(base)
    put("media/film.webm", media.webm())(base)
    result = run("build", base, "--as-of", "2026-11-23", "-o", base / "dist")
    assert result.exit_code == 0
    assert "CP" not in result.stderr


def warned(base: Path) -> list[tuple[str, str]]:
    result = run("validate", base, "--as-of", "2026-11-23", "--format", "json")
    assert result.exit_code == 0, result.stdout
    found: list[dict[str, Any]] = [one for one in json.loads(result.stdout) if one["severity"] == "warning"]
    assert all(problem["hint"] for problem in found)
    return [(problem["code"], problem["message"]) for problem in found]


def test_an_original_over_the_budget_is_a_warning(base: Path) -> None:
    for act in picture("Ward.png", saved(photo(900, 700), "PNG")):
        act(base)
    file = base / LESSON
    file.write_text(file.read_text().replace(MARK, ""))
    ((code, message),) = warned(base)
    assert code == "CP113"
    assert "'img/Ward.png' has 1." in message
    assert "900 × 700 pixels; the package carries" in message


def test_an_original_that_is_much_too_wide_is_a_warning(base: Path) -> None:
    (base / "img/Ward.png").write_bytes(saved(drawing(4100, 30), "PNG"))
    ((code, message),) = warned(base)
    assert code == "CP113"
    assert "4100 × 30 pixels" in message


def test_what_nobody_can_stop_is_a_warning(base: Path) -> None:
    (base / "img/Ward.png").write_bytes(media.moving(kind="PNG", loop=0))
    assert warned(base) == [("CP114", "'img/Ward.png' moves for more than 5 seconds, and nobody can stop it")]


def test_captions_in_other_languages_only_are_a_warning(base: Path) -> None:
    for act in block(but(VIDEO, captions=[{"src": "media/film.en.vtt", "language": "es"}]), ""):
        act(base)
    assert warned(base) == [("CP128", "no captions are in the course's language, 'en-US'")]


def test_an_index_at_the_end_is_a_warning(base: Path) -> None:
    for act in [*block(VIDEO, ""), put("media/film.mp4", media.mp4(late=True))]:
        act(base)
    assert warned(base) == [("CP119", "'media/film.mp4' starts to play only when all of it is loaded")]


def test_a_heavy_package_is_a_warning(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings, "HEAVY", 1000)
    (base / "files/card.txt").write_bytes(bytes(3 << 20))
    ((code, message),) = warned(base)
    assert code == "CP127"
    assert "come to 3.0 MB" in message
