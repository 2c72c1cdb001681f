"""From boundaries to shapes on a grid, prepared once for a region and a scale.

In come the shipped boundaries and a region; out goes a Basemap of plain values, cached in the user's cache folder.
Only this wing and choropleth.geodataframe import geopandas and shapely.
"""
