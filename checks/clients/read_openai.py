"""Reads answers, a line each, with OpenAI's client: responses, chat completions and their streams, strictly validated."""

import base64
import json
import pathlib
import re
import sys
from collections import Counter

import httpx2 as httpx
import openai
import pydantic

USER = [{"role": "user", "content": "Hello"}]
JSON = {"content-type": "application/json"}
EVENTS = {"content-type": "text/event-stream"}
EXCEPTIONS = json.loads(pathlib.Path(__file__).with_name("exceptions.json").read_text("utf-8"))


class Wire(httpx.BaseTransport):
    def answer_with(self, headers, body):
        self.headers, self.body = headers, body

    def handle_request(self, request):
        return httpx.Response(200, headers=self.headers, content=self.body, request=request)


WIRE = Wire()
CLIENT = openai.OpenAI(api_key="sk-parity", base_url="https://openai.example", max_retries=0, http_client=httpx.Client(transport=WIRE), _strict_response_validation=True)


def response_events():
    with CLIENT.responses.stream(model="m", input="Hello") as events:
        types = [event.type for event in events]
        if types[-1:] == ["response.completed"]:
            events.get_final_response()


def chat_chunks():
    with CLIENT.chat.completions.stream(model="m", messages=USER) as events:
        for _ in events:
            pass


WHOLE = {
    "completion": lambda: CLIENT.chat.completions.create(model="m", messages=USER),
    "responses": lambda: CLIENT.responses.create(model="m", input="Hello"),
    "getResponses": lambda: CLIENT.responses.retrieve("resp_1"),
    "cancelResponses": lambda: CLIENT.responses.cancel("resp_1"),
    "deleteResponses": lambda: CLIENT.responses.delete("resp_1"),
    "compactResponses": lambda: CLIENT.responses.compact(model="m", input="Hello"),
    "listInputItems": lambda: CLIENT.responses.input_items.list("resp_1"),
}
STREAM = {"completion": chat_chunks, "responses": response_events}


def is_branch(place):
    return len(place) > 1 and place[-1] == "type" and isinstance(place[-2], str)


def words_of(error):
    """What is wrong, of the shapes an answer might have had with that of its type alone."""
    cause = error.__cause__
    if not isinstance(cause, pydantic.ValidationError):
        return f"{type(error).__name__}: {error}"
    errors = cause.errors()
    others = {each["loc"][:-1] for each in errors if each["type"] == "literal_error" and is_branch(each["loc"])}
    near = [each for each in errors if not any(each["loc"][: len(other)] == other for other in others)]
    return "; ".join(sorted({f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in near or errors[:1]}))


def refusal(read, headers, body):
    WIRE.answer_with(headers, body.encode())
    try:
        read()
    except Exception as error:  # whatever the client raises is the finding
        return words_of(error)
    return None


def refused_whole(method, value):
    return refusal(WHOLE[method], JSON, json.dumps(value))


def refused_events(method, events):
    lines = [f"event: {event.get('type', 'message')}\n" if method == "responses" else "" for event in events]
    text = "".join(f"{line}data: {json.dumps(event)}\n\n" for line, event in zip(lines, events))
    return refusal(STREAM[method], EVENTS, text if method == "responses" else f"{text}data: [DONE]\n\n")


def mended(value, exception, holder="response"):
    if isinstance(value, list):
        return [mended(each, exception, holder) for each in value]
    if not isinstance(value, dict):
        return value
    found = {name: mended(each, exception, name) for name, each in value.items()}
    member = exception["member"]
    if holder != exception["in"] or (found.get(member) is not None and not exception.get("replaces")):
        return found
    return {**found, member: exception["value"]}


def own_of(answer):
    """What the provider said itself: the whole, or its events; None where it is neither."""
    text = base64.b64decode(answer.get("own", "")).decode("utf-8-sig", "replace")
    parts = [text] if text.lstrip().startswith("{") else [line[5:] for line in text.splitlines() if line.startswith("data:") and "[DONE]" not in line]
    try:
        values = [json.loads(part) for part in parts]
    except ValueError:
        return None
    return values[0] if parts == [text] else values or None


def refused_value(method, value):
    return refused_events(method, value) if isinstance(value, list) else refused_whole(method, value)


def judged(answer):
    """Whether the client reads an answer, with the exceptions that takes; or its refusal, and whether it refuses the provider's own reply."""
    method, value, own = answer["method"], answer.get("whole", answer.get("events")), own_of(answer)
    told, needed = refused_value(method, value), []
    for exception in EXCEPTIONS if told else []:
        changed = mended(value, exception) if re.search(exception.get("cases", ""), answer["id"]) else value
        if changed != value:
            value, own, needed = changed, mended(own, exception), [*needed, exception["name"]]
    told = refused_value(method, value) if needed else told
    return told, needed, told is not None and own is not None and refused_value(method, own) is not None


def main(path):
    with open(path, encoding="utf-8") as lines:
        answers = [json.loads(line) for line in lines]
    judgements = [(answer, *judged(answer)) for answer in answers]
    refused = [(answer["id"], told) for answer, told, _, is_own in judgements if told is not None and not is_own]
    owned = [answer["id"] for answer, told, _, is_own in judgements if told is not None and is_own]
    needed = Counter(name for _, told, names, _ in judgements if told is None for name in names)
    useless = [exception["name"] for exception in EXCEPTIONS if needed[exception["name"]] == 0]
    for name, told in refused:
        print(f"✗ {name}: {told[:400]}")
    for name in useless:
        print(f"✗ the exception {name} excuses nothing: take it out")
    read = len(answers) - len(refused) - len(owned)
    print(f"openai {openai.__version__} reads {read} of {len(answers)} answers ({sum('events' in answer for answer in answers)} streams), strictly but for exceptions:")
    print("  " + ", ".join(f"{name} {count}" for name, count in needed.items()) + f"; {len(owned)} more are of providers whose own reply it refuses")
    return 1 if refused or useless else 0


sys.exit(main(sys.argv[1]))
