"""Client secrets and default passwords, which go in and never come out: with a key from the environment."""

import asyncio
import base64
import os
import unittest

from msgraph_beta.generated.models.industry_data.o_auth1_client_credential import OAuth1ClientCredential
from msgraph_beta.generated.models.industry_data.o_auth2_client_credential import OAuth2ClientCredential
from msgraph_beta.generated.models.industry_data.outbound_provisioning_flow_set import OutboundProvisioningFlowSet
from msgraph_beta.generated.models.industry_data.readiness_status import ReadinessStatus
from msgraph_beta.generated.models.industry_data.source_system_definition import SourceSystemDefinition

import test_flows
import test_sources
from builders import Recorded
from homeroom import Homeroom

FIRST = "first-secret-Ahorn-17"
SECOND = "second-secret-Buche-23"
THIRD = "third-secret-Eiche-31"
# As test_flows sends it.
PASSWORD = "Winter-27-Pine"
TOKEN_URL = "https://sis.example.org/oauth2/token"


def key():
    return {"HOMEROOM_SECRET_KEY": base64.b64encode(os.urandom(32)).decode()}


class Secrets(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.homeroom = self.enterContext(Homeroom(environment=key()))
        self.connect()

    def connect(self):
        client = self.homeroom.client()
        self.recorded = Recorded(client.request_adapter)
        self.api = client.external.industry_data

    async def test_what_goes_in_does_not_come_out(self):
        await self.make()
        self.assert_hidden()
        self.homeroom.stop()
        self.assert_hidden()

    async def test_new_keys_seal_it_anew(self):
        await self.make()
        self.homeroom.run("key", "rotate")
        [flow] = (await self.flows().get()).value
        await self.flows().by_provisioning_flow_id(flow.id).microsoft_graph_industry_data_reset.post()
        await self.assert_readiness(ReadinessStatus.Disabled)
        self.assert_hidden()

    async def test_another_key_does_not_open_it(self):
        await self.make()
        self.homeroom.stop()
        self.homeroom.environment |= key()
        self.homeroom.start()
        self.connect()
        await self.assert_readiness(ReadinessStatus.Failed)
        self.assert_hidden()

    async def make(self):
        """Connectors of both kinds, one with a second secret, and a flow with a password; all are read again."""
        system = await self.api.source_systems.post(SourceSystemDefinition(display_name="SIS"))
        connectors = self.api.data_connectors
        names = {"display_name": "SIS client", "client_id": "client-1"}
        signed = OAuth1ClientCredential(**names, client_secret=FIRST)
        tokens = OAuth2ClientCredential(**names, client_secret=SECOND, token_url=TOKEN_URL)
        made = [await connectors.post(test_sources.api_connector(system, each)) for each in (signed, tokens)]
        one = connectors.by_industry_data_connector_id(made[0].id)
        changed = await one.get()
        changed.credential.client_secret = THIRD
        await one.patch(changed)
        self.assertEqual([each.credential.client_secret for each in (await connectors.get()).value], [None, None])

        sets = self.api.outbound_provisioning_flow_sets
        self.set = (await sets.post(OutboundProvisioningFlowSet(display_name="All schools"))).id
        await self.flows().post(test_flows.user_flow())

    def flows(self):
        sets = self.api.outbound_provisioning_flow_sets
        return sets.by_outbound_provisioning_flow_set_id(self.set).provisioning_flows

    async def assert_readiness(self, expected):
        """What the service thinks of the flow, once it has looked at it."""
        for _ in range(100):
            [flow] = (await self.flows().get()).value
            if flow.readiness_status == expected:
                return
            await asyncio.sleep(0.1)
        self.fail(f"the flow is {flow.readiness_status}")

    def assert_hidden(self):
        """Neither an answer nor a file holds a secret."""
        files = [file.read_bytes() for file in self.homeroom.data.rglob("*") if file.is_file()]
        self.assertTrue(any(b"SIS client" in file for file in files), "the names are in the database")
        self.assertTrue(self.recorded.bodies)
        for secret in (FIRST, SECOND, THIRD, PASSWORD):
            self.assertFalse(any(secret.encode() in file for file in files), secret)
            self.assertFalse(any(secret.encode() in body for body in self.recorded.bodies), secret)


if __name__ == "__main__":
    unittest.main()
