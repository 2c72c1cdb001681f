"""Files of shapes that a user has: which layer and columns hold the codes and names of areas, and what stands in them.

It takes the keys of a region file. It returns a BoundaryFile, and its rows of codes and names, which are cached until
the file changes. It knows no geometry: the basemap reads the shapes.
"""
