"""What was mended in a region's own boundaries, and which of its areas overlap: found once, and then remembered."""

from __future__ import annotations

from pathlib import Path

from mapgen.disk.cache import file_stamp
from mapgen.disk.memo import DiskMemo
from mapgen.places.regions import Region

_NOTICES = DiskMemo("mapgen")
_CODE = "own_boundaries.py"


def boundary_notices(region: Region) -> tuple[str, ...]:
    """Return what a map of a region tells of its own boundaries; nothing for a region without.

    Raises InputError as read_own_boundaries does. Geopandas is imported only where the file has not been looked at.
    """
    if not region.boundaries:
        return ()
    file = region.boundaries
    code = file_stamp(Path(__file__).with_name(_CODE))
    key = repr(["boundary notices", file.stamp, file.layer, file.key, file.crs, region.states, code])

    def look() -> list[str]:
        from mapgen.basemap.own_boundaries import notices_on  # noqa: PLC0415 (half a second that memory saves)

        return list(notices_on(file, region.states))

    return tuple(_NOTICES.of(key, look))
