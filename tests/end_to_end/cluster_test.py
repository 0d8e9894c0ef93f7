#!/usr/bin/env python3
"""The files of packaging/cluster: checked by the programs they are for, and the whole chain with our own server as vLLM.

    cluster_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import base64
import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request
from pathlib import Path

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
sys.path.insert(0, str(SOURCE / "tests" / "support"))

from real_server import RealServer, add_key  # noqa: E402

CLUSTER = SOURCE / "packaging" / "cluster"
NAME = "help.example.com"
RED = SOURCE / "resources" / "samples" / "router_red_light.png"
PASSWORD = "correct-horse"
ENDS = json.loads((SOURCE / "resources" / "models" / "demo" / "generation_config.json").read_text())["eos_token_id"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def changed(text, changes):
    """Every change must find its place: a test of a file that isn't the shipped one would say nothing."""
    for pattern, replacement in changes:
        text, count = re.subn(pattern, lambda _, new=replacement: new, text)
        assert count > 0, pattern
    return text


def wait_for_port(port, process):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, process.args
        time.sleep(0.02)
    raise AssertionError(f"nobody listens on {port}")


class FilesTest(unittest.TestCase):
    def script(self, *arguments, **environment):
        return subprocess.run([str(CLUSTER / "vllm.sh"), "--print", *arguments], capture_output=True, text=True,
                              env={"PATH": os.environ["PATH"], **environment})

    def test_the_script_has_no_fault_that_shellcheck_knows(self):
        done = subprocess.run(["shellcheck", str(CLUSTER / "vllm.sh")], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_each_card_has_a_port_of_its_own_and_no_key_is_an_argument(self):
        for card, port in ((0, "8000"), (3, "8003")):
            lines = self.script("card", str(card), VLLM_API_KEY="sk-secret").stdout.splitlines()
            self.assertEqual(lines[lines.index("--port") + 1], port)
            self.assertNotIn("sk-secret", lines)
        ray = self.script("ray", CARDS="4", HEAD="10.0.0.1").stdout.splitlines()
        self.assertEqual(ray[ray.index("--data-parallel-size") + 1], "4")

    def test_what_is_missing_is_said(self):
        for arguments in ((), ("card",), ("card", "x"), ("machine",), ("ray",), ("ray-worker",), ("dance",)):
            done = self.script(*arguments)
            self.assertEqual(done.returncode, 1, arguments)
            self.assertTrue(done.stderr.startswith("vllm.sh: "), done.stderr)

    def test_every_setting_of_the_environment_file_is_read(self):
        names = re.findall(r"^# ([A-Z_]+)=", (CLUSTER / "vllm.env").read_text(), re.M)
        script = (CLUSTER / "vllm.sh").read_text()
        self.assertGreater(len(names), 8)
        for name in names:
            if not name.startswith(("VLLM_API_KEY", "HF_")):
                self.assertIn("${" + name, script)

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze isn't here")
    def test_systemd_understands_the_units(self):
        with tempfile.TemporaryDirectory() as folder:
            for unit in CLUSTER.glob("*.service"):
                text = re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", unit.read_text())
                (Path(folder) / unit.name).write_text(text)
            for name in ("vllm@0.service", "ray-head.service", "ray-worker.service", "vllm-ray.service"):
                done = subprocess.run(["systemd-analyze", "verify", "--man=no", name], cwd=folder, text=True,
                                      capture_output=True, env={**os.environ, "SYSTEMD_UNIT_PATH": f"{folder}:"})
                own = [line for line in done.stderr.splitlines() if name.split("@")[0].split(".")[0] in line]
                self.assertEqual([line for line in own if "vllm user" not in line], [], name)

    def test_the_table_is_what_plan_gives(self):
        config = SOURCE / "tests" / "data" / "cluster" / "config.json"
        done = subprocess.run([sys.executable, str(CLUSTER / "sizing.py"), "--cli", str(PROGRAMS / "glancedesk-cli"),
                               "--config", str(config)], capture_output=True, text=True, check=True)
        rows = {tuple(cell.strip() for cell in line.split("|")[1:3]): line.split("|")[5].strip()
                for line in done.stdout.splitlines()[2:]}
        readme = (CLUSTER / "README.md").read_text()
        for card, few, many in re.findall(r"^\| (\w[\w ]*), \d+ GB \| (\S+) \| (\S+) \|", readme, re.M):
            found = {kind: agents for (name, kind), agents in rows.items() if name.startswith(card + " (")}
            self.assertEqual(found.get("bf16", "–"), few, card)
            self.assertEqual(found["int8"], many, card)


# Called as vLLM is; what it starts is our own server, with the address that vLLM was told.
STAND_IN = """#!{python}
import os, sys
said = dict(zip(sys.argv[3::2], sys.argv[4::2]))
assert sys.argv[1] == "serve" and said["--served-model-name"] == "glm-4.6v-flash" and os.environ["CUDA_VISIBLE_DEVICES"] in "01"
os.execv("{program}", ["glancedesk-cli", "serve", "--host", said["--host"], "--port", said["--port"]])
"""


class Cards:
    """Two servers in vLLM's place, one for each card, started as vllm@.service starts them. The shipped script chooses
    their ports."""

    def __init__(self, folder):
        stand_in = folder / "vllm"
        stand_in.write_text(STAND_IN.format(python=sys.executable, program=PROGRAMS / "glancedesk-cli"))
        stand_in.chmod(0o755)
        first = free_port()
        self.processes, self.addresses = [], [f"http://127.0.0.1:{first + card}" for card in range(2)]
        for card in range(2):
            environment = {**os.environ, "VLLM": str(stand_in), "FIRST_PORT": str(first), "XDG_DATA_HOME": f"{folder}/card{card}",
                           "GLANCEDESK_LIMITS_RUNNING": "4"}
            process = subprocess.Popen([str(CLUSTER / "vllm.sh"), "card", str(card)], env=environment, text=True,
                                       stdout=subprocess.PIPE)
            self.processes.append(process)
        for process in self.processes:
            line = process.stdout.readline()
            while line and not line.startswith("Ready"):
                line = process.stdout.readline()
            assert line, "a card's server ended"

    def in_work(self, card):
        with urllib.request.urlopen(self.addresses[card] + "/metrics", timeout=60) as reply:
            return float(re.search(r"^glancedesk_answers_in_work (\S+)$", reply.read().decode(), re.M).group(1))


class Chain(unittest.TestCase):
    """nginx, two GlanceDesk servers with one Redis, and a server behind them in vLLM's place."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="glancedesk-cluster-"))
        cls.processes, cls.servers = [], []
        cls.addClassCleanup(cls.clean)  # also when the rest of this fails
        cls.start_redis()
        cls.key = cls.new_key("behind.json")
        cls.desk = cls.new_key("keys.json")
        cls.behind = cls.start_behind()
        (cls.folder / "upstream.key").write_text(cls.key + "\n")
        (cls.folder / "redis.url").write_text(f"redis://glancedesk:{PASSWORD}@127.0.0.1:{cls.redis_port}/0\n")
        (cls.folder / "cache.secret").write_bytes(bytes(range(32)))
        for secret in ("upstream.key", "redis.url", "cache.secret"):
            (cls.folder / secret).chmod(0o600)
        cls.fronts = [cls.serve(cls.server_config()) for _ in range(2)]
        cls.start_nginx()

    @classmethod
    def start_behind(cls):
        """Who computes: its addresses, and what it calls its model."""
        server = cls.serve(f'[auth]\nkeys_file = "{cls.folder}/behind.json"\n')
        return [server.url], server.model

    @classmethod
    def clean(cls):
        for process in cls.processes:
            process.terminate()
            process.wait(30)
        ends = [server.stop() for server in reversed(cls.servers)]
        shutil.rmtree(cls.folder)
        assert [code for code, _, _ in ends] == [0] * len(ends), ends

    @classmethod
    def serve(cls, config):
        cls.servers.append(RealServer(PROGRAMS, SOURCE, config))
        return cls.servers[-1]

    @classmethod
    def new_key(cls, file):
        return add_key(PROGRAMS, cls.folder / file, "desk")

    @classmethod
    def server_config(cls):
        folder = str(cls.folder)
        return changed((CLUSTER / "server.toml").read_text(), [
            (r"addresses = \[.*\]", f"addresses = {json.dumps(cls.behind[0])}\ncheck_seconds = 0.5"),
            (r'"glm-4\.6v-flash"', f'"{cls.behind[1]}"'), (r'dialect = "vllm"', 'dialect = "glancedesk"'),
            (r'"keys\.json"', f'"{folder}/keys.json"'), (r'"upstream\.key"', f'"{folder}/upstream.key"'),
            (r'"redis\.url"', f'"{folder}/redis.url"'), (r'"cache\.secret"', f'"{folder}/cache.secret"')])

    @classmethod
    def start_redis(cls):
        cls.redis_port = free_port()
        acl = changed((CLUSTER / "redis.acl").read_text(), [(r"change-this-password", PASSWORD)])
        (cls.folder / "redis.acl").write_text(acl)
        config = changed((CLUSTER / "redis.conf").read_text(), [
            (r"port 6379", f"port {cls.redis_port}"), (r"/etc/glancedesk/redis\.acl", f"{cls.folder}/redis.acl")])
        (cls.folder / "redis.conf").write_text(config)
        process = subprocess.Popen(["redis-server", str(cls.folder / "redis.conf"), "--dir", str(cls.folder)],
                                   stdout=subprocess.DEVNULL)
        cls.processes.append(process)
        wait_for_port(cls.redis_port, process)

    @classmethod
    def start_nginx(cls):
        cls.port = free_port()
        cls.certificate = cls.folder / "cert.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-keyout", cls.folder / "key.pem", "-out", cls.certificate, "-days", "2", "-subj", f"/CN={NAME}",
                        "-addext", f"subjectAltName=DNS:{NAME}"], check=True, capture_output=True)
        block = changed((CLUSTER / "upstreams.conf").read_text(), [
            (r"10\.0\.0\.11:8080", f"127.0.0.1:{cls.fronts[0].port}"), (r"10\.0\.0\.12:8080", f"127.0.0.1:{cls.fronts[1].port}")])
        text = changed((SOURCE / "packaging" / "nginx" / "glancedesk.conf").read_text(), [
            (r"upstream glancedesk \{[^}]*\}", block), (r"/etc/ssl/certs/\S+\.pem", str(cls.certificate)),
            (r"/etc/ssl/private/\S+\.key", str(cls.folder / "key.pem")), (r"listen \[::\].*\n", "\n"),
            (r"listen 443 ", f"listen 127.0.0.1:{cls.port} "), (r"listen 80;", f"listen 127.0.0.1:{free_port()};")])
        (cls.folder / "glancedesk.conf").write_text(text)
        temporary = "\n".join(f"{kind}_temp_path {cls.folder}/{kind};" for kind in
                              ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (cls.folder / "nginx.conf").write_text(
            f"daemon off;\nmaster_process off;\npid {cls.folder}/pid;\nerror_log {cls.folder}/error.log;\nevents {{}}\n"
            f"http {{\naccess_log off;\n{temporary}\ninclude {cls.folder}/glancedesk.conf;\n}}\n")
        command = ["/usr/sbin/nginx", "-p", str(cls.folder), "-e", str(cls.folder / "error.log"),
                   "-c", str(cls.folder / "nginx.conf")]
        done = subprocess.run([*command, "-t"], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        cls.processes.append(process)
        wait_for_port(cls.port, process)

    def ask(self, text, key=None, begun=None, **fields):
        """Through nginx, as a desk does. `begun` is called with the answer's first words, while more follow."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        connection = http.client.HTTPConnection(NAME, timeout=60)
        connection.sock = context.wrap_socket(raw, server_hostname=NAME)
        picture = "data:image/png;base64," + base64.b64encode(RED.read_bytes()).decode()
        body = {"model": self.behind[1], "temperature": 0, **fields, "messages": [{"role": "user", "content": [
            {"type": "image_url", "image_url": {"url": picture}}, {"type": "text", "text": text}]}]}
        try:
            connection.request("POST", "/v1/chat/completions", json.dumps(body), {
                "Content-Type": "application/json", "Authorization": f"Bearer {key or self.desk}"})
            answer = connection.getresponse()
            first = b""
            while begun and b'"content":"' not in first:
                line = answer.readline()
                assert line, first
                first += line
            if begun:
                begun()
            return answer.status, dict(answer.getheaders()), (first + answer.read()).decode()
        finally:
            connection.close()


class ChainTest(Chain):
    def test_a_desk_is_answered_and_what_one_server_kept_the_other_gives(self):
        uses, answers = [], set()
        for _ in range(6):  # nginx takes turns
            status, headers, text = self.ask("What colour is the light?")
            self.assertEqual(status, 200, text)
            uses.append(headers["X-GlanceDesk-Cache"])
            answers.add(json.loads(text)["choices"][0]["message"]["content"])
        self.assertEqual(len(answers), 1)
        self.assertIn("red", answers.pop().lower())
        self.assertEqual(uses, ["miss"] + ["hit"] * 5)

    def test_an_answer_streams_through_everything(self):
        status, headers, text = self.ask("What is it?", stream=True)
        self.assertEqual(status, 200)
        self.assertTrue(headers["Content-Type"].startswith("text/event-stream"))
        self.assertGreater(text.count("data: "), 3)
        self.assertTrue(text.rstrip().endswith("data: [DONE]"))

    def test_the_servers_key_opens_nothing_to_a_desk(self):
        self.assertEqual(self.ask("Hello?", key=self.key)[0], 401)


class LossTest(Chain):
    """The same with a server for each of two cards, started by vllm.sh; then one after the other goes away."""

    @classmethod
    def start_behind(cls):
        cls.cards = Cards(cls.folder)
        cls.processes += cls.cards.processes
        return cls.cards.addresses, "demo"

    @classmethod
    def clean(cls):
        for card in cls.cards.processes:
            card.stdout.close()
        super().clean()

    def setUp(self):
        self.answers, self.begun = {}, []

    def begin_long(self, number):
        """A streamed answer that doesn't end by itself, on a thread of its own."""
        def run():
            self.answers[number] = self.ask(f"Question {number}", begun=lambda: self.begun.append(number), stream=True, max_tokens=2500, temperature=2, top_p=1, top_k=0,
                                            seed=number, logit_bias={str(end): -100 for end in ENDS})
        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def wait_until(self, condition, what):
        end = time.monotonic() + 60
        while not condition():
            self.assertLess(time.monotonic(), end, what)
            time.sleep(0.02)

    def asked_in_turn(self, word):
        return [self.ask(f"What colour is the light? {word} {number}", max_tokens=20)[0] for number in range(6)]

    def test_what_goes_away_one_after_the_other(self):
        long = [self.begin_long(number) for number in range(4)]
        self.wait_until(lambda: len(self.begun) == 4, "not all have begun")
        doomed, others = self.cards.in_work(0), self.cards.in_work(1)
        self.assertTrue(doomed >= 1 and others >= 1, "each front gives its second question to the card with less to do")
        self.cards.processes[0].kill()
        self.cards.processes[0].wait(30)
        # No desk is turned away meanwhile.
        self.assertEqual(self.asked_in_turn("card"), [200] * 6)
        for thread in long:
            thread.join(120)
            self.assertFalse(thread.is_alive())
        ends = sorted("upstream_cut" if "upstream_cut" in text else text.rstrip()[-6:] for _, _, text in self.answers.values())
        self.assertEqual(set(ends), {"[DONE]", "upstream_cut"}, ends)
        self.assertLessEqual(ends.count("upstream_cut"), doomed)

        # Redis: nothing is kept any more, everything is answered.
        redis = self.processes[0]
        redis.kill()
        redis.wait(30)
        self.assertEqual(self.asked_in_turn("card"), [200] * 6)

        # One of the two fronts: nginx passes it over.
        self.fronts[0].process.kill()
        self.fronts[0].process.wait(30)
        self.assertEqual(self.asked_in_turn("front"), [200] * 6)
        self.servers.remove(self.fronts[0])
        self.fronts[0].stop()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
