"""Turning pages leaves nothing behind."""

from __future__ import annotations

from playwright.sync_api import Browser

from coursepack.load import load
from coursepack.plan import plan
from tools.bench_pages import COURSES, growth


def test_page_turns_leave_no_nodes_and_no_listeners(chromium: Browser) -> None:
    """Of every block; `make bench` also counts bytes, over 500 turns."""
    _, nodes, listeners = growth(chromium, plan(load(COURSES / "every-block")), 60)
    assert (nodes, listeners) == (0, 0)
