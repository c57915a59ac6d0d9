"""coursepack: the compiler between a course written as JSON and an LMS."""

__version__ = "0.1.0"
