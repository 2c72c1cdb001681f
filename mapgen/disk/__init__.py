"""Find, read, lock and write files on a disk, and keep some in the user's cache.

It takes paths and bytes. It returns bytes within bounds, and files that are whole or absent. It knows nothing of what a
file says.
"""
