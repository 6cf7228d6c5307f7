"""From a view to HTML: the one Jinja environment. A name that a template does not know is an error, never a blank."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from console.web.lengths import length
from console.web.texts import texts
from console.web.views.page import Page

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "templates"
STATIC = _HERE / "static"
FONTS = _HERE.parent.parent / "fonts"


@cache
def environment() -> Environment:
    """Return the environment; made once, since it keeps what it has compiled."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["length"] = length
    return made


def render(template: str, page: Page, view: Struct) -> str:
    """Return the page, or the part of one, in the page's language."""
    return environment().get_template(template).render(page=page, view=view, t=texts()[page.language])


def render_region(template: str, page: Page, view: Struct) -> str:
    """Return one region of a page; *view*'s fields stand in the template by their own names, and as `view`."""
    fields = {name: getattr(view, name) for name in view.__struct_fields__}
    words = texts()[page.language]
    return (
        environment().get_template("region.html").render({**fields, "view": view}, region=template, page=page, t=words)
    )
