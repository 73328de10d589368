"""Apps that get their tokens from the embedded issuer, through azure-identity and over TLS."""

import ssl
import unittest
import urllib.error
import urllib.request

from azure.core.exceptions import ClientAuthenticationError
from azure.identity import ClientSecretCredential

import test_flows
import test_sources
from encrypted import EncryptedHomeroom

SETS = "/beta/external/industryData/outboundProvisioningFlowSets"
READ = "IndustryData-OutboundFlow.Read.All"


class Apps(unittest.TestCase):
    def setUp(self):
        self.homeroom = self.enterContext(EncryptedHomeroom())
        self.trusting = ssl.create_default_context(cafile=self.homeroom.authority.trusted)
        self.scope = f"{self.homeroom.url}/.default"

    def status(self, token):
        """What becomes of a request with a token."""
        request = urllib.request.Request(
            self.homeroom.url + SETS, headers={"Authorization": f"Bearer {token}"}
        )
        try:
            return urllib.request.urlopen(request, context=self.trusting).status
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code

    def test_a_credential_fetches_a_token_that_the_api_takes(self):
        with self.homeroom.credential(self.homeroom.app(READ)) as credential:
            self.assertEqual(self.status(credential.get_token(self.scope).token), 200)

    def test_what_was_not_granted_is_refused(self):
        with self.homeroom.credential(self.homeroom.app("IndustryData-Run.Read.All")) as credential:
            self.assertEqual(self.status(credential.get_token(self.scope).token), 403)

    def test_a_wrong_secret_or_tenant_or_scope_gets_no_token(self):
        app = self.homeroom.app(READ)
        for changes in ({"client_secret": "wrong"}, {"client_id": "another"}, {"tenant_id": "another"}):
            with self.subTest(changes), self.homeroom.credential(app, **changes) as credential:
                with self.assertRaisesRegex(ClientAuthenticationError, "no app with this id and secret"):
                    credential.get_token(self.scope)
        with self.homeroom.credential(app) as credential:
            with self.assertRaisesRegex(ClientAuthenticationError, "/.default"):
                credential.get_token("https://elsewhere.example.org/.default")

    def test_a_deleted_app_stops_working_at_once(self):
        app = self.homeroom.app(READ)
        with self.homeroom.credential(app) as credential:
            token = credential.get_token(self.scope).token
        self.homeroom.run("app", "delete", app["id"])
        self.assertEqual(self.status(token), 401)
        with self.homeroom.credential(app) as credential, self.assertRaises(ClientAuthenticationError):
            credential.get_token(self.scope)

    def test_nobody_talks_to_a_server_whose_authority_he_does_not_know(self):
        app = self.homeroom.app(READ)
        stranger = ClientSecretCredential(
            app["tenant"], app["id"], app["secret"], authority=self.homeroom.url,
            disable_instance_discovery=True, retry_total=0,
        )
        with stranger, self.assertRaisesRegex(ClientAuthenticationError, "CERTIFICATE_VERIFY_FAILED"):
            stranger.get_token(self.scope)


class EncryptedFlows(test_flows.Flows):
    """All that the SDK does with flows, with tokens of an app and over TLS."""

    async def asyncSetUp(self):
        self.homeroom = self.enterContext(EncryptedHomeroom())
        self.client = self.homeroom.client()
        self.sets = self.client.external.industry_data.outbound_provisioning_flow_sets


class EncryptedSources(test_sources.Sources):
    """The same with sources."""

    async def asyncSetUp(self):
        self.homeroom = self.enterContext(EncryptedHomeroom())
        self.api = self.homeroom.client().external.industry_data


if __name__ == "__main__":
    unittest.main()
