"""Serves moto's DynamoDB on a port of the loopback interface: `python server.py PORT`."""

import copy
import io
import logging
import os
import sys
import threading
import types

# The tests' region is "local". moto reads this when it is imported.
os.environ["MOTO_ALLOW_NONEXISTENT_REGION"] = "true"

import moto.dynamodb.models  # noqa: E402
from moto.core.model_instances import reset_model_data  # noqa: E402
from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import run_simple  # noqa: E402


class OneAtATime:
    """Isolates requests from each other, as DynamoDB does.

    moto executes each request in its own thread without a lock, so that a condition can hold for two
    writers, a reader can see half of a transaction, and a cancelled transaction can undo other writes.
    """

    def __init__(self, app):
        self.app = app
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        # A client that sends its request slowly must not keep the others waiting.
        length = int(environ.get("CONTENT_LENGTH") or 0)
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))
        with self.lock:
            try:
                return self.app(environ, start_response)
            finally:
                copies.clear()
                # moto remembers every object for its dashboard, all copies of tables included.
                reset_model_data()


# Before the first action of a transaction, moto copies the table once for each action, and keeps the last
# copy. All are equal, so that one will do. With 100 actions, that is the difference between 20 ms and 2 s.
copies = {}


def copy_tables_once(value):
    if not isinstance(value, moto.dynamodb.models.Table):
        return copy.deepcopy(value)
    if id(value) not in copies:
        copies[id(value)] = copy.deepcopy(value)
    return copies[id(value)]


moto.dynamodb.models.copy = types.SimpleNamespace(deepcopy=copy_tables_once)

# Not one line for each request.
logging.getLogger("werkzeug").setLevel(logging.ERROR)
run_simple(
    "127.0.0.1",
    int(sys.argv[1]),
    OneAtATime(DomainDispatcherApplication(create_backend_app)),
    threaded=True,
    request_handler=MotoRequestHandler,
)
