"""Where fixtures lie: packed lines in <route>/<provider>.jsonl, one folder for each case worth reading."""

import json
import re

from . import folders


def path_of(root, ident):
    route, provider, *_ = ident.split("/")
    return root / route / f"{provider}.jsonl"


def line(call, record, version):
    """One packed fixture: the call, its replies and the record, with the LiteLLM that made it."""
    carried = {name: value for name, value in call.items() if name not in ("id", "replies")}
    return {"id": call["id"], "litellm": version, **carried, "replies": call["replies"], "oracle": record}


def packed(root):
    """{path: {id: line text}} of every packed file there is."""
    found = {}
    for path in sorted(root.glob("*/*.jsonl")):
        if path.parent.name != "cases":
            lines = path.read_text(encoding="utf-8").splitlines()
            found[path] = {json.loads(it)["id"]: it for it in lines if it}
    return found


def known(root):
    """Every fixture there is, packed or in a folder: id → fixture."""
    lines = {ident: json.loads(text) for file in packed(root).values() for ident, text in file.items()}
    return {**lines, **{it["id"]: it for it in map(folders.fixture, folders.found(root)) if it.get("litellm")}}


def write(root, calls, fixtures, into):
    """Rewrites the packed files and folders under `into`; a call without a new fixture keeps the line it has."""
    old = {ident: text for file in packed(root).values() for ident, text in file.items()}
    files = {}
    for call in calls:
        if "folder" in call:
            if call["id"] in fixtures:
                folders.write(call["folder"], fixtures[call["id"]], into)
            continue
        fresh = fixtures.get(call["id"])
        text = json.dumps(fresh) if fresh else old.get(call["id"])
        if text:
            files.setdefault(path_of(into, call["id"]), []).append(text)
    for path, lines in files.items():
        put(path, "".join(it + "\n" for it in lines))
    for path in packed(into):
        if path not in files:
            path.unlink()


def put(path, text):
    """Writes only what differs: an unchanged corpus keeps its files untouched."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)


def chosen(calls, wanted):
    return [it for it in calls if not wanted or re.search(wanted, it["id"])]
