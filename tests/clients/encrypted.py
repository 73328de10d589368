"""A Homeroom server that encrypts, and clients that get their tokens from it with a secret."""

import json
import ssl

import httpx
from azure.identity import ClientSecretCredential
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph_beta import GraphRequestAdapter, GraphServiceClient
from msgraph_core import GraphClientFactory

from authority import Authority
from homeroom import Homeroom


class EncryptedHomeroom(Homeroom):
    def __init__(self):
        super().__init__()
        self.authority = Authority(self.folder)
        self.arguments += ["--tls-cert", str(self.authority.certificate), "--tls-key", str(self.authority.key)]

    def app(self, *roles):
        """A new app, with its secret."""
        named = [argument for role in roles for argument in ("--role", role)]
        return json.loads(self.run("app", "create", "Timetable", "--json", *named))

    def credential(self, app, **changes):
        """As Microsoft's own library is set up for Entra ID; only the authority is another."""
        settings = {"tenant_id": app["tenant"], "client_id": app["id"], "client_secret": app["secret"]} | changes
        return ClientSecretCredential(
            **settings,
            authority=self.url,
            disable_instance_discovery=True,
            connection_verify=str(self.authority.trusted),
        )

    def client(self, *roles):
        """The SDK's client, with an app of its own."""
        tokens = AzureIdentityAuthenticationProvider(self.credential(self.app(*roles)))
        trusting = httpx.AsyncClient(verify=ssl.create_default_context(cafile=self.authority.trusted))
        adapter = GraphRequestAdapter(tokens, GraphClientFactory.create_with_default_middleware(client=trusting))
        adapter.base_url = f"{self.url}/beta"
        return GraphServiceClient(request_adapter=adapter)
