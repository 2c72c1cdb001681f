"""The page of many days in a real browser: what it shows of each day, its controls, keys, colours and height."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from browsing import Screenshot, Serve
from click.testing import CliRunner
from playwright.sync_api import BrowserContext, Page, expect

from mapgen.cli.main import main
from mapgen.record.snapshots import Basis

FIRST, LAST = date(1998, 1, 1), date(2026, 11, 25)
NewContext = Callable[..., BrowserContext]
# What the page shows at an address, read from the markup that reaches a reader.
SHOWN = """async addresses => {
  const found = [];
  for (const address of addresses) {
    const arrived = new Promise(done => window.addEventListener('hashchange', () => done(), { once: true }));
    location.hash = address;
    await arrived;
    const of = one => Object.assign({}, one.dataset);
    const all = [...document.querySelectorAll('[data-iso3]')];
    found.push(Object.fromEntries(all.map(one => [one.dataset.iso3, of(one)])));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the page of the shipped record, to a fixed day, in `page.html`."""
    made = tmp_path_factory.mktemp("page")
    arguments = [
        "page",
        "--to",
        str(LAST),
        "--as-of",
        "2025-12-15",
        "--basis",
        "elected",
        "-o",
        str(made / "page.html"),
    ]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.stderr
    return made


@pytest.fixture
def opened(page: Page, folder: Path, serve: Serve) -> Page:
    """Return the page, opened from a server."""
    page.goto(serve(folder) + "page.html")
    return page


@pytest.fixture
def open_at(new_context: NewContext, folder: Path, serve: Serve) -> Callable[..., Page]:
    """Return a function that opens the page in a browser of the settings it is given."""

    def open_it(**settings: object) -> Page:
        page = new_context(**settings).new_page()
        page.goto(serve(folder) + "page.html")
        return page

    return open_it


def shown_by_command(day: date, basis: Basis) -> Mapping[str, Mapping[str, Any]]:
    """Return what `mapgen show` says of a day, by country."""
    arguments = ["show", "--as-of", str(day), "--basis", basis, "--format", "json"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.stderr
    return {row["iso3"]: row for row in json.loads(result.stdout)}


def test_every_day_is_as_show_says(opened: Page) -> None:
    """On 320 days and bases at random, status, alignment, bloc, leader and day of each state are those of `show`."""
    chance = random.Random(20251214)  # noqa: S311 (a sample, not a secret)
    date_range = (LAST - FIRST).days
    days = sorted(
        {(FIRST + timedelta(days=chance.randint(0, date_range)), chance.choice(list(Basis))) for _ in range(330)}
    )
    assert len(days) >= 300
    states_shown = opened.evaluate(SHOWN, [f"#{day}/{basis}" for day, basis in days])
    for (day, basis), territories in zip(days, states_shown, strict=True):
        for code, row in shown_by_command(day, basis).items():
            attributes, where = territories[code], f"{code} {day} {basis}"
            assert (attributes["status"], attributes.get("alignment")) == (row["status"], row["alignment"]), where
            assert attributes["bloc"] == (row["bloc"] or "none"), where
            assert attributes.get("leader") == row["leader"], where
            if row["status"] == "in-office":
                assert attributes["since"] == row["start"], where
            if row["status"] == "elected":
                assert attributes["elected"] == row["elected"][-1], where


def test_a_deep_link_shows_its_day(page: Page, folder: Path, as_files: Callable[[Path], str]) -> None:
    """From a disk, #DATE/BASIS shows that day on that basis at once, and another one in the address bar likewise."""
    page.goto(as_files(folder) + "page.html#2005-06-01/office")
    expect(page.locator("#mg-standfirst")).to_have_text("Heads of government in office on 1 June 2005.")
    page.evaluate("location.hash = '#2025-12-15/elected/5/es'")
    expect(page.locator("#mg-standfirst")).to_contain_text("15 de diciembre de 2025")
    assert page.locator("html").get_attribute("data-classes") == "5"
    # It holds just when the page is about to write its own, and while it plays.
    page.evaluate("""() => {
        document.querySelector("#mg-on").click();
        for (const until = Date.now() + 300; Date.now() < until;);
        location.hash = "#2010-01-01/office";
    }""")
    expect(page.locator("#mg-day")).to_have_value("2010-01-01")
    page.locator("#mg-play").click()
    page.evaluate("location.hash = '#2012-01-01/office'")
    expect(page.locator("#mg-play")).to_have_attribute("aria-label", "Play")
    expect(page.locator("#mg-day")).to_have_value("2012-01-01")


@pytest.mark.parametrize(
    "address", ["#nonsense", "#2025-02-31/sideways", "#1066-10-14/office", "#9999-12-31", "#__proto__/x"]
)
def test_an_address_that_means_nothing_shows_what_can_be_shown(opened: Page, address: str) -> None:
    """Parts of an address that say nothing are passed over, and days outside the page's are its first or last."""
    opened.evaluate("address => { location.hash = address; }", address)
    expected = {"#1066-10-14/office": "1 January 1998", "#9999-12-31": "25 November 2026"}
    expect(opened.locator("#mg-standfirst")).to_contain_text(expected.get(address, "15 December 2025"))


def test_the_slider_has_keys(opened: Page) -> None:
    """Arrows go by days, Page Up and Page Down from change to change, Home and End to the ends; the address follows."""
    slider = opened.locator("#mg-slider")
    slider.focus()
    for key, day in (
        ("ArrowLeft", "14 December 2025"),
        ("ArrowLeft", "13 December 2025"),
        ("PageUp", "14 December 2025"),
        ("Home", "1 January 1998"),
        ("End", "25 November 2026"),
    ):
        slider.press(key)
        expect(slider).to_have_attribute("aria-valuetext", day)
    expect(opened).to_have_url(re.compile("#2026-11-25/elected$"))


def test_buttons_go_from_change_to_change(opened: Page) -> None:
    """After Kast's election the next change on the elected basis leads on in time, and back again to the day of it."""
    before = opened.locator("#mg-day").input_value()
    opened.locator("#mg-on").click()
    after = opened.locator("#mg-day").input_value()
    assert after > before
    opened.locator("#mg-back").click()
    assert opened.locator("#mg-day").input_value() == "2025-12-14"


def test_a_day_can_be_written(opened: Page) -> None:
    """The field takes a date, and keeps the page within its days."""
    opened.locator("#mg-day").fill("2012-06-20")
    expect(opened.locator("#mg-standfirst")).to_contain_text("20 June 2012")


def test_it_plays_and_pauses(new_context: NewContext, folder: Path, serve: Serve) -> None:
    """Playing runs through all days in half a minute and stops at the last; pausing stops at once."""
    page = new_context().new_page()
    page.clock.install(time=0)
    page.goto(serve(folder) + "page.html#1998-01-01/office")
    # A clock that is only installed goes on by itself.
    page.clock.pause_at(3600)
    play = page.locator("#mg-play")
    play.click()
    expect(play).to_have_attribute("aria-label", "Pause")
    page.clock.run_for(10_000)
    day = page.locator("#mg-day")
    assert "2006" < day.input_value() < "2009"
    play.click()
    paused = day.input_value()
    page.clock.run_for(5_000)
    assert day.input_value() == paused
    play.click()
    page.clock.run_for(30_000)
    assert day.input_value() == str(LAST)
    expect(play).to_have_attribute("aria-label", "Play")


def test_with_reduced_motion_it_steps(new_context: NewContext, folder: Path, serve: Serve) -> None:
    """For a reader who wants less motion, playing goes from change to change, one a second."""
    page = new_context(reduced_motion="reduce").new_page()
    page.clock.install(time=0)
    page.goto(serve(folder) + "page.html#1998-01-01/office")
    # A clock that is only installed goes on by itself.
    page.clock.pause_at(3600)
    page.locator("#mg-play").click()
    page.clock.run_for(900)
    assert page.locator("#mg-day").input_value() == "1998-01-01"
    page.clock.run_for(500)
    first = page.locator("#mg-day").input_value()
    page.clock.run_for(500)
    assert "1998-01-01" < first == page.locator("#mg-day").input_value()


def choose(page: Page, name: str, value: str) -> None:
    """Click on a choice of a switch, as a reader's pointer does."""
    page.locator(f'input[name="{name}"][value="{value}"]').check()


def point_of(page: Page, name: str) -> tuple[float, float]:
    """Return where on the window a country's name stands: a point of the country itself."""
    box = page.locator(".mg-labels:visible text", has_text=name).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_switches_change_the_words_and_the_looks(opened: Page) -> None:
    """Basis, classes, language and colours are switches, and everything follows them."""
    choose(opened, "basis", "office")
    expect(opened.locator("#mg-title")).to_have_text("South America: seven on the left, five on the right")
    expect(opened.locator('[data-iso3="CHL"]')).to_have_attribute("data-leader", "Gabriel Boric")
    choose(opened, "classes", "5")
    expect(opened.locator("#mg-key")).to_contain_text("Centre-left")
    choose(opened, "lang", "pt")
    expect(opened.locator("#mg-key")).to_contain_text("Centro-esquerda")
    expect(opened.locator(".mg-labels:visible").first).to_contain_text("Brasil")
    assert opened.locator("html").get_attribute("lang") == "pt"
    light = opened.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    choose(opened, "dark", "true")
    assert opened.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light


def test_one_tab_stop_and_arrows_through_all_countries(opened: Page) -> None:
    """The map is one stop of the tab key; from it arrow keys reach every territory, and the card says which."""
    assert opened.locator('[data-iso3][tabindex="0"]').count() == 1
    opened.locator('[data-iso3][tabindex="0"]').focus()
    here = "document.activeElement.dataset.iso3"
    reached, waiting = {opened.evaluate(here)}, [opened.evaluate(here)]
    while waiting:
        code = waiting.pop()
        for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
            opened.evaluate("code => document.querySelector(`[data-iso3=${code}]`).focus()", code)
            opened.keyboard.press(key)
            focused = opened.evaluate(here)
            waiting += [focused] if focused not in reached else []
            reached.add(focused)
    assert len(reached) == opened.locator("[data-iso3]").count()
    opened.keyboard.press("End")
    expect(opened.locator("#mg-card .mg-name")).to_have_text("Venezuela")
    assert opened.locator('[data-iso3][tabindex="0"]').count() == 1
    opened.keyboard.press("Escape")
    expect(opened.locator("#mg-card")).to_be_hidden()


def test_the_card_tells_leader_party_dates_and_sources(opened: Page) -> None:
    """Pointing at a country shows its card; a click keeps it, so that its links can be followed."""
    opened.mouse.move(*point_of(opened, "Peru"))
    expect(opened.locator("#mg-card")).to_contain_text("Peru")
    opened.mouse.move(*point_of(opened, "Chile"))
    card = opened.locator("#mg-card")
    for line in (
        "José Antonio Kast",
        "Partido Republicano",
        "Elected on 14 December 2025",
        "11 March 2026",
        "Sources:",
    ):
        expect(card).to_contain_text(line)
    opened.mouse.click(*point_of(opened, "Brazil"))
    opened.mouse.move(0, 0)
    opened.wait_for_timeout(400)
    expect(card).to_contain_text("Luiz Inácio Lula da Silva")
    assert card.locator("a").first.get_attribute("href").startswith("https://")  # type: ignore[union-attr]
    opened.locator("h1").click()
    expect(card).to_be_hidden()


def test_the_table_follows_the_day(opened: Page) -> None:
    """The table has a row for each state, with its leader of the day, also if that changed while it was closed."""
    opened.locator("#mg-details summary").click()
    assert opened.locator("#mg-rows tr").count() == 12
    expect(opened.locator("#mg-rows")).to_contain_text("José Antonio Kast")
    opened.locator("#mg-day").fill("2012-06-20")
    expect(opened.locator("#mg-rows")).to_contain_text("Sebastián Piñera")
    opened.locator("#mg-details summary").click()
    opened.evaluate("location.hash = '#2007-01-01/office'")
    opened.locator("#mg-details summary").click()
    expect(opened.locator("#mg-rows")).to_contain_text("Michelle Bachelet")
    opened.locator("#mg-details summary").click()
    opened.evaluate("location.hash = '#2023-01-01/office'")
    expect(opened.locator("#mg-day")).to_have_value("2023-01-01")
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(opened.locator("#mg-rows")).not_to_contain_text("Michelle Bachelet")


def test_without_scripts_the_map_of_the_first_day_stands(open_at: Callable[..., Page]) -> None:
    """With scripts switched off, headline, map, key, notes and table are there, and no control that does nothing."""
    page = open_at(java_script_enabled=False)
    expect(page.locator("#mg-title")).to_contain_text("six on the left, six on the right")
    expect(page.locator('[data-iso3="BRA"]')).to_be_visible()
    expect(page.locator("#mg-key")).to_contain_text("Left 6")
    for control in ("button", "input", "form"):
        assert page.locator(f"{control}:visible").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_it_fits_every_width_and_scheme(
    open_at: Callable[..., Page], screenshot: Screenshot, violations: Callable[..., list[str]], scheme: str, width: int
) -> None:
    """On phone, tablet and desktop, light and dark: nothing wider than the window, and axe finds no violation."""
    page = open_at(viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert page.locator("html").get_attribute("data-dark") == str(scheme == "dark").lower()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    screenshot(page, f"page-{width}-{scheme}")
    page.locator("#mg-details summary").click()
    page.locator('[data-iso3="CHL"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#mg-card")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    screenshot(page, f"page-{width}-{scheme}-open")
    assert violations(page) == []


def test_it_prints(open_at: Callable[..., Page], screenshot: Screenshot) -> None:
    """On paper there are no controls, the table is open, and any screen prints on the paper's own white."""
    page = open_at(color_scheme="dark", viewport={"width": 720, "height": 1000})
    page.emulate_media(media="print", color_scheme="dark")
    for control in ("button", "input", "form"):
        assert page.locator(f"{control}:visible").count() == 0
    expect(page.locator("#mg-rows")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    screenshot(page, "page-printed")


@pytest.mark.parametrize("flag", ["dark=true", "plain&dark=false", "transparent&plain=0"])
def test_flags_of_its_address(page: Page, folder: Path, serve: Serve, flag: str) -> None:
    """`dark` overrides the device, `plain` leaves map, key and slider, `transparent` lets the host's ground through."""
    page.goto(serve(folder) + f"page.html?{flag}")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    expected = {"dark=true": "rgb(20, 24, 29)", "transparent&plain=0": "rgba(0, 0, 0, 0)"}.get(
        flag, "rgb(251, 250, 247)"
    )
    assert ground == expected
    assert page.locator("#mg-header").is_visible() == ("plain&" not in flag)


def test_it_tells_its_height(page: Page, folder: Path, serve: Serve, tmp_path: Path) -> None:
    """In a frame it posts its height in the three forms that hosts know, again when it changes."""
    host = tmp_path / "host.html"
    address = serve(folder) + "page.html?childId=mine"
    host.write_text(
        "<!doctype html><script>said = []; addEventListener('message', one => said.push(one.data));</script>"
        f'<iframe src="{address}" width="640" height="400"></iframe>',
        encoding="utf-8",
    )
    page.goto(serve(tmp_path) + "host.html")
    page.wait_for_function("said.length >= 3")
    amp, pym, mapgen = page.evaluate("said.slice(-3)")
    height = page.frames[1].evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
    assert amp == {"sentinel": "amp", "type": "embed-size", "height": height}
    assert pym == f"pymxPYMxminexPYMxheightxPYMx{height}"
    assert mapgen == {"source": "mapgen", "type": "height", "height": height}
    page.frames[1].locator("#mg-details summary").click()
    page.wait_for_function("height => said.at(-1).height > height", arg=height)


# The size in CSS pixels at which a reader sees each name on the map.
NAMES_SEEN = """() => [...document.querySelectorAll('.mg-labels text')]
  .filter(one => one.getClientRects().length > 0 && getComputedStyle(one.parentNode).display !== 'none')
  .map(one => one.getScreenCTM().a * parseFloat(getComputedStyle(one).fontSize))"""


def test_names_on_the_map_can_be_read(opened: Page) -> None:
    """On any device no name has less than 11 CSS pixels, and none is much larger than the page's own text."""
    for width in (360, 412, 768, 1280, 1920):
        opened.set_viewport_size({"width": width, "height": 1000})
        for lang in ("en", "es", "pt"):
            choose(opened, "lang", lang)
            sizes = opened.evaluate(NAMES_SEEN)
            assert len(sizes) >= 12
            assert 11 <= min(sizes) <= max(sizes) <= 17.5, (width, lang)
