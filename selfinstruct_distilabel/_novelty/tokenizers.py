"""Texts to tokens: as rouge-score does, which sees a-z and 0-9 only, and in a way that sees every script."""

import inspect
import re
import unicodedata
import warnings
from collections.abc import Callable, Hashable, Iterable
from functools import cache

from selfinstruct_distilabel.errors import InputError

__all__ = ["Tokenizer", "ascii_tokens", "tokenizer_named", "unicode_tokens"]

Tokenizer = Callable[[str], Iterable[Hashable]]

_ASCII_WORDS = re.compile(r"[a-z0-9]+")

# Scripts written without spaces between words: those that Unicode's line breaking (UAX #14) leaves to dictionaries (class
# SA) or breaks between any two characters (ideographs, kana and the like).
_UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Myanmar
    "\u1780-\u17ff"  # Khmer
    "\u1950-\u19df\u1a20-\u1aaf\uaa80-\uaadf"  # Tai Le, New Tai Lue, Tai Tham, Tai Viet
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c"  # ideographic marks and numbers
    "\u3040-\u30ff\u31f0-\u31ff\U0001aff0-\U0001b16f"  # Hiragana, Katakana
    "\u3100-\u312f\u31a0-\u31bf"  # Bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\ua000-\ua4cf\U00011700-\U0001174f\U00016fe0-\U00018dff\U0001b170-\U0001b2ff"  # Yi, Ahom, Tangut, Khitan, Nushu
)
# Invisible characters that stand within a word without being a letter of it: joiners, soft hyphens, directions, variation
# selectors. The zero-width space is not among them: it parts words.
_INVISIBLE = dict.fromkeys(
    [
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF),
        *range(0x200C, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    ]
)


def tokenizer_named(tokenizer: str | Tokenizer) -> Tokenizer:
    """The tokenizer of a name, `"ascii"` or `"unicode"`, or the callable itself.

    Raises:
        InputError: if it is neither.
    """
    named: dict[str, Tokenizer] = {"ascii": ascii_tokens, "unicode": unicode_tokens}
    if isinstance(tokenizer, str) and tokenizer in named:
        return named[tokenizer]
    if callable(tokenizer):
        return tokenizer
    raise InputError(f"tokenizer must be 'ascii', 'unicode' or a callable from text to tokens, not {tokenizer!r}")


def ascii_tokens(text: str) -> list[str]:
    """The tokens of rouge-score without its stemmer: runs of a-z and 0-9 in lower case; all else parts them."""
    tokens = _ASCII_WORDS.findall(text.lower())
    if not tokens and any(map(str.isalnum, text)):
        _warn_of_unseen_text()
    return tokens


def unicode_tokens(text: str) -> list[str]:
    """Words of letters, marks and digits of any script; of scripts without spaces, each character with its marks.

    Case and compatible forms (full width, ligatures, composed or decomposed accents) do not count. The tokens of a text in
    ASCII are those of `ascii_tokens`.
    """
    if text.isascii():
        return _ASCII_WORDS.findall(text.lower())
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _unicode_words().findall(unicodedata.normalize("NFKC", folded).translate(_INVISIBLE))


@cache
def _unicode_words() -> re.Pattern[str]:
    # Python's \w has letters and digits, but not the marks that are vowels in many scripts.
    marks = "".join(chr(code) for code in range(0x300, 0x20000) if unicodedata.category(chr(code)).startswith("M"))
    unspaced, spaced = f"[{_UNSPACED}]", f"(?![{_UNSPACED}_])"
    return re.compile(rf"(?={unspaced})\w[{marks}]*|{spaced}\w(?:{spaced}[\w{marks}])*")


@cache
def _warn_of_unseen_text() -> None:
    warnings.warn(
        "A text without any of a-z and 0-9 has no tokens for the ASCII tokenizer, so it is similar to nothing and always "
        "counts as new; tokenizer='unicode' sees every script.",
        stacklevel=_level_of_user(),
    )


def _level_of_user() -> int:
    """The stack level, seen from the calling function, of the first caller outside this package."""
    package = __name__.partition(".")[0]
    level, frame = 0, inspect.currentframe()
    while frame is not None and frame.f_globals["__name__"].partition(".")[0] == package:
        level, frame = level + 1, frame.f_back
    return level
