"""Cases as data → calls. The language of ../cases is described in ../README.md; nothing here knows a provider."""

import itertools
import json

from . import replies

MARKS = ("env", "settings", "sync", "retries", "unsteady", "replies", "omit")


class Number(float):
    """A float that remembers how it was spelled."""

    def __new__(cls, text):
        self = super().__new__(cls, text)
        self.text = text
        return self


def load(path):
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Number)


def calls(cases):
    """Every call described under the folder `cases`, which is <route>/<provider>/<topic>.json."""
    for folder in sorted({path.parent for path in cases.glob("*/*/*.json")}):
        shared = [path for path in (cases / "parts.json", folder.parent / "parts.json", folder / "parts.json") if path.exists()]
        for path in sorted(folder.glob("*.json")):
            if path.name != "parts.json":
                try:
                    own = load(path)
                    borrowed = [cases / f"{name}.json" for name in own.get("borrows", [])]
                    yield from of_file(folder, [*map(load, [*borrowed, *shared]), own])
                except (KeyError, TypeError, ValueError) as error:
                    raise SystemExit(f"{path}: {type(error).__name__}: {error}") from error


def of_file(folder, files):
    tables = {name: merged(files, name) for name in ("parts", "replies", "axes")}
    at = f"{folder.parent.name}/{folder.name}"
    about = {"function": files[-1]["function"], "provider": files[-1].get("provider", folder.name)}
    for name, group in files[-1]["groups"].items():
        axes = [axis(it, tables) for it in group.get("axes", [])]
        for steps in itertools.product(*axes):
            ident = "/".join([at, name, *(key for key, _ in steps)])
            yield call(ident, about, [group.get("base", {}), *(patch for _, patch in steps)], group, tables)


def merged(files, name):
    return {key: value for file in files for key, value in file.get(name, {}).items()}


def axis(it, tables):
    """A table, the name of a table, {"from": table, "pick": names, "but": names}, or {"each": parameter, "in": values}."""
    if isinstance(it, str):
        return list(tables["axes"][it].items())
    if set(it) <= {"from", "pick", "but"} and "from" in it:
        whole = tables["axes"][it["from"]]
        return [(key, whole[key]) for key in it.get("pick", whole) if key not in it.get("but", [])]
    if set(it) == {"each", "in"}:
        return [(value if isinstance(value, str) else json.dumps(value), {it["each"]: value}) for value in it["in"]]
    return list(it.items())


def call(ident, about, patches, group, tables):
    patches = [used(patch, tables["parts"]) for patch in patches]
    kwargs, marks = {}, {name: group[name] for name in MARKS if name in group}
    for patch in patches:
        kwargs.update({key: value for key, value in patch.items() if not key.startswith("$")})
        for name in MARKS:
            if (value := patch.get(f"${name}")) is not None:
                marks[name] = {**marks.get(name, {}), **value} if isinstance(value, dict) else value
    kwargs = {key: value for key, value in kwargs.items() if key not in marks.get("omit", [])}
    streamed = kwargs.get("stream") is True
    asked = marks.get("replies", group.get("streamed" if streamed else "whole", []))
    described = {
        "id": ident,
        "provider": about["provider"],
        "mode": "stream" if streamed else "json",
        "class": ident.split("/")[2],
        "function": about["function"],
        "kwargs": kwargs,
        **{name: marks[name] for name in MARKS[:5] if marks.get(name)},
        "replies": [replies.made(it, tables, used) for it in asked],
    }
    return json.loads(json.dumps(described))


def used(value, parts, given=None):
    """{"$use": name} becomes the part, with its other keys laid over it; {"$arg": name} inside a part takes from "$with"."""
    if isinstance(value, list):
        return [used(it, parts, given) for it in value]
    if not isinstance(value, dict):
        return value
    if "$arg" in value:
        return (given or {}).get(value["$arg"], used(value.get("default"), parts))
    if "$repeat" in value:
        return value["$repeat"] * value["times"]
    rest = {key: used(it, parts, given) for key, it in value.items() if key not in ("$use", "$with")}
    if "$use" not in value:
        return rest
    part = used(parts[value["$use"]], parts, used(value.get("$with", {}), parts, given))
    return {**part, **rest} if isinstance(part, dict) else part
