"""Continuing-education credit: minutes are stored, units are derived. coursepack never grants credit."""

from coursepack.credit.units import units

__all__ = ["units"]
