"""Read the files that people write: their values, and where each stands.

It takes bytes and paths; it returns parsed documents, checked texts, days and colours. It knows no country, no record
and no map.
"""
