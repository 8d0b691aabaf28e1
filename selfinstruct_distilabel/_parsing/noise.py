"""What surrounds an answer: thinking, end-of-turn marks, invisible characters, code fences."""

import re

__all__ = ["clean", "fenced_lines", "fenced_spans", "is_fence", "is_rule", "paragraphs", "visible"]

# None of these is text: control characters, byte order mark, zero-width space, direction marks, halves of surrogate
# pairs. The zero-width joiners stay, since Persian, the Indic scripts and emoji are spelled with them.
_INVISIBLE = re.compile("[\0-\x08\x0e-\x1b\x7f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")
_LINE_BREAK = re.compile("\r\n?|[\u2028\u2029]")

# An opening tag begins its line: elsewhere, as in quotes, a tag is spoken of.
_THINK_TAG = re.compile(
    r"^[ \t]{0,8}(?:<(?:think|thinking|thought|reasoning)>|\[THINK\])"
    r"|(?<![`\"'])(?P<closing></(?:think|thinking|thought|reasoning)>|\[/THINK\])",
    re.IGNORECASE | re.MULTILINE,
)
# OpenAI's harmony format thinks in one channel and answers in another.
_CHANNEL = "<|channel|>"
_FINAL_CHANNEL = re.compile(r"<\|channel\|>\s{0,3}final\s{0,3}<\|message\|>")
_TURN_END = re.compile(r"<\|(?:im_end|eot_id|end|return|endoftext|end_of_text)\|>|<end_of_turn>")
_WRAPPERS = ("<answer>", "</answer>", "<s>", "</s>")

_FENCE = re.compile(r"(?:[^`~\n:：]{0,40}[:：]\*{0,2}[ \t]{0,3})?(?P<marks>`{3,}|~{3,})(?P<info>[^`\n]*)\Z")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,})\Z")


def clean(text: str) -> str:
    """The answer alone, its line breaks all alike.

    What follows an opening thinking tag that is never closed is thinking, and so is what stands before a lone closing one.
    """
    text = visible(_LINE_BREAK.sub("\n", text))
    if _CHANNEL in text:
        text = _FINAL_CHANNEL.split(text)[-1] if _FINAL_CHANNEL.search(text) else ""
    text = _TURN_END.split(_without_thinking(text), maxsplit=1)[0].strip("\n")
    for tag in _WRAPPERS:
        text = text.removeprefix(tag).rstrip().removesuffix(tag)
    return text


def visible(text: str) -> str:
    """A text without characters that nobody can see, and databases may not take."""
    return _INVISIBLE.sub("", text)


def _without_thinking(text: str) -> str:
    kept: list[str] = []
    position, thinking = 0, False
    for tag in _THINK_TAG.finditer(text):
        if tag["closing"] and not thinking:
            kept.clear()
        elif not thinking:
            kept.append(text[position : tag.start()])
        position, thinking = tag.end(), not tag["closing"]
    if not thinking:
        kept.append(text[position:])
    return "".join(kept)


def fenced_spans(lines: list[str]) -> list[tuple[int, int]]:
    """Line numbers of the opening and the closing fence of every code block that stands in no other block.

    A fence may follow a short label ("Output: ```python"). A block that is never closed is none.
    """
    spans: list[tuple[int, int]] = []
    opened: list[tuple[int, str]] = []
    for number, line in enumerate(lines):
        fence = _FENCE.match(line.strip())
        if fence is None:
            continue
        bare = fence.start("marks") == 0 and not fence["info"].strip()
        if not (bare and opened and fence["marks"].startswith(opened[-1][1])):
            opened.append((number, fence["marks"]))
            continue
        start, _ = opened.pop()
        if not opened:
            spans.append((start, number))
    return spans


def fenced_lines(lines: list[str]) -> set[int]:
    """Line numbers of the code blocks, their fences included."""
    return {number for start, end in fenced_spans(lines) for number in range(start, end + 1)}


def is_fence(line: str) -> bool:
    """Whether a line opens or closes a code block and is nothing else."""
    fence = _FENCE.match(line.strip())
    return fence is not None and fence.start("marks") == 0


def is_rule(line: str) -> bool:
    """Whether a line is a horizontal rule."""
    return _RULE.match(line.strip()) is not None


def paragraphs(lines: list[str]) -> list[list[str]]:
    """Lines between blank lines; the blank lines of a code block separate nothing."""
    fenced = fenced_lines(lines)
    found: list[list[str]] = [[]]
    for number, line in enumerate(lines):
        if line.strip() or number in fenced:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]
