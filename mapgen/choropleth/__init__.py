"""Join a snapshot with a basemap.

In come a Snapshot and a Basemap; out goes a Choropleth, checked both ways and one to one.
It also computes the share of each class in population, area and GDP.
"""
