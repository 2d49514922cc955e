"""Orchestration with Prefect; the work itself is done in `pipeline`."""

import os

LOOPBACK = "127.0.0.1,localhost"

# Prefect reads its settings when it is first imported. Nothing here overrides the user's own.
for _name, _value in {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
}.items():
    os.environ.setdefault(_name, _value)

# That server is on this machine: a proxy would never find it.
_direct = os.environ.get("no_proxy") or os.environ.get("NO_PROXY")
os.environ["no_proxy"] = os.environ["NO_PROXY"] = ",".join(filter(None, [_direct, LOOPBACK]))
