"""What a reader takes along of a day from the page: picture, table, link, citation, code to embed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browsing import SCREENSHOTS, Serve
from click.testing import CliRunner
from defusedxml.ElementTree import fromstring
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from mapgen.cli.main import main
from mapgen.pipeline import default_paths, staged
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.render_options import RenderOptions
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source

ADDRESS = "https://example.org/maps/page.html"
SVG = "{http://www.w3.org/2000/svg}"


def run(*arguments: str) -> str:
    """Return what a command prints."""
    result = CliRunner().invoke(main, [*arguments])
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a page of two years, its oEmbed file, and a host page with the page in a sandbox."""
    made = tmp_path_factory.mktemp("page")
    shown = ["--from", "2024-10-01", "--to", "2026-11-25", "--as-of", "2025-12-15", "--basis", "elected"]
    run("page", *shown, "--url", ADDRESS, "-o", str(made / "page.html"))
    (made / "host.html").write_text(
        '<!doctype html><title>Host</title><iframe src="page.html" sandbox="allow-scripts" width="800" height="900">'
    )
    return made


@pytest.fixture
def opened(new_context: Callable[..., BrowserContext], folder: Path, serve: Serve) -> Page:
    """Return the page with its block of ways open, in a browser that may write to the clipboard."""
    page = new_context(permissions=["clipboard-read", "clipboard-write"], accept_downloads=True).new_page()
    page.goto(serve(folder) + "page.html")
    page.locator("#mg-share > summary").click()
    return page


def at(page: Page, address: str) -> None:
    """Show what an address says."""
    page.evaluate("address => { location.hash = address; }", address)
    expect(page.locator("#mg-day")).to_have_value(re.findall(r"\d{4}-\d\d-\d\d", address)[0])


def taken(page: Page, kind: str, tmp_path: Path) -> Path:
    """Return the file that a button saves, under the name that it proposes."""
    with page.expect_download() as download:
        page.locator(f"[data-share={kind}]").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path


def snapshot(day: str, basis: Basis) -> Snapshot:
    """Return what the shipped record says of a day."""
    return answer(read_source(None), Question(as_of=date.fromisoformat(day), basis=basis))


def test_a_table_is_that_of_show(opened: Page, tmp_path: Path) -> None:
    """The CSV of a day has the columns and values of `mapgen show`: elected, re-elected, in office."""
    for day, basis in (("2025-12-15", "elected"), ("2025-04-14", "office"), ("2026-06-20", "elected")):
        at(opened, f"#{day}/{basis}/pt")
        table = taken(opened, "csv", tmp_path)
        assert table.name == f"south-america-{day}{'-elected' if basis == 'elected' else ''}-pt.csv"
        assert table.read_bytes().decode() == run("show", "--as-of", day, "--basis", basis, "--format", "csv")


def test_a_picture_stands_alone(opened: Page, tmp_path: Path) -> None:
    """The SVG has every text of the day, the map in the theme's colours, and asks for nothing; the PNG is twice it."""
    at(opened, "#2025-12-15/elected/5/es")
    shown = snapshot("2025-12-15", Basis.ELECTED)
    options = RenderOptions(lang="es", classes=5)
    path = taken(opened, "svg", tmp_path)
    assert path.name == default_paths(shown, options, (".svg",))[0].name
    root = fromstring(path.read_text(encoding="utf-8"))
    assert root.find(f"{SVG}title").text == opened.title()
    assert root.find(f"{SVG}desc").text == opened.locator("#mg-alt").text_content()
    texts = " ".join(" ".join(text.text or "" for text in root.iter(f"{SVG}text")).split())
    for selector in ("#mg-title", "#mg-standfirst", "#mg-key li", "#mg-notes li", "#mg-source"):
        for said in opened.locator(selector).all_text_contents():
            assert " ".join(said.split()) in texts
    _, map_style = staged(shown, options)
    drawn = {group.get("data-iso3"): group for group in root.iter(f"{SVG}g") if group.get("data-iso3")}
    for entry in shown.entries:
        fill = map_style.fill(entry)
        painted = drawn[entry.iso3].find(f"{SVG}path").get("fill")
        assert painted.startswith("url(#mg-") if fill.patterns else _hex(painted) == fill.colour.lower(), entry.iso3
    written = path.read_text(encoding="utf-8")
    named = set(re.findall(r"url\(#([^)]+)\)", written))
    assert named == {one.get("id") for one in root.iter(f"{SVG}pattern")}
    assert not re.search(r"var\(|(?:href|src)=|url\((?!#|data:font/woff)", written)
    picture = Image.open(taken(opened, "png", tmp_path))
    assert picture.size == (2 * int(root.get("width")), 2 * int(root.get("height")))
    assert len(picture.convert("RGB").getcolors(100_000) or []) > 50
    kept = SCREENSHOTS / "test_page_share"
    kept.mkdir(parents=True, exist_ok=True)
    picture.save(kept / "picture.png")


def _hex(colour: str) -> str:
    numbers = re.findall(r"\d+", colour)
    return "#{:02x}{:02x}{:02x}".format(*map(int, numbers[:3]))


def test_link_citation_and_code_are_copied(opened: Page) -> None:
    """Each is on the clipboard and in the text field; a live region says so, and the focus stays on the button."""
    at(opened, "#2025-04-14/office/es")
    copied = {}
    for kind in ("link", "cite", "embed"):
        opened.locator(f"[data-share={kind}]").press("Enter")
        expect(opened.locator("#mg-shared-said")).to_have_text("Copiado")
        copied[kind] = opened.locator("#mg-shared").input_value()
        assert opened.evaluate("navigator.clipboard.readText()") == copied[kind]
        assert opened.evaluate("document.activeElement.dataset.share") == kind
    link = opened.url.partition("#")[0] + "#2025-04-14/office/es"
    assert copied["link"] == link
    cited = run("cite", "--as-of", "2025-04-14", "--basis", "office").strip()
    assert re.fullmatch(re.escape(f"{cited} {link} (consultado el ") + r"\d{4}-\d\d-\d\d\)\.", copied["cite"])
    assert copied["embed"].startswith(f'<iframe src="{link}" title="Sudamérica: ')
    assert "\n" not in copied["embed"]
    assert copied["embed"].endswith("></iframe>")


def test_a_sandbox_that_forbids_is_said(page: Page, folder: Path, serve: Serve, watch: Any) -> None:  # noqa: ANN401
    """Where a frame may neither copy nor save, the text is there to select, and the page's own address to open."""
    own = serve(folder)
    page.goto(own + "host.html")
    frame = page.frame_locator("iframe")
    frame.locator("#mg-share > summary").click()
    frame.locator("[data-share=cite]").click()
    expect(frame.locator("#mg-shared-said")).not_to_be_empty()
    said = frame.locator("#mg-shared-said").text_content()
    assert said in {"Copied", "This page may not copy here. The text is selected: copy it."}
    assert f"{own}page.html#2025-12-15/elected" in frame.locator("#mg-shared").input_value()
    with page.expect_console_message(lambda message: "ownload" in message.text):
        frame.locator("[data-share=csv]").click()
    expect(frame.locator("#mg-shared-said a")).to_have_attribute("href", f"{own}page.html#2025-12-15/elected")
    # Chromium says on its console what it forbids.
    watch.take("ownload|lipboard")


def test_the_block_can_be_used(opened: Page, violations: Callable[..., list[str]]) -> None:
    """Targets are 24 pixels high and wide, on a phone too, and axe finds nothing."""
    opened.set_viewport_size({"width": 320, "height": 640})
    boxes = [button.bounding_box() for button in opened.locator("[data-share]").all()]
    assert all(box and box["width"] >= 24 and box["height"] >= 24 and box["x"] + box["width"] <= 320 for box in boxes)
    assert violations(opened, "#mg-share") == []


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("#2025-12-14%2Foffice", "#2025-12-14/office"),
        ("#%32025-12-14%2foffice%2fes", "#2025-12-14/office/es"),
        ("#2025-12-14/office/%E0%A4%A", "#2025-12-14/office"),
        ("#%", "#2025-12-15/elected"),
    ],
)
def test_an_address_in_codes_means_what_it_says(opened: Page, address: str, shown: str) -> None:
    """Codes of a slash and of letters are read; what is no code is passed over, and nothing throws."""
    opened.evaluate("address => { location.hash = address; }", address)
    expect(opened.locator("#mg-day")).to_have_value(shown[1:11])
    opened.locator("[data-share=link]").click()
    expect(opened.locator("#mg-shared")).to_have_value(opened.url.partition("#")[0] + shown)


def test_the_head_says_what_the_page_is(folder: Path) -> None:
    """Its address, oEmbed, and structured data with licence and sources; the oEmbed file has the frame on one line."""
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}">' in page
    assert 'href="https://example.org/maps/page.oembed.json"' in page
    tags = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page))
    assert (tags["og:url"], tags["twitter:card"]) == (ADDRESS, "summary")
    assert tags["og:title"] == tags["twitter:title"]
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])["@graph"]
    assert [thing["@type"] for thing in data] == ["Dataset", "ImageObject"]
    assert data[0]["temporalCoverage"] == "2024-10-01/2026-11-25"
    assert len(data[0]["citation"]) > 40
    oembed = json.loads((folder / "page.oembed.json").read_text(encoding="utf-8"))
    assert (oembed["type"], oembed["version"], oembed["provider_name"]) == ("rich", "1.0", "example.org")
    assert re.fullmatch(
        rf'<iframe src="{ADDRESS}" title="Governments of South America" [^\n]*></iframe>', oembed["html"]
    )
