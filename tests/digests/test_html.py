"""HTML: what a reader could see or a program could run otherwise is altered; what is only written otherwise is not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from mapgen.cli.main import main
from mapgen.digests import html
from mapgen.digests.digest import DIGEST, WHOLE, is_whole
from mapgen.digests.html import html_with_digest, whole_metadata
from mapgen.digests.html_content import FACTS
from mapgen.digests.html_process import answer_for
from mapgen.digests.judgement import NOT_OURS, PACKED, FileMetadata, ForeignError, OlderError
from mapgen.digests.reading import metadata_in
from mapgen.files.bounded_process import Bounds, Ended
from mapgen.proof.verification import _altered_siblings

Edit = Callable[[str], str]
OPENING = f'<script type="application/json" id="{FACTS}">'
# What every hostile page begins with: facts that could be ours.
OURS = f'<!doctype html><html><body>{OPENING}{{"{DIGEST}":"{{}}"}}</script>'


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the page of a few days."""
    path = tmp_path_factory.mktemp("page") / "page.html"
    done = CliRunner().invoke(main, ["page", "--from", "2025-12-10", "--to", "2025-12-20", "-o", str(path)])
    assert done.exit_code == 0, done.output
    return path.read_bytes().decode()


def after(mark: str, added: str) -> Edit:
    """Return an edit that adds a text after the first mark."""
    return lambda text: text.replace(mark, mark + added, 1)


def before(mark: str, added: str) -> Edit:
    """Return an edit that adds a text before the first mark."""
    return lambda text: text.replace(mark, added + mark, 1)


def instead(old: str, new: str) -> Edit:
    """Return an edit that replaces the first such text."""
    return lambda text: text.replace(old, new, 1)


def block(text: str) -> str:
    """Return the element of the facts."""
    return re.findall(f"{re.escape(OPENING)}.*?</script>", text)[0]


def with_facts(change: Callable[[dict[str, str]], object], **layout: int) -> Edit:
    """Return an edit of the facts, as another program writes them."""

    def edit(text: str) -> str:
        facts = json.loads(block(text)[len(OPENING) : -len("</script>")])
        return text.replace(block(text), f"{OPENING}{json.dumps(change(facts), **layout)}</script>")

    return edit


def read(data: bytes) -> FileMetadata:
    """Return what is said of a page, in this process."""
    answer = answer_for(data)
    assert answer.page, answer
    return answer.page


def edited(page: str, edit: Edit) -> FileMetadata:
    """Return what is said of the page after an edit, which must make a difference."""
    assert edit(page) != page
    data = edit(page).encode()
    assert not is_whole(data)
    return read(data)


# --- Unchanged --------------------------------------------------------------------------------------------------


def test_a_fresh_page_is_whole(page: str) -> None:
    """Its facts are read, both digests among them, and no parser is loaded for that."""
    content = metadata_in(page.encode())
    assert (content.kind, content.altered, content.re_encoded) == ("HTML", (), ())
    assert {DIGEST, WHOLE, "shows", "record-sha256"} <= set(content.metadata)
    code = (
        "import sys; from mapgen.digests.reading import metadata_in; metadata_in(sys.stdin.buffer.read()); "
        "assert not {'selectolax', 'jinja2'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], input=page.encode(), check=False).returncode == 0


def test_a_whole_file_without_facts_is_not_ours() -> None:
    """Nor is one whose facts are no texts, whatever digest it has."""
    for text in (
        "<!doctype html>",
        f"{OPENING}[",
        f'{OPENING}{{"a":1}}</script>',
        f"{OPENING}{'[' * 100_000}</script>",
    ):
        with pytest.raises(ForeignError, match=NOT_OURS):
            whole_metadata(text.encode())


# --- Re-encoded -------------------------------------------------------------------------------------------------

RE_ENCODED: dict[str, Edit] = {
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "old line ends": lambda text: text.replace("\n", "\r"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "other quotes": lambda text: text.replace('class="mg-page"', "class='mg-page'"),
    "no quotes": instead('id="mg-map"', "id=mg-map"),
    "capitals": lambda text: text.replace("<main", "<MAIN").replace("<!doctype", "<!DOCTYPE"),
    "attributes in another order": instead('type="button" id="mg-back"', 'id="mg-back" type="button"'),
    "numbers for signs": instead(">Brazil<", ">&#66;razil<"),
    "facts laid out": with_facts(dict, indent=1),
    "facts in another order": with_facts(lambda facts: dict(reversed(facts.items()))),
}


@pytest.mark.parametrize("name", RE_ENCODED)
def test_what_is_written_otherwise_is_re_encoded(page: str, name: str) -> None:
    """A browser builds the same document of it."""
    content = edited(page, RE_ENCODED[name])
    assert (content.altered, content.re_encoded) == ((), (PACKED,))
    assert content.metadata["as-of"]


def test_facts_may_be_lost(page: str) -> None:
    """It is said how many."""
    content = edited(page, with_facts(lambda facts: {key: value for key, value in facts.items() if key != "coder"}))
    assert (content.altered, content.re_encoded) == ((), (PACKED, "1 item of its metadata was removed"))


# --- Altered ----------------------------------------------------------------------------------------------------

ALTERED: dict[str, tuple[Edit, str]] = {
    "an element": (before("<h1", "<p>Added</p>"), "its markup, lines"),
    "a comment": (before("<h1", "<!-- mine -->"), "its markup, lines"),
    "a space": (before("</h1>", " "), "its markup, lines"),
    "a no-break space": (before("</h1>", "\u00a0"), "its markup, lines"),
    "an event": (after("<main", " onclick=a()"), "its markup, lines"),
    "a colour": (after("<style>", "*{fill:red}"), "a style"),
    "a script": (after('"use strict";', "a();"), "a script"),
    "a zero in a script": (after('"use strict";', "\0"), "a script"),
    "another script": (before("</head>", "<script>a()</script>"), "a script, added"),
    "a template": (before("</main>", "<template><b>x</b></template>"), "its markup, lines"),
    "a frame": (before("</main>", "<iframe srcdoc=x></iframe>"), "its markup, lines"),
    "another base": (before("<title>", '<base href="//x">'), "its markup, lines"),
    "another policy": (instead("script-src '", "script-src * '"), "its markup, lines"),
    "elements of SVG in HTML": (instead("<defs>", "<desc><defs></defs></desc><defs>"), "its markup, lines"),
    "quirks": (instead("<!doctype html>", ""), "its markup, lines"),
    "an old document type": (instead("html>", 'html PUBLIC "-//W3C//DTD HTML 3.2//EN">'), "its markup, lines"),
    "what is behind": (lambda text: text + "<p>x", "its markup, lines"),
    # A browser takes the data that stand last.
    "doubled data": (after('id="mg-data">{', '"sharing":1,'), '"sharing" in its data, added'),
    "doubled data within": (instead('"sharing":{', '"sharing":{"a":1,"a":2,'), '"sharing" in its data'),
    "the id of its data": (instead('id="mg-data"', 'id="mg-date"'), "the element of its data or its facts"),
    "a fact": (with_facts(lambda facts: facts | {"as-of": "2024-01-01"}), 'the fact "as-of"'),
    "another fact": (with_facts(lambda facts: facts | {"note": "x"}), 'the fact "note"'),
    "a fact that is no text": (with_facts(lambda facts: facts | {"note": 1}), 'the fact "note", which is no text'),
    "half a sign": (after(f"{OPENING}{{", '"note":"\\ud800",'), 'the fact "note", which is no text'),
    "a doubled fact": (after(f"{OPENING}{{", '"title":"Forged",'), 'the fact "title", which stands 2 times'),
    "a doubled fact behind": (
        instead("}</script>\n</body>", ',"title":"F"}</script>\n</body>'),
        'the fact "title", wh',
    ),
    "facts twice": (lambda text: text.replace(block(text), block(text) * 2), "2 elements for its facts"),
    "facts elsewhere": (lambda text: text.replace(block(text), "").replace("<h1", block(text) + "<h1"), "its markup"),
    "facts of another type": (instead(OPENING, OPENING.replace("/json", "/ld+json")), "the element of its data or its"),
    "facts that load": (
        instead(OPENING, OPENING.replace(" id=", " src=x id=")),
        "the element of its data or its facts",
    ),
    "its seal": (instead('\\"version\\":2', '\\"version\\":[2'), "its seal"),
    # These build the same document, and still show something else at times.
    "a late <html>": (before("<main", "<html lang=de>"), "its markup, lines"),
    "a late <body>": (before("<main", "<body>"), "its markup, lines"),
    "two encodings": (instead('"utf-8"', '"utf-8" charset="x"'), "its markup, lines"),
    "a far encoding": (before("<html", " " * 2000), "its markup, lines"),
}


@pytest.mark.parametrize("name", ALTERED)
def test_what_is_altered_has_a_place(page: str, name: str) -> None:
    """Each alteration is one, and something is said of where."""
    edit, place = ALTERED[name]
    content = edited(page, edit)
    assert any(place in words for words in content.altered), content.altered
    assert not content.re_encoded


def test_bytes_of_another_encoding_are_altered(page: str) -> None:
    """Also where a browser shows the sign of one that was there."""
    data = page.encode().replace(b"</h1>", b"\xff</h1>", 1)
    assert f"a byte that is not UTF-8, after {data.index(0xFF)} bytes" in read(data).altered
    with pytest.raises(ForeignError, match="neither PNG"):
        metadata_in(page.encode("utf-16"))


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("<p>a</p>\n", "<p>b</p>\n", "a text"),
        ("<p>", "<p lang=de>", "an attribute"),
        ("<p>a</p>\n", "\n<p>a</p>", "its elements, or their order"),
        ("<!--a-->", "<!--b-->", "a comment"),
        ("<!doctype html>", "<!doctype htm>", "its document type"),
        ("<title>", "<html><title>", "its tags, some of which browsers drop, or where it says its encoding"),
    ],
)
def test_where_no_part_differs_its_kind_is_told(monkeypatch: pytest.MonkeyPatch, old: str, new: str, kind: str) -> None:
    """There is always something behind `altered`, whatever the short checksums of the lines miss."""
    monkeypatch.setattr("mapgen.digests.html_content._markup", lambda _: ())
    page = "<!doctype html><html><head><title>a</title></head><body><!--a-->\n<p>a</p>\n</body></html>"
    made = html_with_digest(page, {"software": "mapgen"}).decode()
    assert edited(made, instead(old, new)).altered == (kind,)


# --- Not ours, hostile ------------------------------------------------------------------------------------------


def test_a_page_of_an_older_mapgen_says_so(page: str) -> None:
    """Its seal did not cover the whole file."""
    older = with_facts(lambda facts: {**facts, DIGEST: '{"all":"0","facts":"","parts":{}}', WHOLE: ""})(page)
    with pytest.raises(OlderError, match="an older mapgen made it"):
        metadata_in(older.encode())


def test_a_page_without_facts_starts_no_process(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such pages are many."""
    monkeypatch.setattr(html, "run_bounded", lambda *_: pytest.fail("a process"))
    with pytest.raises(ForeignError, match=NOT_OURS):
        metadata_in(page.replace(FACTS, "other").encode())


@pytest.mark.parametrize(
    "facts", ["", "[", "[]", '{"title":"x"}', '{"a":' * 100_000, f'{{"{DIGEST}":{"[" * 100_000}}}', "9" * 10_000]
)
def test_what_are_no_facts_of_ours(facts: str) -> None:
    """No JSON, other JSON, and JSON without an end."""
    assert answer_for(f"<!doctype html>{OPENING}{facts}</script>".encode()).foreign == NOT_OURS


HOSTILE = {
    "unclosed scripts": "<script>" * 200_000,
    "unclosed attributes": '<style a="' * 170_000,
    "formatting that is built again": "".join(f"<b a{number}>" for number in range(20_000)) + "<p>" * 200_000,
    "many elements": "<p>" * 3_300_000,
    "deep elements": "<div>" * 101,
    "brackets": f"<script type=application/json>{'[' * 1_000_000}",
}
LIMIT = "reading it takes more than 400 MB or 3 seconds, as no page of mapgen does"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("unclosed scripts", ""),
        ("unclosed attributes", ""),
        ("brackets", ""),
        ("deep elements", "its elements lie more than 100 deep in each other, as in no page of mapgen"),
        ("many elements", LIMIT),
        ("formatting that is built again", LIMIT),
    ],
)
def test_a_hostile_page_is_answered(monkeypatch: pytest.MonkeyPatch, name: str, why: str) -> None:
    """Within bounds that the message says; here in less time, so that the test takes less."""
    monkeypatch.setattr(html, "_BOUNDS", Bounds(html._BOUNDS.megabytes, 1))
    try:
        said = metadata_in((OURS + HOSTILE[name]).encode()).altered[0]
    except ForeignError as error:
        said = str(error)
    assert said == (why or "its seal")


def test_a_process_that_cannot_start_is_told(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As is one that does not end."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(ForeignError, match=r"the process that reads pages cannot start \(No such file"):
        metadata_in(page.encode() + b" ")
    monkeypatch.setattr(html, "run_bounded", lambda *_: Ended(b"", well=False, late=True))
    with pytest.raises(ForeignError, match=LIMIT):
        metadata_in(page.encode() + b" ")


# --- Files beside a page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ("[" * 1_000_000, "what it says of the files beside it"),
        ('{"a":' + "9" * 10_000 + "}", "what it says of the files beside it"),
        ("[]", "what it says of the files beside it"),
        ('{"../x":""}', 'what it says of the files beside it: "../x" is no name of a file'),
        ('{"a\\u0000":""}', 'what it says of the files beside it: "a\\u0000" is no name of a file'),
        (json.dumps(dict.fromkeys(map(str, range(301)), "")), "what it says of the files beside it: 301 of them"),
        ('{"a.png":"0"}', "the file a.png beside it"),
        ('{"b.png":"0","..":"0","":"0"}', ""),
    ],
)
def test_files_beside_a_page_are_named_and_few(tmp_path: Path, files: str, said: str) -> None:
    """Whatever a page says of them is answered in words; a file that is not there is none."""
    (tmp_path / "a.png").write_bytes(b"other")
    places = [*_altered_siblings(tmp_path, files)]
    assert [place[: len(said)] for place in places] == ([said] if said else [])
