"""What a node of a page stands in."""

from collections.abc import Iterator

from docutils import nodes


def ancestors(node: nodes.Node | None) -> Iterator[nodes.Node]:
    """Yield a node and all that it stands in, the innermost first."""
    while node is not None:
        yield node
        node = node.parent
