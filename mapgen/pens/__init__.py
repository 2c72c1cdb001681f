"""Pens, which write a Drawing as PNG, SVG or PDF.

It takes a Drawing; it returns bytes with the metadata that verify reads.
Pens decide nothing and read no sources.
"""
