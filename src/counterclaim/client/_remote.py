"""An open ledger that a desk serves."""

import http.client
import json
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from counterclaim import __version__
from counterclaim.client._interface import OpenLedger
from counterclaim.client._records import (
    ActorSummary,
    AddedReport,
    Exported,
    KeptDecision,
    LedgerState,
    LogEntry,
    ReportSummary,
    StorySummary,
)
from counterclaim.errors import InputError, LedgerError
from counterclaim.presentation import ClaimView, DisputeView, DocumentView, PropositionView, ReportView
from counterclaim.records.codec import from_json
from counterclaim.records.ids import Json

T = TypeVar("T")

#: Bytes of an answer. A whole story with its texts is a few megabytes.
MOST = 500_000_000
#: Items of a list that are asked for at once.
PIECE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a desk answered."""

    status: int
    body: bytes
    media_type: str
    name: str = ""  # of the file that it is


#: Sends a request (method, path with query, headers, body) and returns the answer.
Send = Callable[[str, str, Mapping[str, str], bytes | None], Answer]


def make_send(url: str, *, timeout_s: float) -> Send:
    """What sends requests to the desk at `url`. It follows no redirection and takes no proxy from the environment."""
    parts = urlsplit(url)
    if not parts.hostname or parts.username:
        raise LedgerError(f"{parts.hostname or url} is no address of a desk such as https://desk.example.org")
    host, port = parts.hostname, parts.port

    def send(method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        connection: http.client.HTTPConnection
        if parts.scheme == "https":
            context = ssl.create_default_context()
            connection = http.client.HTTPSConnection(host, port, timeout=timeout_s, context=context)
        else:
            connection = http.client.HTTPConnection(host, port, timeout=timeout_s)
        try:
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            data = response.read(MOST + 1)
            if len(data) > MOST:
                raise LedgerError(f"the desk at {host} answered with more than {MOST:,} bytes")
            disposition = response.getheader("content-disposition", "")
            return Answer(
                status=response.status,
                body=data,
                media_type=response.getheader("content-type", "").partition(";")[0],
                name=disposition.partition('filename="')[2].rstrip('"'),
            )
        except (OSError, http.client.HTTPException) as error:
            raise LedgerError(f"the desk at {host} cannot be reached ({error or type(error).__name__})") from error
        finally:
            connection.close()

    return send


class RemoteLedger(OpenLedger):
    """A ledger behind the API of a desk."""

    def __init__(self, send: Send, *, token: str = "", moment: Mapping[str, str] | None = None) -> None:
        self._send, self._token = send, token
        self._moment = dict(moment or {})

    def at(self, *, as_of: datetime | None = None, recorded: datetime | None = None) -> Self:
        moments = {"as_of": as_of, "recorded": recorded}
        return type(self)(
            self._send, token=self._token, moment={name: at.isoformat() for name, at in moments.items() if at}
        )

    def close(self) -> None:
        """Nothing: every request has a connection of its own."""

    def _ask(
        self, method: str, path: str, query: Mapping[str, object] | None = None, body: object | None = None
    ) -> Answer:
        headers = {"Accept": "application/json", "User-Agent": f"counterclaim/{__version__}"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        given = {name: value for name, value in (query or {}).items() if value is not None}
        address = f"/api/v1{path}" + (f"?{urlencode(given)}" if given else "")
        answer = self._send(method, address, headers, data)
        if answer.status >= 400:
            raise _error(answer, path)
        return answer

    def _get(self, type_: type[T], path: str, **query: object) -> T:
        return from_json(type_, json.loads(self._ask("GET", path, {**self._moment, **query}).body))

    def _walk(self, type_: type[T], path: str, **query: object) -> Iterator[T]:
        """Every item of a list, piece by piece."""
        cursor: str | None = None
        while True:
            found = json.loads(self._ask("GET", path, {**self._moment, **query, "cursor": cursor, "limit": PIECE}).body)
            for item in found["items"]:
                yield from_json(type_, item)
            cursor = found["next"]
            if cursor is None:
                return

    # Reading

    def state(self) -> LedgerState:
        return self._get(LedgerState, "/ledger")

    def stories(self, *, search: str | None = None) -> Iterator[StorySummary]:
        return self._walk(StorySummary, "/stories", search=search)

    def claims(
        self,
        *,
        story: str | None = None,
        search: str | None = None,
        actor: str | None = None,
        stance: str | None = None,
        kind: str | None = None,
    ) -> Iterator[ClaimView]:
        return self._walk(ClaimView, "/claims", story=story, search=search, actor=actor, stance=stance, kind=kind)

    def propositions(self, *, story: str | None = None) -> Iterator[PropositionView]:
        return self._walk(PropositionView, "/propositions", story=story)

    def disputes(self, *, story: str | None = None) -> Iterator[DisputeView]:
        return self._walk(DisputeView, "/disputes", story=story)

    def reports(self, *, story: str | None = None) -> Iterator[ReportSummary]:
        return self._walk(ReportSummary, "/reports", story=story)

    def actors(self, *, search: str | None = None) -> Iterator[ActorSummary]:
        return self._walk(ActorSummary, "/actors", search=search)

    def show(self, id_: str) -> DocumentView:
        return self._get(DocumentView, f"/documents/{quote(id_, safe='')}")

    def claim(self, id_: str) -> ClaimView:
        return self._get(ClaimView, f"/claims/{quote(id_, safe='')}")

    def proposition(self, id_: str) -> PropositionView:
        return self._get(PropositionView, f"/propositions/{quote(id_, safe='')}")

    def dispute(self, id_: str) -> DisputeView:
        return self._get(DisputeView, f"/disputes/{quote(id_, safe='')}")

    def report(self, id_: str) -> ReportView:
        return self._get(ReportView, f"/reports/{quote(id_, safe='')}")

    # Adding and deciding

    def add(
        self,
        *,
        text: str | None = None,
        html: bytes | None = None,
        url: str | None = None,
        address: str | None = None,
        title: str | None = None,
        published: str | None = None,
        outlet: str | None = None,
    ) -> AddedReport:
        said = {"title": title, "published": published, "outlet": outlet, "address": address}
        if html is not None and text is None and url is None:
            query = {name: value for name, value in said.items() if value is not None}
            headers = {"Content-Type": "text/html"}
            if self._token:
                headers["Authorization"] = f"Bearer {self._token}"
            path = "/api/v1/reports/page" + (f"?{urlencode(query)}" if query else "")
            answer = self._send("POST", path, headers, html)
            if answer.status >= 400:
                raise _error(answer, "the report")
        else:
            given = {name: value for name, value in {"text": text, "url": url, **said}.items() if value is not None}
            if html is not None:
                raise InputError("give one of text, html and url", subject="the report")
            answer = self._ask("POST", "/reports", body=given)
        return from_json(AddedReport, json.loads(answer.body))

    def decide(
        self,
        action: str,
        ids: Sequence[str],
        *,
        reason: str,
        author: str | None = None,
        others: Sequence[str] = (),
        value: str | None = None,
        into: Sequence[str] = (),
        reading: Mapping[str, object] | None = None,
    ) -> tuple[str, ...]:
        body: dict[str, object] = {
            "action": action,
            "ids": list(ids),
            "reason": reason,
            "others": list(others),
            "into": list(into),
        }
        body |= {} if value is None else {"value": value}
        body |= {} if reading is None else {"reading": dict(reading)}
        return tuple(json.loads(self._ask("POST", "/decisions", body=body).body)["entries"])

    def decisions(self) -> Iterator[KeptDecision]:
        return self._walk(KeptDecision, "/decisions")

    # Proving

    def entries(self, *, after: int = 0) -> Iterator[LogEntry]:
        return self._walk(LogEntry, "/entries", after=after)

    def checkpoint(self) -> str:
        return self._ask("POST", "/checkpoints").body.decode()

    def prove_inclusion(self, entry: str, *, size: int | None = None) -> dict[str, Json]:
        path = f"/entries/{quote(entry, safe='')}/proof"
        proof: dict[str, Json] = json.loads(self._ask("GET", path, {"size": size}).body)
        return proof

    def prove_consistency(self, old: int, new: int) -> dict[str, Json]:
        proof: dict[str, Json] = json.loads(self._ask("GET", "/consistency", {"old": old, "new": new}).body)
        return proof

    # Leaving

    def export(self, format_: str, *, story: str | None = None) -> Exported:
        path = f"/exports/{quote(format_, safe='')}"
        answer = self._ask("POST", path, {**self._moment, "story": story})
        return Exported(name=answer.name, media_type=answer.media_type, content=answer.body)


def _error(answer: Answer, subject: str) -> Exception:
    """The error that the desk's answer stands for."""
    try:
        problem = json.loads(answer.body)
        words = str(problem["detail"])
        words += "".join(f"; {fault['where']}: {fault['what']}" for fault in problem.get("faults", ()))
    except (ValueError, KeyError, TypeError):
        words = f"the desk answered {answer.status}"
    return InputError(words, subject=subject) if answer.status == 422 else LedgerError(words)
