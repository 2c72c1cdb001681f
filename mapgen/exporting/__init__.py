"""What a source says, as files for other programs: GIS, notebooks, spreadsheets, data packages; and how to cite it.

It takes a Snapshot, or a whole Record, and what to export of it; it returns rows and the bytes of files, by their
endings. Only this wing writes formats of GIS. The tables of a record or list are complete: it can be read in again.
"""
