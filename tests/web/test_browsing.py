"""What the tests in a browser rest on: the watch sees what pages do, and a browser that is missing is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import SCREENSHOTS, Screenshot, Serve, Watch
from playwright.sync_api import Page

pytest_plugins = ["pytester"]

PAGE = "<!doctype html><html lang=en><title>Page</title><main><h1>Page</h1>{}</main></html>"


def write(folder: Path, body: str, name: str = "page.html") -> Path:
    """Write a page; return its folder."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(PAGE.format(body), encoding="utf-8")
    return folder


def test_the_watch_sees_what_a_page_does(page: Page, serve: Serve, watch: Watch, tmp_path: Path) -> None:
    """An error, a warning and a request to elsewhere are each a complaint, which would fail the test."""
    made = {
        "console error: ink": "<script>console.error('ink')</script>",
        "console warning: paper": "<script>console.warn('paper')</script>",
        "page error: thrown": "<script>throw new Error('thrown')</script>",
        "page error: rejected": "<script>Promise.reject(new Error('rejected'))</script>",
        "console error: .*404.*missing.png": "<img src=missing.png alt=''>",
        "request outside.*localhost:1/x.png": "<img src='http://localhost:1/x.png' alt=''>",
        "request outside.*example.org/x.css": "<link rel=stylesheet href='https://example.org/x.css'>",
        "request outside.*example.org/frame": "<iframe title=i src='https://example.org/frame'></iframe>",
    }
    folder = write(tmp_path / "served", "".join(made.values()))
    page.goto(serve(folder) + "page.html", wait_until="networkidle")
    assert [pattern for pattern in made if not watch.take(pattern)] == []
    watch.take("Failed to load resource: net::")


def test_a_quiet_page_is_no_complaint(
    page: Page,
    serve: Serve,
    as_files: Callable[[Path], str],
    violations: Callable[..., list[str]],
    tmp_path: Path,
) -> None:
    """What lies in a folder of the test is its own, served or as files; axe finds a heading in order."""
    folder = write(tmp_path / "own", "<iframe title=i src=other.html></iframe>")
    write(folder, "", "other.html")
    for address in (serve(folder), as_files(folder)):
        page.goto(address + "page.html")
        assert page.frames[1].locator("h1").inner_text() == "Page"
        page.goto(address + "other.html")
        assert violations(page) == []


def test_headers_are_sent(page: Page, serve: Serve, watch: Watch, tmp_path: Path) -> None:
    """A folder can be served under a content security policy, and what it blocks is a complaint."""
    folder = write(tmp_path / "policed", "<script>document.title = 'ran'</script>")
    page.goto(serve(folder, {"Content-Security-Policy": "script-src 'none'"}) + "page.html")
    assert page.title() == "Page"
    assert watch.take("Content Security Policy")


def test_axe_finds_what_is_wrong(page: Page, violations: Callable[..., list[str]]) -> None:
    """An image without a text is a violation."""
    page.set_content(PAGE.format("<img src='data:,'>"))
    assert [one for one in violations(page) if one.startswith("image-alt")]


def test_screenshots_are_kept(page: Page, screenshot: Screenshot) -> None:
    """A picture lies in the folder that outlives the tests, under the name of the test's file."""
    page.set_content(PAGE.format("A text."))
    path = screenshot(page, "kept")
    assert path == SCREENSHOTS / "test_browsing" / "kept.png"
    assert path.stat().st_size > 1000


@pytest.mark.parametrize(("ci", "outcome"), [("", "skipped"), ("true", "errors")])
def test_a_missing_browser_is_reported(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str, outcome: str
) -> None:
    """Without a browser its tests are skipped, saying what to install; in CI that fails them."""
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", str(pytester.path))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    pytester.makeconftest('pytest_plugins = ["browsing"]')
    pytester.makepyfile("def test_page(page): pass")
    result = pytester.runpytest_subprocess("-ra", "-p", "no:mpl")
    result.assert_outcomes(**{outcome: 1})
    result.stdout.fnmatch_lines(["*no browser: none of chromium, * is installed (Debian: apt-get install chromium)*"])
