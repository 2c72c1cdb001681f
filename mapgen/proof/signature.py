"""What the Content Credentials of a file say of its origin, in words and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mapgen.credentials.reading import Credentials, CredentialState

# Of these nothing is said but that they do not fit: whoever signed has signed another file.
BROKEN = (CredentialState.ALTERED, CredentialState.UNREADABLE)
_TRUST = {
    None: "--trust LIST says whether to trust the signer",
    True: "trusted by the list",
    False: "not trusted by the list",
}
UNSIGNED = "nobody signed it"
_UNLISTED_STAMP = "its time stamp proves no time: no list given by --trust vouches for the server that made it"


def broken_places(credentials: Credentials | None) -> tuple[str, ...]:
    """Return what of a file's credentials does not fit the file, as altered places."""
    if credentials is None or credentials.state not in BROKEN:
        return ()
    return tuple(f"its Content Credentials: {problem}" for problem in credentials.problems)


def signature_words(credentials: Credentials) -> Iterator[str]:
    """Yield who signed a file, when, and whether a list of certificates has the signer."""
    if credentials.state is CredentialState.NOT_READ:
        yield from (f"it carries Content Credentials; {problem}" for problem in credentials.problems)
    if not credentials.signer or credentials.state in BROKEN:
        return
    issuer = f" ({credentials.issuer})" if credentials.issuer else ""
    by = "by its time stamp" if credentials.stamped else "as the signer says"
    signed = f", {credentials.signed_at} {by}" if credentials.signed_at else ""
    yield f"signed by {credentials.signer}{issuer}{signed}; {_TRUST[credentials.trusted]}"
    if credentials.unlisted_stamp:
        yield _UNLISTED_STAMP
    yield from credentials.problems


def plain_signature(credentials: Credentials | None) -> dict[str, Any] | None:
    """Return credentials as plain values for JSON; None for a file that nobody signed."""
    if credentials is None:
        return None
    return {
        "state": credentials.state.value,
        "signer": credentials.signer or None,
        "issuer": credentials.issuer or None,
        "signed_at": credentials.signed_at or None,
        "stamped": credentials.stamped,
        "trusted": credentials.trusted,
        "problems": list(credentials.problems),
    }
