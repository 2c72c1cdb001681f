"""Content Credentials (C2PA): who made a file, signed into it, and read out of it again.

A file's bytes, a certificate and a key come in; the same file with a signed manifest goes out, or what a signed file
says of its signer. `unsigned_bytes` needs no library: it takes the manifest out, and the file is as it was made.
"""
