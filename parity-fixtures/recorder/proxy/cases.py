"""Cases as data (../../gateway/cases/<topic>.json) → what is asked, and the bytes the upstream answers with."""

import base64
import json
import zlib

from .. import expand, replies

REASONS = {200: "OK", 204: "No Content", 302: "Found", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests", 500: "Internal Server Error"}
HOW = ("wait", "pause", "pauses", "ending", "match")


def every(folder):
    """Every case, in the order of the files; `shared.json` has the parts and replies of all."""
    shared = expand.load(folder / "shared.json")
    for path in sorted(folder.glob("*.json")):
        if path.name != "shared.json":
            try:
                yield from of_file(path.stem, expand.load(path), shared)
            except (KeyError, TypeError, ValueError) as error:
                raise SystemExit(f"{path}: {type(error).__name__}: {error}") from error


def of_file(topic, own, shared):
    tables = {name: {**shared.get(name, {}), **own.get(name, {})} for name in ("parts", "replies", "asks")}
    for name, written in own["cases"].items():
        described = {**own.get("base", {}), **like(written, own["cases"], tables["asks"])}
        answers = [reply(it, tables) for it in described.get("replies", [])]
        made = {
            "id": f"{topic}/{name}",
            "config": described.get("config", "main"),
            **{flag: True for flag in ("unordered", "unsteady") if described.get(flag)},
            "request": request(described, tables["parts"]),
            "replies": answers,
        }
        yield json.loads(json.dumps(made))


def like(described, known, asks):
    """`like` starts from another case or ask; `json` and `headers` are laid over its own, a null takes a member away."""
    if "like" not in described:
        return described
    base = like(known.get(described["like"]) or asks[described["like"]], known, asks)
    laid = {key: {**base.get(key, {}), **described[key]} for key in ("json", "headers") if key in described}
    return {**base, **{key: it for key, it in described.items() if key != "like"}, **laid}


def request(described, parts):
    method = next((it for it in ("get", "post", "put", "delete", "options", "patch", "head") if it in described), None)
    body, kind = content(described, parts)
    coding = described.get("coding")
    coded = {"content-encoding": coding} if coding else {}
    headers = {"authorization": "Bearer sk-master", **({"content-type": kind} if kind else {}), **coded, **described.get("headers", {})}
    return {
        "method": method.upper(),
        "path": described[method],
        "headers": {name: value for name, value in headers.items() if value is not None},
        **({"body": coded_body(body, coding) if coding else body} if body is not None else {}),
        **{name: described[name] for name in ("version", "hosts", "chunks") if name in described},
    }


def coded_body(body, coding):
    """The body in a content coding, whose blocks are stored as they are: so that every zlib writes the same."""
    kind = {"gzip": 31, "deflate": 15}[coding]
    packer = zlib.compressobj(level=0, wbits=kind)
    return {"$b64": base64.b64encode(packer.compress(sent(body)) + packer.flush()).decode()}


def sent(body):
    return base64.b64decode(body["$b64"]) if isinstance(body, dict) else body.encode()


def content(described, parts):
    """The body as text, or {"$b64": …} where it is none, and its content type."""
    if "multipart" in described:
        return multipart(described["multipart"]), "multipart/form-data; boundary=parity"
    if "b64" in described:
        return {"$b64": described["b64"]}, "application/json"
    if "text" in described:
        return described["text"], "application/json"
    if "json" in described:
        value = expand.used(described["json"], parts)
        laid = {key: it for key, it in value.items() if it is not None} if isinstance(value, dict) and not described.get("nulls") else value
        return replies.printed(laid), "application/json"
    return None, None


def multipart(fields):
    lines = b""
    for field in fields:
        file = f'; filename="{field["filename"]}"' if "filename" in field else ""
        kind = f"content-type: {field['type']}\r\n" if "type" in field else ""
        data = base64.b64decode(field["b64"]) if "b64" in field else field["value"].encode()
        lines += f'--parity\r\ncontent-disposition: form-data; name="{field["name"]}"{file}\r\n{kind}\r\n'.encode() + data + b"\r\n"
    return {"$b64": base64.b64encode(lines + b"--parity--\r\n").decode()}


def reply(asked, tables):
    """The bytes as they go on the wire, in pieces; how they go: `wait` before, `pause` between, or `pauses` after each of the first pieces (seconds), `ending` "close" or "reset"; a stream goes event by event, or `every` so many characters."""
    described = replies.resolved(asked, tables["replies"])
    how = {name: described[name] for name in HOW if name in described}
    if not any(name in described for name in ("json", "text", "sse")):
        return {**how, "pieces": []}
    body, kind = replies.content(expand.used({key: it for key, it in described.items() if key != "cut"}, tables["parts"]))
    kept = body[: described["cut"]] if "cut" in described else body
    streamed = "sse" in described
    headers = {"content-type": kind, **described.get("headers", {}), **({"transfer-encoding": "chunked"} if streamed else {"content-length": str(len(body))})}
    status = described.get("status", 200)
    head = f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}\r\n" + "".join(f"{name}: {it}\r\n" for name, it in headers.items() if it is not None) + "\r\n"
    if not streamed:
        return {**how, "pieces": [head + kept.decode()]}
    cut = len(kept) < len(body)
    parts = every_so_many(kept.decode(), described["every"]) if "every" in described else events(kept.decode())
    pieces = [f"{len(it.encode()):x}\r\n{it}\r\n" for it in parts]
    return {**how, "pieces": [head, *pieces, *([] if cut or "ending" in how else ["0\r\n\r\n"])]}


def every_so_many(text, size):
    return [text[at : at + size] for at in range(0, len(text), size)]


def events(text):
    parts = [f"{it}\n\n" for it in text.split("\n\n")]
    return [it for it in [*parts[:-1], parts[-1][:-2]] if it]
