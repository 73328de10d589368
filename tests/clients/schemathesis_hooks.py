"""What schemathesis knows of the server that it tries: what is there, beside what it makes up."""

import json
import os

import schemathesis
from hypothesis import strategies

# The ids of what is there, by the names of keys in paths.
THERE = json.loads(os.environ["HOMEROOM_THERE"])

COLLECTIONS = {
    "sourceSystem": "sourceSystems",
    "dataConnector": "dataConnectors",
    "year": "years",
    "roleGroup": "roleGroups",
}


@schemathesis.hook
def flatmap_path_parameters(context, made_up):
    """Keys that are made up lead nowhere; every second time they are those of what is there."""
    if not made_up:
        return strategies.just(made_up)
    return strategies.sampled_from([made_up, made_up | {key: THERE[key] for key in made_up if key in THERE}])


@schemathesis.hook
def map_body(context, body):
    """Binds to what is there whatever is bound in a body."""
    if isinstance(body, list):
        return [map_body(context, item) for item in body]
    if isinstance(body, dict):
        return {name: bound(context, name, value) for name, value in body.items()}
    return body


def bound(context, name, value):
    navigation = name.removesuffix("@odata.bind")
    if navigation != name and isinstance(value, str) and navigation in COLLECTIONS:
        return f"external/industryData/{COLLECTIONS[navigation]}/{THERE[navigation]}"
    return map_body(context, value)
