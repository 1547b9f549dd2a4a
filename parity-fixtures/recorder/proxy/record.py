"""python -m recorder.proxy: records what the proxy answers."""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import sys
import tempfile
import time

from . import cases, client, plain, running, upstream

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HOME = ROOT / "gateway"


def options():
    parser = argparse.ArgumentParser(prog="recorder.proxy", description=__doc__)
    parser.add_argument("filter", nargs="?", help="regular expression over case ids; all without one")
    parser.add_argument("--check", action="store_true", help="write nothing and fail on any difference")
    parser.add_argument("--list", action="store_true", help="print the ids of the cases")
    parser.add_argument("--show", action="store_true", help="print what was recorded")
    return parser.parse_args()


def main():
    asked = options()
    every = list(cases.every(HOME / "cases"))
    wanted = [it for it in every if re.search(asked.filter or "", it["id"])]
    if asked.list:
        print("\n".join(it["id"] for it in wanted))
        return 0
    fresh = recorded(wanted)
    if asked.show:
        for it in fresh.values():
            show(it)
    before = known()
    changed = [name for name, it in fresh.items() if before.get(name) != it]
    print(f"{len(fresh)} cases recorded, {len(changed)} changed")
    if asked.check:
        print("\n".join(changed))
        return 1 if changed else 0
    write(every, {**before, **fresh})
    return 0


def known():
    files = sorted((HOME / "recorded").glob("*.jsonl"))
    lines = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").split("\n") if line]
    return {it["id"]: it for it in lines}


def write(every, told):
    """One file a topic; a record without a case goes."""
    topics = {}
    for case in every:
        if case["id"] in told:
            topics.setdefault(case["id"].split("/")[0], []).append(json.dumps(told[case["id"]], ensure_ascii=False) + "\n")
    for path in (HOME / "recorded").glob("*.jsonl"):
        if path.stem not in topics:
            path.unlink()
    for topic, lines in topics.items():
        (HOME / "recorded" / f"{topic}.jsonl").write_text("".join(lines), encoding="utf-8")


def recorded(wanted):
    """{id: record}; one proxy a config, two at a time."""
    by_config = {}
    for case in wanted:
        by_config.setdefault(case["config"], []).append(case)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        parts = pool.map(lambda it: of_config(*it), sorted(by_config.items(), key=lambda it: -len(it[1])))
        made = {it["id"]: it for part in parts for it in part}
    return {case["id"]: made[case["id"]] for case in wanted}


def of_config(config, asked):
    version, rules = (ROOT / "LITELLM_VERSION").read_text().strip(), json.loads((HOME / "normal.json").read_text())
    mock = upstream.Upstream()
    log = os.path.join(tempfile.mkdtemp(prefix="gateway-"), f"{config}.log")
    proxy = running.Proxy(HOME / "configs" / f"{config}.yaml", mock.port, log)
    addresses = {f"127.0.0.1:{mock.port}": "upstream", f"127.0.0.1:{proxy.dead_port}": "nowhere", f"127.0.0.1:{proxy.port}": "gateway"}
    try:
        return [{**case, "litellm": version, "oracle": one(case, mock, proxy, (rules, addresses))} for case in asked]
    finally:
        proxy.close()


def one(case, mock, proxy, evening):
    mock.play(case["replies"])
    began = time.monotonic()
    told = client.ask(proxy.port, case["request"])
    took = time.monotonic() - began
    if took > 5:
        print(f"{case['id']}: {took:.1f} s", file=sys.stderr)
    seen = sorted(mock.seen, key=lambda it: str(it.get("body"))) if case.get("unordered") else mock.seen
    left = len(mock.script)
    if case.get("unsteady"):
        told = {**told, "body": plain.steady(told["body"])}
    return {
        **plain.answer(told, *evening),
        "requests": [plain.request(it, *evening) for it in seen],
        **({"replies_unused": left} if left else {}),
    }


def show(it):
    told, request = it["oracle"], it["request"]
    print(f"\n=== {it['id']}  [{it['config']}]\n{request['method']} {request['path']}  {json.dumps(request['headers'])}\n{str(request.get('body'))[:1500]}\n--- {told['status']}")
    print("\n".join(f"{name}: {value}" for name, value in told["headers"]))
    print(f"{told['body']}{' <cut>' if told.get('cut') else ''}")
    for seen in told["requests"]:
        print(f"--> {seen['method']} {seen['path']}  {dict(seen['headers'])}\n{seen.get('body')}")
    if "replies_unused" in told:
        print(f"!! {told['replies_unused']} replies unused")


