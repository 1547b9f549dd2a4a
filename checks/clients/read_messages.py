"""Reads answers, a line each, with Anthropic's client: whole messages and streams, strictly validated."""

import json
import sys

import anthropic
import httpx2 as httpx

BODY = {"model": "m", "max_tokens": 1, "messages": [{"role": "user", "content": "Hello"}]}


def client_of(response):
    transport = httpx.MockTransport(lambda _: response)
    return anthropic.Anthropic(api_key="sk-parity", base_url="https://messages.example", max_retries=0, http_client=httpx.Client(transport=transport), _strict_response_validation=True)


def whole(answer):
    response = httpx.Response(200, headers={"content-type": "application/json"}, content=json.dumps(answer["whole"]).encode())
    client_of(response).messages.create(**BODY)


def stream(answer):
    text = "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in answer["events"])
    response = httpx.Response(200, headers={"content-type": "text/event-stream"}, content=text.encode())
    if answer["isWhole"]:
        with client_of(response).messages.stream(**BODY) as events:
            events.get_final_message()
    else:
        for _ in client_of(response).messages.create(**BODY, stream=True):
            pass


def main(path):
    with open(path, encoding="utf-8") as lines:
        answers = [json.loads(line) for line in lines]
    refused = 0
    for answer in answers:
        try:
            whole(answer) if "whole" in answer else stream(answer)
        except Exception as error:  # whatever the client raises is the finding
            refused += 1
            print(f"✗ {answer['id']}: {type(error).__name__}: {str(error)[:300]}")
    streams = sum("events" in answer for answer in answers)
    print(f"anthropic {anthropic.__version__} reads {len(answers) - refused} of {len(answers)} answers ({streams} streams), strictly")
    return 1 if refused else 0


sys.exit(main(sys.argv[1]))
