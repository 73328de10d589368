"""Every request builder that the SDK has for this API, and which of them a test has driven."""

import importlib
import inspect
from pathlib import Path

from msgraph_beta.generated.external import industry_data

NAMESPACE = Path(industry_data.__path__[0])


def requests_of_all(adapter):
    """Each method of each builder: the template of its URL, and the method."""
    return {
        (_bare(builder(adapter, {}).url_template), name.upper())
        for builder in _builders()
        for name, _ in inspect.getmembers(builder, inspect.iscoroutinefunction)
    }


def _builders():
    for file in NAMESPACE.rglob("*_request_builder.py"):
        path = ".".join(file.relative_to(NAMESPACE).with_suffix("").parts)
        module = importlib.import_module(f"{industry_data.__name__}.{path}")
        for name, kind in inspect.getmembers(module, inspect.isclass):
            if kind.__module__ == module.__name__ and name.endswith("RequestBuilder"):
                yield kind


def _bare(template):
    """A template without its query."""
    return template.split("{?")[0]


class Recorded:
    """Notes what goes through an adapter, and how it was answered."""

    def __init__(self, adapter):
        self.answers, self.bodies = {}, []
        self._send = adapter.get_http_response_message
        adapter.get_http_response_message = self._noted

    async def _noted(self, request, *arguments, **options):
        response = await self._send(request, *arguments, **options)
        sent = (_bare(request.url_template), request.http_method.value)
        self.answers.setdefault(sent, set()).add(response.status_code)
        self.bodies.append(response.content)
        return response
