"""JSON of all usual shapes as a table."""

from __future__ import annotations

import pytest
from table_cases import cells, fault, read

from mapgen.errors import InputError

TWO = [("country", "class"), ("Chile", "left"), ("Peru", "right")]


@pytest.mark.parametrize(
    "text",
    [
        '[{"country": "Chile", "class": "left"}, {"country": "Peru", "class": "right"}]',
        '{"data": [{"country": "Chile", "class": "left"}, {"country": "Peru", "class": "right"}]}',
        '[{"page": 1}, [{"country": "Chile", "class": "left"}, {"country": "Peru", "class": "right"}]]',
        '{"country": "Chile", "class": "left"}\n{"country": "Peru", "class": "right"}\n',
        '[["country", "class"], ["Chile", "left"], ["Peru", "right"]]',
        '{"country": ["Chile", "Peru"], "class": ["left", "right"]}',
        '{"country": {"0": "Chile", "1": "Peru"}, "class": {"0": "left", "1": "right"}}',
    ],
)
def test_every_usual_shape_is_the_same_table(text: str) -> None:
    """Objects, lists, columns, lines, and a list inside of other things."""
    assert cells(read(text, "table.json")) == TWO


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "FeatureCollection", "metadata": [{"a": 1}], "features": [%s, %s]}',
        '{"type": "Topology", "arcs": [[[0, 1]]], "objects": {"map": {"geometries": [%s, %s]}}}',
    ],
)
def test_the_features_of_a_map_are_a_table(text: str) -> None:
    """GeoJSON and TopoJSON give the properties of their features, without the shapes, however long these are."""
    feature = '{"type": "Feature", "geometry": {"coordinates": [%s]}, "properties": {"country": "%s", "class": "%s"}}'
    line = ", ".join(["[1.5, 2.5]"] * 5_000)
    features = tuple(feature % (line, *row) for row in TWO[1:])
    assert cells(read(text % features, "map.geojson")) == TWO


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "FeatureCollection", "features": [1]}',
        '{"type": "FeatureCollection", "features": [{"properties": null}]}',
        '{"type": "Topology", "objects": {"a": 1, "b": {"geometries": [[]]}}}',
    ],
)
def test_a_map_without_properties_is_a_table_or_a_message(text: str) -> None:
    """Features that are none, or have no properties, are no traceback."""
    with pytest.raises(InputError):
        read(text, "map.geojson")


def test_a_mapping_has_its_keys_as_a_column() -> None:
    """Of values, and of objects, which may have a `key` themselves."""
    assert cells(read('{"ARG": "right", "BRA": "left"}')) == [("key", "value"), ("ARG", "right"), ("BRA", "left")]
    assert cells(read('{"ARG": {"class": "right"}, "BRA": {"class": "left"}}'))[1] == ("ARG", "right")
    assert read('{"ARG": {"key": 1}, "BRA": {"key": 2}}').header == ("key of the entry", "key")


def test_objects_inside_of_objects_are_columns() -> None:
    """As Wikidata and the World Bank answer; lists are one cell."""
    answer = (
        '{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri", "value": "Q1"}, "b": ["x", 1]}]}}'
    )
    assert cells(read(answer)) == [("a.type", "a.value", "b"), ("uri", "Q1", "x | 1")]


def test_values_are_texts() -> None:
    """Truth in small letters, whole numbers without `.0`, nothing for null and NaN."""
    text = '[{"a": true, "b": 1.0, "c": 0.1, "d": null, "e": NaN, "f": " x\\ny "}, {"d": 1, "e": 2}]'
    assert cells(read(text))[1] == ("true", "1", "0.1", "", "", "x y")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"a": 1},\n {"a": }]', "table.json, line 2, column 8: not valid JSON: Expecting value"),
        ('{"a": 1}\n{"a": }', "table.json, line 2, column 7: not valid JSON: Expecting value"),
        ("[" * 100_000, "not valid JSON: brackets are nested too deeply"),
        ('{"CHL": "left", "CHL": "right"}', 'the key "CHL" stands twice in one object'),
        ("[1, 2]", 'it holds no table; write [{"country": "Chile", "class": "left"}, …]'),
        ("[]", "it holds no table"),
        ('"left"', "it holds no table"),
        (f'[{{"a": {"9" * 5_000}}}]', "a number in it has too many digits"),
        ('[{"a": "\\ud800"}]', "table.json, entry 1, column 1: it holds half of a character"),
        ('[{"a": "x\\u0000"}]', "table.json, entry 1, column 1: it holds a NUL"),
        ("[" + "[]," * 900_000 + "[]]", "it holds too many values to be read"),
    ],
)
def test_faulty_json_is_told_with_its_place(text: str, said: str) -> None:
    """Line and column where it is no JSON; else the entry, or the key that stands twice."""
    assert said in fault(text, "table.json")
