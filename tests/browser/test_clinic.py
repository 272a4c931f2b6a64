"""What is pasted into the field of the error clinic finds its entry; nonsense finds none."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import LANGUAGES, let_pass, watched

BACKWARD = """Traceback (most recent call last):
  File "train.py", line 80, in <module>
    train_model(config.args, net, loader, criterion, optimizer)
  File "/home/me/anaconda3/lib/python3.8/site-packages/torch/_tensor.py", line 487, in backward
    torch.autograd.backward(self, gradient, retain_graph, create_graph, inputs=inputs)
"""
# As people pasted them into their questions, with their own shapes, paths and versions of PyTorch.
PASTED = {
    "inplace": f"{BACKWARD}RuntimeError: one of the variables needed for gradient computation has"
    " been modified by an inplace operation: [torch.cuda.FloatTensor [860, 32]], which is output 0"
    " of ReluBackward0, is at version 1; expected version 0 instead. Hint: the backtrace further"
    " above shows the operation that failed to compute its gradient.",
    "second": f"{BACKWARD}RuntimeError: Trying to backward through the graph a second time, but the"
    " buffers have already been freed. Specify retain_graph=True when calling backward the first"
    " time.",
    "unconnected": f"{BACKWARD}RuntimeError: element 0 of variables does not require grad and does"
    " not have a grad_fn",
    "numpy": 'File "/me/python3.5/site-packages/torch/tensor.py", line 458, in __array__\n'
    "    return self.numpy()\nRuntimeError: Can't call numpy() on Variable that requires grad. Use"
    " var.detach().numpy() instead.",
    "half": 'File "/opt/conda/lib/python3.8/site-packages/torch/cuda/amp/grad_scaler.py",'
    ' line 212, in _unscale_grads_\n    raise ValueError("Attempting to unscale FP16 gradients.")\n'
    "ValueError: Attempting to unscale FP16 gradients.\n  0%|          | 0/6931 [00:01<?, ?it/s]",
    "ddp": "RuntimeError: Expected to have finished reduction in the prior iteration before"
    " starting a new one. This error indicates that your module has parameters that were not used"
    " in producing its output. You can enable unused parameter detection by passing the keyword"
    " argument `find_unused_parameters=True` to `torch.nn.parallel.DistributedDataParallel`."
    " (prepare_for_backward at /opt/conda/conda-bld/pytorch_1556653114079/work/reducer.cpp:408)\n"
    "frame #0: c10::Error::Error(c10::SourceLocation) + 0x45 (0x2aaaf74b1dc5 in /me/libc10.so)",
    "column": "C:\\Users\\me\\torch\\nn\\functional.py:2016: UserWarning: Using a target size"
    " (torch.Size([64])) that is different to the input size (torch.Size([64, 1])) is deprecated."
    " Please ensure they have the same size.",
    "nonleaf": "/usr/lib/python3/ipykernel_launcher.py:7: UserWarning: The .grad attribute of a"
    " Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be populated"
    " during autograd.backward().",
    "leaf": f"{BACKWARD}RuntimeError: a leaf Variable that requires grad has been used in an"
    " in-place operation.",
    "memory": "RuntimeError: CUDA out of memory. Tried to allocate 20.00 MiB (GPU 0; 10.76 GiB"
    " total capacity; 9.71 GiB already allocated; 5.62 MiB free; 9.80 GiB reserved by PyTorch)",
}
# Messages of issues, in old and in new wordings, with the entry that must come first.
MESSAGES = {
    "second": [
        (
            "-> 2198  ctx.saved_tensors,\nRuntimeError: Trying to backward through the graph"
            " a second time (or directly access saved tensors after they have already been"
            " freed). Saved intermediate values of the graph are freed when you call"
            " .backward() or autograd.grad()."
        ),
    ],
    "leaf": [
        (
            "[rank0]:     flat.index_copy_(0, row_idx, img)\n[rank0]: RuntimeError: a view of"
            " a leaf Variable that requires grad is being used in an in-place"
            " operation.\n博主，怎么解决"
        ),
    ],
    "nan": [
        "RuntimeError: Function 'SolveBackward' returned nan values in its 0th output.",
    ],
    "memory": [
        (
            "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 4.22 GiB. GPU 0"
            " has a total capacity of 15.69 GiB of which 3.71 GiB is free."
        ),
        (
            "RuntimeError: [enforce fail at alloc_cpu.cpp:73] . DefaultCPUAllocator: can't"
            " allocate memory: you tried to allocate 8589934592 bytes."
        ),
    ],
    "none": [
        "w1.grad.data.zero_()\nAttributeError: 'NoneType' object has no attribute 'data'",
    ],
    "inference": [
        (
            "RuntimeError: Inplace update to inference tensor outside InferenceMode is not"
            " allowed.You can make a clone to get a normal tensor before doing inplace"
            " update."
        ),
    ],
    "checkpoint": [
        (
            "UserWarning: torch.utils.checkpoint: please pass in use_reentrant=True or"
            " use_reentrant=False explicitly. The default value of use_reentrant will be"
            " updated."
        ),
    ],
    "scheduler": [
        (
            "lr_scheduler.py:123: UserWarning: Detected call of `lr_scheduler.step()` before"
            " `optimizer.step()`. In PyTorch 1.1.0 and later, you should call them in the"
            " opposite order"
        ),
    ],
    "next": [
        (
            "RuntimeError: One of the differentiated Variables appears to not have been used"
            " in the graph. Set allow_unused=True if this is the desired behavior."
        ),
        (
            "RuntimeError: Found dtype Double but expected Float\nException raised from"
            " compute_types at"
            " /opt/conda/conda-bld/aten/src/ATen/native/TensorIterator.cpp:183 (most recent"
            " call first):"
        ),
        ("RuntimeError: size mismatch, m1: [64 x 784], m2: [512 x 10] at THTensorMath.cpp:41"),
        "AssertionError: No inf checks were recorded for this optimizer.",
        ("RuntimeError: derivative for _thnn_binary_cross_entropy_backward is not implemented"),
        (
            "ValueError: Expected more than 1 value per channel when training, got input size"
            " torch.Size([1, 16, 1, 1])"
        ),
        (
            "CheckpointError: torch.utils.checkpoint: Recomputed values for the following"
            " tensors have different metadata than during the forward pass.\ntensor at"
            " position 16:"
        ),
        (
            "RuntimeError: Expected to mark a variable ready only once. This error is caused"
            " by one of the following reasons: 1) Use of a module parameter outside the"
            " `forward` function."
        ),
    ],
}
SYMPTOMS = {
    "en": {
        "memory": "memory grows every step",
        "nan": "my gradient is nan",
        "frozen": "frozen layer still changes",
        "softmax": "loss is stuck with softmax and crossentropyloss",
        "eval": "does eval() turn off gradients like no_grad",
    },
    "zh": {
        "memory": "训练时内存一直增长",
        "nan": "梯度变成 nan 了",
        "frozen": "冻结的层还在更新",
        "softmax": "softmax 之后用 CrossEntropyLoss，损失卡住不降",
        "divisor": "梯度累积和大批量结果不一样",
    },
}
# The entry that must come first, the short list and words of readers included.
FIRST = {
    "en": {
        "next": "RuntimeError: Inference tensors cannot be saved for backward. To work around you"
        " can make a clone to get a normal tensor and use it in autograd.",
        "unconnected": "t.py:3: UserWarning: Converting a tensor with requires_grad=True to a"
        " scalar may lead to unexpected behavior.",
        "clip": "clip_grad_norm_ has no effect",
        "two": "how do I train a GAN",
        "none": "gradient is None",
        "optimizer": "weights do not change after optimizer.step()",
        "nonleaf": "grad of intermediate variable is None",
        "eval": "different results in each evaluation",
        "divisor": "gradient accumulation gives a different result",
        "column": "loss does not decrease",
    },
    "zh": {
        "memory": "显存不够",
        "two": "生成器也被更新了",
        "batchnorm": "冻结 BatchNorm 后结果还在变",
        "none": "grad 一直是 None",
        "optimizer": "权重不更新",
        "nonleaf": "中间变量的梯度是 None",
        "divisor": "梯度累加结果不对",
        "clear": "忘记 zero_grad",
        "numpy": "转成 numpy 报错",
        "column": "loss 不下降",
    },
}
NOTHING = [
    "how to save a model",
    "数据库备份",
    "kubernetes ingress",
    "qwxz plugh vrfl",
    "今天晚饭吃什么",
    "how to bake bread",
    "total += out[\"loss\"]\nKeyError: 'loss'",
    "ModuleNotFoundError: No module named 'torch'",
    "NameError: name 'optimizer' is not defined",
    "IndentationError: unexpected indent",
    "FileNotFoundError: [Errno 2] No such file or directory: 'data/train.csv'",
    "IndexError: Target 10 is out of bounds.",
    "AttributeError: module 'torch' has no attribute 'amp'",
    "TypeError: forward() missing 1 required positional argument: 'x'",
    "AssertionError: Torch not compiled with CUDA enabled",
    "RuntimeError: CUDA error: no kernel image is available for execution on the device",
    "RuntimeError: The NVIDIA driver on your system is too old (found version 10010).",
    "RuntimeError: shape '[64, 784]' is invalid for input of size 3072",
]


@contextmanager
def errors(browser: Browser, site: str, language: str = "en", **options: object) -> Iterator[Page]:
    """Open the error clinic, and check at the end that it had no fault."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    with watched(context, site) as (page, faults):
        page.goto(f"{site}{language}/errors.html", wait_until="load")
        yield page
    assert not faults, "\n".join(faults)


def found(page: Page, text: str) -> list[str]:
    """Paste a text; return the titles that are found for it, read where they lead to."""
    page.locator(".clinic textarea").fill(text)
    let_pass(page, 400)
    labels: list[str] = page.locator(".clinic-found a").evaluate_all(
        "links => links.map(link => [...document.querySelector(link.hash).closest('section')"
        ".querySelectorAll(':scope > [id]'), document.querySelector(link.hash)]"
        ".map(each => each.id).find(id => id.startsWith('errors-')))"
    )
    return labels


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pasted_traceback_finds_its_entry(browser: Browser, site: str, language: str) -> None:
    """Foreign shapes, paths and an older wording do not matter; the message alone counts."""
    with errors(browser, site, language) as page:
        missed = {
            label: titles
            for label, text in PASTED.items()
            if f"errors-{label}" not in (titles := found(page, text))
        }
        assert not missed
        expect(page.locator(".clinic-found mark")).not_to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_message_of_an_issue_finds_its_entry_first(
    browser: Browser, site: str, language: str
) -> None:
    """The last error of the text is meant, and of its message what comes before the advice."""
    with errors(browser, site, language) as page:
        first = {
            label: [found(page, text)[:1] for text in texts] for label, texts in MESSAGES.items()
        }
        assert first == {label: [[f"errors-{label}"]] * len(first[label]) for label in first}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_symptom_finds_its_entry(browser: Browser, site: str, language: str) -> None:
    """In the language of the page."""
    with errors(browser, site, language) as page:
        missed = {
            label: titles
            for label, text in SYMPTOMS[language].items()
            if f"errors-{label}" not in (titles := found(page, text))
        }
        assert not missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_entry_is_the_one_that_is_meant(
    browser: Browser, site: str, language: str
) -> None:
    """A message that has one line only, and words that people use."""
    with errors(browser, site, language) as page:
        first = {label: found(page, text)[:1] for label, text in FIRST[language].items()}
        assert first == {label: [f"errors-{label}"] for label in first}


def test_only_what_fits_is_shown_and_no_common_word_is_marked(browser: Browser, site: str) -> None:
    """A message that has an entry of its own, word for word, needs no second one."""
    with errors(browser, site) as page:
        for label in ("half", "ddp", "column", "second"):
            assert found(page, PASTED[label]) == [f"errors-{label}"]
        marks = {mark.lower() for mark in page.locator(".clinic-found mark").all_inner_texts()}
        assert "backward" in marks
        assert not marks & {"the", "of", "to", "have", "been", "a"}


def test_a_number_stands_beside_the_first_line_of_its_entry(browser: Browser, site: str) -> None:
    """On a phone, where a title has two lines; what follows it ends with a word."""
    with errors(browser, site, viewport={"width": 375, "height": 800}) as page:
        assert found(page, PASTED["second"]) == ["errors-second"]
        expect(page.locator(".clinic-found a")).to_have_css("display", "block")
        expect(page.locator(".clinic-found mark").first).to_have_css("text-decoration-line", "none")
        excerpt = page.locator(".clinic-found p").inner_text().removesuffix(" …")
        whole = " ".join(page.locator("article").inner_text().split())
        assert re.search(rf"{re.escape(excerpt)}(?!\w)", whole)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nonsense_finds_nothing_but_questions(browser: Browser, site: str, language: str) -> None:
    """The questions lead to entries; an empty field says nothing."""
    with errors(browser, site, language) as page:
        assert {text: found(page, text) for text in NOTHING} == {text: [] for text in NOTHING}
        expect(page.locator(".clinic-questions li")).to_have_count(3)
        for link in page.locator(".clinic-questions a").all():
            expect(link).to_be_visible()
            expect(page.locator(str(link.get_attribute("href")))).to_have_count(1)
        assert found(page, "") == []
        expect(page.locator(".clinic-questions")).to_be_hidden()


def test_without_javascript_there_is_the_list_and_no_field(browser: Browser, site: str) -> None:
    """The field needs the script."""
    with errors(browser, site, java_script_enabled=False) as page:
        expect(page.locator(".clinic")).to_be_hidden()
        expect(
            page.locator("section:has(> #errors-list) li, #errors-list li").first
        ).to_be_visible()


def test_it_works_from_a_file(browser: Browser, tree: Path) -> None:
    """A folder on a disk is enough."""
    with errors(browser, f"{tree.as_uri()}/") as page:
        assert "errors-half" in found(page, PASTED["half"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", [PASTED["inplace"], "kubernetes ingress"])
def test_axe_has_nothing_to_say(browser: Browser, site: str, scheme: str, text: str) -> None:
    """On a phone, with entries and with questions; nothing scrolls sideways, links are 44 px."""
    viewport = {"width": 375, "height": 800}
    with errors(browser, site, color_scheme=scheme, viewport=viewport) as page:
        found(page, text)
        rules = Axe().run(page, context=".clinic").response["violations"]
        assert [rule["id"] for rule in rules] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        links = page.locator(".clinic a:visible").all()
        assert min(link.bounding_box()["height"] for link in links) >= 44  # type: ignore[index]
