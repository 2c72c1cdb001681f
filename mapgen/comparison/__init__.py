"""Compare two dates, two coders, or a published map and the record.

Two snapshots come in; their differences go out as words, tables and maps. The wing reuses the layout and the pens of a
single map.
"""
