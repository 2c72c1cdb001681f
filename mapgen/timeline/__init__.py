"""Many days of a record: animation, grid, strip.

In come a record and a range of days; out go frames, pages and files.
Equal days are drawn once.
"""
