"""Settings of the site; runs with no variable set. Every variable is listed in docs/reference/settings.md.

QINGZHUANG_DATA holds everything that is not code: database, uploaded forms, facts, the secret key.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from qingzhuang.site.config import readers

SITE = Path(__file__).resolve().parent.parent
HOUSE = SITE.parent.parent

DATA = readers.folder("QINGZHUANG_DATA", HOUSE / "var" if (HOUSE / "pyproject.toml").exists() else Path.cwd() / "var")
DEBUG = readers.flag("QINGZHUANG_DEBUG")
SECRET_KEY = readers.secret("QINGZHUANG_SECRET_KEY", DATA / "secret-key")
ALLOWED_HOSTS = readers.words("QINGZHUANG_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
HTTPS = readers.flag("QINGZHUANG_HTTPS")
PROXY = readers.ip("QINGZHUANG_PROXY", "127.0.0.1" if HTTPS else "")  # whose word on the caller's address and on HTTPS is taken

# Forms: kept under their content's hash in DATA/files; facts: DATA/facts unless an area names another folder.
FILES_FOLDER = DATA / "files"
FACTS_FOLDER = readers.folder("QINGZHUANG_FACTS", DATA / "facts" / "demo")
# The keys that seal ID numbers and telephones; keep a copy of the file apart from the copies of the database.
LEDGER_KEYS = readers.folder("QINGZHUANG_KEYS", DATA / "keys" / "ledger.json")
# Where backups go when no stick is named; empty: only sticks.
BACKUPS_FOLDER = readers.text("QINGZHUANG_BACKUPS")
UPLOAD_LIMIT = readers.number("QINGZHUANG_UPLOAD_LIMIT_MB", 20, least=1, most=200) * 1024 * 1024
ROSTER_LIMIT = readers.number("QINGZHUANG_ROSTER_LIMIT_MB", 400, least=1, most=500) * 1024 * 1024
UPLOAD_LIMITS = {"/imports/": ROSTER_LIMIT}  # beginning of an address → bytes, where it is not UPLOAD_LIMIT
CARDS_AT_ONCE = readers.number("QINGZHUANG_CARDS_AT_ONCE", 300, least=1, most=5000)

# Certificates: the public page that the code on a paper opens (empty: the code carries no address), and how long content is kept.
VERIFY_ADDRESS = readers.text("QINGZHUANG_VERIFY_ADDRESS")
CERTIFICATES_KEPT_YEARS = readers.number("QINGZHUANG_CERTIFICATES_KEPT_YEARS", 3, least=1, most=30)
# What vouches for the moment of a signature (RFC 3161), the token in which keys lie (PKCS#11), and a service for electronic seals.
TIMESTAMPS = readers.address("QINGZHUANG_TIMESTAMPS")
TOKEN_MODULE = readers.text("QINGZHUANG_TOKEN_MODULE")
TOKEN_PIN = readers.private_file("QINGZHUANG_TOKEN_PIN")
SEAL_SERVICE = readers.text("QINGZHUANG_SEAL_SERVICE")
PUBLIC_TRIES_A_MINUTE = readers.number("QINGZHUANG_PUBLIC_TRIES_A_MINUTE", 20, least=1, most=10_000)

# How often a program may call the interface with one token.
API_CALLS_A_MINUTE = readers.number("QINGZHUANG_API_CALLS_A_MINUTE", 300, least=1, most=100_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a batch of 1,000 rows

INSTALLED_APPS = [
    "qingzhuang.site.kit",
    "qingzhuang.site.ui",
    "qingzhuang.site.audit",
    "qingzhuang.site.accounts",
    "qingzhuang.site.ledger",
    "qingzhuang.site.backup",
    "qingzhuang.site.warehouse",
    "qingzhuang.site.asking",
    "qingzhuang.site.publishing",
    "qingzhuang.site.definitions",
    "qingzhuang.site.quality",
    "qingzhuang.site.imports",
    "qingzhuang.site.events",
    "qingzhuang.site.exchange",
    "qingzhuang.site.reports",
    "qingzhuang.site.figures",
    "qingzhuang.site.requests",
    "qingzhuang.site.certificates",
    "qingzhuang.site.returns",
    "qingzhuang.site.desk",
    "qingzhuang.site.portal",
    "qingzhuang.site.demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "qingzhuang.site.kit.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "qingzhuang.site.ui.middleware.RefusalMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "qingzhuang.site.accounts.middleware.PostMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "qingzhuang.site.config.urls"
WSGI_APPLICATION = "qingzhuang.site.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "qingzhuang.site.ui.context.page",
            ],
            "builtins": ["qingzhuang.site.ui.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": readers.database("QINGZHUANG_DATABASE", DATA / "qingzhuang.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---------------------------------------------------------------- work in the background (`qingzhuang site work`)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# ---------------------------------------------------------------- people
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "qingzhuang.site.accounts.second_factor.SecondFactorBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "qingzhuang.site.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "qingzhuang.site.accounts.passwords.NotTheOwnName"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = "qingzhuang.site.accounts.second_factor.lock_on"
AXES_SENSITIVE_PARAMETERS = ["code", "old", "new", "again"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False
# One for all processes of the site: codes of the second factor that were used are used everywhere.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}
LOG_KEPT_DAYS = readers.number(
    "QINGZHUANG_LOG_KEPT_DAYS", 183, least=183, most=36500
)  # at least six months (Cybersecurity Law, article 21)
FACTS_KEPT_DAYS = readers.number(
    "QINGZHUANG_FACTS_KEPT_DAYS", 0, least=0, most=36500
)  # after somebody moved away or died (Personal Information Protection Law, article 19); 0: as the book of rules says
SMALLEST_COUNT = readers.number("QINGZHUANG_SMALLEST_COUNT", 5, least=0, most=1000)  # told to readers who see no people

# Second factor and signing in elsewhere: allauth keeps and speaks them, the pages are ours; nobody signs up.
SECOND_FACTOR_ROLES = readers.words("QINGZHUANG_SECOND_FACTOR_ROLES")
MFA_ADAPTER = "qingzhuang.site.accounts.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # half a minute, for telephones whose clock is a little wrong
OIDC_NAME, OIDC_APPS = readers.oidc()
OIDC_USERNAME_CLAIM = readers.text("QINGZHUANG_OIDC_USERNAME_CLAIM")
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": OIDC_APPS}}
SOCIALACCOUNT_ADAPTER = "qingzhuang.site.accounts.outside.Adapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"

# ---------------------------------------------------------------- languages, time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [SITE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
TIME_ZONE = readers.text("QINGZHUANG_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

# ---------------------------------------------------------------- files
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = ["qingzhuang.site.kit.uploads.LimitedUpload", "django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# ---------------------------------------------------------------- safety
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "qingzhuang.site.accounts.sessions"
SESSION_COOKIE_AGE = 10 * 3600  # one working day
SESSION_COOKIE_NAME = "qingzhuang"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "qingzhuang.site.ui.views.stale"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
