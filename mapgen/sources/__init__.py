"""Sources: which file is read, what it holds, and its answer to a question.

A path, a name or values in memory come in; a Record or a Snapshot goes out.
Other wings read files of people through this one.
"""
