"""Files for Wikimedia Commons: an SVG in every language that people can edit, and the wikitext of its page.

A snapshot and options come in; SVGs with and without texts around the map, and their description pages, go out. The
layout is that of any map, measured in the typefaces that Commons has.
"""
