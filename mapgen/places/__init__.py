"""Countries, regions, and how a map treats each territory.

In come codes, names and region files; out go regions, country names and figures in the languages of the map.
It knows who borders whom on paper, and nothing of who governs.
"""
