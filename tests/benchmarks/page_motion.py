"""What a reader of a page meets in a browser: the wait for the map, and how it moves under a hand and when it plays."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from playwright.sync_api import Browser, Page, Route

_WATCH = Path(__file__).with_name("page_watch.js").read_text(encoding="utf-8")
# A drag: its steps, and the seconds from one to the next. How long a page plays, in seconds.
_STEPS, _PACE, _PLAYED = 60, 0.05, 6
# A frame is late that comes so many milliseconds after the one before it.
_LATE = 50
# The longest wait for anything, in milliseconds: on a busy machine a page for a slow processor takes its time.
_PATIENCE = 180_000
_WORLD = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
_HOST = """<!doctype html><script>
told = [];
addEventListener("message", ({ data }) => {
  if (data.source !== "mapgen") return;
  told.push(data.height);
  document.querySelector("iframe").style.height = data.height + "px";
});
</script><iframe src="PAGE" style="width: 100%; border: 0"></iframe>"""


class Device(Struct, frozen=True):
    """A window in CSS pixels, how often slower than this machine its processor is, and the size of the peers on it."""

    name: str
    width: int
    height: int
    slower: int
    size: tuple[int, int]


class Kind(Struct, frozen=True):
    """A page by the name of its file, with the selectors of its parts; `play` is empty where nothing plays.

    `thumb` is half the width of the slider's thumb, `middle` how far below its top a hand takes it, `is_last` a
    function in JavaScript that says of the slider whether it is at the last day.
    """

    name: str
    shapes: str
    map: str
    slider: str
    thumb: int
    middle: int
    is_last: str = "one => one.value === one.max"
    play: str = ""

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.html"


class Motion(Struct, frozen=True):
    """What was seen while the day changed: see pages.py; times in milliseconds but for `seconds`."""

    seconds: float
    maps: int
    jumps: int
    late: int
    worst: float
    tasks: tuple[float, ...]


class Track(Struct, frozen=True):
    """Where pages are opened: a browser, the folder of their files, a device, and how many shapes they have to draw."""

    browser: Browser
    folder: Path
    device: Device
    count: int

    def opened(self, kind: Kind) -> tuple[Page, float]:
        """Return a page whose map has been painted, and the milliseconds that it took; all shapes are there."""
        page = self._new_page()
        parts = {"shapes": kind.shapes, "map": kind.map, "slider": kind.slider, "count": self.count}
        page.add_init_script(f"({_WATCH})({json.dumps(parts)})")
        page.goto((self.folder / kind.file).as_uri())
        page.wait_for_function("pageWatch.seen.painted > 0")
        drawn = page.locator(kind.shapes).count()
        assert drawn == self.count, f"{kind.name} draws {drawn} shapes of {self.count}"
        return page, float(page.evaluate("pageWatch.seen.painted"))

    def heights(self, kind: Kind) -> int:
        """Return how many heights a page told from an iframe, from before it played until it had."""
        page, host = self._new_page(), self.folder / "host.html"
        host.write_text(_HOST.replace("PAGE", kind.file), encoding="utf-8")
        page.goto(host.as_uri())
        page.wait_for_function("told.length > 0")
        page.wait_for_timeout(1000)
        page.evaluate("told.splice(0, told.length - 1)")
        _play(page, kind, page.frames[1].locator(kind.play).click)
        heights = int(page.evaluate("new Set(told).size"))
        page.context.close()
        return heights

    def _new_page(self) -> Page:
        """Return a page of the device that reaches nothing but files and an empty world."""
        window = {"width": self.device.width, "height": self.device.height}
        page = self.browser.new_context(viewport=window).new_page()
        page.set_default_timeout(_PATIENCE)
        page.route(re.compile("^http"), _answer)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": self.device.slower})
        return page


def _answer(route: Route) -> None:
    assert route.request.url.startswith("https://cdn.plot.ly/"), f"a page asks for {route.request.url}"
    nothing = {"type": "GeometryCollection", "geometries": []}
    world = {"type": "Topology", "arcs": [], "objects": dict.fromkeys(_WORLD, nothing)}
    route.fulfill(json=world, headers={"access-control-allow-origin": "*"})


def dragged(page: Page, kind: Kind) -> Motion:
    """Return what is seen while the slider is dragged to its last day, in steps that come no faster than a hand's."""
    slider = page.locator(kind.slider)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box, f"{kind.name} has no slider"
    # To the very edge: the last day is reached wherever the thumb was taken.
    left, across, middle = box["x"] + kind.thumb, box["width"] - kind.thumb, box["y"] + kind.middle

    def drag() -> None:
        page.mouse.move(left, middle)
        page.mouse.down()
        begun = time.perf_counter()
        for step in range(1, _STEPS + 1):
            page.mouse.move(left + across * step / _STEPS, middle)
            page.wait_for_timeout(max(0, 1000 * (begun + step * _PACE - time.perf_counter())))
        page.mouse.up()

    motion = _watched(page, drag)
    assert slider.evaluate(kind.is_last), f"{kind.name} was not dragged to its last day"
    return motion


def played(page: Page, kind: Kind) -> Motion:
    """Return what is seen while the page plays."""
    return _watched(page, lambda: _play(page, kind, page.locator(kind.play).first.click))


def _play(page: Page, kind: Kind, click: Callable[[], None]) -> None:
    assert kind.play, f"{kind.name} has nothing that plays"
    click()
    page.wait_for_timeout(1000 * _PLAYED)


def _watched(page: Page, move: Callable[[], None]) -> Motion:
    page.wait_for_timeout(500)
    page.evaluate("pageWatch.begin()")
    begun = time.perf_counter()
    move()
    seconds = time.perf_counter() - begun
    # Long tasks are told a little after they have ended.
    page.wait_for_timeout(200)
    seen = page.evaluate("pageWatch.end()")
    late = sum(frame > _LATE for frame in seen["frames"])
    return Motion(seconds, seen["maps"], seen["jumps"], late, max(seen["frames"]), tuple(seen["tasks"]))
