"""Instructions in a chat model's answer: the items of its list, however the list is written."""

import re

from selfinstruct_distilabel._parsing.json_answers import json_instructions
from selfinstruct_distilabel._parsing.list_markers import (
    ITEM_WORDS,
    Marker,
    bullets,
    numbers,
    top_level,
    without_bullet,
    without_stray,
)
from selfinstruct_distilabel._parsing.noise import clean, fenced_spans, is_fence, is_rule, paragraphs
from selfinstruct_distilabel._parsing.phrases import closes_list, is_epilogue, is_preamble, is_refusal

__all__ = ["read_instructions"]

_SECTION = re.compile(r"\s*(?:#{1,6}\s|\*\*[^*]+(?:\*\*[:：]?|[:：]\*\*)\s*\Z)")
_LABEL = re.compile(rf"{ITEM_WORDS}[ \t]?\d{{0,3}}[ \t]?[:：](?!\d)", re.IGNORECASE)
_BOLD_LABEL = re.compile(r"\*\*([^*]{1,60}[:：])\*\*")
_BOLD_START = re.compile(r"\*\*([^*]+)\*\*")
_QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "‘": "’", "«": "»", "「": "」", "『": "』", "`": "`", "*": "*"}
_SENTENCE_END = (".", "?", "!", ":", ",", ";", "。", "？", "！", "：", "…")
_MAX_WRAPPINGS = 4  # "- **Task: `…`**"


def read_instructions(completion: str) -> list[str]:
    """The instructions of an answer that goes on with a numbered list, whose first item may have no number."""
    lines = _without_wrapping_fence(clean(completion).split("\n"))
    numbered, bulleted = numbers(lines), bullets(lines)
    if numbered and not _holds(bulleted, numbered):
        items = _numbered_items(lines, numbered)
    else:
        items = _json_items(lines) or _bulleted_items(lines, bulleted) or _unmarked_items(lines)
    return [_text(item) for item in items]


def _without_wrapping_fence(lines: list[str]) -> list[str]:
    """The inside of the first code block, where the list, or all that the answer says, stands in it."""
    for start, end in fenced_spans(lines)[:1]:
        inside = lines[start + 1 : end]
        if not numbers(lines) and (numbers(inside) or _after_preamble(lines, start) == start):
            return inside
    return lines


def _after_preamble(lines: list[str], end: int) -> int:
    """The first line before `end` that says more than that a list follows; `end` where there is none."""
    for number, line in enumerate(lines[:end]):
        noise = is_rule(line) or is_fence(line) or _SECTION.match(line) or is_preamble(line) or is_refusal(line)
        if line.strip() and not noise:
            return number
    return end


def _holds(outer: list[Marker], inner: list[Marker]) -> bool:
    """Whether the numbers are steps inside the bulleted items."""
    return (
        bool(outer) and outer[0].line < inner[0].line and outer[0].indent < min(marker.indent for marker in inner) - 1
    )


def _numbered_items(lines: list[str], numbered: list[Marker]) -> list[list[str]]:
    numbered = without_stray(numbered)
    first = numbered[0].line
    start = _after_preamble(lines, first)
    if _stands_apart(lines, numbered):
        start = first
    sections = {marker.line for marker in numbered if marker.number == 1 and _begins_section(lines, marker.line)}
    top = top_level(numbered, after_item=start < first, sections=sections)
    if not top:  # the list starts at 1, so what stands before it is no item
        start, top = first, top_level(numbered, after_item=False, sections=sections)
    items = _marked_items(lines, top)
    return [_without_trailing_noise(lines[start : top[0].line]), *items] if start < first else items


def _stands_apart(lines: list[str], numbered: list[Marker]) -> bool:
    """Whether a blank line parts the list from what stands before it, but not most of its items from each other."""
    blank_before = [marker.line > 0 and not lines[marker.line - 1].strip() for marker in numbered]
    return blank_before[0] and len(blank_before) > 1 and 2 * sum(blank_before[1:]) < len(blank_before[1:])


def _begins_section(lines: list[str], line: int) -> bool:
    """Whether the last line before this one is a section's title or announces a list."""
    while line and not lines[line - 1].strip():
        line -= 1
    return line > 0 and (_SECTION.match(lines[line - 1]) is not None or is_preamble(lines[line - 1]))


def _marked_items(lines: list[str], markers: list[Marker]) -> list[list[str]]:
    """The lines of each marker's item, freed from what stands between items and after the last one."""
    ends = [marker.line for marker in markers[1:]] + [len(lines)]
    items = [
        _without_trailing_noise([lines[marker.line][marker.end :].strip(), *lines[marker.line + 1 : end]])
        for marker, end in zip(markers, ends, strict=True)
    ]
    spread = any(not line.strip() for item in items[:-1] for line in item)
    items[-1] = _without_closing(items[-1], alone=len(items) == 1, spread=spread)
    for marker, item in zip(markers, items, strict=True):
        title = item[0].removesuffix("**").rstrip() if item else ""
        if len(item) > 1 and title and (title != item[0] or _SECTION.match(lines[marker.line])):
            item[0] = title if title.endswith(_SENTENCE_END) else title + ":"  # the lines are going to be joined
    return items


def _without_trailing_noise(item: list[str]) -> list[str]:
    """An item without the blank lines, rules and titles of the next section after it."""
    end = len(item)
    while end > 1 and (
        not item[end - 1].strip()
        or is_rule(item[end - 1])
        or (not item[end - 2].strip() and _SECTION.match(item[end - 1]))
    ):
        end -= 1
    return item[:end]


def _without_closing(item: list[str], *, alone: bool, spread: bool) -> list[str]:
    """The last item without what the model says after the list.

    Where no other item has a second paragraph (`spread`), this one has none either, unless a colon calls for it.
    """
    kept: list[str] = []
    for paragraph in paragraphs(item):
        belongs = alone or spread or paragraph[0].startswith((" ", "\t"))
        if kept and (closes_list(paragraph[0]) or not (belongs or _calls_for_more(kept))):
            break
        for line in paragraph:
            if kept and (is_epilogue(line) or is_rule(line)):
                return kept
            kept.append(line)
    return kept


def _json_items(lines: list[str]) -> list[list[str]]:
    start = _after_preamble(lines, len(lines))
    return [[instruction] for instruction in json_instructions(lines[start:])]


def _bulleted_items(lines: list[str], bulleted: list[Marker]) -> list[list[str]]:
    if not bulleted:
        return []
    first = bulleted[0].line
    if _after_preamble(lines, first) < first and lines[first - 1].strip():
        return []  # the bullets are part of one instruction
    return _marked_items(lines, bulleted)


def _unmarked_items(lines: list[str]) -> list[list[str]]:
    """Paragraphs; lines, where only one paragraph follows the announcement of a list."""
    start = _after_preamble(lines, len(lines))
    found: list[list[str]] = []
    for paragraph in paragraphs(lines[start:]):
        if found and closes_list(paragraph[0]):
            break
        if found and _calls_for_more(found[-1]):
            found[-1].extend(paragraph)
        elif not (is_rule(paragraph[0]) or _SECTION.match(paragraph[0])):
            found.append(paragraph)
    announced = any(is_preamble(line) for line in lines[:start])
    return [[line] for line in found[0]] if announced and len(found) == 1 else found


def _calls_for_more(lines: list[str]) -> bool:
    return lines[-1].rstrip(" *").endswith((":", "："))


def _text(item: list[str]) -> str:
    """An item on one line, without what only marks it as one: a bullet, a label, bold face, quotes around it."""
    text = _BOLD_LABEL.sub(r"\1", " ".join(" ".join(item).split()))
    if text.count("**") % 2:
        text = text.replace("**", "", 1)  # the other one went with the number
    for _ in range(_MAX_WRAPPINGS):
        text = without_bullet(text)
        if bold := _BOLD_START.match(text):
            text = bold[1] + text[bold.end() :]
        if label := _LABEL.match(text):
            text = text[label.end() :].lstrip()
        quoted, closing = text.removesuffix(","), _QUOTES.get(text[:1])
        if closing and len(quoted) > 1 and quoted.endswith(closing):
            inner = quoted[1:-1]
            text = inner if text[0] not in inner and closing not in inner else text
    return text
