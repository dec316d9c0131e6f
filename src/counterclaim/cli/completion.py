"""`counterclaim completion`."""

import click

#: How a shell learns the commands each time that it starts.
USE = {
    "bash": 'eval "$(counterclaim completion bash)"  # in ~/.bashrc',
    "zsh": 'eval "$(counterclaim completion zsh)"  # in ~/.zshrc',
    "fish": "counterclaim completion fish > ~/.config/fish/completions/counterclaim.fish",
}


@click.command(epilog=f"Example: {USE['bash']}")
@click.argument("shell", type=click.Choice(sorted(USE)))
def completion(shell: str) -> None:
    """Print what lets SHELL complete commands and options.

    bash 4.4 or later: put `eval "$(counterclaim completion bash)"` into ~/.bashrc; zsh: the same with zsh, into
    ~/.zshrc; fish: write the output to ~/.config/fish/completions/counterclaim.fish.
    """
    from click.shell_completion import get_completion_class

    from counterclaim.cli import cli

    found = get_completion_class(shell)
    assert found is not None  # one of the three that click knows
    click.echo(_without_check(found, cli))


def _without_check(found: type, cli: click.Command) -> str:
    """The script alone: click would run bash here to ask for its version, and there may be none."""
    maker = found(cli, {}, "counterclaim", "_COUNTERCLAIM_COMPLETE")
    script: str = maker.source_template % maker.source_vars()
    return script.strip()
