# syntax=docker/dockerfile:1
# rarekg in a container: `docker build --tag rarekg .`, then `docker compose up`. docs/serving.md says how to run it.
ARG PYTHON=3.12

FROM python:${PYTHON}-slim AS wheel
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY tests/_types tests/_types
COPY ontology ontology
COPY mappings mappings
COPY queries queries
COPY graph graph
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /dist .

# An engine of its own for compose's profile `remote`: the release that the embedded store has in it.
FROM python:${PYTHON}-slim AS store
ARG OXIGRAPH=0.5.13
RUN pip install --no-cache-dir "oxigraph==${OXIGRAPH}" \
    && useradd --uid 10001 --create-home rarekg && install --directory --owner rarekg /data
USER 10001
VOLUME /data
EXPOSE 7878
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7878/query?query=ASK%7B%7D', timeout=4)"]
ENTRYPOINT ["oxigraph"]
CMD ["serve", "--location", "/data", "--bind", "0.0.0.0:7878"]

FROM python:${PYTHON}-slim AS rarekg
RUN useradd --uid 10001 --create-home rarekg && install --directory --owner rarekg /data
RUN --mount=type=bind,from=wheel,source=/dist,target=/dist pip install --no-cache-dir /dist/*.whl
USER 10001
ENV RAREKG_HOME=/data RAREKG_HOST=0.0.0.0
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=5m \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["rarekg"]
CMD ["up"]
