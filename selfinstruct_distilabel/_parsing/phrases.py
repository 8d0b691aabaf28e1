"""How chat models open, close and refuse an answer, in the languages that they are most often asked in."""

import re

from selfinstruct_distilabel._parsing.noise import fenced_lines

__all__ = [
    "any_of",
    "begins_task",
    "closes_list",
    "is_epilogue",
    "is_preamble",
    "is_refusal",
    "trim_closing",
    "trim_opening",
    "until_next_task",
]


def any_of(*words: str) -> str:
    """A pattern for any of the words, the longest first. Every argument holds words between bars."""
    split = {word for group in words for word in group.split("|")}
    return "(?:" + "|".join(re.escape(word) for word in sorted(split, key=lambda word: (-len(word), word))) + ")"


_INTERJECTION = any_of(
    "sure|sure thing|certainly|of course|absolutely|okay|ok|alright|great|definitely|understood|no problem|got it",
    "natürlich|gerne|klar|selbstverständlich|bien sûr|certainement|avec plaisir|d'accord|claro|claro que sí|por supuesto",
    "desde luego|con gusto|com certeza|certo|certamente|natuurlijk|zeker|oczywiście|jasne|tabii|tabii ki|elbette|tentu",
    "chắc chắn|конечно|разумеется|хорошо|звичайно|当然|當然|当然可以|好的|没问题|沒問題|もちろん|もちろんです",
    "承知しました|かしこまりました|물론|물론입니다|물론이죠|알겠습니다|بالتأكيد|بالطبع|حسنا|حسنًا|ज़रूर|बिल्कुल",
)
# These open an answer as well, but may be all of it.
_GREETING = any_of("hello|hi|thank you|thanks|hallo|bonjour|hola|olá|ciao|привет|здравствуйте|你好|您好|はい|네")
_HERE = any_of(
    "here are|here is|here's|here they are|here you go|below are|below is|hier sind|hier ist|hier zijn|voici|aquí tiene",
    "aquí tienes|aquí están|aquí está|a continuación|aqui estão|aqui está|a seguir|ecco|di seguito|oto|вот|ниже|ось|işte|berikut",
    "dưới đây|以下|下面|这里|這裡|こちら|次の|다음|여기|아래|إليك|فيما يلي|यहाँ|नीचे",
)
_FIRST_PERSON = any_of(
    "i'd be happy|i'd be glad|i would be happy|i'll|i will|i can|i've|i have|i am going to|i'm going to|let me|let's"
)
_CLOSING = any_of(
    "let me know|please let me know|feel free|please feel free|i hope|hope this|hope these|hope that|if you|should you",
    "would you like|do you want|is there anything|these tasks|these instructions|these examples|these prompts|this list",
    "i can also|lass mich|lassen sie|ich hoffe|wenn sie|wenn du|n'hésite|j'espère|si vous|si tu|espero|si necesita",
    "si quiere|si deseas|avísame|no dude|se precisar|se quiser|avise|spero|se hai|se vuoi|fammi|надеюсь|если|дайте знать",
    "希望|如果|如需|请告诉|请随时|以上|ご希望|他に|必要|お役|도움이|필요|추가|원하시면|آمل|إذا|أخبرني|هل ترغب",
)
_MADE_THINGS = (
    r"\b"
    + any_of(
        "tasks|instructions|prompts|examples|instances|exercises|aufgaben|anweisungen|beispiele|tâches|consignes|exemples",
        "tareas|instrucciones|ejemplos|tarefas|instruções|exemplos|compiti|istruzioni|esempi|taken|zadania|przykłady",
        "задачи|задач|задания|заданий|инструкции|инструкций|примеры|примеров|görevler|örnekler",
    )
    + r"\b|任务|任務|指令|示例|例子|タスク|指示|例を|과제|작업|지시|예시|مهام|المهام|تعليمات|أمثلة"
)
_NEXT_WORD = r"(?:\s{0,2}[,.!;:，。！；：、،~–—-]\s{0,2}|\s{1,2})"

_OPENS = re.compile(
    rf"{_INTERJECTION}(?:[,.!;，。！；、،~–—-]|[:：]?\Z)"
    rf"|(?:{_INTERJECTION}|{_GREETING})(?:[.!。！]?\Z|{_NEXT_WORD}(?:{_HERE}|{_FIRST_PERSON}))",
    re.IGNORECASE,
)
_SPEAKS = re.compile(rf"{_HERE}|{_FIRST_PERSON}", re.IGNORECASE)
_ANNOUNCES = re.compile(rf"(?:{_INTERJECTION}{_NEXT_WORD}[^\n]{{0,60}}?)?{_HERE}", re.IGNORECASE)
_MENTIONS = re.compile(_MADE_THINGS, re.IGNORECASE)
_CLOSES = re.compile(_CLOSING, re.IGNORECASE)
_OFFERS_MORE = re.compile(r"\b(?:more|else|helps?|helpful|adjust\w*|modif\w*)[.!?]*\Z", re.IGNORECASE)
_LONE_INTERJECTION = re.compile(rf"{_INTERJECTION}[.!。！]?\Z", re.IGNORECASE)

_APOLOGY = any_of(
    "i'm sorry|i’m sorry|i am sorry|i'm very sorry|sorry|i apologize|i apologise|my apologies|apologies",
    "unfortunately|lo siento|lamentablemente|desculpe|sinto muito|infelizmente|mi dispiace|purtroppo|désolé|désolée",
    "je suis désolé|je suis désolée|malheureusement|es tut mir leid|tut mir leid|leider|entschuldigung|het spijt me|helaas",
    "извините|простите|к сожалению|przepraszam|üzgünüm|maaf|抱歉|很抱歉|非常抱歉|对不起|對不起|申し訳|죄송|آسف|عذرا",
)
_I_CANNOT = (
    r"I(?:\s(?:can['’]?t|cannot|can not|won['’]?t|will not|am unable to|am not able to|don['’]?t|do not)"
    r"|['’]m (?:unable|not able) to)\s(?:\w+\s){0,2}"
)
_OTHERS_CANNOT = any_of(
    "no puedo|no es posible|não posso|não é possível|non posso|je ne peux|je ne suis pas en mesure|ich kann|kann ich",
    "ik kan|не могу|nie mogę|yapamam|edemem|tidak dapat|tidak bisa|无法|無法|不能|できません|できかねます|수 없|لا أستطيع|لا يمكنني",
)
_HELP = (
    "do (?:that|this|it|so)|help|assist|provide|fulfill?|comply|create|generate|answer|complete|engage|support|continue"
)
_DO = "do|write|produce|see|view|access|browse|process|perform|translate|determine|identify|give|offer|have|understand|think"
_AS_AN_AI = (
    r"as an? (?:AI|artificial intelligence|(?:large )?language model)\b|作为(?:一个|一個)?(?:AI|人工智能|语言模型)"
)
# Without an apology before it, "I cannot see …" may be a line of a story.
_REFUSAL = re.compile(
    rf"{_AS_AN_AI}|{_I_CANNOT}(?:{_HELP})\b"
    rf"|{_APOLOGY}[^\n]{{0,100}}?(?:{_AS_AN_AI}|{_I_CANNOT}(?:{_HELP}|{_DO})\b|{_OTHERS_CANNOT})",
    re.IGNORECASE,
)
_NEXT_TASK = re.compile(r"[ \t]{0,4}(?:[#*]{1,6}[ \t]?)?Task[ \t]{0,4}\d{0,3}[ \t]{0,4}(?:[:：]|\Z)", re.IGNORECASE)


def is_preamble(text: str) -> bool:
    """Whether what stands before a list only opens or announces it ("Sure, here are eight tasks:")."""
    text = _plain(text)
    if _OPENS.match(text):
        return True
    made_things = _MENTIONS.search(text) is not None
    if _ends_with_colon(text):
        return made_things or _ANNOUNCES.match(text) is not None
    return made_things and _SPEAKS.match(text) is not None


def closes_list(text: str) -> bool:
    """Whether a paragraph after a list speaks to the reader instead of going on with it ("Let me know …")."""
    return _CLOSES.match(_plain(text)) is not None


def is_epilogue(line: str) -> bool:
    """Whether a line only closes the answer: it offers more, or speaks of the examples or tasks that were made."""
    text = _plain(line)
    return bool(_CLOSES.match(text) and (_MENTIONS.search(text) or _OFFERS_MORE.search(text)))


def is_refusal(text: str) -> bool:
    """Whether an answer says that it gives none."""
    return _REFUSAL.match(_plain(text)) is not None


def trim_opening(lines: list[str]) -> list[str]:
    """An output without the lines that only announce it ("Here is the poem:")."""
    start = 0
    while start < len(lines) and (not lines[start].strip() or _announces_output(lines[start])):
        start += 1
    return lines[start:]


def trim_closing(lines: list[str]) -> list[str]:
    """An output without rules at its end and paragraphs that only close the answer ("Let me know if you need more!")."""
    end = len(lines)
    while True:
        while end and (not lines[end - 1].strip() or lines[end - 1].strip() == "---"):
            end -= 1
        start = end
        while start and lines[start - 1].strip():
            start -= 1
        if start == end or not is_epilogue(lines[start]):
            return lines[:end]
        end = start


def begins_task(line: str) -> bool:
    """Whether a line begins a task of the few-shot prompt's form ("Task: …")."""
    return _NEXT_TASK.match(line) is not None


def until_next_task(lines: list[str]) -> list[str]:
    """The lines before the next task, with which a base model goes on after a blank line unless it is stopped."""
    code = fenced_lines(lines)
    for number in range(1, len(lines)):
        next_task = not lines[number - 1].strip() and number not in code and begins_task(lines[number])
        if next_task and any(line.strip() for line in trim_opening(lines[:number])):
            return lines[:number]
    return lines


def _announces_output(line: str) -> bool:
    text = _plain(line)
    return bool(_LONE_INTERJECTION.match(text) or (_ends_with_colon(text) and _ANNOUNCES.match(text)))


def _ends_with_colon(text: str) -> bool:
    return text.endswith((":", "："))


def _plain(text: str) -> str:
    """A text without the markdown and white space around it."""
    return text.strip(" \t\n#*_>`")
