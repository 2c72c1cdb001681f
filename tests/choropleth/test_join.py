"""The join: checked both ways and one to one, the same whether geopandas takes part or not."""

from __future__ import annotations

from datetime import date
from re import escape

import geopandas as gpd
import pandas as pd
import pytest
from msgspec.structs import replace

from mapgen.basemap import land
from mapgen.basemap.boundaries import BOUNDARY_COLUMNS, read_boundaries
from mapgen.basemap.model import Basemap
from mapgen.basemap.prepare import prepare
from mapgen.choropleth.geodataframe import to_geodataframe
from mapgen.choropleth.join import joined, matched
from mapgen.disk.shipped import shipped_path
from mapgen.errors import InputError
from mapgen.places.regions import Region
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Entry, Snapshot, Status
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source

SCALES = ["110m", "50m"]


@pytest.fixture(scope="module")
def snapshot(shipped_record: Record) -> Snapshot:
    """Return the elected of 2025-12-15."""
    return answer(shipped_record, Question(as_of=date(2025, 12, 15), basis=Basis.ELECTED))


@pytest.fixture(scope="module")
def basemap(south_america: Region) -> Basemap:
    """Return a coarse basemap, prepared for these tests alone."""
    return prepare(south_america, "110m", 500, "hash")


def without(snapshot: Snapshot, *codes: str) -> Snapshot:
    """Return a snapshot that has lost some states."""
    return replace(snapshot, entries=tuple(entry for entry in snapshot.entries if entry.iso3 not in codes))


def twice(snapshot: Snapshot, code: str) -> Snapshot:
    """Return a snapshot in which a state stands twice."""
    return replace(snapshot, entries=(*snapshot.entries, snapshot.by_code[code]))


class TestMatched:
    """Entries for shapes."""

    def test_each_shape_has_one_entry(self, snapshot: Snapshot, south_america: Region) -> None:
        """States as the snapshot has them, the region's other territories as not applicable, by their codes."""
        entries = matched(snapshot, south_america, south_america.codes)
        assert tuple(entry.iso3 for entry in entries) == south_america.codes
        assert [entry for entry in entries if entry.iso3 in south_america.states] == list(snapshot.entries)
        territories = [entry for entry in entries if entry.iso3 in south_america.territories]
        assert territories == [Entry("FLK", Status.NOT_APPLICABLE), Entry("GUF", Status.NOT_APPLICABLE)]

    def test_a_territory_without_a_shape_is_left_out(self, snapshot: Snapshot, south_america: Region) -> None:
        """Only states must be drawn: a coarse scale may have no Falklands."""
        entries = matched(snapshot, south_america, south_america.states)
        assert entries == snapshot.entries

    def test_a_state_without_a_shape_is_an_error(self, snapshot: Snapshot, south_america: Region) -> None:
        """No country is dropped in silence, as a left merge would."""
        drawn = [code for code in south_america.codes if code not in {"CHL", "URY"}]
        with pytest.raises(InputError, match=rf"^\"{snapshot.title}\": there is no shape for CHL or URY$"):
            matched(snapshot, south_america, drawn)

    def test_a_shape_without_a_state_is_an_error(self, snapshot: Snapshot, south_america: Region) -> None:
        """Nor is one drawn of which nobody has said anything."""
        with pytest.raises(InputError, match=r"^region south-america: no entry says who governs BOL or PER$"):
            matched(without(snapshot, "BOL", "PER"), south_america, south_america.codes)

    def test_a_state_given_twice_is_an_error(self, snapshot: Snapshot, south_america: Region) -> None:
        """One to one: not two entries for a shape."""
        message = f'the entries of "{snapshot.title}": PER stands 2 times'
        with pytest.raises(InputError, match=f"^{escape(message)}$"):
            matched(twice(snapshot, "PER"), south_america, south_america.codes)

    def test_a_shape_given_twice_is_an_error(self, snapshot: Snapshot, south_america: Region) -> None:
        """Nor two shapes for an entry."""
        with pytest.raises(InputError, match=r"^the boundaries of south-america: PER stands 3 times$"):
            matched(snapshot, south_america, [*south_america.codes, "PER", "PER"])

    def test_all_that_does_not_match_is_named_at_once(self, snapshot: Snapshot, south_america: Region) -> None:
        """Every problem in one error."""
        drawn = [*(code for code in south_america.codes if code != "CHL"), "GUF"]
        with pytest.raises(InputError) as refused:
            matched(twice(without(snapshot, "BOL"), "PER"), south_america, drawn)
        assert [problem.message for problem in refused.value.problems] == [
            "PER stands 2 times",
            "GUF stands 2 times",
            "there is no shape for CHL",
            "no entry says who governs BOL",
        ]


class TestChoropleth:
    """The join with a prepared basemap."""

    def test_it_holds_what_was_joined(self, snapshot: Snapshot, south_america: Region, basemap: Basemap) -> None:
        """Snapshot, region and basemap are handed on, with one entry for each territory that is drawn."""
        choropleth = joined(snapshot, south_america, basemap)
        assert (choropleth.snapshot, choropleth.region, choropleth.basemap) == (snapshot, south_america, basemap)
        assert [entry.iso3 for entry in choropleth.entries] == sorted(basemap.territories)
        assert all(entry.iso3 in basemap.shapes for entry in choropleth.entries)

    def test_entries_are_found_by_status(self, snapshot: Snapshot, south_america: Region, basemap: Basemap) -> None:
        """In order of their codes."""
        choropleth = joined(snapshot, south_america, basemap)
        assert [entry.iso3 for entry in choropleth.with_status(Status.ELECTED)] == ["CHL"]
        assert [entry.iso3 for entry in choropleth.with_status(Status.NOT_APPLICABLE)] == ["FLK", "GUF"]
        assert choropleth.with_status(Status.VACANT) == ()


class TestTwoPaths:
    """The prepared basemap against the GeoDataFrame: there is one join, whichever way it is reached."""

    @pytest.mark.parametrize("scale", SCALES)
    def test_both_say_the_same_of_every_territory(self, scale: str, snapshot: Snapshot, south_america: Region) -> None:
        """The same territories in the same order, each with the same alignment, bloc, status and leader."""
        choropleth = joined(snapshot, south_america, prepare(south_america, scale, 500, "hash"))
        merged = to_geodataframe(snapshot, scale)
        rows = [
            (row.iso3, row.alignment, row.bloc, row.status, row.leader)
            for row in merged.astype(object).where(merged.notna(), None).itertuples()
        ]
        assert rows == [
            (entry.iso3, entry.alignment, entry.bloc.value, entry.status.value, entry.leader)
            for entry in choropleth.entries
        ]

    def test_a_published_list_joins_alike(self, south_america: Region, basemap: Basemap) -> None:
        """It names no leaders, and has no fewer territories for that."""
        listed = read_source(shipped_path("snapshots/el-ciudadano-2025-12-15.toml"))
        assert isinstance(listed, Snapshot)
        merged = to_geodataframe(listed, "110m")
        choropleth = joined(listed, south_america, basemap)
        assert merged["iso3"].tolist() == [entry.iso3 for entry in choropleth.entries]
        assert merged["status"].tolist() == [entry.status.value for entry in choropleth.entries]
        assert merged["leader"].isna().all()

    def test_the_frame_keeps_the_boundaries_columns_and_shapes(self, snapshot: Snapshot) -> None:
        """It is the boundaries with four columns more, in degrees, and still a GeoDataFrame."""
        merged = to_geodataframe(snapshot, "110m")
        assert isinstance(merged, gpd.GeoDataFrame)
        assert tuple(merged.columns) == (*BOUNDARY_COLUMNS, "alignment", "bloc", "status", "leader")
        assert merged.crs == "EPSG:4326"
        assert merged.index.tolist() == list(range(len(merged)))
        boundaries = read_boundaries("110m").set_index("iso3")
        assert merged.set_index("iso3").geometry.geom_equals(boundaries.geometry.loc[merged["iso3"]]).all()

    def test_a_lost_shape_is_an_error_on_both(
        self, snapshot: Snapshot, south_america: Region, basemap: Basemap, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With the very same message."""
        fewer = {code: shape for code, shape in basemap.territories.items() if code != "CHL"}
        boundaries = read_boundaries("110m")
        monkeypatch.setattr(land, "read_territories", lambda _: boundaries[boundaries["iso3"] != "CHL"])
        with pytest.raises(InputError, match="there is no shape for CHL") as prepared:
            joined(snapshot, south_america, replace(basemap, territories=fewer))
        with pytest.raises(InputError) as merged:
            to_geodataframe(snapshot, "110m")
        assert str(prepared.value) == str(merged.value)

    def test_a_lost_state_is_an_error_on_both(
        self, snapshot: Snapshot, south_america: Region, basemap: Basemap
    ) -> None:
        """With the very same message."""
        fewer = without(snapshot, "CHL")
        with pytest.raises(InputError, match="no entry says who governs CHL") as prepared:
            joined(fewer, south_america, basemap)
        with pytest.raises(InputError) as merged:
            to_geodataframe(fewer, "110m")
        assert str(prepared.value) == str(merged.value)

    def test_a_state_twice_is_an_error_on_both(
        self, snapshot: Snapshot, south_america: Region, basemap: Basemap
    ) -> None:
        """With the very same message."""
        more = twice(snapshot, "CHL")
        with pytest.raises(InputError, match="CHL stands 2 times") as prepared:
            joined(more, south_america, basemap)
        with pytest.raises(InputError) as merged:
            to_geodataframe(more, "110m")
        assert str(prepared.value) == str(merged.value)

    def test_a_shape_twice_is_an_error_of_the_frame(self, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
        """A basemap holds its territories by their codes, so only a frame can have one twice."""
        boundaries = read_boundaries("110m")
        doubled = pd.concat([boundaries, boundaries[boundaries["iso3"] == "CHL"]])
        monkeypatch.setattr(land, "read_territories", lambda _: doubled)
        with pytest.raises(InputError, match=r"^the boundaries of south-america: CHL stands 2 times$"):
            to_geodataframe(snapshot, "110m")

    def test_an_unknown_scale_is_an_error(self, snapshot: Snapshot) -> None:
        """The message names those there are."""
        with pytest.raises(InputError, match='scale "20m": write 110m, 50m or 10m; did you mean "50m"'):
            to_geodataframe(snapshot, "20m")
