"""Addresses as identifiers, and language tags."""

from __future__ import annotations

import re

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$|x(-[A-Za-z0-9]{1,8})+$")
_PLACEHOLDER = re.compile(r"[\[\]{}<>]|YOUR_[A-Z]|CHANGEME|(?i:example\.com(/|$)|://localhost|://127\.)")


def absolute(text: str | None) -> bool:
    """Whether it is an absolute IRI."""
    return bool(text and _IRI.match(text.strip()))


def placeholder(text: str) -> bool:
    """Whether somebody was meant to put an address of their own there."""
    return bool(_PLACEHOLDER.search(text))


def language(text: str | None) -> bool:
    """Whether it has the form of a language tag."""
    return bool(text and _TAG.match(text))
