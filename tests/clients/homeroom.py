"""A Homeroom server of its own for each test, and the published SDK in front of it."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from kiota_abstractions.authentication import (
    AccessTokenProvider,
    AllowedHostsValidator,
    BaseBearerTokenAuthenticationProvider,
)
from msgraph_beta import GraphRequestAdapter, GraphServiceClient

BINARY = os.environ["HOMEROOM_BINARY"]


class Homeroom:
    """A server on a free port of this machine, over an empty data directory."""

    def __init__(self, *arguments, environment=None):
        self._folder = tempfile.TemporaryDirectory()
        self.folder = Path(self._folder.name)
        self.data = self.folder / "data"
        self.arguments = list(arguments)
        self.environment = os.environ | (environment or {})

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        if self._process.poll() is None:
            self.stop()
        self._folder.cleanup()

    def start(self):
        command = [BINARY, "serve", "--data-dir", str(self.data), "--listen", "127.0.0.1:0", *self.arguments]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=self.environment)
        line = self._process.stdout.readline()
        listening = re.search(r"https?://127\.0\.0\.1:\d+", line)
        if not listening:
            self._process.kill()
            raise RuntimeError(f"the server did not say where it listens: {line!r}")
        self.url = listening.group()

    def stop(self):
        self._process.terminate()
        self.exit_code = self._process.wait(timeout=30)
        self._process.stdout.close()

    def run(self, *arguments):
        """What a command over the data directory prints."""
        command = [BINARY, *arguments, "--data-dir", str(self.data)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=self.environment)
        return done.stdout.strip()

    def token(self, *scopes):
        return self.run("token", *(argument for scope in scopes for argument in ("--scope", scope)))

    def client(self, *scopes):
        """The SDK's client; only its host is another."""
        tokens = BaseBearerTokenAuthenticationProvider(_Token(self.token(*scopes)))
        adapter = GraphRequestAdapter(tokens)
        adapter.base_url = f"{self.url}/beta"
        return GraphServiceClient(request_adapter=adapter)


class _Token(AccessTokenProvider):
    def __init__(self, token):
        self._token = token

    async def get_authorization_token(self, uri, additional_authentication_context=None):
        return self._token

    def get_allowed_hosts_validator(self):
        return AllowedHostsValidator([])
