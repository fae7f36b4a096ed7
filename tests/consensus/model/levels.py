"""The query table: at which level a statement speaks about a key."""

import dataclasses

from tests.consensus.model.authority import covers
from tests.consensus.model.identity import Identifier, match, match_names
from tests.consensus.model.reach import reaches

_BARE = ("default_component_of", "installed_on", "installed_with")


@dataclasses.dataclass(frozen=True)
class Key:
    """What a record is about: a product, or a component in it."""

    product: Identifier
    component: Identifier | None


def level(statement, speaker, key):
    """The level, 0 for silence, and whether it is heard although it is about another product."""
    product, component = statement.about
    if component is None:
        return _of_whole_product(statement, speaker, product, key), False
    if key.component is None:
        return _of_component_alone(statement, speaker, key), False
    return _of_pair(statement, speaker, product, component, key)


def _of_whole_product(statement, speaker, product, key):
    """About a component a product is heard at 5: as what it is in, or as its own upstream."""
    at = _meets(statement, speaker, product, key.product)
    if key.component is None:
        return at if _may_speak_of(statement, product, key.product) else 0
    if at and _may_speak_of(statement, product, key.product, key.component):
        return 5
    upstream = _meets(statement, speaker, product, key.component)
    return 5 if upstream and _may_speak_of(statement, product, key.component) else 0


def _of_component_alone(statement, speaker, key):
    """A component that is asked for without its product."""
    product, component = statement.about
    if statement.relationship not in _BARE or not _meets(statement, speaker, component, key.product):
        return 0
    within = () if _meets(statement, speaker, product, key.product) else (statement.product,)
    return 5 if _is_heard(statement, speaker, within, key, key.product) else 0


def _of_pair(statement, speaker, product, component, key):
    """A component in a product; where its product is another, what the component alone would hear."""
    at = _meets(statement, speaker, component, key.component)
    if at == 0:
        return 0, False
    around = _meets(statement, speaker, product, key.product)
    if around:
        heard = _is_heard(statement, speaker, (), key, key.component)
        return max(at, around) if heard else 0, False
    heard = statement.relationship in _BARE and _is_heard(
        statement, speaker, (statement.product,), key, key.component
    )
    return (5, True) if heard else (0, False)


def _is_heard(statement, speaker, within, key, asked):
    """Whether a word about a component is heard: `within` is the product if the key does not name it."""
    _, component = statement.about
    if not _may_speak_of(statement, component, asked):
        return False
    pieces = (*within, *statement.through)
    return not statement.clears or reaches(statement, speaker, pieces, key.product, asked)


def _may_speak_of(statement, mine, *asked):
    """A `fixed` without a version says nothing of what has one: it would clear vulnerable versions."""
    return statement.status != "fixed" or mine.has_version or not any(other.has_version for other in asked)


def _meets(statement, speaker, mine, asked):
    """The level of one identifier on another; for an all-clear a digest must be strong, and a name the issuer's."""
    at = match(mine, asked)
    if at != 1 or not statement.clears:
        return at
    if mine.is_weak:
        return 0
    if asked.kind == "digest" or match_names(mine, asked):
        return at
    # By digest alone: the key may be another's image.
    return at if not speaker.listed or covers(speaker.entry, asked.text) else 0
