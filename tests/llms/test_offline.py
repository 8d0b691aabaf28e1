"""`OfflineLLM` as a distilabel LLM: pure, in both styles, with an endpoint's manners."""

import os
import pickle
import subprocess
import sys
import time
from typing import Any

import pytest
from offline_prompts import (
    SEEDS,
    STOP,
    STYLES,
    Style,
    classification_prompt,
    complete,
    instances_prompt,
    instructions_prompt,
    kept_instances,
    some_instructions,
)

from selfinstruct_distilabel.llms import OfflineLLM
from selfinstruct_distilabel.parsing import parse_classification, parse_instructions

PROMPTS = [
    *(instructions_prompt(style) for style in STYLES),
    *(classification_prompt(style, "Is 1848 a leap year? Answer yes or no.") for style in STYLES),
    *(instances_prompt(style, "Count the words in a recipe step.", is_classification=False) for style in STYLES),
]


def test_a_completion_depends_on_its_prompt_alone() -> None:
    """The batch, the order and the LLM object make no difference."""
    together = OfflineLLM().generate(PROMPTS)
    llm = OfflineLLM()
    assert [llm.generate([prompt])[0] for prompt in PROMPTS[::-1]] == together[::-1]


def test_a_completion_is_the_same_in_another_process() -> None:
    """Nothing depends on Python's hash seed."""
    code = (
        "from selfinstruct_distilabel.llms import OfflineLLM\n"
        f"print(ascii([o['generations'] for o in OfflineLLM().generate({PROMPTS!r})]))"
    )
    for hash_seed in ("1", "2"):
        ran = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert ran.stdout.strip() == ascii([output["generations"] for output in OfflineLLM().generate(PROMPTS)])


def test_seed_prompt_and_place_among_the_generations_give_other_completions() -> None:
    """Another seed is another data set; another list of demonstrations brings other candidates."""
    prompt = instructions_prompt("chat")
    first, second = OfflineLLM().generate([prompt], num_generations=2)[0]["generations"]
    other_prompt = instructions_prompt("chat", SEEDS[::-1])
    texts = {first, second, complete(OfflineLLM(seed=1), prompt), complete(OfflineLLM(), other_prompt)}
    assert len(texts) == 4


def test_without_noise_the_list_is_clean_and_numbered_as_asked() -> None:
    """Eight demonstrations, eight new tasks, numbers 9 to 16, one a line."""
    lines = complete(OfflineLLM(noise=0), instructions_prompt("chat")).split("\n")
    assert [line.split(". ")[0] for line in lines] == [str(number) for number in range(9, 17)]
    assert len(set(lines)) == 8


def test_a_base_models_completion_goes_on_at_the_cue_and_ends_at_the_stop() -> None:
    """The prompt ends in "9."; the stop sequence takes item 16."""
    output = OfflineLLM(noise=0).generate([instructions_prompt("completion")], stop=STOP)[0]
    text = output["generations"][0]
    assert text is not None
    assert text.startswith(" ")
    assert len(parse_instructions(text, parsing="strict")) == 7
    assert "16." not in text
    assert output["finish_reason"] == ["stop"]


def test_the_noise_rate_only_adds_noise() -> None:
    """What is not spoilt reads the same with noise as without."""
    prompt = instructions_prompt("completion")
    clean = parse_instructions(complete(OfflineLLM(noise=0), prompt), parsing="strict")
    noisy = parse_instructions(complete(OfflineLLM(noise=0.5), prompt), parsing="strict")
    assert len(clean) == len(noisy)
    assert 0 < sum(one == other for one, other in zip(clean, noisy, strict=True)) < len(clean)


@pytest.mark.parametrize("style", STYLES)
def test_a_prompt_that_was_reworded_is_understood(style: Style) -> None:
    """The structure of the prompts counts, not their sentences."""
    demonstrations = "\n".join(f"{n}. {seed}" for n, seed in enumerate(SEEDS[:3], 1))
    instruction = "Count from 4 to 44 in steps of 8."
    label = "Is 1900 a leap year? Answer yes or no."
    asked = {
        "list": {
            "completion": f"Tasks:\n\n{demonstrations}\n4.",
            "chat": f"{demonstrations}\n\nWrite tasks 4-6, please.",
        },
        "kind": {
            "completion": f"Task: Sing.\nClassification: No\n\nTask: {label}\nClassification:",
            "chat": f"Task: Sing.\nClassification: No\n\nTask: {label}\n\nYes or No?",
        },
        "input first": {
            "completion": f"Task: Sing.\nExample 1\nOutput: La.\n\nTask: {instruction}",
            "chat": f"Task: Sing.\nExample 1\nOutput: La.\n\nTask: {instruction}\n\nGive 2 of them.",
        },
        "output first": {
            "completion": f"Task: Odd?\nClass label: odd\n3\n\nTask: {label}",
            "chat": f"Task: Odd?\nClass label: odd\n3\n\nTask: {label}\n\nGive 2 of them.",
        },
    }
    llm = OfflineLLM(noise=0)
    answers = {
        stage: complete(llm, texts[style] if style == "completion" else [{"role": "user", "content": texts[style]}])
        for stage, texts in asked.items()
    }
    assert len(answers["list"].split("\n")) == {"completion": 8, "chat": 3}[style]
    assert answers["kind"].strip() == "Yes"
    assert answers["input first"].strip().endswith("Output: 4, 12, 20, 28, 36, 44")
    assert answers["output first"].strip().removeprefix("Class label:").strip() == "no"


def test_the_last_user_message_is_answered() -> None:
    """System and earlier messages are context; content may come in parts."""
    llm = OfflineLLM(noise=0)
    content = instructions_prompt("chat")[0]["content"]
    parts = [{"type": "text", "text": content}]
    for messages in (
        [{"role": "system", "content": "Be brief."}, {"role": "user", "content": content}],
        [
            {"role": "user", "content": "1. Hi"},
            {"role": "assistant", "content": "?"},
            {"role": "user", "content": content},
        ],
        [{"role": "user", "content": parts}],
    ):
        assert complete(llm, messages).startswith("9. ")


def test_classification_only_gives_classification_tasks() -> None:
    """The template's mode is seen in the prompt."""
    llm = OfflineLLM(noise=0)
    instructions = some_instructions(80, classification_only=True)
    answers = {complete(llm, classification_prompt("chat", instruction)) for instruction in instructions}
    assert answers == {"Yes"}


def test_its_own_instructions_are_classified_without_fail() -> None:
    """It knows again what it wrote, also without upper case; about three in ten are classification."""
    llm = OfflineLLM(noise=0)
    answers = []
    for instruction in some_instructions(400):
        as_written = parse_classification(complete(llm, classification_prompt("chat", instruction)))
        lowered = complete(llm, classification_prompt("completion", instruction.capitalize()))
        assert parse_classification(lowered, parsing="strict") is as_written
        answers.append(as_written)
    assert None not in answers
    assert 0.22 < sum(map(bool, answers)) / len(answers) < 0.38


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("is_classification", [True, False])
def test_of_a_task_it_did_not_write_it_makes_no_instance(style: Style, is_classification: bool) -> None:
    """It says that it cannot do it, in a form that no filter lets pass as data."""
    for instruction in SEEDS:
        assert kept_instances(OfflineLLM(), style, instruction, is_classification=is_classification) == []
        prompt = instances_prompt(style, instruction, is_classification=is_classification)
        assert "cannot do it" in complete(OfflineLLM(noise=0), prompt)


def test_a_foreign_instruction_is_classified_by_its_words() -> None:
    """A user's own seeds get a sensible guess."""
    llm = OfflineLLM(noise=0)
    for instruction, expected in {
        "Classify the sentiment of the review.": "Yes",
        "Is the animal a mammal, a bird or a fish?": "Yes",
        "Write a toast for a retirement party.": "No",
        "Explain how a lock works.": "No",
    }.items():
        assert complete(llm, classification_prompt("chat", instruction)) == expected


def test_any_other_prompt_is_told_what_this_is() -> None:
    """A prompt that is none of Self-Instruct's does not get made-up text."""
    assert "not a language model" in complete(OfflineLLM(), [{"role": "user", "content": "Tell me a joke."}])
    assert complete(OfflineLLM(), "What is 20% of 800?") == "160"


def test_it_cuts_at_max_new_tokens_and_says_so() -> None:
    """Words and punctuation marks count as tokens."""
    prompt = instructions_prompt("chat")
    whole = complete(OfflineLLM(noise=0), prompt)
    output = OfflineLLM(noise=0).generate([prompt], max_new_tokens=20)[0]
    assert output["finish_reason"] == ["length"]
    assert output["statistics"]["output_tokens"] == [20]
    assert whole.startswith(output["generations"][0] or "-")
    long_enough = OfflineLLM(noise=0).generate([prompt], max_new_tokens=1024)[0]
    assert (long_enough["generations"], long_enough["finish_reason"]) == ([whole], ["stop"])


def test_some_completions_stop_on_length_only() -> None:
    """A model that runs on and on is cut by the tasks' own limit."""
    prompts = [instructions_prompt("chat", [*SEEDS[1:], f"Count to {n}."]) for n in range(60)]
    reasons = [o["finish_reason"][0] for o in OfflineLLM(noise=1).generate(prompts, max_new_tokens=1024)]
    assert set(reasons) == {"stop", "length"}


def test_it_counts_tokens_for_every_generation() -> None:
    """The statistics have distilabel's form."""
    output = OfflineLLM().generate([instructions_prompt("chat")], num_generations=3)[0]
    statistics: Any = output["statistics"]
    assert len(set(statistics["input_tokens"])) == 1
    assert len(statistics["input_tokens"]) == len(statistics["output_tokens"]) == len(output["finish_reason"]) == 3
    assert min(statistics["input_tokens"]) > 50
    assert min(statistics["output_tokens"]) > 20


def test_a_share_of_the_prompts_fails_for_good() -> None:
    """Failures are decided by the prompt, and told."""
    prompts: list[Any] = [f"Prompt {n}" for n in range(400)]
    outputs = OfflineLLM(fail_rate=0.25).generate(prompts)
    failed = [output["generations"] == [None] for output in outputs]
    assert 0.18 < sum(failed) / len(failed) < 0.32
    assert all((output["finish_reason"] == [None]) is (output["error"] != [""]) for output in outputs)
    assert [output["finish_reason"] == [None] for output in outputs] == failed
    assert OfflineLLM(fail_rate=0.25).generate(prompts) == outputs
    assert all(output["generations"] != [None] for output in OfflineLLM().generate(prompts))


def test_latency_is_paid_once_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the inputs of a batch were asked concurrently."""
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    OfflineLLM(latency=0.5).generate(["a", "b", "c"])
    OfflineLLM().generate(["a"])
    assert slept == [0.5]


def test_it_survives_yaml_and_pickle() -> None:
    """A pipeline dumps its LLM, and sends it to other processes."""
    llm = OfflineLLM(seed=3, noise=0.1, fail_rate=0.5, latency=0)
    for copy in (OfflineLLM.from_dict(llm.dump()), pickle.loads(pickle.dumps(llm))):
        assert copy.generate(PROMPTS) == llm.generate(PROMPTS)
    assert llm.model_name == "offline-selfinstruct"


def test_its_runtime_parameters_are_typed_and_described() -> None:
    """`--param` values arrive as numbers, `distilabel pipeline info` shows what they are, bad ones are refused."""
    llm = OfflineLLM()
    llm.set_runtime_parameters({"noise": "0.5", "seed": "7", "latency": "0", "fail_rate": "0.1"})
    assert (llm.noise, llm.seed, llm.latency, llm.fail_rate) == (0.5, 7, 0.0, 0.1)
    described = {info["name"]: info for info in llm.get_runtime_parameters_info()}
    assert all(described[name]["description"] for name in ("seed", "noise", "latency", "fail_rate"))
    arguments = {key["name"]: key for key in described["generation_kwargs"]["keys"]}
    assert all(arguments[name]["description"] for name in ("max_new_tokens", "stop", "temperature", "top_p"))
    with pytest.raises(ValueError, match="noise"):
        OfflineLLM(noise=1.5)
