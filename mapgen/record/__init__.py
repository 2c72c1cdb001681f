"""Who governed, who has won, and what that means on a date.

In come record and snapshot files; out go a Record, and the Snapshot of a day on a basis.
It holds the rules of time, and knows no maps.
"""
