"""Captions: what is read is written so that a browser reads the same, and nothing else comes through."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.media import vtt
from coursepack.media.cue_text import MARKS, plain

TIMES = "00:01.000 --> 00:02.000"


def cue(words: str, times: str = TIMES) -> str:
    return f"WEBVTT\n\n{times}\n{words}\n"


def test_a_whole_file() -> None:
    text = (
        "\ufeffWEBVTT - made by hand\r\nKind: captions\r\n\r\nNOTE for the editor: check the name\r\n\r\n"
        "first\r\n00:01.000 --> 00:02.500 line:0 position:20%,line-left align:start\r\n"
        "<v Noor>Hello &amp; <i>welcome</i>.\r\n- Sit\r\n\r\n\r\n"
        "01:00:03.000 --> 01:00:04.000\r\n5 > 4 &lt; 6 & more\r\n"
    )
    track, faults = vtt.read(text)
    assert faults == []
    assert track.text() == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.500 line:0 position:20%,line-left align:start\n"
        "<v Noor>Hello &amp; <i>welcome</i>.\n- Sit</v>\n"
        "\n01:00:03.000 --> 01:00:04.000\n5 &gt; 4 &lt; 6 &amp; more\n"
    )
    assert "editor" not in track.text()


@pytest.mark.parametrize(
    ("text", "line", "words", "hint"),
    [
        ("", 1, "does not begin with 'WEBVTT'", "first line"),
        ("1\n00:00:01,000 --> 00:00:02,000\nx", 1, "does not begin with 'WEBVTT'", ""),
        ("WEBVTTX\n\n" + cue("x"), 1, "does not begin", ""),
        ("WEBVTT\n\nNOTE x\n", 1, "holds no text", ""),
        (cue("x", "00:01,000 --> 00:02,000"), 3, "are no times: '00:01,000", "a dot"),
        (cue("x", "0:01.000 --> 00:02.000"), 3, "are no times", "for example"),
        (cue("x", "00:61.000 --> 01:02.000"), 3, "are no times", ""),
        (cue("x", "00:01.000-->00:02.000"), 3, "are no times", ""),
        (cue("x", TIMES + " region:a"), 3, "'region:a' is not carried", "line, position"),
        (cue(""), 3, "no words stand below", ""),
        ("WEBVTT\n\nwords\nmore\n", 3, "a line of times is missing", ""),
        (cue(f"x\n{TIMES}\ny"), 5, "stands inside a text", "empty line"),
        ("WEBVTT\n\nSTYLE\n::cue { color: red }\n\n" + TIMES + "\nx\n", 3, "STYLE is not carried", "remove"),
        ("WEBVTT\n\nREGION\nid:a\n\n" + TIMES + "\nx\n", 3, "REGION is not carried", ""),
        (cue("a < b"), 4, "'<' begins no mark", "&lt;"),
        (cue("<00:01.500>a"), 4, "begins no mark", ""),
        (cue("<script>x</script>"), 4, "<script> is not carried", "<v>"),
        (cue("<I>x</I>"), 4, "begins no mark", ""),
        (cue("<c.yellow>x</c>"), 4, "<c.yellow> is not carried", ""),
        (cue("<i.big>x</i>"), 4, "names a style", "<v Name>"),
        (cue("<i>x"), 4, "<i> is not closed", "</i>"),
        (cue("x</i>"), 4, "</i> closes nothing", "reverse order"),
        (cue("<i><b>x</i></b>"), 4, "closes nothing", ""),
        (cue("<v>x"), 4, "the mark <v> cannot be read", "speaker"),
        (cue("<i name>x</i>"), 4, "cannot be read", ""),
        (cue("<lang ???>x</lang>"), 4, "cannot be read", "<lang es>"),
        (cue("a\x07b"), 4, "U+0007", "delete"),
    ],
)
def test_what_is_refused(text: str, line: int, words: str, hint: str) -> None:
    _, faults = vtt.read(text)
    assert [(fault.line, fault.times) for fault in faults] == [(line, False)], faults
    assert words in faults[0].message
    assert faults[0].hint
    assert hint in faults[0].hint


def test_times_that_cannot_be() -> None:
    text = "WEBVTT\n\n00:05.000 --> 00:05.000\na\n\n00:04.000 --> 00:09.000\nb\n\n00:06.000 --> 00:07.000\nc\n"
    track, faults = vtt.read(text)
    assert [(fault.line, fault.message[:14], fault.times) for fault in faults] == [
        (3, "a text ends at", True),
        (6, "a text begins ", True),
    ]
    assert [fault.line for fault in track.late(7.5)] == [6]
    assert list(track.late(8)) == []


def test_two_speakers_and_two_at_once() -> None:
    track, faults = vtt.read("WEBVTT\n\n00:01.000 --> 00:03.000\n<v A>Yes\n<v B>No\n\n00:02.000 --> 00:04.000\nx\n")
    assert faults == []
    assert track.cues[0].text == "<v A>Yes\n</v><v B>No</v>"


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)
lines = st.lists(
    st.one_of(words, st.sampled_from(["<i>", "</i>", "<v Ann>", "</v>", "&amp;", "&lt;script>", "<b", "\n"])),
    max_size=8,
)


@given(st.lists(st.tuples(st.integers(0, 9_999), st.integers(1, 500), lines), max_size=5))
def test_what_comes_out_is_read_the_same_and_holds_known_marks_only(cues: list[tuple[int, int, list[str]]]) -> None:
    text = "WEBVTT\n" + "".join(
        f"\n00:{start // 1000:02}.{start % 1000:03} --> 00:{(start + length) // 1000:02}.{(start + length) % 1000:03}\n{''.join(said)}\n"
        for start, length, said in cues
    )
    track, _ = vtt.read(text)
    again, faults = vtt.read(track.text())
    assert [fault for fault in faults if not fault.times and "holds no text" not in fault.message] == []
    assert [one[:4] for one in again.cues] == [one[:4] for one in track.cues]
    for one in track.cues:
        assert {mark[1] for mark in re.finditer(r"</?([^\s>]*)", one.text)} <= set(MARKS)
        assert "-->" not in one.text
        assert plain(one.text).strip() or True


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    for start in ("", "WEBVTT\n\n", cue("x") + "\n"):
        track, faults = vtt.read(start + text)
        assert faults or track.cues
        assert faults == sorted(faults)
        assert all(1 <= fault.line <= (start + text).count("\n") + (start + text).count("\r") + 2 for fault in faults)
