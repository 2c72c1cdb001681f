"""What goes into an article: the files, their names, and the code to paste, whatever a record holds."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import moments
import pytest
from click.testing import CliRunner, Result
from embeds import Elements, codes, made, page
from notes import READ_SHIPPED
from PIL import Image

from mapgen import Basis, InputError, Question, RenderOptions, answer, render
from mapgen.cli.main import main
from mapgen.sources.reading import read_source
from mapgen.themes.file import read_theme
from mapgen.web.country_table import source_link
from mapgen.web.embed import PAGE, Publishing, dark_theme, embed_files

Command = Callable[..., subprocess.CompletedProcess[str]]
KAST = ("--as-of", "2025-12-15", "--basis", "elected")
STEM = "south-america-2025-12-15-elected"
PNGS = {
    "article-640": (640, 800),
    "article-1280": (1280, 1600),
    "article-1920": (1920, 2400),
    "phone": (1080, 1680),
    "article-640-dark": (640, 800),
    "article-1280-dark": (1280, 1600),
    "article-1920-dark": (1920, 2400),
    "phone-dark": (1080, 1680),
    "og": (1200, 630),
    "x": (1600, 900),
}
# Names that hold what a page must never take for its own.
HOSTILE = "\"><script>alert('1')</script><img src=x onerror=alert(2)> {{7*7}} </textarea></svg>'&amp;"
# Marks that turn the direction of text: nothing draws them, so they stand where the map itself shows no text.
TURNED = HOSTILE + "\u200e\u200f"
RECORD = """\
[record]
title  = '''{hostile}'''
region = "south-america"
begins = 2019-01-01
coder  = '''{hostile}'''
scale  = ["left", "centre-left", "centre", "centre-right", "right"]

[[government]]
country   = "CHL"
leader    = '''{hostile}'''
party     = '''{turned}'''
start     = 2022-03-11
alignment = "left"
sources   = [
  {{ source = "javascript:alert(1)", status = "read" }},
  {{ source = '''https://example.org/?a="><script>alert(3)</script>''', status = "read" }},
  {{ source = '''{turned}''', status = "read" }},
]
"""


@cache
def hostile() -> dict[str, str]:
    """Return the pages and SVGs of a record full of markup."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mapgen.web.embed.encoded", _without_pixels)
        from tempfile import TemporaryDirectory

        with TemporaryDirectory() as folder:
            path = Path(folder) / "record.toml"
            path.write_text(
                RECORD.format(hostile=HOSTILE.replace("'", "’"), turned=TURNED.replace("'", "’")), encoding="utf-8"
            )
            snapshot = answer(read_source(path), Question(as_of=date(2025, 12, 15), basis=Basis.OFFICE))
            files = embed_files(snapshot, RenderOptions(), Path("there"))
    return {path.name: data.decode() for path, data in files.items() if path.suffix != ".png"}


def _without_pixels(drawing: object, ending: str) -> bytes:
    from mapgen.pens.formats import encoded

    return b"" if ending == ".png" else encoded(drawing, ending)  # type: ignore[arg-type]


def mapgen(*arguments: str | Path) -> Result:
    """Run the command line in this process."""
    result = CliRunner().invoke(main, [*map(str, arguments)], prog_name="mapgen")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


# --- Files -----------------------------------------------------------------------------------------------------


def test_the_files_are_those_of_an_article() -> None:
    """Ten PNGs of their exact pixels, two SVGs, the frame and the page, each small enough for social networks."""
    files = made()
    sizes = {}
    for name, data in files.items():
        assert len(data) < 5_000_000
        if name.endswith(".png"):
            short = re.fullmatch(rf"{STEM}-(.+)-[0-9a-f]{{8}}\.png", name)
            assert short
            sizes[short[1]] = Image.open(io.BytesIO(data)).size
    assert sizes == PNGS
    others = [re.sub(r"-[0-9a-f]{8}\.", ".", name) for name in files if not name.endswith(".png")]
    assert others == [f"{STEM}-article.svg", f"{STEM}-article-dark.svg", f"{STEM}-frame.html", "embed.html"]


def test_a_name_holds_the_hash_of_its_bytes() -> None:
    """Frozen: other bytes would have another name, so a published article never changes."""
    for name, data in made().items():
        if name != PAGE:
            assert Path(name).stem.rsplit("-", 1)[1] == hashlib.sha256(data).hexdigest()[:8]


def test_live_names_stay() -> None:
    """With --live names hold neither date nor hash, and the pages refer to them."""
    files = made(live=True)
    assert "south-america-elected-article-640-dark.png" in files
    assert not [name for name in files if re.search(r"\d{4}-\d\d|-[0-9a-f]{8}\.", name)]
    assert 'src="south-america-elected-frame.html"' in codes(files)["iframe"]


def test_light_and_dark_are_two_maps() -> None:
    """The dark picture has the dark theme's page, the light one the chosen theme."""
    svgs = [data.decode() for name, data in made().items() if name.endswith(".svg")]
    for svg, theme in zip(svgs, ("newsprint", "dark"), strict=True):
        assert f'height="800" fill="{read_theme(theme).page}"/>' in svg


def test_a_dark_map_has_no_other_dark_one() -> None:
    """Asked for in the theme dark, the map is drawn in it alone, and nothing depends on the reader's scheme."""
    files = made(theme="dark")
    assert not [name for name in files if re.search(r"-dark-[0-9a-f]{8}", name)]
    assert "prefers-color-scheme" not in codes(files)["picture"]


def test_every_process_makes_the_same_files(tmp_path: Path, command: Command) -> None:
    """Same inputs, same names, same bytes, in this process and in another one; each path is printed."""
    done = command("embed", *KAST, "-o", "there", PYTHONHASHSEED="7", TZ="Pacific/Auckland")
    assert (done.returncode, done.stderr) == (0, READ_SHIPPED)
    written = {path.name: path.read_bytes() for path in (tmp_path / "there").iterdir()}
    assert written == made()
    assert done.stdout.splitlines() == [f"there/{name}" for name in made()]


# --- Snippets --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
def test_the_picture_is_what_a_cms_takes(lang: str) -> None:
    """No script; light and dark, wide and narrow, with the alt text, the source line and the table, in the language."""
    files = made(lang)
    elements = Elements(codes(files)["picture"])
    known = render(question=Question(as_of=date(2025, 12, 15), basis=Basis.ELECTED), options=RenderOptions(lang=lang))
    assert not elements.named("script")
    assert elements.named("figure")[0]["lang"] == lang
    phone_dark, phone, dark = elements.named("source")
    assert phone_dark["media"] == "(max-width: 480px) and (prefers-color-scheme: dark)"
    assert (phone["media"], phone["width"], phone["height"]) == ("(max-width: 480px)", "360", "560")
    assert dark["media"] == "(prefers-color-scheme: dark)"
    (image,) = elements.named("img")
    for element in (dark, image):
        assert (
            re.sub(r"\S+-(\d+)(-dark)?-[0-9a-f]{8}\.png", r"\1", element["srcset"])
            == "640 640w, 1280 1280w, 1920 1920w"
        )
        assert element["sizes"] == "(max-width: 640px) 100vw, 640px"
    assert {"width": "640", "height": "800", "loading": "lazy", "alt": known.alt}.items() <= image.items()
    assert elements.text("figcaption") == [known.drawing.metadata["source-line"]]
    assert len(elements.named("details")) == len(elements.named("summary")) == 1
    rows = [
        text for text, scope in zip(elements.text("th"), elements.named("th"), strict=True) if scope["scope"] == "row"
    ]
    assert len(rows) == 12


def test_the_table_says_who_governs_and_who_has_won() -> None:
    """Country, class, leader, since and sources; who has won and does not govern yet is said to be elected."""
    picture = codes(made())["picture"]
    (chile,) = (row for row in re.findall(r"<tr>.*</tr>", picture) if ">Chile<" in row)
    plain = re.sub(r"<[^>]+>", "|", chile)
    for words in ("Right (not yet in office)", "José Antonio Kast", "Elected on 14\u00a0December\u00a02025"):
        assert words in plain
    assert '<time datetime="2025-12-14">' in chile
    assert re.search(r'<a href="https?://[^"]+" rel="noopener external">', chile)


def test_a_state_without_a_government_is_in_the_table() -> None:
    """A pending result is said in words, with a dash where nothing is known."""
    snapshot = moments.snapshot(moments.PENDING)
    from mapgen.web.country_table import country_rows
    from mapgen.words.wording import wording

    (brazil,) = (row for row in country_rows(snapshot, 3, wording("pt")) if row.country == "Brasil")
    assert (brazil.class_label, brazil.leader, brazil.since) == ("Resultado pendente", "", "")


def test_the_iframe_has_what_hosts_need() -> None:
    """Title, label, lazy, no scrollbars, full width, an initial height; its listener checks who speaks."""
    code = codes(made())["iframe"]
    (frame,) = Elements(code).named("iframe")
    assert frame["src"] in made()
    assert frame["title"].startswith("South America: ")
    assert frame["aria-label"].startswith("Map of South America on 15 December 2025")
    assert (frame["loading"], frame["scrolling"]) == ("lazy", "no")
    height = int(frame["height"])
    assert height > 800
    style = f"width:0;min-width:100%!important;border:none;color-scheme:normal;height:{height}px!important"
    assert frame["style"] == style
    assert "event.source !== frame.contentWindow" in code
    assert "event.origin !== origin" in code


def test_the_frame_tells_its_height_in_three_ways() -> None:
    """As AMP, as pym.js and as ourselves; flags of the address choose dark, plain and transparent."""
    frame = page(made(), r"-frame-")
    for words in (
        'sentinel: "amp", type: "embed-size"',
        '["pym",',
        'join("xPYMx")',
        '"dark"',
        '"plain"',
        '"transparent"',
    ):
        assert words in frame
    assert Elements(frame).named("img")[0]["alt"].startswith("Map of South America")


def test_the_inline_map_needs_nothing_else() -> None:
    """The SVGs need no file, no script and no id; the figure has a direction and a scheme of its own, on one line.

    A host that removes SVGs shows the picture, which no browser shows where they are.
    """
    code = codes(made())["inline"]
    elements = Elements(code)
    (figure,) = elements.named("figure")
    assert (figure["dir"], figure["data-dark"], figure["lang"]) == ("ltr", "false", "en")
    assert "max-width:640px" in figure["style"]
    assert [svg.get("viewbox") for svg in elements.named("svg")] == [None, "0 0 640 800", "0 0 360 560"]
    assert len(code) < 200_000
    assert not {"script", "link"} & {name for name, _ in elements.found}
    assert not [attributes for _, attributes in elements.found if "id" in attributes]
    assert "\n" not in code
    (image,) = elements.named("img")
    assert image["src"] in made()
    assert re.search(r"<template><img [^>]*></template>", code)


def test_the_cards_are_named_with_their_whole_address() -> None:
    """The tags name image, size, title and alt; --url makes whole addresses, in the code and not in the previews."""
    files = made(address="https://example.org/maps")
    tags = {
        tag.get("property") or tag.get("name"): tag["content"] for tag in Elements(codes(files)["meta"]).named("meta")
    }
    assert re.fullmatch(rf"https://example\.org/maps/{STEM}-og-[0-9a-f]{{8}}\.png", tags["og:image"])
    assert re.fullmatch(rf"https://example\.org/maps/{STEM}-x-[0-9a-f]{{8}}\.png", tags["twitter:image"])
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert (tags["og:locale"], tags["twitter:card"]) == ("en_GB", "summary_large_image")
    assert tags["og:image:alt"] == tags["twitter:image:alt"] == Elements(page(files)).named("img")[0]["alt"]
    assert all(tag["src"] in files for tag in Elements(page(files)).named("img"))


def references(html: str) -> Iterator[str]:
    """Yield every address that a page would load."""
    for tag, attributes in Elements(html).found:
        for name in ("src", "srcset", "data", "poster", "xlink:href", "action", *(["href"] if tag != "a" else [])):
            if name in attributes:
                yield from (one.split()[0] for one in attributes[name].split(","))


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
def test_the_pages_ask_for_nothing_but_their_files(lang: str) -> None:
    """Every address that is loaded is a file beside the page; only sources are links that lead away."""
    files = made(lang)
    for html in (page(files), page(files, r"-frame-")):
        assert set(references(html)) <= files.keys()
        assert "default-src 'none'" in html
        assert f'<html lang="{lang}">' in html
        assert "@import" not in html
        assert "url(" not in html


def test_the_policy_allows_our_scripts_alone() -> None:
    """The policy of each page names its scripts by their hash; no element has a handler of its own."""
    import base64

    for html in (page(made()), page(made(), r"-frame-")):
        policy = Elements(html).named("meta")[1]["content"]
        for script in re.findall(r"<script>(.*?)</script>", html, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy
        assert not [name for _, attributes in Elements(html).found for name in attributes if name.startswith("on")]


# --- Hostile text ----------------------------------------------------------------------------------------------


def test_text_of_a_record_is_never_markup() -> None:
    """Names, titles and citations that hold markup add no element and no handler, in pages, snippets and SVG."""
    harmless = {"script": 3, "textarea": 4}
    for name, text in hostile().items():
        elements = Elements(text)
        assert not [key for _, attributes in elements.found for key in attributes if key.startswith("on")], name
        assert not [source for source in elements.named("img") if source["src"] == "x"], name
        if name == PAGE:
            assert {tag: len(elements.named(tag)) for tag in harmless} == harmless
            assert [source.get("type") for source in elements.named("script")].count("application/json") == 1
        assert "{{7*7}}" in text
    snippets = codes({name: text.encode() for name, text in hostile().items()})
    for code in (snippets["picture"], snippets["inline"], snippets["meta"]):
        assert not Elements(code).named("script")
    assert {HOSTILE.replace("'", "’"), TURNED.replace("'", "’")} <= set(Elements(snippets["picture"]).text("bdi"))


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://www.servel.cl/x?a=1&b=2", True),
        ("http://example.org", True),
        ("HTTPS://example.org/x", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("JaVaScRiPt://example.org/%0aalert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("vbscript:x", False),
        ("//example.org/x", False),
        ("https:", False),
        ("https://[", False),
        ("https://example.org/a b", False),
        ("Servel, acta of 2025-12-14", False),
    ],
)
def test_only_web_addresses_become_links(source: str, address: bool) -> None:  # noqa: FBT001
    """A link leads to an http or https address with a host; all else is shown as text."""
    assert (source_link(source).address is not None) == address


def test_every_link_leads_to_the_web() -> None:
    """In a page of hostile sources the links are those with an http or https address, or files beside it."""
    text = hostile()[PAGE]
    links = [source["href"] for source in Elements(text).named("a")]
    assert links
    assert all(urlsplit(one).scheme in {"http", "https"} or one.startswith("south-america-") for one in links)
    assert "javascript:alert(1)" in "".join(Elements(text).text("bdi"))


# --- Errors ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Missing option '-o'"),
        (("-o", "file"), "file: this is a file; name the folder that the files go to"),
        (("-o", "file/below"), "as file is a file and not a folder"),
        (("-o", "there", "--lang", "xx"), 'language "xx": there is no such language; there is '),
        (("-o", "there", "--theme", "drak"), 'theme "drak": there is no such theme'),
        (("-o", "there", "--classes", "4"), '"4" is not one of 3 or 5'),
        (("-o", "there", "--url", "example.org/maps"), 'url "example.org/maps": write the address of the folder'),
        (("-o", "there", "--url", "javascript:alert(1)"), "write the address of the folder"),
        (("-o", "there", "--size", "og"), "No such option"),
    ],
)
def test_what_cannot_be_made_is_refused(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 2, a message that says what would be right, and no file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mapgen.web.embed.encoded", _without_pixels)
    Path("file").write_text("", encoding="utf-8")
    result = mapgen("embed", *KAST, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    "address", ["ftp://example.org/", "https://", "https://e.org/a b", "https://e.org/?q", "https://["]
)
def test_an_address_is_one_of_a_folder_on_the_web(address: str) -> None:
    """Another scheme, no host, spaces, a query or nonsense: refused."""
    with pytest.raises(InputError, match="write the address of the folder"):
        Publishing.of(address=address)


@pytest.mark.parametrize(
    ("theme", "dark"),
    [("newsprint", "dark"), ("dark", "dark"), ("poster", "poster-dark"), ("poster-dark", "poster-dark")],
)
def test_a_poster_is_one_in_the_dark_too(theme: str, dark: str) -> None:
    """Readers in the dark see the same layout on a dark ground."""
    assert dark_theme(theme) == dark
