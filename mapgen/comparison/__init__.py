"""Two dates, two coders, or a published map and the record.

In come two snapshots; out go their differences as words, tables and maps.
It reuses the layout and the pens of a single map.
"""
