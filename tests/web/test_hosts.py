"""The snippets of an embed as readers meet them: in a browser, in pages of others, wide and narrow, light and dark.

The hosts lie in tests/data/hosts: a plain article, a content management system with the rules of its theme, a page that
is always dark.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from browsing import Screenshot, Serve, Watch
from embeds import codes, made
from PIL import Image
from playwright.sync_api import BrowserContext, Frame, Page, expect

from mapgen import Basis, Question, RenderOptions, render
from mapgen.themes.file import read_theme

DATA = Path(__file__).parents[1] / "data" / "hosts"
HOSTS = ("plain", "cms", "dark")
SNIPPETS = ("picture", "iframe", "inline")
WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")

# What a rule of a host must not change; a browser gives each as it is drawn.
LOOKS = """element => [...element.querySelectorAll("svg, g, path, rect, text")].map(one => {
  const style = getComputedStyle(one), names = ["opacity", "visibility"];
  if (!["svg", "g"].includes(one.localName)) names.push("fill", "fillOpacity", "stroke");
  if (names.includes("stroke") && style.stroke !== "none")
    names.push("strokeWidth", "strokeDasharray", "strokeLinecap", "strokeLinejoin");
  if (one.localName === "text") names.push("fontFamily", "fontSize", "fontWeight", "fontStyle", "letterSpacing",
    "wordSpacing", "textTransform", "textAnchor");
  return [one.localName, one.textContent.trim().slice(0, 20), ...names.map(name => style[name])].join(" ");
})"""
# Each territory of the map that is seen, with whether the pointer on its name or on it is on it.
POINTED = """svg => [...svg.querySelectorAll(":scope [data-iso3]")].map(one => {
  const shape = one.querySelector("path"), inside = shape.getTotalLength ? shape.getBBox() : null;
  const matrix = shape.getScreenCTM();
  for (let column = 1; column < 20; column++) for (let row = 1; row < 20; row++) {
    const point = new DOMPoint(inside.x + inside.width * column / 20, inside.y + inside.height * row / 20);
    if (!shape.isPointInFill(point)) continue;
    const seen = point.matrixTransform(matrix);
    const found = document.elementFromPoint(seen.x, seen.y);
    if (found && found.closest("[data-iso3]") === one)
      return [one.dataset.iso3, one.querySelector("title").textContent];
  }
  return [one.dataset.iso3, null];
})"""


def hosted(host: str, *snippets: str) -> str:
    """Return a host's page with snippets where its article has its map."""
    return (DATA / f"{host}.html").read_text(encoding="utf-8").replace("<!-- snippet -->", "\n".join(snippets))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an embed, and a page HOST-SNIPPET.html of each host with each of its snippets."""
    folder = tmp_path_factory.mktemp("published")
    for name, data in made().items():
        (folder / name).write_bytes(data)
    for host in HOSTS:
        for snippet in SNIPPETS:
            (folder / f"{host}-{snippet}.html").write_text(hosted(host, codes(made())[snippet]), encoding="utf-8")
    return folder


@cache
def known() -> dict[str, str]:
    """Return what the map of the embed says of itself."""
    question = Question(as_of=date(2025, 12, 15), basis=Basis.ELECTED)
    return dict(render(question=question, options=RenderOptions()).drawing.metadata)


def in_order(page: Page) -> None:
    """Assert that the page is no wider than the window, and that the snippet fills its column, up to its own width."""
    measures = page.evaluate(
        """() => {
          const shown = document.querySelector(".mg-embed, iframe"), around = shown.parentElement;
          const style = getComputedStyle(around), box = shown.getBoundingClientRect();
          const left = around.getBoundingClientRect().left + parseFloat(style.paddingLeft);
          const column = around.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
          const wide = shown.localName === "iframe" ? column : Math.min(column, 640);
          return {page: document.scrollingElement.scrollWidth, left: box.left - left, width: box.width - wide};
        }"""
    )
    assert measures == pytest.approx({"page": page.evaluate("innerWidth"), "left": 0, "width": 0}, abs=0.5)


def map_frame(page: Page) -> Frame:
    """Return the page in the iframe of a map, once it is there."""
    element = page.locator("iframe").first
    element.scroll_into_view_if_needed()
    frame = element.element_handle().content_frame()
    assert frame
    frame.wait_for_url(re.compile("-frame-"))  # it is loaded as late as it comes into view
    return frame


def height(page: Page) -> float:
    """Return how high the first iframe is."""
    high: float = page.evaluate("document.querySelector('iframe').getBoundingClientRect().height")
    return high


def fits(page: Page, frame: Frame) -> None:
    """Assert that an iframe becomes as high as what it shows."""
    body = frame.locator("body")
    page.wait_for_function(
        "high => Math.abs(document.querySelector('iframe').getBoundingClientRect().height - high) <= 1",
        arg=body.evaluate("body => body.getBoundingClientRect().height"),
    )
    assert frame.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def shown_image(page: Page | Frame) -> dict[str, Any]:
    """Return the image that is shown: its file, its size as drawn and its proportions, and whether it is all there."""
    image: dict[str, Any] = page.evaluate(
        """async () => {
          const image = document.querySelector(".mg-embed img");
          image.scrollIntoView();
          await image.decode();
          const box = image.getBoundingClientRect();
          return {file: image.currentSrc.split("/").pop(), width: box.width,
            drawn: box.width / box.height, natural: image.naturalWidth / image.naturalHeight};
        }"""
    )
    return image


def check_image(page: Page | Frame, *, narrow: bool, dark: bool) -> None:
    """Assert that the right one of the images is shown, in its proportions."""
    image = shown_image(page)
    expected = f"-{'phone' if narrow else 'article-640'}{'-dark' if dark else ''}-[0-9a-f]{{8}}.png"
    assert re.search(expected, image["file"])
    assert image["drawn"] == pytest.approx(image["natural"], rel=0.01)


def accessibility_nodes(page: Page) -> set[tuple[str, str]]:
    """Return role and name of everything on a page that assistive technology is told of, as the browser has them."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    return {
        (node["role"]["value"], node.get("name", {}).get("value", "")) for node in tree["nodes"] if not node["ignored"]
    }


def opened(page: Page | Frame) -> None:
    """Open the table below the map and assert that it is one, for those who hear it too."""
    page.locator("summary").click()
    expect(page.get_by_role("rowheader", name="Chile")).to_be_visible()
    # Not every browser reads out as a table what a page lays out as a block.
    assert page.locator("table").evaluate("one => getComputedStyle(one).display") == "table"
    if isinstance(page, Page):
        roles = accessibility_nodes(page)
        assert ("table", "") in roles
        assert len([name for role, name in roles if role == "rowheader"]) == 12


def closed(page: Page | Frame) -> None:
    """Close the table again."""
    page.locator("summary").click()


# --- In hosts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", HOSTS)
def test_the_picture_in_a_page(
    host: str, page: Page, serve: Serve, published: Path, screenshot: Screenshot, watch: Watch
) -> None:
    """The image for the width and the colour scheme, in its proportions, in its column, with its text and its table."""
    address = serve(published)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{address}{host}-picture.html")
            check_image(page, narrow=width <= 480, dark=scheme == "dark")
            screenshot(page, f"{host}-picture-{width}-{scheme}")
        in_order(page)
        expect(page.get_by_role("img", name=known()["alt"])).to_be_visible()
        opened(page)
        in_order(page)
    assert not watch.complaints


@pytest.mark.parametrize("host", HOSTS)
def test_the_frame_in_a_page(host: str, page: Page, serve: Serve, published: Path, screenshot: Screenshot) -> None:
    """The frame is as high as the map in it at every width, and follows the table as it opens and closes."""
    address = serve(published)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{address}{host}-iframe.html")
            frame = map_frame(page)
            room = frame.evaluate("innerWidth")
            check_image(frame, narrow=room <= 480, dark=scheme == "dark")
            fits(page, frame)
            screenshot(page, f"{host}-iframe-{width}-{scheme}")
        in_order(page)
        element = page.locator("iframe")
        assert element.get_attribute("title") == known()["title"]
        assert ("Iframe", known()["alt"]) in accessibility_nodes(page)
        expect(frame.get_by_role("img", name=known()["alt"])).to_be_visible()
        before = height(page)
        opened(frame)
        fits(page, frame)
        in_order(page)
        closed(frame)
        fits(page, frame)
        assert height(page) == before


@pytest.mark.parametrize("host", HOSTS)
def test_the_inline_map_in_a_page(host: str, page: Page, serve: Serve, published: Path, screenshot: Screenshot) -> None:
    """Whatever the page's rules, colours, lines and texts are the map's; one map of two is seen; tooltips answer."""
    address = serve(published)
    page.goto(f"{address}plain-inline.html")
    looks = page.locator("figure").evaluate(LOOKS)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}{host}-inline.html")
        figure = page.locator("figure")
        assert figure.evaluate(LOOKS) == looks
        (seen,) = [one for one in page.locator("figure svg").all() if one.is_visible()]
        box = seen.bounding_box()
        assert box
        narrow = figure.evaluate("one => one.clientWidth") <= 480
        assert box["width"] / box["height"] == pytest.approx(360 / 560 if narrow else 640 / 800, rel=0.005)
        expect(page.get_by_role("img", name=known()["alt"])).to_be_visible()
        assert page.get_by_role("img").count() == 1
        in_order(page)
        screenshot(page, f"{host}-inline-{width}")
        seen.scroll_into_view_if_needed()
        page.set_viewport_size({"width": width, "height": 2000})
        pointed = dict(seen.evaluate(POINTED))
        assert len(pointed) == 14
        assert pointed["CHL"]
        assert "José Antonio Kast" in pointed["CHL"]
        assert [code for code, tooltip in pointed.items() if not tooltip] == []
        opened(page)
        in_order(page)


def test_axe_finds_nothing(page: Page, serve: Serve, published: Path, violations: Callable[..., list[str]]) -> None:
    """The page to copy from, and each snippet in a light and in a dark page, the frame's inside too, tables open."""
    address = serve(published)
    for name in ("embed.html", *(f"{host}-{snippet}.html" for host in ("plain", "dark") for snippet in SNIPPETS)):
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.goto(address + name)
            for frame in [page, map_frame(page)] if "iframe" in name or "embed" in name else [page]:
                for table in frame.locator("details").all():
                    table.evaluate("one => { one.open = true; }")
            assert violations(page) == [], (name, scheme)


# --- The frame -------------------------------------------------------------------------------------------------


def test_the_frame_says_its_height_in_three_ways(context: BrowserContext, serve: Serve, published: Path) -> None:
    """As AMP, as pym.js with the id it was given, and as ourselves; only the frame's own word moves the iframe."""
    frame_name = next(name for name in made() if "-frame-" in name)
    code = codes(made())["iframe"].replace(frame_name, f"{serve(published)}{frame_name}?childId=map-7")
    host = published / "host"
    host.mkdir()
    (host / "page.html").write_text(hosted("plain", code), encoding="utf-8")
    context.add_init_script("if (self === top) { window.heard = []; onmessage = said => heard.push(said.data); }")
    page = context.new_page()
    page.goto(serve(host) + "page.html")  # on another origin than the map
    frame = map_frame(page)
    fits(page, frame)
    high = height(page)
    heard = page.evaluate("heard.slice(-3)")
    assert heard == [
        {"sentinel": "amp", "type": "embed-size", "height": high},
        f"pymxPYMxmap-7xPYMxheightxPYMx{high:g}",
        {"source": "mapgen", "type": "height", "height": high},
    ]
    page.evaluate("postMessage({type: 'embed-size', height: 55}, '*')")
    frame.evaluate("for (const height of [0, 1e9, '5px', NaN]) parent.postMessage({type: 'embed-size', height}, '*')")
    frame.evaluate("for (const said of [null, 7, 'x', {}, []]) parent.postMessage(said, '*')")
    page.wait_for_timeout(50)
    assert height(page) == high
    elsewhere = host / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "page.html").write_text("<script>parent.postMessage({type: 'embed-size', height: 55}, '*')</script>")
    frame.goto(serve(elsewhere) + "page.html")
    page.wait_for_timeout(50)
    assert page.evaluate("heard.pop().height") == 55
    assert height(page) == high


def test_the_flags_of_the_frame(page: Page, serve: Serve, published: Path) -> None:
    """dark=true and false hold against the reader's scheme and auto follows it; plain leaves the picture alone."""
    frame = serve(published) + next(name for name in made() if "-frame-" in name)
    light, dark = (_rgb(read_theme(theme).page) for theme in ("newsprint", "dark"))
    page.set_viewport_size({"width": 640, "height": 900})
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for flag, chosen in (("true", "dark"), ("false", "light"), ("auto", scheme), ("", scheme)):
            page.goto(f"{frame}?dark={flag}" if flag else frame)
            check_image(page, narrow=False, dark=chosen == "dark")
            ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            assert ground == (dark if chosen == "dark" else light)
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{frame}?dark=true")
    check_image(page, narrow=True, dark=True)
    page.goto(f"{frame}?plain")
    expect(page.locator("summary")).to_be_hidden()
    assert page.evaluate("document.body.getBoundingClientRect().height") == 560
    page.goto(f"{frame}?plain=false")
    expect(page.locator("summary")).to_be_visible()


@pytest.mark.parametrize("host", ["plain", "dark"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_transparent_frame_shows_the_page_behind(
    host: str, scheme: str, page: Page, serve: Serve, published: Path, screenshot: Screenshot
) -> None:
    """Below the picture the host's own colour is seen, in either scheme, and the words stand out from it."""
    frame_name = next(name for name in made() if "-frame-" in name)
    dark = "true" if host == "dark" else "false"
    code = codes(made())["iframe"].replace(frame_name, f"{frame_name}?transparent&amp;dark={dark}")
    (published / f"{host}-{scheme}.html").write_text(hosted(host, code), encoding="utf-8")
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{serve(published)}{host}-{scheme}.html")
    frame = map_frame(page)
    shown_image(frame)
    fits(page, frame)
    page.evaluate("scrollTo(0, document.scrollingElement.scrollHeight)")
    path = screenshot(page, f"transparent-{host}-{scheme}")
    box = page.locator("iframe").bounding_box()
    top = page.evaluate("scrollY")
    assert box
    picture = Image.open(path).convert("RGB")
    corner = picture.getpixel((int(box["x"] + box["width"] - 3), int(top + box["y"] + box["height"] - 3)))
    assert corner == picture.getpixel((2, 2))


def _rgb(colour: str) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


# --- Files, several maps, what a host forbids ------------------------------------------------------------------


def test_the_page_to_copy_from_works_from_a_disk(
    page: Page, as_files: Callable[[Path], str], published: Path, screenshot: Screenshot
) -> None:
    """Opened as a file, previews are shown, the frame has its height, and a button copies the code."""
    page.goto(as_files(published) + "embed.html")
    frame = map_frame(page)
    shown_image(frame)
    fits(page, frame)
    page.evaluate("for (const one of document.images) one.loading = 'eager'")
    page.wait_for_function("[...document.images].every(one => one.complete && one.naturalWidth > 0)")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    page.locator("[data-copies=iframe-code]").click()
    expect(page.locator("[data-copies=iframe-code]")).to_have_text("Copied")
    screenshot(page, "embed")
    page.set_viewport_size({"width": 360, "height": 800})
    fits(page, frame)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    screenshot(page, "embed-360")


def test_two_maps_on_one_page(page: Page, serve: Serve, published: Path) -> None:
    """No id stands twice, also for one map in two languages, and each frame follows its own height."""
    spanish = made("es")
    for name, data in spanish.items():
        if name != "embed.html":
            (published / name).write_bytes(data)
    both = [codes(files)[kind] for kind in ("inline", "iframe", "picture") for files in (made(), spanish)]
    (published / "both.html").write_text(hosted("plain", *both), encoding="utf-8")
    page.goto(serve(published) + "both.html")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    assert page.locator(".mg-map").count() == 4
    frames = page.locator("iframe").all()
    assert len(frames) == 2
    for element in frames:
        element.scroll_into_view_if_needed()
        page.wait_for_timeout(100)
    inner = frames[1].element_handle().content_frame()
    assert inner
    first = frames[0].bounding_box()
    before = frames[1].bounding_box()
    assert first
    assert before
    inner.locator("summary").click()
    page.wait_for_function(
        "high => document.querySelectorAll('iframe')[1].getBoundingClientRect().height > high + 100",
        arg=before["height"],
    )
    after = frames[0].bounding_box()
    assert after
    assert after["height"] == first["height"]


def test_a_host_that_forbids_scripts(page: Page, serve: Serve, published: Path, watch: Watch) -> None:
    """Under a policy without scripts picture and inline map lack nothing, and the frame shows all of its map."""
    address = serve(published, {"Content-Security-Policy": "script-src 'none'"})
    for snippet in ("picture", "inline"):
        page.goto(f"{address}plain-{snippet}.html")
        expect(page.get_by_role("img", name=known()["alt"])).to_be_visible()
        assert not watch.complaints
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}plain-iframe.html")
        frame = map_frame(page)
        assert frame.evaluate("document.body.getBoundingClientRect().height <= innerHeight")
    assert watch.take("Content Security Policy")
