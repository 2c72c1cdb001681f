"""The Python API: maps, plots and tables from plain values.

Functions take sources, dates and options as the commands do, and return a Map, matplotlib's Axes, a DataFrame or
shares. `import mapgen` offers these names, and loads each when it is first used.
"""
