"""Tables of divisions and of areas of one's own: which column names them, what each row means, whose region it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_areas import HOSTILE, own_region

from mapgen.errors import InputError
from mapgen.importing.imported import Imported, imported
from mapgen.importing.model import TableRequest
from mapgen.importing.report import summary_lines
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot
from mapgen.tables.reading import read_table


def table(text: str, region: str = "brazil", **said: object) -> Imported:
    """Return what a CSV says for a region."""
    return imported(read_table(Path("t.csv"), text.encode()), TableRequest(region=region, **said))  # type: ignore[arg-type]


def classes(made: Imported) -> dict[str, str | None]:
    """Return the class of each code of a list without questions."""
    assert made.questions == ()
    return {result.iso3 or "": result.class_name for result in made.results}


@pytest.mark.parametrize(
    ("region", "heading", "text", "code"),
    [
        ("brazil", "UF", "SP", "BR-SP"),
        ("brazil", "CD_UF", "35", "BR-SP"),
        ("brazil", "Estado", "São Paulo", "BR-SP"),
        ("brazil", "Unidade da Federação", "Estado de São Paulo", "BR-SP"),
        ("argentina", "Provincia", "Córdoba", "AR-X"),
        ("chile", "Región", "Metropolitana de Santiago", "CL-RM"),
        ("uruguay", "Departamento", "Salto", "UY-SA"),
        ("germany", "Bundesland", "Bayern", "DE-BY"),
        ("germany", "Land", "Bayern", "DE-BY"),
        ("canada", "Province", "Quebec", "CA-QC"),
        ("united-states", "State", "Georgia", "US-GA"),
        ("mexico", "Entidad federativa", "Jalisco", "MX-JAL"),
    ],
)
def test_a_column_of_divisions_is_known(region: str, heading: str, text: str, code: str) -> None:
    """By its name or its texts, in the words of each country."""
    assert classes(table(f"{heading},lado\n{text},left\n", region)) == {code: "left"}


def test_a_party_is_no_division() -> None:
    """A column called UF names the states, whatever a column of parties, some called as states are, may hold."""
    assert classes(table("Partido,UF,lado\nPR,SP,direita\nPP,AM,direita\nPE,RJ,esquerda\n")) == {
        "BR-SP": "right",
        "BR-AM": "right",
        "BR-RJ": "left",
    }


def test_governors_are_leaders() -> None:
    """A table of governors with their first days is a record."""
    made = table("UF,Governador,Partido,Lado,Posse\nSP,Ada,PT,esquerda,2023-01-01\n")
    assert isinstance(made.source, Record)
    assert [(one.country, one.leader) for one in made.source.governments] == [("BR-SP", "Ada")]


def test_a_misspelt_division_is_asked_about_with_the_code_that_settles_it() -> None:
    """The question names the nearest of the region, and the option takes its code."""
    made = table("estado,lado\nPará,left\nSao Palo,right\n")
    assert [question.option for question in made.questions] == [
        '--assume "Sao Palo=BR-SP" (or =none), or --skip-unknown'
    ]
    assert '"Sao Palo" is nothing in brazil; did you mean "BR-SP" (São Paulo)?' in made.questions[0].message
    assert classes(table("estado,lado\nPará,left\nSao Palo,right\n", assume={"Sao Palo": "SP"})) == {
        "BR-PA": "left",
        "BR-SP": "right",
    }


def test_two_that_are_meant_are_no_answer() -> None:
    """A part of two names has no single code to assume."""
    made = table("estado,lado\nPará,left\nRio Grande,right\n")
    assert [question.option for question in made.questions] == [
        '--assume "Rio Grande=CODE" (or =none), or --skip-unknown'
    ]


def test_what_is_assumed_must_be_in_the_region() -> None:
    """A text that means nothing is refused, with a code of the region."""
    with pytest.raises(InputError, match=r'"XX" is nothing in brazil; write a code such as BR-AC, or none'):
        table("estado,lado\nPará,left\n", assume={"Foo": "XX"})


def test_a_country_among_divisions_is_outside() -> None:
    """A total of the country stands beside its states in many tables."""
    made = table("estado,lado\nPará,left\nBrasil,right\n")
    assert [result.outcome for result in made.results] == ["taken", "outside"]
    assert not any("--region" in line for line in summary_lines(made))


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("State,side\nGeorgia,right\nTexas,right\nNew York,left\n", "united-states"),
        ("UF,lado\nPE,left\nSP,right\nRJ,right\nMG,right\nAC,right\nAL,left\n", "brazil"),
        ("UF,lado\nSP,left\nMinas Gerais,right\nBR-BA,right\n", "brazil"),
        ("Sigla,Governador,lado\nSP,Ada,left\nRJ,Bo,right\nRS,Ci,left\nGO,Di,left\n", "brazil"),
        ("provincia,lado\nSalta,left\nMendoza,right\nChubut,left\n", "argentina"),
    ],
)
def test_a_table_of_divisions_is_offered_their_region(text: str, region: str) -> None:
    """Read for South America, it is one question: the region whose divisions it has."""
    try:
        questions = [question.option for question in table(text, "south-america").questions]
    except InputError as error:
        questions = [problem.message.partition("write ")[2] for problem in error.problems]
    assert questions == [f"--region {region}"]


def test_georgia_alone_is_a_country() -> None:
    """A table of countries that are called as divisions are is not taken for a table of divisions."""
    made = table("country,side\nGeorgia,right\nArmenia,left\nChile,right\n", "south-america")
    assert made.questions == ()
    assert any("--region world takes 3" in line for line in summary_lines(made))


def test_a_file_s_own_columns_name_its_areas(tmp_path: Path) -> None:
    """A table that has the columns of the boundaries is read by them, numbers and odd codes included."""
    region = str(own_region(tmp_path))
    rows = "".join(f'"{code.replace(chr(34), chr(34) * 2)}",1,left\n' for code in HOSTILE)
    made = table(f"CD,n,side\n{rows}", region)
    assert classes(made) == dict.fromkeys(HOSTILE, "left")
    assert isinstance(made.source, Snapshot)
    assert set(made.source.by_code) == set(HOSTILE)
    by_number = table("CD,side\n35,left\n7,right\n", region)
    assert classes(by_number) == {"35": "left", "007": "right"}


@pytest.mark.parametrize("source", ["divisions", "boundaries"])
def test_rows_of_the_rest_of_a_country_are_left_out(tmp_path: Path, source: str) -> None:
    """A region of some states takes their rows of a table of all, and says how many others there are."""
    if source == "divisions":
        region = tmp_path / "own.toml"
        region.write_text('[region]\nname = "A"\ndivisions = ["BRA"]\nstates = ["SP", "PR"]\n', encoding="utf-8")
    else:
        names = {"SP": "São Paulo", "PR": "Paraná", "BA": "Bahia"}
        region = own_region(tmp_path, names, 'states = ["SP", "PR"]\n')
    made = table("estado,lado\nSão Paulo,left\nPR,right\nBahia,left\n", str(region))
    assert made.questions == ()
    assert [result.outcome for result in made.results] == ["taken", "taken", "outside"]
    assert any(line.startswith("1 row left out, of areas outside ") for line in summary_lines(made))
