"""The Drawing and its parts: placed primitives, type, hatches, images, sizes.

In come positions in pixels; out go frozen values that any pen draws alike.
It measures text with the shipped typeface in drawing/fonts.
"""
