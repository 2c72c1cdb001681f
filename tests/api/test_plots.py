"""Maps in matplotlib Axes: artists that a user can style, in metres, beside other charts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.transforms import Bbox
from pyproj import Transformer

import mapgen
from mapgen import Map
from mapgen.disk.shipped import package_path
from mapgen.layout.key import KeyEntry
from mapgen.pens.axes_key import add_legend
from mapgen.themes.file import read_theme
from mapgen.themes.theme import Fill

DAY = "2025-12-15"


@pytest.fixture(autouse=True)
def no_display() -> Iterator[None]:
    """Draw without a display, and leave no figure open."""
    with mpl.rc_context({"backend": "Agg"}):
        yield
        plt.close("all")


@pytest.fixture(scope="module")
def made() -> Map:
    """Return the map of a day on which Chile's president is elected and not yet in office."""
    return mapgen.render(as_of=DAY, basis="elected")


def patches(axes: Axes) -> dict[str, PathPatch]:
    """Return the patches of axes by their gids."""
    return {str(patch.get_gid()): patch for patch in axes.patches if isinstance(patch, PathPatch)}


def codes(axes: Axes) -> set[str]:
    """Return the ISO codes among the gids of patches; those of the ground (sea, context) are in small letters."""
    return {gid for gid in patches(axes) if len(gid) == 3 and gid.isupper()}


def texts(axes: Axes) -> dict[str, str]:
    """Return the texts of labels by their gids; of a label of two lines the last."""
    return {str(text.get_gid()): text.get_text() for text in axes.texts}


def test_there_is_a_patch_for_each_territory(made: Map) -> None:
    """Each territory is a patch of its class's colour with its code as gid, and an elect's is hatched."""
    _, axes = plt.subplots(figsize=(6, 8))
    assert made.plot(axes) is axes
    drawn = patches(axes)
    colours = {area.iso3: area.fill for area in made.drawing.layers["territories"] if hasattr(area, "iso3")}
    assert {code: to_hex(drawn[code].get_facecolor()) for code in colours} == colours
    assert len(colours) == 14
    assert {code for code in colours if drawn[code].get_hatch()} == {"CHL"}


def test_coordinates_are_metres_of_the_projection(made: Map) -> None:
    """Santiago lies in Chile and Brasília in Brazil, where pyproj puts them; the aspect is equal, the axes are off."""
    axes = made.plot()
    to_metres = Transformer.from_crs("EPSG:4326", made.crs, always_xy=True)
    for code, place in {"CHL": (-70.65, -33.45), "BRA": (-47.9, -15.8), "FLK": (-58.9, -51.8)}.items():
        assert patches(axes)[code].get_path().contains_point(to_metres.transform(*place)), code
    assert axes.get_aspect() == 1
    assert not axes.axison
    left, right = axes.get_xlim()
    assert 4e6 < right - left < 12e6


def test_borders_labels_and_key_are_artists(made: Map) -> None:
    """Borders and claims are LineCollections, labels Texts that name their territory, the key is the Legend."""
    _, axes = plt.subplots(figsize=(6, 8))
    made.plot(axes)
    line_gids = {lines.get_gid() for lines in axes.collections if isinstance(lines, LineCollection)}
    assert {"borders", "claim-essequibo", "leaders"} <= line_gids
    assert texts(axes)["label-ARG"] == "Argentina"
    assert codes(axes) == {gid[-3:] for gid in texts(axes)}
    legend = axes.get_legend()
    assert legend is not None
    key_texts = [text.get_text() for text in legend.get_texts()]
    assert key_texts == ["Left  6", "Right  6", "Not yet in office: Chile", "Not counted"]


def test_land_too_pale_for_the_page_has_its_line() -> None:
    """Axes draw the line around pale land that pictures draw, and none around land in the colour of a class."""
    drawn = patches(mapgen.plot(as_of="2026-11-08", basis="elected"))
    assert to_hex(drawn["BRA"].get_edgecolor()) == read_theme("newsprint").coast
    assert drawn["BRA"].get_linewidth() > 0
    assert drawn["ARG"].get_linewidth() == 0


def test_the_legend_shows_a_status_in_each_of_its_classes() -> None:
    """The patch of a status whose members are of several classes has a slice in the colour of each."""
    _, axes = plt.subplots()
    fills = (Fill("#aa1122", "stripes", "#ffffff"), Fill("#112233", "stripes", "#ffffff"))
    legend = add_legend(axes, [KeyEntry(fills[0], "Elect", further=fills[1:])], "#000000", 9, 400)
    slices = legend.findobj(lambda artist: isinstance(artist, Rectangle) and artist.get_hatch() == "////")
    colours = [to_hex(patch.get_facecolor()) for patch in slices if isinstance(patch, Rectangle)]
    assert colours == [fill.colour for fill in fills]
    assert [text.get_text() for text in legend.get_texts()] == ["Elect"]


def test_key_and_labels_may_be_left_out_or_chosen(made: Map) -> None:
    """Without a key there is no legend; labels are names by default, none, or the chosen kind."""
    axes = made.plot(key=False, labels=False)
    assert axes.get_legend() is None
    assert not axes.texts
    assert texts(made.plot(labels="codes"))["label-ARG"] == "ARG"
    assert texts(mapgen.plot(as_of=DAY, labels="leaders", lang="es"))["label-BRA"] == "Lula da Silva"


def test_a_new_figure_has_the_size_asked_for(made: Map) -> None:
    """In inches, for a Map and for a source."""
    for ax in (made.plot(figsize=(4, 5)), mapgen.plot(as_of="2025-12-15", figsize=(4, 5))):
        assert ax.figure.get_size_inches().tolist() == [4, 5]


def test_plot_takes_the_arguments_of_render(made: Map) -> None:
    """mapgen.plot and Map.plot draw the same; the title is that of the axes."""
    _, (left, right) = plt.subplots(1, 2, figsize=(10, 5))
    made.plot(left)
    mapgen.plot(as_of=DAY, basis="elected", ax=right, title="Who governs?")
    assert texts(left) == texts(right)
    assert right.get_title() == "Who governs?"


@pytest.mark.parametrize("figsize", [(6, 8), (10, 5), (3, 4), (8, 3)])
def test_nothing_on_the_map_covers_anything(made: Map, figsize: tuple[float, float]) -> None:
    """In any axes no label lies on another or on the key, and the key lies on no land of the region."""
    figure, axes = plt.subplots(1, 2, figsize=figsize)
    made.plot(axes[0])
    figure.canvas.draw()
    legend = axes[0].get_legend()
    assert legend is not None
    # The lines of one label are one box.
    lines: dict[str, list[Bbox]] = {}
    for text in axes[0].texts:
        lines.setdefault(str(text.get_gid()), []).append(text.get_window_extent())
    boxes = [Bbox.union(label).shrunk(0.98, 0.9) for label in lines.values()]
    key = legend.get_window_extent()
    for number, box in enumerate(boxes):
        assert not box.overlaps(key)
        assert box.count_overlaps(boxes[number + 1 :]) == 0
    for patch in patches(axes[0]).values():
        corners = patch.get_transform().transform(np.asarray(patch.get_path().vertices))
        assert not key.shrunk(0.98, 0.98).count_contains(corners), patch.get_gid()


def test_patterns_and_claims_are_hatched() -> None:
    """Vacant and claimed areas, and classes with patterns, are hatched as the map has them, also in the key."""
    axes = mapgen.plot(as_of="2020-11-16", patterns=True, claims={"essequibo": "hatched"}, insets=True)
    drawn = patches(axes)
    assert drawn["PER"].get_hatch()
    assert drawn["BRA"].get_hatch() != drawn["VEN"].get_hatch()
    assert drawn["claim-area-essequibo"].get_hatch() == "\\\\\\\\"
    assert "label-inset" in texts(axes)
    legend = axes.get_legend()
    assert legend is not None
    assert {patch.get_hatch() for patch in legend.get_patches()} >= {drawn["BRA"].get_hatch(), drawn["PER"].get_hatch()}


def test_an_elect_among_patterns_leans() -> None:
    """Where classes have strokes, those of an elect lean, and no second pattern lies over them."""
    drawn = patches(mapgen.plot(as_of=DAY, basis="elected", patterns=True))
    assert (drawn["CHL"].get_hatch(), drawn["ARG"].get_hatch()) == ("////", "||")
    assert "CHL-pattern" not in drawn


def test_an_elect_s_dots_are_a_second_patch(tmp_path: Path) -> None:
    """Of two patterns, as a user's theme may have them, the upper one is a second patch over the territory."""
    text = package_path("themes/wikimedia.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(text.replace('pattern = "stripes"', 'pattern = "dots"'), encoding="utf-8")
    drawn = patches(mapgen.plot(as_of=DAY, basis="elected", patterns=True, theme=tmp_path / "mine.toml"))
    assert (drawn["CHL"].get_hatch(), drawn["CHL-pattern"].get_hatch()) == (drawn["ARG"].get_hatch(), "...")


def test_a_comparison_and_a_world_can_be_plotted() -> None:
    """A map of a comparison plots what differs; a world leaves labels out and finds a place for its key."""
    change = mapgen.compare("2021-12-31", "2025-12-31").render().plot()
    legend = change.get_legend()
    assert legend is not None
    assert legend.get_texts()[0].get_text() == "Moved to the left  5"
    world = mapgen.plot({"USA": "right", "France": "centre"}, region="world", as_of=DAY)
    assert len(codes(world)) > 190


def test_axes_of_shared_limits_are_drawn_on(made: Map) -> None:
    """Small multiples that share both axes take a map each."""
    figure, axes = plt.subplots(1, 2, sharex=True, sharey=True)
    for panel in axes:
        made.plot(panel, key=False)
    figure.canvas.draw()


def test_a_dark_theme_paints_its_page(made: Map) -> None:
    """On a white figure a dark theme paints the colour of its page; a light theme paints none."""
    _, (dark, light) = plt.subplots(1, 2)
    mapgen.plot(as_of=DAY, theme="dark", ax=dark)
    made.plot(light)
    assert [patch.get_gid() for patch in dark.patches if patch.get_gid() == "page"] == ["page"]
    assert not [patch for patch in light.patches if patch.get_gid() == "page"]


def test_a_user_s_axes_need_no_pyplot() -> None:
    """A figure without pyplot can be drawn on, and pyplot is not loaded for it."""
    code = (
        "import sys, mapgen; from matplotlib.figure import Figure\n"
        f"mapgen.plot(as_of='{DAY}', ax=Figure(figsize=(4, 5)).subplots())\n"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_sizes_and_flags_may_be_numpys(made: Map) -> None:
    """A width, a height and a flag from numpy are numbers and flags as Python's are."""
    ax = made.plot(figsize=np.array([4, 5]), key=np.bool_(False))  # type: ignore[arg-type]  # noqa: FBT003
    assert ax.figure.get_size_inches().tolist() == [4, 5]
    assert ax.get_legend() is None
