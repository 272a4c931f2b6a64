"""What is pasted into the field of the error clinic finds its entry; nonsense finds none."""

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
    },
    "zh": {
        "memory": "显存不够",
        "two": "生成器也被更新了",
        "batchnorm": "冻结 BatchNorm 后结果还在变",
    },
}
NOTHING = [
    "how to save a model",
    "数据库备份",
    "kubernetes ingress",
    "qwxz plugh vrfl",
    "今天晚饭吃什么",
    "how to bake bread",
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
    return [
        page.evaluate(
            "link => [...document.querySelector(link.hash).closest('section')"
            ".querySelectorAll(':scope > [id]'), document.querySelector(link.hash)]"
            ".map(each => each.id).find(id => id.startsWith('errors-'))",
            link.element_handle(),
        )
        for link in page.locator(".clinic-found a").all()
    ]


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
