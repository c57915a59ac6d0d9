"""Plays a package in a real browser against strict hosts, and says what was not true (docs/verify.md)."""
