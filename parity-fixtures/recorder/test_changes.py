import base64
import unittest

from recorder import changes


def fixture(result='{"a":1}', body="{}", litellm="1", **more):
    request = {"method": "POST", "url": "u", "headers": [], "body_b64": base64.b64encode(body.encode()).decode()}
    return {"id": "i", "provider": "p", "function": "f", "litellm": litellm, "kwargs": {}, "replies": [], **more, "oracle": {"requests": [request], "result": result}}


def found(was, now):
    return [(it["stage"], it["path"]) for it in changes.between({"i": was}, {"i": now})]


class Changes(unittest.TestCase):
    def test_the_same_record_of_another_release_is_no_change(self):
        self.assertEqual(found(fixture(litellm="1"), fixture(litellm="2")), [])

    def test_the_path_of_the_first_difference_is_told(self):
        self.assertEqual(found(fixture('{"a":[1,{"b":2}]}'), fixture('{"a":[1,{"b":3}]}')), [("result", "/a/1/b")])

    def test_order_of_keys_and_spelling_of_numbers_are_differences(self):
        self.assertEqual(found(fixture('{"a":1,"b":2}'), fixture('{"b":2,"a":1}')), [("result", " (order of keys)")])
        self.assertEqual(found(fixture('{"a":1e-7}'), fixture('{"a":1e-07}')), [("result", "/a")])

    def test_white_space_is_a_difference(self):
        self.assertEqual(found(fixture('{"a":1}'), fixture('{"a": 1}')), [("result", " (spelling)")])

    def test_order_is_none_where_python_leaves_it_to_chance(self):
        self.assertEqual(found(fixture('{"a":1,"b":2}'), fixture('{"b":2,"a":1}', unsteady=True)), [])

    def test_a_request_body_has_paths_too(self):
        self.assertEqual(found(fixture(body='{"n":1}'), fixture(body='{"n":2}')), [("requests", "/0/body/n")])

    def test_every_stage_that_differs_is_told(self):
        self.assertEqual(found(fixture('{"a":1}', body="[1]"), fixture('{"a":2}', body="[2]")), [("requests", "/0/body/0"), ("result", "/a")])

    def test_another_kind_of_outcome_is_told_as_such(self):
        failed = {**fixture(), "oracle": {"requests": fixture()["oracle"]["requests"], "exception": {"message": "no"}}}
        self.assertEqual([it["cause"] for it in changes.between({"i": fixture()}, {"i": failed})], ["result became exception"])

    def test_what_is_gone_is_told(self):
        self.assertEqual([it["cause"] for it in changes.between({"i": fixture()}, {})], ["gone"])


if __name__ == "__main__":
    unittest.main()
