"""Change a record file, so that every other line stays as its editor wrote it.

A record file and an event come in; the changed text goes out, written whole under a lock on the file itself. The record
wing says what is valid; this one refuses, besides, what an editor cannot mean, and keeps what an update changed so that
it can be undone.
"""
