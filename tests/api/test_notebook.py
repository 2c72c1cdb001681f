"""A notebook's worth of work: every public name used once, in a plausible order."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

import mapgen

SCRIPT = """
import datetime, io
import matplotlib.pyplot as plt
import pandas as pd
import mapgen
print(mapgen.__version__)
record = mapgen.read()
assert isinstance(record, mapgen.Record)
today = mapgen.render(record)
kast = mapgen.render(as_of="2025-12-15", basis="elected", lang="es", labels="leaders")
assert isinstance(kast, mapgen.Map) and isinstance(kast.snapshot, mapgen.Snapshot)
kast.save("kast.svg", "kast.png", "kast.pdf")
question = mapgen.Question(as_of=datetime.date(2025, 12, 15), basis=mapgen.Basis.ELECTED)
options = mapgen.RenderOptions(size=mapgen.Size(600, 700), texts=mapgen.Overrides(title="Who governs?"))
same = mapgen.render(question=question, options=options)
elects = [entry.iso3 for entry in mapgen.answer(record, question).entries if entry.status is mapgen.Status.ELECTED]
assert elects == ["CHL"]
table = mapgen.show(record, as_of="2025-12-15", lang="pt")
recoded = mapgen.render(table.assign(bloc="centre")[["iso3", "bloc"]], as_of="2025-12-15", theme="dark")
population = mapgen.shares_of(kast.snapshot)[0]
frame = mapgen.to_geodataframe(kast.snapshot)
mapgen.export(kast.snapshot, to="kast.geojson", codes="iso2,cow")
assert mapgen.cite(kast.snapshot, form="bibtex").startswith("@misc{mapgen-governments-of-south-america-")
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 5))
mapgen.plot(record, as_of="2025-12-15", ax=left)
right.bar([part.name for part in population.parts], [part.percent for part in population.parts])
figure.savefig("beside.png")
change = mapgen.compare("2021-12-31", kast)
assert isinstance(change, mapgen.Comparison)
change.render(title="Four years").save("change.svg")
change.render(recreate=True).save("both.svg")
for wrong, error in ((lambda: mapgen.render(size="huge"), mapgen.InputError),
                     (lambda: kast.save("kast.svg/x.svg"), mapgen.OutputError)):
    try:
        wrong()
    except mapgen.MapgenError as raised:
        assert type(raised) is error
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Work in an empty folder, without a display."""
    monkeypatch.chdir(tmp_path)
    with mpl.rc_context({"backend": "Agg"}):
        yield
        plt.close("all")


def test_every_public_name_is_of_use(tmp_path: Path) -> None:
    """The script uses each public name, runs, and writes its files."""
    assert [name for name in mapgen.__all__ if f"mapgen.{name}" not in SCRIPT] == []
    exec(compile(SCRIPT, "notebook", "exec"), {})  # noqa: S102 (our own script)
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {"kast.svg", "kast.png", "kast.pdf", "kast.geojson", "beside.png", "change.svg", "both.svg"}


VALUES = {
    "a map": lambda: mapgen.render(as_of="2025-12-15", basis="elected"),
    "a record": mapgen.read,
    "a snapshot": lambda: mapgen.answer(None, as_of="2025-12-15"),
    "a published list": lambda: mapgen.read(mapgen.__path__[0] + "/../geodata/snapshots/el-ciudadano-2025-12-15.toml"),
    "a change": lambda: mapgen.compare("2021-12-31", "2025-12-31"),
    "a disagreement": lambda: mapgen.compare("el-ciudadano-2025-12-15", "record/office"),
    "a map of a comparison": lambda: mapgen.compare("2021-12-31", "2025-12-31").render(),
    "options": mapgen.RenderOptions,
    "other options": lambda: mapgen.RenderOptions(lang="es", texts=mapgen.Overrides(title="x")),
    "a question": mapgen.Question,
    "texts": mapgen.Overrides,
    "a size": lambda: mapgen.Size(600, 700),
    "a basis": lambda: mapgen.Basis.OFFICE,
    "a status": lambda: mapgen.Status.VACANT,
    "a drawing": lambda: mapgen.render(as_of="2025-12-15").drawing,
    "an entry": lambda: mapgen.answer(None, as_of="2025-12-15").by_code["CHL"],
    "a government": lambda: mapgen.answer(None, as_of="2025-12-15").by_code["CHL"].government,
    "a difference": lambda: mapgen.compare("2021-12-31", "2025-12-31").by_code["CHL"],
    "a share": lambda: mapgen.shares_of(mapgen.answer(None, as_of="2025-12-15"))[0],
    "an error": lambda: mapgen.InputError.single("a", "b"),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_shown_in_a_line(name: str) -> None:
    """The repr of every public value is one short line."""
    text = repr(VALUES[name]())  # type: ignore[operator]
    assert "\n" not in text
    assert 3 < len(text) < 170, text


def test_a_table_has_the_columns_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Show gives the rows and columns of `mapgen show --format csv`, days as days and lists as lists."""
    from mapgen.cli.main import main

    for arguments, options in (
        (("--as-of", "2025-12-15"), {"as_of": "2025-12-15"}),
        (("--from", "2015-12-31", "--to", "2025-12-31"), {"first": "2015-12-31", "last": "2025-12-31"}),
    ):
        with pytest.raises(SystemExit):
            main(["show", *arguments, "--format", "csv"])
        printed = pd.read_csv(io.StringIO(capsys.readouterr().out))
        table = mapgen.show(**options)  # type: ignore[arg-type]
        assert list(table.columns) == list(printed.columns)
        assert table["leader"].fillna("").tolist() == printed["leader"].fillna("").tolist()
        assert table["as_of"].dt.strftime("%Y-%m-%d").tolist() == printed["as_of"].tolist()
    assert table["leaders"].map(type).unique().tolist() == [list]


def test_a_comparison_is_that_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Compare gives what `mapgen compare` prints: the rows, and the sentences in a language."""
    from mapgen.cli.main import main

    with pytest.raises(SystemExit):
        main(["compare", "2021-12-31", "2025-12-31", "--lang", "es"])
    change = mapgen.compare("2021-12-31", "2025-12-31")
    assert capsys.readouterr().out.startswith(" ".join(change.sentences("es")))
    with pytest.raises(SystemExit):
        main(["compare", "2021-12-31", "2025-12-31", "--format", "csv"])
    printed = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert list(change.to_frame().columns) == list(printed.columns)
    assert change.to_frame()["day"].dropna().dt.strftime("%Y-%m-%d").tolist() == printed["day"].dropna().tolist()


def test_values_in_memory_can_be_compared() -> None:
    """Two maps of one record are a change; a snapshot, a mapping and a table are compared as lists."""
    first, second = (mapgen.render(as_of=day, basis="office") for day in ("2021-12-31", "2025-12-31"))
    assert mapgen.compare(first, second) == mapgen.compare("2021-12-31/office", "2025-12-31/office")
    assert mapgen.compare(first.snapshot, second.snapshot).is_change is False
    assert mapgen.compare({"CHL": "left"}, "record").by_code["CHL"].a.alignment == "left"
    assert mapgen.compare(pd.DataFrame({"iso3": ["CHL"], "bloc": ["left"]}), mapgen.read()).comparable == 1


def test_submodules_are_no_public_names() -> None:
    """Loaded modules do not show in dir, and no module's name hides a function."""
    assert "mapgen.api.maps" in sys.modules
    assert dir(mapgen) == mapgen.__all__
    for name in ("render", "plot", "show", "compare", "read", "answer", "shares_of", "to_geodataframe"):
        assert callable(getattr(mapgen, name)), name
