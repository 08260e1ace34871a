# The sandbox as a container: docker build -t timeback-sandbox . && docker run -p 8765:8765 timeback-sandbox
# As a service of a workflow: see docs/testing.md.
FROM python:3.13-slim AS build
COPY . /source
RUN pip wheel --no-cache-dir --wheel-dir /wheels "/source[sandbox]"

FROM python:3.13-slim
# It is the wheel of the stage before, and there is no other.
# hadolint ignore=DL3013
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links /wheels "timeback-clients[sandbox]" \
    && useradd --uid 1000 --create-home timeback
USER 1000
WORKDIR /home/timeback
EXPOSE 8765
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=12 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8765/_sandbox/health', timeout=2)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["timeback", "sandbox", "--host", "0.0.0.0", "--port", "8765"]
