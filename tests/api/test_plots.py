"""Maps in matplotlib Axes: artists that can be styled, in metres, beside other charts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch
from pyproj import Transformer

import mapgen
from mapgen import Map

DAY = "2025-12-15"


@pytest.fixture(autouse=True)
def no_display() -> Iterator[None]:
    """Draw without a display, and leave no figure open."""
    with mpl.rc_context({"backend": "Agg"}):
        yield
        plt.close("all")


@pytest.fixture(scope="module")
def made() -> Map:
    """Return the map of a day on which one is elected and not yet in office."""
    return mapgen.render(as_of=DAY, basis="elected")


def patches(axes: Axes) -> dict[str, PathPatch]:
    """Return the patches of axes by their gids."""
    return {str(one.get_gid()): one for one in axes.patches if isinstance(one, PathPatch)}


def texts(axes: Axes) -> dict[str, str]:
    """Return what labels say by their gids; of a label of two lines the last."""
    return {str(one.get_gid()): one.get_text() for one in axes.texts}


def test_there_is_a_patch_for_each_territory(made: Map) -> None:
    """Each territory is a patch of its class's colour with its code as gid, and an elect's is hatched."""
    _, axes = plt.subplots(figsize=(6, 8))
    assert made.plot(axes) is axes
    found = patches(axes)
    colours = {area.iso3: area.fill for area in made.drawing.layers["territories"] if hasattr(area, "iso3")}
    assert {code: to_hex(found[code].get_facecolor()) for code in colours} == colours
    assert len(colours) == 14
    assert {code for code in colours if found[code].get_hatch()} == {"CHL"}


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
    lines = {one.get_gid() for one in axes.collections if isinstance(one, LineCollection)}
    assert {"borders", "claim-essequibo", "leaders"} <= lines
    assert texts(axes)["label-ARG"] == "Argentina"
    assert {code for code in patches(axes) if len(code) == 3} == {gid[-3:] for gid in texts(axes)}
    legend = axes.get_legend()
    assert legend is not None
    said = [one.get_text() for one in legend.get_texts()]
    assert said == ["Left  6", "Right  6", "Elected, not yet in office: Chile", "Not counted"]


def test_key_and_labels_may_be_left_out_or_chosen(made: Map) -> None:
    """Without a key there is no legend; labels are names, none, or those that are chosen."""
    axes = made.plot(key=False, labels=False)
    assert axes.get_legend() is None
    assert not axes.texts
    assert texts(made.plot(labels="codes"))["label-ARG"] == "ARG"
    assert texts(mapgen.plot(as_of=DAY, labels="leaders", lang="es"))["label-BRA"] == "Luiz Inácio Lula da Silva"


def test_a_new_figure_has_the_size_asked_for(made: Map) -> None:
    """In inches, for a Map and for a source."""
    for ax in (made.plot(figsize=(4, 5)), mapgen.plot(as_of="2025-12-15", figsize=(4, 5))):
        assert ax.figure.get_size_inches().tolist() == [4, 5]


def test_plot_takes_what_render_takes(made: Map) -> None:
    """A function and a method draw the same; the title is that of the axes."""
    _, (one, other) = plt.subplots(1, 2, figsize=(10, 5))
    made.plot(one)
    mapgen.plot(as_of=DAY, basis="elected", ax=other, title="Who governs?")
    assert texts(one) == texts(other)
    assert other.get_title() == "Who governs?"


@pytest.mark.parametrize("figsize", [(6, 8), (10, 5), (3, 4), (8, 3)])
def test_nothing_on_the_map_covers_anything(made: Map, figsize: tuple[float, float]) -> None:
    """In any axes no label lies on another or on the key, and the key lies on no land of the region."""
    figure, axes = plt.subplots(1, 2, figsize=figsize)
    made.plot(axes[0])
    figure.canvas.draw()
    legend = axes[0].get_legend()
    assert legend is not None
    boxes = [one.get_window_extent().shrunk(0.98, 0.9) for one in axes[0].texts]
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
    found = patches(axes)
    assert found["PER"].get_hatch()
    assert found["BRA"].get_hatch() != found["VEN"].get_hatch()
    assert found["claim-area-essequibo"].get_hatch() == "\\\\\\\\"
    assert "label-inset" in texts(axes)
    legend = axes.get_legend()
    assert legend is not None
    assert {patch.get_hatch() for patch in legend.get_patches()} >= {found["BRA"].get_hatch(), found["PER"].get_hatch()}


def test_an_elect_on_a_pattern_has_both() -> None:
    """Of two patterns the upper one is a patch of its own over the territory."""
    axes = mapgen.plot(as_of=DAY, basis="elected", patterns=True)
    assert patches(axes)["CHL"].get_hatch() != patches(axes)["CHL-pattern"].get_hatch()


def test_a_comparison_and_a_world_can_be_plotted() -> None:
    """A map of a comparison plots what differs; a world leaves labels out and finds a place for its key."""
    change = mapgen.compare("2021-12-31", "2025-12-31").render().plot()
    legend = change.get_legend()
    assert legend is not None
    assert legend.get_texts()[0].get_text() == "Moved to the left  5"
    world = mapgen.plot({"USA": "right", "France": "centre"}, region="world", as_of=DAY)
    assert len([code for code in patches(world) if len(code) == 3]) > 190


def test_axes_of_shared_limits_are_drawn_on(made: Map) -> None:
    """Small multiples that share both axes take a map each."""
    figure, axes = plt.subplots(1, 2, sharex=True, sharey=True)
    for one in axes:
        made.plot(one, key=False)
    figure.canvas.draw()


def test_a_dark_theme_paints_its_page(made: Map) -> None:
    """On a white figure a dark theme's labels stand on its own ground; a light one needs none."""
    _, (dark, light) = plt.subplots(1, 2)
    mapgen.plot(as_of=DAY, theme="dark", ax=dark)
    made.plot(light)
    assert [one.get_gid() for one in dark.patches if one.get_gid() == "page"] == ["page"]
    assert not [one for one in light.patches if one.get_gid() == "page"]


def test_axes_of_one_s_own_need_no_pyplot() -> None:
    """A figure without pyplot can be drawn on, and pyplot is not loaded for it."""
    code = (
        "import sys, mapgen; from matplotlib.figure import Figure\n"
        f"mapgen.plot(as_of='{DAY}', ax=Figure(figsize=(4, 5)).subplots())\n"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
