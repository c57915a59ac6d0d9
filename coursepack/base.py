"""What all parts of the data model have in common."""

from __future__ import annotations

from msgspec import Struct


class Model(Struct, frozen=True, rename="camel", omit_defaults=True):
    """Base of all parts of a course."""


class Ignored(Model, frozen=True):
    """A finding of item quality that the author has silenced."""

    code: str
    reason: str


class Quality(Model, frozen=True):
    """What the author has to say about findings of item quality. No package carries it."""

    ignore: tuple[Ignored, ...]
