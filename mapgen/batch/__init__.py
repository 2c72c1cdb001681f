"""Many maps from one manifest.

In comes a manifest file; out go its maps, and only those that changed.
A map that fails is told, and stops no other.
"""
