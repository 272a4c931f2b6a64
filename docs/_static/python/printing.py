"""Writes numbers in brackets as torch prints them."""

INFINITE, WIDTH, MANY, EDGE = float("inf"), 80, 1000, 3


def finite(values):
    """Return the sizes of the numbers that are neither 0 nor infinite nor nan."""
    return [abs(x) for x in values if x and abs(x) != INFINITE and x == x]


def form_of(values):
    """Return how torch writes these floats: whole, with an exponent, or with four decimals."""
    sizes = finite(values)
    whole = all([x == int(x) for x in sizes])
    if sizes and (
        max(sizes) / min(sizes) > 1000 or max(sizes) > 1e8 or (not whole and min(sizes) < 1e-4)
    ):
        return "{:.4e}"
    return "{:.0f}." if whole else "{:.4f}"


def writer(values, floats):
    """Return a function that writes one of the values as wide as the widest of them."""
    if not floats:
        width = max([len(str(x)) for x in values] + [1])
        return width, lambda x: " " * (width - len(str(x))) + str(x)
    form = form_of(values)

    def text(x):
        return form.format(x) if x == x and abs(x) != INFINITE else str(x)

    width = max([1] + [len(text(x)) for x in values if x and x == x and abs(x) != INFINITE])
    return width, lambda x: " " * (width - len(text(x))) + text(x)


def edges(size, many):
    """Return the places along a dimension that are shown, None for those left out."""
    if not many or size <= 2 * EDGE:
        return list(range(size))
    return list(range(EDGE)) + [None] + list(range(size - EDGE, size))


def shown_values(values, shape, many):
    """Return the values that are shown: all, or those at the edges of each dimension."""
    if not shape or not many:
        return values
    step = len(values) // shape[0]
    out = []
    for i in edges(shape[0], many):
        if i is not None:
            out += shown_values(values[i * step : (i + 1) * step], shape[1:], many)
    return out


def brackets(values, shape, style, indent, many):
    """Return numbers in brackets, with torch's line breaks."""
    width, text = style
    if not shape:
        return text(values[0])
    places = edges(shape[0], many)
    if len(shape) == 1:
        texts = [" ..." if i is None else text(values[i]) for i in places]
        at_once = max(1, (WIDTH - indent) // (width + 2))
        rows = [", ".join(texts[i : i + at_once]) for i in range(0, len(texts), at_once)]
        return "[" + (",\n" + " " * (indent + 1)).join(rows) + "]"
    size = len(values) // shape[0]
    rows = []
    for i in places:
        part = [] if i is None else values[i * size : (i + 1) * size]
        rows.append(brackets(part, shape[1:], style, indent + 1, many) if part else "...")
    return "[" + ("," + "\n" * (len(shape) - 1) + " " * (indent + 1)).join(rows) + "]"


def tensor_text(values, shape, floats, note):
    """Return how torch prints a tensor; the note says what comes after its numbers."""
    if not values:
        return "tensor([]" + note + ")"
    many = len(values) > MANY
    style = writer(shown_values(values, shape, many), floats)
    text = brackets(values, shape, style, 7, many)
    last = text.split("\n")[-1]
    room = len(last) + (7 if last == text else 0) + len(note) + 1 <= WIDTH
    return "tensor(" + text + (note if room else note.replace(", ", ",\n       ", 1)) + ")"
