"""The other end of every HTTP request: remembers it, and answers from the case."""

import base64
import importlib
import threading


class Wire:
    def __init__(self, replies):
        self.replies, self.requests, self.missing = list(replies), [], 0
        self.lock = threading.Lock()

    def exchange(self, method, url, headers, body):
        with self.lock:
            self.requests.append({"method": method, "url": url, "headers": headers, "body": body})
            for index, reply in enumerate(self.replies):
                if reply.get("match", "") in url:
                    return self.replies.pop(index)
            self.missing += 1
            return None


CURRENT = [Wire([])]


def plug_in(replies):
    CURRENT[0] = Wire(replies)
    return CURRENT[0]


def intercept():
    for name in ("httpx", "httpx2"):
        intercept_httpx(name)
    intercept_requests()


def pieces(reply):
    if "chunks_b64" in reply:
        return [base64.b64decode(it) for it in reply["chunks_b64"]]
    return [base64.b64decode(reply.get("body_b64", ""))]


def pairs(headers):
    return list(headers.items() if isinstance(headers, dict) else headers or [])


def intercept_httpx(name):
    """Replaces the two real transports: LiteLLM's own clients and the OpenAI SDK's both end there."""
    try:
        httpx = importlib.import_module(name)
    except ImportError:
        return

    class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
        def __init__(self, parts):
            self.parts = parts

        def __iter__(self):
            yield from self.parts

        async def __aiter__(self):
            for part in self.parts:
                yield part

    def answer(request, body):
        headers = [[key.decode("latin-1"), value.decode("latin-1")] for key, value in request.headers.raw]
        reply = CURRENT[0].exchange(request.method, str(request.url), headers, body)
        if reply is None:
            raise httpx.ReadError("recorder: no reply left for this request", request=request)
        if "fail" in reply:
            raise getattr(httpx, reply["fail"])(reply.get("message", reply["fail"]), request=request)
        return httpx.Response(
            reply.get("status", 200),
            stream=Body(pieces(reply)),
            request=request,
            headers=[(key.encode(), str(value).encode()) for key, value in pairs(reply.get("headers"))],
        )

    def handle_request(self, request):
        return answer(request, request.read())

    async def handle_async_request(self, request):
        return answer(request, await request.aread())

    httpx.HTTPTransport.handle_request = handle_request
    httpx.AsyncHTTPTransport.handle_async_request = handle_async_request


def intercept_requests():
    """A few corners of LiteLLM still use requests."""
    try:
        import requests
    except ImportError:
        return

    def send(self, request, **_):
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        headers = [[key, str(value)] for key, value in request.headers.items()]
        reply = CURRENT[0].exchange(request.method, request.url, headers, body)
        if reply is None:
            raise requests.ConnectionError("recorder: no reply left for this request", request=request)
        response = requests.Response()
        response.status_code, response._content = reply.get("status", 200), b"".join(pieces(reply))
        response.headers.update(pairs(reply.get("headers")))
        response.request, response.url = request, request.url
        return response

    requests.adapters.HTTPAdapter.send = send
