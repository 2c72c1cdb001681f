"""The Python API: maps, plots and tables from plain values.

In come sources, dates and options as a command takes them; out go a Map, matplotlib's Axes or a DataFrame.
`import mapgen` offers these names, and loads each when it is first used.
"""
