"""Files sent with Microsoft's storage clients to the URL that the API tells, and validated."""

import io
import json
import os
import time
import unittest
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from azure.core import MatchConditions
from azure.core.exceptions import (
    ClientAuthenticationError,
    HttpResponseError,
    ResourceExistsError,
    ResourceModifiedError,
    ResourceNotFoundError,
)
from azure.storage.blob import BlobBlock, BlobClient, BlobServiceClient, ContainerClient
from azure.storage.filedatalake import DataLakeFileClient, DataLakeServiceClient, FileSystemClient

from homeroom import Homeroom

ROSTER = Path(__file__).parents[2] / "examples" / "riverside"
API = "/beta/external/industryData"
CAST = "microsoft.graph.industryData.azureDataLakeConnector"

# A refusal is what is looked for, not something to try again.
ONCE = {"retry_total": 0}


class Uploads(unittest.TestCase):
    def setUp(self):
        self.homeroom = self.enterContext(Homeroom())
        self.token = self.homeroom.token()
        system = self.call("POST", f"{API}/sourceSystems", {"displayName": "SIS"})
        connector = self.call("POST", f"{API}/dataConnectors", {
            "@odata.type": f"#{CAST}",
            "displayName": "Files",
            "sourceSystem@odata.bind": f"external/industryData/sourceSystems/{system['id']}",
            "fileFormat": {"code": "schoolDataSyncV2Rev1"},
        })
        self.connector = f"{API}/dataConnectors/{connector['id']}"
        self.url = self.session()["sessionUrl"]
        self.container = ContainerClient.from_container_url(self.url, **ONCE)

    def call(self, method, path, body=None):
        """Calls the API; answers with what it tells, or with where it says to look."""
        url = path if path.startswith("http") else self.homeroom.url + path
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data=data, headers=headers, method=method)
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
            return json.loads(text) if text else answer.headers["Location"]

    def session(self):
        return self.call("GET", f"{self.connector}/{CAST}/getUploadSession")

    def validated(self):
        operation = self.call("POST", f"{self.connector}/microsoft.graph.industryData.validate")
        for _ in range(600):
            found = self.call("GET", operation)
            if found["status"] not in ("notStarted", "running"):
                return found
            time.sleep(0.05)
        self.fail("the validation did not end")

    def file_system(self):
        """The container, as a file system."""
        account, name = self.url.split("?")[0].rsplit("/", 1)
        return FileSystemClient(account, name, credential=urlsplit(self.url).query, **ONCE)

    def names(self):
        return [blob.name for blob in self.container.list_blobs()]

    def assert_delivered(self):
        found = self.validated()
        self.assertEqual((found["status"], found["errors"]), ("succeeded", []))
        self.assertEqual(sorted(found["validatedFiles"]), sorted(file.name for file in ROSTER.glob("*.csv")))
        with self.assertRaises(ResourceNotFoundError):
            self.container.upload_blob("late.csv", b"late")

    def test_a_roster_is_uploaded_as_blobs(self):
        self.assertTrue(self.container.exists())
        for file in ROSTER.glob("*.csv"):
            with file.open("rb") as stream:
                self.container.upload_blob(file.name, stream)
        self.assertEqual(self.names(), sorted(file.name for file in ROSTER.glob("*.csv")))
        self.assert_delivered()

    def test_a_roster_is_uploaded_as_files(self):
        for file in ROSTER.glob("*.csv"):
            self.file_system().get_file_client(file.name).upload_data(file.read_bytes(), overwrite=True)
        self.assertEqual(len(list(self.file_system().get_paths())), len(list(ROSTER.glob("*.csv"))))
        self.assert_delivered()

    def test_a_roster_is_uploaded_by_hand(self):
        for file in ROSTER.glob("*.csv"):
            url = self.url.replace("?", f"/{file.name}?")
            headers = {"x-ms-blob-type": "BlockBlob", "x-ms-blob-content-type": "application/vnd.ms-excel"}
            request = urllib.request.Request(url, data=file.read_bytes(), headers=headers, method="PUT")
            with urllib.request.urlopen(request) as answer:
                self.assertEqual(answer.status, 201)
        self.assert_delivered()

    def test_what_is_missing_is_told(self):
        self.container.upload_blob("users.csv", (ROSTER / "users.csv").read_bytes())
        found = self.validated()
        self.assertEqual({error["code"] for error in found["errors"]}, {"RequiredFileNotFound"})
        self.assertEqual({error["target"] for error in found["errors"]}, {"orgs.csv", "roles.csv"})
        self.assertNotEqual(self.session()["sessionUrl"], self.url)

    def test_a_blob_is_looked_at_and_taken_back(self):
        blob = self.container.upload_blob("users.csv", b"hello")
        self.assertEqual(blob.get_blob_properties().size, 5)
        with self.assertRaises(ResourceExistsError):
            self.container.upload_blob("users.csv", b"other")
        blob.upload_blob(b"0123456789", overwrite=True)
        self.assertEqual(blob.download_blob().readall(), b"0123456789")
        self.assertEqual(blob.download_blob(offset=2, length=3).readall(), b"234")
        with self.assertRaises(ResourceModifiedError):
            blob.delete_blob(etag='"0x1"', match_condition=MatchConditions.IfNotModified)
        self.container.upload_blob("empty.csv", b"")
        self.assertEqual(self.container.download_blob("empty.csv").readall(), b"")
        self.assertEqual(list(self.container.list_blob_names(results_per_page=1)), ["empty.csv", "users.csv"])
        self.assertEqual([found.name for found in self.container.walk_blobs(name_starts_with="u")], ["users.csv"])
        self.container.delete_blob("users.csv")
        self.assertFalse(blob.exists())
        with self.assertRaises(ResourceNotFoundError):
            blob.download_blob()

    def test_a_name_may_have_letters_of_any_language(self):
        blob = BlobClient.from_blob_url(self.url.replace("?", "/Sch%C3%BCler%20%26%20Klassen.csv?"))
        blob.upload_blob(b"x", validate_content=True)
        self.assertEqual(self.names(), ["Schüler & Klassen.csv"])

    def test_a_large_blob_is_sent_in_blocks(self):
        data = os.urandom(9_000_001)
        small = {"max_single_put_size": 1 << 20, "max_block_size": 1 << 20, **ONCE}
        container = ContainerClient.from_container_url(self.url, **small)
        blob = container.upload_blob("large.csv", io.BytesIO(data), max_concurrency=4)
        self.assertEqual(blob.download_blob(max_concurrency=4).readall(), data)
        with self.assertRaises(ResourceExistsError):
            container.upload_blob("large.csv", io.BytesIO(data), max_concurrency=4)
        pieces = (data[at:at + 100_000] for at in range(0, len(data), 100_000))
        container.upload_blob("large.csv", pieces, overwrite=True, validate_content=True)
        self.assertEqual(blob.download_blob().readall(), data)

    def test_blocks_are_staged_and_committed(self):
        blob = self.container.get_blob_client("users.csv")
        blob.stage_block("AA", b"second")
        blob.stage_block("BB", b"first ")
        self.assertFalse(blob.exists())
        with self.assertRaises(HttpResponseError) as refused:
            blob.commit_block_list([BlobBlock("AA"), BlobBlock("CC")])
        self.assertEqual(refused.exception.error_code, "InvalidBlockList")
        blob.commit_block_list([BlobBlock("BB"), BlobBlock("AA")])
        self.assertEqual(blob.download_blob().readall(), b"first second")

    def test_a_file_is_created_appended_to_and_flushed(self):
        file = self.file_system().get_file_client("users.csv")
        with self.assertRaises(ResourceNotFoundError):
            file.upload_data(b"x")
        file.create_file()
        file.append_data(b"abc", 0, 3)
        file.append_data(b"def", 3, 3, validate_content=True)
        with self.assertRaises(HttpResponseError) as refused:
            file.flush_data(5)
        self.assertEqual(refused.exception.error_code, "InvalidFlushPosition")
        file.flush_data(6)
        file.append_data(b"ghi", 6, 3, flush=True)
        self.assertEqual(file.download_file().readall(), b"abcdefghi")
        with self.assertRaises(ResourceExistsError):
            file.create_file(match_condition=MatchConditions.IfMissing)
        self.assertEqual(file.get_file_properties().size, 9)
        [path] = self.file_system().get_paths()
        self.assertEqual((path.name, path.content_length, path.is_directory), ("users.csv", 9, False))
        file.delete_file()
        self.assertFalse(file.exists())

    def test_a_large_file_is_appended_in_pieces(self):
        data = os.urandom(5_000_000)
        account, name = self.url.split("?")[0].rsplit("/", 1)
        file = DataLakeFileClient(account, name, "large.csv", credential=urlsplit(self.url).query, **ONCE)
        file.upload_data(io.BytesIO(data), overwrite=True, max_concurrency=4, chunk_size=1 << 19)
        self.assertEqual(file.download_file().readall(), data)

    def test_the_tenant_may_be_taken_for_the_file_system(self):
        parts = urlsplit(self.url)
        host, (tenant, folder) = f"{parts.scheme}://{parts.netloc}", parts.path.strip("/").split("/", 1)
        file_system = DataLakeServiceClient(host, credential=parts.query, **ONCE).get_file_system_client(tenant)
        directory = file_system.get_directory_client(folder)
        self.assertTrue(directory.exists())
        directory.get_file_client("orgs.csv").upload_data(b"abc", overwrite=True)
        self.assertEqual([path.name for path in file_system.get_paths(folder)], [f"{folder}/orgs.csv"])
        container = BlobServiceClient(host, credential=parts.query, **ONCE).get_container_client(tenant)
        self.assertEqual([blob.name for blob in container.list_blobs(f"{folder}/")], [f"{folder}/orgs.csv"])
        self.assertEqual(container.download_blob(f"{folder}/orgs.csv").readall(), b"abc")

    def test_a_url_permits_what_it_was_signed_for(self):
        for altered in (self.url.replace("sig=", "sig=A"), self.url.replace("se=20", "se=21"), self.url.split("?")[0]):
            stranger = ContainerClient.from_container_url(altered, **ONCE)
            with self.assertRaises(ClientAuthenticationError):
                stranger.upload_blob("users.csv", b"x" * 20_000_000)
        self.assertEqual(self.names(), [])

    def test_names_that_lead_elsewhere_are_refused(self):
        for name in ("folder/users.csv", ".hidden", "nul.csv", "a\\b.csv", "users.csv."):
            with self.assertRaises(HttpResponseError) as refused:
                self.container.upload_blob(name, b"x")
            self.assertEqual(refused.exception.error_code, "InvalidResourceName")
        self.assertEqual(self.names(), [])


if __name__ == "__main__":
    unittest.main()
