"""The Drawing and its parts: placed primitives, type, hatches, images, sizes.

It takes positions in pixels; it returns frozen values that any pen draws alike.
It measures text with the shipped typeface in drawing/fonts.
"""
