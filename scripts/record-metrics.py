"""Writes packages/gateway/src/observe/fixtures/metrics.txt: what LiteLLM's gateway tells Prometheus of a few calls.

Run: python scripts/record-metrics.py
Needs the gateway of the pinned LiteLLM on PATH (or named by LITELLM_COMMAND) and prometheus_client beside it. Times are
left out, the upstream's address is written as http://upstream.
"""

import http.server
import json
import os
import re
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "packages" / "gateway" / "src" / "observe" / "fixtures" / "metrics.txt"
COMMAND = os.environ.get("LITELLM_COMMAND", "litellm")
PORT = 18915
KEY = "sk-master"
MESSAGES = [{"role": "user", "content": "hi"}]
CHAT_USAGE = {
    "prompt_tokens": 20,
    "completion_tokens": 10,
    "total_tokens": 30,
    "prompt_tokens_details": {"cached_tokens": 8, "audio_tokens": 1},
    "completion_tokens_details": {"reasoning_tokens": 4, "audio_tokens": 2},
}
STREAM_USAGE = {"prompt_tokens": 11, "completion_tokens": 2, "total_tokens": 13}
MESSAGES_USAGE = {"input_tokens": 5, "cache_read_input_tokens": 7, "cache_creation_input_tokens": 3, "output_tokens": 4}
RESPONSES_USAGE = {
    "input_tokens": 9,
    "input_tokens_details": {"cached_tokens": 2},
    "output_tokens": 3,
    "output_tokens_details": {"reasoning_tokens": 1},
    "total_tokens": 12,
}
CALLS = [
    ("/v1/chat/completions", {"model": "chat", "messages": MESSAGES}),
    ("/v1/chat/completions", {"model": "nick", "messages": MESSAGES, "user": "somebody"}),
    ("/v1/chat/completions", {"model": "openai/gpt-4.1", "messages": MESSAGES}),
    ("/chat/completions", {"model": "chat", "messages": MESSAGES, "stream": True}),
    ("/v1/messages", {"model": "claude", "max_tokens": 10, "messages": MESSAGES}),
    ("/v1/responses", {"model": "chat", "input": "hi"}),
    ("/v1/chat/completions", {"model": "down", "messages": MESSAGES}),
    ("/v1/chat/completions", {"model": "busy", "messages": MESSAGES}),
    ("/v1/chat/completions", {"model": "refused", "messages": MESSAGES}),
    ("/v1/chat/completions", {"model": "nowhere", "messages": MESSAGES}),
    ("/v1/chat/completions", {"model": "chat"}),
]


def answer(path, asked):
    if "fail" in asked["model"]:
        return int(asked["model"].split("-")[-1]), {"error": {"message": "no luck", "type": "server_error", "code": None, "param": None}}
    if path.endswith("/messages"):
        content = [{"type": "text", "text": "hi"}]
        return 200, {"id": "msg_1", "type": "message", "role": "assistant", "model": asked["model"], "content": content, "stop_reason": "end_turn", "stop_sequence": None, "usage": MESSAGES_USAGE}
    if path.endswith("/responses"):
        message = {"type": "message", "id": "msg_1", "status": "completed", "role": "assistant", "content": [{"type": "output_text", "text": "hi", "annotations": []}]}
        return 200, {"id": "resp_1", "object": "response", "created_at": 1700000000, "status": "completed", "model": asked["model"], "output": [message], "parallel_tool_calls": True, "tool_choice": "auto", "tools": [], "usage": RESPONSES_USAGE}
    message = {"role": "assistant", "content": "Hello"}
    return 200, {"id": "c1", "object": "chat.completion", "created": 1700000000, "model": asked["model"], "choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": CHAT_USAGE}


def events(model):
    head = {"id": "c1", "object": "chat.completion.chunk", "created": 1700000000, "model": model}
    yield {**head, "choices": [{"index": 0, "delta": {"role": "assistant", "content": "Hello"}, "finish_reason": None}]}
    yield {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    yield {**head, "choices": [], "usage": STREAM_USAGE}


class Upstream(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        status, body, kind = 200, None, "text/event-stream"
        if asked.get("stream"):
            body = "".join(f"data: {json.dumps(it)}\n\n" for it in events(asked["model"])) + "data: [DONE]\n\n"
        else:
            status, value = answer(self.path, asked)
            body, kind = json.dumps(value), "application/json"
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.send_header("x-ratelimit-remaining-requests", "99")
        self.send_header("x-ratelimit-remaining-tokens", "9999")
        self.end_headers()
        self.wfile.write(body.encode())


def config(upstream):
    def row(name, model, base="/v1"):
        params = {"model": model, "api_base": upstream + base, "api_key": "sk-upstream"}
        return {"model_name": name, "litellm_params": params, "model_info": {"id": f"{re.sub('[^a-z]', '', name)}-1"}}

    rows = [
        row("chat", "openai/gpt-4o-mini"),
        row("claude", "anthropic/claude-sonnet-4-5", ""),
        row("down", "openai/fail-500"),
        row("busy", "openai/fail-429"),
        row("refused", "openai/fail-401"),
        row("openai/*", "openai/*"),
    ]
    return {
        "model_list": rows,
        "router_settings": {"model_group_alias": {"nick": "chat"}},
        "litellm_settings": {"callbacks": ["prometheus"], "num_retries": 0},
        "general_settings": {"master_key": KEY},
    }


def ask(path, body=None):
    headers = {"authorization": f"Bearer {KEY}", "content-type": "application/json", "user-agent": "probe/1"}
    data = None if body is None else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", data, headers), timeout=20) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def wait():
    for _ in range(120):
        try:
            return ask("/health/liveliness")
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the gateway does not start")


def is_time(name, labels):
    return name.endswith(("_created", "_sum")) or (name.endswith("_bucket") and 'le="+Inf"' not in labels)


def lines(text):
    """LiteLLM's own families; of each histogram the buckets of its first series, and a star for what tells a time."""
    first = {}
    for line in text.splitlines():
        if line.startswith("#"):
            if line.split()[2].startswith("litellm_"):
                yield line
            continue
        name, labels, value = re.match(r"([^{ ]+)(\{.*\})? (.*)", line).groups()
        series = re.sub(r'le="[^"]*",?', "", labels or "")
        if not name.startswith("litellm_") or (name.endswith("_bucket") and first.setdefault(name, series) != series):
            continue
        yield f"{name}{labels or ''} {'*' if is_time(name, labels or '') else value}"


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    upstream = f"http://127.0.0.1:{server.server_port}"
    folder = tempfile.mkdtemp()
    path = Path(folder) / "config.yaml"
    path.write_text(json.dumps(config(upstream)))
    env = {**os.environ, "LITELLM_RUST": "0", "LITELLM_LOCAL_MODEL_COST_MAP": "True", "NO_PROXY": "*"}
    with open(Path(folder) / "log", "w") as log:
        gateway = subprocess.Popen([COMMAND, "--config", str(path), "--host", "127.0.0.1", "--port", str(PORT), "--telemetry", "False"], env=env, stdout=log, stderr=log)
    try:
        wait()
        calls = [[where, body, ask(where, body)[0]] for where, body in CALLS]
        time.sleep(3)
        text = ask("/metrics/")[1].replace(upstream, "http://upstream")
    finally:
        gateway.terminate()
        gateway.wait()
    version = (ROOT / "parity-fixtures" / "LITELLM_VERSION").read_text().strip()
    head = [f"# LiteLLM {version} after these calls:", *(f"#   {where} {body['model']} {status}" for where, body, status in calls)]
    OUT.write_text("\n".join([*head, *lines(text)]) + "\n")


main()
