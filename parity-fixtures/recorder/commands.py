"""What the recorder can be asked for."""

import collections
import json
import pathlib
import re
import sys
import time

from . import changes, corpus, expand, folders, versions

TROUBLES = ("crash", "leaks", "replies_missing")


def everything(root):
    """Every case described, as data or as a folder; a name used twice is an error."""
    calls = [*expand.calls(root / "cases"), *folders.calls(root)]
    twice = [name for name, count in collections.Counter(it["id"] for it in calls).items() if count > 1]
    if twice:
        raise SystemExit("recorder: ids used twice: " + ", ".join(twice))
    return calls


def wanted(root, pattern):
    return corpus.chosen(everything(root), pattern)


def any_calls(asked):
    from . import forks

    source = sys.stdin if asked.calls == "-" else open(asked.calls, encoding="utf-8")
    target = open(asked.out, "w", encoding="utf-8") if asked.out else sys.stdout
    calls = (json.loads(it) for it in source if it.strip())
    for call, record in forks.record_all(calls, asked.jobs, asked.timeout):
        target.write(json.dumps({"id": call["id"], **record}) + "\n")
        target.flush()
    return 0


def record(root, asked):
    calls, before = everything(root), corpus.known(root)
    fixtures = recorded(corpus.chosen(calls, asked.filter), asked)
    found = changes.between({name: it for name, it in before.items() if re.search(asked.filter or "", name)}, fixtures)
    print(changes.summary(found))
    if asked.report:
        pathlib.Path(asked.report).write_text("".join(json.dumps(it) + "\n" for it in found))
    troubled = [(name, it, fixture["oracle"][it]) for name, fixture in fixtures.items() for it in TROUBLES if it in fixture["oracle"]]
    for name, trouble, what in troubled:
        print(f"{name}: {trouble}: {what}", file=sys.stderr)
    if asked.check:
        return 1 if found or troubled else 0
    # Read anew: cases that came while this was recording must keep their lines.
    corpus.write(root, everything(root), fixtures)
    if asked.pin:
        (root / "LITELLM_VERSION").write_text(versions.about()["litellm"] + "\n")
        (root / "requirements.lock").write_text(versions.lock_text())
    return 1 if troubled and not asked.pin else 0


def recorded(calls, asked):
    from . import forks

    version, began, fixtures = versions.about()["litellm"], time.monotonic(), {}
    for call, record in forks.record_all(calls, asked.jobs, asked.timeout):
        fixtures[call["id"]] = corpus.line({name: it for name, it in call.items() if name != "folder"}, record, version)
        if len(fixtures) % 200 == 0:
            print(f"{len(fixtures)} of {len(calls)} cases", file=sys.stderr, flush=True)
    took = time.monotonic() - began
    print(f"{len(fixtures)} cases in {took:.0f} s, {len(fixtures) / took:.1f} a second", file=sys.stderr)
    return fixtures


def through_gateway(root, asked):
    from . import through_gateway as gateway

    different, known = 0, json.loads((root / "gateway-differs.json").read_text())
    for case, got, told in gateway.compare(corpus.chosen(corpus.known(root).values(), asked.filter), known):
        different += 1
        print(f"{case['id']}\n    gateway  {str(got)[:600]}\n    recorded {str(told)[:600]}")
    return 1 if different else 0
