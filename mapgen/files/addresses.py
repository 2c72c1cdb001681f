"""Recognise web addresses: only they become links."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(text: str) -> str | None:
    """Return the host of an http or https address, without `www.`; None for any other text.

    It is the host that a browser would open: neither a user name before it nor a path that looks like a host.
    """
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or any(character.isspace() for character in text):
        return None
    return host.removeprefix("www.")
