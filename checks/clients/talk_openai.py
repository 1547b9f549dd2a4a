"""Talks to a running gateway with OpenAI's official client, which refuses every answer that is not what it documents.

Usage: talk_openai.py URL KEY
"""

import json
import sys

from openai import BadRequestError, OpenAI, RateLimitError

URL, KEY = sys.argv[1:3]
ASK = {"model": "fast", "messages": [{"role": "user", "content": "How are you?"}]}
CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = {"name": "weather", "description": "Degrees in a town.", "parameters": CITY}
CHAT_TOOLS = [{"type": "function", "function": WEATHER}]
RESPONSE_TOOLS = [{"type": "function", "strict": False, **WEATHER}]


def whole(client):
    completion = client.chat.completions.create(**ASK)
    assert completion.choices[0].message.content == "Hello there, caller!", completion
    assert completion.model == "fast" and completion.choices[0].finish_reason == "stop", completion
    assert completion.usage.total_tokens == 29, completion.usage


def streamed(client):
    with client.chat.completions.stream(**ASK, stream_options={"include_usage": True}) as stream:
        pieces = [event.delta for event in stream if event.type == "content.delta"]
        completion = stream.get_final_completion()
    assert len(pieces) > 1 and "".join(pieces) == "Hello there, caller!", pieces
    assert completion.usage.total_tokens == 29, completion


def say(client, is_streamed, messages):
    asked = {**ASK, "messages": messages, "tools": CHAT_TOOLS}
    if not is_streamed:
        return client.chat.completions.create(**asked).choices[0].message
    with client.chat.completions.stream(**asked) as stream:
        return stream.get_final_completion().choices[0].message


def tools(client, is_streamed):
    first = say(client, is_streamed, ASK["messages"])
    call = first.tool_calls[0]
    assert json.loads(call.function.arguments) == {"city": "Ulm"}, first
    turn = {"role": "assistant", "tool_calls": [{"id": call.id, "type": "function", "function": {"name": call.function.name, "arguments": call.function.arguments}}]}
    result = {"role": "tool", "tool_call_id": call.id, "content": "18 degrees in Ulm"}
    second = say(client, is_streamed, [*ASK["messages"], turn, result])
    assert second.content == "It is 18 degrees in Ulm.", second


def respond(client, is_streamed, given):
    asked = {"model": "fast", "input": given, "tools": RESPONSE_TOOLS}
    if not is_streamed:
        return client.responses.create(**asked)
    with client.responses.stream(**asked) as stream:
        for _ in stream:
            pass
        return stream.get_final_response()


def responses(client, is_streamed):
    question = {"role": "user", "content": "How warm is it?"}
    first = respond(client, is_streamed, [question])
    call = next(item for item in first.output if item.type == "function_call")
    assert json.loads(call.arguments) == {"city": "Ulm"}, first
    turn = {"type": "function_call", "call_id": call.call_id, "name": call.name, "arguments": call.arguments}
    result = {"type": "function_call_output", "call_id": call.call_id, "output": "18 degrees in Ulm"}
    second = respond(client, is_streamed, [question, turn, result])
    assert second.output_text == "It is 18 degrees in Ulm.", second
    assert second.usage.total_tokens == 29, second.usage


def models(client):
    assert [model.id for model in client.models.list()] == ["fast"]


def refused(client):
    for status, expected in ((400, BadRequestError), (429, RateLimitError)):
        try:
            client.chat.completions.create(**{**ASK, "messages": [{"role": "user", "content": f"fail {status}"}]})
        except expected as error:
            assert error.code == str(status), error.body
        else:
            raise AssertionError(f"no failure for {status}")


def main():
    client = OpenAI(base_url=f"{URL}/v1", api_key=KEY, max_retries=0, _strict_response_validation=True)
    talks = (
        whole,
        streamed,
        lambda it: tools(it, False),
        lambda it: tools(it, True),
        lambda it: responses(it, False),
        lambda it: responses(it, True),
        models,
        refused,
    )
    for talk in talks:
        talk(client)
    print(f"{len(talks)} conversations")


main()
