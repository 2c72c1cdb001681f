"""From boundaries to shapes on a grid, prepared once for a region and a scale.

It takes the shipped boundaries and a region; it returns a Basemap of plain values, cached in the user's cache folder.
Only this wing, choropleth.geodataframe and exporting import geopandas and shapely.
"""
