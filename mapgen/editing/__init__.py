"""Change a record file, so that every other line stays as its editor wrote it.

In come a record file and what happened; out goes the changed text, written whole under a lock.
It decides nothing about time: the record wing says what is valid.
"""
