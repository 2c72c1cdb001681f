"""Draw many maps from one manifest.

A manifest file comes in; its maps go out, and only those that changed. The batch reports a map that fails, and draws
the others.
"""
