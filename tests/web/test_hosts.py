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
SNIPPETS = ("picture", "iframe", "component", "inline")
WIDTHS = (360, 1280)
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
# Whether a frame has a scheme.
DARK_IS = "dark => document.documentElement.dataset.dark === dark"
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
          const shown = document.querySelector(".mg-embed, iframe, mapgen-map"), around = shown.parentElement;
          const style = getComputedStyle(around), box = shown.getBoundingClientRect();
          const left = around.getBoundingClientRect().left + parseFloat(style.paddingLeft);
          const column = around.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
          const width = shown.localName === "mapgen-map" ? shown.frame.getBoundingClientRect().width : box.width;
          const missing = width - Math.min(column, 640);
          return {page: document.scrollingElement.scrollWidth, left: box.left - left, width: missing};
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


def frame_file() -> str:
    """Return the name of the frame's page."""
    return next(name for name in made() if re.search(r"-frame-\w+\.html", name))


def until(place: Page | Frame, condition: str, argument: object = None) -> None:
    """Wait until a function of JavaScript is true in a page, whose policy may forbid what playwright waits with."""
    place.evaluate(
        f"""async argument => {{
          const holds = {condition}, end = performance.now() + 20000;
          while (!holds(argument)) {{
            if (performance.now() > end) throw new Error("it never came true");
            await new Promise(done => setTimeout(done, 20));
          }}
        }}""",
        argument,
    )


def height(page: Page) -> float:
    """Return how high the first iframe is."""
    high: float = page.evaluate("document.querySelector('iframe').getBoundingClientRect().height")
    return high


def fits(page: Page, frame: Frame) -> None:
    """Assert that an iframe becomes as high as what it shows."""
    until(
        page,
        "high => Math.abs(document.querySelector('iframe').getBoundingClientRect().height - high) <= 1",
        frame.evaluate("document.body.getBoundingClientRect().height"),
    )
    assert frame.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def shown_image(page: Page | Frame) -> dict[str, Any]:
    """Return the image that is shown: its file, its size as drawn and its proportions, and whether it is all there."""
    image: dict[str, Any] = page.evaluate(
        """async () => {
          const image = document.querySelector(".mg-embed img");
          image.scrollIntoView();
          // A source that changes meanwhile ends the decoding of the one before it.
          for (let tries = 0; tries < 5; tries++) {
            const file = image.currentSrc;
            try { await image.decode(); } catch (error) { if (file === image.currentSrc) throw error; continue; }
            break;
          }
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
    """The light image for the width, whatever the reader's scheme, in its column, with its text and its table."""
    address = serve(published)
    for width, scheme in zip(WIDTHS, SCHEMES, strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{address}{host}-picture.html")
        check_image(page, narrow=width <= 480, dark=False)
        screenshot(page, f"{host}-picture-{width}")
        in_order(page)
    expect(page.get_by_role("img", name=known()["alt"])).to_be_visible()
    opened(page)
    in_order(page)
    assert not watch.complaints


@pytest.mark.parametrize("host", HOSTS)
def test_the_frame_in_a_page(host: str, page: Page, serve: Serve, published: Path, screenshot: Screenshot) -> None:
    """The frame is as high as the light map in it at every width, and follows the table as it opens and closes."""
    address = serve(published)
    for width, scheme in zip(WIDTHS, SCHEMES, strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{address}{host}-iframe.html")
        frame = map_frame(page)
        check_image(frame, narrow=frame.evaluate("innerWidth") <= 480, dark=False)
        fits(page, frame)
        screenshot(page, f"{host}-iframe-{width}")
        in_order(page)
    assert ("Iframe", known()["title"]) in accessibility_nodes(page)
    expect(frame.get_by_role("img", name=known()["alt"])).to_be_visible()
    before = height(page)
    opened(frame)
    fits(page, frame)
    in_order(page)
    closed(frame)
    fits(page, frame)
    assert height(page) == before


@pytest.mark.parametrize("host", HOSTS)
def test_the_element_in_a_page(host: str, page: Page, serve: Serve, published: Path) -> None:
    """The element is its frame, as wide as the column and as high as the map; its picture is seen no longer."""
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{serve(published)}{host}-component.html")
    element = page.locator("mapgen-map")
    element.scroll_into_view_if_needed()
    frame = page.wait_for_selector("mapgen-map iframe").content_frame()
    assert frame
    check_image(frame, narrow=True, dark=False)
    until(
        page,
        "high => Math.abs(document.querySelector('mapgen-map').getBoundingClientRect().height - high) <= 1",
        frame.evaluate("document.body.getBoundingClientRect().height"),
    )
    in_order(page)
    expect(page.locator("mapgen-map > img")).to_be_hidden()
    assert ("Iframe", known()["title"]) in accessibility_nodes(page)


@pytest.mark.parametrize("host", HOSTS)
def test_the_inline_map_in_a_page(host: str, page: Page, serve: Serve, published: Path, screenshot: Screenshot) -> None:
    """Whatever the page's rules, colours, lines and texts are the map's; one map of two is seen; tooltips answer."""
    address = serve(published)
    page.goto(f"{address}plain-inline.html")
    looks = page.locator("figure").evaluate(LOOKS)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 2000})
        page.goto(f"{address}{host}-inline.html")
        figure = page.locator("figure")
        assert figure.evaluate(LOOKS) == looks
        (seen,) = [one for one in page.locator("figure svg.mg-map").all() if one.is_visible()]
        box = seen.bounding_box()
        assert box
        narrow = figure.evaluate("one => one.clientWidth") <= 480
        assert box["width"] / box["height"] == pytest.approx(360 / 560 if narrow else 640 / 800, rel=0.005)
        in_order(page)
        screenshot(page, f"{host}-inline-{width}")
        pointed = dict(seen.evaluate(POINTED))
        assert len(pointed) == 14
        assert pointed["CHL"]
        assert "José Antonio Kast" in pointed["CHL"]
        assert [code for code, tooltip in pointed.items() if not tooltip] == []
    expect(page.get_by_role("img", name=known()["alt"])).to_be_visible()
    assert page.get_by_role("img").count() == 1
    opened(page)
    in_order(page)


def test_axe_finds_nothing(page: Page, serve: Serve, published: Path, violations: Callable[..., list[str]]) -> None:
    """The page to copy from, all snippets in a dark page, and the frame in the dark, tables open."""
    address, frame_name = serve(published), frame_file()
    code = codes(made())
    shown = ("picture", "iframe", "inline")
    (published / "all.html").write_text(hosted("dark", *(code[name] for name in shown)), encoding="utf-8")
    for name in ("embed.html", "all.html", f"{frame_name}?dark=true"):
        page.goto(address + name)
        for frame in [page, map_frame(page)] if name != f"{frame_name}?dark=true" else [page]:
            frame.evaluate("for (const table of document.querySelectorAll('details')) table.open = true")
        assert violations(page) == [], name


# --- Schemes ---------------------------------------------------------------------------------------------------


def test_a_page_switches_its_maps(page: Page, serve: Serve, published: Path) -> None:
    """Attribute or message: picture, frame, element and inline map become dark, light, or as the reader's system is."""
    code = codes(made())
    (published / "dark-all.html").write_text(hosted("dark", *(code[name] for name in SNIPPETS)), encoding="utf-8")
    page.set_viewport_size({"width": 700, "height": 5000})
    page.goto(serve(published) + "dark-all.html")
    frames = [map_frame(page), page.wait_for_selector("mapgen-map iframe").content_frame()]

    def dark() -> set[bool]:
        images = [shown_image(one)["file"] for one in (page, *frames) if one]
        ground = page.locator("figure svg.mg-map rect").first.evaluate("one => getComputedStyle(one).fill")
        return {"-dark-" in one for one in images} | {ground == _rgb(read_theme("dark").page)}

    def becomes(expected: bool) -> None:  # noqa: FBT001
        # Browsers choose the source of an image after the change, not in it.
        for _ in range(100):
            if dark() == {expected}:
                return
            page.wait_for_timeout(20)
        assert dark() == {expected}

    assert dark() == {False}
    page.emulate_media(color_scheme="dark")
    assert dark() == {False}
    for value, expected in (("true", True), ("false", False), ("auto", True)):
        page.evaluate("dark => postMessage({source: 'mapgen', type: 'dark', dark}, '*')", value)
        for frame in frames:
            assert frame
            until(frame, DARK_IS, value)
        becomes(expected)
    page.emulate_media(color_scheme="light")
    becomes(False)  # noqa: FBT003
    page.evaluate("for (const map of document.querySelectorAll('[data-dark]')) map.dataset.dark = 'true'")
    page.evaluate("document.querySelector('mapgen-map').setAttribute('dark', 'true')")
    for frame in frames:
        assert frame
        until(frame, DARK_IS, "true")
    becomes(True)  # noqa: FBT003


def test_the_attribute_holds_at_first_unless_the_address_says_otherwise(
    page: Page, serve: Serve, published: Path
) -> None:
    """An editor may write data-dark in the code; ?dark= of the frame's address outdoes it, until it changes."""
    dark = codes(made())["iframe"].replace('data-dark="false"', 'data-dark="true"')
    (published / "asked.html").write_text(hosted("plain", dark), encoding="utf-8")
    (published / "flagged.html").write_text(hosted("plain", dark.replace('.html"', '.html?dark=false"')))
    address = serve(published)
    page.goto(address + "asked.html")
    until(map_frame(page), DARK_IS, "true")
    page.goto(address + "flagged.html")
    frame = map_frame(page)
    fits(page, frame)
    assert frame.evaluate("document.documentElement.dataset.dark") == "false"
    page.evaluate("document.querySelector('iframe').dataset.dark = 'auto'")
    until(frame, DARK_IS, "auto")


def test_the_element_runs_no_address_that_is_a_script(page: Page, serve: Serve, published: Path) -> None:
    """What an editor lets through as the attribute of an unknown element is opened only as a page."""
    script = re.findall(r"<script.*?</script>", codes(made())["component"])[0]
    hostile = '<mapgen-map src="javascript:parent.ran=1" title="x"></mapgen-map>' + script
    (published / "hostile.html").write_text(hosted("plain", hostile), encoding="utf-8")
    page.goto(serve(published) + "hostile.html")
    until(page, "() => document.querySelector('mapgen-map').frame")
    assert page.evaluate("[document.querySelector('mapgen-map').frame.src, window.ran]") == ["about:blank", None]


# --- The frame -------------------------------------------------------------------------------------------------


def test_the_frame_says_its_height_in_three_ways(context: BrowserContext, serve: Serve, published: Path) -> None:
    """As AMP, as pym.js with the id it was given, and as ourselves; only the frame's own word moves the iframe."""
    frame_name = frame_file()
    maps = serve(published)
    code = codes(made())["iframe"].replace(frame_name, f"{maps}{frame_name}?childId=map-7")
    code = code.replace('src="mapgen-embed', f'src="{maps}mapgen-embed')
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
    said = "{source: 'mapgen', type: 'height', height"
    page.evaluate(f"postMessage({said}: 55}}, '*')")
    frame.evaluate(f"for (const height of [0, 1e9, '5px', NaN]) parent.postMessage({said}}}, '*')")
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
    """dark=true and false hold against the reader's scheme and auto follows it; plain leaves the picture alone.

    A flag is set by its name alone, and not by a word for no.
    """
    frame = serve(published) + frame_file()
    light, dark = (_rgb(read_theme(theme).page) for theme in ("newsprint", "dark"))
    page.set_viewport_size({"width": 640, "height": 900})
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for flag, chosen in (("true", "dark"), ("false", "light"), ("auto", scheme), ("", "light")):
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
    for word in ("false", "0", "no", "OFF"):
        page.goto(f"{frame}?plain={word}")
        expect(page.locator("summary")).to_be_visible()


@pytest.mark.parametrize(("host", "scheme"), [("plain", "dark"), ("dark", "light")])
def test_a_transparent_frame_shows_the_page_behind(
    host: str, scheme: str, page: Page, serve: Serve, published: Path, screenshot: Screenshot
) -> None:
    """Below the picture the host's own colour is seen, whatever the reader's scheme, and words stand out from it."""
    frame_name = frame_file()
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
    page.evaluate(
        """async () => {
          for (const image of document.images) image.loading = "eager";
          await Promise.all([...document.images].map(one => one.decode()));
        }"""
    )
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
    """Without scripts, picture and inline map lack nothing, the element shows its picture, the frame all of its map.

    It does so in a column of any width, and can be scrolled to its table.
    """
    address = serve(published, {"Content-Security-Policy": "script-src 'none'"})
    for snippet in ("picture", "inline"):
        page.goto(f"{address}plain-{snippet}.html")
        expect(page.get_by_role("img", name=known()["alt"])).to_be_visible()
        assert not watch.complaints
    page.goto(f"{address}plain-component.html")
    expect(page.get_by_role("img", name=known()["alt"])).to_be_visible()
    page.goto(f"{address}plain-iframe.html")
    frame = map_frame(page)
    for width in (312, 360, 480, 540, 768):
        page.set_viewport_size({"width": width, "height": 900})
        shown_image(frame)
        assert frame.evaluate("document.body.getBoundingClientRect().height <= innerHeight"), width
    opened(frame)
    frame.evaluate("scrollTo(0, 1e6)")
    assert frame.evaluate("scrollY > 100 && document.scrollingElement.scrollWidth <= innerWidth")
    assert watch.take("Content Security Policy")


def test_a_script_that_comes_late(page: Page, serve: Serve, published: Path) -> None:
    """Where the script arrives after the frame has said its height, it asks for it again, of a sandbox too."""
    code = codes(made())["iframe"]
    script = re.findall(r"<script.*?</script>", code)[0]
    frame_only = code.replace(script, "").replace("<iframe ", '<iframe sandbox="allow-scripts" ')
    (published / "late.html").write_text(hosted("plain", frame_only), encoding="utf-8")
    page.set_viewport_size({"width": 540, "height": 900})
    address = serve(published)
    page.goto(address + "late.html")
    frame = map_frame(page)
    shown_image(frame)
    assert height(page) > frame.evaluate("document.body.getBoundingClientRect().height") + 50
    page.add_script_tag(url=address + re.findall(r'src="([^"]+)"', script)[0])
    fits(page, frame)
