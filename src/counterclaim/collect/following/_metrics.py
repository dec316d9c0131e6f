"""Numbers of a running collector in Prometheus' form, in a registry of their own."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, start_http_server

from counterclaim.collect.following._collector import Done

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """What was fetched and what became of it."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        name = "counterclaim_collect"
        self._fetches = Counter(f"{name}_fetches", "Visits, by what came of them", ["came"], registry=self.registry)
        self._outcomes = Counter(
            f"{name}_outcomes", "Visits, by what was made of them", ["outcome"], registry=self.registry
        )
        self._bytes = Counter(f"{name}_bytes", "Bytes fetched, decompressed", registry=self.registry)
        self._listed = Counter(f"{name}_listed", "Addresses listed for the first time", registry=self.registry)
        self._seconds = Histogram(
            f"{name}_fetch_seconds", "Time of a visit, waiting included", buckets=_SECONDS, registry=self.registry
        )
        self._reading = Histogram(
            f"{name}_read_seconds", "Time to read and keep a report", buckets=_SECONDS, registry=self.registry
        )
        self._addresses = Gauge(f"{name}_addresses", "Addresses, by state", ["state"], registry=self.registry)
        self._flying = Gauge(f"{name}_requests_in_flight", "Requests being made", registry=self.registry)
        self._last = Gauge(f"{name}_last_visit_timestamp_seconds", "When a visit was kept last", registry=self.registry)

    def count(self, done: Done) -> None:
        """Counts a visit."""
        self._fetches.labels(done.visit.came.value).inc()
        self._outcomes.labels(done.after.outcome).inc()
        self._bytes.inc(len(done.visit.page.body) if done.visit.page else 0)
        self._listed.inc(done.new)
        self._seconds.observe(done.visit.seconds)
        self._last.set_to_current_time()

    def time_reading(self, seconds: float) -> None:
        """Counts the reading of a report."""
        self._reading.observe(seconds)

    def show(self, counts: Mapping[str, int], in_flight: int) -> None:
        """Sets what is followed and going on now."""
        for state, number in counts.items():
            self._addresses.labels(state).set(number)
        self._flying.set(in_flight)

    def text(self) -> str:
        """All numbers as Prometheus reads them."""
        return generate_latest(self.registry).decode()

    def serve(self, port: int) -> int:
        """Answers on a port of this machine alone; returns the port (of 0 the one that was free)."""
        server, _ = start_http_server(port, addr="127.0.0.1", registry=self.registry)
        return int(server.server_port)
