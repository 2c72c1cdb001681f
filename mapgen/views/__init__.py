"""Views: whose borders a map shows, area by area, with a sentence and a source for each.

It takes a view, a region and what a user chose; it returns how each territory, claim and disputed area is treated.
It also knows the first days of states. It knows no shapes: those are cut in basemap.
"""
