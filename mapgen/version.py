"""The version of mapgen, which every file carries."""

from __future__ import annotations

__version__ = "0.1.0"
