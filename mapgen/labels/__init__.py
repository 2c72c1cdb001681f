"""Labels on the map: names inside shapes or beside them, their leader lines, discs of small states, names of insets.

It takes a Choropleth and its placement on the page; it returns placed texts, lines and discs.
It imports neither matplotlib nor a geometry library.
"""
