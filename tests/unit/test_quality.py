"""Item quality: each finding with questions that deserve it and questions that do not, and the way to silence it."""

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from coursepack.checks.quality.keys import at_least
from coursepack.checks.quality.reading import measure
from coursepack.languages import DATA, languages
from coursepack.load import load
from coursepack.problems import Severity
from tests.conftest import AS_OF
from tests.faults.case import run

Question = dict[str, Any]
FEEDBACK = {"correct": "Yes.", "incorrect": "The door is nearer: look again."}


def choice(*options: str, prompt: str = "Where does the guest sit?", right: int = 0, **more: Any) -> Question:
    listed = [
        {"id": f"o{index}", "text": text} | ({"correct": True} if index == right else {})
        for index, text in enumerate(options)
    ]
    base = {"type": "choice", "select": "one", "prompt": prompt, "objective": "o-room", "feedback": FEEDBACK}
    return base | {"options": listed} | more


def statement(prompt: str, answer: bool, **more: Any) -> Question:
    base = {"type": "true-false", "prompt": prompt, "objective": "o-room", "answer": answer, "feedback": FEEDBACK}
    return base | more


THREE = ("Near the door", "By the window", "At the table")


def noted(folder: Path, questions: Sequence[Question], language: str = "en", **quiz: Any) -> list[tuple[str, str]]:
    """Code and message of each note on a course whose quiz has these questions."""
    file = folder / "quizzes/final.json"
    asked = [{"id": f"q-{index}"} | question for index, question in enumerate(questions)]
    base = {"schemaVersion": 1, "id": "final", "title": "Final", "purpose": "assessment"}
    file.write_text(json.dumps(base | quiz | {"questions": asked}, ensure_ascii=False), encoding="utf-8")
    course = folder / "course.json"
    course.write_text(re.sub(r'"language": "[^"]*"', f'"language": "{language}"', course.read_text()))
    notes = load(folder, AS_OF).notes
    assert all(note.severity is Severity.NOTE and note.hint and note.place.line for note in notes)
    return [(note.code, note.message) for note in notes]


def codes(folder: Path, *questions: Question, language: str = "en", **quiz: Any) -> list[str]:
    return [code for code, _ in noted(folder, questions, language, **quiz)]


LONG = "Near the door, because whoever can leave easily can also stay at ease"
FIRES = {
    "same feedback": ("CP190", choice(*THREE, feedback={"correct": "See page 2.", "incorrect": "See page 2."})),
    "empty feedback": ("CP190", choice(*THREE, feedback={"correct": "Yes.", "incorrect": "No."})),
    "long answer": ("CP191", choice(LONG, *THREE[1:])),
    "all of the above": ("CP192", choice("Both", "By the window", "All of the above")),
    "none of the above": ("CP192", choice(*THREE[:2], "None of the above.")),
    "negative": ("CP193", choice(*THREE, prompt="Which place is not good?")),
    "except": ("CP193", choice(*THREE, prompt="All of these help, except:")),
    "negative statement": ("CP193", statement("The guest should not sit near the door.", False)),
    "one distractor": ("CP194", choice("Near the door", "By the window")),
    "hard to read": (
        "CP199",
        choice(
            *THREE,
            prompt="Considering organizational responsibilities regarding confidentiality, documentation, and "
            "interdisciplinary communication, which environmental configuration most appropriately facilitates "
            "psychological reassurance throughout extended conversational interactions involving vulnerable individuals?",
        ),
    ),
    "same option twice": ("CP202", choice("Near the door", "By the window", "by the window.")),
    "absolutes": ("CP203", choice("Near the door", "Always by the window", "Never at a table", right=0)),
    "absolute statement": ("CP203", statement("The guest always sits near the window.", False)),
    "article": ("CP204", choice("orange", "pear", "banana", prompt="The guest is given an")),
}


@pytest.mark.parametrize("name", FIRES)
def test_fires(name: str, base: Path) -> None:
    code, question = FIRES[name]
    assert codes(base, question) == [code]


@pytest.mark.parametrize("name", FIRES)
def test_each_can_be_silenced(name: str, base: Path) -> None:
    code, question = FIRES[name]
    assert codes(base, question | {"quality": {"ignore": [{"code": code, "reason": "It is meant so."}]}}) == []


OFF = {"text": "A lamp", "feedback": "Too far away."}
QUIET = {
    "plain": choice(*THREE),
    "feedback of each option": choice(*THREE, feedback={"correct": "Yes.", "incorrect": "No."})
    | {"options": [{"id": "a", "text": "A door", "correct": True}, OFF | {"id": "b"}, OFF | {"id": "c", "text": "A bed"}]},
    "several, of which one is long": choice(LONG, *THREE[1:], select="several"),
    "negative, emphasised": choice(*THREE, prompt="Which place is **not** good?"),
    "negative, in capitals": choice(*THREE, prompt="Which place is NOT good?"),
    "negative in the story": choice(*THREE, prompt="Kim does not want to sit down. What do you say?"),
    "negative, quoted": choice(*THREE, prompt="What do you answer to “I do not know”?"),
    "contrast": statement("The room is offered, not ordered.", True),
    "long option with the phrase inside": choice(
        "Say that the room is free", "Say that all of the above the door is made of old painted oak wood", "Say no word of it"
    ),
    "one absolute": choice("Near the door", "Always by the window", "At the table"),
    "true and absolute": statement("The guest may always leave.", True),
    "a before a consonant": choice("pear", "banana", "unit", prompt="The guest is given a"),
    "an before a silent h": choice("hour", "apple", "MRI", prompt="The guest is given an"),
}  # fmt: skip


@pytest.mark.parametrize("name", QUIET)
def test_stays_quiet(name: str, base: Path) -> None:
    assert codes(base, QUIET[name]) == []


def numbered(count: int, right: Sequence[int], **more: Any) -> list[Question]:
    """Questions about different things, so that none repeats another."""
    words = random.Random(7)
    pool = [f"{a}{b}" for a in ("lamp", "sofa", "rug", "vase", "desk", "mat") for b in ("red", "blue", "tall", "old")]
    return [
        choice(*words.sample(pool, 4), prompt=f"Which of these stands in the {pool[n]} room?", right=right[n], **more)
        for n in range(count)
    ]


def test_the_right_answer_stands_in_one_place_too_often(base: Path) -> None:
    ((code, message),) = noted(base, numbered(8, [0, 0, 0, 0, 0, 0, 1, 2]))
    assert (code, message) == ("CP195", "the right answer is number 1 in 6 of 8 questions")


def test_places_that_chance_explains_or_that_are_mixed(base: Path) -> None:
    assert codes(base, *numbered(8, [0, 0, 0, 1, 1, 2, 3, 3])) == []
    assert codes(base, *numbered(5, [0] * 5)) == []
    assert codes(base, *numbered(8, [0] * 8), shuffleOptions=True) == []
    assert codes(base, *numbered(8, [0] * 8, shuffle=False), shuffleOptions=True) == ["CP195"]


def test_the_chance_is_exact() -> None:
    assert at_least(1, [0.5]) == 0.5
    assert at_least(6, [0.25] * 6) == pytest.approx(0.25**6)
    assert at_least(5, [0.25] * 6) == pytest.approx(6 * 0.25**5 * 0.75 + 0.25**6)
    assert at_least(2, [0.5, 0.25, 0.2]) == pytest.approx(0.5 * 0.25 + 0.5 * 0.2 + 0.25 * 0.2 - 2 * 0.5 * 0.25 * 0.2)


def test_statements_that_are_all_true(base: Path) -> None:
    said = [statement(text, True) for text in ("The door opens.", "The lamp is on.", "Water stands there.")]
    assert noted(base, said) == [("CP196", "all 3 statements are true")]
    assert codes(base, *said[:2]) == []
    assert codes(base, *said, statement("The radio plays.", False)) == []


def test_objectives_that_nobody_asks_about(base: Path) -> None:
    course = base / "course.json"
    course.write_text(
        course.read_text().replace('"objectives": [', '"objectives": [{"id": "o-more", "text": "Say more."}, ')
    )
    assert noted(base, [choice(*THREE)]) == [
        ("CP198", "no assessment asks about the objective 'o-more': 'Say more.'"),
    ]
    course.write_text(
        course.read_text().replace(
            '"text": "Say more."',
            '"text": "Say more.", "quality": {"ignore": [{"code": "CP198", "reason": "It is practised on the ward."}]}',
        )
    )
    assert codes(base, choice(*THREE)) == []


def test_a_scored_question_without_an_objective() -> None:
    """The schemas refuse one today (CP011); the finding is for types whose objective may be left out."""
    from coursepack.checks import Context
    from coursepack.checks.quality import notes
    from coursepack.problems import Place

    question = {key: value for key, value in choice(*THREE).items() if key != "objective"}
    quiz = {"id": "final", "purpose": "assessment", "questions": [question]}
    data: Any = {"language": "en", "quizzes": [quiz], "objectives": []}
    context = Context(data, Path(), (), lambda pointer: Place("course.json", 1, 1))
    assert [note.code for note in notes(context)] == ["CP197"]


def test_a_passage_that_is_hard_to_read(base: Path) -> None:
    hard = (
        "Organizational responsibilities regarding confidentiality necessitate interdisciplinary communication "
        "throughout extended institutional conversations involving vulnerable individuals and administrative personnel, "
    ) * 6
    (base / "text/why.md").write_text(f"{hard} and so on.\n")
    ((code, message),) = noted(base, [choice(*THREE)])
    assert code == "CP200"
    assert "over 12" in message
    assert codes(base, choice(*THREE), language="ru") == []
    lesson = base / "lessons/one.json"
    told = json.dumps(ignoring("CP200"))
    lesson.write_text(lesson.read_text().replace('"file": "text/why.md"', f'"file": "text/why.md", "quality": {told}'))
    assert codes(base, choice(*THREE)) == []


def test_reading_is_measured_as_the_formulas_have_it() -> None:
    easy = measure("The cat sat on the mat. It was a big cat.", "en")
    assert (easy.words, easy.sentences, easy.syllables) == (11, 2, 11)
    assert easy.grade == pytest.approx(0.39 * 11 / 2 + 11.8 - 15.59)
    spanish = measure("La enfermera escucha. Nadie tiene prisa.", "es")
    assert (spanish.words, spanish.sentences, spanish.syllables) == (6, 2, 14)
    assert spanish.inflesz == pytest.approx(206.835 - 62.3 * 14 / 6 - 3)


def test_a_question_that_is_hard_to_read_in_spanish(base: Path) -> None:
    hard = (
        "Considerando las responsabilidades institucionales relacionadas con la confidencialidad, la documentación "
        "administrativa y la comunicación interdisciplinaria, ¿qué configuración ambiental facilitaría apropiadamente la "
        "tranquilidad psicológica durante conversaciones extraordinariamente prolongadas?"
    )
    assert codes(base, choice("La puerta", "La ventana", "La mesa", prompt=hard), language="es-US") == ["CP199"]
    assert codes(base, choice("La puerta", "La ventana", "La mesa", prompt="¿Dónde se sienta?"), language="es") == []


def test_a_question_that_repeats_another(base: Path) -> None:
    prompt = "A visitor comes in and looks for a place to sit down. What do you say first?"
    near = prompt.replace("comes in", "walks in")
    ((code, message),) = noted(base, [choice(*THREE, prompt=prompt), choice(*THREE, prompt=near)])
    assert (code, message) == ("CP201", "the question repeats 'q-0': 'A visitor comes in and looks for a plac…'")
    other = choice("Ask for a name", "Offer some water", "Point to the exit", prompt=prompt)
    assert codes(base, choice(*THREE, prompt=prompt), other) == []
    five, six = (choice(*THREE, prompt=f"A visitor has waited for {n} minutes. What do you say first?") for n in (5, 6))
    assert codes(base, five, six) == []
    both = (statement(f"The room is {word} to be offered, never more.", word == "only") for word in ("only", "seldom"))
    assert "CP201" not in codes(base, *both)


SILENCE = {"ignore": [{"code": "CP194", "reason": "There is no third place."}]}


def test_silenced_with_a_reason(base: Path) -> None:
    two = choice("Near the door", "By the window")
    assert codes(base, two | {"quality": SILENCE}) == []
    assert codes(base, two, choice("A lamp", "A bell"), quality=SILENCE) == []
    assert codes(base, two | {"quality": SILENCE}, choice("A lamp", "A bell")) == ["CP194"]


def ignoring(code: str) -> dict[str, Any]:
    return {"ignore": [{"code": code, "reason": "It is meant so."}]}


def test_findings_about_a_whole_quiz_are_silenced_there(base: Path) -> None:
    one_place = numbered(8, [0, 0, 0, 0, 0, 0, 1, 2])
    assert codes(base, *one_place, quality=ignoring("CP195")) == []
    said = [statement(text, True) for text in ("The door opens.", "The lamp is on.", "Water stands there.")]
    assert codes(base, *said, quality=ignoring("CP196")) == []


def test_a_question_may_repeat_another_with_a_reason(base: Path) -> None:
    prompt = "A visitor comes in and looks for a place to sit down. What do you say first?"
    twice = [choice(*THREE, prompt=prompt), choice(*THREE, prompt=prompt, quality=ignoring("CP201"))]
    assert codes(base, *twice) == []


def test_a_silence_that_hides_nothing(base: Path) -> None:
    ((code, message),) = noted(base, [choice(*THREE, quality=SILENCE)])
    assert (code, message) == ("CP209", "CP194 is silenced here but finds nothing")


def test_a_silence_needs_a_reason_and_a_code(base: Path) -> None:
    file = base / "quizzes/final.json"
    for entry, code in (({"code": "CP194"}, "CP011"), ({"code": "CP030", "reason": "No."}, "CP016")):
        data = json.loads(file.read_text())
        data["questions"][0]["quality"] = {"ignore": [entry]}
        file.write_text(json.dumps(data))
        result = run("validate", base, "--as-of", AS_OF, "--format", "json")
        assert [problem["code"] for problem in json.loads(result.stdout)] == [code]


def test_validate_lists_notes_by_question_and_build_counts_them(base: Path, tmp_path: Path) -> None:
    noted(base, [choice("All of the above", "By the window", prompt="Which place is not good?"), choice("A", "B")])
    said = run("validate", base, "--as-of", AS_OF)
    assert said.exit_code == 0
    lines = said.stderr.splitlines()
    assert [line.split(" note ")[1][:5] for line in lines[:-1]] == ["CP192", "CP193", "CP194", "CP194"]
    assert lines[-1] == "4 notes"
    built = run("build", base, "--as-of", AS_OF, "-o", tmp_path / "dist")
    assert built.exit_code == 0
    assert built.stderr == f"{base}: 4 notes on its questions; 'coursepack validate' lists them\n"


def test_an_erroneous_course_is_not_judged_for_quality(base: Path) -> None:
    noted(base, [choice("A", "B")])
    file = base / "quizzes/final.json"
    file.write_text(file.read_text().replace('"correct": true', '"correct": false'))
    said = json.loads(run("validate", base, "--as-of", AS_OF, "--format", "json").stdout)
    assert [problem["code"] for problem in said] == ["CP034"]


# --- other languages


WORDS = json.loads((DATA / "quality.json").read_text(encoding="utf-8"))


def test_every_language_of_the_player_has_words() -> None:
    assert set(WORDS) == {language.tag.split("-")[0] for language in languages()}
    assert all(set(words) == {"above", "negatives", "absolutes"} for words in WORDS.values())
    assert all(len(set(listed)) == len(listed) for words in WORDS.values() for listed in words.values())


@pytest.mark.parametrize("language", sorted(WORDS))
def test_the_words_of_a_language_are_found(language: str, base: Path) -> None:
    words = WORDS[language]
    option = words["above"][0]
    asked = choice("Puerta 1", "Puerta 2", option, prompt="Puerta?")
    assert codes(base, asked, language=language) == ["CP192"]
    negative = words["negatives"][0]
    question = choice("Puerta 1", "Puerta 2", "Puerta 3", prompt=f"Puerta {negative} puerta?")
    assert codes(base, question, language=language) == ["CP193"]
    absolute = [f"Puerta {words['absolutes'][0]} puerta {n}" for n in (1, 2)]
    assert codes(base, choice("Puerta 3", *absolute, prompt="Puerta?"), language=language) == ["CP203"]


def test_a_language_without_words_is_left_alone(base: Path) -> None:
    assert codes(base, choice("Alles davon", "Nie", "Immer", prompt="Was ist nicht gut?"), language="de") == []
