"""GOV.UK's macros in an environment of their own, so that their lenient undefined names stay there.

`macro("input")({...})` is `govukInput`; parameters are those of GOV.UK Frontend's documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

Draw = Callable[[Mapping[str, object]], Markup]


@cache
def _environment() -> Environment:
    package = PackageLoader("govuk_frontend_jinja")
    return Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": package}),
        undefined=ChainableUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def macro(name: str) -> Draw:
    """GOV.UK's macro for a component named as its folder is: `date-input`, `error-summary`."""
    place = f"govuk_frontend_jinja/components/{name}/macro.html"
    camel = "".join(word.capitalize() for word in name.split("-"))
    draw: Draw = getattr(_environment().get_template(place).module, f"govuk{camel}")
    return draw
