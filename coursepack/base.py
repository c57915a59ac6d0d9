"""What all parts of the data model have in common."""

from __future__ import annotations

from msgspec import Struct


class Model(Struct, frozen=True, rename="camel", omit_defaults=True):
    """Base of all parts of a course."""
