"""What differs from run to run, evened out by the named rules of ../../gateway/normal.json."""

import json
import re


def even(value, rules, addresses):
    """Every text in `value` with addresses and volatile parts replaced."""
    if isinstance(value, str):
        for address, name in addresses.items():
            value = value.replace(address, name)
        for rule in rules["texts"]:
            value = re.sub(rule["pattern"], rule["becomes"], value)
        return value
    if isinstance(value, dict):
        return {key: even(it, rules, addresses) for key, it in value.items()}
    return [even(it, rules, addresses) for it in value] if isinstance(value, list) else value


def headers(listed, table):
    """Without the ignored ones; those of which only the presence is told have no value."""
    kept = [[name, value] for name, value in listed if name not in table["ignored"]]
    return [[name, "<any>" if name in table.get("present", {}) else value] for name, value in kept]


def answer(told, rules, addresses):
    return even({**told, "headers": headers(told["headers"], rules["reply"])}, rules, addresses)


def request(seen, rules, addresses):
    return even({**seen, "headers": headers(seen["headers"], rules["upstream"])}, rules, addresses)


def steady(body):
    """A list of models by their ids: those a pattern stands for come in the order of a Python set."""
    told = json.loads(body)
    if not isinstance(told.get("data"), list):
        return body
    models = sorted(told["data"], key=lambda it: it["id"])
    ends = {"first_id": models[0]["id"], "last_id": models[-1]["id"]} if "last_id" in told else {}
    return json.dumps({**told, "data": models, **ends}, ensure_ascii=False, separators=(",", ":"))
