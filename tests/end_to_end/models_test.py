#!/usr/bin/env python3
"""`glancedesk-cli models` lists and downloads, from a real server that misbehaves in every way.

    models_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER [--size MB] [TEST...]

--size: of the file that survives 20 random cuts; 40 when left out. With 2048 it is the bar of a large model.
"""
import json
import random
import resource
import signal
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(sys.argv[3]) / "tests" / "support"))
from model_site import Generated, Repository, Site  # noqa: E402
from models_case import HUB, NAME, TINY, WEIGHTS, ModelsTest, both, files_of  # noqa: E402

LARGE = 40
if "--size" in sys.argv:
    at = sys.argv.index("--size")
    LARGE = int(sys.argv[at + 1])
    del sys.argv[at:at + 2]


class ListTest(ModelsTest):
    def test_the_catalogue_tells_what_fits(self):
        rows = self.rows()
        self.assertEqual(list(rows), [NAME, "GLM-4.1V-9B-Thinking", "demo"])
        flash = rows[NAME]
        self.assertEqual((flash["licence"], flash["installed"], flash["in_use"]), ("MIT", False, False))
        self.assertAlmostEqual(flash["bytes"] / 1e9, 20.6, delta=0.3)
        sizes = {kind["weights"]: kind["memory_bytes"] for kind in flash["weights"]}
        self.assertGreater(sizes["bf16"], sizes["int8"])
        self.assertGreater(sizes["int8"], sizes["int4"])
        self.assertTrue(rows["demo"]["bundled"] and rows["demo"]["in_use"])
        self.assertTrue(rows["demo"]["weights"][0]["fits_memory"])

    def test_people_read_it_in_their_language(self):
        code, out, _ = self.run_("list")
        self.assertEqual(code, 0)
        self.assertIn("MIT licence", out)
        code, out, _ = self.run_("list", environment={"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"})
        self.assertIn("许可", out)


class DownloadTest(ModelsTest):
    def test_from_both_sites_whole_and_right(self):
        for site in ("huggingface", "modelscope"):
            folder = self.succeeds(self.download(site=site))
            self.assertEqual(Path(folder).name, NAME)
            self.assert_same(folder)
            self.assertTrue(self.rows()[NAME]["installed"])
            self.succeeds(self.run_("verify", NAME))
            self.assertFalse((self.models / ".incoming" / NAME).exists())
            self.succeeds(self.run_("remove", NAME))
            self.assertFalse(self.rows()[NAME]["installed"])

    def test_what_is_installed_already_is_not_fetched_again_and_what_is_damaged_is(self):
        folder = Path(self.succeeds(self.download()))
        self.succeeds(self.download())
        self.assertEqual(self.site.starts(WEIGHTS), [0])
        damaged = bytearray((folder / WEIGHTS).read_bytes())
        damaged[-1] ^= 1
        (folder / WEIGHTS).unlink()
        (folder / WEIGHTS).write_bytes(damaged)
        self.assert_same(self.succeeds(self.download()))
        self.assertEqual(self.site.starts(WEIGHTS), [0, 0])

    def test_other_formats_and_folders_stay_there(self):
        self.site.repositories = both(Repository(files_of(TINY, **{"pytorch_model.bin": b"x" * 1000, "picture.png": b"x"})))
        folder = self.succeeds(self.download())
        self.assert_same(folder)
        self.assertEqual(self.site.asked(".bin") + self.site.asked(".png"), [])

    def test_a_mirror_without_sizes_is_asked_for_its_tree(self):
        self.site.faults.hides_sizes = True
        self.assert_same(self.succeeds(self.download()))

    def test_a_mirror_without_hashes_still_gives_whole_files(self):
        self.site.faults.hides_hashes = True
        size = self.repository.files[WEIGHTS].size
        self.site.faults.cuts = [(WEIGHTS, size // 2)]
        self.assert_same(self.succeeds(self.download()))

    def test_goes_on_after_cuts_at_10_50_and_99_percent(self):
        size = self.repository.files[WEIGHTS].size
        cuts = [size // 10 & ~1, size // 2 & ~1, size * 99 // 100 & ~1]
        self.site.faults.cuts = [(WEIGHTS, cut) for cut in cuts]
        self.assert_same(self.succeeds(self.download()))
        starts = self.site.starts(WEIGHTS)
        self.assertEqual(starts, sorted(starts))
        self.assertLessEqual({0, *cuts}, set(starts))

    def test_survives_20_random_cuts_and_never_starts_over(self):
        size = LARGE << 20
        self.repository = Repository(files_of(TINY, **{"large.txt": Generated(size)}))
        self.site.repositories = both(self.repository)
        self.site.faults.random_cuts = ("large.txt", 20, random.Random(7))
        begun = time.monotonic()
        folder = self.succeeds(self.download())
        seconds = time.monotonic() - begun
        starts = self.site.starts("large.txt")
        self.assertGreaterEqual(len(starts), 21)
        self.assertEqual(starts, sorted(starts))
        self.assertEqual([first for first in starts[2:] if first == 0], [], "it started over")
        # What the kernel still held when a connection was reset is asked for again, and no more.
        self.assertLess(self.site.sent("large.txt"), size + 20 * (8 << 20))
        self.assert_same(folder)
        print(f"{LARGE} MiB with 20 cuts: {seconds:.1f} s, {self.site.sent('large.txt') / size:.4f} of it sent", file=sys.stderr)

    def test_a_server_that_ignores_ranges_is_compared_and_not_glued(self):
        size = self.repository.files[WEIGHTS].size
        self.site.faults.ignores_range = True
        self.site.faults.cuts = [(WEIGHTS, size // 2)]
        self.assert_same(self.succeeds(self.download()))
        self.assertEqual(set(self.site.starts(WEIGHTS)), {0})
        self.assertGreaterEqual(len(self.site.starts(WEIGHTS)), 2)

    def test_wrong_bytes_are_fetched_again_and_never_installed(self):
        self.site.faults.wrong = {WEIGHTS: 1}
        self.assert_same(self.succeeds(self.download()))
        self.succeeds(self.run_("remove", NAME))
        self.site.faults.wrong = {WEIGHTS: 99}
        self.fails(self.download(), "other bytes", WEIGHTS)

    def test_a_lie_about_the_size_is_told(self):
        for lie in (1000, -1000):
            self.site.faults.lies = {WEIGHTS: lie}
            self.fails(self.download(), WEIGHTS, "changed")
        self.site.faults.lies = {}
        self.assert_same(self.succeeds(self.download()))

    def test_a_file_that_changed_between_two_tries_is_the_new_one(self):
        new = Repository(files_of(TINY, **{"notes.txt": b"b" * 300_000}))
        self.site.repositories = both(Repository(files_of(TINY, **{"notes.txt": b"a" * 300_000})))
        self.site.faults.cuts = [("notes.txt", 200_000)]
        self.site.faults.on_cut = lambda: setattr(self.site, "repositories", both(new))
        self.assert_same(self.succeeds(self.download(site="modelscope")), new)
        self.assertEqual(len(self.site.asked("repo/files")), 2)

    def test_a_part_of_an_older_revision_is_not_glued_to_the_newer_one(self):
        new = Repository(files_of(TINY, **{"notes.txt": b"b" * 600_000}))
        self.site.repositories = both(Repository(files_of(TINY, **{"notes.txt": b"a" * 600_000})))
        self.site.faults.cuts = [("notes.txt", 400_000)]
        self.site.faults.on_cut = lambda: setattr(self.site, "repositories", both(new))
        self.fails(self.download("--files", 1), "notes.txt", "is not there")  # the revision that was listed is gone
        self.assert_same(self.succeeds(self.download()), new)
        self.assertEqual(self.site.starts(WEIGHTS), [0], "what is the same in both was fetched twice")

    def test_a_stall_is_asked_again(self):
        size = self.repository.files[WEIGHTS].size
        self.site.faults.stalls = [(WEIGHTS, size // 3)]
        self.assert_same(self.succeeds(self.download("--stall", 1)))
        self.assertIn(size // 3, self.site.starts(WEIGHTS))

    def test_an_overloaded_site_is_asked_again(self):
        self.site.faults.statuses = [(WEIGHTS, 503), (WEIGHTS, 429)]
        self.assert_same(self.succeeds(self.download()))

    def test_a_missing_model_and_a_missing_site_are_told(self):
        self.site.repositories = {}
        self.fails(self.download(), "is not there")
        self.site.close()
        self.fails(self.download(), "cannot be reached")
        self.site = Site({})

    def test_a_web_page_is_no_listing(self):
        with Site({}) as other:
            other.repositories = {HUB: Repository({"index.txt": b"hello"})}
            self.fails(self.download(mirror=other.url), "no model")

    def test_the_config_is_judged_before_the_weights_come(self):
        config = json.loads((TINY / "config.json").read_text())
        config["model_type"] = "llama"
        self.site.repositories = both(Repository(files_of(TINY, **{"config.json": json.dumps(config).encode()})))
        self.fails(self.download(), "config.json", "model_type")
        self.assertEqual(self.site.starts(WEIGHTS), [])

    def test_through_a_proxy(self):
        mirror = "http://models.example.com"
        folder = self.succeeds(self.download(mirror=mirror, environment={"http_proxy": self.site.url}))
        self.assert_same(folder)
        self.assertTrue(self.site.asked("proxy:http://models.example.com/"))

    def test_a_full_disk_is_told_and_the_download_goes_on_later(self):
        limit = 200_000

        def limited():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        self.site.faults.pace = 4 << 20  # in small pieces
        self.fails(self.download(preexec_fn=limited), "cannot be written", "room")
        self.site.faults.pace = 0
        sent = self.site.sent(WEIGHTS)
        self.assert_same(self.succeeds(self.download()))
        self.assertEqual(self.site.starts(WEIGHTS)[-1] > 0, True)
        self.assertGreater(sent, 0)

    def test_converted_on_arrival(self):
        folder = self.succeeds(self.download("--weights", "int8"))
        self.assertEqual(Path(folder).name, NAME + "-int8")
        row = self.rows()[NAME + "-int8"]
        self.assertEqual(row["kind"], "int8")
        self.succeeds(self.run_("verify", NAME + "-int8"))
        self.assertFalse(self.rows()[NAME]["installed"])


class PauseTest(ModelsTest):
    def begin_slow(self):
        self.repository = Repository(files_of(TINY, **{"large.txt": Generated(8 << 20)}))
        self.site.repositories = both(self.repository)
        self.site.faults.pace = 2 << 20
        process = self.start("download", NAME, "--mirror", self.site.url)
        deadline = time.monotonic() + 60
        while self.site.sent("large.txt") < (1 << 20):
            self.assertIsNone(process.poll())
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)
        return process

    def ends_well(self):
        self.site.faults.pace = 0
        before = len(self.site.starts("large.txt"))
        self.assert_same(self.succeeds(self.download()))
        self.assertGreater(self.site.starts("large.txt")[before], 0)

    def test_ctrl_c_pauses_and_the_same_command_goes_on(self):
        process = self.begin_slow()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        self.assertIn("paused", err.decode())
        row = self.rows()[NAME]
        self.assertFalse(row["installed"])
        self.assertGreater(row["part_bytes"], 0)
        self.ends_well()

    def test_what_was_killed_goes_on(self):
        process = self.begin_slow()
        process.kill()
        process.communicate(timeout=60)
        self.assertFalse(self.rows()[NAME]["installed"])
        self.ends_well()

    def test_two_programs_do_not_work_on_one_model(self):
        process = self.begin_slow()
        self.fails(self.download(), "Another program")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


class TokenTest(ModelsTest):
    def token_file(self, token, mode=0o600):
        file = Path(self.scratch.name) / "token"
        file.write_text(token + "\n")
        file.chmod(mode)
        return file

    def test_a_refused_token_is_told_at_once(self):
        self.site.faults.token = "right"
        self.fails(self.download(), "wants a token")
        self.fails(self.download("--token-file", self.token_file("wrong")), "refuses the token")
        self.assertLess(len(self.site.log), 4)

    def test_the_token_opens_the_model(self):
        self.site.faults.token = "right"
        self.assert_same(self.succeeds(self.download("--token-file", self.token_file("right"))))
        self.succeeds(self.run_("remove", NAME))
        self.assert_same(self.succeeds(self.download(environment={"GLANCEDESK_MODELS_TOKEN": "right"})))

    def test_the_token_stays_with_its_host(self):
        with Site(both(self.repository), host="127.0.0.2") as other:
            self.site.faults.token = "right"
            self.site.faults.redirect = other
            self.assert_same(self.succeeds(self.download("--token-file", self.token_file("right"))))
            self.assertGreater(other.sent(WEIGHTS), 0)
            self.assertEqual(other.tokens(), set())
            self.assertEqual(self.site.tokens(), {"Bearer right"})

    def test_a_token_that_others_may_read_is_refused(self):
        self.fails(self.download("--token-file", self.token_file("right", 0o644)), "chmod 600")

    def test_a_token_does_not_travel_openly(self):
        self.fails(self.download("--token-file", self.token_file("right"), mirror="http://models.example.com"), "https")


if __name__ == "__main__":
    sys.argv[1:4] = []
    unittest.main()
