"""What the server publishes of itself: a valid OpenAPI document, and it answers as the document says."""

import json
import os
import subprocess
import sys
import unittest
import urllib.request
from pathlib import Path

from openapi_spec_validator import OpenAPIV31SpecValidator

from homeroom import Homeroom

HERE = Path(__file__).parent
ROSTER = HERE.parents[1] / "examples" / "riverside"
API = "/beta/external/industryData"


class OpenApi(unittest.TestCase):
    def setUp(self):
        self.homeroom = self.enterContext(Homeroom())
        self.token = self.homeroom.token()

    def call(self, path, body=None):
        """What the server answers to a GET, or to a POST of a body."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(self.homeroom.url + path, data, headers)) as answer:
            return json.load(answer)

    def there(self):
        """The ids of one of each, by the names of keys in paths."""
        ids = {"referenceDefinition": "RefRole-teacher", "roleGroup": "staff"}

        def make(name, collection, body):
            ids[name] = self.call(f"{API}/{collection}", body)["id"]
            return f"external/industryData/{collection}/{ids[name]}"

        system = make("sourceSystem", "sourceSystems", {"displayName": "SIS"})
        connector = make("dataConnector", "dataConnectors", {
            "@odata.type": "#microsoft.graph.industryData.azureDataLakeConnector",
            "displayName": "Files",
            "sourceSystem@odata.bind": system,
        })
        year = make("year", "years", {
            "displayName": "2026", "startDate": "2026-08-17", "endDate": "2027-06-30", "year": {"code": "2026"},
        })
        make("inboundFlow", "inboundFlows", {
            "@odata.type": "#microsoft.graph.industryData.inboundFileFlow",
            "displayName": "Rostering",
            "dataDomain": "educationRostering",
            "effectiveDateTime": "2026-08-17T00:00:00Z",
            "dataConnector@odata.bind": connector,
            "year@odata.bind": year,
        })
        self.homeroom.run("sync", str(ROSTER), "--today", "2026-10-01", "--yes")
        ids["run"] = self.call(f"{API}/runs")["value"][0]["id"]
        ids["activity"] = self.call(f"{API}/runs/{ids['run']}/activities")["value"][0]["id"]
        set_ = self.call(f"{API}/outboundProvisioningFlowSets?$expand=provisioningFlows")["value"][0]
        return ids | {"set": set_["id"], "flow": set_["provisioningFlows"][0]["id"]}

    def test_the_document_is_valid(self):
        faults = OpenAPIV31SpecValidator(self.call("/openapi.json")).iter_errors()
        self.assertEqual([f"{'/'.join(map(str, fault.path))}: {fault.message}" for fault in faults], [])

    def test_every_answer_is_as_the_document_says(self):
        """Schemathesis sends what the document calls good and what it calls wrong; see `schemathesis.toml`."""
        command = [
            str(Path(sys.executable).with_name("schemathesis")),
            "--config-file", str(HERE / "schemathesis.toml"),
            "run", f"{self.homeroom.url}/openapi.json",
        ]
        told = {"PYTHONPATH": str(HERE), "HOMEROOM_TOKEN": self.token, "HOMEROOM_THERE": json.dumps(self.there())}
        # What it writes goes with the server.
        run = subprocess.run(
            command, cwd=self.homeroom.folder, env=os.environ | told, capture_output=True, text=True
        )
        self.assertEqual(run.returncode, 0, f"\n{run.stdout}{run.stderr}")


if __name__ == "__main__":
    unittest.main()
