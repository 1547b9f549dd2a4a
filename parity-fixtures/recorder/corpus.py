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
    """{path: {id: line text}} of every packed file of a route that has cases."""
    routes = [it.name for it in (root / "cases").iterdir() if it.is_dir()]
    paths = sorted(path for name in routes for path in (root / name).glob("*.jsonl"))
    lines = {path: path.read_text(encoding="utf-8").split("\n") for path in paths}
    return {path: {json.loads(it)["id"]: it for it in them if it} for path, them in lines.items()}


def known(root):
    """Every fixture there is, packed or in a folder: id → fixture."""
    lines = {ident: json.loads(text) for file in packed(root).values() for ident, text in file.items()}
    return {**lines, **{it["id"]: it for it in map(folders.fixture, folders.found(root)) if it.get("litellm")}}


def write(root, calls, fixtures):
    """Rewrites the packed files and folders; a call without a new fixture keeps the line it has, a line without a call goes."""
    before = packed(root)
    old = {ident: text for file in before.values() for ident, text in file.items()}
    files = {path: [] for path in before}
    for call in calls:
        fresh = fixtures.get(call["id"])
        if "folder" in call and fresh:
            folders.write(call["folder"], fresh)
        elif "folder" not in call and (text := json.dumps(fresh) if fresh else old.get(call["id"])):
            files.setdefault(path_of(root, call["id"]), []).append(text)
    for path, lines in files.items():
        if lines:
            put(path, "".join(it + "\n" for it in lines))
        else:
            path.unlink()


def put(path, text):
    """Writes only what differs: an unchanged corpus keeps its files untouched."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)


def chosen(calls, wanted):
    """Those whose id matches the regular expression `wanted`; all without one."""
    return [it for it in calls if not wanted or re.search(wanted, it["id"])]
