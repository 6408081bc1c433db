# A static binary in an otherwise empty image, run without root. The embedded store, where it is used, lives in /data.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/build-cache \
    CGO_ENABLED=0 GOCACHE=/build-cache go build -trimpath -ldflags="-s -w" -o /out/stancegraph ./cmd/stancegraph && mkdir /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/stancegraph /stancegraph
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
WORKDIR /data
VOLUME /data
ENV STANCEGRAPH_ADDR=0.0.0.0:8080 STANCEGRAPH_DB=/data/stancegraph.db
EXPOSE 8080
ENTRYPOINT ["/stancegraph"]
CMD ["serve"]
