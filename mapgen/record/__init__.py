"""Who governed, who has won, and what that means on a date.

It takes record and snapshot files; it returns a Record, and the Snapshot of a day on a basis.
It holds the rules of time, and knows no maps.
"""
