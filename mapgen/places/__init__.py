"""Countries, regions, and how a map treats each territory.

It takes codes, names and region files; it returns regions, country names and figures in the languages of the map.
It holds regions and their members, and nothing about governments.
"""
