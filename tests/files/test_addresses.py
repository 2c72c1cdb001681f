"""Which texts are web addresses, and what their hosts are."""

from __future__ import annotations

import pytest

from mapgen.files.addresses import host_of


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://www.servel.cl/x?a=1&b=2", "servel.cl"),
        ("HTTP://Example.ORG:8080", "example.org"),
        ("https://bank.example@example.org/", "example.org"),
        ("https://аррӏе.com/", "аррӏе.com"),
        ("https://example.com\uff03@example.net", None),
        ("https://[", None),
        ("https:", None),
        ("javascript://example.org/%0aalert(1)", None),
        ("data:text/html,x", None),
        ("//example.org", None),
        ("https://example.org/a b", None),
        ("Servel, acta", None),
    ],
)
def test_the_host_is_where_a_browser_would_go(text: str, host: str | None) -> None:
    """A user name is not part of the host; an address that no browser opens has no host and is not an error."""
    assert host_of(text) == host
