"""Who may do what through `serve`: hosts, tokens, sessions, forms of other sites, limits of a request."""

import http.client
import json
import socket

import pytest

import provenance
from provenance.model import Verdict
from provenance.web.access import Access, host_name, is_loopback
from tests.served import TOKEN, filled, served

JUDGE = "/link/lfirst/judge"
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


@pytest.fixture
def store(tmp_path):
    return filled(tmp_path / "store.db")


@pytest.fixture
def web(store):
    with served(store) as one:
        yield one


def said(store):
    with provenance.open(store) as one:
        return [(word.verdict, word.by, word.note) for word in one.judgements("lfirst")]


def word(web, **more):
    return {"key": web.site.access.form_key, "verdict": "confirm", "by": "bo", "note": "seen it", **more}


def test_a_form_of_our_own_page_writes_and_leads_back(web, store):
    answer = web.form(JUDGE, word(web))
    assert (answer.status, answer.headers["location"]) == (303, "/link/lfirst")
    assert said(store) == [(Verdict.CONFIRM, "bo", "seen it")]
    named = web.form(JUDGE, word(web, by='Ада "A" Ловлас; x\r\ny')).headers["set-cookie"].partition(";")[0]
    kept = web.get("/review", Cookie=f"{web.session['Cookie']}; {named}").text
    assert 'value="Ада &#34;A&#34; Ловлас; x' in kept
    page = web.get("/link/lfirst", **web.session).text
    assert "confirmed by a person" in page
    assert "seen it" in page
    behind = web.form("/link/lsecond/judge", word(web, queue="1", after="0.6 lx", verdict="reject", by=""))
    assert behind.headers["location"] == "/review?after=0.6+lx"
    history = web.get("/judgements").text
    assert history.index(">ada<") < history.index(">bo<")


def test_the_form_is_only_on_the_page_of_who_has_the_session(web):
    with_form = web.get("/review", **web.session).text
    assert 'method="post"' in with_form
    assert web.site.access.form_key in with_form
    without = web.get("/review").text
    assert 'method="post"' not in without
    assert web.site.access.form_key not in without


@pytest.mark.parametrize(
    ("headers", "fields", "status"),
    [
        ({"Cookie": ""}, {}, 401),
        ({"Cookie": "provenance=x"}, {}, 401),
        ({"Origin": "http://evil.example"}, {}, 403),
        ({"Origin": "null"}, {}, 403),
        ({"Origin": ""}, {}, 403),
        ({"Origin": "http://["}, {}, 403),
        ({"Origin": "http://evil.example@127.0.0.1"}, {}, 403),
        ({"Origin": "http://127.0.0.1:1"}, {}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, {}, 403),
        ({"Sec-Fetch-Site": "same-site"}, {}, 403),
        ({}, {"key": ""}, 403),
        ({}, {"key": "0" * 64}, 403),
        ({}, {"key": TOKEN}, 403),
        ({"Host": "evil.example"}, {}, 421),
        ({"Content-Type": "text/plain"}, {}, 415),
        ({"Content-Type": "application/json"}, {}, 415),
        ({}, {"verdict": "perhaps"}, 422),
        ({}, {"by": "b" * 201}, 422),
        ({}, {"note": "n" * 4001}, 422),
    ],
)
def test_no_other_form_writes(web, store, headers, fields, status):
    assert web.form(JUDGE, word(web, **fields), headers).status == status
    assert said(store) == []


def test_a_program_writes_with_the_token_and_with_nothing_else(web, store):
    body = json.dumps({"link": "lfirst", "verdict": "unsure", "by": "bot"}).encode()
    kind = {"Content-Type": "application/json"}
    for headers in (
        {},
        web.session,
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {TOKEN}"},
        {**web.bearer, "Origin": "http://evil.example"},
    ):
        answer = web.ask("POST", "/api/judgements", body, {**kind, **headers})
        assert answer.status in (401, 403)
        assert answer.headers["content-type"] == "application/problem+json"
    assert said(store) == []
    answer = web.ask("POST", "/api/judgements", body, {**kind, **web.bearer})
    assert (answer.status, json.loads(answer.body)["verdict"]) == (201, "unsure")
    assert said(store) == [(Verdict.UNSURE, "bot", None)]
    assert web.ask("POST", "/api/judgements", body, {**web.bearer, "Content-Type": "text/plain"}).status == 422


def test_the_token_in_the_address_becomes_a_session_and_leaves_the_address(web):
    answer = web.get(f"/review?after=0.6+lx&token={TOKEN}")
    assert (answer.status, answer.headers["location"]) == (303, "/review?after=0.6+lx")
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert TOKEN not in cookie
    assert web.form(JUDGE, word(web), {"Cookie": cookie.partition(";")[0]}).status == 303
    assert web.get("/?token=wrong").status == 401
    assert "set-cookie" not in web.get("/?token=wrong").headers
    assert web.get(f"//evil.example/?token={TOKEN}").headers["location"] == "/evil.example/"
    assert web.get(f"/?token={TOKEN}", Host="evil.example").status == 421


def test_the_token_given_by_hand(web):
    right = web.form("/login", {"token": TOKEN}, {"Cookie": ""})
    assert right.status == 303
    assert web.site.access.session in right.headers["set-cookie"]
    assert web.form("/login", {"token": "wrong"}, {"Cookie": ""}).status == 401
    assert web.form("/login", {"token": TOKEN}, {"Cookie": "", "Origin": "http://evil.example"}).status == 403


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example", "[", "a b", "127.0.0.1@evil.example:80x"],
)
def test_a_name_that_is_not_ours_is_refused_for_pages_and_programs(web, host):
    for path in ("/", "/api/health", "/static/app.css", "/openapi.json"):
        answer = web.get(path, Host=host)
        assert answer.status in (400, 421)
        assert "ferry" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:9", "LOCALHOST", "[::1]:80", "localhost."])
def test_names_that_lead_nowhere_else_are_ours(web, host):
    assert web.get("/", Host=host).status == 200


def test_every_answer_has_the_headers(web):
    for path in ("/", "/review", "/nothing", "/api/health", "/api/nothing", "/static/app.js", "/?token=wrong"):
        headers = web.get(path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers


def test_a_password_that_a_proxy_asked_for_is_none_of_our_business(web):
    assert web.get("/", Authorization="Basic YTpi").status == 200
    assert web.get("/", Authorization="Bearer wrong").status == 401


def test_read_only_shows_all_and_writes_nothing(store):
    with served(store, read_only=True) as web:
        assert web.form(JUDGE, word(web)).status == 403
        body = json.dumps({"link": "lfirst", "verdict": "confirm"}).encode()
        answer = web.ask("POST", "/api/judgements", body, {**web.bearer, "Content-Type": "application/json"})
        assert answer.status == 403
        assert json.loads(web.get("/api/health").body)["read_only"] is True
        review = web.get("/review", **web.session).text
        assert 'method="post"' not in review
        assert "only reads" in review
    assert said(store) == []


def test_beyond_this_machine_nothing_is_shown_without_the_token(store):
    with served(store, private=True) as web:
        for path in (
            "/",
            "/article/nberg-2",
            "/openapi.json",
            "/api/health",
            "/article/nberg-2/export/jsonl",
            "/nothing",
        ):
            answer = web.get(path)
            assert answer.status == 401
            assert answer.headers["www-authenticate"] == "Bearer"
            assert "ferry" not in answer.text.lower()
            assert web.get(path, **web.session).status in (200, 404)
            assert web.get(path, **web.bearer).status in (200, 404)
        assert web.get("/login").status == 200
        assert web.get("/static/app.css").status == 200
        assert web.get(f"/?token={TOKEN}").status == 303


def test_requests_have_limits(web):
    assert web.get("/search?q=" + "a" * 501).status == 422
    assert web.get("/search?q=" + "a" * 5000).status == 414
    assert web.get("/" + "a" * 5000).status == 414
    assert web.form("/login", {"token": "a" * 70_000}).status == 413
    assert web.get("/", **{"X-Much": "a" * 100_000}).status in (400, 431)
    fields = {str(number): "" for number in range(30)}
    assert web.form(JUDGE, word(web, **fields)).status == 422
    assert web.get("/api/articles?limit=201").status == 422
    assert web.get("/api/articles?before=99999999999999999999").status == 422


def test_a_body_that_never_says_its_length_ends_at_the_limit(web):
    with socket.create_connection(("127.0.0.1", web.port), timeout=30) as line:
        head = (
            "POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        line.sendall(head.encode())
        piece = b"1000\r\n" + b"a" * 0x1000 + b"\r\n"
        for _ in range(17):
            line.sendall(piece)
        answer = http.client.HTTPResponse(line)
        answer.begin()
        assert answer.status == 413


def test_who_connects_and_does_not_ask_is_let_go(store, monkeypatch):
    monkeypatch.setattr("provenance.web.server._FIRST_LINE", 0.1)
    with served(store) as web:
        for sent in (b"", b"GET / HTTP/1.1\r\nHost: 127.0"):
            with socket.create_connection(("127.0.0.1", web.port), timeout=30) as line:
                line.sendall(sent)
                assert line.recv(100) == b""


def test_a_body_that_does_not_come_is_not_waited_for(store, monkeypatch):
    monkeypatch.setattr("provenance.web.guard.SECONDS", 0.1)
    with served(store) as web, socket.create_connection(("127.0.0.1", web.port), timeout=30) as line:
        head = (
            "POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nContent-Length: 100\r\n\r\ntoken="
        )
        line.sendall(head.encode())
        answer = http.client.HTTPResponse(line)
        answer.begin()
        assert answer.status == 408


def test_other_methods_are_refused(web):
    for method in ("PUT", "DELETE", "PATCH"):
        assert web.ask(method, "/api/articles", headers=web.bearer).status == 405
    assert web.ask("OPTIONS", "/api/judgements", headers={"Origin": "http://evil.example"}).status == 405
    assert web.ask("TRACE", "/").status in (401, 405)


def test_a_session_of_another_token_is_none():
    one, other = Access("a" * 20), Access("b" * 20)
    assert one.has_session(f"x=1; provenance={one.session}")
    assert not one.has_session(f"provenance={other.session}")
    assert not one.has_session("provenance=\xe9; ;;=")
    assert not one.is_token("ä\ud800")
    assert one.form_key != one.session != one.token


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("LocalHost:80", "localhost"),
        ("[::1]:80", "::1"),
        ("[", ""),
        ("a:b:c", "a"),
        ("", ""),
        ("x.example.", "x.example"),
    ],
)
def test_the_name_of_a_host(host, name):
    assert host_name(host) == name


def test_what_only_this_machine_reaches():
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.2", "host.example", "")))
