"""Hostile text in a real browser: it is shown as text; nothing runs, nothing is asked for, nothing breaks the layout.

Every published string stands in a record that fills every field, in each file that shows a record. A further file is
covered by one line more in FILES; the harmless twin of a record shows what its elements should be.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import pytest
from browsing import Screenshot, Serve, Watch
from hostile_texts import DRAWN, NAMES, TEXTS, record, tame
from msgspec.structs import replace
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from mapgen import Basis, Question, RenderOptions, answer
from mapgen.drawing.primitives import Drawing
from mapgen.pens.formats import encoded
from mapgen.pens.svg import svg_document
from mapgen.pipeline import drawing_of
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot
from mapgen.sources.reading import read_source
from mapgen.web.country_table import source_link
from mapgen.web.embed import PAGE, Publishing, embed_files
from mapgen.web.page import PageRange, page_file

MakeContext = Callable[..., BrowserContext]
Folder = Callable[[str], str]

DAY = date(2025, 12, 15)

# What would run, were any of it to run: each call is an error of the page, which the watch fails for.
CANARY = """
for (const name of ["alert", "confirm", "prompt", "print", "open", "msgbox"])
  window[name] = (...said) => console.error("RAN " + name, ...said);
document.addEventListener("securitypolicyviolation", event => console.error("BLOCKED", event.violatedDirective));
"""
# The name of every element in order with those of its attributes; of an SVG, whose lines break elsewhere, each once.
SHAPE = """() => {
  const said = one => [one.tagName.toLowerCase(), ...[...one.attributes].map(a => a.name).sort()].join(" ");
  const all = [...document.querySelectorAll("*")], drawn = all.filter(one => one.closest("svg"));
  return {
    page: all.filter(one => !one.closest("svg")).map(said),
    drawn: [...new Set(drawn.map(said).filter(one => !/^(g|rect|path|text)( |$)/.test(one)))].sort(),
    territories: drawn.filter(one => one.hasAttribute("data-iso3")).map(said).sort(),
  };
}"""
# Opens, chooses and moves all that can be, so that scripts of ours write every text anew.
TOUCH = """() => {
  const told = (one, ...names) => names.forEach(name => one.dispatchEvent(new Event(name, { bubbles: true })));
  document.querySelectorAll("details").forEach(one => { one.open = true; });
  document.querySelectorAll("input[type=radio]").forEach(one => one.click());
  document.querySelectorAll("input[type=range]").forEach(one => { one.stepDown(1); told(one, "input", "change"); });
  document.querySelectorAll("[data-iso3]").forEach(one => told(one, "pointerover", "pointerenter", "focus"));
}"""
# What could run later, at a touch: handlers, and addresses other than of the web and of files beside the page.
HANDLERS = """() => [...document.querySelectorAll("*")].flatMap(one => [...one.attributes].filter(
  a => /^on/i.test(a.name) || (/^(href|src|action|formaction|data|xlink:href|srcdoc)$/i.test(a.name)
    && !/^(https?:\\/\\/|[-a-z0-9]+\\.(png|svg|html|css)$|mapgen-embed\\.js$)/i.test(a.value))
).map(a => a.name + "=" + a.value))"""
CARD = "Math.max(0, ...[...document.querySelectorAll('.mg-card')].map(card => card.offsetHeight))"
WIDE = """() => [...document.querySelectorAll("body *")].filter(one => !one.closest("[tabindex='0'], svg")
  && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 80))"""


def pixel() -> bytes:
    """Return a small PNG, which has a width on a screen of three pixels for each of CSS, too."""
    file = io.BytesIO()
    Image.new("RGB", (16, 16)).save(file, "PNG")
    return file.getvalue()


def without_pixels(drawing: Drawing, ending: str) -> bytes:
    """Encode a drawing; as a PNG, which a browser shows the same whatever it says, only a few pixels."""
    return pixel() if ending == ".png" else encoded(drawing, ending)


def record_of(text: str) -> Record:
    """Return the record of a text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "record.toml"
        path.write_text(text, encoding="utf-8")
        source = read_source(path)
    assert isinstance(source, Record)
    return source


def snapshot_of(record: Record) -> Snapshot:
    """Return what a record says of the day after Chile's vote."""
    return answer(record, Question(as_of=DAY, basis=Basis.ELECTED))


def embedded(record: Record) -> dict[str, bytes]:
    """Return the files of an embed by their names; of its two SVGs and its frame, without date and hash."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mapgen.web.pictures.encoded", without_pixels)
        made = embed_files(snapshot_of(record), RenderOptions(), Path("there"), Publishing(live=True))
    return {path.name: data for path, data in made.items()}


def paged(record: Record) -> dict[str, bytes]:
    """Return the page of the days around the vote."""
    date_range = PageRange(date(2025, 12, 10), date(2025, 12, 20), DAY, Basis.ELECTED)
    return {"page.html": page_file(record, RenderOptions(), date_range)}


def pen(record: Record) -> dict[str, bytes]:
    """Return an SVG in which every text of the record is an attribute, a tooltip and a value of metadata."""
    snapshot = snapshot_of(record)
    drawing = drawing_of(snapshot, RenderOptions(labels="leaders", classes=5))
    texts = [source for entry in snapshot.entries for source in entry.sources]
    named = {f"text{number}": text for number, text in enumerate(texts)}
    attributes = {code: {**own, "title": " ".join(texts), **named} for code, own in drawing.attributes.items()}
    return {
        "pen.svg": svg_document(replace(drawing, attributes=attributes, metadata=drawing.metadata | named)).encode()
    }


# Who makes files of a record, and which of them are opened.
FILES: tuple[tuple[Callable[[Record], dict[str, bytes]], tuple[str, ...]], ...] = (
    (embedded, ("south-america-elected-article.svg", "south-america-elected-frame.html", PAGE)),
    (paged, ("page.html",)),
    (pen, ("pen.svg",)),
)
# Those of an article's page; the last one is the head's.
SNIPPETS = ("picture", "img", "iframe", "component", "inline", "newsletter", "meta")
OPENED = tuple(name for _, names in FILES for name in names)


@cache
def made(kind: str) -> dict[str, bytes]:
    """Return every file of the record that is `hostile`, or of its `harmless` twin."""
    texts = (NAMES, DRAWN, TEXTS) if kind == "hostile" else (tame(NAMES), tame(DRAWN), tame(TEXTS))
    read = record_of(record(*texts))
    return {name: data for make, _ in FILES for name, data in make(read).items()}


@cache
def sources() -> list[str]:
    """Return every source of the hostile record."""
    return [source for entry in snapshot_of(record_of(record(NAMES, DRAWN, TEXTS))).entries for source in entry.sources]


@cache
def policy() -> str:
    """Return the strictest policy under which our pages work: nothing from elsewhere, and the harmless twins' scripts.

    These are the file that all embeds share, and the ones that their own policies name by their hashes.
    """
    pages = (data.decode() for name, data in made("harmless").items() if name.endswith(".html"))
    hashes = sorted({found for page in pages for found in re.findall(r"'sha256-[^']+'", page)})
    return (
        f"default-src 'none'; script-src {' '.join(hashes)} 127.0.0.1:*/mapgen-embed.js; "
        "style-src 'self' 'unsafe-inline'; img-src 'self'; "
        "font-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'"
    )


@pytest.fixture(params=["policy", "no policy"])
def served(request: pytest.FixtureRequest, serve: Serve, tmp_path: Path) -> Iterator[Folder]:
    """Return what serves the files of either record: under a strict policy, or with no policy at all."""

    def folder(kind: str) -> str:
        there = tmp_path / kind
        there.mkdir()
        for name, data in made(kind).items():
            strict = request.param == "policy"
            served_data = data if strict or not name.endswith(".html") else _without_policy(data)
            (there / name).write_bytes(served_data)
        return serve(there, {"Content-Security-Policy": policy()} if request.param == "policy" else {})

    return folder


def _without_policy(page: bytes) -> bytes:
    lines = page.splitlines(keepends=True)
    others = [line for line in lines if not line.startswith(b'<meta http-equiv="Content-Security-Policy"')]
    assert len(others) == len(lines) - 1
    return b"".join(others)


def opened(new_context: MakeContext, address: str, until: Literal["load", "networkidle"] = "networkidle") -> Page:
    """Open a page as wide as a phone with the canary in it and in its frames, everything in it unfolded."""
    context = new_context(viewport={"width": 360, "height": 740})
    context.add_init_script(CANARY)
    page = context.new_page()
    page.goto(address, wait_until=until)
    page.evaluate(TOUCH)
    for territory in page.locator("svg [data-iso3=CHL][tabindex]").all():
        territory.press("Enter")
    return page


@pytest.mark.parametrize("name", OPENED)
def test_hostile_text_is_text(name: str, served: Folder, new_context: MakeContext, screenshot: Screenshot) -> None:
    """With 580 strings in every field a file has the elements of its harmless twin: no more, no handler, no script.

    It runs nothing and asks for nothing (else the watch fails), with a policy and without; and on a phone nothing but
    the table, in a box of its own, is wider than the page, and no card higher than its window. In the table every
    string can be read.
    """
    page = opened(new_context, served("hostile") + name)
    shape: dict[str, list[str]] = page.evaluate(SHAPE)
    assert page.evaluate(HANDLERS) == []
    if name.endswith(".html"):
        screenshot(page, name.removesuffix(".html"))
        assert page.evaluate(WIDE) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.evaluate(CARD) <= 420
        every_string_is_read(page)
    assert len(shape["territories"]) >= 12 or name.endswith("frame.html")
    assert opened(new_context, served("harmless") + name, "load").evaluate(SHAPE) == shape


def every_string_is_read(page: Page) -> None:
    """Assert that every source stands in the table, whole, or as the host of the address it leads to; leaders too."""
    cells: list[list[Any]] = page.evaluate(
        "[...document.querySelectorAll('table bdi')].map(o => [o.textContent, o.parentElement.getAttribute('href')])"
    )
    links = [source_link(source) for source in sources()]
    assert len(links) >= 580
    assert {(link.text, link.address) for link in links} <= {(text, href) for text, href in cells}
    assert set(DRAWN[1:13]) <= {text for text, _ in cells}


def test_every_string_is_an_attribute_a_tooltip_and_a_fact(served: Folder, new_context: MakeContext) -> None:
    """In the SVG each of 580 strings is read back as it was, from data attributes, tooltips and metadata."""
    page = opened(new_context, served("hostile") + "pen.svg")
    texts = sources()
    (attributes,) = page.evaluate("[...document.querySelectorAll('[data-iso3=CHL]')].map(one => ({...one.dataset}))")
    assert [attributes[f"text{number}"] for number in range(len(texts))] == texts
    assert page.locator("[data-iso3=CHL] > title").text_content() == " ".join(texts)
    metadata = dict(
        page.evaluate(
            "[...document.querySelectorAll('metadata > *')].map(one => [one.getAttribute('name'), one.textContent])"
        )
    )
    assert [metadata[f"text{number}"] for number in range(len(texts))] == texts
    assert set(json.loads(metadata["sources"])) == set(texts)


def test_snippets_do_nothing_in_a_host_page(
    served: Folder, new_context: MakeContext, screenshot: Screenshot, tmp_path: Path
) -> None:
    """Pasted as a CMS does, all together, snippets run nothing, ask for their own files only, and keep the width.

    The file as an image too.
    """
    address = served("hostile")
    page = opened(new_context, address + PAGE)
    codes = [page.locator(f"#{name}-code").input_value() for name in SNIPPETS]
    head = codes.pop()
    host = (
        f"<!doctype html><html lang=en><meta charset=utf-8>{head}<title>Host</title><style>body {{ margin: 0 16px }}"
        "</style>"
        f"<main><h1>Host</h1>{''.join(codes)}<img src=south-america-elected-article.svg alt=map width=328></main>"
    )
    (tmp_path / "hostile" / "host.html").write_text(host, encoding="utf-8")
    page = opened(new_context, address + "host.html")
    assert page.evaluate(HANDLERS) == []
    assert page.evaluate(WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    screenshot(page, "host")
    assert page.evaluate("[...document.scripts].filter(one => one.src).length") == 2
    assert page.locator("table").count() == 3
    assert page.evaluate(
        """async () => {
          const images = [...document.images];
          for (const one of images) one.loading = "eager";
          await Promise.all(images.map(one => one.decode()));
          return images.length;
        }"""
    )


def test_the_canary_sings(served: Folder, new_context: MakeContext, watch: Watch, tmp_path: Path) -> None:
    """Were a string to run, these tests would fail: unescaped, it calls the canary or is blocked."""
    address = served("harmless")
    (tmp_path / "harmless" / "bad.html").write_text("<svg onload='alert(1)'></svg><title>Bad</title>", encoding="utf-8")
    opened(new_context, address + "bad.html")
    assert watch.take("RAN alert|BLOCKED script-src-attr|Content Security Policy")
