"""Django's settings. One file for every place; what differs is a `MOTCUA_*` variable."""

from __future__ import annotations

import secrets
from pathlib import Path

from motcua.settings.database import WANTED, database
from motcua.settings.env import WrongSetting, env, refuse_unknown, secret_file
from motcua.settings.proxies import Network, networks

ROOT = Path(__file__).resolve().parents[3]
HOME = Path(
    env("HOME", str(ROOT / "var"), "Thư mục giữ cơ sở dữ liệu mặc định, khóa và tệp đính kèm.")
)


def _secret() -> str:
    """The signing key of sessions: made once and kept beside the data, readable by its owner."""
    path = HOME / "session.key"
    try:
        HOME.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48))
        return path.read_text()
    except OSError as error:
        raise WrongSetting(
            f"Không đọc hoặc ghi được {error.filename} ({error.strerror}): biến MOTCUA_HOME phải "
            "trỏ tới một thư mục mà người chạy chương trình ghi được."
        ) from error


def _networks(name: str, says: str) -> tuple[Network, ...]:
    text = env(name, "", says)
    try:
        return networks(text)
    except ValueError:
        raise WrongSetting(
            f"Biến MOTCUA_{name} có giá trị “{text}” không dùng được; cần các địa chỉ "
            "hoặc mạng cách nhau bằng dấu phẩy, ví dụ 127.0.0.1,10.0.0.0/8. Không tin mọi địa chỉ."
        ) from None


DEBUG = False
SECRET_KEY = _secret()
ALLOWED_HOSTS = env(
    "HOSTS",
    "localhost,127.0.0.1,[::1],testserver",
    "Tên máy mà hệ thống trả lời, cách nhau bằng dấu phẩy.",
).split(",")
SECURE = env(
    "HTTPS", False, "Chỉ phục vụ qua HTTPS (bật khi có chứng thư; tắt khi thử trên máy mình)."
)
TRUSTED_PROXIES = _networks(
    "TRUSTED_PROXIES",
    "Địa chỉ, mạng của máy chủ trung gian (proxy) được tin khi nói địa chỉ người dùng và HTTPS.",
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "motcua.web",
    "motcua.ledger",
    "motcua.organisation",
    "motcua.files",
    "motcua.procedures",
    "motcua.dossiers",
    "motcua.queue",
    "motcua.ballots",
    "motcua.notices",
    "motcua.documents",
    "motcua.figures",
    "motcua.portal",
]
INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    if not app.startswith("motcua.") or (ROOT / "src" / app.replace(".", "/")).is_dir()
]

MIDDLEWARE = [
    "motcua.web.middleware.BehindProxy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.web.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "motcua.web.middleware.ContentSecurity",
    "motcua.web.middleware.PlainSentences",
]
ROOT_URLCONF = "motcua.web.urls"
WSGI_APPLICATION = "motcua.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "motcua.web.jinja.environment",
            "context_processors": [
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": database(
        env(
            "DATABASE_URL",
            f"sqlite:///{HOME / 'motcua.sqlite3'}",
            f"Địa chỉ cơ sở dữ liệu: {WANTED}.",
        ),
        HOME,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "organisation.Officer"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "organisation:log_in"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE
LOCALE_PATHS = [ROOT / "src" / "motcua" / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = HOME / "files"
ATTACHMENT_MB = env(
    "ATTACHMENT_MB",
    20,
    "Cỡ lớn nhất của một tệp đính kèm, tính bằng MB.",
    lambda mb: 0 < mb <= 1000,
)
CLAMD = env(
    "CLAMD",
    "",
    "Nơi clamd (ClamAV) nghe: /ĐƯỜNG/DẪN/clamd.ctl hoặc MÁY:CỔNG. Để trống: tệp không được quét mã độc.",
    lambda where: not where or where.startswith("/") or where.rpartition(":")[2].isdecimal(),
)
FILE_UPLOAD_HANDLERS = [
    "motcua.files.uploads.UpToTheLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
KEY_FILE = Path(
    env(
        "KEY_FILE",
        str(HOME / "keys" / "kek"),
        "Tệp giữ khóa mã hóa bí mật của hồ sơ; để ngoài cơ sở dữ liệu và bản sao lưu của nó.",
    )
)
PUBLIC_ADDRESS = env(
    "PUBLIC_ADDRESS",
    "",
    "Địa chỉ mà người dân mở trang tra cứu, như https://motcua.tinh.gov.vn; in trong mã QR của giấy. "
    "Để trống: địa chỉ mà cán bộ đang dùng.",
    lambda address: not address or address.startswith(("https://", "http://")),
).rstrip("/")
PAPER_FOLDER = env(
    "PAPER_FOLDER",
    "",
    "Thư mục mẫu giấy riêng của cơ quan (tệp .typ cùng tên mẫu chuẩn, phông chữ trong fonts/).",
)
SIGNING_FOLDER = env(
    "SIGNING_FOLDER",
    "",
    "Thư mục giữ khóa ký số của từng đơn vị (MÃ.p12 kèm MÃ.pin, hoặc MÃ.toml cho USB token, HSM). "
    "Để trống: giấy in ra để ký tay.",
)
WEB_ROLE = env(
    "WEB_ROLE",
    "",
    "Vai PostgreSQL mà trang web dùng, nếu khác chủ cơ sở dữ liệu: bị thu quyền sửa, xóa nhật ký.",
)
PUBLIC_ADDRESS = env(
    "PUBLIC_ADDRESS",
    "",
    "Địa chỉ công khai của cổng, ghi trong thư và tin nhắn: https://motcua.xa-vi-du.gov.vn.",
    lambda address: not address or address.startswith(("https://", "http://")),
).rstrip("/")
EMAIL_HOST = env("SMTP_HOST", "", "Máy chủ gửi thư điện tử; để trống thì không gửi thư.")
EMAIL_PORT = env("SMTP_PORT", 25, "Cổng của máy chủ gửi thư.", lambda port: 0 < port < 65536)
EMAIL_HOST_USER = env("SMTP_USER", "", "Tên đăng nhập máy chủ gửi thư, nếu cần.")
EMAIL_HOST_PASSWORD = secret_file(
    "SMTP_PASSWORD_FILE", "Tệp chứa mật khẩu của máy chủ gửi thư, nếu cần."
)
_SMTP_TLS = env(
    "SMTP_TLS",
    "starttls",
    "Mã hóa khi gửi thư: starttls, tls, hoặc none cho máy chủ ngay trên máy này.",
    lambda way: way in {"starttls", "tls", "none"},
)
EMAIL_USE_TLS, EMAIL_USE_SSL = _SMTP_TLS == "starttls", _SMTP_TLS == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env(
    "MAIL_FROM", "motcua@localhost", "Địa chỉ người gửi ghi trong thư điện tử."
)
SMS_ADAPTER = env(
    "SMS_ADAPTER",
    "",
    "Cách gửi tin nhắn: file ghi vào tệp sms.jsonl để thử, hoặc tên một hàm Python của văn phòng "
    "(goi.ham); để trống thì không gửi tin nhắn.",
)
SMS_FILE = HOME / "sms.jsonl"
SMS_MARKS = env("SMS_MARKS", False, "Giữ dấu tiếng Việt trong tin nhắn (tốn nhiều phần tin hơn).")
WEBHOOK_NETWORKS = _networks(
    "WEBHOOK_NETWORKS",
    "Các mạng bên trong mà thông báo cho hệ thống khác được gửi vào, cách nhau bằng dấu phẩy: "
    "10.1.2.0/24; ngoài ra chỉ gửi đến địa chỉ công cộng.",
)
# Called in this order for each batch that the sequencer commits; see `ledger/sequencer.py`.
LEDGER_FOLLOWERS: list[str] = []
if "motcua.figures" in INSTALLED_APPS:
    LEDGER_FOLLOWERS.append("motcua.figures.followers.count_events")
if "motcua.documents" in INSTALLED_APPS:
    LEDGER_FOLLOWERS.append("motcua.documents.followers.enter")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 9 * 3600
CSRF_FAILURE_VIEW = "motcua.web.views.forged"
SECURE_SSL_REDIRECT = SECURE
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "motcua.web.logs.WithoutData"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

# Last: by now every variable has been declared.
refuse_unknown()
