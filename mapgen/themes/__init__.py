"""Colours, patterns and line weights, and the gate that checks them.

It takes theme files, shipped beside this module or a user's own; it returns a MapStyle.
A theme holds no positions and no sizes of type.
"""
