"""A case as a folder one can read: call.json and reply* are written by hand, the rest by the recorder."""

import base64
import json
import re

STAGES = ("request", "output", "chunks", "fault", "record")


def found(root):
    return sorted(path.parent for path in root.glob("*/*/*/call.json"))


def calls(root):
    """The calls of every folder, in the order of their names."""
    return [call(it) for it in found(root)]


def call(folder):
    route, provider, name = folder.parts[-3:]
    asked = json.loads((folder / "call.json").read_text(encoding="utf-8"))
    return {
        "id": f"{route}/{provider}/{name}",
        "provider": provider,
        "mode": "stream" if asked["kwargs"].get("stream") is True else "json",
        "class": "shown",
        **asked,
        "replies": [reply(it) for it in numbered(folder, "reply")],
        "folder": folder,
    }


def numbered(folder, stem):
    paths = [it for it in folder.iterdir() if re.fullmatch(rf"{stem}(-\d+)?", it.stem)]
    return sorted(paths, key=lambda it: int((it.stem.split("-") + ["1"])[1]))


def reply(path):
    """reply.http has a head and a body, reply.sse the body of a stream, reply.fail the name of an httpx error."""
    raw = path.read_bytes()
    if path.suffix == ".fail":
        return {"fail": raw.decode().strip()}
    if path.suffix == ".sse":
        return {"status": 200, "headers": {"content-type": "text/event-stream; charset=utf-8"}, "body_b64": base64.b64encode(raw).decode()}
    head, _, body = raw.partition(b"\n\n")
    first, *lines = head.decode().splitlines()
    headers = dict(it.split(": ", 1) for it in lines)
    return {"status": int(first.split()[1]), "headers": headers, "body_b64": base64.b64encode(body).decode()}


def fixture(folder):
    """The packed form of a recorded folder."""
    asked = call(folder)
    told = json.loads((folder / "record.json").read_text(encoding="utf-8")) if (folder / "record.json").exists() else {}
    version = told.pop("litellm", None)
    stages = {**{name: read(folder) for name, (file, read) in READ.items() if (folder / file).exists()}, **told}
    oracle = {"requests": [request(it) for it in numbered(folder, "request")], **stages}
    carried = {name: value for name, value in asked.items() if name not in ("id", "replies", "folder")}
    return {"id": asked["id"], "litellm": version, **carried, "replies": asked["replies"], "oracle": oracle}


READ = {
    "chunks": ("chunks.jsonl", lambda folder: [chunk_text(it) for it in lines(folder / "chunks.jsonl")]),
    "result": ("output.json", lambda folder: (folder / "output.json").read_bytes().decode().removesuffix("\n")),
    "exception": ("fault.json", lambda folder: json.loads((folder / "fault.json").read_bytes())),
}


def lines(path):
    return path.read_bytes().decode().removesuffix("\n").split("\n") if path.stat().st_size else []


def chunk_text(line):
    return json.loads(line) if line.startswith('"') else line


def request(path):
    head, _, body = path.read_bytes().partition(b"\n\n")
    first, *named = head.decode("latin-1").split("\n")
    method, url = first.split(" ", 1)
    return {"method": method, "url": url, "headers": [it.split(": ", 1) for it in named], "body_b64": base64.b64encode(body).decode()}


def write(folder, made):
    """Replaces the recorder's own files in a case's folder."""
    files = stages(made)
    for path in folder.iterdir():
        if path.stem.split("-")[0] in STAGES and path.name not in files:
            path.unlink()
    for name, data in files.items():
        if not (folder / name).exists() or (folder / name).read_bytes() != data:
            (folder / name).write_bytes(data)


def stages(made):
    oracle = made["oracle"]
    requests = {f"request{'' if at == 0 else f'-{at + 1}'}.http": as_http(it) for at, it in enumerate(oracle["requests"])}
    told = {name: it for name, it in oracle.items() if name not in ("requests", "result", "chunks", "exception")}
    return {
        **requests,
        **({"output.json": oracle["result"].encode() + b"\n"} if "result" in oracle else {}),
        **({"chunks.jsonl": "".join(chunk_line(it) + "\n" for it in oracle["chunks"]).encode()} if "chunks" in oracle else {}),
        **({"fault.json": pretty(oracle["exception"])} if "exception" in oracle else {}),
        "record.json": pretty({"litellm": made["litellm"], **told}),
    }


def as_http(it):
    head = "".join(f"{name}: {value}\n" for name, value in it["headers"])
    return f"{it['method']} {it['url']}\n{head}\n".encode("latin-1") + base64.b64decode(it["body_b64"])


def chunk_line(text):
    return text if isinstance(text, str) and text.startswith("{") and "\n" not in text else json.dumps(text)


def pretty(value):
    return json.dumps(value, indent=2).encode() + b"\n"
