"""Source systems, data connectors, years and inbound flows, driven through the SDK's generated models."""

import asyncio
import datetime
import unittest

from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph_beta.generated.models.industry_data.api_format import ApiFormat
from msgraph_beta.generated.models.industry_data.azure_data_lake_connector import AzureDataLakeConnector
from msgraph_beta.generated.models.industry_data.file_format_reference_value import FileFormatReferenceValue
from msgraph_beta.generated.models.industry_data.identifier_type_reference_value import (
    IdentifierTypeReferenceValue,
)
from msgraph_beta.generated.models.industry_data.inbound_api_flow import InboundApiFlow
from msgraph_beta.generated.models.industry_data.inbound_domain import InboundDomain
from msgraph_beta.generated.models.industry_data.inbound_file_flow import InboundFileFlow
from msgraph_beta.generated.models.industry_data.o_auth1_client_credential import OAuth1ClientCredential
from msgraph_beta.generated.models.industry_data.o_auth2_client_credential import OAuth2ClientCredential
from msgraph_beta.generated.models.industry_data.one_roster_api_data_connector import OneRosterApiDataConnector
from msgraph_beta.generated.models.industry_data.readiness_status import ReadinessStatus
from msgraph_beta.generated.models.industry_data.source_system_definition import SourceSystemDefinition
from msgraph_beta.generated.models.industry_data.user_match_target_reference_value import (
    UserMatchTargetReferenceValue,
)
from msgraph_beta.generated.models.industry_data.user_matching_setting import UserMatchingSetting
from msgraph_beta.generated.models.industry_data.year_reference_value import YearReferenceValue
from msgraph_beta.generated.models.industry_data.year_time_period_definition import YearTimePeriodDefinition
from msgraph_beta.generated.models.o_data_errors.o_data_error import ODataError

from homeroom import Homeroom

ROOT = "https://graph.microsoft.com/beta/external/industryData"


def setting(priority, role_group, identifier, target):
    return UserMatchingSetting(
        priority_order=priority,
        source_identifier=IdentifierTypeReferenceValue(code=identifier),
        match_target=UserMatchTargetReferenceValue(code=target),
        additional_data={"roleGroup@odata.bind": f"{ROOT}/roleGroups('{role_group}')"},
    )


def file_connector(system):
    return AzureDataLakeConnector(
        display_name="North district CSV",
        file_format=FileFormatReferenceValue(code="schoolDataSyncV2Rev1"),
        additional_data={"sourceSystem@odata.bind": f"{ROOT}/sourceSystems('{system.id}')"},
    )


def api_connector(system, credential):
    return OneRosterApiDataConnector(
        display_name="North district OneRoster",
        api_format=ApiFormat.OneRoster,
        base_url="https://sis.example.org/ims/oneroster/v1p1",
        api_version="1.1",
        is_contacts_enabled=True,
        is_demographics_enabled=False,
        is_flags_enabled=False,
        credential=credential,
        additional_data={"sourceSystem@odata.bind": f"external/industryData/sourceSystems/{system.id}"},
    )


def year_2026():
    return YearTimePeriodDefinition(
        display_name="School year 2026",
        start_date=datetime.date(2026, 8, 17),
        end_date=datetime.date(2099, 6, 30),
        year=YearReferenceValue(code="2026"),
    )


def flow(kind, connector, year):
    return kind(
        display_name="North rostering",
        data_domain=InboundDomain.EducationRostering,
        effective_date_time=datetime.datetime(2026, 8, 17, tzinfo=datetime.timezone.utc),
        additional_data={
            "dataConnector@odata.bind": f"{ROOT}/dataConnectors/{connector.id}",
            "year@odata.bind": f"{ROOT}/years('{year.id}')",
        },
    )


def expanding(builder, *names):
    """The options of a builder's `get` that expand these."""
    options = getattr(type(builder), f"{type(builder).__name__}GetQueryParameters")
    return RequestConfiguration(query_parameters=options(expand=list(names)))


class Sources(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.homeroom = self.enterContext(Homeroom())
        self.api = self.homeroom.client().external.industry_data

    async def test_a_source_system_lives(self):
        systems = self.api.source_systems
        created = await systems.post(
            SourceSystemDefinition(
                display_name="North district SIS",
                vendor="Acme Learning",
                user_matching_settings=[
                    setting(0, "staff", "username", "userPrincipalName"),
                    setting(1, "students", "email", "mail"),
                ],
            )
        )
        one = systems.by_source_system_definition_id(created.id)
        read = await one.get()
        self.assertEqual((read.display_name, read.vendor), ("North district SIS", "Acme Learning"))
        staff, students = read.user_matching_settings
        self.assertEqual((staff.priority_order, staff.source_identifier.code), (0, "username"))
        self.assertEqual((students.match_target.code, students.role_group), ("mail", None))

        expanded = await one.get(request_configuration=expanding(one, "userMatchingSettings/roleGroup"))
        groups = [each.role_group.id for each in expanded.user_matching_settings]
        self.assertEqual(groups, ["staff", "students"])

        await one.patch(SourceSystemDefinition(vendor="Other"))
        changed = await one.get()
        self.assertEqual((changed.vendor, len(changed.user_matching_settings)), ("Other", 2))
        self.assertEqual([system.id for system in (await systems.get()).value], [created.id])
        self.assertEqual(await systems.count.get(), 1)
        await one.delete()
        await self.refused(404, one.get())

    async def test_connectors_of_both_kinds_live(self):
        system = await self.api.source_systems.post(SourceSystemDefinition(display_name="SIS"))
        connectors = self.api.data_connectors
        files = await connectors.post(file_connector(system))
        self.assertIsInstance(files, AzureDataLakeConnector)
        self.assertEqual(files.file_format.code, "schoolDataSyncV2Rev1")
        tokens = OAuth2ClientCredential(
            display_name="SIS client",
            client_id="client-1",
            client_secret="s3cret",
            token_url="https://sis.example.org/oauth2/token",
        )
        signed = OAuth1ClientCredential(display_name="SIS client", client_id="client-1", client_secret="s3cret")
        for credential in (tokens, signed):
            created = await connectors.post(api_connector(system, credential))
            self.assertIsInstance(created, OneRosterApiDataConnector)
            self.assertIs(type(created.credential), type(credential))
            self.assertEqual((created.credential.client_id, created.credential.client_secret), ("client-1", None))
            self.assertTrue(created.credential.is_valid)
        self.assertEqual(await connectors.count.get(), 3)

        one = connectors.by_industry_data_connector_id(created.id)
        read = await one.get()
        read.display_name = "Renamed"
        read.credential.client_secret = "another"
        await one.patch(read)
        self.assertEqual((await one.get()).display_name, "Renamed")
        self.assertEqual((await one.source_system.get()).id, system.id)
        expanded = await one.get(request_configuration=expanding(one, "sourceSystem"))
        self.assertEqual(expanded.source_system.display_name, "SIS")

        error = await self.refused(
            409, self.api.source_systems.by_source_system_definition_id(system.id).delete()
        )
        self.assertEqual(error.code, "Conflict")
        for connector in (await connectors.get()).value:
            await connectors.by_industry_data_connector_id(connector.id).delete()
        await self.api.source_systems.by_source_system_definition_id(system.id).delete()

    async def test_a_year_lives(self):
        years = self.api.years
        created = await years.post(year_2026())
        one = years.by_year_time_period_definition_id(created.id)
        await one.patch(YearTimePeriodDefinition(end_date=datetime.date(2099, 7, 16)))
        read = await one.get()
        self.assertEqual((read.start_date, read.end_date), (datetime.date(2026, 8, 17), datetime.date(2099, 7, 16)))
        self.assertEqual(read.year.code, "2026")
        self.assertEqual(len((await years.get()).value), await years.count.get())
        await one.delete()
        await self.refused(404, one.get())

    async def test_a_flow_brings_them_together_and_becomes_ready(self):
        system = await self.api.source_systems.post(SourceSystemDefinition(display_name="SIS"))
        connector = await self.api.data_connectors.post(file_connector(system))
        year = await self.api.years.post(year_2026())
        flows = self.api.inbound_flows
        created = await flows.post(flow(InboundFileFlow, connector, year))
        self.assertIsInstance(created, InboundFileFlow)
        one = flows.by_inbound_flow_id(created.id)
        self.assertEqual(await self.becomes_ready(one), ReadinessStatus.Ready)

        self.assertEqual((await one.data_connector.get()).id, connector.id)
        self.assertEqual((await one.year.get()).year.code, "2026")
        expanded = await one.get(request_configuration=expanding(one, "dataConnector", "year"))
        self.assertIsInstance(expanded.data_connector, AzureDataLakeConnector)
        self.assertEqual(expanded.year.id, year.id)

        await one.patch(InboundFileFlow(display_name="South rostering"))
        self.assertEqual((await one.get()).display_name, "South rostering")
        self.assertEqual([each.id for each in (await flows.get()).value], [created.id])
        self.assertEqual(await flows.count.get(), 1)
        error = await self.refused(400, flows.post(flow(InboundApiFlow, connector, year)))
        self.assertEqual(error.target, "dataConnector@odata.bind")
        await self.refused(409, self.api.years.by_year_time_period_definition_id(year.id).delete())
        await one.delete()
        await self.refused(404, one.get())

    async def becomes_ready(self, flow):
        """The readiness of a flow, once somebody has looked at it."""
        for _ in range(100):
            status = (await flow.get()).readiness_status
            if status != ReadinessStatus.NotReady:
                break
            await asyncio.sleep(0.1)
        return status

    async def refused(self, status, request):
        with self.assertRaises(ODataError) as raised:
            await request
        self.assertEqual(raised.exception.response_status_code, status)
        return raised.exception.error


if __name__ == "__main__":
    unittest.main()
