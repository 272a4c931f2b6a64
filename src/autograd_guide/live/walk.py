"""The walk of backward() over the graph of a live tensor, as the engine of autograd took it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

import torch
from torch import Tensor
from torch.autograd.graph import GradientEdge, Node

from autograd_guide._nodes import leaf_of
from autograd_guide.live.figure import short


@dataclass
class Visit:
    """What the walk did at one node: what came to it, and the slope that it made of it."""

    node: Node
    slope: float = 0.0
    came: list[tuple[float, float]] = field(default_factory=list)  # (slope of the user, factor)

    @property
    def sum(self) -> str:
        """Return how the slope comes about, such as ``1 × 20 + 1 × 3``."""
        return " + ".join(f"{short(slope)} × {short(factor)}" for slope, factor in self.came)


def edges_of(node: Node) -> list[tuple[Node, int]]:
    """Return the nodes to which a node passes slopes, and at which place of its result each is."""
    found = enumerate(node.next_functions)
    return [(user, place) for place, (user, _) in found if user is not None]


def leaves_of(nodes: Sequence[Node]) -> list[Tensor]:
    """Return the leaves into whose ``.grad`` the walk writes."""
    return [tensor for tensor in map(leaf_of, nodes) if tensor is not None]


def operation_of(node: Node) -> str:
    """Return what the operation of a node is called, such as ``Mul``."""
    return node.name().split("::")[-1].removesuffix("Backward0")


def check_sizes(tensors: Iterable[Tensor]) -> None:
    """Raise `ValueError` for a tensor that is not a single number."""
    for tensor in tensors:
        if tensor.dim() != 0:
            msg = f"each tensor must be a single number, got the shape {tuple(tensor.shape)}"
            raise ValueError(msg)


def visits_of(root: Tensor, nodes: Sequence[Node], kept: Iterable[Tensor]) -> list[Visit]:
    """Call ``root.backward()``, keep some gradients, and return what it did, in its own order."""
    leaves = leaves_of(nodes)
    factors = {node: _factors(node, leaves) for node in nodes if node.next_functions}
    for tensor in kept:
        tensor.retain_grad()
    visits: dict[Node, Visit] = {}

    def note(node: Node, slopes: Sequence[Tensor]) -> None:
        visits[node] = Visit(node, slopes[0].item())

    hooks = [node.register_prehook(partial(note, node)) for node in nodes]
    root.backward()
    for hook in hooks:
        hook.remove()
    for user in visits.values():
        for node, place in edges_of(user.node):
            visits[node].came.append((user.slope, factors[user.node][place].item()))
    return list(visits.values())


def _factors(node: Node, leaves: Sequence[Tensor]) -> list[Tensor]:
    """Return how much the result of an operation changes with each of its inputs."""
    factors: list[Tensor] = []
    hook = node.register_hook(lambda to_inputs, _: factors.extend(to_inputs))
    start = GradientEdge(node, 0)
    torch.autograd.grad([start], leaves, [torch.ones(())], retain_graph=True, allow_unused=True)
    hook.remove()
    return factors
