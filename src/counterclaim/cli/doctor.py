"""`counterclaim doctor`."""

import click

from counterclaim.cli._options import format_option, ledger_option, profile_options, settings_from
from counterclaim.cli._visible import say
from counterclaim.locations import Location


@click.command(epilog="Example: counterclaim doctor --ledger war.db")
@ledger_option
@profile_options
@format_option("text", "json")
def doctor(ledger: Location | None, profile: str | None, threshold: float | None, format_: str) -> None:
    """Check what this installation needs, and say what to try where something is wrong.

    Looks at versions, the settings in force, models and their digests, the ledger and its format, disk space, the
    formats that are written, what the network is used for, and optional extras. Changes nothing and fetches nothing.

    Exit status 1 where something is wrong. Fields of JSON: topic, name, state (good, note, wrong), found, try_this.
    """
    from counterclaim.cli._health import State, examine
    from counterclaim.cli._output import print_json
    from counterclaim.records.codec import to_json

    findings = []
    topic = ""
    for finding in examine(settings_from(ledger, profile=profile, threshold=threshold)):
        findings.append(finding)
        if format_ == "json":
            continue
        if finding.topic != topic:
            topic = finding.topic
            say(topic)
        mark = {State.GOOD: " ", State.NOTE: "·", State.WRONG: "!"}[finding.state]
        say(f"{mark} {finding.name}\t{finding.found}" + (f"; try: {finding.try_this}" if finding.try_this else ""))
    wrong = sum(finding.state is State.WRONG for finding in findings)
    if format_ == "json":
        print_json({"findings": [to_json(finding) for finding in findings], "wrong": wrong})
    else:
        say(f"{wrong} wrong" if wrong else "nothing is wrong")
    if wrong:
        raise click.exceptions.Exit(1)
