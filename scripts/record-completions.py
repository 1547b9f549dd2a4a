"""Writes packages/providers/src/completion/fixtures/completions.jsonl: what LiteLLM makes of chat completions, sound and odd.

Run: python scripts/record-completions.py
Needs an installed LiteLLM of the pinned version. Each line: the reply, whether it passed through the OpenAI SDK first,
and the answer as the gateway prints it, or the message and status of what was raised.
"""

import copy
import json
import logging
import os
import random
import time
import uuid
import warnings
from pathlib import Path

os.environ["LITELLM_RUST"] = "0"
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
warnings.simplefilter("ignore")

import litellm
import litellm.types.utils as types
from litellm.utils import convert_to_model_response_object
from openai._models import construct_type
from openai.types.chat import ChatCompletion

logging.disable(logging.CRITICAL)
time.time = lambda: 1700000000
random.seed(7)
OUT = Path(__file__).resolve().parent.parent / "packages" / "providers" / "src" / "completion" / "fixtures" / "completions.jsonl"

TOKEN = {"token": "a", "logprob": -1, "bytes": [97], "top_logprobs": [{"token": "b", "logprob": -0.5, "bytes": None}]}
CALL = {"id": "c1", "type": "function", "function": {"name": "f", "arguments": '{"a": 1.0}'}}
CUSTOM = {"id": "c2", "type": "custom", "custom": {"name": "n", "input": "i"}}
CITATION = {"type": "url_citation", "url_citation": {"url": "u", "title": "t", "start_index": 0, "end_index": 1}}
MEMBERS = {
    "content": ["hi", "<think>a\nb</think>c", None, "", ["x"], 5],
    "refusal": ["no", None],
    "annotations": [[CITATION], [], [{"type": "other"}], [{**CITATION, "more": None}]],
    "tool_calls": [
        [CALL],
        [CALL, CUSTOM],
        [],
        {},
        [{**CALL, "index": 0, "id": None}],
        [{"function": {"name": None, "arguments": {"é": [1.0, 1e-7]}}}],
        [{**CALL, "function": None}],
        ["x"],
        [{"id": "p", "type": "function", "function": {"name": "multi_tool_use.parallel", "arguments": '{"tool_uses": [{"recipient_name": "functions.g", "parameters": {"x": 1.0}}, {"recipient_name": "h", "parameters": {}}]}'}}],
        [{"id": "p", "type": "function", "function": {"name": "multi_tool_use.parallel", "arguments": "{}"}}],
        [{"id": "p", "type": "function", "function": {"name": "f", "arguments": '{"cut'}}],
    ],
    "function_call": [{"name": "f", "arguments": "{}", "more": 1}, {"name": "f"}],
    "audio": [{"id": "a", "data": "d", "expires_at": "5", "transcript": "t"}, {"id": "a", "data": "d"}],
    "images": [[{"type": "image_url", "image_url": {"url": "u", "detail": None}}], []],
    "reasoning_content": ["r", None],
    "reasoning": ["q"],
    "thinking_blocks": [[{"type": "thinking", "thinking": "t", "signature": None}], [{"type": "redacted_thinking", "data": "d"}]],
    "provider_specific_fields": [{"x": None}, None, "5"],
    "role": ["assistant", None, "user", "developer"],
    "more": [{"deep": None}],
}
CHOICE = {
    "finish_reason": ["stop", "length", "tool_calls", "content_filter", "eos", "max_tokens", None, "", 5, {"a": 1}],
    "finish_details": ["stop", {"type": "max"}],
    "index": [0, 3, None],
    "logprobs": [{"content": [TOKEN], "refusal": None}, {"content": None}, {"content": [{**TOKEN, "top_logprobs": None}]}, {"content": [{"token": "a"}]}, [1]],
    "enhancements": [{"a": None}],
    "message": [None, "x"],
}
USAGE = {
    "prompt_tokens": [11, 11.0, "11", 1.5, None],
    "completion_tokens": [7, None],
    "total_tokens": [18],
    "reasoning_tokens": [2, 9],
    "prompt_tokens_details": [
        {"cached_tokens": 3, "audio_tokens": 0, "cache_write_tokens": None},
        {"cache_creation_tokens": 4, "more": 1},
        {"cache_creation_input_tokens": 4, "cache_creation_token_details": {"ephemeral_5m_input_tokens": 1, "lost": 1}},
        {},
        "x",
    ],
    "completion_tokens_details": [{"reasoning_tokens": 2, "audio_tokens": 0, "image_tokens": 1}, {"text_tokens": 3}, {"reasoning_tokens": "x"}],
    "cost": [0.5, 1],
    "server_tool_use": [{"web_search_requests": 1, "lost": 2}, "x"],
    "cache_read_input_tokens": [4],
    "cache_creation_input_tokens": [5],
    "prompt_cache_hit_tokens": [6],
    "queue_time": [1e-7, None],
}
REPLY = {
    "id": ["", None, 5],
    "created": [None, 1699999999.7, "1699999999.9", "soon", True],
    "model": [None, ""],
    "object": ["text_completion"],
    "choices": [None, {}, "x", [], ["x"], [None]],
    "usage": [None, {}, "x", [1]],
    "system_fingerprint": [None, "fp"],
    "service_tier": ["default", None],
    "citations": [["u", None]],
    "_hidden": [1],
    "error": [None, "", "no", {}, {"message": ""}, {"message": "no", "code": 502}, {"message": {"a": 1.0}, "code": None}, {"code": "x"}, ["x"]],
    "moderation": [{"input": {"type": "error", "code": "c", "message": "m"}, "output": {"type": "moderation_results", "model": "m", "results": [{"flagged": 0, "category_scores": {"a": 0}}]}}],
}


def plain():
    choice = {"index": 0, "message": {"role": "assistant", "content": "hi"}, "finish_reason": "stop"}
    return {
        "id": "c",
        "object": "chat.completion",
        "created": 1699999999,
        "model": "m",
        "choices": [choice],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
    }


def parts(reply):
    return ((reply, REPLY), (reply["choices"][0], CHOICE), (reply["choices"][0]["message"], MEMBERS), (reply["usage"], USAGE))


def replies():
    yield plain()
    for index, (_, table) in enumerate(parts(plain())):
        for key, values in table.items():
            for value in values:
                reply = plain()
                parts(reply)[index][0][key] = copy.deepcopy(value)
                yield reply
            reply = plain()
            if parts(reply)[index][0].pop(key, None) is not None:
                yield reply
    for _ in range(80):
        reply = plain()
        for place, table in reversed(parts(reply)):
            for key in random.sample(list(table), random.randint(0, 4)):
                if key not in ("choices", "error", "message"):
                    place[key] = copy.deepcopy(table[key][0] if random.random() < 0.6 else random.choice(table[key]))
        yield reply


def jsonable(value):
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, dict):
        return {key: jsonable(held) for key, held in value.items()}
    return [jsonable(held) for held in value] if isinstance(value, (list, tuple)) else value


def printed(response):
    shown = response.model_dump(exclude_none=True, exclude_unset=True)
    for choice, part in zip(response.choices, shown["choices"]):
        for field in ("content", "role"):
            if isinstance(part.get("message"), dict):
                part["message"].setdefault(field, getattr(choice.message, field))
    return json.dumps(jsonable(shown), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def numbered():
    count = 0

    def next_uuid():
        nonlocal count
        count += 1
        return uuid.UUID(int=count - 1)

    return type("numbered", (), {"uuid4": staticmethod(next_uuid)})


def record(reply, sdk):
    line = {"reply": json.dumps(reply, ensure_ascii=False), "sdk": sdk}
    types.uuid = numbered()
    try:
        read = json.loads(line["reply"])
        source = construct_type(type_=ChatCompletion, value=read).model_dump() if sdk else read
        response = litellm.ModelResponse()
        setattr(response, "usage", litellm.Usage())
        made = convert_to_model_response_object(response_object=source, model_response_object=response, _response_headers={})
        return {**line, "result": printed(made)}
    except Exception as error:
        text = str(getattr(error, "message", error)).split("Traceback")[0].strip()
        return {**line, "error": text, "status": getattr(error, "status_code", 500)}


def main():
    lines = [record(reply, sdk) for reply in replies() for sdk in (True, False)]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    print(len(lines), "completions")


main()
