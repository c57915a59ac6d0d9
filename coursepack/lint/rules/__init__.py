"""The rules, an area in each file (the list is in `coursepack.lint`)."""
