"""How answers write numbers, amounts, dates and lists: exact, and independent of the locale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

__all__ = [
    "MONTHS", "WEEKDAYS", "clock", "day", "duration", "english_list", "fixed", "in_words", "money", "ordinal", "roman",
    "weekday", "with_article", "words",
]  # fmt: skip

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def words(text: str) -> tuple[str, ...]:
    """The entries of a list that is written with a comma and a space between them."""
    return tuple(text.split(", "))


def fixed(value: int | Fraction, places: int = 0) -> str:
    """`value` rounded half away from zero to `places` decimals, exactly: ``fixed(Fraction(5, 2)) == "3"``."""
    scale = 10**places
    units = int(abs(Fraction(value)) * scale + Fraction(1, 2))
    sign = "-" if value < 0 and units else ""
    whole, rest = divmod(units, scale)
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def money(cents: int) -> str:
    """An amount in cents as 12.40."""
    return fixed(Fraction(cents, 100), 2)


def clock(minutes: int) -> str:
    """Minutes since midnight, of this or a later day, as 09:40."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def duration(minutes: int) -> str:
    """Minutes as ``2 hours and 5 minutes``."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in ((hours, "hour"), (rest, "minute")) if n]
    return " and ".join(parts) or "0 minutes"


def day(value: date) -> str:
    """A date as ``14 March 2021``."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def weekday(value: date) -> str:
    """The English name of the day of the week."""
    return WEEKDAYS[value.weekday()]


def english_list(items: Sequence[str]) -> str:
    """``a, b and c``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def ordinal(number: int) -> str:
    """``1st``, ``22nd``, ``113th``."""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def roman(number: int) -> str:
    """A number from 1 to 3999 in Roman numerals."""
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters


def with_article(noun: str) -> str:
    """``an apple``, ``a pear``; by the first letter, which is enough for the words here."""
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"


def in_words(number: int) -> str:
    """A number from 0 to 999,999 in English words, as ``four thousand eight hundred twelve``."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _TENS[tens] + (f"-{_SMALL[rest]}" if rest else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    count, rest = divmod(number, size)
    return f"{in_words(count)} {name}" + (f" {in_words(rest)}" if rest else "")
