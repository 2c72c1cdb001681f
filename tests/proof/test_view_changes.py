"""`verify` says which view a file has, and notices when the view draws its areas otherwise."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from mapgen.proof import view_changes as module
from mapgen.proof.view_changes import view_changes, view_of_file
from mapgen.views.view import BorderView, read_view


def metadata(name: str, sha256: str, **treated: object) -> dict[str, str]:
    """Return the metadata of a file with a view."""
    return {"options": f"classes=3 view={name}:{sha256} lang=en", "disputed": json.dumps(treated)}


def test_a_file_tells_its_view() -> None:
    """A file of an older mapgen has none."""
    assert view_of_file(metadata("de-facto", "0123abcd")) == ("de-facto", "0123abcd")
    assert view_of_file({"options": "classes=3"}) is None
    assert view_changes({}) == ((), ())


def test_a_view_that_is_as_it_was_changes_nothing() -> None:
    """The default view is not mentioned; another one is, as a remark."""
    shown = {"crimea": {"view": "UKR", "drawn": "UKR"}}
    assert view_changes(metadata("un", read_view("un").own, **shown)) == ((), ())
    changes, remarks = view_changes(metadata("russia", read_view("russia").own, crimea={"view": "RUS"}))
    assert (changes, remarks) == ((), ("its disputed areas are drawn by the view russia",))


def test_a_changed_view_is_told_area_by_area(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only areas that the file shows, that no user chose, and that are drawn otherwise now."""
    un = read_view("un")
    changed = {**un.areas, "crimea": replace(un.areas["crimea"], drawn="held")}

    def other(name: str) -> BorderView:
        return replace(un, name=name, areas=changed, sha256="other")

    monkeypatch.setattr(module, "read_view", other)
    shown = {"crimea": {"view": "UKR"}, "golan": {"view": "SYR"}, "donbas": {"drawn": "RUS"}}
    changes, _ = view_changes(metadata("un", un.own, **shown))
    assert changes == ("Crimea: shown UKR by the view un, which now says held",)


def test_metadata_of_any_kind_is_no_traceback() -> None:
    """What mapgen did not write is passed over."""
    assert view_changes({"options": "view=un:00", "disputed": "[1"}) == ((), ())
    assert view_changes({"options": "view=un:00", "disputed": '{"crimea": 3, "x": {"view": 1}}'}) == ((), ())
    changes, remarks = view_changes(metadata("mine", "00", crimea={"view": "UKR"}))
    assert (changes, remarks) == ((), ("its disputed areas are drawn by the view mine, which is not at hand",))


def test_verify_says_it(command: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    """The note stands under the file, and JSON has the view among the facts."""
    made = command("render", "--as-of", "2025-12-15", "--view", "argentina", "-o", "map.svg")
    assert made.returncode == 0, made.stderr
    done = command("verify", "map.svg", "--format", "json")
    (proof,) = json.loads(done.stdout)
    assert proof["verdict"] == "unchanged"
    assert proof["facts"]["view"] == "argentina"
    assert "the view argentina" in command("verify", str(tmp_path / "map.svg")).stdout
