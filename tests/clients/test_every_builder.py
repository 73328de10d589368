"""One story in which each request builder of the SDK is driven, with each of its methods."""

import asyncio
import datetime
import json
import unittest
import urllib.request

from azure.storage.blob import ContainerClient
from msgraph_beta.generated.models.industry_data.inbound_domain import InboundDomain
from msgraph_beta.generated.models.industry_data.inbound_file_flow import InboundFileFlow
from msgraph_beta.generated.models.industry_data.industry_data_run_status import IndustryDataRunStatus
from msgraph_beta.generated.models.industry_data.outbound_provisioning_flow_set import OutboundProvisioningFlowSet
from msgraph_beta.generated.models.industry_data.readiness_status import ReadinessStatus
from msgraph_beta.generated.models.industry_data.reference_definition import ReferenceDefinition
from msgraph_beta.generated.models.industry_data.role_group import RoleGroup
from msgraph_beta.generated.models.industry_data.source_system_definition import SourceSystemDefinition
from msgraph_beta.generated.models.industry_data.year_reference_value import YearReferenceValue
from msgraph_beta.generated.models.industry_data.year_time_period_definition import YearTimePeriodDefinition
from msgraph_beta.generated.models.long_running_operation import LongRunningOperation
from msgraph_beta.generated.models.o_data_errors.o_data_error import ODataError

import test_flows
import test_sources
import test_uploads
from builders import Recorded, requests_of_all
from homeroom import Homeroom

API = "{+baseurl}/external/industryData"

# The SDK can write what the original documents as read-only.
READ_ONLY = {
    (f"{API}/operations", "POST"),
    (f"{API}/operations/{{longRunningOperation%2Did}}", "PATCH"),
    (f"{API}/roleGroups", "POST"),
    (f"{API}/roleGroups/{{roleGroup%2Did}}", "PATCH"),
    (f"{API}/roleGroups/{{roleGroup%2Did}}", "DELETE"),
}

DAY = datetime.timedelta(days=1)


def this_year():
    today = datetime.date.today()
    return YearTimePeriodDefinition(
        display_name="This school year",
        start_date=today - 100 * DAY,
        end_date=today + 200 * DAY,
        year=YearReferenceValue(code="2026"),
    )


class EveryBuilder(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.homeroom = self.enterContext(Homeroom())
        client = self.homeroom.client()
        self.adapter = client.request_adapter
        self.recorded = Recorded(self.adapter)
        self.api = client.external.industry_data

    async def test_each_is_answered_as_documented(self):
        await self.configure()
        await self.deliver()
        await self.provision()
        await self.look_at_runs()
        await self.tidy_up()
        await self.try_what_is_read_only()

        answers = self.recorded.answers
        self.assertEqual(requests_of_all(self.adapter) - answers.keys(), set(), "no test drives these")
        failed = {sent for sent, statuses in answers.items() if all(status >= 400 for status in statuses)}
        self.assertEqual(failed, READ_ONLY)
        for sent in READ_ONLY:
            self.assertEqual(answers[sent], {405}, sent)

    async def configure(self):
        """A source with its years and its flow, and a code of the tenant's own."""
        systems, connectors, years = self.api.source_systems, self.api.data_connectors, self.api.years
        made = await systems.post(SourceSystemDefinition(display_name="SIS"))
        self.system = systems.by_source_system_definition_id(made.id)
        await self.system.patch(SourceSystemDefinition(vendor="Acme Learning"))
        self.assertEqual((await self.system.get()).vendor, "Acme Learning")

        made = await connectors.post(test_sources.file_connector(made))
        self.connector = connectors.by_industry_data_connector_id(made.id)
        made.display_name = "Nightly files"
        await self.connector.patch(made)
        self.assertEqual((await self.connector.get()).display_name, "Nightly files")
        self.assertEqual((await self.connector.source_system.get()).display_name, "SIS")

        year = await years.post(this_year())
        self.year = years.by_year_time_period_definition_id(year.id)
        await self.year.patch(YearTimePeriodDefinition(display_name="Now"))
        self.assertEqual((await self.year.get()).display_name, "Now")

        flows, flow = self.api.inbound_flows, test_sources.flow(InboundFileFlow, made, year)
        flow.effective_date_time = datetime.datetime.now(datetime.timezone.utc) - DAY
        self.inbound = flows.by_inbound_flow_id((await flows.post(flow)).id)
        await self.inbound.patch(InboundFileFlow(data_domain=InboundDomain.EducationRostering))
        await self.until(self.inbound.get, lambda flow: flow.readiness_status == ReadinessStatus.Ready)
        self.assertEqual((await self.inbound.data_connector.get()).id, made.id)
        self.assertEqual((await self.inbound.year.get()).id, year.id)

        definitions = self.api.reference_definitions
        nursery = ReferenceDefinition(reference_type="RefGradeLevel", code="nursery", is_disabled=False, sort_index=300)
        self.definition = definitions.by_reference_definition_id((await definitions.post(nursery)).id)
        await self.definition.patch(ReferenceDefinition(display_name="Nursery"))
        self.assertEqual((await self.definition.get()).display_name, "Nursery")
        for collection in (systems, connectors, years, flows):
            self.assertEqual((len((await collection.get()).value), await collection.count.get()), (1, 1))
        self.assertEqual((await definitions.get()).value[0].reference_type, "RefAcademicSubject")
        self.assertEqual(await definitions.count.get(), 531)

    async def deliver(self):
        """A roster goes to the URL of an upload session, for which the SDK has no builder, and is validated."""
        connector = (await self.connector.get()).id
        path = f"{test_uploads.API}/dataConnectors/{connector}/{test_uploads.CAST}/getUploadSession"
        headers = {"Authorization": f"Bearer {self.homeroom.token()}"}
        with urllib.request.urlopen(urllib.request.Request(self.homeroom.url + path, headers=headers)) as session:
            container = ContainerClient.from_container_url(json.load(session)["sessionUrl"])
        for file in test_uploads.ROSTER.glob("*.csv"):
            container.upload_blob(file.name, file.read_bytes())
        await self.connector.microsoft_graph_industry_data_validate.post()
        operations = self.api.operations
        [validation] = (await operations.get()).value
        self.assertEqual(await operations.count.get(), 1)
        self.operation = operations.by_long_running_operation_id(validation.id)
        await self.until(self.operation.get, lambda operation: operation.status == "succeeded")

    async def provision(self):
        sets = self.api.outbound_provisioning_flow_sets
        made = await sets.post(OutboundProvisioningFlowSet(display_name="Primary schools"))
        self.set = sets.by_outbound_provisioning_flow_set_id(made.id)
        await self.set.patch(OutboundProvisioningFlowSet(display_name="All schools"))
        self.assertEqual((await self.set.get()).display_name, "All schools")
        self.assertEqual(len((await sets.get()).value), await sets.count.get())

        flows = self.set.provisioning_flows
        self.outbound = flows.by_provisioning_flow_id((await flows.post(test_flows.unit_flow())).id)
        await self.outbound.patch(test_flows.unit_flow())
        self.assertTrue((await self.outbound.get()).creation_options.create_based_on_org)
        self.assertEqual((len((await flows.get()).value), await flows.count.get()), (1, 1))
        await self.outbound.microsoft_graph_industry_data_reset.post()

    async def look_at_runs(self):
        """The run that the delivery brought about, and one more."""
        runs = self.api.runs
        await self.until(runs.get, self.all_have_ended)
        await runs.microsoft_graph_industry_data_start.post()
        await self.until(runs.get, lambda found: len(found.value) == 2 and self.all_have_ended(found))
        self.assertEqual(await runs.count.get(), 2)
        run = (await runs.get()).value[0]
        one = runs.by_industry_data_run_id(run.id)
        self.assertEqual((await one.get()).display_name, run.display_name)

        activities = (await one.activities.get()).value
        self.assertEqual(await one.activities.count.get(), len(activities))
        intake = one.activities.by_industry_data_run_activity_id(activities[0].id)
        self.assertEqual((await intake.get()).display_name, "North rostering")
        self.assertEqual((await intake.activity.get()).id, (await self.inbound.get()).id)

        counted = await one.microsoft_graph_industry_data_get_statistics.get()
        newest = await runs.microsoft_graph_industry_data_get_statistics.get()
        self.assertEqual((counted.run_id, newest.run_id), (run.id, run.id))

    def all_have_ended(self, runs):
        running = (None, IndustryDataRunStatus.Running)
        return bool(runs.value) and all(run.status not in running for run in runs.value)

    async def tidy_up(self):
        gone = (self.outbound, self.set, self.inbound, self.connector, self.system, self.year, self.operation)
        for one in gone:
            await one.delete()
            await self.refused(404, one.get())
        await self.definition.delete()
        self.assertTrue((await self.definition.get()).is_disabled)

    async def try_what_is_read_only(self):
        root, groups, operations = await self.api.get(), self.api.role_groups, self.api.operations
        self.assertEqual((len((await groups.get()).value), await groups.count.get()), (2, 2))
        staff = groups.by_role_group_id("staff")
        self.assertEqual((await staff.get()).id, "staff")
        await self.refused(405, groups.post(RoleGroup(display_name="Visitors")))
        await self.refused(405, staff.patch(RoleGroup(display_name="Teachers")))
        await self.refused(405, staff.delete())
        await self.refused(405, operations.post(LongRunningOperation()))
        await self.refused(405, self.operation.patch(LongRunningOperation()))

    async def until(self, get, is_so):
        """What there is, once it is so."""
        for _ in range(600):
            found = await get()
            if is_so(found):
                return found
            await asyncio.sleep(0.2)
        self.fail("it did not come to that")

    async def refused(self, status, request):
        with self.assertRaises(ODataError) as caught:
            await request
        self.assertEqual(caught.exception.response_status_code, status)


if __name__ == "__main__":
    unittest.main()
