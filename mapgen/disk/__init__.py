"""Read and write files on a disk: found, read within bounds, locked, written whole, and kept in the user's cache.

It takes paths and bytes; it returns bytes, and files that are whole or absent. It knows nothing of what a file says:
`files` does.
"""
