"""Leaving the graph: what is shared, what is copied, what stays recorded.

Run it:

    pip install torch numpy
    python detach.py

Expected output:

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

# The way to NumPy: refused, shared, copied.
x = torch.tensor([10.0, 20.0], requires_grad=True)
try:
    x.numpy()
except RuntimeError as error:
    print(error)
array = x.detach().numpy()
array[0] = -1
print("after writing into x.detach().numpy():", x.tolist())
copy = x.detach().clone()
copy[1] = 5
print("after writing into x.detach().clone():", x.tolist())
print()


def gradient(spoil):
    """Return the gradient of the sum of sigmoid(x), after something was done to the output."""
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = torch.sigmoid(x)
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
model = torch.nn.Linear(2, 1)
data = torch.ones(1, 2)
results = {"model(data)": model(data)}
with torch.no_grad():
    results["no_grad"] = model(data)
with torch.inference_mode():
    results["inference_mode"] = model(data)
results["eval()"] = model.eval()(data)
for way, result in results.items():
    print(f"{way:<15} recorded {result.grad_fn is not None}")
