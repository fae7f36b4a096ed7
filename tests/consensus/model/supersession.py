"""What newer words replace, and what withdrawals take back."""

import collections

from tests.consensus.model.evidence import SIGNATURE_RANK
from tests.consensus.model.trust import may_clear, standing
from tests.consensus.model.versions import dotted_key


def _newer(document, other):
    """Whether it is a strictly newer version; a text that is no version compares with nothing."""
    mine, theirs = dotted_key(document.version), dotted_key(other.version)
    return mine is not None and theirs is not None and mine > theirs


def _grouped(things, key):
    groups = collections.defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return groups


class Supersession:
    """Supersession knows which documents and statements act on which; `speakers` and `policy` say who may."""

    def __init__(self, documents, statements, speakers, policy):
        self._speakers = speakers
        self._policy = policy
        self._editions = _grouped((d for d in documents if d.format != "openvex"), self._document_identity)
        self._rivals = _grouped((s for s in statements if s.document.format == "openvex"), self._statement_identity)

    def is_withdrawn(self, statement):
        """Its document is, or a newer version of it that may act on it."""
        return statement.document.withdrawn or any(newer.withdrawn for newer in self._newer_editions(statement))

    def is_superseded(self, statement):
        """A newer version of its document, or of OpenVEX a newer statement about the same, may act on it."""
        if statement.document.format != "openvex":
            return bool(self._newer_editions(statement))
        if statement.undated:
            return False
        rivals = self._rivals[self._statement_identity(statement)]
        return any(rival.at > statement.at and self._may_act(rival.document, statement) for rival in rivals)

    def _newer_editions(self, statement):
        """The newer versions of a statement's document that may act on the statement."""
        document = statement.document
        if document.format == "openvex":
            return []
        editions = self._editions[self._document_identity(document)]
        return [other for other in editions if _newer(other, document) and self._may_act(other, statement)]

    def _may_act(self, document, statement):
        """Nothing acts on a better signature, and a warning falls only by somebody who may clear it."""
        if SIGNATURE_RANK[document.signature] < SIGNATURE_RANK[statement.document.signature]:
            return False
        tier, _ = standing(self._speakers.of(document), statement.product, self._policy)
        return statement.clears or may_clear(tier, self._policy)

    def _document_identity(self, document):
        return document.tenant, document.format, self._speakers.of(document).issuer, document.id

    def _statement_identity(self, statement):
        product, component = statement.about
        spellings = product.spelling, component.spelling if component else None
        issuer = self._speakers.of(statement.document).issuer
        return statement.document.tenant, issuer, statement.vulnerability, spellings, statement.through
