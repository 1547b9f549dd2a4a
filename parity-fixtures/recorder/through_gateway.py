"""Runs recorded cases through LiteLLM's real gateway, in this process, and tells where it prints otherwise than recorded."""

import asyncio
import json
import os
import random
import re
import sys

from . import host, ids, still, wire

PATHS = {
    "completion": "/v1/chat/completions",
    "ocr": "/v1/ocr",
    "embedding": "/v1/embeddings",
    "responses": "/v1/responses",
    "rerank": "/v1/rerank",
    "text_completion": "/v1/completions",
    "anthropic_messages": "/v1/messages",
}
TIMEOUT = 30
REFUSED = ("mock_response", "mock_tool_calls", "input_cost_per_token", "output_cost_per_token")  # from clients, by the gateway


def askable(case):
    """Through HTTP one cannot ask synchronously, nor hand over bytes, half a surrogate pair or a model that is no text."""
    kwargs, text = case["kwargs"], json.dumps(case["kwargs"])
    sayable = isinstance(kwargs.get("model"), str) and "$b64" not in text and not re.search(r"\\ud[89ab]..(?!\\ud[c-f])", text)
    refused = any(name in kwargs for name in REFUSED) or any(case.get(it) for it in ("sync", "unsteady", "retries"))
    return case["function"] in PATHS and sayable and not refused


def compare(cases, known):
    """Yields (case, what the gateway wrote, what the record says it would) where they differ; prints the sum. `known` tells why, by pattern."""
    from litellm.proxy import proxy_server  # noqa: F401  imported once, for every fork

    ids.COUNT[0] = 0xFFFF
    told = {"equal": 0, "different": 0, "different as known": 0, "not asked": 0}
    for case in cases:
        if not askable(case):
            told["not asked"] += 1
            continue
        got, recorded = normal(in_fork(case)), normal(expected(case["oracle"]))
        if alike(got, recorded):
            told["equal"] += 1
        elif any(re.search(pattern, case["id"]) for pattern in known):
            told["different as known"] += 1
        else:
            told["different"] += 1
            yield case, got, recorded
    print(", ".join(f"{count} {name}" for name, count in told.items()), file=sys.stderr)


def expected(oracle):
    """[status, text] by the record."""
    if oracle.get("chunks") or ("chunks" in oracle and "exception" not in oracle):
        ending = oracle["gateway"]["data"] if "exception" in oracle else "[DONE]"
        return [200, "".join(f"data: {it}\n\n" for it in [*oracle["chunks"], ending])]
    if "exception" in oracle:
        return [oracle["gateway"].get("status"), oracle["gateway"].get("body")]
    return [200, oracle["result"]] if "result" in oracle else [500, None]


def normal(answer):
    """Without the model, which the gateway overwrites with the client's name for it; ids numbered by appearance."""
    status, text = answer
    return [status, text and ids.renumber(re.sub(r'"model": ?"(\\.|[^"\\])*",? ?', "", text), {})]


def alike(got, recorded):
    """An answer that cannot be printed, or holds a traceback, has no text to compare."""
    comparable = recorded[1] is not None and "<traceback>" not in recorded[1]
    return got == recorded if comparable else got[0] == recorded[0]


def in_fork(case):
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        try:
            answer = asyncio.run(asyncio.wait_for(through(case), TIMEOUT))
        except BaseException as error:
            answer = [0, f"{type(error).__name__}: {error}"]
        with os.fdopen(write, "wb") as out:
            out.write(json.dumps(answer).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as source:
        told = source.read()
    os.waitpid(pid, 0)
    return json.loads(told or b'[0, "crash"]')


async def through(case):
    """One request over ASGI to a gateway started for one model, without a router: nothing retries, falls back or explains."""
    import httpx
    import litellm
    from litellm.proxy import proxy_server

    ids.restart()
    random.seed(0)
    still.WAITS.clear()
    host.RETRIES[0] = False
    litellm.num_retries = 0
    os.environ.update(case.get("env", {}))
    for name, value in case.get("settings", {}).items():
        setattr(litellm, name, value)
    proxy_server.llm_router, proxy_server.user_model = None, case["kwargs"]["model"]
    proxy_server.general_settings = {"allow_client_side_credentials": True, "always_include_stream_usage": False}
    wire.plug_in(case["replies"])
    over = httpx.ASGITransport(app=proxy_server.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=over, base_url="http://gateway") as client:
        body = json.dumps(case["kwargs"]).encode()
        answer = await client.post(PATHS[case["function"]], content=body, headers={"content-type": "application/json"})
        return [answer.status_code, answer.text]
