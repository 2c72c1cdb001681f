"""Wikitext: texts that stay texts, links, and templates with their parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mapgen.files.addresses import host_of

# What is markup anywhere: as numbers, MediaWiki shows them and obeys none.
_SIGNS = re.compile(
    r"[\[\]{}|<>&=~]"
    r"|''+|^'|'$"  # bold and italics, also beside our own
    r"|__"  # __NOTOC__
    r"|:(?=\S)"  # an address without brackets, such as https://… or mailto:…
    r"|(?<=\bRFC) (?=\d)|(?<=\bPMID) (?=\d)|(?<=\bISBN) (?=[\dxX])"
    r"|^[*#:;!+-]"  # a list, a rule, or a row of a table
)
# What ends an address in brackets or a parameter.
_IN_ADDRESS = re.compile(r"""[\[\]{}|<>"'\s\\^`]|[^\x21-\x7e]""")


def escaped(text: str) -> str:
    """Return a text as wikitext that shows it as it stands, in one line."""
    line = " ".join(text.split())
    return _SIGNS.sub(lambda match: "".join(f"&#{ord(sign)};" for sign in match[0]), line)


def source_link(source: str) -> str:
    """Return an address as a link that shows its host, and any other source as text."""
    host = host_of(source)
    return f"[{_address(source)} {escaped(host)}]" if host else escaped(source)


def _address(address: str) -> str:
    """Return an address without what would end its link."""
    return _IN_ADDRESS.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), address)


def template(name: str, *values: str, **named: str) -> str:
    """Return a template in one line; values are wikitext, with `=` and `|` in texts escaped."""
    parts = [name, *values, *(f"{key}={value}" for key, value in named.items())]
    return "{{" + "|".join(parts) + "}}"


def block_template(name: str, values: Mapping[str, str]) -> str:
    """Return a template with each parameter on a line of its own."""
    width = max(map(len, values))
    lines = [f"|{key:<{width}} = {value}".rstrip() for key, value in values.items()]
    return "\n".join(["{{" + name, *lines, "}}"])


def bullets(items: Sequence[str]) -> str:
    """Return a list of items; it begins a line."""
    return "\n".join(f"* {item}" for item in items)
