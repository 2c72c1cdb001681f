"""Which claims lie on a map, and the frame around those on the land beside the region."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapgen.basemap.model import Basemap
from mapgen.basemap.prepare import prepare
from mapgen.drawing.boxes import bounding_box
from mapgen.places.regions import read_region

UNITS = 1500


def basemap(folder: Path, keys: str) -> Basemap:
    """Return the basemap of a region of one's own."""
    path = folder / "r.toml"
    path.write_text(f'[region]\nname = "R"\n{keys}\n', encoding="utf-8")
    return prepare(read_region(str(path)), "110m", UNITS, "")


@pytest.mark.parametrize("state", ["VEN", "SUR", "BRA"])
def test_the_frame_reaches_around_claims_on_land_beside_the_region(tmp_path: Path, state: str) -> None:
    """So no stroke of them leaves the map, where the page has its texts."""
    made = basemap(tmp_path, f'states = ["{state}"]\nclaims = ["essequibo"]')
    for path in ("claim-essequibo", "claim-area-essequibo"):
        left, top, right, bottom = bounding_box([point for line in made.shapes[path].lines for point in line])
        assert left >= 0
        assert top >= 0
        assert right <= made.width
        assert bottom <= made.height


@pytest.mark.parametrize(
    "keys",
    [
        'claims = { essequibo = "hidden" }',
        'claims = ["jpn-rus"]',
        'claims = ["essequibo"]\nleft_out = ["GUY"]',
        'claims = ["essequibo"]\ncontext = "none"',
        'claims = ["essequibo"]\nwindow = [-74, 0, -59, 13]',
    ],
)
def test_a_claim_that_is_not_drawn_changes_no_frame(tmp_path: Path, keys: str) -> None:
    """Hidden, far off, on land left out, or outside a window: the frame is that of the states."""
    window = "\n".join(line for line in keys.split("\n") if not line.startswith("claims"))
    plain, claimed = (basemap(tmp_path, f'states = ["VEN"]\n{more}') for more in (window, keys))
    assert claimed.metres == plain.metres
    assert (claimed.width, claimed.height) == (plain.width, plain.height)


def test_a_claim_that_a_window_cuts_ends_at_the_frame(tmp_path: Path) -> None:
    """Its line and its area lie in the frame, and the parties of claims outside the frame are known all the same."""
    made = basemap(tmp_path, 'states = ["GUY"]\nwindow = [-62, 4, -56, 9]\nclaims = ["essequibo", "tigri"]')
    points = [point for path in ("claim-essequibo",) for line in made.shapes[path].lines for point in line]
    assert max(y for _, y in points) <= made.height
    assert "claim-tigri" not in made.shapes
    assert made.claims["tigri"].claimant == "SUR"
