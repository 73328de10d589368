"""Flow sets and their flows, driven through the SDK's generated models in both directions."""

import unittest
import uuid

from msgraph_beta.generated.models.industry_data.additional_class_group_attributes import (
    AdditionalClassGroupAttributes,
)
from msgraph_beta.generated.models.industry_data.additional_class_group_options import AdditionalClassGroupOptions
from msgraph_beta.generated.models.industry_data.additional_user_attributes import AdditionalUserAttributes
from msgraph_beta.generated.models.industry_data.additional_user_options import AdditionalUserOptions
from msgraph_beta.generated.models.industry_data.admin_unit_creation_options import AdminUnitCreationOptions
from msgraph_beta.generated.models.industry_data.administrative_unit_provisioning_flow import (
    AdministrativeUnitProvisioningFlow,
)
from msgraph_beta.generated.models.industry_data.basic_filter import BasicFilter
from msgraph_beta.generated.models.industry_data.class_group_configuration import ClassGroupConfiguration
from msgraph_beta.generated.models.industry_data.class_group_provisioning_flow import ClassGroupProvisioningFlow
from msgraph_beta.generated.models.industry_data.enrollment_mappings import EnrollmentMappings
from msgraph_beta.generated.models.industry_data.filter_options import FilterOptions
from msgraph_beta.generated.models.industry_data.outbound_provisioning_flow_set import OutboundProvisioningFlowSet
from msgraph_beta.generated.models.industry_data.readiness_status import ReadinessStatus
from msgraph_beta.generated.models.industry_data.section_role_reference_value import SectionRoleReferenceValue
from msgraph_beta.generated.models.industry_data.security_group_creation_options import SecurityGroupCreationOptions
from msgraph_beta.generated.models.industry_data.security_group_provisioning_flow import (
    SecurityGroupProvisioningFlow,
)
from msgraph_beta.generated.models.industry_data.simple_password_settings import SimplePasswordSettings
from msgraph_beta.generated.models.industry_data.student_age_group import StudentAgeGroup
from msgraph_beta.generated.models.industry_data.user_configuration import UserConfiguration
from msgraph_beta.generated.models.industry_data.user_creation_options import UserCreationOptions
from msgraph_beta.generated.models.industry_data.user_management_options import UserManagementOptions
from msgraph_beta.generated.models.industry_data.user_provisioning_flow import UserProvisioningFlow
from msgraph_beta.generated.models.o_data_errors.o_data_error import ODataError

from homeroom import Homeroom

MASK = "*" * 15
READ = "IndustryData-OutboundFlow.Read.All"


def role(code):
    return SectionRoleReferenceValue(
        odata_type="#microsoft.graph.industryData.sectionRoleReferenceValue", code=code
    )


def bound(role_group, **settings):
    url = f"https://graph.microsoft.com/beta/external/industryData/roleGroups/{role_group}"
    return UserConfiguration(additional_data={"roleGroup@odata.bind": url}, **settings)


def user_flow():
    return UserProvisioningFlow(
        odata_type="#microsoft.graph.industryData.userProvisioningFlow",
        create_unmatched_users=True,
        management_options=UserManagementOptions(
            additional_attributes=[AdditionalUserAttributes.UserGradeLevel],
            additional_options=AdditionalUserOptions(
                student_age_group=StudentAgeGroup.Minor, allow_student_contact_association=False
            ),
        ),
        creation_options=UserCreationOptions(
            configurations=[
                bound(
                    "staff",
                    default_password_settings=SimplePasswordSettings(
                        odata_type="#microsoft.graph.industryData.simplePasswordSettings",
                        password="Winter-27-Pine",
                    ),
                    license_skus=["SkuStaff"],
                ),
                bound("students", license_skus=["SkuStudents"]),
            ]
        ),
    )


def class_group_flow():
    return ClassGroupProvisioningFlow(
        odata_type="#microsoft.graph.industryData.classGroupProvisioningFlow",
        configuration=ClassGroupConfiguration(
            additional_attributes=[
                AdditionalClassGroupAttributes.CourseTitle,
                AdditionalClassGroupAttributes.ClassCode,
            ],
            additional_options=AdditionalClassGroupOptions(
                create_team=True, write_display_name_on_create_only=True
            ),
            enrollment_mappings=EnrollmentMappings(
                owner_enrollment_mappings=[role("teacher"), role("paraProfessional")],
                member_enrollment_mappings=[role("student"), role("aide")],
            ),
        ),
    )


def security_group_flow():
    return SecurityGroupProvisioningFlow(
        odata_type="#microsoft.graph.industryData.securityGroupProvisioningFlow",
        creation_options=SecurityGroupCreationOptions(
            create_based_on_role_group=True, create_based_on_org_plus_role_group=False
        ),
    )


def unit_flow():
    return AdministrativeUnitProvisioningFlow(
        odata_type="#microsoft.graph.industryData.administrativeUnitProvisioningFlow",
        creation_options=AdminUnitCreationOptions(
            create_based_on_org=True, create_based_on_org_plus_role_group=False
        ),
    )


class Flows(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.homeroom = self.enterContext(Homeroom())
        self.client = self.homeroom.client()
        self.sets = self.client.external.industry_data.outbound_provisioning_flow_sets

    async def new_set(self, **properties):
        return await self.sets.post(OutboundProvisioningFlowSet(display_name="Primary schools", **properties))

    async def test_a_flow_set_lives(self):
        filter = BasicFilter(
            odata_type="#microsoft.graph.industryData.basicFilter",
            attribute=FilterOptions.OrgExternalId,
            in_=["ORG-17", "ORG-21"],
        )
        created = await self.new_set(filter=filter)
        self.assertEqual(created.created_date_time, created.last_modified_date_time)
        one = self.sets.by_outbound_provisioning_flow_set_id(created.id)

        read = await one.get()
        self.assertEqual(read.display_name, "Primary schools")
        self.assertIsInstance(read.filter, BasicFilter)
        self.assertEqual(read.filter.attribute, FilterOptions.OrgExternalId)
        self.assertEqual(read.filter.in_, ["ORG-17", "ORG-21"])

        await one.patch(OutboundProvisioningFlowSet(display_name="All primary schools"))
        changed = await one.get()
        self.assertEqual(changed.display_name, "All primary schools")
        self.assertEqual(changed.filter.in_, ["ORG-17", "ORG-21"])
        self.assertEqual(changed.created_date_time, created.created_date_time)
        self.assertGreater(changed.last_modified_date_time, created.last_modified_date_time)

        before = await self.sets.count.get()
        self.assertIn(created.id, [flow_set.id for flow_set in (await self.sets.get()).value])
        await one.delete()
        self.assertEqual(await self.sets.count.get(), before - 1)
        await self.refused(404, one.get())

    async def test_the_four_flows_go_in_and_come_out(self):
        flow_set = await self.new_set()
        one = self.sets.by_outbound_provisioning_flow_set_id(flow_set.id)
        flows = one.provisioning_flows
        for flow in (user_flow(), class_group_flow(), security_group_flow(), unit_flow()):
            created = await flows.post(flow)
            self.assertIs(type(created), type(flow))
            self.assertEqual(created.readiness_status, ReadinessStatus.NotReady)
        self.assertEqual(await flows.count.get(), 4)

        found = {type(flow): flow for flow in (await flows.get()).value}
        users = found[UserProvisioningFlow]
        self.assertTrue(users.create_unmatched_users)
        self.assertEqual(
            users.management_options.additional_attributes, [AdditionalUserAttributes.UserGradeLevel]
        )
        self.assertEqual(users.management_options.additional_options.student_age_group, StudentAgeGroup.Minor)
        staff, students = users.creation_options.configurations
        self.assertEqual((staff.role_group.id, staff.license_skus), ("staff", ["SkuStaff"]))
        self.assertEqual(staff.default_password_settings.password, MASK)
        self.assertEqual((students.role_group.id, students.license_skus), ("students", ["SkuStudents"]))
        self.assertIsNone(students.default_password_settings)

        configuration = found[ClassGroupProvisioningFlow].configuration
        self.assertTrue(configuration.additional_options.create_team)
        owners = configuration.enrollment_mappings.owner_enrollment_mappings
        self.assertEqual([owner.code for owner in owners], ["teacher", "paraprofessional"])
        self.assertTrue(found[SecurityGroupProvisioningFlow].creation_options.create_based_on_role_group)
        self.assertTrue(found[AdministrativeUnitProvisioningFlow].creation_options.create_based_on_org)

    async def test_a_flow_is_read_changed_and_written_back(self):
        flow_set = await self.new_set()
        flows = self.sets.by_outbound_provisioning_flow_set_id(flow_set.id).provisioning_flows
        one = flows.by_provisioning_flow_id((await flows.post(user_flow())).id)

        read = await one.get()
        read.management_options.additional_options.student_age_group = StudentAgeGroup.NotAdult
        read.creation_options.configurations[1].license_skus = ["SkuUpdated"]
        await one.patch(read)

        changed = await one.get()
        self.assertEqual(changed.management_options.additional_options.student_age_group, StudentAgeGroup.NotAdult)
        staff, students = changed.creation_options.configurations
        self.assertEqual(staff.default_password_settings.password, MASK)
        self.assertEqual(students.license_skus, ["SkuUpdated"])

        await one.microsoft_graph_industry_data_reset.post()
        await one.delete()
        await self.refused(404, one.get())
        await self.refused(404, one.microsoft_graph_industry_data_reset.post())

    async def test_flows_are_expanded(self):
        flow_set = await self.new_set()
        one = self.sets.by_outbound_provisioning_flow_set_id(flow_set.id)
        await one.provisioning_flows.post(unit_flow())
        configuration = self.expanding(one, "OutboundProvisioningFlowSetItemRequestBuilder")
        read = await one.get(request_configuration=configuration)
        self.assertEqual([type(flow) for flow in read.provisioning_flows], [AdministrativeUnitProvisioningFlow])

    def expanding(self, builder, name):
        query = getattr(type(builder), f"{name}GetQueryParameters")(expand=["provisioningFlows"])
        from kiota_abstractions.base_request_configuration import RequestConfiguration

        return RequestConfiguration(query_parameters=query)

    async def test_errors_say_what_is_wrong(self):
        flow_set = await self.new_set()
        flows = self.sets.by_outbound_provisioning_flow_set_id(flow_set.id).provisioning_flows
        await flows.post(unit_flow())
        error = await self.refused(409, flows.post(unit_flow()))
        self.assertEqual(error.code, "Conflict")
        error = await self.refused(400, flows.post(SecurityGroupProvisioningFlow(
            odata_type="#microsoft.graph.industryData.securityGroupProvisioningFlow")))
        self.assertEqual(error.target, "creationOptions")
        missing = self.sets.by_outbound_provisioning_flow_set_id(str(uuid.uuid4()))
        await self.refused(404, missing.get())

    async def test_a_reader_cannot_write(self):
        reader = self.homeroom.client(READ).external.industry_data.outbound_provisioning_flow_sets
        await reader.get()
        error = await self.refused(403, reader.post(OutboundProvisioningFlowSet(display_name="No")))
        self.assertEqual(error.code, "Authorization_RequestDenied")

    async def refused(self, status, request):
        with self.assertRaises(ODataError) as raised:
            await request
        self.assertEqual(raised.exception.response_status_code, status)
        error = raised.exception.error
        self.assertTrue(error.message)
        self.assertTrue(error.inner_error.request_id)
        self.assertTrue(error.inner_error.date)
        return error


if __name__ == "__main__":
    unittest.main()
