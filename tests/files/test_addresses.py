"""Which texts are web addresses, and what their hosts are."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from mapgen.errors import InputError
from mapgen.files.addresses import checked_address, host_of

HOSTS = [
    ("https://www.servel.cl/x?a=1&b=2", "servel.cl"),
    ("HTTP://Example.ORG:8080", "example.org"),
    ("https://example.org:/", "example.org"),
    ("https://example.org:0443/", "example.org"),
    ("https://example.org?@evil.test", "example.org"),
    ("https://example.org#@evil.test", "example.org"),
    ("https://example.org/\\@evil.test/", "example.org"),
    ("https://example.org/%0a%2e%2e/@evil.test", "example.org"),
    ("https://under_score.example.org/", "under_score.example.org"),
    ("https://a--b.example.org/", "a--b.example.org"),
    ("http://192.168.0.1/x", "192.168.0.1"),
    ("http://[2001:DB8:0:0::1]:8080/x", "[2001:db8::1]"),
    ("http://[::ffff:127.0.0.1]/", "[::ffff:7f00:1]"),
    ("https://аррӏе.com/", "xn--80ak6aa92e.com"),
    ("https://elpaís.example/", "xn--elpas-2sa.example"),
    ("https://ELPAÍS.example/", "xn--elpas-2sa.example"),
    ("https://xn--elpas-2sa.example/", "xn--elpas-2sa.example"),
    ("https://straße.example/", "xn--strae-oqa.example"),
    ("https://ｅxample。org/", "example.org"),
    ("https://exam\u00adple.org/", "example.org"),
]
# Browsers open some of these all the same, at a host that is not what a reader would take it for.
NO_LINKS = [
    "https://bank.example@example.org/",
    "https://bank.example:pass@example.org/",
    "https://@example.org/",
    "https://evil.test\\@good.test/",
    "https://evil.test\\.good.test/",
    "https:\\\\evil.test/",
    "https:/evil.test/",
    "https:evil.test",
    "https:///evil.test/",
    "https:////evil.test/",
    "https://example.com\uff03@example.net",
    "https://example.com\u2100.evil.test/",
    "https://example.com\uff0fevil.test/",
    "https://ex%61mple.org/",
    "https://example.org%2eevil.test/",
    "https://example.org%00.evil.test/",
    "https://exa\tmple.org/",
    "https://example.org/a\nb",
    "\x01https://example.org/",
    "https://example\u200d.org/",
    "https://example.org./",
    "https://.example.org/",
    "https://a..example.org/",
    "https://-example.org/",
    "https://exam ple.org/",
    "https://example.org:99999/",
    "https://example.org:80x/",
    "https://example.org:８０/",
    "https://example.org:1234567/",
    "https://0x7f.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://192.168.0.256/",
    "https://[::1%25eth0]/",
    "https://[::1/",
    "https://[1.2.3.4]/",
    "https://xn--a/",
    f"https://{'a' * 64}.example/",
    f"https://{'a.' * 126}example/",
    "https://",
    "https:",
    "https://[",
    "javascript://example.org/%0aalert(1)",
    "data:text/html,x",
    "ftp://example.org/",
    "//example.org",
    "https://example.org/a b",
    "Servel, acta",
    "",
]


@pytest.mark.parametrize(("text", "host"), HOSTS)
def test_an_address_has_the_host_that_a_browser_opens(text: str, host: str) -> None:
    """It is in lower case and in punycode; neither the port nor what looks like a host behind it is part of it."""
    assert host_of(text) == host


@pytest.mark.parametrize("text", NO_LINKS)
def test_what_is_not_plainly_an_address_has_no_host(text: str) -> None:
    """A user name, a backslash, a host in numbers or percent signs, and what no browser opens make no link."""
    assert host_of(text) is None


def test_chromium_opens_the_same_host(page: Page) -> None:
    """Every address that becomes a link has the host of `new URL()`, apart from `www.`, with each hostile text."""
    texts = [text for text, _ in HOSTS] + NO_LINKS
    hosts = page.evaluate(
        "texts => texts.map(text => { try { return new URL(text).hostname; } catch (error) { return null; } })", texts
    )
    links = [(text, host_of(text), host) for text, host in zip(texts, hosts, strict=True) if host_of(text)]
    assert len(links) == len(HOSTS)
    assert [link for link in links if link[1] != (link[2] or "").removeprefix("www.")] == []


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("", "it is empty"),
        ("a.test/x.html", "it does not begin with https:// or http://"),
        ("https://a.test/a b", "it holds a space or a control character"),
        ("https://a.test/x?y", "it has a ? or #, and what stands behind is not part of the file's address"),
        ("https://a.test/#x", "it has a ? or #, and what stands behind is not part of the file's address"),
        ("https://b\\@a.test/", "it has a user name, which every reader would see"),
        ("https://a.test:99999/@b", "no browser opens a host or port like that"),
    ],
)
def test_an_address_of_a_file_is_plain(address: str, fault: str) -> None:
    """A query, a fragment and what is no link are refused, with the option, the fault and what would be right."""
    with pytest.raises(InputError) as refused:
        checked_address("url", address, "write https://example.org/")
    assert str(refused.value) == f'url "{address}": {fault}; write https://example.org/'
    assert checked_address("url", "https://a.test/x.html", "") == "https://a.test/x.html"
