"""Read and write files safely.

It takes paths and bytes; it returns parsed documents, checked texts and dates, and files that are whole or absent.
It knows no country, no record and no map.
"""
