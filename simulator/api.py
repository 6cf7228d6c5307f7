"""The simulator's HTTP interface: a stable contract, so that any outside test can drive a hall (docs/simulator.md)."""

import asyncio
import base64
import logging
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from mqtt_bridge.refusals import CODES
from simulator.doors import DoorClosedError, Doors, Word
from simulator.feed import Feed
from simulator.hall import Hall
from simulator.papers import Out, png_of
from simulator.processes import Supervised, Supervisor

PAGE = Path(__file__).parent / "page"
FAULTS = ("none", "paper-low", "paper-out", "cover-open", "cutter-jammed", "silent", "unplugged")
_POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'"
_RETRIES = 20
_RETRY_S = 0.15

_log = logging.getLogger("api")

T = TypeVar("T")


class _Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The root of what may be posted."""


class Press(_Body, frozen=True, kw_only=True):
    """POST /press."""

    station: str
    button: str


class SetFault(_Body, frozen=True, kw_only=True):
    """POST /printer."""

    station: str
    fault: str


class Do(_Body, frozen=True, kw_only=True):
    """POST /daemons/{name}."""

    do: str


class Api:
    """The routes, over one hall. For the event loop's thread."""

    def __init__(self, hall: Hall, supervisor: Supervisor, doors: Doors, feed: Feed) -> None:
        self._hall = hall
        self._supervisor = supervisor
        self._doors = doors
        self._feed = feed

    def application(self) -> Starlette:
        """Return the ASGI application."""
        routes = [
            Route("/", self._page),
            Mount("/page", StaticFiles(directory=PAGE)),
            Route("/events", self._events),
            Route("/codes", self._codes),
            Route("/stations", self._stations),
            Route("/press", self._press, methods=["POST"]),
            Route("/printer", self._printer, methods=["POST"]),
            Route("/tickets", self._tickets),
            Route("/tickets/{n:int}.png", self._ticket_png),
            Route("/tickets/{n:int}.bin", self._ticket_bin),
            Route("/displays", self._displays),
            Route("/displays/{id}.png", self._display_png),
            Route("/speakers", self._speakers),
            Route("/speakers/{id}/{n:int}.wav", self._wav),
            Route("/speakers/{id}", self._said),
            Route("/daemons", self._daemons),
            Route("/daemons/{name}", self._daemon),
            Route("/daemons/{name}", self._do, methods=["POST"]),
        ]
        return Starlette(routes=routes, exception_handlers={HTTPException: _error})

    async def _page(self, _request: Request) -> Response:
        headers = {"Cache-Control": "no-cache", "Content-Security-Policy": _POLICY}
        return FileResponse(PAGE / "index.html", headers=headers)

    async def _events(self, _request: Request) -> Response:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._feed.listen(), media_type="text/event-stream", headers=headers)

    async def _codes(self, _request: Request) -> Response:
        words = {code: {"kk": meaning.what.kk, "ru": meaning.what.ru} for code, meaning in CODES.items()}
        return JSONResponse(words, headers={"Cache-Control": "no-cache"})

    async def _stations(self, _request: Request) -> Response:
        return JSONResponse(self._hall.stations())

    async def _press(self, request: Request) -> Response:
        press = await _body(request, Press)
        station = self._hall.station(press.station)
        if station is None:
            raise HTTPException(404, f"there is no station {press.station!r}")
        if press.button not in {button.name for button in station.buttons}:
            raise HTTPException(404, f"station {press.station!r} has no button {press.button!r}")
        try:
            await self._doors.ask(station.device, {"do": "press", "button": press.button})
        except DoorClosedError:
            # A finger presses a dead button, too. Nothing comes of it.
            return JSONResponse({"station": press.station, "button": press.button, "was_felt": False}, 202)
        return JSONResponse({"station": press.station, "button": press.button, "was_felt": True}, 202)

    async def _printer(self, request: Request) -> Response:
        wanted = await _body(request, SetFault)
        station = self._hall.station(wanted.station)
        if station is None or station.printer is None:
            raise HTTPException(404, f"there is no station {wanted.station!r} with a printer")
        if wanted.fault not in FAULTS:
            raise HTTPException(400, f"fault: {wanted.fault!r} is none of {', '.join(FAULTS)}")
        answer = await self._ask_patiently(station.printer, {"do": "fault", "fault": wanted.fault})
        if "error" in answer:
            raise HTTPException(400, str(answer["error"]))
        return JSONResponse({"station": wanted.station, "fault": wanted.fault})

    async def _tickets(self, _request: Request) -> Response:
        return JSONResponse(self._hall.papers.listed())

    async def _ticket_png(self, request: Request) -> Response:
        png = png_of(self._ticket(request))
        if png is None:
            raise HTTPException(500, "these bytes are no picture")
        return Response(png, media_type="image/png", headers={"Cache-Control": "max-age=3600"})

    async def _ticket_bin(self, request: Request) -> Response:
        return Response(self._ticket(request).data, media_type="application/octet-stream")

    async def _displays(self, _request: Request) -> Response:
        return JSONResponse(self._hall.displays())

    async def _display_png(self, request: Request) -> Response:
        name = _known(request, self._hall.plan.displays, "display")
        answer = await self._ask_patiently(name, {"do": "frame"})
        if "png" not in answer:
            raise HTTPException(503, f"display {name!r} shows nothing yet")
        png = base64.b64decode(answer["png"])
        return Response(png, media_type="image/png", headers={"Cache-Control": "no-store"})

    async def _speakers(self, _request: Request) -> Response:
        return JSONResponse(self._hall.speakers())

    async def _said(self, request: Request) -> Response:
        return JSONResponse(self._hall.said(_known(request, self._hall.speaker_names, "speaker")))

    async def _wav(self, request: Request) -> Response:
        name = _known(request, self._hall.speaker_names, "speaker")
        answer = await self._ask_patiently(name, {"do": "wav", "n": request.path_params["n"]})
        if "wav" not in answer:
            raise HTTPException(404, f"speaker {name!r} has not said {request.path_params['n']}")
        wav = base64.b64decode(answer["wav"])
        return Response(wav, media_type="audio/wav", headers={"Cache-Control": "max-age=3600"})

    async def _daemons(self, _request: Request) -> Response:
        return JSONResponse(self._hall.daemons())

    async def _daemon(self, request: Request) -> Response:
        name = self._process(request).planned.name
        return JSONResponse(next(entry for entry in self._hall.daemons() if entry["name"] == name))

    async def _do(self, request: Request) -> Response:
        process = self._process(request)
        wanted = await _body(request, Do)
        _log.info("daemon name=%s do=%s", process.planned.name, wanted.do)
        match wanted.do:
            case "kill":
                await process.kill()
            case "stop":
                process.stop()
            case "start":
                process.start()
            case _:
                raise HTTPException(400, f"do: {wanted.do!r} is none of kill, stop, start")
        return await self._daemon(request)

    def _process(self, request: Request) -> Supervised:
        name = _known(request, self._supervisor.processes, "daemon", "name")
        return self._supervisor.processes[name]

    def _ticket(self, request: Request) -> Out:
        out = self._hall.papers.get(request.path_params["n"])
        if out is None:
            raise HTTPException(404, f"there is no ticket {request.path_params['n']}")
        return out

    async def _ask_patiently(self, name: str, question: Word) -> Word:
        """Ask, again and again while the daemon is being started anew. Raises HTTPException 503."""
        for _ in range(_RETRIES - 1):
            try:
                return await self._doors.ask(name, question)
            except DoorClosedError:
                await asyncio.sleep(_RETRY_S)
        try:
            return await self._doors.ask(name, question)
        except DoorClosedError as error:
            raise HTTPException(503, str(error)) from error


async def _body(request: Request, kind: type[T]) -> T:
    """Read the JSON body. Raises HTTPException 400 that names the key."""
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise HTTPException(400, str(error)) from error


def _known(request: Request, names: Any, what: str, key: str = "id") -> str:
    name = str(request.path_params[key])
    if name not in names:
        raise HTTPException(404, f"there is no {what} {name!r}")
    return name


async def _error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - the handler is registered for nothing else
    return JSONResponse({"error": error.detail}, error.status_code, error.headers)
