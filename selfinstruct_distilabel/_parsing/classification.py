"""A chat model's answer to "is this a classification task?", from a bare yes or no to an explanation."""

import re
import unicodedata

from selfinstruct_distilabel._parsing.json_answers import json_verdict
from selfinstruct_distilabel._parsing.noise import clean
from selfinstruct_distilabel._parsing.phrases import any_of, until_next_task

__all__ = ["read_classification"]

# The second group of each means something else in another language or in a sentence, so it has to stand by itself.
_YES = (
    any_of("yes|yeah|yep|jawohl|oui|sí|sì|sim|evet|да|ναι|igen|kyllä|نعم|हाँ|हां")
    + r"(?!\w)|"
    + any_of("ja|si|ya|tak|так|có|vâng|ano|true|correct|对|對")
    + r"(?=\s{0,2}(?:[,.!;:，。！—–-]|\Z|\n))|是(?!否|不)|はい|そうです|예(?!\w)|네(?!\w)"
)
_NO = (
    r"no(?! (?:idea|answer|clue|comment|opinion)\b)(?!\w)|"
    + any_of("nope|nein|nee|nej|non|não|нет|hayır|tidak|όχι|لا|नहीं")
    + r"(?!\w)|"
    + any_of("ne|nem|ei|nie|ні|không|false|incorrect|不")
    + r"(?=\s{0,2}(?:[,.!;:，。！—–-]|\Z|\n))|不是|否|いいえ|아니요|아니오|아닙니다"
)
_LABEL = any_of(
    "answer|verdict|conclusion|result|classification|antwort|réponse|respuesta|resposta|risposta|ответ|答案|回答|答え|답변|답"
)
_OR = any_of("/| / |or| or | and | oder | und | ou | et | y | e | или | и |还是|或")


def _verdict(suffix: str = "") -> str:
    return rf"(?<!\w)(?:(?P<no{suffix}>{_NO})|(?P<yes{suffix}>{_YES}))"


_BOTH = re.compile(rf"{_verdict()}{_OR}{_verdict('_2')}", re.IGNORECASE)
_FIRST = re.compile(rf"\W{{0,4}}{_verdict()}", re.IGNORECASE)
_LAST = re.compile(rf"{_verdict()}\W{{0,8}}\Z", re.IGNORECASE)
_ALONE = re.compile(rf"^\W{{0,8}}{_verdict()}[^\w\n]{{0,8}}$", re.IGNORECASE | re.MULTILINE)
_LABELLED = re.compile(
    rf"(?<!\w){_LABEL}(?: task)?\W{{0,4}}(?:(?:is|would be|est|ist|es|è)\b)?\W{{0,4}}{_verdict()}", re.IGNORECASE
)
_STATED = re.compile(
    r"(?P<open>\b(?:if|whether)\s(?:[\w'’]+\s){0,3})?(?:"
    r"(?P<no>\b(?:not|isn['’]?t|never|cannot|can['’]?t)\s(?:be\s)?(?:[\w-]+\s){0,3}classification|\bnon-?classification"
    r"|(?:不是|不属于|不屬於|并非)[^，。\n]{0,6}?分[类類])"
    r"|(?P<yes>(?:\b(?:is|be|as)|['’]s)\s(?:\w{1,12}ly\s|indeed\s)?(?:an?\s(?:[\w-]+\s){0,2})?classification(?!\w)"
    r"|(?:是|属于|屬於)[^，。\n]{0,6}?分[类類]|\A\W{0,4}classification(?: task)?\W{0,4}\Z))",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"[*_`#>~\"“”]")


def read_classification(answer: str) -> bool | None:
    """Whether the answer says classification; None when it says neither, or both."""
    lines = until_next_task(clean(answer).split("\n"))
    text = "\n".join(lines)
    if (value := json_verdict(lines)) is not None:
        if isinstance(value, bool):
            return value
        text = value
    text = unicodedata.normalize("NFKC", _MARKDOWN.sub("", text))
    text = _BOTH.sub(" ", text).strip()
    found = [match for match in (_FIRST.match(text),) if match]
    found += [*_ALONE.finditer(text), *_LABELLED.finditer(text)]
    found += [match for match in _STATED.finditer(text) if match["open"] is None]
    if not found and (last := _LAST.search(text)):
        found.append(last)
    verdicts = {match["yes"] is not None for match in found}
    return verdicts.pop() if len(verdicts) == 1 else None
