"""The layout computes every position on the page from the content.

It takes a Choropleth, its captions and a style; it returns a Drawing.
It imports neither matplotlib nor a geometry library.
"""
