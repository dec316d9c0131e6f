"""The command line. One module a command, imported only when that command runs: `--help` must not load models."""

import importlib
import io
import keyword
import os
import sys
from pathlib import Path

import click

from counterclaim import __version__
from counterclaim.cli._visible import say
from counterclaim.errors import CounterclaimError

#: Command name -> its one-line help. The module has the command's name, and so has the click command in it.
COMMANDS = {
    "sample": "Read the bundled sample of contested reports and show its rival accounts.",
    "read": "Read reports and print their claims; nothing is kept.",
    "add": "Read reports and keep their claims in the ledger.",
    "archive": "Read archives of pages, on all cores or a Ray cluster, into tables.",
    "collect": "Follow feeds, sitemaps and pages, and keep what their reports claim.",
    "reread": "Read the texts in the ledger again, with the present models.",
    "stories": "List the stories in the ledger.",
    "claims": "List the claims in the ledger.",
    "disputes": "List what is disputed in the ledger.",
    "check": "List who in the ledger stands for a statement, and who against it.",
    "show": "Show one story, report, proposition, dispute or claim.",
    "sides": "Suggest the sides of a story from who disputes with whom.",
    "since": "Print the handover sheet: what changed since a time, and what is open.",
    "timeline": "Show what was claimed when in a story, and what its revisions changed.",
    "explain": "Show why a claim was read, matched or disputed as it was.",
    "review": "Accept, correct, merge, split and withdraw what was read.",
    "evaluate": "Score the machine's readings against people's.",
    "gazetteer": "Add places of your own to those that Counterclaim knows.",
    "ledger": "Check, prove, rebuild and describe the ledger file.",
    "desk": "Show the ledger in the browser: rival accounts side by side.",
    "people": "Say who may enter a desk that others can reach.",
    "watch": "Keep searches for what is worth a person's time, with a feed each.",
    "alerts": "Send what watches find, by webhook and in letters.",
    "enquiry": "Record whom you asked about what is claimed, and what was answered.",
    "context": "List what other people's event data say near a story.",
    "export": "Write what the ledger holds in the formats of other tools.",
    "import": "Bring in reviews, annotations and event data of other tools.",
    "doctor": "Check this installation, and say what to try where something is wrong.",
    "completion": "Print what lets a shell complete commands.",
    "schema": "Print the JSON Schema of `--format json`.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"counterclaim.cli.{name}")
        command: click.Command = getattr(module, name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: counterclaim read report.html other.txt",
)
@click.version_option(__version__, prog_name="counterclaim")
def cli() -> None:
    """Read reports about contested events and keep a ledger of attributed claims.

    Counterclaim says who says what, through whom and in which words, who denies it, and how many independent
    origins stand behind it. It never says what is true.
    """


def main() -> None:
    """Run the command line: exit 0 done, 1 something failed (named on stderr), 2 wrong usage."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # the shell closed it
            setattr(sys, name, Path(os.devnull).open("w"))
        elif isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show a character gets its number
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(cli(standalone_mode=False))  # the status of the Exit that a command raised, else None
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except CounterclaimError as error:
        say(f"counterclaim: {error}", err=True)
        sys.exit(1)
    except ValueError as error:
        from counterclaim.records.codec import RecordError

        if not isinstance(error, RecordError | UnicodeEncodeError):
            raise
        say(f"counterclaim: {error}", err=True)  # a parameter that no record can hold, such as half a character
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        what = error.filename or "the output could not be written"
        say(f"counterclaim: {what}: {error.strerror or error}", err=True)
        os._exit(1)  # what is left in the buffer cannot be written either
