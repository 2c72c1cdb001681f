"""Colours, patterns and line weights, and the gate that checks them.

In come theme files, shipped beside this module or a user's own; out goes a MapStyle.
A theme holds no positions and no sizes of type.
"""
