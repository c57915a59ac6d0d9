"""The LMS's side: strict hosts that a package is played against, by `coursepack play` and by the tests."""
