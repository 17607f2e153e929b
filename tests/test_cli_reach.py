"""The options that say how the web may be reached."""

from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar

import pytest

from tests.sites import serving


class Site(BaseHTTPRequestHandler):
    agents: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        Site.agents.append(self.headers["User-Agent"])
        self.send_response(200)
        self.send_header("Content-Type", "text/plain" if self.path == "/robots.txt" else "text/html")
        self.end_headers()
        forbids = b"User-agent: *\nDisallow: /closed\n"
        page = b"<title>Le four</title><p>Le four du village cuit de nouveau le samedi matin.</p>"
        self.wfile.write(forbids if self.path == "/robots.txt" else page)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site():
    Site.agents.clear()
    with serving(Site) as address:
        yield address


@pytest.mark.parametrize("command", ["inspect", "ingest", "trace"])
def test_this_machine_is_read_only_when_that_is_allowed(run, site, command):
    refused = run(command, f"{site}/page")
    assert refused.status == 3 and "a private or local address" in refused.err
    assert Site.agents == []
    assert run(command, f"{site}/page", "--allow-private", "--delay", 0).status == 0


def test_robots_are_overridden_only_when_asked(run, site):
    options = ("--allow-private", "--delay", 0)
    refused = run("inspect", f"{site}/closed", *options)
    assert refused.status == 3 and "robots.txt forbids it" in refused.err
    assert run("inspect", f"{site}/closed", *options, "--ignore-robots").status == 0


def test_who_asks_is_told(run, site):
    assert (
        run("inspect", f"{site}/page", "--allow-private", "--delay", 0, "--user-agent", "desk@four.example").status == 0
    )
    assert set(Site.agents) == {"desk@four.example"}
    assert run("inspect", f"{site}/page", "--user-agent", "d\u00e9sk\n").status == 2


@pytest.mark.parametrize("option", ["--archive", "--if-gone", "--search"])
def test_a_service_that_is_no_address_is_wrong_usage(run, option):
    wrong = run("trace", "https://four.example/1", option, "no address")
    assert wrong.status == 2 and "not the address of a service" in wrong.err.replace("\n", " ")


@pytest.mark.parametrize("given", [("--delay", "-1"), ("--timeout", "0"), ("--pages", "-1"), ("--seconds", "0")])
def test_bounds_of_numbers(run, given):
    assert run("trace", "https://four.example/1", *given).status == 2


def test_offline_beats_every_service(run, site):
    found = run("trace", f"{site}/page", "--offline", "--archive", f"{site}/web/", "--search", site, "--allow-private")
    assert found.status == 3 and "offline" in found.err
    assert Site.agents == []


@pytest.mark.parametrize("command", [("watch", "--once"), ("ingest",)])
@pytest.mark.parametrize("name", ["subs.opml", "list.txt"])
def test_what_a_list_of_ones_own_names_inside_is_refused_until_it_is_named_itself(run, site, tmp_path, command, name):
    listed = tmp_path / name
    listed.write_text(
        f'<opml><body><outline xmlUrl="{site}/feed"/></body></opml>' if "opml" in name else f"{site}/feed\n", "utf-8"
    )
    ran = run(*command, "--allow-private", "--delay", "0", listed)
    assert f"{site}/feed: 127.0.0.1: a private or local address" in ran.err
    assert Site.agents == []
    run(*command, "--allow-private", "--delay", "0", f"{site}/feed")
    assert Site.agents
    feeds = " ".join(Path("docs/howto/feeds.md").read_text("utf-8").split())
    assert "with `--allow-private`: one that a list names is refused, even where the list is a file of yours" in feeds
