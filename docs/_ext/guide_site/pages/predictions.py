"""Predictions: ``{predict} B`` asks a question, and hides its answer until the reader has chosen.

The page is whole without JavaScript. ``predictions.js`` turns the list of choices into a control
and hides what gives the answer away: the outputs of the cells that follow, up to the paragraph with
the letter of the right choice, and from there on all that the section still says, up to the next
question. After that paragraph stands a list with a reason for each wrong choice; whoever chose it
sees that reason first.

With the option ``claim`` it asks whether a statement is true: A says so, B denies it, and the cells
after it, which prove the answer, are hidden with it.
"""

import re
from collections.abc import Iterator
from typing import Any, ClassVar, TypeGuard

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from guide_site.below_title import put
from guide_site.page_files import load_with
from guide_site.pages.raised import EXPECTED

logger = logging.getLogger(__name__)

FOLDED = {"tag_hide-input", "tag_hide-cell"}
LETTER = re.compile(r"[A-Z](?=[.。]?$)")


class Prediction(nodes.admonition):
    """A question with a list of choices; ``right`` is the letter of one of them."""


class Predict(SphinxDirective):
    """``{predict} B``: a question and a list whose items begin with **A.**, **B.** and so on."""

    has_content = True
    required_arguments = 1
    option_spec: ClassVar = {"claim": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the question."""
        claim = "claim" in self.options
        title = str(_("True or false?") if claim else _("Predict"))
        prediction = Prediction("", nodes.title(title, title), classes=["tip"], claim=claim)
        prediction["right"] = self.arguments[0]
        prediction += self.parse_content_to_nodes()
        if claim:
            choices = _("- **A.** True\n- **B.** False")
            prediction += self.parse_text_to_nodes(str(choices))
        self.set_source_info(prediction)
        letters = [letter_of(item) for item in prediction.findall(nodes.list_item)]
        wanted = [chr(ord("A") + place) for place in range(len(letters))]
        if letters != wanted or prediction["right"] not in letters:
            msg = "the choices must begin with **A.**, **B.** …, and %s be one of them"
            logger.warning(msg, prediction["right"], location=prediction)
            return []
        return [prediction]


def letter_of(node: nodes.Element) -> str:
    """Return the bold letter with which a choice or an answer begins, or the empty string."""
    strong = next(iter(node.findall(nodes.strong)), None)
    found = LETTER.match(strong.astext()) if strong is not None else None
    return found[0] if found else ""


def is_cell(node: nodes.Node) -> TypeGuard[nodes.container]:
    """Say whether a node is a code cell."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def is_given(node: nodes.Node) -> bool:
    """Say whether a node is a cell to predict from: its code is not folded and expects no error."""
    if not is_cell(node) or FOLDED & set(node["classes"]):
        return False
    return not EXPECTED.search(node.astext())


def answer_to(prediction: Prediction) -> Iterator[nodes.Element]:
    """Yield what gives the answer away; the code to predict from is no part of it."""
    siblings: list[Any] = prediction.parent.children
    answered = False
    for node in siblings[siblings.index(prediction) + 1 :]:
        if isinstance(node, nodes.section | Prediction):
            break
        whole = answered or prediction["claim"] or not is_given(node)
        yield from [node] if whole else filter(is_output, node.findall(nodes.container))
        answered |= isinstance(node, nodes.paragraph) and letter_of(node) == prediction["right"]
    if not answered:
        msg = "a prediction without an answer: no paragraph after it begins with **%s.**"
        logger.warning(msg, prediction["right"], location=prediction)


def is_output(node: nodes.container) -> bool:
    """Say whether a node is the output of a cell."""
    return bool(node.get("nb_element") == "cell_code_output")


def mark_answers(_app: Sphinx, document: nodes.document) -> None:
    """Give each prediction of a page its number, and mark the nodes of its answer."""
    for number, prediction in enumerate(document.findall(Prediction), 1):
        prediction["number"] = number
        prediction["ids"].append(f"prediction-{number}")
        answer = list(answer_to(prediction))
        for node in answer:
            node["classes"] += ["answer", f"answer-{number}"]
        if any(letter_of(node) == prediction["right"] for node in answer):
            mark_reasons(prediction, answer)


def mark_reasons(prediction: Prediction, answer: list[nodes.Element]) -> None:
    """Mark the reason against each wrong choice: the items of a list in the answer."""
    lists = (node for node in answer if isinstance(node, nodes.bullet_list))
    reasons = {letter_of(item): item for items in lists for item in items.findall(nodes.list_item)}
    choices = {letter_of(item) for item in prediction.findall(nodes.list_item)}
    for letter in sorted(choices - {prediction["right"]}):
        if letter not in reasons:
            msg = (
                "a prediction without a reason: no item of a list in its answer begins with **%s.**"
            )
            logger.warning(msg, letter, location=prediction)
        else:
            reasons[letter]["classes"] += ["reason", f"reason-{letter}"]


def show_switch(app: Sphinx, document: nodes.document, _page: str) -> None:
    """Put a switch that opens all answers below the title of a page with predictions."""
    if any(True for _each in document.findall(Prediction)):
        put(app, document, "predictions.html")


def key_of(page: str, prediction: Prediction) -> str:
    """Return the name under which the browser keeps the choice, in both languages."""
    return f"{page}-{prediction['number']}"


def begin(translator: HTML5Translator, node: Prediction) -> None:
    """Write the question like an admonition, with what the script needs in attributes."""
    page = translator.builder.current_docname
    values = {
        "data-key": key_of(page, node),
        "data-number": str(node["number"]),
        "data-right": node["right"],
        "data-check": _("Check"),
        "data-show": _("Just show me"),
        "data-rest": "" if node["claim"] else _("The section goes on after your answer."),
        "data-choose": _("Choose an answer first."),
        "data-yes": _("Right: it is {}."),
        "data-no": _("Not quite: it is {}."),
    }
    attributes: dict[str, Any] = {name: str(value) for name, value in values.items()}
    tag = translator.starttag(node, "div", CLASS="admonition prediction", **attributes)
    translator.body.append(tag)


def end(translator: HTML5Translator, _node: Prediction) -> None:
    """Close the question."""
    translator.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_node(Prediction, html=(begin, end))
    app.add_directive("predict", Predict)
    app.connect("doctree-read", mark_answers)
    app.connect("doctree-resolved", show_switch)
    load_with(app, Prediction, "predictions.js")
