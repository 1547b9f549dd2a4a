"""Replies as written in the case data → the raw bytes a server would send."""

import base64
import json


def made(asked, tables, used):
    """A reply's name or description → {"status", "headers", "body_b64"} or {"fail"}."""
    whole = resolved(asked, tables["replies"])
    described = used({key: it for key, it in whole.items()}, tables["parts"])
    kept = {key: described[key] for key in ("match", "fail", "message") if key in described}
    if "fail" in described:
        return kept
    body, kind = content(described)
    headers = {"content-type": kind, **described.get("headers", {})}
    return {
        **kept,
        "status": described.get("status", 200),
        "headers": {name: value for name, value in headers.items() if value is not None},
        "body_b64": base64.b64encode(body).decode(),
    }


def resolved(asked, known):
    """Follows names and {"like": name, …}; `take`, `drop` and `insert` edit the events of the reply it is like."""
    if isinstance(asked, str):
        return resolved(known[asked], known)
    if "like" not in asked:
        return asked
    base = resolved(known[asked["like"]], known)
    events = list(base.get("sse", []))[: asked.get("take")]
    dropped = {at % len(events) for at in asked.get("drop", [])}
    events = [it for at, it in enumerate(events) if at not in dropped]
    for at, more in sorted(((int(at), more) for at, more in asked.get("insert", {}).items()), reverse=True):
        events[at:at] = more
    edited = {"sse": events} if "sse" in base else {}
    return {**base, **edited, **{key: it for key, it in asked.items() if key not in ("like", "take", "drop", "insert")}}


def content(described):
    if "sse" in described:
        named = described.get("named")
        text, kind = "".join(event(it, named) for it in described["sse"]), "text/event-stream; charset=utf-8"
        text = text.replace("\n", described["newline"]) if "newline" in described else text
    elif "json" in described:
        text, kind = printed(described["json"]), "application/json"
    else:
        text, kind = described.get("text", ""), "application/json"
    body = base64.b64decode(described["b64"]) if "b64" in described else text.encode()
    return body[: described["cut"]] if "cut" in described else body, kind


def event(it, named=None):
    """An object is one data event, with the name its member `named` gives it; text stands as it is."""
    if isinstance(it, str):
        return it
    name = it.get(named)
    return f"data: {printed(it)}\n\n" if name is None else f"event: {name}\ndata: {printed(it)}\n\n"


def printed(value):
    """Compact JSON with every float spelled as in the case file."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{printed(key)}:{printed(it)}" for key, it in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(printed(it) for it in value) + "]"
    if isinstance(value, str):
        halved = any("\ud800" <= it <= "\udfff" for it in value)
        return json.dumps(value, ensure_ascii=halved)
    return getattr(value, "text", None) or json.dumps(value)
