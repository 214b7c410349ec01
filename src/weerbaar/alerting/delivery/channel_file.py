# SPDX-License-Identifier: EUPL-1.2
"""The file that says which ways to the cells there are, and what each may be used for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from weerbaar.alerting.broadcast import PORT as CBSP_PORT
from weerbaar.alerting.delivery import cbc_console, osmo_cbc
from weerbaar.alerting.delivery.bsc_channel import BscChannel, bsc_channel
from weerbaar.alerting.delivery.cell_names import CellNameError, read_cell
from weerbaar.alerting.delivery.channel import Clock, ExerciseChannel, LiveChannel, WrongPurposeError
from weerbaar.alerting.delivery.orders import ForExercise, ForReal
from weerbaar.alerting.delivery.recipients import Recipient, check_apart
from weerbaar.alerting.delivery.rehearsal import RehearsalChannel
from weerbaar.alerting.delivery.sending import AnyChannel
from weerbaar.alerting.delivery.watchdog import Watched
from weerbaar.base import FileModel, InputError, Problem, Text, read_yaml, validate

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]
Port = Annotated[int, Field(ge=1, le=65535)]
Share = Annotated[float, Field(ge=0, le=1)]


class BscEntry(FileModel):
    """A base station controller that waits for its centre."""

    kind: Literal["bsc"]
    name: Name
    purpose: Literal["live", "exercise"]
    host: str
    port: Port = CBSP_PORT


class OsmoCbcEntry(FileModel):
    """A Cell Broadcast Centre, with the names of the controllers that should be connected to it."""

    kind: Literal["osmo-cbc"]
    name: Name
    purpose: Literal["live", "exercise"]
    host: str
    port: Port = osmo_cbc.PORT
    console_port: Port = cbc_console.PORT
    controllers: tuple[str, ...] = ()


class RehearsalEntry(FileModel):
    """A network that does not exist."""

    kind: Literal["rehearsal"]
    name: Name
    purpose: Literal["exercise"] = "exercise"
    cells: Annotated[tuple[str, ...], Field(min_length=1)]
    seed: Annotated[int, Field(ge=0)] = 0
    refusing: Share = 0.0
    silent: Share = 0.0


Entry = Annotated[BscEntry | OsmoCbcEntry | RehearsalEntry, Field(discriminator="kind")]


class ChannelFile(FileModel):
    """The file as it is written."""

    version: Literal[1]
    channels: Annotated[tuple[Entry, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels of a file, by name. Those for exercises and the real ones are never in one list of one type.

    Attributes:
        live: the real ones.
        exercise: those that reach nobody.
        watched: all of them with the controllers that should be there, for the watch.
    """

    live: dict[str, LiveChannel]
    exercise: dict[str, ExerciseChannel]
    watched: tuple[Watched, ...]

    @property
    def by_name(self) -> dict[str, AnyChannel]:
        """All of them, to pick up what was interrupted; each refuses what it is not for."""
        return {**self.live, **self.exercise}

    def close(self) -> None:
        """Hang up wherever there is a connection."""
        for channel in self.by_name.values():
            if isinstance(channel, BscChannel):
                channel.close()


def read_channels(path: Path, clock: Clock) -> Channels:
    """Read the channels of a file; no connection is made.

    Args:
        path: a YAML file.
        clock: gives the moments that channels note, and by which a rehearsal counts.

    Raises:
        InputError: with everything that is wrong in it, among it a channel for exercises to another machine or to
            where a real one leads.
    """
    source = read_yaml(path)
    entries = validate(ChannelFile, source).channels
    problems: list[Problem] = []
    channels = Channels({}, {}, ())
    watched: list[Watched] = []
    real = [_recipient(entry) for entry in entries if not isinstance(entry, RehearsalEntry) and entry.purpose == "live"]
    for i, entry in enumerate(entries):
        field = f"channels[{i}]"
        line = source.line(("channels", i))
        if entry.name in channels.by_name:
            problems.append(
                Problem(
                    source.name,
                    Text(nl="deze naam komt twee keer voor.", en="this name occurs twice."),
                    Text(nl="Geef elk kanaal een eigen naam.", en="Give each channel a name of its own."),
                    line,
                    f"{field}.name",
                    entry.name,
                )
            )
            continue
        try:
            if not isinstance(entry, RehearsalEntry) and entry.purpose == "exercise":
                check_apart(_recipient(entry), real)
            watched.append(_added(channels, entry, clock))
        except (WrongPurposeError, CellNameError) as error:
            problems.append(Problem(source.name, error.message, line=line, field=field, value=entry.name))
    if problems:
        raise InputError(problems)
    return Channels(channels.live, channels.exercise, tuple(watched))


def _recipient(entry: BscEntry | OsmoCbcEntry) -> Recipient:
    ports = {entry.port, entry.console_port} if isinstance(entry, OsmoCbcEntry) else {entry.port}
    return Recipient(entry.name, entry.host, frozenset(ports))


def _added(channels: Channels, entry: BscEntry | OsmoCbcEntry | RehearsalEntry, clock: Clock) -> Watched:
    """Make the channel of an entry, put it among those of its purpose, and return how it is watched."""
    if isinstance(entry, RehearsalEntry):
        for cell in entry.cells:
            read_cell(cell)
        rehearsal = RehearsalChannel(
            entry.name, entry.cells, clock, seed=entry.seed, refusing=entry.refusing, silent=entry.silent
        )
        channels.exercise[entry.name] = rehearsal
        return Watched(rehearsal, frozenset({entry.name}))
    if isinstance(entry, BscEntry):
        expected = frozenset({entry.name})
        if entry.purpose == "live":
            channels.live[entry.name] = bsc_channel(entry.name, ForReal(), entry.host, entry.port)
        else:
            channels.exercise[entry.name] = bsc_channel(entry.name, ForExercise(), entry.host, entry.port)
    else:
        expected = frozenset(entry.controllers)
        address = osmo_cbc.CbcAddress(entry.host, entry.port, entry.console_port)
        if entry.purpose == "live":
            channels.live[entry.name] = osmo_cbc.OsmoCbcChannel(entry.name, ForReal(), address, clock)
        else:
            channels.exercise[entry.name] = osmo_cbc.OsmoCbcChannel(entry.name, ForExercise(), address, clock)
    return Watched(channels.by_name[entry.name], expected)
