"""Records how Python reads and prints JSON: one line per text, with what json and orjson make of it.

    python parity-fixtures/record-json.py > packages/core/src/json/fixtures/python-json.jsonl
    python parity-fixtures/record-json.py --words > packages/gateway/src/forward/orjson/fixtures/words.jsonl

With --words: what orjson says of texts that it does not read.

Needs Python 3.11 and orjson. Deterministic: the generated texts come from a fixed seed.
"""

import json
import random
import struct
import sys

import orjson

NUMBERS = """
0 -0 1 -1 7 10 -10 42 100 255 1700000000 1700000000000 1700000000000000000 9007199254740990 9007199254740991
9007199254740992 9007199254740993 -9007199254740991 -9007199254740992 -9007199254740993 999999999999999 9999999999999999
1234567890123456789 9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809
18446744073709551615 18446744073709551616 -18446744073709551616 100000000000000000000 1000000000000000000000
123456789012345678901234567890 -123456789012345678901234567890
0.0 -0.0 0.00 -0.000 1.0 -1.0 1.00 2.50 -2.50 10.0 100.0 123.0 0.1 0.2 0.3 0.5 1.5 3.14 2.718281828459045 0.30000000000000004
0.7 0.9 0.99 0.999 0.9999999999999999 0.99999999999999999 0.999999999999999999999 0.8999999999999999999 0.95 0.90 0.10
1.0000000000000001 1.0000000000000002 0.9007199254740993 4503599627370496.5 4503599627370497.5 9007199254740992.5
9007199254740993.0 123456789012345.6 1234567890123456.7 12345678901234567.8 999999999999999.9 9999999999999999.9
0.0001 0.00012 0.00010 0.00009999 0.00001 0.000012 0.000001 0.0000012 0.0000001 0.00000012 0.000000000000000000000001
-0.0001 -0.00001 -0.0000012 0.001 0.01 0.0010 0.00990
1e0 1e1 1e2 1E5 1e5 1e+5 1e-5 1e-05 1E-05 1e15 1e16 1e17 1e20 1e21 1e22 1e23 -1e16 -1e21 1.5e1 1.5e0 15e-1 150e-1 150e-2 10e-1
1e-1 1e-2 1e-3 1e-4 1e-6 1e-7 1.5e-7 1.5e-6 9.9e-6 9.99e-5 1.2e-5 5e-1 0.5e1 0.5e0 0.05e2 0e0 0e5 -0e0 -0e-5 0.0e10 0E+1
123456789e-4 123456789e4 1.7976931348623157e308 1.7976931348623158e308 1.7976931348623159e308 1e308 1e309 -1e309 1e999 1E400
5e-324 4.9e-324 2e-324 3e-324 2.2250738585072014e-308 2.2250738585072011e-308 1e-400 -1e-400 1e-323
123456789012345680.0 1234567890123456.0 12345678901234560.0 1e15.0 99999999999999990.0 9999999999999998.0 9999999999999999.0
1000000000000000.0 10000000000000000.0 8.41 1.1 2.2 3.3 1.23456789012345678 0.1234567890123456789 -0.0093272924423217773
-0.009327292442321777 0.025853300770210707 -0.0023 1e-05 3.0517578125e-05 1.401298464324817e-45
NaN Infinity -Infinity
""".split()

STRINGS = [
    r'""',
    r'"a"',
    r'"plain text"',
    r'"it\u0027s"',
    '"it\'s"',
    r'"say \"hi\""',
    '"it\'s \\"both\\""',
    r'"back\\slash"',
    r'"sol\/idus /"',
    r'"\b\f\n\r\t"',
    r'"\u0000\u0001\u001f\u007f\u0080\u009f\u00a0"',
    '"\x7f\x80\x9f\xa0\xad"',
    r'"\u2028\u2029\u200b\ufeff"',
    '"\u2028\u2029\u200b\ufeff"',
    '"caf\u00e9 \u00df \u4e2d\u6587 \u0416"',
    '"\U0001f600 \U0001f468\u200d\U0001f469"',
    r'"\ud83d\ude00"',
    r'"\uD83D\uDE00"',
    r'"\ud800"',
    r'"\udc00"',
    r'"x\ud800y"',
    r'"\ud800\ud800"',
    r'"\udc00\ud800"',
    r'"\ude00\ud83d\ude00"',
    r'"\ud83d\ud83d\ude00"',
    r'"\ud83d\n\ude00"',
    '"\U0001f600\\ud800"',
    r'"ends with backslash \\"',
    r'"\\\\"',
    r'"\\\""',
    r'"\\\\\""',
    r'"\\ud800 written out"',
    r'"2024-05-13"',
    r'"123"',
    r'"1.0"',
    r'"a: 1.0, b"',
    r'"\u00e9\u0041"',
    '"\ue000\uffff\ufffe"',
    '"\U000e0001\U0010ffff\U00020000\U000323b0"',
    '"' + "long text, " * 20 + '"',
    '"' + "lang \u00e9 " * 20 + '"',
    '"' + "x" * 40 + '"',
    '"' + "x" * 41 + '"',
    '"' + "x" * 39 + '\\n"',
]

STRUCTURES = [
    "[]",
    "{}",
    "[[]]",
    "[{}]",
    '{"a":{}}',
    '{"a":[]}',
    "[1,2,3]",
    "[1,[2,[3,[4]]]]",
    '{"a":1,"b":2.0,"c":[true,false,null]}',
    ' { "a" : 1 , "b" : [ 1 , 2.50 ] } ',
    "\n\t\r [\n1\n,\t2.0\r]\n",
    '{"a":1,"a":2}',
    '{"a":1,"b":2,"a":3}',
    '{"a":1.0,"b":2,"a":3}',
    '{"a":1,"b":2,"a":3.0}',
    '{"a":12345678901234567890,"b":1.0,"a":{"x":2.0}}',
    '{"":1}',
    '{"":1,"":2}',
    '{"2":1,"1":2}',
    '{"b":1,"1":2,"a":3}',
    '{"1":1,"2":2}',
    '{"50256":-100,"1234":1.5}',
    '{"logit_bias":{"50256":-100,"1234":5},"x":1}',
    '{"10":1,"9":2,"10":3}',
    '{"x":0,"10":1,"9":2,"10":3,"x":4}',
    '{"01":1,"1":2}',
    '{"-1":1,"1":2,"0":3}',
    '{"1.5":1,"1":2}',
    '{"4294967294":1,"1":2}',
    '{"4294967295":1,"1":2}',
    '{"4294967296":1,"1":2}',
    '{"99999999999999999999":1,"1":2}',
    r'{"b":1,"\u0031":2}',
    r'{"b":1,"1\u0032":2}',
    r'{"b":1,"1\u0032":2,"12":3}',
    r'{"\u0032":1,"\u0031":2}',
    '{"b":1 ,"1"\n:\t2}',
    '{"2024-05-13":1,"a":"1","1":"1:"}',
    '{"a":{"b":{"3":1,"2":{"1":1,"0":2}}}}',
    '[{"2":1,"1":2.0},{"1":1,"2":2}]',
    '{"__proto__":1}',
    '{"__proto__":{"x":1.0}}',
    '{"__proto__":null,"a":1}',
    '{"a":1,"__proto__":{"y":[1.0]},"1":2}',
    '{"__proto__":1.0,"__proto__":2.0}',
    '{"constructor":1,"toString":2.0,"hasOwnProperty":3,"valueOf":null}',
    '{"toJSON":"no","length":1.0}',
    '{"kind":"int","value":1,"source":"1"}',
    '{"kind":"float","value":1.0,"source":"1.0"}',
    '{"a":1e-7,"b":1e-05,"c":1e16,"d":1e15,"e":-0.0}',
    '[0.1,0.25,-0.5,0.125]',
    '[0.1,0.50,-0.5,0.125,1.0]',
    '[0.1e1,0.5]',
    '[0.25E1,0.5E0,0.5e1,3]',
    '[0.5 ,0.5\n, 1.0]',
    '{"x":0.5}',
    '{"x":0.50,"e":1}',
    '[0.5]',
    '[[0.5],[0.0]]',
    '[9007199254740992,9007199254740993,9007199254740994,9007199254740996]',
    '[1e400,9007199254740994,-9007199254740994]',
    '["0.1,",0.1,"\\"",0.2]',
    '{"\\u00e9":1,"\u4e2d":2.0}',
    r'{"\ud800":1}',
    r'{"a":"\ud800","b":1e400}',
    r'{"a":1e400,"b":"\ud800"}',
    r'{"a":123456789012345678901234567890,"b":"\ud800"}',
    r'["\ud800",123456789012345678901234567890]',
    '[NaN,Infinity,-Infinity]',
    '{"a":NaN,"b":1}',
    '{"temperature":1.0,"top_p":0.9,"seed":12345678901234567890,"logit_bias":{"2":1,"1":-1}}',
    '"\\ud800"' + " " * 3,
    "true",
    "false",
    "null",
    " null ",
]

REFUSED = [
    "",
    " ",
    "\n",
    "\ufeff",
    "\ufeff{}",
    "nul",
    "nulll",
    "tru",
    "True",
    "None",
    "undefined",
    "-",
    "+1",
    "01",
    "-01",
    "1.",
    "1.e5",
    ".5",
    "1e",
    "1e+",
    "1.5e",
    "0x10",
    "1_000",
    "1.0.0",
    "1-2",
    "--1",
    "-Inf",
    "-NaN",
    "nan",
    "Inf",
    "[",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[1.0 2.0]",
    "[1.e5]",
    "[01.0]",
    "[1.0,,2]",
    "[1.0}",
    "[1.0]]",
    "1.0,2.0",
    "1.0],[2.0",
    "{",
    "{}}",
    '{"a"',
    '{"a":',
    '{"a":}',
    '{"a":1',
    '{"a":1,',
    '{"a":1,}',
    '{"a" 1}',
    '{"a":1 "b":2}',
    "{a:1}",
    "{'a':1}",
    "{1:2}",
    '{"a":1]',
    '{"a":1.0,"b":}',
    '{,"a":1}',
    '{"1":1,"0":}',
    '"',
    '"abc',
    '"abc\\',
    '"abc\\"',
    '"a\nb"',
    '"a\tb"',
    '"a\x00b"',
    '"a\x1fb',
    '"\\x"',
    '"\\u"',
    '"\\u12"',
    '"\\u123"',
    '"\\u123g"',
    '"\\u12',
    '"\\u1234',
    '"\\ud800\\u12"',
    '"\\ud800\\u12G4"',
    '"\\ud800\\',
    '"\\ud800\\x"',
    '"\\U0041"',
    '"\\\'"',
    "'a'",
    "[1]//",
    "/* */1",
    "1 2",
    "{} {}",
    '"\U0001f600" x',
    '"\U0001f600\n',
    '["\U0001f600",\n "\u4e2d" 1]',
    "[\n  1,\n  2,\n  x\n]",
    '{\n  "a": 1,\n  "b": tru\n}',
    "\x0b1",
    "\x0c1",
    "\xa01",
    "1\u2028",
    "\u30001",
    "\uff11",
    "\u0661",
    "[1\u0661]",
    "1.5\u0661",
    "1" * 4301,
    "-" + "1" * 4301,
    "[1.0," + "9" * 5000 + "]",
]


def floats(rng, count):
    for _ in range(count):
        shape = rng.randrange(6)
        if shape == 0:
            value = struct.unpack("<d", struct.pack("<Q", rng.getrandbits(64)))[0]
            if value != value or value in (float("inf"), float("-inf")):
                continue
            yield rng.choice([repr, lambda v: "%.17g" % v, lambda v: "%.20e" % v])(value)
        elif shape == 1:
            yield "%.*f" % (rng.randrange(1, 25), rng.uniform(-1, 1) * 10 ** rng.randrange(-8, 18))
        elif shape == 2:
            yield "%d.%s" % (rng.randrange(10 ** rng.randrange(1, 19)), rng.choice(["0", "00", "5", "50", "25", "9" * 17]))
        elif shape == 3:
            yield "%d%s%s%d" % (rng.randrange(10**4), rng.choice("eE"), rng.choice(["", "+", "-", "-0"]), rng.randrange(30))
        elif shape == 4:
            yield "0." + "0" * rng.randrange(12) + str(rng.randrange(1, 10**6))
        else:
            yield repr(struct.unpack("<f", struct.pack("<f", rng.gauss(0, 0.03)))[0])


def integers(rng, count):
    for _ in range(count):
        bits = rng.choice([8, 31, 32, 52, 53, 54, 60, 63, 64, 65, 100, 300])
        yield str(rng.choice([1, -1]) * (rng.getrandbits(bits) | 1 << (bits - 1)))


def text_of(rng):
    parts = ["a", "Z", "1", "23", " ", "'", '\\"', "\\\\", "\\n", "\\u00e9", "\u00e9", "\u4e2d", "\U0001f600", "\\ud83d\\ude00", "\\u007f", "\\/", "\xa0", ":", ","]
    if rng.random() < 0.05:
        parts.append("\\udbff")
    return '"' + "".join(rng.choice(parts) for _ in range(rng.randrange(8))) + '"'


def key_of(rng):
    return rng.choice([text_of(rng), '"%d"' % rng.randrange(20), '"%s"' % rng.choice("abc"), '"__proto__"', '"kind"'])


def value_of(rng, depth):
    shape = rng.randrange(10 if depth else 6)
    if shape < 2:
        return rng.choice(NUMBERS[:-3]) if rng.random() < 0.9 else str(rng.randrange(1000))
    if shape < 4:
        return text_of(rng)
    if shape < 6:
        return rng.choice(["true", "false", "null", "0", "0.5", "12"])
    space = lambda: rng.choice(["", "", "", " ", "\n  "])
    items = range(rng.randrange(5))
    if shape < 8:
        return "[" + space() + ("," + space()).join(value_of(rng, depth - 1) for _ in items) + space() + "]"
    members = (key_of(rng) + space() + ":" + space() + value_of(rng, depth - 1) for _ in items)
    return "{" + space() + ("," + space()).join(members) + space() + "}"


def damaged(rng, text):
    at = rng.randrange(len(text))
    return rng.choice([text[:at], text[:at] + text[at + 1 :], text[:at] + rng.choice('",:[]{}0.e-\\ \n\x01') + text[at:]])


def unprintable_borders():
    """Code points at which str.isprintable changes, with their neighbours, 64 to a text."""
    borders = []
    for point in range(1, 0x110000):
        if chr(point).isprintable() != chr(point - 1).isprintable():
            borders += [point - 1, point]
    borders = sorted({point for point in borders} - set(range(0xD800, 0xE000)))
    for at in range(0, len(borders), 64):
        yield json.dumps("".join(map(chr, borders[at : at + 64])))


def texts():
    rng = random.Random(20240513)
    yield from NUMBERS
    yield from ("[%s,1]" % number for number in NUMBERS)
    yield from STRINGS
    yield from ("{%s:%s}" % (string, string) for string in STRINGS)
    yield from STRUCTURES
    yield from REFUSED
    yield from ("[" * depth + "]" * depth for depth in (2, 253, 254, 255, 500))
    yield from ('{"a":' * depth + "1" + "}" * depth for depth in (2, 253, 254, 255))
    yield from ('[{"a":' * depth + "1.0" + "}]" * depth for depth in (126, 127, 128))
    yield "[" * 2000
    yield '[{"a":' * 1000
    for number in [*floats(rng, 120), *integers(rng, 40)]:
        yield "[%s,%s]" % (number, number)
    generated = [value_of(rng, 4) for _ in range(500)]
    yield from (text for text in generated if len(text) < 2000)
    yield from (damaged(rng, text) for text in generated if 4 < len(text) < 300)
    yield from unprintable_borders()


def attempt(make):
    try:
        return make()
    except (ValueError, TypeError, RecursionError) as error:
        return {"refused": str(error)}


def record(text):
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return {"text": text, "error": str(error)}
    compact = lambda **options: json.dumps(value, ensure_ascii=False, separators=(",", ":"), **options)
    return {
        "text": text,
        "dumps": json.dumps(value),
        "compact": compact(),
        "wire": attempt(lambda: compact(allow_nan=False).encode("utf-8").decode("utf-8")),
        "orjson": attempt(lambda: orjson.dumps(value).decode("utf-8")),
        "repr": repr(value),
    }


def broken():
    """Texts with one to three faults, whole ones cut anywhere among them."""
    rng = random.Random(20240513)
    pairs = ['"\\ud83d\\ude00"', '{"\\ud83d\\ude00":"\\ude00\\ud83d"}', '[true,false,null,-1.5e+3,0.5]', '{\n"\u00e9\U0001f600": [1 ,\r\n2 ]\n}']
    whole = [text for text in (*pairs, *STRUCTURES, *(value_of(rng, 3) for _ in range(300))) if 1 < len(text) < 200]
    yield from (text[:at] for text in pairs for at in range(1, len(text)))
    for _ in range(1200):
        text = rng.choice(whole)
        for _ in range(rng.choice([1, 1, 2, 3])):
            text = damaged(rng, text) or " "
        yield text
    yield from (text for text in REFUSED if text)
    yield "[" * 1030 + "]" * 1030


def words(text):
    try:
        orjson.loads(text.encode("utf-8"))
    except orjson.JSONDecodeError as error:
        return str(error)


if __name__ == "__main__":
    if "--words" in sys.argv:
        told = ({"text": text, "words": words(text)} for text in dict.fromkeys(broken()))
        lines = (it for it in told if it["words"] is not None)
    else:
        lines = (record(text) for text in dict.fromkeys(texts()))
    for line in lines:
        sys.stdout.write(json.dumps(line) + "\n")
