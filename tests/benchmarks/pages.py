"""Measure mapgen's page of a record against pages of Plotly and Vega-Lite of the same data, in one Chromium.

    pip install plotly vl-convert-python brotli
    python tests/benchmarks/pages.py                            laptop and phone, about three minutes
    python tests/benchmarks/pages.py --only phone --keep DIR    one of them; pages and screenshots are kept

Run it with nothing else running; it prints the load that it met. A laptop's window is 1280 by 800 pixels; a phone's is
390 by 844, with a processor slowed down by four. The files lie on the disk, so no time has what a network takes.
Plotly asks its own server for a map of the world even when all shapes are in the page: here it gets an empty one at
once. The first map is the median of three loads, in turns, from the start of navigation to a painted frame that has all
shapes. The slider is dragged by mouse from the first day to the last in 60 steps, 50 ms apart if the page follows;
then another load of the page plays for six seconds, mapgen and Plotly at the same pace. Vega-Lite has nothing that
plays. A slider of mapgen has a step for each day, one of a peer for each day on which something changes.

`maps` counts the changes of colours that came to the screen, `jumps` how often the map's or the slider's top moved by a
pixel or more, `late` the frames that came more than 50 ms after the one before, `worst` is the longest wait. A long
task keeps the page busy for more than 50 ms. `heights` are those that mapgen's page told the page around its iframe
while it played. These are no tests: pytest does not collect this folder.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from page_motion import Device, Kind, Motion, Track, dragged, played
from page_peers import Story, package, shipped_record, story_of, write_mapgen, write_plotly, write_vega_lite
from playwright.sync_api import sync_playwright
from table import aligned

_ROUNDS = 3
_DEVICES = (Device("laptop", 1280, 800, 1, (640, 720)), Device("phone", 390, 844, 4, (374, 560)))
_MAPGEN = Kind("mapgen", "#mg [data-iso3] > path", "#mg", "#mg-slider", 9, 26, play="#mg-play")
_PLOTLY = Kind(
    "plotly",
    ".choroplethlayer path",
    ".choroplethlayer",
    ".slider-rail-touch-rect",
    10,
    10,
    "one => (({ active, steps }) => active === steps.length - 1)(one.closest('.js-plotly-plot').layout.sliders[0])",
    ".updatemenu-button",
)
_VEGA_LITE = Kind("vega-lite", ".mark-shape path", ".mark-shape", "input[type=range]", 8, 8)
_KINDS = (_MAPGEN, _PLOTLY, _VEGA_LITE)
_HEAD = ("window", "page", "kB", "kB brotli", "first map ms", "", "s", "maps", "jumps", "late", "worst ms")
_MORE = ("long tasks", "ms of them", "heights")


def _write(folder: Path, story: Story, device: Device) -> None:
    write_mapgen(folder / _MAPGEN.file, shipped_record())
    write_plotly(folder / _PLOTLY.file, story, device.size)
    write_vega_lite(folder / _VEGA_LITE.file, story, device.size)


def _rows(track: Track) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a device: for each page one of its drag and one of its play."""
    times: dict[Kind, list[float]] = {kind: [] for kind in _KINDS}
    motions: dict[Kind, dict[str, Motion]] = {kind: {} for kind in _KINDS}
    sizes = {kind: _sizes(track.folder / kind.file) for kind in _KINDS}
    for number in range(_ROUNDS):
        for kind in _KINDS:
            _say(f"{track.device.name}: {kind.name}, round {number + 1} of {_ROUNDS}")
            page, painted = track.opened(kind)
            times[kind].append(painted)
            if number == 0:
                page.screenshot(path=track.folder / f"{kind.name}.png")
                motions[kind]["drag"] = dragged(page, kind)
                page.screenshot(path=track.folder / f"{kind.name}-dragged.png")
            elif number == 1 and kind.play:
                motions[kind]["play"] = played(page, kind)
            page.context.close()
    for kind in _KINDS:
        about = (track.device.name, kind.name, *sizes[kind], f"{statistics.median(times[kind]):.0f}")
        heights = str(track.heights(kind)) if kind is _MAPGEN else ""
        yield from _of_page(about, motions[kind], heights)


def _of_page(about: tuple[str, ...], motions: Mapping[str, Motion], heights: str) -> Iterator[tuple[str, ...]]:
    for what, motion in motions.items():
        counts = (motion.maps, motion.jumps, motion.late, round(motion.worst))
        tasks = (len(motion.tasks), round(sum(motion.tasks)))
        told = heights if what == "play" else ""
        yield (*about, what, f"{motion.seconds:.1f}", *map(str, (*counts, *tasks)), told)
        about = ("",) * len(about)


def _sizes(path: Path) -> tuple[str, str]:
    """Return a file's size in kB, as it is and compressed."""
    content = path.read_bytes()
    return f"{len(content) / 1000:.0f}", f"{len(package('brotli').compress(content)) / 1000:.0f}"


def _browser() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return found or sys.exit("Chromium is not installed (Debian: apt-get install chromium)")


def _say(text: str) -> None:
    print(f"{text} (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)", file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=[device.name for device in _DEVICES], help="one of the windows")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep pages and screenshots in a folder")
    return parser.parse_args()


def main() -> None:
    """Make the pages, open them, and print a table for each window."""
    asked = _arguments()
    story = story_of(shipped_record())
    with tempfile.TemporaryDirectory(prefix="mapgen-benchmark-") as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=["--no-sandbox", "--disable-gpu"])
        for device in _DEVICES:
            if asked.only in {None, device.name}:
                folder = (asked.keep or Path(temporary)).resolve() / device.name
                folder.mkdir(parents=True, exist_ok=True)
                _write(folder, story, device)
                rows = list(_rows(Track(browser, folder, device, len(story.codes))))
                print(aligned((*_HEAD, *_MORE), rows), end="\n\n", flush=True)
        _say(f"{len(story.days)} days of change, Chromium {browser.version}")
        browser.close()


if __name__ == "__main__":
    main()
