"""Firefox for tests: Debian's, without a window, driven by Mozilla's own client of Marionette.

One Firefox serves all tests of a process. It reaches nothing but this machine: everything else goes to a proxy that is
not there.
"""

from __future__ import annotations

import base64
import gc
import io
import shutil
import socket
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

_NAMES = ("firefox-esr", "firefox")
_MISSING = f"no Firefox: none of {', '.join(_NAMES)} is installed (Debian: apt-get install firefox-esr)"
_PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1, localhost",
    # Fewer processes start sooner.
    "dom.ipc.processPrelaunch.enabled": False,
    "dom.ipc.processCount": 1,
    "dom.ipc.processCount.webIsolated": 1,
    "browser.cache.disk.enable": False,
}
_SCHEMES = {"dark": 0, "light": 1}
# Runs in the page, and waits for what it promises.
_CALL = """const [argument, done] = arguments;
Promise.resolve(argument).then(FUNCTION).then(found => done({found}), error => done({error: String(error)}));"""
# A window has a least width, a page in it none.
_SIZE = """const [width, height] = arguments;
gBrowser.selectedBrowser.style.cssText = `flex: none; min-width: 0; width: ${width}px; height: ${height}px`;"""
_SIZED = """const [width, height, done] = arguments;
(function wait() { innerWidth === width && innerHeight === height ? done() : requestAnimationFrame(wait); })();"""
# Runs in Firefox itself: draws a page with its frames, also what lies outside of the window.
_DRAW = """const [height, scale, done] = arguments;
(async () => {
  const shown = gBrowser.selectedBrowser.browsingContext;
  const window_ = gBrowser.selectedBrowser;
  const rect = new DOMRect(0, 0, window_.clientWidth, height);
  const drawn = await shown.currentWindowGlobal.drawSnapshot(rect, scale, "white");
  const canvas = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
  [canvas.width, canvas.height] = [drawn.width, drawn.height];
  canvas.getContext("2d").drawImage(drawn, 0, 0);
  drawn.close();
  done(canvas.toDataURL("image/png").split(",")[1]);
})();"""


class Firefox:
    """A Firefox with one page."""

    name = "firefox"

    def __init__(self, client: Any) -> None:  # noqa: ANN401 (it has no types)
        self._client = client
        client.timeout.script = 30
        client.set_window_rect(width=1400, height=1200)

    def open(self, address: str) -> None:
        """Open a page; return once it is loaded with what it asks for."""
        self._client.navigate(address)

    def resize(self, width: int, height: int) -> None:
        """Give the page a size in CSS pixels."""
        with self._client.using_context("chrome"):
            self._client.execute_script(_SIZE, [width, height])
        self._client.execute_async_script(_SIZED, [width, height])

    def scheme(self, scheme: str) -> None:
        """Have a reader who prefers `light` or `dark`."""
        self._client.set_pref("layout.css.prefers-color-scheme.content-override", _SCHEMES[scheme])

    def run(self, function: str, argument: Any = None) -> Any:  # noqa: ANN401 (JSON)
        """Return what a JavaScript function makes of an argument, or what it promises."""
        answer = self._client.execute_async_script(_CALL.replace("FUNCTION", function), [argument])
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer["found"]

    def run_in_frames(self, function: str) -> list[Any]:
        """Return what a function says in each frame of the page, in the page's order, those of components too."""
        found = []
        for element in self._client.execute_script(FRAMES):
            self._client.switch_to_frame(element)
            found.append(self.run(function))
            self._client.switch_to_parent_frame()
        return found

    def picture(self, height: int, scale: float) -> Image.Image:
        """Return a picture of the page from its top, `height` CSS pixels high, each being `scale` pixels."""
        with self._client.using_context("chrome"):
            data = self._client.execute_async_script(_DRAW, [height, scale])
        return Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")


FRAMES = """const frames = [];
(function look(root) {
  for (const one of root.querySelectorAll("*")) {
    if (one.localName === "iframe") frames.push(one);
    if (one.shadowRoot) look(one.shadowRoot);
  }
})(document);
return frames;"""


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Start a Firefox; skip the test where there is none."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip(_MISSING)
    log = tmp_path_factory.mktemp("firefox") / "gecko.log"
    client = _session(bin=path, headless=True, port=_free_port(), prefs=_PREFERENCES, gecko_log=str(log))
    try:
        yield Firefox(client)
    finally:
        client.quit()
        client.cleanup()
        # The profile's folder is only gone with its last reference.
        del client
        gc.collect()


def _session(**options: object) -> Any:  # noqa: ANN401 (it has no types)
    """Start a Firefox and its session; the client leaves sockets open while it waits, which Python warns of."""
    with warnings.catch_warnings(action="ignore"):
        from marionette_driver.marionette import Marionette

        client = Marionette(**options)
        client.start_session()
        gc.collect()
    return client


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
