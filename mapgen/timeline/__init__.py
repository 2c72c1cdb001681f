"""Show many days of a record: animation, grid, strip.

A record and a date range come in; frames, pages and files go out. Equal days are drawn once.
"""
