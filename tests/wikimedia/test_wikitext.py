"""Wikitext of description pages: any text stays text, an address is a link, and no template has more or fewer parts."""

from __future__ import annotations

from html import unescape

import mwparserfromhell
import pytest
from hostile_texts import ALL

from mapgen.files.texts import LONGEST_NAME
from mapgen.wikimedia.wikitext import block_template, escaped, source_link, template

WIKI = (
    "{{delete|1=spam}}",
    "[[Category:Spam]] [https://evil.test x]",
    "'''bold''' ''it'' and '",
    "a|b=c",
    "}}{{subst:evil}}",
    "-{zh:x}-",
    "<ref>x</ref><nowiki>",
    "</nowiki>{{x}}",
    "~~~~",
    "__NOTOC__",
    "* item",
    "# item",
    ": indented",
    "; term",
    "----",
    "{| class=x",
    "https://evil.test/ mailto:a@b.test",
    "ISBN 978-3-16-148410-0 RFC 2119",
    "&lt;b&gt; &#123;",
    "two\n\n== headings ==",
)


@pytest.mark.parametrize("text", WIKI)
def test_markup_stays_text(text: str) -> None:
    """What a text holds of wikitext is shown as it stands: it makes no node but text and entities."""
    code = mwparserfromhell.parse(template("legend", "#e8505b", escaped(text)))
    [legend] = code.filter_templates()
    assert len(legend.params) == 2
    [shown] = legend.params[1:]
    assert {type(node).__name__ for node in shown.value.nodes} <= {"Text", "HTMLEntity"}
    assert unescape(str(shown.value)) == " ".join(text.split())


def test_no_published_attack_is_markup() -> None:
    """The attack strings of others are texts, too, and come out as they went in."""
    for text in ALL:
        short = text[:LONGEST_NAME]
        code = mwparserfromhell.parse(template("en", "1=" + escaped(short)))
        [language] = code.filter_templates()
        [shown] = language.params
        assert {type(node).__name__ for node in shown.value.nodes} <= {"Text", "HTMLEntity"}, text
        assert unescape(str(shown.value)).split() == short.split() or "&" in short, text


@pytest.mark.parametrize(
    ("text", "escaped_text"),
    [
        ("Left (6): Brazil, Chile", "Left (6): Brazil, Chile"),
        ("Chile’s president-elect", "Chile’s president-elect"),
        ("l'Argentina", "l'Argentina"),
        ("* item", "&#42; item"),
        ("__TOC__", "&#95;&#95;TOC&#95;&#95;"),
        ("ISBN 9783161484100", "ISBN&#32;9783161484100"),
        ("http://a.test", "http&#58;//a.test"),
        ("~~~~", "&#126;&#126;&#126;&#126;"),
    ],
)
def test_only_markup_is_escaped(text: str, escaped_text: str) -> None:
    """Whoever edits a page reads plain text; what MediaWiki would obey is written as numbers."""
    assert escaped(text) == escaped_text


@pytest.mark.parametrize(
    ("source", "link"),
    [
        ("https://www.a.test/b?c=1", "[https://www.a.test/b?c=1 a.test]"),
        ("https://a.test/b]c|d", "[https://a.test/b%5Dc%7Cd a.test]"),
        ("https://a.test/{{x}}'", "[https://a.test/%7B%7Bx%7D%7D%27 a.test]"),
        ("https://a.test/ñ", "[https://a.test/%C3%B1 a.test]"),
        ("A book, p. 3", "A book, p. 3"),
        ("javascript:alert(1)", "javascript&#58;alert(1)"),
    ],
)
def test_sources_are_links(source: str, link: str) -> None:
    """An address is a link with its host, whatever would end it is written as numbers; other sources are texts."""
    assert source_link(source) == link


def test_parameters_stand_on_their_own_lines() -> None:
    """A template of many parameters is laid out as editors know it."""
    assert block_template("Information", {"date": "2025", "author": ""}) == (
        "{{Information\n|date   = 2025\n|author =\n}}"
    )
