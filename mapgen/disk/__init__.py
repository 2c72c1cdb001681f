"""Files on a disk: found, read within bounds, locked, written whole, and kept in the user's cache.

The wing knows nothing of what a file says; `files` does.
"""
