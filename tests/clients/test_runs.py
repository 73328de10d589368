"""Reference definitions, role groups, operations, runs and the root, driven through the SDK's generated models."""

import unittest

from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph_beta.generated.models.industry_data.inbound_flow_activity import InboundFlowActivity
from msgraph_beta.generated.models.industry_data.industry_data_run_status import IndustryDataRunStatus
from msgraph_beta.generated.models.industry_data.outbound_flow_activity import OutboundFlowActivity
from msgraph_beta.generated.models.industry_data.reference_definition import ReferenceDefinition
from msgraph_beta.generated.models.o_data_errors.o_data_error import ODataError

from homeroom import Homeroom

RIVERSIDE = "examples/riverside"


def asking(builder, **options):
    """The options of a builder's `get`."""
    parameters = getattr(type(builder), f"{type(builder).__name__}GetQueryParameters")
    return RequestConfiguration(query_parameters=parameters(**options))


class References(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.homeroom = self.enterContext(Homeroom())
        self.api = self.homeroom.client().external.industry_data

    async def refused(self, status, request):
        with self.assertRaises(ODataError) as caught:
            await request
        self.assertEqual(caught.exception.response_status_code, status)

    async def test_a_code_is_added_changed_and_disabled(self):
        definitions = self.api.reference_definitions
        self.assertEqual(await definitions.count.get(), 530)
        made = await definitions.post(
            ReferenceDefinition(
                reference_type="RefGradeLevel", code="nursery", is_disabled=False, sort_index=300
            )
        )
        self.assertEqual((made.id, made.source), ("RefGradeLevel-nursery", "Tenant Defined"))
        one = definitions.by_reference_definition_id(made.id)
        await one.patch(ReferenceDefinition(display_name="Nursery"))
        self.assertEqual((await one.get()).display_name, "Nursery")
        await one.delete()
        self.assertTrue((await one.get()).is_disabled)
        grades = asking(definitions, filter="referenceType eq 'RefGradeLevel'", select=["code"], top=2)
        page = await definitions.get(request_configuration=grades)
        self.assertEqual([grade.code for grade in page.value], ["it", "pr"])
        await self.refused(409, definitions.post(made))

    async def test_role_groups_and_operations_are_read(self):
        groups = self.api.role_groups
        self.assertEqual([group.id for group in (await groups.get()).value], ["staff", "students"])
        students = await groups.by_role_group_id("students").get()
        self.assertEqual([role.code for role in students.roles], ["student"])
        self.assertEqual(await self.api.operations.count.get(), 0)
        self.assertEqual((await self.api.operations.get()).value, [])
        await self.refused(404, self.api.operations.by_long_running_operation_id("1").get())

    async def test_the_root_brings_its_collections(self):
        root = await self.api.get(request_configuration=asking(self.api, expand=["roleGroups", "runs"]))
        self.assertEqual((len(root.role_groups), root.runs), (2, []))

    async def test_a_sync_is_a_run_with_activities_and_statistics(self):
        await self.refused(404, self.api.runs.microsoft_graph_industry_data_get_statistics.get())
        self.homeroom.run("sync", RIVERSIDE, "--today", "2026-10-01", "--yes")
        runs = self.api.runs
        self.assertEqual(await runs.count.get(), 1)
        run = (await runs.get(request_configuration=asking(runs, expand=["activities"]))).value[0]
        self.assertEqual(run.status, IndustryDataRunStatus.CompletedWithErrors)
        intake, provisioning = run.activities
        self.assertIsInstance(intake, InboundFlowActivity)
        self.assertIsInstance(provisioning, OutboundFlowActivity)
        flow = (await self.api.inbound_flows.get()).value[0]
        self.assertEqual(intake.display_name, flow.display_name)

        one = runs.by_industry_data_run_id(run.id)
        self.assertEqual((await one.get()).display_name, run.display_name)
        self.assertEqual(await one.activities.count.get(), 2)
        activity = one.activities.by_industry_data_run_activity_id(intake.id)
        self.assertEqual((await activity.get()).id, intake.id)
        self.assertEqual((await activity.activity.get()).id, flow.id)
        counted = await one.microsoft_graph_industry_data_get_statistics.get()
        newest = await runs.microsoft_graph_industry_data_get_statistics.get()
        self.assertEqual((counted.run_id, newest.run_id), (run.id, run.id))
        self.assertGreater(counted.inbound_totals.people, 0)
        self.assertEqual(counted.activity_statistics[0].people.active, counted.inbound_totals.people)
