"""The desktop's line to its hub: the system's trust store, a deadline for everything, and only a hub is believed."""

from __future__ import annotations

import gzip
import queue
import re
import secrets
import ssl
import threading
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import msgspec

from app.desktop.hub_address import is_loopback, refuse_plain_http
from app.desktop.waits import listen_wait
from app.errors import BadInput, FollowthroughError, HubUnreachable, SignInRefused, WrongHub
from app.outside.drill_link import DrillLink
from app.outside.event_stream import SILENCE_S, Line, listen
from app.outside.live_link import LiveCalls
from app.outside.retry_after import retry_after_s
from app.outside.told import Told, read_told
from app.outside.way_out import SYSTEM_WAY, Way
from app.protocol import versions
from app.protocol.device_key import public_of, sign, words_to_join
from app.protocol.experiment_wire import Experiments, PlanExperiment, StopExperiment, WorksTables
from app.protocol.handover import HandedLeads, HandOver
from app.protocol.limits import QUESTION
from app.protocol.unreadable import UNREADABLE
from app.protocol.wire import (
    Claim,
    ClaimAnswer,
    Enroll,
    Enrolled,
    Hello,
    LeadNotYours,
    LeadYours,
    MovedPart,
    MovePlaybook,
    PublishAnswer,
    PublishPlaybook,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Refusal,
    Renew,
    Renewed,
    Stranger,
)

#: for one request, from looking up the name to the answer's last byte
DEADLINE_S = 20.0
#: for each step of it; a line that is dead is noticed before the deadline
_STEP_S = 10.0
_WORTH_PACKING = 1024
#: a hub that only starts anew is there by then
ASKED_AFTER = 2
#: a hub that asks for more has its clock wrong, or is none
_LONGEST_ASKED_S = 1800.0
_STREAM = {"Accept": "text/event-stream"}
_PATIENCE = httpx.Timeout(_STEP_S, read=SILENCE_S)
_NOT_A_HUB = "Check the hub's address, and whether this network wants a sign-in in the browser first."


class _TeamRows(msgspec.Struct):
    officers: list[dict[str, Any]]


class HttpHubLink(LiveCalls, DrillLink):
    """Speaks to the hub at `url`, with `token` once there is one. Each call has a deadline and may be called again.

    `within_s` shortens it for one call. Raises HubUnreachable, WrongHub or SignInRefused; BadInput for an address
    that cannot be used. `way` is how the machine gets there; `trust` replaces its certificates by others alone,
    `transport` the network by a test's.
    """

    def __init__(
        self,
        url: str,
        token: str = "",
        *,
        way: Way = SYSTEM_WAY,
        trust: ssl.SSLContext | None = None,
        transport: httpx.BaseTransport | None = None,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._url, is_own = _address(url)
        self._deadline_s = deadline_s
        means = way.client(self._url, is_loopback=is_own)
        if trust is not None:
            means["verify"] = trust
        if transport is not None:
            means["transport"] = transport
        self._client = httpx.Client(
            base_url=self._url,
            headers={"Authorization": f"Bearer {token}"} if token else {},
            timeout=min(_STEP_S, deadline_s),
            # a round is two or three requests every minute or so: a line kept open in between would only be cut
            limits=httpx.Limits(max_keepalive_connections=0),
            **means,
        )

    def close(self) -> None:
        self._client.close()

    def hello(self, within_s: float | None = None) -> Hello:
        """Ask who answers at this address."""
        found: Hello = _decode(self._ask("GET", "/v1/hello", within_s=within_s), Hello)
        if found.product != "followthrough":
            raise _not_a_hub("something else")
        return found

    def enroll(self, code: str, device_name: str, key: bytes = b"", id_token: str = "") -> Enrolled:
        """Hand in a one-time code or a sign-in, and the public half of a key; sent only after a hub has said hello.

        Without a `key` the device joins as one of before there were keys.
        """
        if versions.common(self.hello().protocol) is None:
            raise HubUnreachable(
                "This desktop and the hub speak no common protocol.", "Update the older of the two, then do it again."
            )
        message = Enroll(
            code=code,
            device_name=device_name,
            protocol=list(versions.SPOKEN),
            device_key=public_of(key) if key else b"",
            proof=sign(key, words_to_join(code, id_token)) if key else b"",
            id_token=id_token,
        )
        enrolled: Enrolled = _decode(self._ask("POST", "/v1/enroll", message), Enrolled)
        return enrolled

    def renew(self, request: Renew, within_s: float | None = None) -> Renewed:
        """Ask for new access with what only this device can sign."""
        renewed: Renewed = _decode(self._ask("POST", "/v1/renew", request, within_s), Renewed)
        return renewed

    def push(self, request: PushRequest, within_s: float | None = None) -> PushAnswer:
        answer: PushAnswer = _decode(self._ask("POST", "/v1/push", request, within_s), PushAnswer)
        return answer

    def pull(self, request: PullRequest, within_s: float | None = None) -> PullAnswer:
        body = self._ask("POST", "/v1/pull", request, within_s)
        answer: PullAnswer | Stranger = _decode(body, PullAnswer | Stranger)
        if isinstance(answer, Stranger):
            raise _another_hub()
        return answer

    def claim(self, message: Claim, within_s: float | None = None) -> LeadYours | LeadNotYours:
        """Ask for a lead; asked again with the same message, the answer is the same."""
        answer: ClaimAnswer = _decode(self._ask("POST", "/v1/claim", message, within_s), ClaimAnswer)
        if isinstance(answer, Stranger):
            raise _another_hub()
        return answer

    def team_report(self, start: date, end: date) -> dict[str, Any]:
        """Return the team report of the interfaces page for these days, both included."""
        path = f"/v1/reports/team?from={start.isoformat()}&to={end.isoformat()}"
        report: _TeamRows = _decode(self._ask("GET", path), _TeamRows)
        return {"officers": report.officers}

    def report(self, name: str, start: date, end: date) -> dict[str, Any]:
        """Return a report of the interfaces page by its name, for these days, both included."""
        path = f"/v1/reports/{name}?from={start.isoformat()}&to={end.isoformat()}"
        report: dict[str, Any] = _decode(self._ask("GET", path), dict[str, Any])
        return report

    def hand_over(self, message: HandOver) -> HandedLeads:
        """Ask for the leads that wait to be handed to marketing; say which of them are safe here."""
        answer: HandedLeads = _decode(self._ask("POST", "/v1/exhausted", message), HandedLeads)
        return answer

    def own_report(self, start: date, end: date) -> dict[str, Any]:
        """Return the row of the team report that is of whoever asks, for these days, both included."""
        path = f"/v1/reports/officer?from={start.isoformat()}&to={end.isoformat()}"
        report: _TeamRows = _decode(self._ask("GET", path), _TeamRows)
        return report.officers[0] if report.officers else {}

    def works(self, start: date, end: date, by: str) -> WorksTables:
        """Return what works, as tables over leads of these days, both included; first contacts split by a field."""
        path = f"/v1/works?from={start.isoformat()}&to={end.isoformat()}&by={quote(by, safe='')}"
        found: WorksTables = _decode(self._ask("GET", path), WorksTables)
        return found

    def experiments(self, message: PlanExperiment | StopExperiment | None = None) -> Experiments:
        """Return every experiment, or first plan, begin or stop one; raises BadInput for what cannot be asked."""
        path = "/v1/experiments/stop" if isinstance(message, StopExperiment) else "/v1/experiments"
        told = self._ask("GET" if message is None else "POST", path, message)
        found: Experiments = _decode(told, Experiments)
        return found

    def _told(self, path: str, kind: Any) -> Any:
        return _decode(self._ask("GET", path), kind)

    def publish_playbook(self, message: PublishPlaybook) -> PublishAnswer:
        """Have a playbook put in force for the company; raises BadInput with what the hub finds wrong with it."""
        answer: PublishAnswer = _decode(self._ask("POST", "/v1/playbook", message), PublishAnswer)
        return answer

    def move_leads(self, message: MovePlaybook) -> MovedPart:
        """Have a part of the company's leads moved to a version, or told of; raises BadInput for one there is not."""
        answer: MovedPart = _decode(self._ask("POST", "/v1/playbook/move", message), MovedPart)
        return answer

    def wake(self, on_hint: Callable[[list[str]], None], stop: threading.Event, *, live: bool = False) -> None:
        """Call `on_hint` with the feeds that have news, until `stop` is set; an empty list means "connected: pull", or
        that nobody answers any more, which a round finds out and tells.

        With `live` the word for it stands among them where something about a manager's people changed; a hub before
        `V8_LIVE` never says so.

        Reconnects by itself, later and later while nobody answers. Raises SignInRefused, since asking again would
        not help.
        """
        line = Line()
        threading.Thread(target=line.cut_at, args=(stop,), name="hub-wake-stop", daemon=True).start()
        try:
            self._wake("/v1/wake?live=yes" if live else "/v1/wake", on_hint, stop, line)
        finally:
            line.is_left = True

    def _wake(self, path: str, on_hint: Callable[[list[str]], None], stop: threading.Event, line: Line) -> None:
        failures = 0
        while not stop.is_set():
            asked_s = 0.0
            try:
                with self._client.stream("GET", path, headers=_STREAM, timeout=_PATIENCE) as response:
                    if response.status_code != httpx.codes.OK:
                        raise self._refused(read_told(response))
                    listen(response, line, on_hint)
                failures = 0
            except SignInRefused:
                raise
            except (FollowthroughError, httpx.HTTPError) as trouble:
                failures += 1
                if failures == ASKED_AFTER:
                    on_hint([])
                asked_s = min(getattr(trouble, "retry_after_s", None) or 0.0, _LONGEST_ASKED_S)
            # with jitter, so that a hub that comes back is not met by everybody at once
            stop.wait(asked_s + listen_wait(failures).total_seconds())

    # -- asking ----------------------------------------------------------------------------------------

    def _asked(self, method: str, path: str, kind: Any, message: object = None) -> Any:
        return _decode(self._ask(method, path, message), kind)

    def _ask(self, method: str, path: str, message: object = None, within_s: float | None = None) -> bytes:
        wait_s = self._deadline_s if within_s is None else min(within_s, self._deadline_s)
        told = self._within_deadline(lambda: self._send(method, path, message), wait_s)
        if told.status != httpx.codes.OK:
            raise self._refused(told)
        return told.body

    def _send(self, method: str, path: str, message: object) -> Told:
        """Ask, and believe no answer that names another question: it was kept from before, or is somebody else's."""
        body, headers = b"", {QUESTION: secrets.token_hex(8)}
        if message is not None:
            body, headers["Content-Type"] = msgspec.json.encode(message), "application/json"
        if len(body) > _WORTH_PACKING:
            body = gzip.compress(body, compresslevel=5)
            headers["Content-Encoding"] = "gzip"
        with self._client.stream(method, path, content=body or None, headers=headers) as response:
            told = read_told(response)
        if told.headers.get(QUESTION, headers[QUESTION]) != headers[QUESTION]:
            raise _not_a_hub("something that repeats what was asked before")
        return told

    def _within_deadline(self, send: Callable[[], Told], wait_s: float) -> Told:
        """Wait for an answer no longer than the deadline, even for one that trickles in byte by byte."""
        outcome: queue.SimpleQueue[Told | Exception] = queue.SimpleQueue()

        def run() -> None:
            try:
                outcome.put(send())
            except Exception as error:  # noqa: BLE001 - handed to the caller, who raises it
                outcome.put(error)

        threading.Thread(target=run, name="hub-request", daemon=True).start()
        try:
            found = outcome.get(timeout=wait_s)
        except queue.Empty:
            raise self._too_late() from None
        if isinstance(found, httpx.HTTPError):
            raise self._unreachable(found) from None
        if isinstance(found, Exception):
            raise found
        return found

    def _too_late(self) -> HubUnreachable:
        return HubUnreachable(
            f"The hub at {self._url} did not answer in time.", "It is tried again; check the network if this stays so."
        )

    def _unreachable(self, error: httpx.HTTPError) -> HubUnreachable:
        if isinstance(error, httpx.TimeoutException):
            return self._too_late()
        if isinstance(error, httpx.ProxyError):
            return HubUnreachable("The network's proxy did not let the request through.", "Ask IT to allow the hub.")
        if isinstance(error.__cause__, ssl.SSLError) or "CERTIFICATE" in str(error):
            return HubUnreachable(
                f"The certificate of {self._url} is not trusted on this machine.",
                "Ask IT to install the company's root certificate.",
            )
        if isinstance(error, httpx.RemoteProtocolError) and _CUT.search(str(error)):
            return HubUnreachable("The line was cut before the hub had answered.", "It is tried again.")
        if isinstance(error, httpx.RemoteProtocolError | httpx.DecodingError):
            return _not_a_hub("something that is no web answer")
        return HubUnreachable(f"Nobody answers at {self._url}.", "Check the network and the hub's address.")

    def _refused(self, told: Told) -> FollowthroughError:
        """Return what a hub's refusal means here; whoever else says no is not believed."""
        status = told.status
        try:
            refusal = msgspec.json.decode(told.body, type=Refusal)
        except UNREADABLE:
            refusal = None
        retry_after = retry_after_s(told.headers, refusal.server_time if refusal else None)
        if status in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE):
            said = (refusal.happened, refusal.remedy) if refusal else ("The hub is busy.", "It is tried again.")
            return HubUnreachable(*said, retry_after_s=retry_after)
        if refusal is None:
            return _not_a_hub(_words_of(status))
        if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            return SignInRefused(refusal.happened, refusal.remedy, refusal.code)
        if status < httpx.codes.INTERNAL_SERVER_ERROR and status != httpx.codes.REQUEST_TIMEOUT:
            return BadInput(refusal.happened, refusal.remedy)
        return HubUnreachable(refusal.happened, refusal.remedy, retry_after_s=retry_after)


#: how the library says that a connection ended in the middle of an answer, or before one
_CUT = re.compile("server disconnected|without sending complete|peer closed", re.IGNORECASE)


def _address(url: str) -> tuple[str, bool]:
    """Return the address to use and whether it is this machine's own; plain http is for that alone."""
    text = url.strip()
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
        # what no look-up of names takes raises as well, there past all that is caught
        host.encode("idna")
    except ValueError:
        host = ""
    if not host or parts.scheme not in ("http", "https") or parts.query or parts.username:
        raise BadInput("This is no address of a hub.", "Write it like https://hub.example.com.")
    refuse_plain_http(text)
    return text.rstrip("/"), is_loopback(host)


def _decode(body: bytes, kind: Any) -> Any:
    try:
        return msgspec.json.decode(body, type=kind)
    except UNREADABLE:
        what = "a web page" if body.lstrip()[:1] == b"<" else "an answer it does not understand"
        raise _not_a_hub(what) from None


def _another_hub() -> WrongHub:
    return WrongHub("The server at this address is another hub; nothing was taken from it.", "Check the hub's address.")


def _words_of(status: int) -> str:
    if status == httpx.codes.PROXY_AUTHENTICATION_REQUIRED:
        return "a proxy that wants a sign-in"
    if httpx.codes.is_redirect(status):
        return f"a redirect ({status})"
    return f"a server that says {status}"


def _not_a_hub(what: str) -> HubUnreachable:
    return HubUnreachable(f"Not the hub answered, but {what}.", _NOT_A_HUB)
