"""python -m unittest discover parity-fixtures -p 'test_*.py': needs neither LiteLLM nor anything else."""

import base64
import json
import pathlib
import tempfile
import unittest

from recorder import expand


def calls(described, shared=None):
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place) / "chat" / "openai"
        folder.mkdir(parents=True)
        (folder / "topic.json").write_text(json.dumps({"function": "completion", **described}) if isinstance(described, dict) else described)
        if shared:
            (folder / "parts.json").write_text(json.dumps(shared))
        return list(expand.calls(pathlib.Path(place)))


def body(call):
    return base64.b64decode(call["replies"][0]["body_b64"]).decode()


class Axes(unittest.TestCase):
    def test_a_group_makes_one_case_for_each_way_through_its_axes(self):
        made = calls({"axes": {"drop": {"keep": {}, "drop": {"drop_params": True}}}, "groups": {"g": {"axes": [{"a": {"n": 1}, "b": {"n": 2}}, "drop"], "base": {"model": "m"}}}})
        self.assertEqual([it["id"] for it in made], [f"chat/openai/g/{a}/{b}" for a in "ab" for b in ("keep", "drop")])
        self.assertEqual(made[1]["kwargs"], {"model": "m", "n": 1, "drop_params": True})

    def test_marks_belong_to_the_call_and_not_to_its_kwargs(self):
        made = calls({"groups": {"g": {"base": {"api_key": "k"}, "axes": [{"a": {"$omit": ["api_key"], "$env": {"X": "1"}, "$sync": True}}]}}})[0]
        self.assertEqual((made["kwargs"], made["env"], made["sync"]), ({}, {"X": "1"}, True))

    def test_entries_of_a_table_can_be_picked_and_left_out(self):
        table = {"t": {"a": {}, "b": {}, "c": {}}}
        self.assertEqual([it["id"][-1] for it in calls({"axes": table, "groups": {"g": {"axes": [{"from": "t", "but": ["b"]}]}}})], ["a", "c"])
        self.assertEqual([it["id"][-1] for it in calls({"axes": table, "groups": {"g": {"axes": [{"from": "t", "pick": ["c", "a"]}]}}})], ["c", "a"])

    def test_a_file_has_what_it_borrows_unless_it_has_its_own(self):
        with tempfile.TemporaryDirectory() as place:
            lent = {"axes": {"t": {"a": {"n": 1}}, "u": {"b": {"n": 2}}}}
            for route, name, content in (("chat", "parts", lent), ("messages", "topic", {"function": "f", "borrows": ["chat/x/parts"], "axes": {"u": {"c": {}}}, "groups": {"g": {"axes": ["t", "u"]}}})):
                folder = pathlib.Path(place) / route / "x"
                folder.mkdir(parents=True)
                (folder / f"{name}.json").write_text(json.dumps(content))
            self.assertEqual([it["id"] for it in expand.calls(pathlib.Path(place))], ["messages/x/g/a/c"])

    def test_a_list_of_values_is_an_axis(self):
        self.assertEqual([it["kwargs"] for it in calls({"groups": {"g": {"axes": [{"each": "model", "in": ["a/b", 5]}]}}})], [{"model": "a/b"}, {"model": 5}])


class Parts(unittest.TestCase):
    def test_a_part_takes_arguments_and_has_other_keys_laid_over_it(self):
        parts = {"p": {"role": {"$arg": "role", "default": "user"}, "content": "x"}}
        made = calls({"groups": {"g": {"base": {"one": {"$use": "p", "$with": {"role": "tool"}, "id": 1}, "two": {"$use": "p"}}}}}, {"parts": parts})[0]
        self.assertEqual(made["kwargs"], {"one": {"role": "tool", "content": "x", "id": 1}, "two": {"role": "user", "content": "x"}})


class Replies(unittest.TestCase):
    def test_floats_are_sent_as_they_are_spelled(self):
        made = calls('{"function": "completion", "groups": {"g": {"whole": [{"json": {"a": 1.0, "b": 1e-7, "c": 2.50, "d": 9007199254740993}}]}}}')
        self.assertEqual(body(made[0]), '{"a":1.0,"b":1e-7,"c":2.50,"d":9007199254740993}')

    def test_a_stream_request_gets_the_streamed_reply(self):
        made = calls({"groups": {"g": {"base": {"stream": True}, "whole": [{"text": "no"}], "streamed": [{"sse": [{"a": 1}, ": note\n\n"]}]}}})
        self.assertEqual((body(made[0]), made[0]["mode"]), ('data: {"a":1}\n\n: note\n\n', "stream"))

    def test_a_reply_can_be_another_one_changed(self):
        events = {"s": {"sse": [{"n": 1}, {"n": 2}, {"n": 3}]}}
        made = calls({"replies": events, "groups": {"g": {"whole": [{"like": "s", "drop": [-1], "insert": {"1": ["x"]}, "newline": "\r\n", "status": 500}]}}})
        self.assertEqual((body(made[0]), made[0]["replies"][0]["status"]), ('data: {"n":1}\r\n\r\nxdata: {"n":2}\r\n\r\n', 500))

    def test_a_lone_surrogate_is_sent_as_an_escape(self):
        made = calls('{"function": "completion", "groups": {"g": {"whole": [{"json": "\\ud83d"}]}}}')
        self.assertEqual(body(made[0]), '"\\ud83d"')


if __name__ == "__main__":
    unittest.main()
