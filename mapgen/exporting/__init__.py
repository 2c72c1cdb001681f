"""Who governs where, with shapes, as files for other programs: GIS, notebooks, spreadsheets.

It takes a Snapshot and what to export of it; it returns the bytes of files, by their endings. Only this wing writes
formats of GIS.
"""
