"""Change a record file, so that every other line stays as its editor wrote it.

A record file and an event come in; the changed text goes out, written whole under a lock. The wing decides nothing
about time: the record wing says what is valid.
"""
