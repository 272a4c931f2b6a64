"""Leaving the graph: running totals, NumPy, .data and the modes.

Run it:

    pip install torch numpy
    python detach.py

Expected output:

    ten steps of training, then the total of the losses
    total + loss:          52 nodes of the graph kept
    total + loss.detach(): 0 nodes of the graph kept
    under no_grad():       0 nodes of the graph kept

    Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.
    after writing into x.detach().numpy(): [-1.0, 20.0]
    after writing into x.detach().clone(): [-1.0, 20.0]

    sigmoid, untouched:      [0.1966, 0.1050, 0.0452]
    output zeroed by .data:  [0.0000, 0.0000, 0.0000]
    output zeroed by detach: RuntimeError

    model(data)     recorded True
    no_grad         recorded False
    inference_mode  recorded False
    eval()          recorded True
"""

import torch

# A running total. Without detach() it keeps a piece of every step's graph.
model = torch.nn.Linear(2, 1)
data = torch.ones(4, 2)
kept = total = 0
for _ in range(10):
    loss = model(data).pow(2).mean()
    loss.backward()
    kept = kept + loss
    total = total + loss.detach()  # the value alone; call total.item() once, at the end
with torch.no_grad():  # for validation: in here nothing is recorded
    unrecorded = model(data).pow(2).mean()


def count_nodes(tensor):
    """Return how many nodes of a graph a tensor keeps alive."""
    found, waiting = set(), [tensor.grad_fn]
    while waiting:
        node = waiting.pop()
        if node is not None and node not in found:
            found.add(node)
            waiting += [child for child, _ in node.next_functions]
    return len(found)


print("ten steps of training, then the total of the losses")
for way, t in [
    ("total + loss:         ", kept),
    ("total + loss.detach():", total),
    ("under no_grad():      ", unrecorded),
]:
    print(f"{way} {count_nodes(t)} nodes of the graph kept")
print()

# The way to NumPy: refused, shared, copied.
x = torch.tensor([10.0, 20.0], requires_grad=True)
try:
    x.numpy()
except RuntimeError as error:
    print(error)
array = x.detach().numpy()  # the same memory
array[0] = -1
print("after writing into x.detach().numpy():", x.tolist())
copy = x.detach().clone()  # memory of its own
copy[1] = 5
print("after writing into x.detach().clone():", x.tolist())
print()


def gradient(spoil):
    """Return the gradient of the sum of sigmoid(x), after something was done to the output."""
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = torch.sigmoid(x)  # saves its output for backward()
    spoil(y)
    y.sum().backward()
    return "[" + ", ".join(f"{value:.4f}" for value in x.grad.tolist()) + "]"


# .data hides a write from autograd, detach() does not.
print("sigmoid, untouched:     ", gradient(lambda _: None))
print("output zeroed by .data: ", gradient(lambda y: y.data.zero_()))
try:
    gradient(lambda y: y.detach().zero_())
except RuntimeError as error:
    print("output zeroed by detach:", type(error).__name__)
print()

# Modes: eval() is not one of them.
results = {"model(data)": model(data)}
with torch.no_grad():
    results["no_grad"] = model(data)
with torch.inference_mode():
    results["inference_mode"] = model(data)
results["eval()"] = model.eval()(data)
for way, result in results.items():
    print(f"{way:<15} recorded {result.requires_grad}")
