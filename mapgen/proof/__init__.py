"""What a file says it shows, and whether that still holds.

A file's bytes and a record come in; a verdict goes out: unchanged, re-encoded, outdated, altered or unproven.

The threat model. Somebody who does not think of the digests alters a file: a desk's program that packs or converts it,
a CMS, an editor who retouches a number, a prankster who wants his version to pass as ours. Promised is: of such a
file no byte differs where the answer is `unchanged`; where it is `re-encoded`, nothing differs that a reader can see
or a program can run, by a reading that admits only what it knows; whatever else is different is `altered`. No file
takes more time or memory than in proportion to its size, and none ends the command. Not promised is who made a file:
the digests are checksums, and whoever alters a file and computes them anew, as mapgen does, has a file that passes.
Against that helps a signature alone (Content Credentials, `--sign`): it is of the one who holds the key, and
`verify --trust` asks for it. Nor is it promised that the record is true, or that a picture stands in an honest article.
"""
