"""One way to read a host's page in either browser."""

from __future__ import annotations

import io
from typing import Any, Protocol

from firefox import FRAMES
from PIL import Image
from playwright.sync_api import Page


class HostBrowser(Protocol):
    """A browser with one page; firefox.Firefox is one."""

    name: str

    def open(self, address: str) -> None:
        """Open a page; return once it is loaded with what it asks for."""

    def resize(self, width: int, height: int) -> None:
        """Give the page a size in CSS pixels."""

    def scheme(self, scheme: str) -> None:
        """Have a reader who prefers `light` or `dark`."""

    def run(self, function: str, argument: Any = None) -> Any:  # noqa: ANN401 (JSON)
        """Return what a JavaScript function makes of an argument, or what it promises."""

    def run_in_frames(self, function: str) -> list[Any]:
        """Return what a function says in each frame of the page, in the page's order, those of components too."""

    def picture(self, height: int, scale: float) -> Image.Image:
        """Return a picture of the page from its top, `height` CSS pixels high, each being `scale` pixels."""


class Chromium:
    """A page of playwright's, made with `device_scale_factor` as the scale of its pictures."""

    name = "chromium"

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, address: str) -> None:
        """Open a page; return once it is loaded with what it asks for."""
        self._page.goto(address)

    def resize(self, width: int, height: int) -> None:
        """Give the page a size in CSS pixels."""
        self._page.set_viewport_size({"width": width, "height": height})

    def scheme(self, scheme: str) -> None:
        """Have a reader who prefers `light` or `dark`."""
        self._page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    def run(self, function: str, argument: Any = None) -> Any:  # noqa: ANN401 (JSON)
        """Return what a JavaScript function makes of an argument, or what it promises."""
        return self._page.evaluate(function, argument)

    def run_in_frames(self, function: str) -> list[Any]:
        """Return what a function says in each frame of the page, in the page's order, those of components too."""
        elements = self._page.evaluate_handle(f"() => {{ {FRAMES} }}").get_properties().values()
        frames = [element.as_element().content_frame() for element in elements if element.as_element()]
        return [frame.evaluate(function) for frame in frames if frame]

    def picture(self, height: int, scale: float) -> Image.Image:  # noqa: ARG002 (the page's own)
        """Return a picture of the page from its top, each CSS pixel being as many as the page was made with."""
        # A frame that is out of sight is not drawn: the window is as high as the page.
        self.resize(self.run("() => innerWidth"), height)
        return Image.open(io.BytesIO(self._page.screenshot())).convert("RGB")
