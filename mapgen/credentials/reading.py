"""Reading Content Credentials: who signed a file, when, whether that is trusted, and whether it was altered since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from mapgen.credentials.certificates import USES
from mapgen.credentials.claim import ACTIONS, MAP
from mapgen.credentials.library import library_fault, loaded_library
from mapgen.credentials.manifest_form import has_known_form
from mapgen.credentials.patience import ImpatientBytes
from mapgen.credentials.trust_list import TrustList
from mapgen.credentials.unsigned import carries_credentials, kind_of, separated

# c2pa looks at each part of a file through Python: a few milliseconds for a map, and minutes for one made to stop it.
_PATIENCE = 4.0
_UNTRUSTED, _STAMPED = "signingCredential.untrusted", "timeStamp.trusted"
# Codes of the C2PA specification for what does not fit any more.
_ALTERED = {
    "assertion.dataHash.mismatch": "its bytes are not those that were signed",
    "assertion.bmffHash.mismatch": "its bytes are not those that were signed",
    "assertion.hashedURI.mismatch": "what its manifest says is not what was signed",
    "claimSignature.mismatch": "its signature does not fit",
    "assertion.missing": "a part of its manifest is missing",
    "assertion.undeclared": "its manifest has a part that was not signed",
    "claim.missing": "a part of its manifest is missing",
    "claimSignature.missing": "its signature is missing",
}
_INVALID = {
    "signingCredential.expired": "the signer's certificate expired, and no time stamp shows that it signed before that",
    "signingCredential.invalid": "the signer's certificate is not one that may sign",
    "signingCredential.ocsp.revoked": "the signer's certificate was revoked",
    "claimSignature.outsideValidity": "it was signed when the signer's certificate was not valid",
}


class CredentialState(StrEnum):
    """What Content Credentials prove: `valid`; `altered`; `invalid` (signed as none may); or they were not read."""

    VALID = "valid"
    ALTERED = "altered"
    INVALID = "invalid"
    UNREADABLE = "unreadable"
    NOT_READ = "not read"


class Credentials(Struct, frozen=True):
    """The Content Credentials of a file.

    `signer` is the common name of the certificate, `issuer` its organisation. `signed_at` is when it was signed, in
    UTC: by a time stamp that the list vouches for if `stamped`, else as the signer says. `unlisted_stamp` is true for
    another one: anybody can run a server of time stamps, and put one into a signed file. `trusted` is None where no
    list was given. `facts` is what the signer says of the map, `problems` what is wrong, in words.
    """

    state: CredentialState
    signer: str = ""
    issuer: str = ""
    signed_at: str = ""
    stamped: bool = False
    unlisted_stamp: bool = False
    trusted: bool | None = None
    facts: Mapping[str, Any] = {}
    problems: tuple[str, ...] = ()


def credentials_in(data: bytes, trusted: TrustList | None = None) -> Credentials | None:
    """Return the Content Credentials of a file, or None where it has none; no content of a file makes it raise.

    `trusted` is a list as read_trust_list returns it. Nothing is fetched from anywhere.
    """
    kind = kind_of(data)
    if kind is None or not carries_credentials(data):
        return None
    if fault := library_fault():
        return Credentials(CredentialState.NOT_READ, problems=(f"to read them {fault}",))
    c2pa, stream = loaded_library(), ImpatientBytes(data, _PATIENCE)
    try:
        with (
            c2pa.Context.from_dict(_settings(trusted)) as context,
            c2pa.Reader(kind.media_type, stream, context=context) as reader,
        ):
            report = json.loads(reader.json())
        return _credentials(data, report, trusted)
    except (c2pa.C2paError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        why = (
            f"takes longer than {_PATIENCE:.0f} s to read"
            if stream.is_late
            else f"cannot be read ({_first_line(error)})"
        )
        return Credentials(CredentialState.UNREADABLE, problems=(f"the manifest {why}",))


def _settings(trusted: TrustList | None) -> dict[str, Any]:
    verify = {"ocsp_fetch": False, "remote_manifest_fetch": False, "verify_trust": trusted is not None}
    # Without this, c2pa takes certificates for e-mail alone.
    trust: dict[str, Any] = {"trust_config": "\n".join(USES)}
    if trusted is not None:
        # It takes no notice of an allowed list that stands elsewhere.
        lists = {"trust_anchors": trusted.authorities, "allowed_list": trusted.signers}
        trust["anchors"] = [{"trust_kind": "manifest", "trust_config": trust["trust_config"], **lists}]
    return {"version": 1, "verify": verify, "trust": trust}


def _credentials(data: bytes, report: Mapping[str, Any], trusted: TrustList | None) -> Credentials:
    manifest = report["manifests"][report["active_manifest"]]
    results = report["validation_results"]["activeManifest"]
    codes = [str(result["code"]) for result in results.get("failure", ()) if result["code"] != _UNTRUSTED]
    assertions = {str(one.get("label")): one.get("data") for one in manifest.get("assertions", ())}
    said = assertions.get(MAP)
    facts: Mapping[str, Any] = said if isinstance(said, dict) else {}
    problems = tuple(dict.fromkeys(_problems(codes) if codes else _loose(data, facts)))
    signature = manifest.get("signature_info") or {}
    stamps = {result["code"] for result in results.get("success", ())} & {"timeStamp.validated", _STAMPED}
    return Credentials(
        _state(codes, problems),
        str(signature.get("common_name") or ""),
        str(signature.get("issuer") or ""),
        _time(signature, assertions, stamped=_STAMPED in stamps),
        _STAMPED in stamps,
        bool(stamps) and _STAMPED not in stamps,
        None if trusted is None else report.get("validation_state") == "Trusted" and not problems,
        facts,
        problems,
    )


def _state(codes: list[str], problems: tuple[str, ...]) -> CredentialState:
    if not problems:
        return CredentialState.VALID
    return CredentialState.INVALID if codes and _INVALID.keys() >= {*codes} else CredentialState.ALTERED


def _problems(codes: list[str]) -> Iterator[str]:
    known = {**_ALTERED, **_INVALID}
    yield from (known.get(code, f"it does not fit what was signed ({code})") for code in codes)


def _loose(data: bytes, facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield what c2pa takes no notice of: what stands in the room of a signature, or around a manifest."""
    parts = separated(data)
    unsigned = hashlib.sha256(parts[0] if parts else data).hexdigest()
    if facts.get("unsigned-sha256", unsigned) != unsigned:
        yield "without its manifest, it is not the file that was signed"
    if parts and facts and not has_known_form(parts[1]):
        yield "its manifest holds bytes that no signature covers"


def _time(signature: Mapping[str, Any], assertions: Mapping[str, Any], *, stamped: bool) -> str:
    """Return when a file was signed: by its time stamp, or as its first action says."""
    if stamped and signature.get("time"):
        return str(signature["time"])
    actions = (assertions.get(ACTIONS) or {}).get("actions") or [{}]
    return str(actions[0].get("when") or "")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rpartition(": ")[2][:200]
