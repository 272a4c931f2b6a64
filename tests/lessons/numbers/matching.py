"""Tell whether one of the results of a page's cells is the number that a sentence claims."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation


def given(number: str, results: Iterable[str]) -> bool:
    """Tell whether a result, rounded to the number's last digit, is the number.

    A whole number of one digit must be given to 0.005: by rounding, many results would be 0.
    A number without a sign also stands for a negative result: “0.4 to the left” for −0.4.

    >>> given("0.42", ["0.4194"]), given("40", ["40.0"]), given("41", ["40.0"])
    (True, True, False)
    >>> given("-2", ["2"]), given("2", ["-2"])
    (False, True)
    """
    claim = Decimal(number)
    unit = Decimal(1).scaleb(int(claim.as_tuple().exponent))
    allowed = unit / (200 if re.fullmatch(r"-?\d", number) else 2)
    values = [Decimal(result) for result in results if _is_number(result)]
    nearest = [abs(value - claim) for value in values]
    if not number.startswith("-"):
        nearest += [abs(-value - claim) for value in values]
    return any(distance <= allowed for distance in nearest)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
