"""What differs between two recordings, by provider, function, stage and cause."""

import base64
import collections
import json
import re

STAGES = ("requests", "result", "chunks", "exception", "gateway", "waits")


def between(before, after):
    """One entry per case and stage that is new, gone or different: {id, provider, function, stage, cause, path, was?, now?}."""
    return [it for ident in sorted({*before, *after}) for it in differences(before.get(ident), after.get(ident))]


def differences(old, new):
    some = new or old
    facts = {"id": some["id"], "provider": some["provider"], "function": some["function"]}
    if old is None or new is None:
        return [{**facts, "stage": "case", "cause": "new" if old is None else "gone", "path": ""}]
    for name in ("kwargs", "settings", "env", "replies"):
        if old.get(name) != new.get(name):
            return [{**facts, "stage": "case", "cause": f"{name} of the case changed", "path": first(old.get(name), new.get(name))}]
    kinds = [outcome(it["oracle"]) for it in (old, new)]
    became = [{"stage": "outcome", "cause": " became ".join(kinds), "path": "", "was": told(old), "now": told(new)}] if kinds[0] != kinds[1] else []
    stages = ["requests"] if became else [*STAGES, *sorted({*old["oracle"], *new["oracle"]} - set(STAGES))]
    return [{**facts, **it} for it in [*became, *(found for stage in stages for found in at_stage(stage, old, new))]]


def outcome(oracle):
    return next((name for name in ("exception", "result", "unprintable", "chunks", "crash") if name in oracle), "nothing")


def at_stage(stage, old, new):
    """The first difference at one stage, in a list, or none."""
    if old["oracle"].get(stage) == new["oracle"].get(stage):
        return []
    was, now = (readable(it["oracle"].get(stage), stage) for it in (old, new))
    if was == now and new.get("unsteady"):
        return []
    path, left, right = parted(was, now) if list_of(was) != list_of(now) else (" (spelling)", None, None)
    return [{"stage": stage, "cause": cause(stage, path), "path": path, "was": left, "now": right}]


def told(fixture):
    oracle = fixture["oracle"]
    return (oracle.get("exception") or {}).get("message") or (oracle.get("result") or "")[:200]


def readable(value, stage):
    """JSON where it is JSON, so that a difference has a path."""
    if stage == "requests":
        return [{**{name: it for name, it in one.items() if name != "body_b64"}, "body": parsed(base64.b64decode(one["body_b64"]))} for one in value or []]
    if stage == "chunks":
        return [parsed(it) for it in value or []]
    if isinstance(value, dict) and "body" in value and stage == "gateway":
        return {**value, "body": parsed(value["body"])}
    return parsed(value) if stage in ("result", "object") else value


def parsed(text):
    try:
        return json.loads(text, parse_float=spelled, parse_int=spelled)
    except (TypeError, ValueError):
        return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def spelled(number):
    """1.0 is not 1, and 5 is not "5"."""
    return f"number {number}"


def first(was, now):
    return parted(was, now)[0]


def parted(was, now, path=""):
    """(path, was, now) of the first difference, key order included."""
    if isinstance(was, dict) and isinstance(now, dict):
        for key in [*was, *(it for it in now if it not in was)]:
            if key not in was or key not in now:
                return f"{path}/{key}", was.get(key, "(absent)"), now.get(key, "(absent)")
            if was[key] != now[key] or list_of(was[key]) != list_of(now[key]):
                return parted(was[key], now[key], f"{path}/{key}")
        return f"{path} (order of keys)", list(was), list(now)
    if isinstance(was, list) and isinstance(now, list):
        for at, (left, right) in enumerate(zip(was, now)):
            if left != right or list_of(left) != list_of(right):
                return parted(left, right, f"{path}/{at}")
        return f"{path} (length)", len(was), len(now)
    return path, was, now


def list_of(value):
    """Equal for two values only if their keys come in the same order, at every depth."""
    return json.dumps(value)


def cause(stage, path):
    """The path without the numbers of its list places: equal for cases that changed for the same reason."""
    return "/".join("*" if it.isdecimal() else it for it in path.split("/")) or stage


def summary(found):
    """Readable: a line per provider, function, stage and cause, with its number of cases and the first of them."""
    if not found:
        return "Nothing changed."
    alike = collections.defaultdict(list)
    for it in found:
        alike[it["provider"], it["function"], it["stage"], it["cause"]].append(it)
    cases = len({it["id"] for it in found})
    lines = [f"{cases} {'case' if cases == 1 else 'cases'} changed."]
    for (provider, function, stage, why), them in sorted(alike.items(), key=lambda it: (it[0][:3], -len(it[1]))):
        lines.append(f"{provider} {function} {stage}: {why}: {len(them)}, first {them[0]['id']}")
        if "was" in them[0]:
            lines.append(f"    was {short(them[0]['was'])}\n    now {short(them[0]['now'])}")
    return "\n".join(lines)


def short(value):
    text = re.sub(r'"number ([^"]*)"', r"\1", json.dumps(value, ensure_ascii=False))
    return text if len(text) <= 160 else text[:157] + "…"
