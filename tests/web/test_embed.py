"""What goes into an article: the files, their names, and the code to paste, whatever a record holds."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import moments
import pytest
from click.testing import CliRunner, Result
from embeds import Elements, coded, codes, made, page, without_pixels
from notes import READ_SHIPPED
from PIL import Image

from mapgen import Basis, InputError, Question, RenderOptions, answer, render
from mapgen.cli.main import main
from mapgen.drawing.typeface import unbroken
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
    "phone": (720, 1120),
    "article-640-dark": (640, 800),
    "article-1280-dark": (1280, 1600),
    "article-1920-dark": (1920, 2400),
    "phone-dark": (720, 1120),
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
        patch.setattr("mapgen.web.pictures.encoded", without_pixels)
        from tempfile import TemporaryDirectory

        with TemporaryDirectory() as folder:
            path = Path(folder) / "record.toml"
            path.write_text(
                RECORD.format(hostile=HOSTILE.replace("'", "’"), turned=TURNED.replace("'", "’")), encoding="utf-8"
            )
            snapshot = answer(read_source(path), Question(as_of=date(2025, 12, 15), basis=Basis.OFFICE))
            files = embed_files(snapshot, RenderOptions(), Path("there"))
    return {path.name: data.decode() for path, data in files.items() if path.suffix != ".png"}


def mapgen(*arguments: str | Path) -> Result:
    """Run the command line in this process."""
    result = CliRunner().invoke(main, [*map(str, arguments)], prog_name="mapgen")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


# --- Files -----------------------------------------------------------------------------------------------------


def test_the_files_are_those_of_an_article() -> None:
    """Ten PNGs of their exact pixels, two SVGs, the frame with its style and script, the page; none too large."""
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
    svgs = [f"{STEM}-article.svg", f"{STEM}-article-dark.svg"]
    assert others == [*svgs, "mapgen-embed.js", f"{STEM}-frame.css", f"{STEM}-frame.html", "embed.html"]


def test_phones_get_a_light_picture() -> None:
    """The image for narrow screens is of 70 kB at most, in either scheme."""
    phones = {name: len(data) for name, data in made().items() if "-phone-" in name}
    assert len(phones) == 2
    assert max(phones.values()) <= 70_000


def test_a_name_holds_the_hash_of_its_bytes() -> None:
    """Frozen: other bytes would have another name, so a published article never changes."""
    for name, data in made().items():
        if name != PAGE:
            assert Path(name).stem.rsplit("-", 1)[1] == hashlib.sha256(data).hexdigest()[:8]


def test_live_names_stay() -> None:
    """With --live names hold neither date nor hash, and the pages refer to them."""
    files = coded(live=True)
    assert "south-america-elected-article-640-dark.png" in files
    assert not [name for name in files if re.search(r"\d{4}-\d\d|-[0-9a-f]{8}\.", name)]
    iframe = codes(files)["iframe"]
    assert 'src="south-america-elected-frame.html"' in iframe
    assert 'src="mapgen-embed.js"' in iframe


def test_light_and_dark_are_two_maps() -> None:
    """The dark picture has the dark theme's page, the light one the chosen theme."""
    svgs = [data.decode() for name, data in coded().items() if name.endswith(".svg")]
    for svg, theme in zip(svgs, ("newsprint", "dark"), strict=True):
        assert f'height="800" fill="{read_theme(theme).page}"/>' in svg


def test_a_dark_map_has_no_other_dark_one() -> None:
    """Asked for in the theme dark, the map is drawn in it alone, and nothing depends on the reader's scheme."""
    files = coded(theme="dark")
    assert not [name for name in files if re.search(r"-dark-[0-9a-f]{8}", name)]
    picture = codes(files)["picture"]
    assert "prefers-color-scheme" not in picture
    assert "data-scheme" not in picture
    assert 'data-dark="true"' in picture


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
    files = coded(lang)
    elements = Elements(codes(files)["picture"])
    known = render(question=Question(as_of=date(2025, 12, 15), basis=Basis.ELECTED), options=RenderOptions(lang=lang))
    assert not elements.named("script")
    assert elements.named("figure")[0]["lang"] == lang
    phone_dark, phone, dark = elements.named("source")
    # Light for all readers; a script may change the media of the others.
    assert (phone_dark["media"], phone_dark["data-media"], dark["media"]) == (
        "not all",
        "(max-width: 480px)",
        "not all",
    )
    assert phone_dark["data-scheme"] == dark["data-scheme"] == "dark"
    assert (phone["media"], phone["width"], phone["height"]) == ("(max-width: 480px)", "360", "560")
    (image,) = elements.named("img")
    for element in (dark, image):
        assert (
            re.sub(r"\S+-(\d+)(-dark)?-[0-9a-f]{8}\.png", r"\1", element["srcset"])
            == "640 640w, 1280 1280w, 1920 1920w"
        )
        assert element["sizes"] == "(max-width: 640px) 100vw, 640px"
    assert {"width": "640", "height": "800", "loading": "lazy", "alt": known.alt}.items() <= image.items()
    assert elements.text("figcaption") == [unbroken(known.drawing.metadata["source-line"])]
    assert len(elements.named("details")) == len(elements.named("summary")) == 1
    rows = [
        text for text, scope in zip(elements.text("th"), elements.named("th"), strict=True) if scope["scope"] == "row"
    ]
    assert len(rows) == 12


def test_the_table_says_who_governs_and_who_has_won() -> None:
    """Country, class, leader, since and sources; who has won and does not govern yet is said to be elected."""
    picture = codes(coded())["picture"]
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


@pytest.mark.parametrize(
    ("scheme", "dark", "first", "media"),
    [
        ("light", "false", "article-1280-", "not all"),
        ("dark", "true", "article-1280-dark-", "not all"),
        ("auto", "auto", "article-1280-", "(prefers-color-scheme: dark)"),
    ],
)
def test_the_scheme_is_the_same_in_every_snippet(scheme: str, dark: str, first: str, media: str) -> None:
    """Light, dark or the reader's own, in attribute and images, of picture, frame, element, mail and AMP."""
    files = coded(scheme=scheme)
    code = codes(files)
    for name in ("picture", "iframe"):
        assert f'data-dark="{dark}"' in code[name]
    assert f' dark="{dark}"' in code["component"]
    assert f'<html lang="en" class="mg-frame" data-dark="{dark}">' in page(files, r"-frame-\w+\.html")
    for html in (code["picture"], page(files, r"-frame-\w+\.html")):
        other = "light" if scheme == "dark" else "dark"
        sources = [one for one in Elements(html).named("source") if one.get("data-scheme") == other]
        assert [one["media"].removeprefix("(max-width: 480px) and ") for one in sources] == [media, media]
    for name in ("picture", "img", "iframe", "component", "newsletter", "amp"):
        assert re.search(rf'src="{STEM}-{first}[0-9a-f]{{8}}\.png"', code[name])


def test_every_snippet_is_one_line() -> None:
    """Editors that make paragraphs and breaks of lines find none; the tags of a head are not for them."""
    for name, code in codes(coded(address="https://example.org/maps")).items():
        assert ("\n" in code.strip()) == (name == "meta")


def test_the_iframe_has_what_hosts_need() -> None:
    """Title, lazy, the column's width, height and proportions; readers can scroll; script and fallback on its line."""
    code = codes(coded())["iframe"]
    elements = Elements(code)
    (frame,) = elements.named("iframe")
    assert frame["src"] in coded()
    assert frame["title"].startswith("South America: ")
    assert (frame["loading"], frame["width"], frame["height"]) == ("lazy", "100%", "832")
    assert "width:640px;max-width:100%" in frame["style"]
    assert "scrolling" not in frame
    assert "aspect-ratio:480/802" in frame["style"]
    (script,) = elements.named("script")
    assert script["src"] in coded()
    assert "</iframe><script async" in code
    assert [name for name, _ in elements.found] == ["iframe", "script", "template", "img"]
    assert elements.named("img")[0]["alt"].startswith("Map of South America on 15 December 2025")


def test_the_element_holds_its_picture() -> None:
    """What a host shows that knows neither element nor script is an image with the alt text."""
    elements = Elements(codes(coded())["component"])
    assert [name for name, _ in elements.found] == ["mapgen-map", "img", "script"]
    assert elements.named("mapgen-map")[0]["src"] in coded()
    assert elements.named("img") == Elements(codes(coded())["img"]).named("img")


def test_a_newsletter_needs_nothing_but_its_image() -> None:
    """Image and table with styles in their elements; no script, SVG, class, id or element that mail leaves out."""
    elements = Elements(codes(coded(address="https://example.org/maps"))["newsletter"])
    known = {"div", "p", "img", "table", "thead", "tbody", "tr", "th", "td", "bdi", "a"}
    assert {name for name, _ in elements.found} == known
    assert not {"class", "id"} & {name for _, attributes in elements.found for name in attributes}
    (image,) = elements.named("img")
    assert image["src"].startswith("https://example.org/maps/")
    assert (image["width"], image["height"]) == ("600", "750")
    assert len([one for one in elements.named("th") if one["scope"] == "row"]) == 12


def test_an_amp_page_takes_the_images() -> None:
    """One for each width, by AMP's own element; no image, script or important rule of HTML."""
    code = codes(coded())["amp"]
    wide, narrow = Elements(code).named("amp-img")
    assert (wide["layout"], wide["width"], narrow["width"]) == ("intrinsic", "640", "360")
    assert {wide["alt"], narrow["alt"]} == {Elements(codes(coded())["img"]).named("img")[0]["alt"]}
    assert not {"img", "script", "picture"} & {name for name, _ in Elements(code).found}
    assert "!important" not in code


def test_oembed_reads_the_frame() -> None:
    """With an address, page and frame name a file that has the iframe, its size and an image; without one, neither."""
    files = coded(address="https://example.org/maps")
    (name,) = (name for name in files if name.endswith(".json"))
    for html in (codes(files)["meta"], page(files, r"-frame-\w+\.html")):
        (link,) = (one for one in Elements(html).named("link") if one["rel"] == "alternate")
        assert (link["href"], link["type"]) == (f"https://example.org/maps/{name}", "application/json+oembed")
    read = json.loads(files[name])
    assert (read["type"], read["version"], read["provider_name"]) == ("rich", "1.0", "example.org")
    assert (read["width"], read["height"], read["thumbnail_width"], read["thumbnail_height"]) == (640, 832, 640, 800)
    for address in (Elements(read["html"]).named("iframe")[0]["src"], read["thumbnail_url"]):
        assert address.removeprefix("https://example.org/maps/") in files
    assert "json+oembed" not in codes(coded())["meta"]


def test_programs_read_what_the_map_is() -> None:
    """Head and frame have the data set with its licence, region and sources; with an address also the images."""
    files = coded(address="https://example.org/maps")
    for html in (codes(files)["meta"], page(files, r"-frame-\w+\.html")):
        (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
        data, *images = json.loads(text)["@graph"]
        assert (data["@type"], data["spatialCoverage"]["name"]) == ("Dataset", "South America")
        assert data["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
        assert len(data["citation"]) > 12
        assert [one["@type"] for one in images] == ["ImageObject", "ImageObject"]
        assert {one["contentUrl"].removeprefix("https://example.org/maps/") for one in images} <= files.keys()
    assert "contentUrl" not in codes(coded())["meta"]


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
def test_the_alt_text_is_the_svgs(lang: str) -> None:
    """Every image of every snippet has the title of the SVG, in its language."""
    files = coded(lang)
    (title,) = Elements(page(files, r"article-[0-9a-f]{8}\.svg")).text("title")[:1]
    for name, code in codes(files).items():
        images = Elements(code).named("img") + Elements(code).named("amp-img")
        assert {one["alt"] for one in images} <= {title}
        assert images or name in {"inline", "meta"}


def test_the_frame_is_a_page_of_its_own() -> None:
    """It has a main part and a heading, style and script as files, and links that do not open inside of it."""
    elements = Elements(page(coded(), r"-frame-\w+\.html"))
    assert [len(elements.named(tag)) for tag in ("main", "h1", "figure", "style")] == [1, 1, 1, 0]
    assert elements.named("base") == [{"target": "_blank"}]
    assert elements.named("img")[0]["alt"].startswith("Map of South America")
    names = [elements.named("link")[0]["href"], *(one["src"] for one in elements.named("script") if "src" in one)]
    assert len(names) == 2
    assert set(names) <= coded().keys()


def test_the_inline_map_needs_nothing_else() -> None:
    """The SVGs need no file, no script and no id; the figure has a direction and a scheme of its own, on one line.

    A host that removes SVGs shows the picture, which no browser shows where they are.
    """
    code = codes(coded())["inline"]
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
    assert image["src"] in coded()
    assert re.search(r"<template><img [^>]*></template>", code)
    assert "&nbsp;" not in code
    ET.fromstring(re.sub("<img [^>]*>", "<img/>", code))  # noqa: S314 (we wrote it)


def test_the_cards_are_named_with_their_whole_address() -> None:
    """The tags name image, size, title and alt; --url makes whole addresses, in the code and not in the previews."""
    files = coded(address="https://example.org/maps")
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
    files = coded(lang)
    for html in (page(files), page(files, r"-frame-\w+\.html")):
        assert set(references(html)) <= files.keys()
        assert "default-src 'none'" in html
        assert f'<html lang="{lang}"' in html
        assert "@import" not in html
        assert "url(" not in html


def test_the_policy_allows_our_scripts_alone() -> None:
    """The policy of each page names its scripts by their hash; no element has a handler of its own."""
    import base64

    for html in (page(coded()), page(coded(), r"-frame-\w+\.html")):
        policy = Elements(html).named("meta")[1]["content"]
        for script in re.findall(r"<script>(.*?)</script>", html, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy
        assert not [name for _, attributes in Elements(html).found for name in attributes if name.startswith("on")]


# --- Hostile text ----------------------------------------------------------------------------------------------


def test_text_of_a_record_is_never_markup() -> None:
    """Names, titles and citations that hold markup add no element and no handler, in pages, snippets and SVG."""
    # The iframe's script, one to copy with, and the map's metadata.
    harmless = {"script": 3, "textarea": 8}
    for name, text in hostile().items():
        elements = Elements(text)
        assert not [key for _, attributes in elements.found for key in attributes if key.startswith("on")], name
        assert not [source for source in elements.named("img") if source["src"] == "x"], name
        if name == PAGE:
            assert {tag: len(elements.named(tag)) for tag in harmless} == harmless
            assert [source.get("type") for source in elements.named("script")].count("application/json") == 1
        assert "{{7*7}}" in text or name.endswith((".js", ".css"))
    snippets = codes({name: text.encode() for name, text in hostile().items()})
    for name in ("picture", "img", "inline", "newsletter", "amp", "meta"):
        scripts = [one.get("type") for one in Elements(snippets[name]).named("script")]
        assert scripts == (["application/ld+json"] if name == "meta" else [])
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
    assert all(
        urlsplit(one).scheme in {"http", "https"} or one.startswith(("south-america-", "mapgen-embed")) for one in links
    )
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
        (("-o", "there", "--url", "example.org/maps"), 'url "example.org/maps": it does not begin with'),
        (("-o", "there", "--url", "javascript:alert(1)"), "write the address of the folder"),
        (("-o", "there", "--size", "og"), "No such option"),
        (("-o", "there", "--scheme", "drak"), '"drak" is not one of light, dark or auto; did you mean "dark"?'),
    ],
)
def test_what_cannot_be_made_is_refused(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 2, a message that says what would be right, and no file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mapgen.web.pictures.encoded", without_pixels)
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
