"""mapgen: left/right maps of who governs, for any date, from a small text file."""

__version__ = "0.1.0"
