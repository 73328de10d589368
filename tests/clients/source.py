"""A OneRoster API of a made-up school, encrypted, which believes no request that does not prove who asks."""

import base64
import hashlib
import hmac
import http.server
import json
import ssl
import threading
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlsplit

from authority import Authority

CLIENT = "school-client"
SECRET = "correct horse & staple"
HASHES = {"HMAC-SHA1": hashlib.sha1, "HMAC-SHA256": hashlib.sha256}


class Source:
    """Listens on a free port of this machine; knows one client, its secret, and some ways to sign."""

    def __init__(self, folder, *, signatures=tuple(HASHES)):
        self.authority = Authority(folder)
        self.signatures = signatures
        self.asked = []

    def __enter__(self):
        source = self

        class Handler(_Handler):
            def do_GET(self):
                self.answer(source.get(self))

            def do_POST(self):
                self.answer(source.post(self))

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.authority.certificate, self.authority.key)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def get(self, request):
        """A page of organizations, for whoever proves to be the client."""
        self.asked.append(request.path)
        if not self._believes(request.headers.get("Authorization", ""), request.path):
            return 401, {"imsx_codeMajor": "failure", "imsx_codeMinor": "unauthorisedrequest"}
        if urlsplit(request.path).path != "/ims/oneroster/v1p1/orgs":
            return 404, {}
        return 200, {"orgs": [{"sourcedId": "o1", "status": "active", "name": "North", "type": "school"}]}

    def post(self, request):
        """A token, for whoever knows the client's secret."""
        form = parse_qs(request.rfile.read(int(request.headers["Content-Length"])).decode())
        scheme, _, proof = request.headers.get("Authorization", "").partition(" ")
        client, _, secret = base64.b64decode(proof).decode().partition(":")
        known = (scheme, unquote(client), unquote(secret.replace("+", " "))) == ("Basic", CLIENT, SECRET)
        if not known or form.get("grant_type") != ["client_credentials"]:
            return 401, {"error": "invalid_client"}
        return 200, {"access_token": "a-token", "token_type": "Bearer", "expires_in": 3600}

    def _believes(self, proof, path):
        if not proof.startswith("OAuth "):
            return proof == "Bearer a-token"
        fields = dict(part.strip().split("=", 1) for part in proof.removeprefix("OAuth ").split(","))
        fields = {name: unquote(value.strip('"')) for name, value in fields.items()}
        signature = fields.pop("oauth_signature")
        method = fields["oauth_signature_method"]
        if method not in self.signatures or fields["oauth_consumer_key"] != CLIENT:
            return False
        parameters = sorted((_encoded(name), _encoded(value)) for name, value in [
            *fields.items(), *parse_qsl(urlsplit(path).query)
        ])
        signed = "&".join(map(_encoded, [
            "GET", self.url + urlsplit(path).path, "&".join(f"{name}={value}" for name, value in parameters)
        ]))
        expected = hmac.new(f"{_encoded(SECRET)}&".encode(), signed.encode(), HASHES[method]).digest()
        return hmac.compare_digest(base64.b64encode(expected).decode(), signature)


class _Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, told):
        status, body = told
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


def _encoded(text):
    return quote(text, safe="-._~")
