"""Connectors of an API, driven through the SDK: their source is asked, and a run tells that it cannot be read yet."""

import asyncio
import datetime
import json
import tempfile
import unittest
import urllib.request
from pathlib import Path

from azure.storage.blob import ContainerClient
from msgraph_beta.generated.models.industry_data.api_format import ApiFormat
from msgraph_beta.generated.models.industry_data.azure_data_lake_connector import AzureDataLakeConnector
from msgraph_beta.generated.models.industry_data.file_validate_operation import FileValidateOperation
from msgraph_beta.generated.models.industry_data.inbound_api_flow import InboundApiFlow
from msgraph_beta.generated.models.industry_data.inbound_domain import InboundDomain
from msgraph_beta.generated.models.industry_data.inbound_file_flow import InboundFileFlow
from msgraph_beta.generated.models.industry_data.industry_data_activity_status import IndustryDataActivityStatus
from msgraph_beta.generated.models.industry_data.industry_data_run_status import IndustryDataRunStatus
from msgraph_beta.generated.models.industry_data.o_auth1_client_credential import OAuth1ClientCredential
from msgraph_beta.generated.models.industry_data.o_auth2_client_credential import OAuth2ClientCredential
from msgraph_beta.generated.models.industry_data.one_roster_api_data_connector import OneRosterApiDataConnector
from msgraph_beta.generated.models.industry_data.readiness_status import ReadinessStatus
from msgraph_beta.generated.models.industry_data.source_system_definition import SourceSystemDefinition
from msgraph_beta.generated.models.industry_data.year_reference_value import YearReferenceValue
from msgraph_beta.generated.models.industry_data.year_time_period_definition import YearTimePeriodDefinition
from msgraph_beta.generated.models.long_running_operation_status import LongRunningOperationStatus

from homeroom import Homeroom
from source import CLIENT, SECRET, Source

ROOT = "https://graph.microsoft.com/beta/external/industryData"
ALLOWED = '[sources]\nallow_hosts = ["127.0.0.1"]\n'
DAY = datetime.timedelta(days=1)
ROSTER = {
    "orgs.csv": "sourcedId,name,type\ns1,North,school\n",
    "users.csv": "sourcedId,username,givenName,familyName\np1,ada,Ada,Example\n",
    "roles.csv": "userSourcedId,orgSourcedId,role\np1,s1,teacher\n",
}


async def until(read, ended):
    """What `read` tells, once it has `ended`."""
    for _ in range(300):
        told = await read()
        if ended(told):
            return told
        await asyncio.sleep(0.1)
    raise AssertionError(f"it stays {told}")


class Apis(unittest.IsolatedAsyncioTestCase):
    def start(self, *, settings=ALLOWED, trusts=None, **source):
        """A source, and a server that asks it and, unless told otherwise, trusts its authority."""
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.source = self.enterContext(Source(folder, **source))
        trusts = {"SSL_CERT_FILE": str(self.source.authority.trusted)} if trusts is None else trusts
        self.homeroom = Homeroom(environment=trusts)
        self.homeroom.data.mkdir(mode=0o700)
        (self.homeroom.data / "homeroom.toml").write_text(settings)
        self.enterContext(self.homeroom)
        self.api = self.homeroom.client().external.industry_data

    def tokens(self, secret=SECRET):
        return OAuth2ClientCredential(
            display_name="SIS client", client_id=CLIENT, client_secret=secret, token_url=f"{self.source.url}/token"
        )

    async def connector(self, credential):
        system = await self.api.source_systems.post(SourceSystemDefinition(display_name="SIS"))
        return await self.api.data_connectors.post(OneRosterApiDataConnector(
            display_name="North district OneRoster",
            api_format=ApiFormat.OneRoster,
            base_url=f"{self.source.url}/ims/oneroster/v1p1",
            api_version="1.1",
            is_contacts_enabled=False,
            is_demographics_enabled=False,
            is_flags_enabled=False,
            credential=credential,
            additional_data={"sourceSystem@odata.bind": f"{ROOT}/sourceSystems/{system.id}"},
        ))

    async def validated(self, connector):
        """The operation that a validation ends with, and the credential that it leaves."""
        operation = await self.operation(connector)
        one = self.api.data_connectors.by_industry_data_connector_id(connector.id)
        return operation, (await one.get()).credential

    async def operation(self, connector):
        """The operation that a validation ends with."""
        one = self.api.data_connectors.by_industry_data_connector_id(connector.id)
        known = {operation.id for operation in (await self.api.operations.get()).value}
        await one.microsoft_graph_industry_data_validate.post()
        (new,) = [each for each in (await self.api.operations.get()).value if each.id not in known]
        going = (LongRunningOperationStatus.NotStarted, LongRunningOperationStatus.Running)
        operation = await until(
            self.api.operations.by_long_running_operation_id(new.id).get, lambda told: told.status not in going
        )
        self.assertIsInstance(operation, FileValidateOperation)
        self.assertTrue(operation.resource_location.endswith(f"dataConnectors('{connector.id}')"))
        return operation

    async def test_a_source_that_issues_tokens(self):
        self.start()
        connector = await self.connector(self.tokens())
        self.assertIsNone(connector.credential.last_valid_date_time)
        operation, credential = await self.validated(connector)
        self.assertEqual((operation.status, operation.errors), (LongRunningOperationStatus.Succeeded, []))
        self.assertTrue(credential.is_valid)
        self.assertIsNotNone(credential.last_valid_date_time)

        one = self.api.data_connectors.by_industry_data_connector_id(connector.id)
        await one.patch(OneRosterApiDataConnector(credential=OAuth2ClientCredential(client_secret="wrong")))
        operation, credential = await self.validated(connector)
        self.assertEqual(operation.status, LongRunningOperationStatus.Failed)
        (error,) = operation.errors
        self.assertEqual((error.code, error.target), ("SourceCredentialRefused", "credential"))
        self.assertEqual(operation.status_detail, error.message)
        self.assertFalse(credential.is_valid)
        self.assertEqual(self.source.asked, ["/ims/oneroster/v1p1/orgs?limit=1"])

    async def test_a_source_that_checks_signatures(self):
        self.start(signatures=("HMAC-SHA256",))
        for secret, status in (
            (SECRET, LongRunningOperationStatus.Succeeded), ("wrong", LongRunningOperationStatus.Failed)
        ):
            signing = OAuth1ClientCredential(display_name="SIS client", client_id=CLIENT, client_secret=secret)
            operation, credential = await self.validated(await self.connector(signing))
            self.assertEqual((operation.status, credential.is_valid), (status, secret == SECRET))

    async def test_an_older_source_that_checks_signatures(self):
        self.start(signatures=("HMAC-SHA1",))
        signing = OAuth1ClientCredential(display_name="SIS client", client_id=CLIENT, client_secret=SECRET)
        operation, _ = await self.validated(await self.connector(signing))
        self.assertEqual((operation.status, operation.status_detail), (LongRunningOperationStatus.Succeeded, None))

    async def test_a_source_that_nobody_vouches_for(self):
        self.start(trusts={})
        operation, _ = await self.validated(await self.connector(self.tokens()))
        self.assertEqual(
            [(error.code, error.target) for error in operation.errors], [("SourceNotTrusted", "credential/tokenUrl")]
        )

    async def test_a_server_that_trusts_nobody(self):
        self.start(trusts={"SSL_CERT_FILE": "/nowhere/authorities.pem", "SSL_CERT_DIR": "/nowhere"})
        operation, _ = await self.validated(await self.connector(self.tokens()))
        self.assertEqual([error.code for error in operation.errors], ["SourceNoAuthorities"])
        self.assertEqual(self.source.asked, [])

    async def test_a_source_on_the_server_itself(self):
        self.start(settings="")
        operation, _ = await self.validated(await self.connector(self.tokens()))
        self.assertEqual([error.code for error in operation.errors], ["SourceNotAllowed"])
        self.assertIn("allow_hosts", operation.status_detail)
        self.assertEqual(self.source.asked, [])

    async def flow(self, kind, connector, name):
        """A flow that is ready."""
        now = datetime.datetime.now(datetime.timezone.utc)
        year = await self.api.years.post(YearTimePeriodDefinition(
            display_name="This year",
            start_date=now.date() - 100 * DAY,
            end_date=now.date() + 100 * DAY,
            year=YearReferenceValue(code="2026"),
        ))
        flow = await self.api.inbound_flows.post(kind(
            display_name=name,
            data_domain=InboundDomain.EducationRostering,
            effective_date_time=now - DAY,
            additional_data={
                "dataConnector@odata.bind": f"{ROOT}/dataConnectors/{connector.id}",
                "year@odata.bind": f"{ROOT}/years/{year.id}",
            },
        ))
        one = self.api.inbound_flows.by_inbound_flow_id(flow.id)
        return await until(one.get, lambda told: told.readiness_status == ReadinessStatus.Ready)

    async def ended_run(self):
        """The only run, once it has ended, and its activities by name."""
        (run,) = await until(self.runs, lambda runs: runs and runs[0].status != IndustryDataRunStatus.Running)
        activities = (await self.api.runs.by_industry_data_run_id(run.id).activities.get()).value
        return run, {activity.display_name: activity for activity in activities}

    async def runs(self):
        return (await self.api.runs.get()).value

    async def test_a_run_over_nothing_but_an_api_fails_and_says_why(self):
        self.start()
        flow = await self.flow(InboundApiFlow, await self.connector(self.tokens()), "North rostering")
        await self.api.runs.microsoft_graph_industry_data_start.post()
        run, activities = await self.ended_run()
        self.assertEqual((run.status, run.blocking_error.code), (IndustryDataRunStatus.Failed, "ROSTER-API"))
        intake = activities["North rostering"]
        self.assertEqual(
            (intake.status, intake.blocking_error.code), (IndustryDataActivityStatus.Failed, "ROSTER-API")
        )
        self.assertEqual(activities["Everyone"].status, IndustryDataActivityStatus.Skipped)
        builder = self.api.runs.by_industry_data_run_id(run.id).activities
        self.assertEqual((await builder.by_industry_data_run_activity_id(intake.id).activity.get()).id, flow.id)
        (listed,) = json.loads(self.homeroom.run("runs", "--json"))
        self.assertEqual((listed["runId"], listed["failure"]["code"]), (run.id, "ROSTER-API"))

    async def test_a_delivery_is_taken_in_beside_an_api(self):
        self.start()
        connector = await self.connector(self.tokens())
        await self.flow(InboundApiFlow, connector, "North rostering")
        systems = await self.api.source_systems.get()
        for name in ("South", "East"):
            files = await self.api.data_connectors.post(AzureDataLakeConnector(
                display_name=name,
                additional_data={"sourceSystem@odata.bind": f"{ROOT}/sourceSystems/{systems.value[0].id}"},
            ))
            await self.flow(InboundFileFlow, files, f"{name} rostering")
        self.upload(files)
        await self.operation(files)
        run, activities = await self.ended_run()
        self.assertEqual((run.status, run.blocking_error), (IndustryDataRunStatus.CompletedWithErrors, None))
        self.assertEqual(activities["North rostering"].blocking_error.code, "ROSTER-API")
        self.assertEqual(
            {name: activity.status for name, activity in activities.items()},
            {
                "East rostering": IndustryDataActivityStatus.Completed,
                "North rostering": IndustryDataActivityStatus.Failed,
                "South rostering": IndustryDataActivityStatus.Skipped,
                "Everyone": IndustryDataActivityStatus.Completed,
            },
        )

    def upload(self, connector):
        """Sends the smallest roster that is one."""
        function = "microsoft.graph.industryData.azureDataLakeConnector/getUploadSession"
        url = f"{self.homeroom.url}/beta/external/industryData/dataConnectors/{connector.id}/{function}"
        asking = urllib.request.Request(url, headers={"Authorization": f"Bearer {self.homeroom.token()}"})
        with urllib.request.urlopen(asking) as answer:
            container = ContainerClient.from_container_url(json.load(answer)["sessionUrl"])
        for name, content in ROSTER.items():
            container.upload_blob(name, content)


if __name__ == "__main__":
    unittest.main()
