"""Runs that a schedule made while none could be carried out: one is enough for all of them.

A machine that was asleep, or a refresh that took longer than the time between two of them, leaves
several runs waiting. Each would look for the same news.
"""

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import PrefectHTTPStatusError
from prefect.runtime import deployment, flow_run
from prefect.states import Cancelled

from pipeline.clock import now


def drop_overdue() -> int:
    """Cancels what the schedule of the present run left waiting; returns how many runs that were.

    Runs that a person asked for are left alone, and so is everything where no schedule is.
    """
    if not deployment.id:
        return 0
    with get_client(sync_client=True) as client:
        waiting = _waiting(client, str(deployment.id))
        return sum(_cancelled(client, one) for one in waiting)


def _cancelled(client: SyncPrefectClient, run: FlowRun) -> bool:
    """Cancels a run; False where the server is too busy for it: then it is carried out in turn."""
    try:
        client.set_flow_run_state(run.id, Cancelled(message=_word()))
    except PrefectHTTPStatusError:
        return False
    return True


def _waiting(client: SyncPrefectClient, served: str) -> list[FlowRun]:
    """The runs of a deployment that its schedule made and that should have begun by now."""
    due = FlowRunFilter.model_validate(
        {
            "deployment_id": {"any_": [served]},
            "state": {"type": {"any_": ["SCHEDULED"]}},
            "next_scheduled_start_time": {"before_": now()},
        }
    )
    return [one for one in client.read_flow_runs(flow_run_filter=due) if one.auto_scheduled]


def _word() -> str:
    return f"Overdue: the run {flow_run.name} has brought what this one would have."
