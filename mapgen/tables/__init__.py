"""Read a table of any usual kind into rows of text, and write one.

It takes bytes and the name of their file: CSV and its like, workbooks, JSON, Markdown. It returns a header and rows of
texts with the place of each, or an InputError that names file, sheet, row and column. It knows no country and no class.
"""
