"""Every position on the page, computed from the content.

In come a Choropleth, its captions and a style; out goes a Drawing.
It imports neither matplotlib nor a geometry library.
"""
