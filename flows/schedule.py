"""Serves the refresh on a cron schedule as a Prefect deployment, on one machine."""

import asyncio
import hashlib
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prefect.runner import Runner
from prefect.schedules import Cron, Schedule
from prefect.server.schemas.schedules import CronSchedule
from prefect.settings import PREFECT_API_URL, get_current_settings, temporary_settings
from prefect.types.entrypoint import EntrypointType

from flows.refresh import leakreg_refresh
from flows.schedule_server import server
from pipeline.errors import UserError
from pipeline.settings import RefreshSettings

DESCRIPTION = "Brings what is new, runs over it and tells what changed."


class InterruptedRunner(Runner):
    """Ends on SIGTERM as it does on Ctrl-C, so that the schedule is paused."""

    def handle_sigterm(self, *_: object, **__: object) -> None:
        """Hands the signal on."""
        _interrupt()


def _interrupt(*_: object) -> None:
    signal.raise_signal(signal.SIGINT)


def serve(cron: str, timezone: str, port: int, settings: RefreshSettings) -> None:
    """Refreshes at the times of a cron expression until Ctrl-C or SIGTERM.

    A refresh is never begun while another one of this schedule runs. Of those that are overdue one
    is carried out and the others are cancelled with a word (`flows.overdue`). While nothing is
    served the schedule is paused, so that none piles up.

    Args:
        cron: minute, hour, day of the month, month, day of the week.
        timezone: in which they are meant.
        port: of the server that is started where Prefect's settings name none.
        settings: what each refresh is made with.

    Raises:
        UserError: if the expression or the time zone is none, or the server does not start.
    """
    schedule = _schedule(cron, timezone)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with _server(port) as address:
            asyncio.run(_serve(schedule, settings, address))
    except KeyboardInterrupt:
        _say("the schedule is paused; `leakreg schedule` takes it up again")


async def _serve(schedule: Schedule, settings: RefreshSettings, address: str) -> None:
    name = deployment_name(settings)
    runner = InterruptedRunner(name="leakreg", limit=1)
    await runner.aadd_flow(
        leakreg_refresh,
        name=name,
        schedule=schedule,
        paused=False,
        parameters=settings.parameters(),
        description=DESCRIPTION,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    coming = await CronSchedule(cron=schedule.cron or "", timezone=schedule.timezone).get_dates(1)
    _say(f"next refresh: {_shown(coming[0])}; all of them: {address}")
    _say(f"at once: prefect deployment run leakreg-refresh/{name}; to stop: Ctrl-C")
    await runner.start()


def deployment_name(settings: RefreshSettings) -> str:
    """One name for each output folder: a server may have the schedules of several reviews."""
    out = settings.run.out.resolve()
    return f"{out.name}-{hashlib.sha256(str(out).encode()).hexdigest()[:6]}"


def _schedule(cron: str, timezone: str) -> Schedule:
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UserError(
            f"--timezone {timezone!r} is no time zone: write UTC or Europe/Berlin."
        ) from error
    try:
        return Cron(cron, timezone=timezone)
    except ValueError as error:
        raise UserError(
            f"--cron {cron!r} is no cron expression: write minute, hour, day of the month, month "
            'and day of the week, as in "0 3 * * 1".'
        ) from error


@contextmanager
def _server(port: int) -> Iterator[str]:
    """The page of the server that Prefect's settings name, or of one that is started."""
    named = get_current_settings().api.url
    if named:
        yield named.removesuffix("/api")
        return
    with server(port) as address:
        url = f"{address}/api"
        os.environ["PREFECT_API_URL"] = url  # For the processes of the refreshes.
        with temporary_settings({PREFECT_API_URL: url}):
            yield address


def _shown(moment: datetime) -> str:
    return f"{moment:%A, %Y-%m-%d %H:%M %Z}"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
