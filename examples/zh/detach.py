"""离开计算图：什么是共用的，什么是复制的，什么还在记录。

运行方法：

    pip install torch numpy
    python detach.py

运行结果：

    Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.
    写入 x.detach().numpy() 之后： [-1.0, 20.0]
    写入 x.detach().clone() 之后： [-1.0, 20.0]

    sigmoid，什么也没动：     [0.1966, 0.1050, 0.0452]
    通过 .data 把输出清零：   [0.0000, 0.0000, 0.0000]
    通过 detach 把输出清零： RuntimeError

    model(data)     有记录 True
    no_grad         有记录 False
    inference_mode  有记录 False
    eval()          有记录 True
"""

import torch

# 去 NumPy 的路：先是拒绝，再是共用，然后是复制。
x = torch.tensor([10.0, 20.0], requires_grad=True)
try:
    x.numpy()
except RuntimeError as error:
    print(error)
array = x.detach().numpy()
array[0] = -1
print("写入 x.detach().numpy() 之后：", x.tolist())
copy = x.detach().clone()
copy[1] = 5
print("写入 x.detach().clone() 之后：", x.tolist())
print()


def gradient(spoil):
    """先对输出动点手脚，再返回 sigmoid(x) 之和的梯度。"""
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = torch.sigmoid(x)
    spoil(y)
    y.sum().backward()
    return "[" + ", ".join(f"{value:.4f}" for value in x.grad.tolist()) + "]"


# .data 写了什么，autograd 不知道；detach() 写了，它知道。
print("sigmoid，什么也没动：    ", gradient(lambda _: None))
print("通过 .data 把输出清零：  ", gradient(lambda y: y.data.zero_()))
try:
    gradient(lambda y: y.detach().zero_())
except RuntimeError as error:
    print("通过 detach 把输出清零：", type(error).__name__)
print()

# 几种模式：eval() 不在其中。
model = torch.nn.Linear(2, 1)
data = torch.ones(1, 2)
results = {"model(data)": model(data)}
with torch.no_grad():
    results["no_grad"] = model(data)
with torch.inference_mode():
    results["inference_mode"] = model(data)
results["eval()"] = model.eval()(data)
for way, result in results.items():
    print(f"{way:<15} 有记录 {result.grad_fn is not None}")
