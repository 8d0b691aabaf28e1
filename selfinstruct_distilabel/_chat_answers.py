"""A chat model's answer to "is this a classification task?", from a bare yes or no to an explanation."""

import re

from selfinstruct_distilabel._chat_noise import clean, fenced_spans, json_values
from selfinstruct_distilabel._chat_phrases import any_of

__all__ = ["read_classification"]

_YES = any_of(
    "yes|yeah|yep|true|correct|ja|jawohl|oui|sí|sì|si|sim|tak|да|так|evet|ya|vâng|có|ναι|ano|igen|kyllä|نعم|हाँ|हां",
)
_NO = any_of("no|nope|false|incorrect|nein|nee|nej|non|não|nie|нет|ні|hayır|tidak|không|όχι|ne|nem|ei|لا|नहीं")
# Words of languages that are written without spaces: nothing has to part them from what follows.
_YES_CJK = r"是(?!否|不是)的?|对(?!于)|對|はい|そうです|예|네"
_NO_CJK = any_of("不是|否|不|いいえ|아니요|아니오|아닙니다")
_VERDICT = rf"(?:(?P<no>{_NO}(?!\w)|{_NO_CJK})|(?P<yes>{_YES}(?!\w)|{_YES_CJK}))"
_LABEL = any_of(
    "answer|verdict|conclusion|result|classification|antwort|réponse|respuesta|resposta|risposta|ответ|答案|回答|答え|답변|답",
)

_LEADING = re.compile(_VERDICT, re.IGNORECASE)
_ALONE = re.compile(rf"^\W{{0,8}}{_VERDICT}\W{{0,8}}$", re.IGNORECASE | re.MULTILINE)
_LABELLED = re.compile(rf"(?<!\w){_LABEL}\W{{0,4}}(?:is|would be|is it|est|ist|es|è)?\W{{0,4}}{_VERDICT}", re.IGNORECASE)
_EITHER = re.compile(r"\W{{0,4}}(?:or|and|oder|und|ou|et|o|y|e|или|и|还是|或|/)?\W{{0,4}}")
