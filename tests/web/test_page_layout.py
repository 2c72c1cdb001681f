"""How the page stands in its window: what never moves, what a finger hits, the card, forced colours, frames."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from browsing import Screenshot, Serve
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from mapgen.record.model import Record
from mapgen.record.snapshots import Basis
from mapgen.render_options import RenderOptions
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source
from mapgen.themes.file import read_theme, theme_names
from mapgen.themes.tones import contrast
from mapgen.web.page import PageRange, page_file
from mapgen.web.page_style import page_looks

NewContext = Callable[..., BrowserContext]
# Goes through all changes of a basis; finds the tops of all that stands below the headline, and heights.
TOPS = """async () => {
  const slider = document.querySelector('#mg-slider'), tops = new Set();
  const parts = [...document.querySelectorAll('.mg-buttons, #mg-slider, #mg-key, #mg-map, #mg-choices')];
  const press = key => slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  press('Home');
  for (let before = -1; before !== slider.value;) {
    before = slider.value;
    const around = parts.map(one => one.getBoundingClientRect().top);
    tops.add([...around, document.body.offsetHeight].map(Math.round).join(' '));
    press('PageUp');
  }
  return [...tops];
}"""
CARD = """code => {
  const of = one => document.querySelector(one).getBoundingClientRect();
  const land = of(`[data-iso3=${code}]`), card = of('#mg-card');
  return Math.min(land.right, card.right) - Math.max(land.left, card.left) > 0.5
    && Math.min(land.bottom, card.bottom) - Math.max(land.top, card.top) > 0.5;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the page of the shipped record in `page.html`."""
    made, record = tmp_path_factory.mktemp("page"), read_source(None)
    assert isinstance(record, Record)
    days = PageRange(date(1998, 1, 1), date(2026, 11, 25), date(2025, 12, 15), Basis.ELECTED)
    (made / "page.html").write_bytes(page_file(record, RenderOptions(), days))
    return made


@pytest.fixture
def open_at(new_context: NewContext, folder: Path, serve: Serve) -> Callable[..., Page]:
    """Return a function that opens the page in a window of a width and a height, with playwright's settings."""

    def open_it(width: int, height: int, **settings: object) -> Page:
        page = new_context(viewport={"width": width, "height": height}, **settings).new_page()
        page.goto(serve(folder) + "page.html")
        return page

    return open_it


def test_nothing_moves_while_the_day_changes(open_at: Callable[..., Page]) -> None:
    """Through all changes of both bases, controls, key and map stay where they are, and the page keeps its height."""
    page = open_at(360, 800)
    page.evaluate("document.fonts.ready")
    for width, lang in ((360, "en"), (360, "pt"), (1280, "es")):
        page.set_viewport_size({"width": width, "height": 800})
        for basis in Basis:
            for name, value in (("basis", basis), ("lang", lang), ("classes", "5")):
                page.locator(f'input[name="{name}"][value="{value}"]').check()
            tops = page.evaluate(TOPS)
            assert len(tops) == 1, (width, lang, basis, tops)


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (844, 390), (1280, 800)])
def test_the_card_never_hides_its_country(
    open_at: Callable[..., Page], screenshot: Screenshot, width: int, height: int
) -> None:
    """The card stands beside, above or below each country; nothing is wider than the window."""
    page = open_at(width, height)
    for code in page.evaluate("[...document.querySelectorAll('[data-iso3]')].map(one => one.dataset.iso3)"):
        page.evaluate("code => document.querySelector(`[data-iso3=${code}]`).focus()", code)
        page.keyboard.press("Enter")
        assert not page.evaluate(CARD, code), code
        assert page.evaluate("document.documentElement.scrollWidth") <= width, code
    screenshot(page, f"card-{width}")


def test_escape_leads_from_the_card_back_to_its_country(open_at: Callable[..., Page]) -> None:
    """Escape closes the card; a reader who was in it is at its country, and the card stays closed."""
    page = open_at(1280, 800)
    page.locator('[data-iso3="CHL"]').focus()
    page.keyboard.press("Enter")
    page.locator("#mg-card a").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator("#mg-card")).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.iso3") == "CHL"


def test_names_and_small_states_can_be_tapped(open_at: Callable[..., Page]) -> None:
    """On a phone a tap on any name opens its state's card, and so does one 11 pixels beside a small state's middle."""
    page = open_at(390, 844, has_touch=True)
    page.evaluate("scrollTo(0, 300)")
    named = page.evaluate(
        """() => [...document.querySelectorAll('.mg-labels text')].filter(one => one.getClientRects().length)
          .map(one => [one.dataset.of, one.textContent, one.getBoundingClientRect()])"""
    )
    assert len(named) >= 12
    for _, name, box in named:
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page.locator("#mg-card .mg-name")).to_have_text(name)
        page.keyboard.press("Escape")
    land = page.locator('[data-iso3="FLK"]').bounding_box()
    assert land
    page.touchscreen.tap(land["x"] + land["width"] / 2, land["y"] + land["height"] / 2 + 11)
    expect(page.locator("#mg-card .mg-name")).to_contain_text("Falkland")


@pytest.mark.parametrize(("width", "height"), [(844, 390), (667, 375), (1280, 720), (1440, 900), (1920, 1080)])
def test_slider_and_map_are_seen_together(open_at: Callable[..., Page], width: int, height: int) -> None:
    """On a phone on its side and on wide windows slider and whole map are in the window; a wide one has a large map."""
    page = open_at(width, height)
    slider, drawn = (page.locator(one).bounding_box() for one in ("#mg-slider", "#mg"))
    assert slider
    assert drawn
    assert slider["y"] + slider["height"] <= height
    assert drawn["y"] + drawn["height"] <= height + 1
    assert drawn["height"] > 0.75 * height


def test_forced_colours_show_thumb_choice_and_classes(open_at: Callable[..., Page], screenshot: Screenshot) -> None:
    """Where the system chooses colours, thumb and chosen radio still stand out, and classes keep their colours."""
    page = open_at(390, 844, forced_colors="active")
    chosen = "one => getComputedStyle(one.nextElementSibling).backgroundColor"
    choices = page.locator('input[name="basis"]')
    assert choices.nth(0).evaluate(chosen) != choices.nth(1).evaluate(chosen)
    screenshot(page, "forced")
    picture = Image.open(BytesIO(page.locator("#mg-slider").screenshot())).convert("RGB")
    assert (29, 29, 27) in {picture.getpixel((x, picture.height // 2)) for x in range(picture.width)}
    for part in ("#mg", "#mg-strip", "#mg-key svg"):
        assert page.locator(part).first.evaluate("one => getComputedStyle(one).forcedColorAdjust") == "none"


def test_the_thumb_stands_out_from_every_class() -> None:
    """Of the thumb's two colours, ink and page, one has a contrast of 3 with each class and status of each theme."""
    record = read_source(None)
    assert isinstance(record, Record)
    looks = page_looks(answer(record, Question()).scale, (3, 5))
    for theme, look in product(map(read_theme, theme_names()), looks):
        ground = look.fill(theme).colour
        assert max(contrast(theme.ink, ground), contrast(theme.page, ground)) >= 3, (theme.name, ground)


def test_without_scripts_it_is_as_dark_as_the_system(open_at: Callable[..., Page]) -> None:
    """A reader's system decides where no script runs, and every class in the key has its colour."""
    page = open_at(1280, 800, java_script_enabled=False, color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 24, 29)"
    fills = page.evaluate("[...document.querySelectorAll('#mg-key rect')].map(one => getComputedStyle(one).fill)")
    assert fills
    assert "rgb(0, 0, 0)" not in fills


def test_pausing_says_where_it_stopped(open_at: Callable[..., Page]) -> None:
    """After a pause the address and the live region have the day."""
    page = open_at(1280, 800)
    page.evaluate("location.hash = '#1998-01-01/elected'")
    expect(page.locator("#mg-day")).to_have_value("1998-01-01")
    page.locator("#mg-play").click()
    expect(page.locator("#mg-play")).to_have_attribute("aria-label", "Pause")
    page.locator("#mg-play").click()
    day = page.locator("#mg-day").input_value()
    expect(page).to_have_url(re.compile(f"#{day}/elected$"))
    expect(page.locator("#mg-live")).to_contain_text(day[:4])


def test_in_a_frame_it_is_light_obeys_its_host_and_keeps_its_height(
    new_context: NewContext, folder: Path, serve: Serve
) -> None:
    """Light on a dark system unless told otherwise; the height is told when asked, and never while it plays."""
    page = new_context(color_scheme="dark").new_page()
    (folder / "host.html").write_text(
        "<!doctype html><script>said = []; addEventListener('message', one => said.push(one.data.height));</script>"
        '<iframe src="page.html#1998-01-01" width="390" height="1300"></iframe>',
        encoding="utf-8",
    )
    page.goto(serve(folder) + "host.html")
    frame = page.frames[1]
    frame.wait_for_load_state()
    post = "type => frames[0].postMessage({ source: 'mapgen', type, dark: 'true' }, '*')"
    expect(frame.locator("html")).to_have_attribute("data-dark", "false")
    page.evaluate(post, "dark")
    expect(frame.locator("html")).to_have_attribute("data-dark", "true")
    page.evaluate("said = []")
    page.evaluate(post, "embed-size-asked")
    page.wait_for_function("said.length >= 3")
    height = page.evaluate("said[0]")
    frame.locator("#mg-play").click()
    expect(frame.locator("#mg-day")).to_have_value(re.compile("^200[1-9]"))
    assert set(page.evaluate("said")) == {height, None}
