# Fourfold in a container. Written without an engine at hand: untried. What it runs is what the tests run.
FROM python:3.12-slim-trixie AS build
COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/uv
WORKDIR /src
ENV UV_PROJECT_ENVIRONMENT=/opt/fourfold UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --locked --no-dev --no-install-project
COPY fourfold ./fourfold
RUN uv sync --locked --no-dev --no-editable

FROM python:3.12-slim-trixie
# pg_dump and pg_restore, for `fourfold backup` and `fourfold restore`; of the server's version or newer.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin fourfold \
 && install -d -o fourfold -g fourfold -m 700 /data /backups
COPY --from=build /opt/fourfold /opt/fourfold
ENV PATH=/opt/fourfold/bin:$PATH \
    FOURFOLD_DATA_DIR=/data \
    FOURFOLD_LOG=json \
    PYTHONUNBUFFERED=1
USER fourfold
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "64", \
     "--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning", \
     "fourfold.config.wsgi:application"]
