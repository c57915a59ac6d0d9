"""Any question, out in a format and in again: what the format carries is the same; what it does not carry was said."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursepack.exchange import gift_in, gift_out, moodle_in, moodle_out, qti_in, qti_out
from coursepack.exchange.bank import Form, Log, Origin
from coursepack.exchange.finish import QUESTION, Home, finish
from coursepack.exchange.hypertext import escaped
from coursepack.exchange.leaving import Leaving
from coursepack.exchange.qti_items import item as qti_item
from coursepack.exchange.qti_rules import Rules, declared
from coursepack.model import Quiz
from coursepack.render import markdown
from coursepack.render.bibliography import Bibliography
from coursepack.render.words import Words
from coursepack.schema import faults_of

POLICIES = ("all-or-nothing", "per-part", "right-minus-wrong")
HOSTILE = "ab é中{}~=#:\\*_<>&[]()1.%-'\"$/!|`+"
ids = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?", fullmatch=True)
signs = st.text(alphabet=HOSTILE, max_size=8)
words = st.builds(
    lambda before, letter, after: " ".join((before + letter + after).split()), signs, st.sampled_from("abZé中7"), signs
)
line = words.map(escaped)
policy = st.sampled_from(POLICIES)
decimals = (
    st.decimals(-1000, 1000, places=2)
    .map(lambda value: f"{value.normalize():f}")
    .map(lambda text: "0" if text == "-0" else text)
)


def parts(least: int, most: int, *, plain: bool = False) -> st.SearchStrategy[list[Form]]:
    """Parts with ids and words of their own."""
    one = st.tuples(ids, line)
    listed = st.lists(
        one, min_size=least, max_size=most, unique_by=(lambda pair: pair[0], lambda pair: markdown.plain_text(pair[1]))
    )
    return listed.map(lambda pairs: [{"id": ident, "text": text} for ident, text in pairs])


@st.composite
def choice(draw: st.DrawFn) -> Form:
    options = draw(parts(2, 5))
    right = draw(st.lists(st.sampled_from(range(len(options) - 1)), min_size=1, unique=True))
    several = draw(st.booleans())
    for number in right if several else right[:1]:
        options[number]["correct"] = True
    if draw(st.booleans()):
        options[0]["feedback"] = draw(line)
    made: Form = {"type": "choice", "select": "several" if several else "one", "options": options}
    return made | ({"scoring": draw(policy)} if several else {})


@st.composite
def matching(draw: st.DrawFn) -> Form:
    sources, targets = draw(parts(2, 4)), draw(parts(4, 5))
    for number, source in enumerate(sources):
        source["target"] = targets[number]["id"]
    return {"type": "matching", "scoring": draw(policy), "sources": sources, "targets": targets}


@st.composite
def categorise(draw: st.DrawFn) -> Form:
    items, groups = draw(parts(3, 5)), draw(parts(2, 3))
    for item in items:
        item["group"] = draw(st.sampled_from(groups))["id"]
    return {"type": "categorise", "scoring": draw(policy), "items": items, "groups": groups}


@st.composite
def numeric(draw: st.DrawFn) -> Form:
    made: Form = {"type": "numeric"}
    if draw(st.booleans()):
        made["answer"] = draw(decimals)
        if draw(st.booleans()):
            made["tolerance"] = "0.5"
    else:
        low = draw(decimals)
        made["range"] = {"min": low, "max": f"{Decimal(low) + 2:f}"} if draw(st.booleans()) else {"min": low}
    if draw(st.booleans()):
        made["units"] = [{"text": draw(st.sampled_from(["m", "mg/kg", "°C", "min"]))}]
    return made


fill_in = st.builds(
    lambda answers, patterns, exact: (
        {"type": "fill-in", "answers": answers}
        | ({"patterns": patterns} if patterns else {})
        | ({"compare": "exact"} if exact else {})
    ),
    st.lists(words, min_size=1, max_size=3, unique_by=lambda text: text.lower()),
    st.lists(
        st.text(alphabet="aB .^[*?", min_size=2, max_size=8)
        .map(str.strip)
        .filter(lambda text: "a" in text and "*" in text),
        max_size=2,
        unique_by=lambda text: text.lower(),
    ),
    st.booleans(),
)
sequencing = st.builds(
    lambda items, scoring: {"type": "sequencing", "items": items, "scoring": scoring}, parts(3, 6), policy
)
true_false = st.builds(lambda answer: {"type": "true-false", "answer": answer}, st.booleans())
likert = st.builds(lambda scale, thanks: {"type": "likert", "scale": scale, "thanks": thanks}, parts(2, 5), line)
long_fill_in = st.builds(lambda thanks: {"type": "long-fill-in", "thanks": thanks, "maxLength": 100}, line)
KINDS = {
    "choice": choice(), "matching": matching(), "categorise": categorise(), "numeric": numeric(), "fill-in": fill_in,
    "sequencing": sequencing, "true-false": true_false, "likert": likert, "long-fill-in": long_fill_in,
}  # fmt: skip


def whole(kind: str) -> st.SearchStrategy[Form]:
    """A question with all its fields."""
    common = st.fixed_dictionaries({"id": ids, "prompt": line})
    if kind in ("likert", "long-fill-in"):
        return st.builds(lambda one, more: one | more, common, KINDS[kind])
    scored = st.fixed_dictionaries(
        {
            "points": st.integers(1, 5),
            "objective": st.just("o"),
            "feedback": st.fixed_dictionaries({"correct": line, "incorrect": line}),
        }
    )
    return st.builds(lambda one, two, three: one | two | three, common, scored, KINDS[kind])


def leaving(question: Form) -> Leaving:
    return Leaving(question, question.get("scoring", "all-or-nothing"), Bibliography({}, Words("en")), {})


def back(form: str, question: Form, folder: Path) -> tuple[Form, list[str]]:
    """The question after both ways, and what was said to be lost on the way out."""
    one = leaving(question)
    quiz = Quiz(id="final", title="Final", purpose="assessment", entries=())
    writer, reader = {"qti21": (qti_out, qti_in), "moodle-xml": (moodle_out, moodle_in), "gift": (gift_out, gift_in)}[
        form
    ]
    data = writer.write([one], quiz)
    path = folder / "bank.zip"
    path.write_bytes(data)
    log = Log()
    bank = reader.read(Origin(str(path), data, path), log)
    (found,) = finish(bank, Home("en", {"o": "An objective."}, set(), "o"), log)
    return found, one.lost


def plain(value: Any) -> Any:
    """The same with all texts as bare words."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return "".join(markdown.plain_text(value).split()) if isinstance(value, str) else value


def without(question: Form, *names: str) -> Form:
    kept = {key: value for key, value in question.items() if key not in names}
    if kept.get("points") == 1:
        del kept["points"]
    if kept.get("scoring") == "all-or-nothing":
        del kept["scoring"]
    return kept


def same_as_nothing(question: Form) -> bool:
    """Whether right less wrong is nothing unless all is right: with one right option, two pairs, or four things to be put in order."""
    options = question.get("options")
    if options:
        return sum("correct" in option for option in options) == 1
    if question["type"] == "sequencing":
        return len(question["items"]) < 5
    return len(question.get("sources", question.get("items", []))) == 2


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=40)
def test_qti_carries_every_type_whole(kind: str, data: st.DataObject, tmp_path: Path) -> None:
    question = data.draw(whole(kind))
    assert list(faults_of(QUESTION, question)) == []
    found, lost = back("qti21", dict(question), tmp_path)
    assert set(lost) <= {"that accents do not count"}
    expected = without(question)
    if len({one.get("target") for one in question.get("sources", [])}) < len(question.get("sources", [])):
        expected["reuse"] = True
    if question.get("scoring") == "right-minus-wrong" and same_as_nothing(question):
        del expected["scoring"]
    found.pop("maxLength", None)
    expected.pop("maxLength", None)
    assert plain(without(found)) == plain(expected)


# What Moodle XML and GIFT do not carry of any question, or carry in another way.
MADE = ("scoring", "reuse", "maxLength", "compare", "tolerance", "range", "answer", "unit")


def bare(question: Form, *lost: str) -> Any:
    """A question without ids of its parts and without what a format loses."""
    kept = without(question, *lost)
    texts = {part["id"]: part["text"] for name in ("targets", "groups") for part in kept.get(name, [])}
    for name in ("options", "sources", "targets", "items", "groups"):
        listed = [{key: value for key, value in part.items() if key != "id"} for part in kept.get(name, [])]
        for part in listed:
            part |= {key: texts[part[key]] for key in ("target", "group") if key in part}
        if name in kept:
            kept[name] = sorted(listed, key=str) if name in ("targets", "groups") else listed
    return plain(kept)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("categorise", "likert")])
@given(data=st.data())
@settings(max_examples=30)
def test_moodle_xml_carries_words_and_right_answers(kind: str, data: st.DataObject, tmp_path: Path) -> None:
    question = data.draw(whole(kind))
    if kind == "numeric" and "answer" not in question and "max" not in question["range"]:
        return
    found, _ = back("moodle-xml", dict(question), tmp_path)
    lost = MADE if kind != "fill-in" else (*MADE, "patterns")
    assert bare(found, *lost) == bare(question, *lost)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("categorise", "sequencing", "likert")])
@given(data=st.data())
@settings(max_examples=30)
def test_gift_carries_words_and_right_answers(kind: str, data: st.DataObject, tmp_path: Path) -> None:
    question = data.draw(whole(kind))
    if kind == "numeric" and "answer" not in question and "max" not in question["range"]:
        return
    for option in question.get("options", []):  # at the right one stands what is said of right answers
        if option.get("correct"):
            option.pop("feedback", None)
    if any("->" in answer for answer in question.get("answers", [])):
        return  # which would make pairs of it: test_round_trip.py
    found, _ = back("gift", dict(question), tmp_path)
    lost = (*MADE, "points", "patterns", "units")
    if kind == "matching" or question.get("select") == "several":
        lost = (*lost, "feedback")
    if found.get("units") is None and question.get("units"):
        assert plain(found["prompt"]) == plain(question["prompt"]) + plain(
            f"\\_\\_\\_\\_\\_{question['units'][0]['text']}"
        )
        lost = (*lost, "prompt")
    assert bare(found, *lost) == bare(question, *lost)


# --- what an item earns there is what it earns here


def earns(question: Form, answer: list[str]) -> Decimal:
    """What our own item does with an answer."""
    root = qti_item(leaving(question))
    responses = {one.identifier: one for one in map(declared, root.iterfind("{*}responseDeclaration"))}
    score = Rules(root, responses).run({"RESPONSE": answer}).score
    assert score is not None
    return score


def fair(question: Form, *, hits: int, misses: int, judged: int, good: int, wanted: int) -> Decimal:
    """The same by docs/questions.md: `good` of the parts `judged`; `hits` and `misses` among the picks, and how many are `wanted`."""
    of_all = {
        "all-or-nothing": Decimal(int(good == judged)),
        "per-part": Decimal(good) / judged,
        "right-minus-wrong": Decimal(max(0, hits - misses)) / wanted,
    }
    return question["points"] * of_all[question["scoring"]]


@given(question=whole("choice").filter(lambda one: one["select"] == "several"), picked=st.sets(st.integers(0, 4)))
@settings(max_examples=80)
def test_picks_earn_the_same_in_qti(question: Form, picked: set[int]) -> None:
    options = question["options"]
    picks = [option for number, option in enumerate(options) if number in picked]
    hits = sum("correct" in option for option in picks)
    wanted, misses = sum("correct" in option for option in options), len(picks) - hits
    good = len(options) - misses - (wanted - hits) if picks else 0
    expected = fair(question, hits=hits, misses=misses, judged=len(options), good=good, wanted=wanted)
    assert abs(earns(question, [option["id"] for option in picks]) - expected) < Decimal("0.001")


@given(question=whole("sequencing"), data=st.data())
@settings(max_examples=60)
def test_orders_earn_the_same_in_qti(question: Form, data: st.DataObject) -> None:
    right = [one["id"] for one in question["items"]]
    order = data.draw(st.permutations(right))
    hits = sum(one == other for one, other in zip(right, order, strict=True))
    count = len(right)
    expected = fair(question, hits=hits, misses=count - hits, judged=count, good=hits, wanted=count)
    assert abs(earns(question, order) - expected) < Decimal("0.001")


@given(question=whole("matching"), data=st.data())
@settings(max_examples=60)
def test_pairs_earn_the_same_in_qti(question: Form, data: st.DataObject) -> None:
    chosen = [data.draw(st.sampled_from(question["targets"]))["id"] for _ in question["sources"]]
    hits = sum(source["target"] == target for source, target in zip(question["sources"], chosen, strict=True))
    pairs = [f"{source['id']} target-{target}" for source, target in zip(question["sources"], chosen, strict=True)]
    count = len(pairs)
    expected = fair(question, hits=hits, misses=count - hits, judged=count, good=hits, wanted=count)
    assert abs(earns(question, pairs) - expected) < Decimal("0.001")
