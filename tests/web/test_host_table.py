"""The table of hosts: in each, in Chromium and in Firefox, each snippet shows its map, whole and alone.

What "works" means is in host_judge.py, what the hosts do in host_pages.py.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from browsing import SCREENSHOTS, Serve, Watch
from embeds import made
from host_browsers import Chromium, HostBrowser
from host_judge import FACTS, FRAME_FACTS, MAP_SIZES, SCALE, Judge, Reference, width_faults
from host_pages import DARK, DARK_WITHOUT_SCRIPT, DATA, HOSTS, LAYOUTS, Host, snippets_at

WIDTHS = (1280, 390)
# How long a page has for its images and the heights of its frames.
PATIENCE = 20
# A host's own script with the embed's, late; an attribute on every map; a message to the page.
ADD_SCRIPT = """src => new Promise(done => {
  const script = document.createElement("script");
  script.src = src;
  script.onload = () => done();
  document.body.append(script);
})"""
ASK = """dark => {
  for (const map of document.querySelectorAll("figure.mg-embed, iframe[data-dark]")) map.dataset.dark = dark;
  for (const map of document.querySelectorAll("mapgen-map")) map.setAttribute("dark", dark);
}"""
TELL = 'dark => postMessage({source: "mapgen", type: "dark", dark}, "*")'
Seen = tuple[dict[str, Any], list[dict[str, Any]]]


@pytest.fixture(params=["chromium", "firefox"])
def reader(request: pytest.FixtureRequest) -> HostBrowser:
    """Return a browser with a page."""
    if request.param == "firefox":
        found: HostBrowser = request.getfixturevalue("firefox")
        return found
    new_context = request.getfixturevalue("new_context")
    return Chromium(new_context(device_scale_factor=SCALE).new_page())


class Table:
    """The pages of hosts, served, and what is wrong on them in a browser."""

    def __init__(self, folder: Path, serve: Serve) -> None:
        self.files = made()
        self._folder, self._serve = folder, serve
        self._files = self._written("files", self.files)
        self._address = serve(self._files)
        self.script = self._address + next(name for name in self.files if re.match(r"mapgen-embed.*\.js$", name))
        self.reference = Reference.of(self.files)

    def address(self, host: Host) -> str:
        """Return the address of a host's page."""
        own = "" if host.own_files else self._address
        page = host.page(snippets_at(self.files, own)).encode()
        files = {"index.html": page, "csp.css": (DATA / "csp.css").read_bytes()}
        folder = self._written(host.name, files | (self.files if host.own_files else {}))
        return self._serve(folder, host.headers) + "index.html"

    def _written(self, name: str, files: Mapping[str, bytes]) -> Path:
        folder = self._folder / name
        folder.mkdir()
        for file, data in files.items():
            (folder / file).write_bytes(data)
        return folder


def seen(browser: HostBrowser) -> Seen:
    """Return the facts of a page and of its frames."""
    facts = browser.run(FACTS)
    # A browser need not load what is out of sight in a frame: the window is as high as the page.
    browser.resize(browser.run("() => innerWidth"), facts["high"])
    return facts, browser.run_in_frames(FRAME_FACTS)


def patiently(look: Callable[[], list[str]]) -> list[str]:
    """Return what is wrong, once nothing is or a page has had its time."""
    until = time.monotonic() + PATIENCE
    while (found := look()) and time.monotonic() < until:
        time.sleep(0.1)
    return found


def judged(browser: HostBrowser, judge: Judge, name: str) -> list[str]:
    """Return what is wrong on the page that a browser has open; keep a picture of it."""
    folder = SCREENSHOTS / "test_host_table"
    folder.mkdir(parents=True, exist_ok=True)

    def look() -> list[str]:
        facts, frames = seen(browser)
        if found := judge.faults(facts, frames, None):
            return found
        picture = browser.picture(facts["high"], SCALE)
        picture.save(folder / f"{name}-{browser.name}.png")
        return judge.faults(facts, frames, picture)

    return [f"{name} {fault}" for fault in patiently(look)]


def test_every_snippet_works_in_every_host(reader: HostBrowser, serve: Serve, watch: Watch, tmp_path: Path) -> None:
    """One map is seen, whole, light, as wide as its column up to 640 pixels, named, and no code beside it."""
    table = Table(tmp_path, serve)
    wrong: list[str] = []
    reader.scheme("light")
    for host in HOSTS:
        address = table.address(host)
        judge = Judge(table.reference, scripts=host.scripts, margins=host.margins)
        for width in WIDTHS:
            reader.resize(width, 900)
            reader.open(address)
            if host.late_script:
                reader.run(ADD_SCRIPT, table.script)
            wrong += judged(reader, judge, f"{host.name}-{width}")
    watch.take("Content Security Policy|sandboxed|script-src|style-src")
    assert not wrong, "\n".join(wrong)


def test_maps_are_light_and_dark_where_asked(reader: HostBrowser, serve: Serve, watch: Watch, tmp_path: Path) -> None:
    """On a dark page, for a reader in the dark, a map is light until an attribute or a message says otherwise."""
    table = Table(tmp_path, serve)
    wrong: list[str] = []
    reader.scheme("dark")
    reader.resize(1280, 900)
    reader.open(table.address(DARK_WITHOUT_SCRIPT))
    wrong += judged(reader, Judge(table.reference, "dark", scripts=False), "dark-without-script")
    reader.open(table.address(DARK))
    wrong += judged(reader, Judge(table.reference, "light"), "dark-1-default")
    reader.run(ASK, "true")
    wrong += judged(reader, Judge(table.reference, "dark"), "dark-2-attribute")
    reader.run(TELL, "false")
    wrong += judged(reader, Judge(table.reference, "light"), "dark-3-message-false")
    reader.run(TELL, "auto")
    wrong += judged(reader, Judge(table.reference, "dark"), "dark-4-message-auto")
    reader.scheme("light")
    wrong += judged(reader, Judge(table.reference, "light"), "dark-5-reader-changes")
    watch.take("Content Security Policy|sandboxed")
    assert not wrong, "\n".join(wrong)


def test_a_map_is_as_wide_as_a_photograph_in_every_layout(reader: HostBrowser, serve: Serve, tmp_path: Path) -> None:
    """In 34 parents that take their width from what they hold, a map has the width of an image of 640 pixels."""
    table = Table(tmp_path, serve)
    address = table.address(LAYOUTS)
    wrong: list[str] = []
    for width in WIDTHS:
        reader.resize(width, 900)
        reader.open(address)
        wrong += [f"{width} {fault}" for fault in patiently(lambda: width_faults(reader.run(MAP_SIZES)))]
    assert not wrong, "\n".join(wrong)
