# SPDX-License-Identifier: EUPL-1.2
"""What a signature on a message must look like before anybody computes with it.

Only one form is let through: one enveloped signature as the last child of ``alert``, over the whole message, with
today's algorithms. Whatever else XML Signature offers (references to an Id, XPath and XSLT transforms, objects, more
signatures) is what wrapping attacks are made of. Sources: CAP 1.2, 3.3.2.1; W3C XML Signature Best Practices; RFC
9231.
"""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from weerbaar.alerting.cap.structure import SIGNATURE_NAMESPACE, VERSION_OF
from weerbaar.alerting.findings import Finding
from weerbaar.base import Text

if TYPE_CHECKING:
    from lxml import etree

_DS = f"{{{SIGNATURE_NAMESPACE}}}"
SIGNATURE = f"{_DS}Signature"
_EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
_CANONICAL = frozenset(
    {"http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/2006/12/xml-c14n11", _EXCLUSIVE}
)
_ENVELOPED = f"{SIGNATURE_NAMESPACE}enveloped-signature"
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_METHODS = frozenset(f"{_MORE}{key}-sha{size}" for key in ("rsa", "ecdsa") for size in (256, 384, 512))
_DIGESTS = frozenset(
    {"http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmlenc#sha512", f"{_MORE}sha384"}
)
_ALERT_TAGS = tuple(f"{{{namespace}}}alert" for namespace in VERSION_OF)
_SOURCE = "CAP 1.2, 3.3.2.1"

# What a signature may have and still be computed with.
HARMLESS = frozenset({"signature.id"})


def signature_findings(root: etree._Element) -> list[Finding]:
    """Return what stands in the way of trusting the signature on the ``alert`` element ``root``, if it has one."""
    signatures = list(root.iter(SIGNATURE))
    return [*_about_place(root, signatures), *_about_form(root, signatures[0])] if signatures else []


def _about_place(root: etree._Element, signatures: list[etree._Element]) -> Iterator[Finding]:
    if len(signatures) > 1:
        yield _finding(
            "signature.more-than-one",
            signatures[1],
            root,
            Text(
                nl="Het bericht heeft meer dan één handtekening; welke geldt, is dan niet te zeggen.",
                en="The message has more than one signature, and there is no telling which one counts.",
            ),
            Text(nl="Houd één handtekening over.", en="Keep one signature."),
        )
    signature = signatures[0]
    if signature.getparent() is not root or any(isinstance(each.tag, str) for each in signature.itersiblings()):
        yield _finding(
            "signature.place",
            signature,
            root,
            Text(
                nl="De handtekening moet het laatste element van <alert> zijn.",
                en="The signature must be the last element of <alert>.",
            ),
            Text(nl="Onderteken het bericht opnieuw.", en="Sign the message again."),
        )
    second = [element for element in root.iter(*_ALERT_TAGS) if element is not root]
    if second:
        yield _finding(
            "signature.second-alert",
            second[0],
            root,
            Text(nl="In het bericht zit een tweede bericht.", en="There is a second message inside the message."),
            Text(
                nl="Vertrouw dit bericht niet: zo wordt een ondertekend bericht vervangen.",
                en="Do not trust this message: this is how a signed message is replaced.",
            ),
        )
    ids = Counter(_all_ids()(root))
    double = [value for value, count in ids.items() if count > 1]
    if double:
        yield _finding(
            "signature.double-id",
            signature,
            root,
            Text(nl="Een Id komt meer dan één keer voor.", en="An Id occurs more than once."),
            Text(
                nl="Vertrouw dit bericht niet: zo wordt een ander deel ondertekend dan er wordt gelezen.",
                en="Do not trust this message: this is how another part is signed than the part that is read.",
            ),
            double[0],
        )


@cache
def _all_ids() -> etree.XPath:
    from lxml import etree

    return etree.XPath("//@Id | //@ID | //@id | //@xml:id", smart_strings=False)


def _about_form(root: etree._Element, signature: etree._Element) -> Iterator[Finding]:
    identifier = signature.get("Id")
    if identifier is not None and (not identifier or any(letter.isspace() for letter in identifier)):
        yield _finding(
            "signature.id",
            signature,
            root,
            Text(
                nl="Het Id van de handtekening bevat een spatie of is leeg; niet elk programma leest het bericht dan.",
                en="The Id of the signature holds a blank or is empty; some programs refuse the message for that.",
            ),
            Text(nl="Laat Id weg.", en="Leave out Id."),
            identifier,
        )
    if not _has_only_form(signature):
        yield _finding(
            "signature.form",
            signature,
            root,
            Text(
                nl="De handtekening is anders opgebouwd dan één verwijzing naar het hele bericht, met de waarde en het "
                "certificaat.",
                en="The signature is built in another way than one reference to the whole message, with its value and "
                "the certificate.",
            ),
            Text(nl="Onderteken het bericht opnieuw.", en="Sign the message again."),
        )
    for reference in signature.iter(f"{_DS}Reference"):
        if reference.get("URI") != "":
            yield _finding(
                "signature.reference",
                reference,
                root,
                Text(
                    nl='De handtekening verwijst niet naar het hele bericht (URI="").',
                    en='The signature does not refer to the whole message (URI="").',
                ),
                Text(nl="Onderteken het hele bericht.", en="Sign the whole message."),
                reference.get("URI") or "",
            )
            break
    yield from _about_values(root, signature)
    yield from _about_algorithms(root, signature)


def _about_values(root: etree._Element, signature: etree._Element) -> Iterator[Finding]:
    for name in ("SignatureValue", "DigestValue"):
        for element in signature.iter(_DS + name):
            text = "".join((element.text or "").split())
            if not _is_exact_base64(text):
                yield _finding(
                    "signature.base64",
                    element,
                    root,
                    Text(
                        nl="De waarde is geen zuivere base64: geen programma schrijft deze bytes zo, hij is veranderd.",
                        en="The value is not exact base64: no program writes these bytes so, it was tampered with.",
                    ),
                    Text(nl="Onderteken het bericht opnieuw.", en="Sign the message again."),
                    text,
                )
                return


def _is_exact_base64(text: str) -> bool:
    try:
        return base64.b64encode(base64.b64decode(text, validate=True)).decode("ascii") == text
    except (binascii.Error, ValueError):
        return False


def _about_algorithms(root: etree._Element, signature: etree._Element) -> Iterator[Finding]:
    for name, allowed in (
        ("SignatureMethod", _METHODS),
        ("DigestMethod", _DIGESTS),
        ("CanonicalizationMethod", _CANONICAL),
        ("Transform", _CANONICAL | {_ENVELOPED}),
    ):
        for element in signature.iter(_DS + name):
            algorithm = element.get("Algorithm") or ""
            if algorithm in allowed:
                continue
            weak = algorithm.endswith("sha1")
            yield _finding(
                "signature.sha1" if weak else "signature.algorithm",
                element,
                root,
                Text(
                    nl="SHA-1 is gebroken en bewijst niets meer." if weak else "Dit algoritme wordt niet vertrouwd.",
                    en="SHA-1 is broken and proves nothing any more." if weak else "This algorithm is not trusted.",
                ),
                Text(
                    nl="Onderteken met ECDSA of RSA en SHA-256, met exclusieve canonieke XML zonder commentaar.",
                    en="Sign with ECDSA or RSA and SHA-256, with exclusive canonical XML without comments.",
                ),
                algorithm,
            )
            break


def _has_only_form(signature: etree._Element) -> bool:
    parts = _children(signature)
    names = [name for name, _element in parts]
    if names not in (["SignedInfo", "SignatureValue"], ["SignedInfo", "SignatureValue", "KeyInfo"]):
        return False
    info = _children(parts[0][1])
    if [name for name, _element in info] != ["CanonicalizationMethod", "SignatureMethod", "Reference"]:
        return False
    reference = _children(info[2][1])
    if [name for name, _element in reference] != ["Transforms", "DigestMethod", "DigestValue"]:
        return False
    transforms = _children(reference[0][1])
    if [element.get("Algorithm") == _ENVELOPED for _name, element in transforms] not in ([True], [True, False]):
        return False
    # A list of prefixes is the only thing that a canonicalisation may be told.
    told = [each for name, element in (info[0], *transforms) for each in element]
    return all(each.tag == f"{{{_EXCLUSIVE}}}InclusiveNamespaces" and not len(each) for each in told)


def _children(element: etree._Element) -> list[tuple[str, etree._Element]]:
    """Return the children with their local names; the full tag of what is not of XML Signature, which no form has."""
    return [
        (str(child.tag).removeprefix(_DS), child)
        for child in element
        # Comments are not signed and not read; a processing instruction stays, and fits no form.
        if not _is_comment(child)
    ]


def _is_comment(node: etree._Element) -> bool:
    from lxml import etree

    return node.tag is etree.Comment


def _finding(
    rule: str, element: etree._Element, root: etree._Element, message: Text, fix: Text, value: str = ""
) -> Finding:
    steps = [element, *element.iterancestors()]
    where = "".join(f"/{str(each.tag).rpartition('}')[2]}" for each in reversed(steps[: steps.index(root) + 1]))
    return Finding(rule, "warning", message, fix, where, element.sourceline, value[:200], _SOURCE)
