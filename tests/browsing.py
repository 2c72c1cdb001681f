"""What tests in a real browser share: Chromium, folders served to it, a watch over every page, screenshots.

The fixtures `browser`, `context`, `new_context` and `page` are named as pytest-playwright's, which newer versions of
pytest warn of. A test that takes one of them fails when a page of its logs an error or a warning, throws one, or asks
for anything outside the folders that the test has opened with `serve` or `as_files`. Where no browser is installed such
a test is skipped; where the environment variable CI is set, as in `.ci/run`, that and every other skip is a failure.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    WebError,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parent.parent
# Git ignores the folder, and `.ci/run` carries it out of its clone.
SCREENSHOTS = ROOT / ".screenshots"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_MISSING = f"no browser: none of {', '.join(_NAMES)} is installed (Debian: apt-get install chromium)"
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Nothing outside this machine has an address.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
# What a page holds itself.
_OWN = ("data:", "blob:", "about:")
_FAILED = pytest.StashKey[bool]()

Screenshot = Callable[[Page | Locator, str], Path]


class Serve(Protocol):
    """What serves a folder on an origin of its own; see `serve`."""

    def __call__(self, folder: Path, headers: Mapping[str, str] | None = None) -> str:
        """Return the address of the folder, ending in a slash."""


class Watch:
    """What pages complained of, and what they asked for outside the folders that are theirs."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.folders: list[str] = []

    def allow(self, folder: str) -> str:
        """Let pages ask for what lies under an address, which ends in a slash; return it."""
        assert folder.endswith("/")
        self.folders.append(folder)
        return folder

    def attend(self, context: BrowserContext) -> None:
        """Listen to every page of a context, its frames and what it opens."""
        context.on("console", self._heard)
        context.on("weberror", self._caught)
        context.on("request", self._asked)

    def take(self, pattern: str) -> list[str]:
        """Return the complaints that a pattern is found in and forget them: a test may want an error."""
        taken = [one for one in self.complaints if re.search(pattern, one)]
        self.complaints = [one for one in self.complaints if one not in taken]
        return taken

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            self.complaints.append(f"console {message.type}: {message.text} ({message.location['url']})")

    def _caught(self, error: WebError) -> None:
        self.complaints.append(f"page error: {error.error}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((*_OWN, *self.folders)):
            self.complaints.append(f"request outside the test's folders: {request.url}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep that a test failed; make a failure of a skipped one where CI says that everything is there to run it."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
    if report.failed:
        item.stash[_FAILED] = True
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the installed browser, once in each of the processes that tests run in; skip where there is none."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip(_MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Watch the test's pages; fail at its end for what they complained of and the test has not taken."""
    watching = Watch()
    yield watching
    assert not watching.complaints, "\n".join(watching.complaints)


@pytest.fixture
def new_context(
    browser: Browser,
    watch: Watch,
    serve: Serve,  # noqa: ARG001 (folders are served as long as there are pages that may ask)
    screenshot: Screenshot,
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., BrowserContext]]:
    """Return what makes a watched context with playwright's options (viewport, color_scheme, and so on).

    Of a test that fails, a picture of every page is kept.
    """
    contexts: list[BrowserContext] = []

    def made(**options: Any) -> BrowserContext:  # noqa: ANN401 (playwright's own options)
        context = browser.new_context(**options)
        watch.attend(context)
        contexts.append(context)
        return context

    yield made
    pages = [page for context in contexts for page in context.pages]
    if request.node.stash.get(_FAILED, False):
        for number, page in enumerate(pages):
            screenshot(page, f"failed-{re.sub(r'[^a-z0-9]+', '-', request.node.name.lower())[:80]}-{number}")
    for context in contexts:
        context.close()


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    """Return a watched context as playwright makes it: 1280 by 720 CSS pixels, light."""
    return new_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Return a watched page."""
    return context.new_page()


@pytest.fixture
def serve(watch: Watch) -> Iterator[Serve]:
    """Return what serves a folder over HTTP on a free port, each call an origin, with headers if given."""
    with ExitStack() as running:
        yield lambda folder, headers=None: watch.allow(running.enter_context(_served(folder, headers or {})))


@pytest.fixture
def as_files(watch: Watch) -> Callable[[Path], str]:
    """Return what gives the file:// address of a folder, ending in a slash."""
    return lambda folder: watch.allow(folder.resolve().as_uri() + "/")


@pytest.fixture
def screenshot(request: pytest.FixtureRequest) -> Screenshot:
    """Return what keeps a picture of a page, in full length, or of an element, named after the test's file."""
    folder = SCREENSHOTS / request.path.stem

    def kept(shown: Page | Locator, name: str) -> Path:
        path = folder / f"{name}.png"
        if isinstance(shown, Page):
            shown.screenshot(path=path, full_page=True)
        else:
            shown.screenshot(path=path)
        return path

    return kept


@pytest.fixture(scope="session")
def violations() -> Callable[..., list[str]]:
    """Return what runs axe-core on a page with its frames, or the part that a selector names; a finding is one line."""
    axe = Axe()

    def found(page: Page, part: str | None = None) -> list[str]:
        for frame in page.frames[1:]:
            frame.evaluate(axe.axe_script)
        results = axe.run(page, context=part)
        return [
            f"{one['id']}: {one['help']}: {[node['html'] for node in one['nodes']]}"
            for one in results.response["violations"]
        ]

    return found


@contextmanager
def _served(folder: Path, headers: Mapping[str, str]) -> Iterator[str]:
    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 (socketserver's own)
            super().__init__(*arguments, directory=folder)

        def end_headers(self) -> None:
            for name, value in headers.items():
                self.send_header(name, value)
            super().end_headers()

        def do_GET(self) -> None:
            # A browser asks every host for this by itself.
            if self.path == "/favicon.ico":
                self.send_response(HTTPStatus.NO_CONTENT)
                self.end_headers()
            else:
                super().do_GET()

        def log_message(self, *arguments: object) -> None:
            """Say nothing: the watch tells what was asked for in vain."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *arguments: Any) -> None:  # noqa: ANN401 (socketserver's own)
            # A page that is left while it loads closes its connections.
            if not isinstance(sys.exception(), ConnectionError):
                super().handle_error(*arguments)

    with Server(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
