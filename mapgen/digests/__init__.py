"""Whether a file is as mapgen wrote it: by a digest of all its bytes, or by a reading of its content.

A file's bytes come in; what they say of themselves goes out, with each place that was altered, or that the file was
packed anew. The pens write the digests that this wing computes. `whole` is the digest of the bytes, `digest` the
structured one; each format has a module, which `reading` picks by the content of a file. What is
promised, and what not, stands in `mapgen.proof`.
"""
