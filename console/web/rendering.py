"""From a view to HTML: the one Jinja environment. A name that a template does not know is an error, never a blank."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from console.web.texts import texts
from console.web.views.page import Page

TEMPLATES = Path(__file__).parent / "templates"


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
    made.globals["m"] = made.get_template("macros.html").module  # also for parts that are sent alone
    return made


def render(template: str, page: Page, view: Struct) -> str:
    """Return the page, or the part of one, in the page's language."""
    return environment().get_template(template).render(page=page, view=view, t=texts()[page.language])
