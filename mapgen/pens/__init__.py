"""Pens, which write a Drawing as PNG, SVG or PDF.

In comes a Drawing; out go bytes with the metadata that verify reads.
Pens decide nothing and read no sources.
"""
