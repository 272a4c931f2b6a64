"""Runs the code of a box: in the reader's browser by MicroPython, in each build by all engines."""

import io
import sys

NAME = "<box>"


def no_input(*_):
    raise RuntimeError("input() has no keyboard here: write the value into the code")


def line_of(error):
    """Return the number of the last line of the reader's code that an error went through."""
    if hasattr(sys, "print_exception"):  # MicroPython
        text = io.StringIO()
        sys.print_exception(error, text)
        parts = text.getvalue().split('File "' + NAME + '", line ')[1:]
        return int(parts[-1].split(",")[0].split("\n")[0]) if parts else 0
    line, trace = getattr(error, "lineno", 0) or 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == NAME:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def run(code, check):
    """Run code, then its check; return how it ended, a text, and the line of an error.

    The first is "done", "right" (the check has passed), "wrong" (the text says why) or "error".
    """
    names = {"__name__": "__main__", "input": no_input}
    try:
        exec(compile(code, NAME, "exec"), names)
        if not check:
            return ["done", "", 0]
        exec(compile(check, "<check>", "exec"), names)
    except AssertionError as error:
        line = line_of(error)
        if not line and check and str(error):
            return ["wrong", str(error), 0]
        return ["error", "AssertionError: " + str(error), line]
    except MemoryError as error:
        return ["memory", "", line_of(error)]
    except BaseException as error:
        return ["error", type(error).__name__ + ": " + str(error), line_of(error)]
    return ["right", "", 0]
