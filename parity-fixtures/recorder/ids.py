"""Ids that are the same in every run and recognisable wherever they end up."""

import base64
import re
import uuid

COUNT = [0]
OURS = re.compile(r"5eed([0-9a-f]{4})((-?)0000\3-?4000\3-?8000\3-?00000000\1)?")
INSIDE_RESPONSE_ID = re.compile(r"(?<=resp_)[A-Za-z0-9+/]{40,400}={0,2}")
HASHED = re.compile(r"\brs_-?\d{9,20}\b")  # rs_<hash(text)>: Python's own, another in every process


def next_uuid():
    COUNT[0] += 1
    return uuid.UUID(f"5eed{COUNT[0]:04x}-0000-4000-8000-00000000{COUNT[0]:04x}")


def restart():
    COUNT[0] = 0


def renumber(text, seen):
    """Numbers the ids in `text` by first appearance: how many LiteLLM burns unseen is no contract."""

    def number(match):
        if not 0 < int(match[1], 16) <= COUNT[0]:
            return match[0]
        new = f"{seen.setdefault(match[1], len(seen) + 1):04x}"
        return "5eed" + new + (match[2][:-4] + new if match[2] else "")

    def unwrap(match):
        try:
            inner = base64.b64decode(match[0], validate=True).decode()
        except ValueError:
            return match[0]
        outer = OURS.sub(number, inner)
        return match[0] if outer == inner else base64.b64encode(outer.encode()).decode()

    named = HASHED.sub(lambda match: f"rs_hash{seen.setdefault(match[0], len(seen) + 1)}", text)
    return INSIDE_RESPONSE_ID.sub(unwrap, OURS.sub(number, named))


def renumber_all(value, seen):
    if isinstance(value, bytes):
        return renumber(value.decode("latin-1"), seen).encode("latin-1")
    if isinstance(value, str):
        return renumber(value, seen)
    if isinstance(value, dict):
        return {key: renumber_all(it, seen) for key, it in value.items()}
    return [renumber_all(it, seen) for it in value] if isinstance(value, list) else value
