"""Talks to a running gateway with Anthropic's official client, which refuses every answer that is not what it documents.

Usage: talk_anthropic.py URL KEY
"""

import sys

from anthropic import Anthropic, BadRequestError, RateLimitError

URL, KEY = sys.argv[1:3]
ASK = {"model": "fast", "max_tokens": 100, "messages": [{"role": "user", "content": "How are you?"}]}
TOOLS = [
    {
        "name": "weather",
        "description": "Degrees in a town.",
        "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    }
]


def text(message):
    return "".join(block.text for block in message.content if block.type == "text")


def whole(client):
    message = client.messages.create(**ASK)
    assert text(message) == "Hello there, caller!", message
    assert message.model == "fast" and message.stop_reason == "end_turn", message
    assert (message.usage.input_tokens, message.usage.output_tokens) == (19, 10), message.usage


def streamed(client):
    with client.messages.stream(**ASK) as stream:
        pieces = list(stream.text_stream)
        message = stream.get_final_message()
    assert len(pieces) > 1 and "".join(pieces) == text(message) == "Hello there, caller!", pieces
    assert message.stop_reason == "end_turn" and message.usage.output_tokens == 10, message


def say(client, is_streamed, messages):
    asked = {**ASK, "messages": messages, "tools": TOOLS}
    if not is_streamed:
        return client.messages.create(**asked)
    with client.messages.stream(**asked) as stream:
        return stream.get_final_message()


def tools(client, is_streamed):
    first = say(client, is_streamed, ASK["messages"])
    use = next(block for block in first.content if block.type == "tool_use")
    assert first.stop_reason == "tool_use" and use.input == {"city": "Ulm"}, first
    result = {"type": "tool_result", "tool_use_id": use.id, "content": "18 degrees in Ulm"}
    turns = [{"role": "assistant", "content": first.content}, {"role": "user", "content": [result]}]
    second = say(client, is_streamed, [*ASK["messages"], *turns])
    assert text(second) == "It is 18 degrees in Ulm.", second


def counted(client):
    assert client.messages.count_tokens(model="fast", messages=ASK["messages"]).input_tokens > 5


def refused(client):
    for status, expected in ((400, BadRequestError), (429, RateLimitError)):
        try:
            client.messages.create(**{**ASK, "messages": [{"role": "user", "content": f"fail {status}"}]})
        except expected as error:
            assert error.body["type"] == "error", error.body
        else:
            raise AssertionError(f"no failure for {status}")


def main():
    client = Anthropic(base_url=URL, api_key=KEY, max_retries=0, _strict_response_validation=True)
    talks = (whole, streamed, lambda it: tools(it, False), lambda it: tools(it, True), counted, refused)
    for talk in talks:
        talk(client)
    print(f"{len(talks)} conversations")


main()
