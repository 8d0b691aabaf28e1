"""RougeLIndex: scores and decisions are rouge-score's, at any size of the pool and in any script."""

import random
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from real_data import read_data
from rouge_score.rouge_scorer import RougeScorer

from selfinstruct_distilabel import Admission, Match, RougeLIndex
from selfinstruct_distilabel.errors import InputError

# Few words, so that texts share them, repeat them and meet a threshold exactly; some texts are longer than a machine word.
WORDS = st.sampled_from("abcdefghij")
TEXTS = st.one_of(
    st.lists(WORDS, max_size=12).map(" ".join),
    st.lists(WORDS, min_size=60, max_size=90).map(" ".join),
    st.sampled_from(["", "!?", "…"]),
)
THRESHOLDS = st.sampled_from([0, 0.2, 0.5, 2 / 3, 0.7, 0.75, 0.9, 1, 1.1, 3])

_SCORER = RougeScorer(["rougeL"], use_stemmer=False)


@cache
def rouge_score(first: str, second: str) -> float:
    return float(_SCORER.score(first, second)["rougeL"].fmeasure)


def ranked(text: str, pool: Sequence[str]) -> list[Match]:
    """The whole pool by rouge-score, best first, the earlier first among equals."""
    return sorted((Match(other, rouge_score(other, text)) for other in pool), key=lambda match: -match.score)


def index_of(texts: Sequence[str], **options: Any) -> RougeLIndex:
    index = RougeLIndex(**options)
    index.extend(texts)
    return index


@given(pool=st.lists(TEXTS, max_size=25), text=TEXTS, provenance=st.booleans())
def test_scores_are_those_of_rouge_score_to_the_last_bit(pool: list[str], text: str, provenance: bool) -> None:
    assert index_of(pool, provenance=provenance).nearest(text, k=len(pool)) == ranked(text, pool)


@given(texts=st.lists(TEXTS, max_size=25), threshold=THRESHOLDS)
@settings(max_examples=200)
@example(texts=["a b c d e f g h i j", "a b c d e f g x y z"], threshold=0.7)
def test_a_stream_is_admitted_as_by_rouge_score(texts: list[str], threshold: float) -> None:
    index, deciding = RougeLIndex(threshold=threshold), RougeLIndex(threshold=threshold, provenance=False)
    pool: list[str] = []
    for text in texts:
        matches = ranked(text, pool)
        refused = [match for match in matches[:1] if match.score > threshold]
        admission = index.admit(text)
        assert admission[:2] == (not refused, matches[:10])
        assert admission.mean == pytest.approx(mean(matches), abs=1e-12)
        assert deciding.admit(text) == (not refused, refused, None)
        if not refused:
            pool.append(text)
    assert len(index) == len(deciding) == len(pool)


def mean(matches: Sequence[Match]) -> float:
    return sum(match.score for match in matches) / len(matches) if matches else 0.0


@pytest.mark.parametrize("provenance", [True, False])
def test_scores_of_exactly_seven_tenths_are_refused_where_the_float_is_above(provenance: bool) -> None:
    verdicts = set()
    lengths = [*range(4, 60), *range(70, 141, 5)]
    for n in lengths:
        for m in lengths:
            lcs, rest = divmod(7 * (n + m), 20)
            if not rest and lcs <= min(n, m):
                common = [str(i) for i in range(lcs)]
                first = " ".join([*common, *(f"x{i}" for i in range(n - lcs))])
                second = " ".join([*common, *(f"y{i}" for i in range(m - lcs))])
                admitted = index_of([first], provenance=provenance).admit(second).admitted
                assert admitted == (rouge_score(first, second) <= 0.7)
                verdicts.add(admitted)
    assert verdicts == {True, False}


def test_a_real_run_of_the_released_code_is_reproduced() -> None:
    index = index_of([task["instruction"] for task in read_data("released-seed_tasks")])
    for row in read_data("qwen-run-1-instructions"):
        admission = index.admit(row["instruction"])
        assert admission.admitted
        # by score: of texts that are equally similar, the released code takes any
        assert [match.score for match in admission.nearest] == list(row["most_similar"].values())
        assert admission.mean == pytest.approx(row["avg_similarity_score"], abs=1e-9)


def test_deciding_alone_refuses_what_a_comparison_with_all_refuses_on_real_instructions() -> None:
    comparing, deciding = RougeLIndex(), RougeLIndex(provenance=False)
    refused = 0
    for row in read_data("instruction-corpus")[:5000]:
        compared, decided = comparing.admit(row["instruction"]), deciding.admit(row["instruction"])
        assert decided.admitted == compared.admitted
        assert decided.nearest == ([] if compared.admitted else compared.nearest[:1])
        refused += not compared.admitted
    assert refused > 500


class Large(NamedTuple):
    """More texts than a segment of the index holds, of words as frequent as words are; some are long or empty."""

    texts: list[str]
    comparing: RougeLIndex
    deciding: RougeLIndex


@pytest.fixture(scope="module")
def large() -> Large:
    draw = random.Random(0)
    words = [f"w{number}" for number in range(5_000)]
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(words))))
    lengths = [0, *(draw.randint(1, 12) for _ in range(68_000)), *(draw.randint(60, 130) for _ in range(50))]
    draw.shuffle(lengths)
    texts = [" ".join(draw.choices(words, cum_weights=weights, k=length)) for length in lengths]
    return Large(texts, index_of(texts), index_of(texts, provenance=False))


@pytest.mark.parametrize("place", [0, 40_000, 68_000, None])
def test_a_large_pool_has_the_scores_of_rouge_score(large: Large, place: int | None) -> None:
    text = "w0 w1 w2 w3 w9 w100 new" if place is None else large.texts[place]
    everything = large.comparing.nearest(text, k=len(large.comparing))
    assert everything == large.deciding.nearest(text, k=len(large.deciding))  # by another way, a plain scan
    assert large.comparing.nearest(text, k=10) == everything[:10]
    for match in everything[:20] + random.Random(place).sample(everything, 50):
        assert match.score == rouge_score(match.text, text)


def test_a_large_pool_refuses_variants_of_its_texts_and_nothing_else(large: Large) -> None:
    draw = random.Random(1)
    verdicts: Counter[bool] = Counter()
    for text in draw.sample(large.texts, 60):
        variant = " ".join(word if draw.random() < 0.8 else "new" for word in text.split())
        compared, decided = large.comparing.admit(variant), large.deciding.admit(variant)
        assert decided == Admission(compared.admitted, [] if compared.admitted else compared.nearest[:1], None)
        verdicts[decided.admitted] += 1
    assert min(verdicts[True], verdicts[False]) > 5


@pytest.mark.parametrize("provenance", [True, False])
@given(texts=st.lists(TEXTS, max_size=15), limit=st.none() | st.integers(0, 8))
def test_a_block_is_decided_as_its_texts_one_by_one(provenance: bool, texts: list[str], limit: int | None) -> None:
    one_by_one = RougeLIndex(provenance=provenance)
    expected = [one_by_one.admit(text) for text in texts]
    wanted = len(texts) if limit is None else limit
    judged = next((n for n in range(len(texts)) if sum(a.admitted for a in expected[:n]) >= wanted), len(texts))
    block = RougeLIndex(provenance=provenance)
    assert block.admit_many(texts, limit=limit) == expected[:judged]
    assert len(block) == sum(admission.admitted for admission in expected[:judged])


def test_equals_are_told_in_the_order_of_the_pool() -> None:
    index = index_of(["name a river", "name a city", "name a river"])
    assert [match.text for match in index.nearest("name a lake", k=3)] == [
        "name a river",
        "name a city",
        "name a river",
    ]


def test_extend_asks_nothing() -> None:
    index = index_of(["name a river", "name a river"])
    assert len(index) == 2
    assert not index.admit("Name a river!").admitted


def test_a_text_without_words_is_similar_to_nothing_and_counts_in_the_mean() -> None:
    index = index_of(["name a river", ""])
    assert index.admit("...") == (True, [("name a river", 0.0), ("", 0.0)], 0.0)
    assert index.admit("name a river").mean == pytest.approx(1 / 3)


def test_a_threshold_above_one_admits_everything_and_still_compares() -> None:
    index = index_of(["name a river"], threshold=1.1)
    assert index.admit("name a river") == (True, [("name a river", 1.0)], 1.0)


def test_a_callable_may_make_the_tokens() -> None:
    index = index_of(["abcd"], tokenizer=list)
    assert index.nearest("abce", k=1) == [("abcd", 0.75)]


def test_more_distinct_tokens_than_unicode_has_characters() -> None:
    def numbers(text: str) -> list[int]:
        first, last = text.split("-")
        return list(range(int(first), int(last)))

    index = index_of(["0-1114200", "1114050-1114150"], tokenizer=numbers)
    assert index.nearest("1114050-1114125") == [
        ("1114050-1114150", 2 * 1 * 0.75 / (1 + 0.75)),
        ("0-1114200", 2 * 1 * (75 / 1114200) / (1 + 75 / 1114200)),
    ]


@given(st.text(alphabet=st.characters(max_codepoint=127)), st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_unicode_tokenizer_scores_ascii_texts_as_rouge_score(first: str, second: str) -> None:
    assert index_of([first], tokenizer="unicode").nearest(second) == [(first, rouge_score(first, second))]


@given(st.text())
def test_how_accents_are_encoded_does_not_count(text: str) -> None:
    index = index_of([unicodedata.normalize("NFC", text)], tokenizer="unicode")
    as_it_is, decomposed = index.nearest(text)[0].score, index.nearest(unicodedata.normalize("NFD", text))[0].score
    assert as_it_is == decomposed


@pytest.mark.parametrize(
    ("first", "second", "score"),
    [
        ("写一首关于春天的诗", "写一首关于秋天的诗", 8 / 9),  # Han: by character
        ("春の詩を書く", "春の歌を書く", 5 / 6),  # Kana and Han
        ("ｶﾞｲﾄﾞ", "ガイド", 1.0),  # half width
        ("เขียนกลอน", "เขียนกลอง", 7 / 8),  # Thai: a vowel sign belongs to its letter
        ("ຂຽນ", "ຂຽວ", 2 / 3),  # Lao
        ("កវី", "កវិ", 1 / 2),  # Khmer
        ("ကဗျာ", "ကဗျာ", 1.0),  # Myanmar
        ("हिन्दी में लिखो", "हिन्दी में पढ़ो", 2 / 3),  # Devanagari: words with their vowel signs
        ("اكتب قصيدة عن الربيع", "اكتب قصيدة عن الخريف", 3 / 4),  # Arabic
        ("می‌خواهم بنویسم", "میخواهم بنویسم", 1.0),  # Persian: the joiner is invisible
        ("봄에 대한 시를 써라", "가을에 대한 시를 써라", 3 / 4),  # Hangul: by word
        ("Напиши стих", "НАПИШИ СТИХ", 1.0),  # Cyrillic: case
        ("Straße in Köln", "STRASSE in Ko\u0308ln", 1.0),
        ("用Python编程", "用 python 编程", 1.0),  # scripts beside one another
        ("snake_case", "snake case", 1.0),
        ("２０２４年", "2024年", 1.0),  # full width
        ("😀", "😀", 0.0),  # no words
    ],
)
def test_the_unicode_tokenizer_sees_the_words_of_every_script(first: str, second: str, score: float) -> None:
    assert index_of([first], tokenizer="unicode").nearest(second)[0].score == pytest.approx(score)


def test_texts_that_the_ascii_tokenizer_does_not_see_are_told_once_a_process() -> None:
    program = """if True:
        from selfinstruct_distilabel import RougeLIndex
        for index in RougeLIndex(), RougeLIndex(), RougeLIndex(tokenizer="unicode"):
            index.extend(["Schreib ein Gedicht", "?!", ""])
        print("so far nothing", flush=True)
        for index in RougeLIndex(), RougeLIndex():
            index.admit("写诗")
            index.admit("写歌")
    """
    command = [sys.executable, "-W", "always", "-c", program]
    made = subprocess.run(command, capture_output=True, text=True, check=True)
    assert made.stdout == "so far nothing\n"
    assert made.stderr.count("Warning") == 1
    assert "tokenizer='unicode'" in made.stderr


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda: RougeLIndex(threshold=-0.1), "threshold must be 0 or more"),
        (lambda: RougeLIndex(threshold=float("nan")), "threshold must be 0 or more"),
        (lambda: RougeLIndex(tokenizer="latin"), "tokenizer must be 'ascii', 'unicode' or a callable"),
        (lambda: RougeLIndex().extend("one text"), "put it into a list"),
        (lambda: RougeLIndex().admit(None), "only texts can be compared, not None"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(wrong: Callable[[], object], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        wrong()
