"""Files sent with AzCopy to the URL that the API tells, and validated."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import test_uploads

# `scripts/azcopy` tells where it is.
AZCOPY = os.environ["HOMEROOM_AZCOPY"]


class AzCopy(unittest.TestCase):
    def setUp(self):
        self.uploads = test_uploads.Uploads()
        self.addCleanup(self.uploads.doCleanups)
        self.uploads.setUp()
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def azcopy(self, *arguments):
        """What it prints; it must succeed."""
        own = {name: str(self.folder) for name in ("HOME", "AZCOPY_LOG_LOCATION", "AZCOPY_JOB_PLAN_LOCATION")}
        environment = os.environ | own | {"AZCOPY_DISABLE_SYSLOG": "true"}
        done = subprocess.run([AZCOPY, *arguments], env=environment, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def send(self, folder, *options):
        """Copies what is in a folder, not the folder."""
        return self.azcopy("copy", f"{folder}/*.csv", self.uploads.url, "--from-to", "LocalBlob", *options)

    def test_a_roster_is_copied(self):
        files = sorted(file.name for file in test_uploads.ROSTER.glob("*.csv"))
        self.assertIn(f"Number of File Transfers Completed: {len(files)}", self.send(test_uploads.ROSTER))
        self.assertEqual(self.uploads.names(), files)
        self.uploads.assert_delivered()

    def test_a_large_file_is_copied_in_blocks_and_again(self):
        large = self.folder / "large.csv"
        for data in (os.urandom(3_500_000), os.urandom(2_500_000)):
            large.write_bytes(data)
            self.send(self.folder, "--block-size-mb", "1", "--put-blob-size-mb", "1")
            self.assertEqual(self.uploads.container.download_blob("large.csv").readall(), data)


if __name__ == "__main__":
    unittest.main()
