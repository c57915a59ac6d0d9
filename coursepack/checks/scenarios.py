"""Branching scenarios: every decision leads somewhere, every scene can be reached, and from each there is a way to an ending."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set

from coursepack.checks.context import Context
from coursepack.problems import Problem, did_you_mean
from coursepack.source import Json, Pointer

# By scene, its place and its data.
Scenes = Mapping[str, tuple[Pointer, dict[str, Json]]]


def scenarios(context: Context) -> Iterator[Problem]:
    """Decisions that lead nowhere, scenes that nobody comes to, and circles without a way out."""
    for pointer, _ in context.blocks("scenario"):
        yield from _ways(context, _scenes(context, pointer), _shape)


def scored(context: Context, pointer: Pointer, _: dict[str, Json]) -> Iterator[Problem]:
    """The same of a question that scores decisions; and no way back, and something to be scored in each scene."""
    scenes = _scenes(context, pointer)
    yield from _ways(context, scenes, _one_way)
    for name, (at, _scene) in scenes.items():
        decisions = list(context.entries(*at, "decisions"))
        safe = [one.get("safe", False) for here, one in decisions if (*here, "safe") not in context.misspelt]
        if len(safe) == len(decisions) > 1 and safe in ([False] * len(safe), [True] * len(safe)):
            message = f"in the scene '{name}' {'every' if safe[0] else 'no'} decision is safe"
            hint = 'write "safe": true at the next safe action, or at each of several, and at no other'
            yield context.error(at, "CP163", message, hint)


def _scenes(context: Context, pointer: Pointer) -> Scenes:
    return {str(scene.get("id")): (at, scene) for at, scene in context.entries(*pointer, "scenes")}


def _ways(context: Context, scenes: Scenes, shape: Callable[[Context, Scenes], Iterator[Problem]]) -> Iterator[Problem]:
    dangling = list(_dangling(context, scenes))
    yield from dangling
    if scenes and not dangling and all(_readable(scene) for _, scene in scenes.values()):
        yield from shape(context, scenes)


def _one_way(context: Context, scenes: Scenes) -> Iterator[Problem]:
    ways = _leading(context, scenes)
    back = next((name for name in ways if name in _reached(ways, ways[name])), None)
    if back is None:
        yield from _shape(context, scenes)
    else:
        hint = "a decision that is scored is taken once: let the ways lead on, to scenes of their own"
        yield context.error(scenes[back][0], "CP162", f"a way leads back to the scene '{back}'", hint)


def _readable(scene: dict[str, Json]) -> bool:
    decisions = scene.get("decisions", [])
    return isinstance(decisions, list) and all(
        isinstance(decision, dict) and isinstance(decision.get("to"), str) for decision in decisions
    )


def _dangling(context: Context, scenes: Scenes) -> Iterator[Problem]:
    for at, _ in scenes.values():
        for pointer, decision in context.entries(*at, "decisions"):
            to = decision.get("to")
            if isinstance(to, str) and to not in scenes:
                hint = did_you_mean(to, list(scenes)) or f"the scenario has {', '.join(scenes)}"
                yield context.error((*pointer, "to"), "CP140", f"there is no scene '{to}' in this scenario", hint)


def _shape(context: Context, scenes: Scenes) -> Iterator[Problem]:
    ways = _leading(context, scenes)
    first, *_ = scenes
    if not ways[first]:
        hint = "put the scene that begins first, with decisions"
        yield context.error(scenes[first][0], "CP141", f"the scenario begins with '{first}', which is an ending", hint)
        return
    reached = _reached(ways, {first})
    back = {name: {other for other, to in ways.items() if name in to} for name in ways}
    leads_out = _reached(back, {name for name, to in ways.items() if not to})
    for name, (at, _) in scenes.items():
        if name not in reached:
            hint = "let a decision lead to it, or remove it"
            yield context.error(at, "CP141", f"no way leads to the scene '{name}'", hint)
        elif name not in leads_out:
            hint = "a learner could never finish the page: let a decision lead to a scene without decisions"
            yield context.error(at, "CP142", f"from the scene '{name}' no ending can be reached", hint)


def _leading(context: Context, scenes: Scenes) -> dict[str, set[str]]:
    return {name: {str(one["to"]) for _, one in context.entries(*at, "decisions")} for name, (at, _) in scenes.items()}


def _reached(ways: Mapping[str, Set[str]], start: Set[str]) -> Set[str]:
    reached, new = set(start), set(start)
    while new:
        new = {to for name in new for to in ways[name]} - reached
        reached |= new
    return reached
