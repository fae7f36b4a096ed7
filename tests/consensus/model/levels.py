"""The query table of docs/matching.md: at which level a statement speaks about a key."""

from tests.consensus.model.identity import match_level, subject

_BARE = ("default_component_of", "installed_on", "installed_with")


def subjects(statement):
    """Product and component (or None) of a statement; a range belongs to the narrower one."""
    if statement.component == "":
        return subject(statement.product, statement.range), None
    return subject(statement.product), subject(statement.component, statement.range)


def table_level(statement, product, component):
    """The table "query | statement about product P | statement about component C in product P"."""
    my_product, my_component = subjects(statement)
    if my_component is None:
        level = match_level(my_product, product)
        if component is None:
            return level
        return 5 if level or match_level(my_product, component) else 0
    if component is None:
        return 5 if statement.relationship in _BARE and match_level(my_component, product) else 0
    levels = match_level(my_product, product), match_level(my_component, component)
    return max(levels) if all(levels) else 0


def level(statement, product, component):
    """That level, but 0 for a `fixed` that would clear vulnerable versions ("`fixed` without a version")."""
    my_product, my_component = subjects(statement)
    if statement.status == "fixed":
        asked = component or product
        if asked.pinned and not (my_component or my_product).pinned:
            return 0
    return table_level(statement, product, component)
