"""LiteLLM's functions behind uvicorn, with nothing between: `UPSTREAM=http://… uvicorn app:app`."""

import json
import os

import litellm
import orjson

UPSTREAM = os.environ["UPSTREAM"]
JSON = [(b"content-type", b"application/json")]

litellm.use_chat_completions_url_for_anthropic_messages = True
litellm.suppress_debug_info = True


def target(upstream, pace):
    if upstream == "messages":
        return {"model": "anthropic/claude-sonnet-4-5", "api_base": f"{UPSTREAM}/{pace}"}
    return {"model": "openai/gpt-4.1-mini", "api_base": f"{UPSTREAM}/{pace}/v1"}


async def chat(call):
    return orjson.dumps((await litellm.acompletion(**call)).model_dump())


async def messages(call):
    return orjson.dumps(await litellm.anthropic_messages(**call))


ROUTES = {"/v1/chat/completions": chat, "/v1/messages": messages}


async def whole(receive):
    pieces = []
    while True:
        message = await receive()
        pieces.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(pieces)


async def answer(path, body):
    _, pace, route = path.split("/", 2)
    call = json.loads(body)
    return await ROUTES[f"/{route}"]({**call, **target(call["model"], pace), "api_key": "sk-upstream"})


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    status, told = 200, b""
    try:
        told = await answer(scope["path"], await whole(receive))
    except Exception as error:
        status, told = 500, str(error).encode()
    await send({"type": "http.response.start", "status": status, "headers": JSON})
    await send({"type": "http.response.body", "body": told})
