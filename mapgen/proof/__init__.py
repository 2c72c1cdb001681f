"""What a file says it shows, and whether that still holds.

A file's bytes and a record come in; a verdict goes out: unchanged, outdated, altered or unproven. The wing also
computes the digests that the pens write into each file.
"""
