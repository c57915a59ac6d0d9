"""Makes the picture, the sound and the video of `courses/every-block/`: drawn with Pillow, spoken by espeak-ng, coded by ffmpeg.

`python -m tools.every_block_media` writes them anew. They are committed, because other versions of these programs give other bytes.
"""

from __future__ import annotations

import io
import subprocess
import sys
import wave
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

COURSE = Path(__file__).parent.parent / "courses/every-block"
RATE = 22_050  # of espeak-ng
FRAMES = 10  # a second
WALL, FLOOR, INK, TEAL, PALE, WARM, WOOD, WHITE = (
    *("#dfe9e2", "#b98f68", "#20383a", "#0b5a5e", "#8fc7c1", "#f6d9a8", "#8a5a34", "#fdfcf8"),
)
CARD = "The quiet room\n1  Knock, and wait.\n2  Turn the sign.\n3  Ask where to sit.\n4  Offer water.\n5  Say when you will be back."


class Scene(NamedTuple):
    """A part of the video: what is said and shown from `start` on, in seconds."""

    start: int
    said: str
    said_es: str
    shown: str


SCENES = (
    Scene(
        0,
        "This is the quiet room. The sign on the door says free.",
        "Esta es la sala tranquila. El letrero de la puerta dice: libre.",
        "A pale door in a green wall.",
    ),
    Scene(
        7,
        "Two chairs stand at an angle. The guest sits nearer to the door.",
        "Hay dos sillas en ángulo. La visita se sienta más cerca de la puerta.",
        "Two chairs slide to a round table.",
    ),
    Scene(
        14,
        "There is water, and a small lamp for the evening.",
        "Hay agua, y una lámpara pequeña para la noche.",
        "A jug appears; the lamp lights up.",
    ),
    Scene(
        20,
        "When somebody comes in, turn the sign.",
        "Cuando entre alguien, gire el letrero.",
        "The sign turns. Now it says: in use.",
    ),
)
LENGTH = 26
TALK = (
    ("en-us+f3", "It is loud out here. There is a quieter room next door. Would you like to sit there for a while?"),
    ("en-us+m3", "Do I have to talk?"),
    ("en-us+f3", "No. The door can stay open, and you can leave at any time."),
    ("en-us+m3", "Then yes. Thank you."),
)


class Look(NamedTuple):
    """How the room is: `chairs` 0 to 1 says how far they have come in, `lamp` how bright it is."""

    chairs: float = 1
    water: bool = True
    lamp: float = 1
    sign: str = "in use"
    card: str = ""


def _font(size: float) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)


def room(width: int, look: Look) -> Image.Image:
    """The room from the front, 16:10."""
    picture = Image.new("RGB", (width * 2, width * 5 // 4), WALL)
    draw = ImageDraw.Draw(picture)
    s = width / 200  # drawn twice as large as wanted, and made smaller at the end, so that edges are smooth

    def box(place: tuple[float, float, float, float], colour: str, corner: float = 0) -> None:
        left, top, right, bottom = (value * s for value in place)
        draw.rounded_rectangle((left, top, right, bottom), corner * s, fill=colour)

    box((0, 190, 400, 250), FLOOR)
    box((0, 186, 400, 190), WHITE)
    _window(draw, s)
    box((318, 60, 384, 190), WHITE, 2)
    box((322, 64, 380, 190), PALE, 1)
    draw.ellipse((328 * s, 126 * s, 334 * s, 132 * s), fill=INK)
    box((328, 82, 374, 104), WHITE, 2)
    draw.text((351 * s, 93 * s), look.sign, fill=TEAL, font=_font(12 * s), anchor="mm")
    if look.card:
        box((226, 60, 272, 92), WHITE, 1)
        draw.multiline_text((229 * s, 63 * s), look.card, fill=INK, font=_font(2.9 * s), spacing=s)
    draw.ellipse((96 * s, 206 * s, 270 * s, 238 * s), fill="#c8b7a0")
    _chair(draw, s, 96 - 160 * (1 - look.chairs), 1)
    _chair(draw, s, 268 + 190 * (1 - look.chairs), -1)
    draw.line((184 * s, 176 * s, 184 * s, 214 * s), fill=WOOD, width=round(5 * s))
    draw.ellipse((150 * s, 166 * s, 218 * s, 182 * s), fill=WOOD)
    if look.water:
        box((170, 148, 183, 172), "#e9f6f7", 3)
        box((171, 157, 182, 171), PALE, 3)
        box((190, 160, 198, 173), "#e9f6f7", 1)
    return _lit(picture, s, look.lamp).resize((width, width * 5 // 8), Image.Resampling.LANCZOS)


def _window(draw: ImageDraw.ImageDraw, s: float) -> None:
    draw.rectangle((40 * s, 34 * s, 132 * s, 112 * s), fill=WHITE)
    for row in range(70):
        shade = row / 70
        colour = (round(96 + 130 * shade), round(120 + 70 * shade), round(160 - 20 * shade))
        draw.rectangle((44 * s, (38 + row) * s, 128 * s, (39 + row) * s), fill=colour)
    draw.ellipse((96 * s, 44 * s, 106 * s, 54 * s), fill="#fff3cf")
    draw.polygon(
        [(44 * s, 108 * s), (74 * s, 84 * s), (100 * s, 100 * s), (128 * s, 88 * s), (128 * s, 108 * s)], fill="#3c5f58"
    )
    draw.line((86 * s, 38 * s, 86 * s, 108 * s), fill=WHITE, width=round(3 * s))


def _chair(draw: ImageDraw.ImageDraw, s: float, x: float, side: int) -> None:
    def at(dx: float, y: float) -> tuple[float, float]:
        return (x + side * dx) * s, y * s

    draw.line([at(0, 134), at(6, 184), at(6, 224)], fill=TEAL, width=round(7 * s), joint="curve")
    draw.line([at(4, 184), at(40, 184), at(40, 224)], fill=TEAL, width=round(7 * s), joint="curve")
    draw.line([at(3, 140), at(8, 180)], fill=PALE, width=round(12 * s))


def _lit(picture: Image.Image, s: float, lamp: float) -> Image.Image:
    """Evening light, and a floor lamp between window and table."""
    draw = ImageDraw.Draw(picture)
    draw.line((152 * s, 92 * s, 152 * s, 206 * s), fill=INK, width=round(2.5 * s))
    draw.polygon([(138 * s, 94 * s), (145 * s, 72 * s), (159 * s, 72 * s), (166 * s, 94 * s)], fill=WARM)
    glow = Image.new("L", picture.size, 205 - round(20 * lamp))
    ImageDraw.Draw(glow).ellipse((60 * s, 10 * s, 250 * s, 190 * s), fill=205 + round(50 * lamp))
    glow = glow.resize((100, 62)).filter(ImageFilter.GaussianBlur(14)).resize(picture.size, Image.Resampling.BICUBIC)
    return ImageChops.multiply(
        picture, Image.merge("RGB", (glow, glow.point(lambda v: v * 0.97), glow.point(lambda v: v * 0.9)))
    )


def speech(voice: str, words: str) -> bytes:
    """16-bit mono samples."""
    made = subprocess.run(["espeak-ng", "-v", voice, "-s", "145", "--stdout", words], check=True, capture_output=True)
    with wave.open(io.BytesIO(made.stdout)) as sound:
        assert sound.getframerate() == RATE
        # Through a pipe espeak-ng cannot say how long it is.
        return sound.readframes(len(made.stdout) // 2)


def _wav(samples: bytes, path: Path) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples)


def _silence(seconds: float) -> bytes:
    return b"\0\0" * round(RATE * seconds)


def _ffmpeg(*words: str) -> None:
    subprocess.run(["ffmpeg", "-loglevel", "error", "-y", *words], check=True)


def picture() -> None:
    """`img/room-evening.jpg`: the card on the wall can be read in the large view only."""
    made = room(1600, Look(card=CARD))
    grain = Image.effect_noise((800, 500), 5).resize(made.size)
    made = ImageChops.overlay(made, Image.merge("RGB", (grain, grain, grain)))
    made.save(COURSE / "img/room-evening.jpg", quality=76, optimize=True, progressive=True)


def sound(folder: Path) -> None:
    """`media/offer.mp3`."""
    _wav(b"".join(speech(voice, words) + _silence(0.45) for voice, words in TALK), folder / "talk.wav")
    _ffmpeg("-i", str(folder / "talk.wav"), "-map_metadata", "-1", "-b:a", "40k", str(COURSE / "media/offer.mp3"))


def frame(second: float) -> Image.Image:
    """The video at a moment."""
    chairs = max(0.0, min(1.0, (second - 7) / 2.5))
    lamp = max(0.0, min(1.0, second - 15.5))
    sign = "in use" if second >= 22 else "free"
    return room(640, Look(chairs * chairs * (3 - 2 * chairs), second >= 14.5, lamp, sign))


def video(folder: Path) -> None:
    """`media/room.mp4` with its poster, captions and descriptions."""
    spoken, ends = b"", []
    for scene in SCENES:
        spoken += _silence(scene.start + 0.3 - len(spoken) / 2 / RATE) + speech("en-us+f3", scene.said)
        ends.append(len(spoken) / 2 / RATE)
    _wav(spoken + _silence(LENGTH - len(spoken) / 2 / RATE), folder / "voice.wav")
    for number in range(LENGTH * FRAMES):
        frame(number / FRAMES).save(folder / f"{number:04}.png", compress_level=1)
    _ffmpeg(
        *("-framerate", str(FRAMES), "-i", str(folder / "%04d.png"), "-i", str(folder / "voice.wav")),
        *("-map_metadata", "-1", "-c:v", "libx264", "-preset", "veryslow", "-tune", "animation", "-crf", "27"),
        *(
            "-pix_fmt",
            "yuv420p",
            "-g",
            "50",
            "-c:a",
            "aac",
            "-b:a",
            "40k",
            "-movflags",
            "+faststart",
            "-fflags",
            "+bitexact",
        ),
        str(COURSE / "media/room.mp4"),
    )
    frame(24).save(COURSE / "media/room.png")
    starts = [scene.start + 0.3 for scene in SCENES]
    _vtt("room.en.vtt", starts, ends, [scene.said for scene in SCENES])
    _vtt("room.es.vtt", starts, ends, [scene.said_es for scene in SCENES])
    following = [*(scene.start for scene in SCENES[1:]), LENGTH]
    _vtt("room.described.en.vtt", ends, following, [scene.shown for scene in SCENES])


def _vtt(name: str, starts: list[float], ends: list[float], words: list[str]) -> None:
    def clock(seconds: float) -> str:
        return f"00:{int(seconds):02}.{round(seconds % 1 * 1000):03}"

    cues = [f"{clock(start)} --> {clock(end)}\n{text}\n" for start, end, text in zip(starts, ends, words, strict=True)]
    (COURSE / "media" / name).write_text("WEBVTT\n\n" + "\n".join(cues), encoding="utf-8")


def main() -> int:
    """Write all of them."""
    import tempfile

    (COURSE / "media").mkdir(exist_ok=True)
    picture()
    with tempfile.TemporaryDirectory() as temporary:
        sound(Path(temporary))
        video(Path(temporary))
    return 0


if __name__ == "__main__":
    sys.exit(main())
