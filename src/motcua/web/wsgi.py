"""Where a web server begins."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from motcua.web.translations import compile_catalogues

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.settings.django")
compile_catalogues()
application = get_wsgi_application()
