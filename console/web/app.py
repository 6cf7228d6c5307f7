"""All paths, behind one gate."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from console.web.gate import Endpoint, not_found, route_of
from console.web.guarding import Guard
from console.web.house import House
from console.web.paths import ENDPOINTS
from console.web.rendering import FONTS, STATIC
from console.web.settings import WebSettings
from console.web.signing_in import Entrance


class _Static(StaticFiles):
    """Files that come with the program: kept by browsers, and asked for again after each look whether they changed."""

    def file_response(self, *arguments: object, **named: object) -> Response:
        response = super().file_response(*arguments, **named)  # type: ignore[arg-type]  # passed on as they are
        response.headers["Cache-Control"] = "no-cache"
        return response


def application(house: House, settings: WebSettings, endpoints: Sequence[Endpoint] = ENDPOINTS) -> ASGIApp:
    """Return the ASGI application."""

    async def away(http: Request, error: Exception) -> Response:
        return await not_found(house, http, error)

    routes: list[BaseRoute] = [
        Mount("/static", _Static(directory=STATIC)),
        Mount("/fonts", _Static(directory=FONTS)),
        *Entrance(house, is_encrypted=settings.is_encrypted).routes(),
        *(route_of(endpoint, house) for endpoint in endpoints),
    ]
    inner = Starlette(routes=routes, exception_handlers={HTTPException: away})
    inner.router.redirect_slashes = False  # it would send browsers to whatever name they called us by
    return Guard(inner, settings.names, is_encrypted=settings.is_encrypted)
