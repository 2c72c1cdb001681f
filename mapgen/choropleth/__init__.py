"""Join a snapshot with a basemap.

It takes a Snapshot and a Basemap; it returns a Choropleth, checked both ways and one to one.
It also computes the share of each class in population, area and GDP.
"""
