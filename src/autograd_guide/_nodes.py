"""The nodes of a graph that autograd recorded."""

from collections import deque
from collections.abc import Iterator

from torch import Tensor
from torch.autograd.graph import Node


def children_of(node: Node) -> list[Node]:
    """Return the nodes to which ``backward()`` goes on from a node, one for each of its inputs."""
    return [child for child, _ in node.next_functions if child is not None]


def leaf_of(node: Node) -> Tensor | None:
    """Return the leaf into which an AccumulateGrad node writes, for other nodes nothing."""
    return getattr(node, "variable", None)


def nodes_of(root: Node) -> Iterator[Node]:
    """Yield each node of the graph once, ``root`` first, breadth first.

    >>> import torch
    >>> x = torch.tensor(10.0, requires_grad=True)
    >>> y = x * x
    >>> [node.name() for node in nodes_of((y + x).grad_fn)]
    ['AddBackward0', 'MulBackward0', 'torch::autograd::AccumulateGrad']
    """
    seen, waiting = {root}, deque([root])
    while waiting:
        yield (node := waiting.popleft())
        fresh = [child for child in dict.fromkeys(children_of(node)) if child not in seen]
        waiting += fresh
        seen.update(fresh)
