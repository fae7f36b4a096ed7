"""How far an all-clear about a component reaches: all that encloses the component must be established."""

from tests.consensus.model.authority import covers
from tests.consensus.model.platforms import (
    contradicts,
    lies_within,
    module,
    named_module,
    named_platform,
    platform,
)

_PACKAGED = ("alpm", "apk", "deb", "rpm")


def reaches(statement, speaker, pieces, key_product, key_component):
    """Whether an all-clear reaches a key, given the identifiers around the component that the key does not name.

    `key_component` is what the key says of the component: for a component alone, the key's product.
    """
    if all(_is_named(piece, key_component) for piece in pieces):
        return True
    return _is_one_build(statement) and _may_be_heard(speaker, statement) and not any(
        _is_elsewhere(piece, key_product, key_component) for piece in pieces
    )


def _is_named(piece, key_component):
    """Whether the key's component names a platform or module that lies within this one."""
    for kind, named in ((platform, named_platform), (module, named_module)):
        enclosing, name = kind(piece), named(key_component)
        if enclosing is not None and name is not None and lies_within(name, enclosing):
            return True
    return False


def _is_one_build(statement):
    """Whether the component is a package of a distribution in one version, or a digest."""
    _, component = statement.about
    packaged = component.kind in _PACKAGED and component.version != "" and component.range == ""
    return packaged or component.is_strong


def _may_be_heard(speaker, statement):
    """Whether a speaker has a say over the component too; the crowd is not heard beyond the product."""
    return speaker.listed and covers(speaker.entry, statement.component)


def _is_elsewhere(piece, key_product, key_component):
    """Whether the key names another platform, release or module than this one."""
    for kind, named in ((platform, named_platform), (module, named_module)):
        enclosing = kind(piece)
        names = (named(key_component), kind(key_product.text))
        if enclosing and any(name is not None and contradicts(name, enclosing) for name in names):
            return True
    return False
