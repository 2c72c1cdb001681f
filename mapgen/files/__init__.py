"""Read and write files safely.

In come paths and bytes; out go parsed documents, checked texts and dates, and files that are whole or absent.
It knows no country, no record and no map.
"""
