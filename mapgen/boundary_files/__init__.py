"""Files of shapes that a user has: which layer and columns hold the codes and names of areas, and what stands in them.

It takes the keys of a region file; it returns a BoundaryFile, and its rows of codes and names, which are cached.
"""
