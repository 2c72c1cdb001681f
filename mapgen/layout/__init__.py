"""The layout computes every position on the page from the content.

In come a Choropleth, its captions and a style; out goes a Drawing.
It imports neither matplotlib nor a geometry library.
"""
