"""Recognise web addresses: only they become links, and the host that a reader sees is the one that a browser opens.

Browsers read addresses by the URL Standard (https://url.spec.whatwg.org), which takes a backslash for a slash, skips
slashes, leaves out control characters and decodes the host. A text that needs any of this to be an address is no link.
"""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from mapgen.errors import InputError

# A user name before the host or a backslash behind it leaves no match.
_ADDRESS = re.compile(r"https?://(\[[0-9a-f:.]+\]|[^\s/?#\\@:\[\]]+)(?::([0-9]{0,5}))?(?:[/?#].*)?", re.IGNORECASE)
_ODD = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# A last label of these makes browsers read the whole host as a number (0x7f.1 is 127.0.0.1).
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_LONGEST_HOST, _LAST_PORT = 253, 65535


def host_of(text: str) -> str | None:
    """Return the host of an http or https address, without `www.`; None for any other text.

    It is the host that a browser opens, as its address bar writes it: in lower case, and in punycode (`xn--…`) where it
    has letters outside of ASCII, so that no letter can pass for another. An address with a user name, a backslash or a
    percent sign before its path is none.
    """
    match = _ADDRESS.fullmatch(text)
    if not match or _ODD.search(text) or int(match[2] or 0) > _LAST_PORT:
        return None
    host = _opened_host(match[1])
    return host.removeprefix("www.") if host else None


def checked_address(option: str, address: str, wanted: str) -> str:
    """Return an address of a file or folder on the web as it is; raises InputError for any other text.

    It has neither a query nor a fragment. The message begins with the option, says what is wrong where that is known,
    and ends with what is wanted.
    """
    if host_of(address) is None or "?" in address or "#" in address:
        raise InputError.single(f'{option} "{address}"', f"{_fault(address)}{wanted}")
    return address


def _fault(address: str) -> str:
    """Return what makes a text no address that others can open, with a semicolon; nothing where nobody can say."""
    if not address.strip():
        return "it is empty; "
    if not re.match("https?://", address, re.IGNORECASE):
        return "it does not begin with https:// or http://; "
    if _ODD.search(address):
        return "it holds a space or a control character; "
    if "?" in address or "#" in address:
        return "it has a ? or #, and what stands behind is not part of the file's address; "
    if re.match("[^/]*//[^/]*@", address):
        return "it has a user name, which every reader would see; "
    return "no browser opens a host or port like that; "


def _opened_host(host: str) -> str | None:
    """Return a host as browsers write it; None for one that they refuse, or would read as another host."""
    if host.startswith("["):
        return _ipv6(host[1:-1])
    ascii_host = _in_ascii(host)
    labels = ascii_host.split(".") if ascii_host else []
    if not labels or len(".".join(labels)) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        return None
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(".".join(labels))
    return ".".join(labels)


def _in_ascii(host: str) -> str | None:
    """Return a host in lower case and punycode; None where it has no such form."""
    lowered = host.lower()
    if lowered.isascii() and "xn--" not in lowered:
        return lowered
    import idna  # noqa: PLC0415 (hardly any host needs it)

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return None


def _ipv4(host: str) -> str | None:
    try:
        return str(IPv4Address(host))
    except AddressValueError:
        return None


def _ipv6(host: str) -> str | None:
    try:
        return f"[{IPv6Address(host).compressed}]"
    except AddressValueError:
        return None
