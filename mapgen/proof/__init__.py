"""What a file says it shows, and whether that still holds.

In come a file's bytes and a record; out goes a verdict: unchanged, outdated, altered or unproven.
It computes the digests that the pens write into each file.
"""
