"""What differs from run to run, evened out by the named rules of ../../gateway/normal.json."""

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
