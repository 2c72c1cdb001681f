"""PDF files, read strictly: the objects of one revision, or why programs may find others in a file.

Bytes come in, objects by number go out. What a map's file says, and whether it still holds, is proven in `proof`.
"""
