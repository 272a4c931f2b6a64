"""The ancestors of a docutils node."""

from collections.abc import Iterator

from docutils import nodes


def ancestors(node: nodes.Node | None) -> Iterator[nodes.Node]:
    """Yield a node and its ancestors, the innermost first."""
    while node is not None:
        yield node
        node = node.parent
